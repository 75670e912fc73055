"""A workspace that will not push again is taken out: whole, however often that is cut off, and to nobody's surprise."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from graph.errors import WorkspaceError
from graph.neo4j import pull
from graph.neo4j import push as pushing
from graph.neo4j.database import Database
from graph.neo4j.findings import Finding, push_findings
from graph.neo4j.forget import forget
from graph.neo4j.marker import Marker, read_markers
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.status import read_status
from graph.schema import Schema
from graph.workspace import Workspace
from tests.neo4j.graphs import (
    FIRST,
    HOME,
    MILL,
    assert_same,
    cut_off,
    empty_database,
    held_by_findings,
    kept,
    make_workspace,
    throw_away,
    whole,
    write,
)
from tests.neo4j.harbour import Harbour, harbour, loaded

__all__ = ["empty_database", "harbour", "loaded", "throw_away"]
Pair = tuple[Workspace, Workspace]


@pytest.fixture
def pair(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """Two that know the same, of which the first says another size; the second had a list of its own before."""
    first = make_workspace(tmp_path / "first", schema, monkeypatch)
    second = make_workspace(tmp_path / "second", schema, monkeypatch, {"Thing": [{"name": "麸皮"}]})
    write(second, {**FIRST, "Mill": [{**MILL, "size": 8}, *FIRST["Mill"][1:]]}, "second list")
    return first, second


def mark(database: Database, workspace: str) -> Marker | None:
    return next((marker for marker in read_markers(database) if marker.id == workspace), None)


# -- cut off -----------------------------------------------------------------------------------------------------------


@contextmanager
def cut_off_after(writes: int) -> Iterator[None]:
    """Let so many transactions through, and none after."""
    original, done = Database.write, count(1)

    def failing(self: Database, work: Callable[..., Any]) -> Any:
        if next(done) > writes:
            raise ConnectionAbortedError
        return original(self, work)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "write", failing)
        yield


def test_one_that_is_cut_off_is_told_and_forgotten_to_the_end(database: Database, pair: Pair) -> None:
    """Again and again, each time three transactions later: it keeps its name, by which it is forgotten at last."""
    first, second = pair
    one = push(database, first).workspace
    push(database, second)
    push_findings(database, one, "Gap", [Finding("g", {"state": "missing"}, [("GAP_IN", "91A")])])
    states = []
    for writes in count(0, 3):
        try:
            with cut_off_after(writes):
                forget(database, "first")
            break
        except ConnectionAbortedError:
            found = mark(database, one)
        if found is None:
            break
        assert (found.name, found.home) == ("first", HOME)
        states.append(found.state)
        if found.state == "forgetting":
            with pytest.raises(WorkspaceError, match=f"liantu neo4j forget {one} --yes"):
                open_snapshot(database, workspace="first")
    began = states.count("complete")
    assert states == ["complete"] * began + ["forgetting"] * (len(states) - began)
    assert 0 < began < len(states) - 1
    assert mark(database, one) is None
    push(database, second)
    assert_same(second.snapshot(), open_snapshot(database))
    alone = whole(database)
    database.send("MATCH (n) DETACH DELETE n")
    push(database, second)
    assert whole(database) == alone


def test_one_that_is_half_forgotten_may_push_again(database: Database, pair: Pair) -> None:
    first, _ = pair
    one = push(database, first).workspace
    with cut_off("push.clean"):
        forget(database, one)
    assert push(database, first).why == "incomplete"
    assert_same(first.snapshot(), open_snapshot(database))


def test_stopped_by_hand_it_is_told(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    assert harbour.run("neo4j", "push").code == 0
    [found] = read_markers(harbour.database)

    def stopped(*_: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pushing, "clean", stopped)
        done = harbour.run("neo4j", "forget", found.id, "--yes")
    again = f"liantu neo4j forget {found.id} --yes"
    assert (done.code, "Ctrl-C" in done.err, again in done.err) == (130, True, True)
    told = harbour.run("neo4j", "status")
    assert again in told.err
    assert "去掉了一部分" in told.out
    assert "liantu neo4j push" not in told.err
    harbour.fails(4, again, again, "neo4j", "pull", "--out", harbour.folder.parent / "out")
    assert harbour.run("neo4j", "forget", found.name, "--yes").code == 0
    assert whole(harbour.database) == ([], [])


# -- others at work ----------------------------------------------------------------------------------------------------


def test_nobody_pushes_between_the_graph_and_its_mark(
    database: Database, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever pushes as soon as the lock is free finds no mark, or leaves one: nothing bears an id that none knows."""
    first, _ = pair
    one = push(database, first).workspace
    original = pushing.push_lock

    @contextmanager
    def then_another(database: Database, token: str) -> Iterator[None]:
        with original(database, token):
            yield
        monkeypatch.setattr(pushing, "push_lock", original)
        assert push(database, first).why == "first"

    monkeypatch.setattr(pushing, "push_lock", then_another)
    forget(database, one)
    assert mark(database, one) is not None
    assert push(database, first).nothing
    assert_same(first.snapshot(), open_snapshot(database))


def test_what_its_findings_alone_held_goes_too(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = held_by_findings(database, tmp_path, schema, monkeypatch)
    assert forget(database, one).cleaned.removed == 1
    assert kept(database) == []
    assert database.read("MATCH (n) WHERE n:Gap OR n.uid = '91X' RETURN count(n) AS n")[0]["n"] == 0


# -- heirs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["forgotten", "pushed"])
def test_what_is_left_has_no_places_until_the_heir_pushes(
    database: Database, pair: Pair, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """The places were of the leaver's runs, whose numbers the heir has for other lists."""
    first, second = pair
    one, two = push(database, first).workspace, push(database, second).workspace
    shared = [*first.snapshot().edges("SELLS")["key"], "91A"]
    before = open_snapshot(database, workspace=two).provenance(shared)
    assert set(before["source"]) == {"list"}
    if way == "forgotten":
        assert [left.id for left in forget(database, one).waiting] == [two]
    else:
        first.undo(1)
        push(database, first)
    left = open_snapshot(database, workspace=two)
    assert left.provenance(shared).empty
    with monkeypatch.context() as patch:
        patch.setattr(pull, "MANY", 0)  # many are asked for in another way
        assert left.provenance(shared).empty
    assert left.nodes("Mill")["size"].tolist()[0] == 7
    assert [held.marker.id for held in read_status(database).held if held.marker.waits] == [two]
    push(database, second)
    assert not any(held.marker.waits for held in read_status(database).held)
    assert_same(second.snapshot(), open_snapshot(database, workspace=two))
    assert "second list" in set(open_snapshot(database, workspace=two).provenance(shared)["source"])


def test_who_stays_first_keeps_its_places(database: Database, pair: Pair) -> None:
    first, second = pair
    one, two = push(database, first).workspace, push(database, second).workspace
    assert forget(database, two).waiting == []
    assert_same(first.snapshot(), open_snapshot(database, workspace=one))
    assert push(database, first).nothing


def test_heirs_are_named_until_they_push(harbour: Harbour, tmp_path: Path) -> None:
    other = Harbour(Path(shutil.copytree(harbour.folder, tmp_path / "二")), harbour.server)
    for each in (harbour, other):
        assert each.run("neo4j", "push").code == 0
    one, two = (found.id for found in read_markers(harbour.database))
    waits = f"工作区 {two} (二) 需要再推送一次"
    assert waits in harbour.run("neo4j", "forget", one, "--yes").err
    assert waits in harbour.run("neo4j", "status").err
    told = other.run("neo4j", "status").err
    assert ("另一工作区改动了共有的部分" in told, waits in told) == (True, False)
    assert waits in harbour.run("neo4j", "pull", "--out", tmp_path / "a").err
    assert f"push again (liantu neo4j push): {two} (二)" in harbour.run("neo4j", "status", "--lang", "en").err
    assert other.run("neo4j", "push").code == 0
    for asked in (("status",), ("pull", "--out", tmp_path / "b")):
        assert "再推送" not in harbour.run("neo4j", *asked).err


# -- what makes no sense -----------------------------------------------------------------------------------------------


def test_what_a_newer_release_wrote_is_told(database: Database, pair: Pair) -> None:
    """Of the same layout, or of another; what forgetting does not need keeps nobody from it."""
    first, _ = pair
    one = push(database, first).workspace
    database.send("MATCH (w:LiantuWorkspace) CREATE (k:Kept) SET k = properties(w)")
    declared = [
        'w.schema = replace(w.schema, \'"name":\', \'"tomorrow":1,"name":\')',
        "w.schema = '[1]'",
        "w.schema = 'no JSON'",
        "w.layout = 99",
    ]
    for newer in declared:
        database.send(f"MATCH (w:LiantuWorkspace) SET {newer}")
        for read in (open_snapshot, partial(forget, workspace=one)):
            with pytest.raises(WorkspaceError) as refused:
                read(database)
            assert refused.value.key in {"neo4j_graph.not_understood", "neo4j_graph.newer"}
            assert "pgrade liantu" in refused.value.text("en")
        database.send("MATCH (w:LiantuWorkspace), (k:Kept) SET w = properties(k)")
    for newer in ('w.settings = \'{"home":"320706","tomorrow":true}\'', "w.runs = '[[1]]'"):
        database.send(f"MATCH (w:LiantuWorkspace) SET {newer}")
        with pytest.raises(WorkspaceError, match="链图"):
            open_snapshot(database)
    database.send("MATCH (k:Kept) DELETE k")
    assert forget(database, one).cleaned.removed
    assert whole(database) == ([], [])


def test_one_whose_district_somebody_changed_can_be_forgotten(database: Database, pair: Pair) -> None:
    one = push(database, pair[0]).workspace
    database.send("MATCH (w:LiantuWorkspace) SET w.home = '海州区'")
    forget(database, one)
    assert whole(database) == ([], [])
