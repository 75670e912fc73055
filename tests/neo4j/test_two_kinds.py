"""Two workspaces that know one uid as two kinds: the node has one kind, and the other is a claim."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.neo4j.claims import read_claims
from graph.neo4j.database import Database
from graph.neo4j.forget import forget
from graph.neo4j.marker import read_markers
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.schema import Schema
from graph.workspace import Workspace
from tests.neo4j.graphs import Rows, assert_same, empty_database, make_workspace, throw_away, write

__all__ = ["empty_database", "throw_away"]
SCHOOL: Rows = {"School": [{"name": "研究院", "ticker": "T9", "rank": 1.5}]}
AS_MILL: Rows = {"Mill": [{"name": "研究院", "ticker": "T9", "size": 3}], "Thing": [{"name": "样品"}],
                 "MAKES": [{"src_id": "ticker:T9", "dst_name": "样品"}]}  # fmt: skip
Make = Callable[[str, Rows], Workspace]


@pytest.fixture
def make(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> Make:
    return lambda name, rows: make_workspace(tmp_path / name, schema, monkeypatch, rows)


@pytest.fixture
def make_few(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Make a workspace that declares few kinds."""
    few = Schema({name: schema.nodes[name] for name in ("Mill", "Thing")}, {})
    return lambda name, rows: make_workspace(tmp_path / name, few, monkeypatch, rows)


def institutes(database: Database) -> list[tuple[set[str], dict[str, Any], list[str]]]:
    """The nodes of that uid: kinds, values, and who brings them."""
    rows = database.read("MATCH (n:Liantu {uid: 'ticker:T9'}) RETURN labels(n) AS kinds, properties(n) AS told")
    return [
        (
            {*row["kinds"]} - {"Liantu"},
            {name: value for name, value in row["told"].items() if name in {"name", "rank", "size", "_kept"}},
            row["told"]["_workspaces"],
        )
        for row in rows
    ]


def claimed(database: Database) -> set[tuple[str, str, str, str]]:
    return {(claim.kind, claim.field, claim.says, claim.stands) for claim in read_claims(database)}


def test_the_first_kind_stands_and_the_other_is_a_claim(database: Database, make: Make) -> None:
    first, second = make("first", SCHOOL), make("second", AS_MILL)
    one, two = push(database, first).workspace, push(database, second).workspace
    assert institutes(database) == [({"School"}, {"name": "研究院", "rank": 1.5}, [one, two])]
    assert claimed(database) == {("Mill", "_kind", '"Mill"', '"School"'), ("Mill", "size", "3", "null")}
    assert_same(first.snapshot(), open_snapshot(database, workspace=one))
    # the second reads what stands, as it does where values differ; what it ties to the node stays tied
    theirs = open_snapshot(database, workspace=two)
    assert theirs.nodes("School")["rank"].tolist() == [1.5]
    assert theirs.nodes("Mill").empty
    assert theirs.edges("MAKES")["src"].tolist() == ["ticker:T9"]
    whole_again = push(database, second, full=True)
    assert [(change.kind, change.gone) for change in whole_again.changes if change.gone] == []
    assert institutes(database) == [({"School"}, {"name": "研究院", "rank": 1.5}, [one, two])]


def test_the_second_leaves_whatever_the_kind(database: Database, make: Make) -> None:
    first, second = make("first", SCHOOL), make("second", AS_MILL)
    one = push(database, first).workspace
    push(database, second)
    second.undo(1)
    cleaned = push(database, second).cleaned
    assert (cleaned.removed, cleaned.shared, cleaned.kept) == (2, 1, 0)
    assert institutes(database) == [({"School"}, {"name": "研究院", "rank": 1.5}, [one])]
    assert claimed(database) == set()
    first.undo(1)
    assert push(database, first).cleaned.removed == 1
    assert institutes(database) == []


def test_when_the_first_leaves_the_others_kind_stands(database: Database, make: Make) -> None:
    first, second = make("first", SCHOOL), make("second", AS_MILL)
    push(database, first)
    two = push(database, second).workspace
    first.undo(1)
    assert push(database, first).cleaned.shared == 1
    assert push(database, second).why == "stale"
    assert institutes(database) == [({"Mill"}, {"name": "研究院", "size": 3}, [two])]
    assert claimed(database) == set()
    assert_same(second.snapshot(), open_snapshot(database, workspace=two))
    second.undo(1)
    assert push(database, second).cleaned.removed == 3
    assert institutes(database) == []


def test_both_leave_without_a_push_between(database: Database, make: Make) -> None:
    first, second = make("first", SCHOOL), make("second", AS_MILL)
    push(database, first)
    push(database, second)
    for workspace in (first, second):
        workspace.undo(1)
    assert push(database, first).cleaned.shared == 1
    assert push(database, second).cleaned.removed == 3
    assert institutes(database) == []


def test_a_kind_that_only_the_first_knows_gives_way_too(
    database: Database, make: Make, schema: Schema, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The heir has no such kind, nor the prints of its last push: what stands is found by who brings it."""
    first = make("first", SCHOOL)
    few = Schema({name: schema.nodes[name] for name in ("Mill", "Thing")}, {})
    second = make_workspace(tmp_path / "second", few, monkeypatch, {"Mill": AS_MILL["Mill"]})
    push(database, first)
    two = push(database, second).workspace
    assert open_snapshot(database, workspace=two).nodes("Mill").empty
    first.undo(1)
    push(database, first)
    push(database, second)
    assert institutes(database) == [({"Mill"}, {"name": "研究院", "size": 3}, [two])]
    write(first, SCHOOL)
    write(second, {"Thing": [{"name": "样品"}]}, "another")
    second.undo(1)
    push(database, second)
    one = push(database, first).workspace
    write(second, {"Mill": AS_MILL["Mill"]}, "again")
    push(database, second)
    assert institutes(database)[0][2] == [one, two]
    second.undo(3)
    for file in (second.folder / "pushed").iterdir():
        file.unlink()
    assert push(database, second).cleaned.shared == 1
    assert institutes(database) == [({"School"}, {"name": "研究院", "rank": 1.5}, [one])]


def test_a_kind_that_the_first_no_longer_declares_gives_way(
    database: Database, make: Make, schema: Schema, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kind of its own, which nobody else has ever known: known it is while a node has it, and no longer."""
    few = Schema({name: schema.nodes[name] for name in ("Mill", "Thing")}, {})
    first = make("first", SCHOOL)
    second = make_workspace(tmp_path / "second", few, monkeypatch, {"Mill": AS_MILL["Mill"]})
    one, two = push(database, first).workspace, push(database, second).workspace
    first = Workspace.open(first.folder)
    push(database, first)
    assert kinds_of(database, one) == {"Mill", "Thing", "School"}
    assert push(database, second).why == "stale"
    assert institutes(database) == [({"Mill"}, {"name": "研究院", "size": 3}, [two])]
    assert claimed(database) == set()
    assert_same(second.snapshot(), open_snapshot(database, workspace=two))
    push(database, first, full=True)
    assert kinds_of(database, one) == {"Mill", "Thing"}
    assert push(database, second).nothing


@pytest.mark.parametrize("gone", [1, 2])
def test_a_kind_of_its_own_goes_with_one_that_is_forgotten(
    database: Database, make: Make, make_few: Make, gone: int
) -> None:
    """Nobody else has ever known it, and two share what has it: whoever inherits in the end takes it off."""
    first = make("first", SCHOOL)
    others = [make_few(name, {"Mill": AS_MILL["Mill"]}) for name in ("second", "third")]
    ids = [push(database, workspace).workspace for workspace in (first, *others)]
    assert institutes(database) == [({"School"}, {"name": "研究院", "rank": 1.5}, ids)]
    for workspace in ids[:gone]:
        forget(database, workspace)
    assert push(database, others[gone - 1]).why == "stale"
    assert institutes(database) == [({"Mill"}, {"name": "研究院", "size": 3}, ids[gone:])]
    assert kinds_of(database, ids[gone]) == {"Mill", "Thing"}
    for workspace in others[gone - 1 :]:
        push(database, workspace)
        assert push(database, workspace).nothing
    assert claimed(database) == set()
    assert_same(others[1].snapshot(), open_snapshot(database, workspace=ids[2]))


@pytest.mark.parametrize("way", ["forgotten", "undone"])
def test_a_field_of_its_own_goes_with_the_first(
    database: Database, schema: Schema, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Kinds of the same names, of which the heir declares less: what it does not state stays on no node and no edge."""
    rows: Rows = {"Mill": [{"name": "磨坊", "uscc": "91A", "size": 3}], "Thing": [{"name": "样品", "note": "甲"}],
                  "MAKES": [{"src_id": "uscc:91A", "dst_name": "样品", "share": 0.5}]}  # fmt: skip
    thing = schema.nodes["Thing"]
    thing = thing.model_copy(update={"fields": tuple(own for own in thing.fields if own.name != "note")})
    makes = schema.edges["MAKES"].model_copy(update={"fields": ()})
    fewer = Schema({**schema.nodes, "Thing": thing}, {**schema.edges, "MAKES": makes})
    first = make_workspace(tmp_path / "first", schema, monkeypatch, rows)
    less = {**rows, "Thing": [{"name": "样品"}], "MAKES": [{"src_id": "uscc:91A", "dst_name": "样品"}]}
    second = make_workspace(tmp_path / "second", fewer, monkeypatch, less)
    one, two = push(database, first).workspace, push(database, second).workspace
    database.send("MATCH (n:Thing) SET n.rank_of_others = 1")
    if way == "forgotten":
        forget(database, one)
    else:
        first.undo(1)
        push(database, first)
    told = "MATCH ()-[r:MAKES]->(n:Thing) RETURN n._workspaces, n.note, r.share, n.rank_of_others"
    assert [tuple(record.values()) for record in database.read(told)] == [([two], "甲", 0.5, 1)]
    push(database, second)
    assert [tuple(record.values()) for record in database.read(told)] == [([two], None, None, 1)]
    assert_same(second.snapshot(), open_snapshot(database, workspace=two))


def kinds_of(database: Database, workspace: str) -> set[str]:
    """The kinds of nodes that a workspace is known to have."""
    return next(set(marker.kinds) for marker in read_markers(database) if marker.id == workspace)


def test_what_others_tied_to_is_kept_under_no_kind(database: Database, make: Make) -> None:
    first, second = make("first", SCHOOL), make("second", {"Mill": AS_MILL["Mill"]})
    push(database, first)
    push(database, second)
    database.send("MATCH (n:Liantu {uid: 'ticker:T9'}) SET n:Watched CREATE (:Note)-[:ABOUT]->(n)")
    for workspace in (first, second):
        workspace.undo(1)
        cleaned = push(database, workspace).cleaned
    assert (cleaned.removed, cleaned.shared, cleaned.kept) == (0, 0, 1)
    assert institutes(database) == [({"Watched"}, {"name": "研究院", "_kept": "Mill"}, [])]


def test_the_first_may_change_the_kind(database: Database, make: Make) -> None:
    first = make("first", SCHOOL)
    second = make("second", {"School": [{**SCHOOL["School"][0], "rank": 2.5}]})
    one, two = push(database, first).workspace, push(database, second).workspace
    database.send("MATCH (n:Liantu {uid: 'ticker:T9'}) CREATE (:Note)-[:ABOUT]->(n)")
    first.undo(1)
    write(first, {"Mill": AS_MILL["Mill"]}, "of another kind")
    push(database, first)
    assert institutes(database) == [({"Mill"}, {"name": "研究院", "size": 3}, [one, two])]
    assert database.read("MATCH (:Note)-[:ABOUT]->(n:Mill) RETURN count(n) AS n")[0]["n"] == 1
    assert_same(first.snapshot(), open_snapshot(database, workspace=one))
    assert push(database, second).why == "stale"
    assert claimed(database) == {
        ("School", "_kind", '"School"', '"Mill"'), ("School", "rank", "2.5", "null"),
    }  # fmt: skip
    assert institutes(database) == [({"Mill"}, {"name": "研究院", "size": 3}, [one, two])]
    assert (push(database, first).nothing, push(database, second).nothing) == (True, True)
    # when the second says so too, the claim is over
    write(second, {"Mill": AS_MILL["Mill"]}, "so it is")
    second.undo(1)
    push(database, second)
    assert claimed(database) == set()
    assert open_snapshot(database, workspace=two).nodes("Mill")["size"].tolist() == [3]


def test_the_second_may_change_its_claim_only(database: Database, make: Make) -> None:
    first = make("first", SCHOOL)
    second = make("second", SCHOOL)
    one, two = push(database, first).workspace, push(database, second).workspace
    second.undo(1)
    write(second, {"Mill": AS_MILL["Mill"]}, "of another kind")
    push(database, second)
    assert institutes(database) == [({"School"}, {"name": "研究院", "rank": 1.5}, [one, two])]
    assert claimed(database) == {("Mill", "_kind", '"Mill"', '"School"'), ("Mill", "size", "3", "null")}
    assert_same(first.snapshot(), open_snapshot(database, workspace=one))


def test_a_change_of_kind_cut_off_anywhere_leaves_one_kind(
    database: Database, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two transactions of the first's push the second reads a node of one kind."""
    first, second = make("first", SCHOOL), make("second", SCHOOL)
    push(database, first)
    two = push(database, second).workspace
    first.undo(1)
    write(first, {"Mill": AS_MILL["Mill"]}, "of another kind")
    original, seen = Database.write, set()

    def looking(self: Database, work: Callable[..., Any]) -> Any:
        ((kinds, _, _),) = institutes(database)
        seen.add(frozenset(kinds))
        return original(self, work)

    monkeypatch.setattr(Database, "write", looking)
    push(database, first)
    assert seen == {frozenset({"School"}), frozenset({"Mill"})}
    assert open_snapshot(database, workspace=two).nodes("Mill")["size"].tolist() == [3]
