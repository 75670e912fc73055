"""Push with a real server: what changed goes over, what is gone leaves, what others made stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

import graph.neo4j.push as push_module
from graph.errors import WorkspaceError
from graph.neo4j.database import Database
from graph.neo4j.marker import read_markers
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.report import PushReport
from graph.workspace import Workspace
from tests.neo4j.graphs import HOME, MILL, assert_same, empty_database, first_workspace, throw_away, whole, write

__all__ = ["empty_database", "first_workspace", "throw_away"]


def counts(report: PushReport) -> dict[str, tuple[int, int | None, int]]:
    return {change.kind: (change.new, change.changed, change.gone) for change in report.changes}


def test_what_is_pushed_comes_back(database: Database, workspace: Workspace) -> None:
    report = push(database, workspace)
    assert report.why == "first"
    assert report.absent == 0
    assert_same(workspace.snapshot(), open_snapshot(database))


def test_nodes_and_edges_tell_whether_they_are_inferred_and_how_surely(
    database: Database, workspace: Workspace
) -> None:
    guess = {"name": "石粉", "inferred": True, "confidence": 0.25}
    run = write(workspace, {"Thing": [guess], "MAKES": [{"src_id": "uscc:91A", "dst_name": "石粉"}]}, "guess")
    push(database, workspace)
    marks = "RETURN t.inferred AS inferred, t.confidence AS sure"
    thing = "MATCH (t:Thing {name: '石粉'}) "
    assert database.read(thing + marks)[0].values() == [True, 0.25]
    assert [row.values() for row in database.read("MATCH (t:Mill) " + marks)] == [[False, None]] * 3
    edges = database.read("MATCH ()-[t:SELLS]->() " + marks + " ORDER BY inferred")
    assert [row.values() for row in edges] == [[False, None], [False, None], [True, 0.5]]
    write(workspace, {"Thing": [{"name": "石粉"}]}, "said")
    assert counts(push(database, workspace)) == {"Thing": (0, 1, 0)}
    assert database.read(thing + marks)[0].values() == [False, None]
    assert_same(workspace.snapshot(), open_snapshot(database))
    workspace.undo(run)
    push(database, workspace)
    assert_same(workspace.snapshot(), open_snapshot(database))


def test_unchanged_writes_nothing(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    before = database.read("MATCH (w:LiantuWorkspace) RETURN w.push AS push")[0]["push"]
    report = push(database, workspace)
    assert report.nothing
    assert database.read("MATCH (w:LiantuWorkspace) RETURN w.push AS push")[0]["push"] == before


def test_only_what_changed_goes_over(database: Database, workspace: Workspace) -> None:
    first = push(database, workspace).version
    write(workspace, {"Mill": [{**MILL, "size": 9}], "Thing": [{"name": "麸皮"}]}, "later", priority=5)
    planned = push(database, workspace, dry_run=True)
    assert counts(planned) == {"Mill": (0, 1, 0), "Thing": (1, 0, 0)}
    assert counts(push(database, workspace)) == counts(planned)
    rows = database.read("MATCH (m:Mill) RETURN m.uid AS uid, m.size AS size, m._version AS version ORDER BY uid")
    assert next((row["uid"], row["size"], row["version"]) for row in rows) == (
        "91A",
        9,
        workspace.statistics().graph_version,
    )
    assert {row["version"] for row in rows[1:]} == {first}
    assert_same(workspace.snapshot(), open_snapshot(database))


def test_a_dry_run_says_what_a_whole_push_would_send(database: Database, workspace: Workspace) -> None:
    first = push(database, workspace, dry_run=True)
    assert (first.why, first.nodes, first.edges, first.sent) == ("first", 6, 6, 0)
    assert whole(database) == ([], [])
    push(database, workspace)
    asked = push(database, workspace, dry_run=True, full=True)
    assert (asked.why, asked.nodes, asked.edges, asked.gone) == ("asked", 6, 6, 0)
    assert {change.kind: change.sent for change in asked.changes} == {
        "Mill": 3, "School": 1, "Thing": 2, "SELLS": 3, "MAKES": 2, "MATES": 1,
    }  # fmt: skip
    assert set(counts(asked).values()) == {(0, 0, 0)}
    run = write(workspace, {"Thing": [{"name": "麸皮"}]}, "later")
    push(database, workspace)
    workspace.undo(run)
    database.send("MATCH (m:Mill {uid: '91B'}) DETACH DELETE m")
    before = whole(database)
    planned = push(database, workspace, dry_run=True)
    assert (planned.why, planned.nodes, planned.edges) == ("counts", 6, 6)
    told = {kind: count for kind, count in counts(planned).items() if any(count)}
    assert told == {"Mill": (1, 0, 0), "SELLS": (3, 0, 0), "MATES": (1, 0, 0), "Thing": (0, 0, 1)}
    assert whole(database) == before


def test_what_changed_is_unknown_where_the_last_push_was_not_made_from_here(
    database: Database, workspace: Workspace
) -> None:
    push(database, workspace)
    for file in (workspace.folder / "pushed").iterdir():
        file.unlink()
    planned = push(database, workspace, dry_run=True)
    assert (planned.why, planned.nodes, planned.edges) == ("elsewhere", 6, 6)
    assert {(change.new, change.changed, change.gone) for change in planned.changes} == {(0, None, 0)}


def test_undone_leaves_and_others_stay(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    run = write(workspace, {"Mill": [{"name": "错录", "uscc": "91X"}],
                            "SELLS": [{"src_id": "uscc:91X", "dst_id": "uscc:91A"}]}, "wrong")  # fmt: skip
    push(database, workspace)
    before = [database.read("MATCH (m {uid: '91X'}) RETURN count(m) AS n")[0]["n"]]
    workspace.undo(run)
    report = push(database, workspace)
    assert before == [1]
    assert (report.cleaned.removed, report.cleaned.kept) == (2, 0)
    assert database.read("MATCH (m {uid: '91X'}) RETURN count(m) AS n")[0]["n"] == 0
    assert_same(workspace.snapshot(), open_snapshot(database))


def test_what_others_made_is_never_touched(database: Database, workspace: Workspace) -> None:
    database.send("CREATE (:Company {uid: '91A', name: '别人的'}), (:Mill {uid: '91B', name: '也是别人的', size: 1})")
    run = write(workspace, {"Mill": [{"name": "错录", "uscc": "91X"}]}, "wrong")
    push(database, workspace)
    database.send(
        "MATCH (m:Liantu {uid: '91X'}), (o:Liantu {uid: '91A'}) CREATE (m)-[:VISITED {day: '周一'}]->(o)"
        " CREATE (:Note {text: '记'})-[:ABOUT]->(m)"
    )
    workspace.undo(run)
    report = push(database, workspace, full=True)
    assert report.cleaned.kept == 1
    foreign = database.read(
        "MATCH (n) WHERE NOT n:Liantu AND n.uid IS NOT NULL RETURN properties(n) AS told ORDER BY n.uid"
    )
    assert [row["told"] for row in foreign] == [
        {"uid": "91A", "name": "别人的"}, {"uid": "91B", "name": "也是别人的", "size": 1},
    ]  # fmt: skip
    kept = database.read(
        "MATCH (n:Liantu {uid: '91X'}) RETURN labels(n) AS labels, n._kept AS kept, COUNT {(n)--()} AS ties"
    )
    assert [tuple(row.values()) for row in kept] == [(["Liantu"], "Mill", 2)]
    assert_same(workspace.snapshot(), open_snapshot(database))
    write(workspace, {"Mill": [{"name": "错录", "uscc": "91X"}]}, "right after all")
    push(database, workspace)
    back = database.read("MATCH (n:Mill:Liantu {uid: '91X'}) RETURN n._kept AS kept, COUNT {(n)--()} AS ties")
    assert [tuple(row.values()) for row in back] == [(None, 2)]


def test_a_new_uid_renames_in_place(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    old = database.send("MATCH (m:Mill {name: '新'}) SET m:Watched RETURN m.uid AS uid")[0]["uid"]
    write(workspace, {"Mill": [{"name": "新", "uscc": "91N", "region": HOME}]}, "code")
    report = push(database, workspace)
    assert report.renamed == 1
    found = database.read("MATCH (m:Watched) RETURN m.uid AS uid, m.name AS name")
    assert [tuple(row.values()) for row in found] == [("91N", "新")]
    assert database.read("MATCH (n {uid: $uid}) RETURN count(n) AS n", uid=old)[0]["n"] == 0
    assert_same(workspace.snapshot(), open_snapshot(database))


def test_two_uids_that_become_one(database: Database, workspace: Workspace) -> None:
    """Two names turn out to be one firm: one node takes the code, the other leaves, or stays for what others tied to it."""
    write(workspace, {"Mill": [{"name": "旧", "region": HOME}]}, "names")
    push(database, workspace)
    database.send("MATCH (m:Mill) WHERE m.name IN ['新', '旧'] CREATE (:Note)-[:ABOUT]->(m)")
    write(workspace, {"Mill": [{"name": name, "uscc": "91N", "region": HOME} for name in ("新", "旧")]}, "codes")
    report = push(database, workspace)
    assert (report.renamed, report.cleaned.kept) == (1, 1)
    told = database.read("MATCH (:Note)-[:ABOUT]->(m) RETURN m.uid AS uid, m._kept AS kept ORDER BY kept")
    assert [row["kept"] for row in told] == ["Mill", None]
    assert told[1]["uid"] == "91N"
    assert_same(workspace.snapshot(), open_snapshot(database))
    assert push(database, workspace).nothing


def test_another_kind_keeps_relationships(database: Database, workspace: Workspace) -> None:
    """A thing that turns out to be of another kind of its space is one node still."""
    run = write(workspace, {"School": [{"name": "研究院", "ticker": "T9"}]}, "list a")
    push(database, workspace)
    database.send("MATCH (s:School {uid: 'ticker:T9'}) CREATE (:Note)-[:ABOUT]->(s)")
    workspace.undo(run)
    write(workspace, {"Mill": [{"name": "研究院", "ticker": "T9"}]}, "list b")
    report = push(database, workspace)
    assert report.cleaned.kept == 0
    found = database.read("MATCH (:Note)-[:ABOUT]->(n) RETURN labels(n) AS labels, keys(n) AS keys")
    assert sorted(found[0]["labels"]) == ["Liantu", "Mill"]
    assert_same(workspace.snapshot(), open_snapshot(database))


def dated(workspace: Workspace) -> Workspace:
    write(workspace, {"Mill": [MILL]}, "list", source_date=date(2031, 5, 4))
    return workspace


def told_again(workspace: Workspace) -> Workspace:
    write(workspace, {}, "nothing new")
    return workspace


def moved(workspace: Workspace) -> Workspace:
    return replace(workspace, settings=workspace.settings.model_copy(update={"home": "320703"}))


@pytest.mark.parametrize("change", [moved, told_again, dated])
def test_what_the_graph_version_does_not_tell_goes_over(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, change: Callable[[Workspace], Workspace]
) -> None:
    """Settings, runs and the newest date are part of what a pull gives."""
    version = push(database, workspace).version
    workspace = change(workspace)
    describe = push_module.describe
    monkeypatch.setattr(push_module, "describe", lambda *given: replace(describe(*given), version=version))
    push(database, workspace)
    pulled = open_snapshot(database)
    assert pulled.settings == workspace.settings
    assert pulled.runs()["source"].tolist() == workspace.snapshot().runs()["source"].tolist()
    assert pulled.as_of == workspace.snapshot().as_of
    assert push(database, workspace).nothing


def test_a_broken_template_is_said_before_anything_is_written(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    before = whole(database), read_markers(database)
    write(workspace, {"Mill": [{"name": "再来一家", "region": HOME}]}, "more")
    (workspace.folder / "chains" / "own.yaml").write_text("a: b: c", "utf-8")
    with pytest.raises(WorkspaceError, match=r"own\.yaml"):
        push(database, workspace)
    assert (whole(database), read_markers(database)) == before
