"""What the workspace no longer has leaves the database, whatever the way it came to be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.neo4j.database import Database
from graph.neo4j.findings import Finding, push_findings
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.schema import Schema
from graph.workspace import Workspace
from tests.neo4j.graphs import (
    MILL,
    assert_same,
    cut_off,
    empty_database,
    first_workspace,
    held_by_findings,
    kept,
    make_workspace,
    throw_away,
    write,
)

__all__ = ["empty_database", "first_workspace", "throw_away"]


def numbers(database: Database, *kinds: str) -> list[int]:
    """How many nodes and edges of these labels and types there are."""
    nodes = database.read("MATCH (n) WHERE any(kind IN labels(n) WHERE kind IN $kinds) RETURN count(n)", kinds=kinds)
    edges = database.read("MATCH ()-[r]->() WHERE type(r) IN $kinds RETURN count(r)", kinds=kinds)
    return [nodes[0][0], edges[0][0]]


def test_edges_of_a_push_cut_off_leave(database: Database, workspace: Workspace) -> None:
    """The prints of the last complete push do not know them: they are found in the database."""
    push(database, workspace)
    run = write(workspace, {"SELLS": [{"src_id": "uscc:91B", "dst_id": "uscc:91A", "what": "错录"}]}, "wrong")
    with cut_off("push._Task._complete"):
        push(database, workspace)
    assert numbers(database, "SELLS") == [0, 4]
    workspace.undo(run)
    report = push(database, workspace)
    assert (report.why, report.cleaned.removed) == ("incomplete", 1)
    assert_same(workspace.snapshot(), open_snapshot(database))


@pytest.mark.parametrize("case", ["by its prints", "without prints", "after a push cut off"])
def test_a_kind_that_is_no_longer_declared_leaves(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    import graph.workspace.workspace as module

    push(database, workspace)
    database.send("MATCH (n:Thing {name: '挂面'}) CREATE (:Note)-[:ABOUT]->(n)")
    assert numbers(database, "Thing", "MAKES") == [2, 2]
    gone = {"Thing", "MAKES", "TEACHES"}
    few = [{name: kind for name, kind in kinds.items() if name not in gone}
           for kinds in (workspace.schema.nodes, workspace.schema.edges)]  # fmt: skip
    monkeypatch.setattr(module, "load_schema", lambda _extra=(): Schema(*few))
    workspace = Workspace.open(workspace.folder)
    if case != "by its prints":
        for file in (workspace.folder / "pushed").iterdir():
            file.unlink()
    if case == "after a push cut off":
        with cut_off("push.clean"):
            push(database, workspace)
    cleaned = push(database, workspace).cleaned
    assert (cleaned.removed, cleaned.kept) == (3, 1)
    assert database.read("MATCH (:Note)-->(n) RETURN n._kept AS kept, n.name AS name")[0].values() == ["Thing", "挂面"]
    assert numbers(database, "Thing", "MAKES") == [0, 0]
    assert_same(workspace.snapshot(), open_snapshot(database))


@pytest.mark.parametrize("cut", [False, True])
def test_a_field_that_is_no_longer_declared_leaves(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, cut: bool
) -> None:
    import graph.workspace.workspace as module

    write(workspace, {"MAKES": [{"src_id": "uscc:91A", "dst_name": "面粉😀", "share": 0.5}]}, "shares", priority=1)
    push(database, workspace)
    database.send("MATCH (n:Thing) SET n.rank_of_others = 1")
    schema = workspace.schema
    thing, makes = schema.nodes["Thing"], schema.edges["MAKES"]
    thing = thing.model_copy(update={"fields": tuple(own for own in thing.fields if own.name != "note")})
    makes = makes.model_copy(update={"fields": ()})
    fewer = Schema({**schema.nodes, "Thing": thing}, {**schema.edges, "MAKES": makes})
    monkeypatch.setattr(module, "load_schema", lambda _extra=(): fewer)
    workspace = Workspace.open(workspace.folder)
    if cut:
        with cut_off("push.Sender"):
            push(database, workspace)
    push(database, workspace)
    left = "MATCH (n:Thing) OPTIONAL MATCH ()-[r:MAKES]->(n) RETURN n.note, r.share, n.rank_of_others"
    assert {tuple(record.values()) for record in database.read(left)} == {(None, None, 1)}
    assert_same(workspace.snapshot(), open_snapshot(database))


def test_a_node_cut_off_between_two_kinds_leaves(database: Database, workspace: Workspace) -> None:
    """It has lost the one kind and not got the other, and no prints tell of it."""
    run = write(workspace, {"School": [{"name": "研究院", "ticker": "T9"}]}, "list a")
    push(database, workspace)
    workspace.undo(run)
    run = write(workspace, {"Mill": [{"name": "研究院", "ticker": "T9"}]}, "list b")
    with cut_off("push.Sender"):
        push(database, workspace)
    workspace.undo(run)
    for file in (workspace.folder / "pushed").iterdir():
        file.unlink()
    assert push(database, workspace).cleaned.removed == 1
    assert push(database, workspace).nothing
    assert_same(workspace.snapshot(), open_snapshot(database))


def test_findings_hold_no_node(database: Database, workspace: Workspace) -> None:
    run = write(workspace, {"Mill": [{"name": "错录", "uscc": "91X"}, MILL]}, "wrong")
    name = push(database, workspace).workspace
    push_findings(database, name, "Gap", [Finding("a", {"rank": 1}, [("GAP_IN", "91X"), ("GAP_OF", "91A")])])
    assert numbers(database, "Gap", "GAP_IN", "GAP_OF") == [1, 2]
    workspace.undo(run)
    report = push(database, workspace)
    assert (report.cleaned.removed, report.cleaned.kept) == (1, 0)
    assert database.read("MATCH (n {uid: '91X'}) RETURN count(n) AS n")[0]["n"] == 0
    assert numbers(database, "Gap", "GAP_IN", "GAP_OF") == [1, 1]


def test_what_was_kept_goes_when_nothing_holds_it(database: Database, workspace: Workspace) -> None:
    run = write(workspace, {"Mill": [{"name": "错录", "uscc": "91X"}, {"name": "误录", "uscc": "91Z"}]}, "wrong")
    push(database, workspace)
    database.send("MATCH (n:Mill) WHERE n.uid IN ['91X', '91Z'] CREATE (:Note {of: n.uid})-[:ABOUT]->(n)")
    workspace.undo(run)
    assert push(database, workspace).cleaned.kept == 2
    database.send("MATCH (n:Note {of: '91X'}) DETACH DELETE n")
    more = write(workspace, {"Thing": [{"name": "样品"}]}, "more")
    assert push(database, workspace).cleaned.removed == 0  # looking for it takes longer than such a push
    workspace.undo(more)
    assert push(database, workspace).cleaned.removed == 2
    assert kept(database) == ["91Z"]
    database.send("MATCH (n:Note {of: '91Z'}) DETACH DELETE n")
    assert push(database, workspace, full=True).cleaned.removed == 1
    assert kept(database) == []


def test_what_findings_kept_goes_with_them(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first has other findings then."""
    one = held_by_findings(database, tmp_path, schema, monkeypatch)
    push_findings(database, one, "Gap", [Finding("a", {"rank": 1}, [("GAP_OF", "91A")])])
    assert kept(database) == []
    assert database.read("MATCH (n {uid: '91X'}) RETURN count(n) AS n")[0]["n"] == 0
    assert numbers(database, "Gap", "GAP_OF") == [1, 1]


def test_an_erased_name_does_not_stay_with_a_node_that_is_kept(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    thing = schema.nodes["Thing"]
    named = thing.field("name").model_copy(update={"personal": True})
    thing = thing.model_copy(update={"fields": (named, *thing.fields[1:])})
    schema = Schema({**schema.nodes, "Thing": thing}, dict(schema.edges))
    workspace = make_workspace(tmp_path / "people", schema, monkeypatch, {"Thing": [{"name": "张三"}]})
    push(database, workspace)
    [uid] = workspace.snapshot().nodes("Thing")["uid"]
    database.send("MATCH (n:Thing) CREATE (:Note)-[:ABOUT]->(n)")
    workspace.erase(uid)
    assert push(database, workspace).cleaned.kept == 1
    told = database.read("MATCH (:Note)-->(n) RETURN properties(n) AS told")[0]["told"]
    assert told == {"uid": uid, "_kept": "Thing", "_workspaces": []}
