"""Push with a real server: damage is mended, what comes between is told, and what was cut off is finished."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import WorkspaceError
from graph.neo4j.database import Database
from graph.neo4j.findings import Finding, push_findings
from graph.neo4j.lock import push_lock
from graph.neo4j.print_files import PRINTS
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.status import read_status
from graph.workspace import Workspace
from tests.neo4j.graphs import FIRST, HOME, MILL, assert_same, empty_database, first_workspace, throw_away, whole, write
from tests.neo4j.servers import TestServer

__all__ = ["empty_database", "first_workspace", "throw_away"]


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


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("m.size = 'many'", ("size", "91A", "many")), ("m.opened = '2020-13-01'", ("opened", "91A", "2020-13-01")),
        ("m.opened = 5", ("opened", "91A", "5")), ("m.name = 12", ("name", "91A", "12")),
        ("m.tags = 'one'", ("tags", "91A", "one")), ("m.size = 2.5", ("size", "91A", "2.5")),
        ("m.good = date('2020-01-01')", ("good", "91A", "2020-01-01")), ("m.share = 'half'", ("share", "91A", "half")),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_named_and_mended(
    database: Database, workspace: Workspace, change: str, named: tuple[str, ...]
) -> None:
    push(database, workspace)
    database.send(f"MATCH (m:Mill {{uscc: '91A'}}) SET {change}")
    with pytest.raises(WorkspaceError) as refused:
        open_snapshot(database).nodes("Mill")
    assert refused.value.key == "neo4j_graph.foreign_value"
    for lang in ("zh", "en"):
        told = refused.value.text(lang)
        assert [word for word in ("Mill", *named, "--deep", "--full") if word not in told] == []
    assert read_status(database, workspace, deep=True).differing == 1
    push(database, workspace, full=True)
    assert_same(workspace.snapshot(), open_snapshot(database))


def test_copies_of_an_edge_are_dropped(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    wanted = whole(database)
    database.send("MATCH (a)-[r:SELLS]->(b) CREATE (a)-[s:SELLS]->(b) SET s = properties(r)")
    report = push(database, workspace)
    assert (report.why, report.absent) == ("counts", 0)
    assert whole(database) == wanted
    assert push(database, workspace).nothing


def test_a_relationship_of_another_type_is_nobodys_business(database: Database, workspace: Workspace) -> None:
    """Not even one with all the properties of one of ours; it does not make every push a whole one."""
    push(database, workspace)
    database.send("MATCH (a)-[r:SELLS]->(b) CREATE (a)-[s:PARTNER]->(b) SET s = properties(r)")
    assert push(database, workspace).nothing
    push(database, workspace, full=True)
    assert push(database, workspace).nothing
    assert not read_status(database, workspace).held[0].is_touched
    assert database.read("MATCH ()-[s:PARTNER]->() RETURN count(s) AS n")[0]["n"] == 3


def test_an_edge_moved_to_other_ends_is_found_and_put_back(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    wanted = whole(database)
    database.send(
        """MATCH (a)-[r:SELLS {year: 2025}]->(b) MATCH (c:School)
        CREATE (a)-[s:SELLS]->(c) SET s = properties(r) DELETE r"""
    )
    assert push(database, workspace).nothing
    [moved] = read_status(database, workspace, deep=True).differences
    assert (moved.kind, moved.part, moved.field, moved.pushed, moved.found) == ("SELLS", "differs", "dst", "91B", "12A")
    push(database, workspace, full=True)
    assert whole(database) == wanted
    assert read_status(database, workspace, deep=True).differing == 0


def test_an_edge_moved_to_somebody_elses_node_with_our_uid_is_put_back(
    database: Database, workspace: Workspace
) -> None:
    push(database, workspace)
    wanted = open_snapshot(database).edges("MATES")
    database.send(
        """MATCH (a)-[r:MATES]->(b) CREATE (c:Company {uid: b.uid})
        CREATE (a)-[s:MATES]->(c) SET s = properties(r) DELETE r"""
    )
    push(database, workspace, full=True)
    assert open_snapshot(database).edges("MATES").equals(wanted)
    assert push(database, workspace).nothing
    assert read_status(database, workspace, deep=True).differing == 0


def test_a_new_uid_may_make_another_kind_of_it(database: Database, workspace: Workspace) -> None:
    """A firm known by name turns out, by its code, to be a school: it has the old kind and its values no longer."""
    push(database, workspace)
    write(workspace, {"Mill": [{"name": "新", "uscc": "12N", "region": HOME, "size": 3}]}, "code")
    assert workspace.snapshot().nodes("School")["uid"].tolist() == ["12A", "12N"]
    push(database, workspace)
    assert_same(workspace.snapshot(), open_snapshot(database))
    assert read_status(database, workspace, deep=True).differing == 0


def test_a_deep_look_finds_whatever_a_push_wrote_and_whatever_is_too_much(
    database: Database, workspace: Workspace
) -> None:
    push(database, workspace)
    wanted = whole(database)
    database.send(
        """MATCH (m:Mill {uid: '91A'})
        SET m._from = date('1999-01-01'), m._sources = [], m._source_count = 7, m._universe = 'x', m.inferred = true"""
    )
    database.send("MATCH (a)-[r:MATES]->(b) CREATE (a)-[s:MATES]->(b) SET s = properties(r)")
    database.send("MATCH (a:School) CREATE (m:Mill:Liantu {uid: 'copy'}) SET m._workspaces = a._workspaces")
    found = read_status(database, workspace, deep=True).differences
    assert {(each.kind, each.field) for each in found if each.part == "differs"} == {
        ("Mill", field) for field in ("inferred", "_from", "_universe", "_sources", "_source_count")
    }
    assert [each.kind for each in found if each.part == "extra"] == ["MATES", "Mill"]
    push(database, workspace, full=True)
    assert whole(database) == wanted


def test_nothing_is_sent_whose_prints_could_not_be_kept(database: Database, workspace: Workspace) -> None:
    """A workspace that may only be read, or a full disk: the push would never come to its end."""
    push(database, workspace)
    wanted, folder = whole(database), workspace.folder / PRINTS
    kept = folder.rename(folder.with_name("elsewhere"))
    folder.write_text("in the way of the folder")
    with pytest.raises(WorkspaceError) as refused:
        push(database, workspace, full=True)
    assert (refused.value.key, refused.value.values["file"]) == ("workspace.cannot_write", folder)
    assert (whole(database), read_status(database).held[0].marker.state) == (wanted, "complete")
    folder.unlink()
    kept.rename(folder)
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


def test_findings_tell_the_graph_version_beside_which_they_stand(database: Database, workspace: Workspace) -> None:
    name = push(database, workspace).workspace
    push_findings(database, name, "Gap", [Finding("a", {"rank": 1}, [("GAP_IN", "91A")])])
    versions = "MATCH (g:Gap) RETURN g.id AS id, g.workspace AS workspace, g._version AS version ORDER BY id"
    assert [tuple(row.values()) for row in database.read(versions)] == [("a", name, 2)]
    database.send("MATCH (g:Gap) REMOVE g._version")  # as earlier pushes left them
    write(workspace, {"Thing": [{"name": "麸皮"}]}, "later")
    push(database, workspace)
    assert_same(workspace.snapshot(), open_snapshot(database))
    assert read_status(database, workspace, deep=True).differing == 0
    push_findings(database, name, "Gap", [Finding("b", {"rank": 1}, [("GAP_IN", "91A")])])
    assert [tuple(row.values()) for row in database.read(versions)] == [("b", name, 3)]
    assert_same(workspace.snapshot(), open_snapshot(database))
    assert read_status(database, workspace, deep=True).differing == 0


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
