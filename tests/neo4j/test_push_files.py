"""Files that a push leaves for the next one: damaged, of a name that somebody else wrote into the database, dropped."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from graph.neo4j.address import Address
from graph.neo4j.database import Database
from graph.neo4j.marker import read_markers
from graph.neo4j.print_files import PRINTS, drop_prints
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.rows import Outgoing
from graph.workspace import Workspace
from liantu.sharing import Unfinished, pushing
from tests.neo4j.graphs import assert_same, empty_database, first_workspace, throw_away, whole, write
from tests.neo4j.servers import TestServer

__all__ = ["empty_database", "first_workspace", "throw_away"]
ENDLESS = "SELECT count(*) FROM range(1_000_000_000_000) t(x) WHERE x * x % 7 = 3"
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "zeros": lambda whole: bytes(len(whole)),
    "cut": lambda whole: whole[: len(whole) // 2],
    "body": lambda whole: whole[:4] + bytes(len(whole) // 3) + whole[4 + len(whole) // 3 :],
    "another": lambda _: b"PAR1 of something else PAR1",
}


@pytest.mark.parametrize(("damage", "full"), [*((name, False) for name in DAMAGES), ("body", True)])
def test_damaged_prints_count_as_none(database: Database, workspace: Workspace, damage: str, full: bool) -> None:
    """As a power cut leaves them: the push sends everything, and finds what is gone by looking."""
    run = write(workspace, {"Thing": [{"name": "麸皮"}]}, "later")
    push(database, workspace)
    [file] = (workspace.folder / PRINTS).iterdir()
    file.write_bytes(DAMAGES[damage](file.read_bytes()))
    workspace.undo(run)
    planned = push(database, workspace, dry_run=True, full=full)
    assert (planned.why, planned.nodes, planned.gone) == ("asked" if full else "elsewhere", 6, 1)
    assert {change.changed for change in planned.changes if not change.gone} == {None}
    report = push(database, workspace, full=full)
    assert (report.why, report.sent, report.cleaned.removed) == (planned.why, 12, 1)
    assert_same(workspace.snapshot(), open_snapshot(database))
    assert push(database, workspace).nothing


def test_prints_are_on_the_disk_before_they_have_their_name(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    folder = workspace.folder / PRINTS
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (seen.append([f.suffix for f in folder.iterdir()]), sync(file)))
    push(database, workspace)
    assert seen == [[".part"]]
    assert [file.suffix for file in folder.iterdir()] == [".parquet"]


@pytest.mark.parametrize(
    "told",
    [{"database": "../nodes/Firm"}, {"push": "../../away"}, {"push": "/away"}, {"push": "a" * 5000}, {"push": 7}],
)
def test_what_the_database_says_leads_to_no_other_file(
    database: Database, workspace: Workspace, told: dict[str, Any]
) -> None:
    push(database, workspace)
    wanted = whole(database)
    strange = workspace.folder / "nodes" / "Firm-1.parquet"
    strange.parent.mkdir()
    strange.write_text("somebody's")
    database.send("MATCH (w:LiantuWorkspace) SET w += $told", told=told)
    before = {file for file in workspace.folder.rglob("*") if PRINTS not in file.parts}
    report = push(database, workspace)
    assert report.why == "elsewhere"
    assert whole(database) == wanted
    assert {file for file in workspace.folder.rglob("*") if PRINTS not in file.parts} == before
    [marker] = read_markers(database)
    kept = {file.name for file in (workspace.folder / PRINTS).iterdir()}
    assert f"{marker.database}-{marker.push}.parquet" in kept
    assert push(database, workspace).nothing


def test_prints_that_were_cut_off_go_with_the_next_push(database: Database, workspace: Workspace) -> None:
    """Those for another database may belong to a push that is under way."""
    push(database, workspace)
    [marker] = read_markers(database)
    folder = workspace.folder / PRINTS
    for name in (f"{marker.database}-0123.part", f"{marker.database}-4567.parquet", "89ab-cdef.part"):
        (folder / name).touch()
    push(database, workspace, full=True)
    [marker] = read_markers(database)
    assert {file.name for file in folder.iterdir()} == {f"{marker.database}-{marker.push}.parquet", "89ab-cdef.part"}


def test_without_prints_a_push_sends_everything(database: Database, workspace: Workspace) -> None:
    drop_prints(workspace)  # none there yet
    push(database, workspace)
    drop_prints(workspace)
    assert list((workspace.folder / PRINTS).iterdir()) == []
    assert push(database, workspace).why == "elsewhere"
    assert_same(workspace.snapshot(), open_snapshot(database))


@pytest.mark.parametrize(("step", "begun"), [("choose", False), ("gone_kinds", True)])
def test_an_interrupt_while_duckdb_is_at_work(
    workspace: Workspace, neo4j: TestServer, monkeypatch: pytest.MonkeyPatch, step: str, begun: bool
) -> None:
    """Ctrl-C within a long query is Ctrl-C; once the database was changed, the push is told as unfinished."""

    def endless(self: Outgoing, *_: object, **__: object) -> None:
        timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        self._connection.execute(ENDLESS).fetchall()

    database = Database(neo4j.driver, neo4j.database)
    database.send("MATCH (n) DETACH DELETE n")
    home: Any = SimpleNamespace(workspace=workspace)
    with monkeypatch.context() as patch:
        patch.setattr(Outgoing, step, endless)
        with pytest.raises(Unfinished if begun else KeyboardInterrupt) as caught:
            pushing(home, Address(neo4j.uri, neo4j.user, neo4j.password, neo4j.database))
    if isinstance(caught.value, Unfinished):
        assert caught.value.exit_code == 130
    push(database, workspace)
    assert_same(workspace.snapshot(), open_snapshot(database))
