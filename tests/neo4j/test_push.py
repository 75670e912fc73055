"""Push with a real server: what changed goes over, what is gone leaves, what others made stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import graph.neo4j.push as push_module
from graph.errors import WorkspaceError
from graph.neo4j.database import Database
from graph.neo4j.findings import Finding, push_findings
from graph.neo4j.lock import push_lock
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.report import PushReport
from graph.schema import Schema
from graph.workspace import Workspace
from tests.neo4j.graphs import FIRST, HOME, MILL, assert_same, empty_database, make_workspace, throw_away, whole, write
from tests.neo4j.servers import TestServer

__all__ = ["empty_database", "throw_away"]


@pytest.fixture
def workspace(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    return make_workspace(tmp_path / "one", schema, monkeypatch)


def counts(report: PushReport) -> dict[str, tuple[int, int | None, int]]:
    return {change.kind: (change.new, change.changed, change.gone) for change in report.changes}


def test_what_is_pushed_comes_back(database: Database, workspace: Workspace) -> None:
    report = push(database, workspace)
    assert report.why == "first"
    assert report.absent == 0
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


@pytest.mark.parametrize("state", ["incomplete", "complete"])
def test_a_snapshot_is_refused_when_a_push_came_between(database: Database, workspace: Workspace, state: str) -> None:
    push(database, workspace)
    snapshot = open_snapshot(database)
    uids = snapshot.nodes("Mill")["uid"].tolist()
    if state == "incomplete":
        database.send("MATCH (w:LiantuWorkspace) SET w.state = 'incomplete'")
    else:
        push(database, workspace, full=True)
    for ask in (lambda: snapshot.nodes("School"), lambda: snapshot.edges("SELLS"), lambda: snapshot.provenance(uids)):
        with pytest.raises(WorkspaceError) as refused:
            ask()
        assert refused.value.key == "neo4j_graph.changed"


def test_full_mends_and_counts_betray(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    wanted = whole(database)
    database.send("MATCH (m:Mill {uid: '91A'}) SET m.size = 1000, m.good = null")
    assert push(database, workspace).nothing
    push(database, workspace, full=True)
    assert whole(database) == wanted
    database.send("MATCH (m:Mill {uid: '91A'}) DETACH DELETE m")
    assert push(database, workspace).why == "counts"
    assert whole(database) == wanted


def test_copies_of_an_edge_are_dropped(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    wanted = whole(database)
    database.send("MATCH (a)-[r:SELLS]->(b) CREATE (a)-[s:SELLS]->(b) SET s = properties(r)")
    report = push(database, workspace)
    assert (report.why, report.absent) == ("counts", 0)
    assert whole(database) == wanted
    assert push(database, workspace).nothing


def test_absent_ends_are_counted_and_named(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    database.send("MATCH (m:Mill {uid: '91B'}) DETACH DELETE m")
    # as many nodes as before, so that only the absent end betrays it
    database.send("MATCH (w:LiantuWorkspace) SET w.nodes = w.nodes - 1, w.edges = w.edges - 4")
    write(workspace, {"SELLS": [{"src_id": "uscc:91A", "dst_id": "uscc:91B", "what": "新货"}]}, "more")
    report = push(database, workspace)
    assert (report.absent, report.absent_named) == (1, ["91B"])
    assert push(database, workspace).why == "stale"
    assert_same(workspace.snapshot(), open_snapshot(database))


def test_findings_are_replaced_as_a_set(database: Database, workspace: Workspace) -> None:
    name = push(database, workspace).workspace
    gone = Finding("a", {"state": "missing"}, [("GAP_IN", "91A")])
    assert push_findings(database, name, "Gap", [gone, Finding("b", {"rank": 1}, [("GAP_IN", "91A")])]) == 2
    later = Finding("b", {"rank": 2, "versions": ["x 1"]}, [("GAP_IN", "91B"), ("GAP_OF", "nowhere")])
    assert push_findings(database, name, "Gap", [later]) == 1
    found = database.read("MATCH (g:Gap)-[r]->(m) RETURN g.id AS id, g.rank AS rank, type(r) AS tie, m.uid AS uid")
    assert [tuple(row.values()) for row in found] == [("b", 2, "GAP_IN", "91B")]
    assert push(database, workspace).nothing


def test_findings_wait_for_nobody_elses_push(database: Database, workspace: Workspace) -> None:
    name = push(database, workspace).workspace
    with push_lock(database, "other"), pytest.raises(WorkspaceError) as refused:
        push_findings(database, name, "Gap", [Finding("a", {"rank": 1}, [])])
    assert refused.value.key == "neo4j_graph.push_held"
    assert push_findings(database, name, "Gap", [Finding("a", {"rank": 1}, [("GAP_IN", "91A")])]) == 1


def test_what_is_read_comes_after_what_was_written(neo4j: TestServer) -> None:
    """A member of a cluster that lags behind is told how far it has to be before it answers."""
    database = Database(neo4j.driver, neo4j.database)
    assert not set(database.bookmarks.get_bookmarks())
    database.send("CREATE (:Note)")
    assert set(database.bookmarks.get_bookmarks())


def test_second_push_is_refused_with_the_holders_name(database: Database, workspace: Workspace) -> None:
    with push_lock(database, "other"), pytest.raises(WorkspaceError) as refused:
        push(database, workspace, full=True)
    assert "@" in str(refused.value.values["holder"])
    assert push(database, workspace).why == "first"


@pytest.mark.parametrize("stop", range(1, 12))
def test_interrupted_push_ends_in_the_same_graph(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    """Cut off before any of the transactions, the next push ends in the graph of an uninterrupted one."""
    push(database, workspace)
    before = whole(database)
    pushed = database.read("MATCH (w:LiantuWorkspace) RETURN w.push AS push")[0]["push"]
    run = write(workspace, {"Mill": [{**MILL, "size": 9}, {"name": "昙花", "uscc": "91Z"}]}, "later", priority=5)
    write(workspace, {kind: FIRST[kind][:1] for kind in ("Thing", "MAKES")}, "again")
    writes = [0]

    def breaking(self: Database, work: Callable[..., Any]) -> Any:
        writes[0] += 1
        if writes[0] == stop:
            raise ConnectionAbortedError
        return original(self, work)

    original = Database.write
    monkeypatch.setattr(Database, "write", breaking)
    try:
        push(database, workspace, full=stop % 2 == 0)
    except ConnectionAbortedError:
        mark = database.read("MATCH (w:LiantuWorkspace) RETURN w.state AS state, w.push AS push")[0]
        # cut off before the first or after the last change, all is as the mark says
        assert mark["state"] == "incomplete" or mark["push"] != pushed or whole(database) == before
    monkeypatch.setattr(Database, "write", original)
    workspace.undo(run)
    push(database, workspace)
    interrupted = whole(database)
    database.send("MATCH (n) DETACH DELETE n")
    push(database, workspace)
    assert without_versions(interrupted) == without_versions(whole(database))


def without_versions(graph: tuple[list[Any], list[Any]]) -> tuple[list[Any], list[Any]]:
    nodes, edges = graph
    return (
        [(labels, [pair for pair in told if pair[0] != "_version"]) for labels, told in nodes],
        [(*ends, [pair for pair in told if pair[0] != "_version"]) for *ends, told in edges],
    )
