"""What a database has of a workspace is counted beside the reading of the workspace, and counts only as long as it holds."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

import graph.neo4j.counting as counting_module
import graph.neo4j.lanes as lanes_module
import graph.neo4j.push as push_module
from graph.errors import WorkspaceError
from graph.neo4j.counting import counting
from graph.neo4j.database import Database
from graph.neo4j.marker import COMPLETE, INCOMPLETE, Marker, counts_of
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.workspace import Workspace
from tests.neo4j.graphs import assert_same, empty_database, first_workspace, throw_away, write

__all__ = ["empty_database", "first_workspace", "throw_away"]
NO_DATABASE: Any = None  # where the counts are given
MARK = Marker(
    id="0123", name="one", home="320706", state=COMPLETE, version=3, version_token="ab", push="first", database="cd",
    digest="ef", declared="gh", stale=False, nodes=5, edges=7, kinds=("Mill",), relations=("SELLS",), as_of=None,
)  # fmt: skip


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The threads in which counts were asked for, which are 5 nodes and 7 edges."""
    threads: list[str] = []

    def told(_database: Database, _workspace: str) -> tuple[int, int]:
        threads.append(threading.current_thread().name)
        return 5, 7

    monkeypatch.setattr(counting_module, "counts_of", told)
    return threads


def test_counts_are_asked_for_once_beside_the_callers_thread(counted: list[str]) -> None:
    with counting(NO_DATABASE, MARK) as agrees:
        assert [agrees(MARK), agrees(MARK)] == [True, True]
    assert len(counted) == 1
    assert counted != [threading.current_thread().name]


def test_other_numbers_do_not_agree(counted: list[str]) -> None:
    for mark in (replace(MARK, nodes=4), replace(MARK, edges=8)):
        with counting(NO_DATABASE, mark) as agrees:
            assert not agrees(mark)
    assert len(counted) == 2


def test_after_a_push_that_came_between_it_is_counted_anew(counted: list[str]) -> None:
    with counting(NO_DATABASE, MARK) as agrees:
        assert agrees(MARK)
        assert agrees(replace(MARK, push="second"))
        assert not agrees(replace(MARK, push="second", nodes=6))
    assert len(counted) == 3


@pytest.mark.parametrize("mark", [None, replace(MARK, state=INCOMPLETE), replace(MARK, stale=True)])
def test_nothing_is_counted_where_everything_is_sent(counted: list[str], mark: Marker | None) -> None:
    with counting(NO_DATABASE, mark) as agrees:
        assert counted == []
        assert agrees(MARK)
    assert counted == [threading.current_thread().name]


def test_what_goes_wrong_is_raised_where_the_counts_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_database: Database, _workspace: str) -> tuple[int, int]:
        raise WorkspaceError("neo4j.lost", uri="bolt://nowhere", reason="gone")

    monkeypatch.setattr(counting_module, "counts_of", failing)
    with counting(NO_DATABASE, MARK) as agrees, pytest.raises(WorkspaceError, match="bolt://nowhere"):
        agrees(MARK)


def test_nobody_waits_long_for_counts_of_no_use(monkeypatch: pytest.MonkeyPatch) -> None:
    enough = threading.Event()
    monkeypatch.setattr(lanes_module, "_MOMENT", 0.01)
    monkeypatch.setattr(counting_module, "counts_of", lambda *_: (enough.wait(), (5, 7))[1])
    before = {*threading.enumerate()}
    with counting(NO_DATABASE, MARK):
        pass
    [still] = {*threading.enumerate()} - before
    assert still.daemon
    enough.set()
    still.join(5)
    assert not still.is_alive()


def test_a_push_that_ended_before_this_one_held_the_lock(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It sent what this one was about to; the counts of before would make this one send everything."""
    push(database, workspace)
    write(workspace, {"Thing": [{"name": "麸皮"}]}, "later")
    reports = []
    asked: list[str] = []
    refuse_held = push_module.refuse_held

    def sooner(there: Database) -> None:
        monkeypatch.setattr(push_module, "refuse_held", refuse_held)
        reports.append(push(there, workspace))

    def told(there: Database, name: str) -> tuple[int, int]:
        asked.append(threading.current_thread().name)
        return counts_of(there, name)

    monkeypatch.setattr(push_module, "refuse_held", sooner)
    monkeypatch.setattr(counting_module, "counts_of", told)
    reports.append(push(database, workspace))
    assert [(report.why, report.sent) for report in reports] == [("", 1), ("", 0)]
    assert len(asked) == 3  # beside both, and once more by the later under the lock
    assert asked[-1] == threading.current_thread().name
    assert_same(workspace.snapshot(), open_snapshot(database))
    assert push(database, workspace).nothing
