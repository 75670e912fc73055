"""Two workspaces in one database: neither removes or overwrites the other's part."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from graph.errors import WorkspaceError
from graph.neo4j.claims import read_claims
from graph.neo4j.database import Database
from graph.neo4j.marker import read_markers
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.status import read_status
from graph.schema import Schema
from graph.workspace import Workspace
from tests.neo4j.graphs import (
    FIRST,
    HOME,
    MILL,
    Rows,
    assert_same,
    cut_off,
    empty_database,
    make_workspace,
    throw_away,
    whole,
    write,
)

__all__ = ["empty_database", "throw_away"]


@pytest.fixture
def pair(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> tuple[Workspace, Workspace]:
    """Both know the first mill and one of its sales, and say otherwise of it; each knows something of its own."""
    first = make_workspace(tmp_path / "first", schema, monkeypatch)
    other: Rows = {
        "Mill": [{**MILL, "size": 8, "share": None}, FIRST["Mill"][1], {"name": "只在二", "uscc": "91Y"}],
        "SELLS": [{**FIRST["SELLS"][0], "amount": 11.5}, {"src_id": "uscc:91Y", "dst_id": "uscc:91A"}],
    }
    return first, make_workspace(tmp_path / "second", schema, monkeypatch, other)


def mill(database: Database, uid: str = "91A") -> dict[str, object]:
    rows = database.read("MATCH (m:Mill:Liantu {uid: $uid}) RETURN properties(m) AS told", uid=uid)
    return rows[0]["told"] if rows else {}


def test_first_stays_and_the_other_is_a_claim(database: Database, pair: tuple[Workspace, Workspace]) -> None:
    first, second = pair
    one, two = push(database, first).workspace, push(database, second).workspace
    assert mill(database)["size"] == 7
    assert mill(database)["_workspaces"] == [one, two]
    assert mill(database, "91Y")["_workspaces"] == [two]
    told = {(claim.kind, claim.field, claim.says, claim.stands) for claim in read_claims(database)}
    assert told == {("Mill", "size", "8", "7"), ("SELLS", "amount", "11.5", "10.5")}
    assert_same(first.snapshot(), open_snapshot(database, workspace=one))
    with pytest.raises(WorkspaceError, match=one):
        open_snapshot(database)


def test_a_claim_tells_whose_graph_version_says_so(database: Database, pair: tuple[Workspace, Workspace]) -> None:
    """That of the claim's workspace at which the row was pushed so, as on nodes and edges."""
    first, second = pair
    write(second, {"Thing": [{"name": "麸皮"}]}, "more")
    push(database, first)
    assert push(database, second).version == 3
    claims = "MATCH (c:LiantuClaim) RETURN c.kind AS kind, c.by AS by, c._version AS version ORDER BY kind"
    two = read_markers(database)[1].id
    assert [tuple(row.values()) for row in database.read(claims)] == [("Mill", two, 3), ("SELLS", two, 3)]
    write(second, {"Mill": [{**MILL, "size": 6, "share": None}]}, "newer", priority=5)
    push(database, second)
    assert [tuple(row.values()) for row in database.read(claims)] == [("Mill", two, 4), ("SELLS", two, 3)]
    database.send("MATCH (c:LiantuClaim) REMOVE c._version")  # as earlier pushes left them
    assert push(database, second).nothing
    assert read_status(database, second, deep=True).differing == 0
    assert {claim.says for claim in read_claims(database)} == {"6", "11.5"}


def test_somebody_elses_node_under_the_label_of_marks_is_no_workspace(
    database: Database, pair: tuple[Workspace, Workspace]
) -> None:
    database.send("CREATE (:LiantuWorkspace {id: 'x'}), (:LiantuWorkspace {id: 7, name: 'x', state: 'complete'})")
    push(database, pair[0])
    assert push(database, pair[0]).nothing
    assert_same(pair[0].snapshot(), open_snapshot(database))
    assert [held.marker.name for held in read_status(database, pair[0], deep=True).held] == ["first"]
    assert database.read("MATCH (w:LiantuWorkspace) WHERE w.id IN ['x', 7] RETURN count(w)")[0][0] == 2


def test_places_of_what_is_shared_are_those_of_the_first(database: Database, pair: tuple[Workspace, Workspace]) -> None:
    """Its runs have numbers of its own, which the second may not have, or have for another source."""
    first, second = pair
    write(first, {"Mill": [{**MILL, "tags": ["新"]}]}, "later", source_date=date(2025, 5, 1))
    push(database, first)
    two = push(database, second).workspace
    pulled = open_snapshot(database, workspace=two).provenance(["91A"])
    pd.testing.assert_frame_equal(pulled, first.snapshot().provenance(["91A"]))
    assert "later" in set(pulled["source"])


def test_neither_removes_the_others_part(database: Database, pair: tuple[Workspace, Workspace]) -> None:
    first, second = pair
    one = push(database, first).workspace
    two = push(database, second).workspace
    second.undo(1)
    report = push(database, second)
    assert (report.cleaned.shared, report.cleaned.removed) == (3, 2)
    assert read_claims(database) == []
    assert mill(database)["_workspaces"] == [one]
    assert mill(database, "91Y") == {}
    assert_same(first.snapshot(), open_snapshot(database, workspace=one))
    assert two != one


def test_when_the_first_leaves_the_others_values_stand(database: Database, pair: tuple[Workspace, Workspace]) -> None:
    first, second = pair
    push(database, first)
    two = push(database, second).workspace
    first.undo(1)
    push(database, first)
    assert mill(database)["_workspaces"] == [two]
    report = push(database, second)
    assert report.why == "stale"
    assert mill(database)["size"] == 8
    assert read_claims(database) == []
    assert_same(second.snapshot(), open_snapshot(database, workspace=two))


def test_who_inherits_is_told_however_the_first_ended(database: Database, pair: tuple[Workspace, Workspace]) -> None:
    """The first's push is cut off right after it left: the heir sends its own all the same."""
    first, second = pair
    push(database, first)
    two = push(database, second).workspace
    first.undo(1)
    with cut_off("push._Task._complete"):
        push(database, first)
    assert push(database, second).why == "stale"
    assert mill(database)["size"] == 8
    assert read_claims(database) == []
    push(database, first)
    assert_same(second.snapshot(), open_snapshot(database, workspace=two))


def test_what_the_first_no_longer_declares_is_the_others_to_state(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (make_workspace(tmp_path / name, schema, monkeypatch) for name in ("first", "second"))
    push(database, first)
    push(database, second)
    assert read_claims(database) == []
    thing = schema.nodes["Thing"]
    thing = thing.model_copy(update={"fields": tuple(own for own in thing.fields if own.name != "note")})
    fewer = Schema({**schema.nodes, "Thing": thing}, schema.edges)
    monkeypatch.setattr("graph.workspace.workspace.load_schema", lambda _extra=(): fewer)
    push(database, Workspace.open(first.folder))
    assert push(database, second).why == "stale"
    [claim] = read_claims(database)
    assert (claim.kind, claim.field, claim.stands) == ("Thing", "note", "null")


def test_two_that_each_came_first_to_something_come_to_rest(
    database: Database, pair: tuple[Workspace, Workspace]
) -> None:
    first, second = pair
    push(database, first)
    push(database, second)
    write(first, {"Mill": [{"name": "只在二", "uscc": "91Y", "size": 4}]}, "more")  # the second came first to it
    push(database, first)
    write(first, {"Mill": [{**MILL, "size": 9}]}, "changed", priority=9)
    push(database, first)
    assert push(database, second).why == "stale"
    assert push(database, first).nothing
    assert push(database, second).nothing


def test_agreeing_takes_the_claim_back(database: Database, pair: tuple[Workspace, Workspace]) -> None:
    first, second = pair
    push(database, first)
    push(database, second)
    write(second, {"Mill": [{**MILL, "size": 7}]}, "agreed", priority=9)
    push(database, second)
    assert {claim.field for claim in read_claims(database)} == {"amount"}


def test_a_change_by_the_first_has_the_other_look_again(database: Database, pair: tuple[Workspace, Workspace]) -> None:
    first, second = pair
    push(database, first)
    push(database, second)
    write(first, {"Mill": [{**MILL, "size": 8}]}, "changed", priority=9)
    push(database, first)
    assert [claim.field for claim in read_claims(database)] == ["amount"]  # both say the same now
    assert push(database, second).why == "stale"
    assert {claim.field for claim in read_claims(database)} == {"amount"}


def test_what_no_longer_stands_stays_in_no_claim(database: Database, pair: tuple[Workspace, Workspace]) -> None:
    first, second = pair
    push(database, first)
    push(database, second)
    write(first, {"Mill": [{**MILL, "size": 9}]}, "changed", priority=9)
    push(database, first)
    told = {(claim.kind, claim.field, claim.says, claim.stands) for claim in read_claims(database)}
    assert told == {("Mill", "size", "8", "9"), ("SELLS", "amount", "11.5", "10.5")}


def test_only_what_is_stated_is_a_claim(database: Database, pair: tuple[Workspace, Workspace]) -> None:
    """The second says nothing of the first mill's share, and a size of the second mill, of which the first says none."""
    first, second = pair
    write(second, {"Mill": [{**FIRST["Mill"][1], "size": 3}]}, "more")
    push(database, first)
    report = push(database, second)
    told = {
        (claim.id, claim.field, claim.says, claim.stands) for claim in read_claims(database) if claim.kind == "Mill"
    }
    assert told == {("91A", "size", "8", "7"), ("91B", "size", "3", "null")}
    assert (report.claims, report.claim_fields) == (3, 3)
    write(second, {"Mill": [{**MILL, "size": 8, "good": False}]}, "two at once", priority=9)
    report = push(database, second)
    assert (report.claims, report.claim_fields) == (1, 2)


def test_claims_leave_with_the_nodes(database: Database, pair: tuple[Workspace, Workspace]) -> None:
    """Somebody removes all nodes and leaves marks and claims; who pushes next is the first."""
    first, second = pair
    push(database, first)
    push(database, second)
    database.send("MATCH (n:Liantu) DETACH DELETE n")
    push(database, second)
    assert read_claims(database) == []
    assert mill(database)["size"] == 8
    push(database, first)
    told = {(claim.kind, claim.field, claim.says, claim.stands) for claim in read_claims(database)}
    assert told >= {("Mill", "size", "7", "8"), ("SELLS", "amount", "10.5", "11.5")}
    assert (push(database, first).nothing, push(database, second).nothing) == (True, True)


@pytest.mark.parametrize("when", ["before the second", "after the second"])
def test_the_second_drops_copies_too(database: Database, pair: tuple[Workspace, Workspace], when: str) -> None:
    """Of an edge that the first brought; the one that stays is the one between its own ends."""
    first, second = pair
    push(database, first)
    if when == "after the second":
        push(database, second)
        wanted = whole(database)
    database.send("MATCH (a)-[r:SELLS]->(b) CREATE (a)-[s:SELLS]->(b) SET s = properties(r)")
    assert push(database, second).why == ("first" if when == "before the second" else "counts")
    shared = "MATCH (a)-[r:SELLS {what: '面粉', year: 2024}]->(b) RETURN a.uid AS src, size(r._workspaces) AS number, b.uid AS dst"
    assert [tuple(row.values()) for row in database.read(shared)] == [("91A", 2, "91B")]
    assert push(database, second).nothing
    push(database, first)
    assert (push(database, first).nothing, push(database, second).nothing) == (True, True)
    if when == "after the second":
        assert whole(database) == wanted


def test_a_new_uid_renames_no_node_of_anothers(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: Rows = {"Mill": [{"name": "甲", "region": HOME}]}
    first, second = (make_workspace(tmp_path / name, schema, monkeypatch, rows) for name in ("first", "second"))
    one, two = push(database, first).workspace, push(database, second).workspace
    [uid] = second.snapshot().nodes("Mill")["uid"]
    write(first, {"Mill": [{"name": "甲", "uscc": "91N", "region": HOME}]}, "code")
    assert push(database, first).renamed == 0
    assert (mill(database, uid)["_workspaces"], mill(database, "91N")["_workspaces"]) == ([two], [one])
    push(database, second)
    assert_same(first.snapshot(), open_snapshot(database, workspace=one))
    assert_same(second.snapshot(), open_snapshot(database, workspace=two))
