"""A push into a database that holds nothing of liantu: it makes instead of looking for, in several lanes at once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import neo4j as neo4j_driver
import pytest
from neo4j.exceptions import TransientError

from graph.errors import LiantuError, WorkspaceError
from graph.neo4j import connection, mark_statements, rows, statements
from graph.neo4j.address import Address
from graph.neo4j.connection import connect
from graph.neo4j.database import Database
from graph.neo4j.lock import LANES, check_held, push_lock
from graph.neo4j.marker import read_markers
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.schema import Schema
from graph.workspace import Workspace
from tests.liantu.conftest import CHINESE, FIRMS, SUPPLIES, run_liantu
from tests.neo4j.graphs import assert_same, make_workspace, throw_away, whole, write
from tests.neo4j.servers import TestServer
from tests.neo4j.wires import Wire, wired

__all__ = ["throw_away"]
MOMENTS = int(os.environ.get("LIANTU_FUZZ_MOMENTS", "20"))
MILLS = [{"name": f"磨坊{number}", "uscc": f"91M{number}", "size": number} for number in range(120)]
SALES = [  # most of them to a few mills: lanes meet at the same nodes
    {"src_id": f"uscc:91M{number}", "dst_id": f"uscc:91M{number * number % 7}", "year": year}
    for number in range(1, 120)
    for year in (2023, 2024)
]


@pytest.fixture
def database(neo4j: TestServer) -> Database:
    neo4j.empty()
    return Database(neo4j.driver, neo4j.database)


@pytest.fixture
def workspace(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Many small batches of several kinds."""
    monkeypatch.setattr(rows, "BATCH_ROWS", 15)
    made = make_workspace(tmp_path / "ws", schema, monkeypatch)
    write(made, {"Mill": MILLS, "SELLS": SALES}, "more")
    return made


@contextmanager
def over(wire_uri: str, server: TestServer) -> Iterator[Database]:
    address = Address(wire_uri, server.user, server.password, server.database)
    with connect(address) as driver:
        yield Database(driver, server.database, address)


def sent_by(database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Push, and return the names of the lanes that wrote."""
    seen: set[str] = set()
    original = check_held

    def watching(transaction: Any, token: str, lane: int = 0) -> None:
        seen.add(LANES[lane])
        original(transaction, token, lane)

    with monkeypatch.context() as patch:
        patch.setattr("graph.neo4j.push.check_held", watching)
        assert push(database, workspace).why == "first"
    return seen


def test_it_ends_in_the_graph_of_any_other_push(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sent_by(database, workspace, monkeypatch) == set(LANES)
    made = whole(database)
    assert len(made[0]) > len(MILLS)
    assert len(made[1]) >= len(SALES)
    assert_same(workspace.snapshot(), open_snapshot(database))
    push(database, workspace, full=True)
    assert whole(database) == made
    # where a node of liantu is there already, each row is looked for; the graph is the same
    database.send("MATCH (n) DETACH DELETE n")
    database.send("CREATE (:Liantu {uid: 'stray'})")
    assert sent_by(database, workspace, monkeypatch) == {LANES[0]}
    database.send("MATCH (n {uid: 'stray'}) DELETE n")
    assert whole(database) == made


def test_cut_at_any_moment(
    neo4j: TestServer, database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever both lanes had under way, status tells, and the next push ends in the same graph."""
    monkeypatch.setattr(connection, "_RETRY", 0.0)
    push(database, workspace)  # constraints and indexes stay, so that the others send alike
    wanted = whole(database)
    database.send("MATCH (n) DETACH DELETE n")
    with wired(neo4j.port) as (wire, uri):
        assert fault_over(uri, neo4j, workspace) is None
        passed = wire.passed["down"]  # an answer to each batch, so that it tells how far the push is
    drawn = random.Random("first cut")
    midway = 0
    for _ in range(MOMENTS):
        database.send("MATCH (n) DETACH DELETE n")
        at = drawn.randrange(passed * 2 // 5, passed * 19 // 20)
        with wired(neo4j.port) as (wire, uri):
            wire.break_at("down", at, wire.cut)
            error = fault_over(uri, neo4j, workspace)
        [marker] = read_markers(database)
        found = whole(database)
        assert marker.complete or error is not None, at
        assert not marker.complete or found == wanted, at
        assert error is None or "\n" not in error.text()
        midway += 0 < len(found[0]) + len(found[1]) < len(wanted[0]) + len(wanted[1])
        push(database, workspace)
        assert whole(database) == wanted, at
    assert midway >= MOMENTS * 0.5


@pytest.mark.parametrize("kind", ["Mill", "SELLS"])
def test_a_batch_that_stands_is_not_made_again(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """The answer to a commit says that it has to be tried again although it stands, as a cluster may."""
    own = statements.insert(workspace.schema.kind(kind)).partition(" {`")[0]  # up to its columns
    commit, run = neo4j_driver.ManagedTransaction._commit, neo4j_driver.ManagedTransaction.run
    told: list[object] = []

    def running(self: Any, query: Any, *arguments: Any, **more: Any) -> Any:
        self.makes = str(query).startswith(own)
        return run(self, query, *arguments, **more)

    def committing(self: Any) -> Any:
        commit(self)
        if getattr(self, "makes", False) and not told:
            told.append(self)
            raise TransientError("again")

    monkeypatch.setattr(neo4j_driver.ManagedTransaction, "run", running)
    monkeypatch.setattr(neo4j_driver.ManagedTransaction, "_commit", committing)
    push(database, workspace)
    assert told
    assert_same(workspace.snapshot(), open_snapshot(database))


def fault_over(uri: str, server: TestServer, workspace: Workspace) -> LiantuError | None:
    """Push over a wire; return why it did not come to its end."""
    try:
        with over(uri, server) as there:
            push(there, workspace)
    except LiantuError as error:
        return error
    return None


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as the command line makes it."""
    folder = tmp_path_factory.mktemp("first")
    for name, text in {"企业.csv": FIRMS, "供应.csv": SUPPLIES}.items():
        (folder / name).write_text(text, "utf-8")
    for arguments in (
        ["init", folder / "home", "--home", "320706"],
        ["load", "企业.csv", "供应.csv", "-w", folder / "home"],
    ):
        done = run_liantu(*arguments, cwd=folder)
        assert done.code == 0, done.out + done.err
    return folder / "home"


def begin(home: Path, server: TestServer, uri: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "liantu", "neo4j", "push", "-w", str(home)],
        env={**os.environ, **CHINESE, **server.environment(uri)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_the_command_ends_midway(neo4j: TestServer, database: Database, home: Path, how: str) -> None:
    """Killed, or stopped by Ctrl-C while the server has gone silent: nobody waits for it, and the next push mends."""
    environment = neo4j.environment()
    assert run_liantu("neo4j", "push", "-w", home, **environment).code == 0  # constraints and indexes stay
    wanted = whole(database)
    database.send("MATCH (n) DETACH DELETE n")
    with wired(neo4j.port) as (wire, uri):
        assert run_liantu("neo4j", "push", "-w", home, **neo4j.environment(uri)).code == 0
        passed = wire.passed["down"]  # an answer to each batch, so that it tells how far the push is
    drawn = random.Random(f"first {how}")
    for _ in range(max(4, MOMENTS // 5)):
        database.send("MATCH (n) DETACH DELETE n")
        with wired(neo4j.port) as (wire, uri):
            process = begin(home, neo4j, uri)
            at = drawn.randrange(passed * 2 // 5, passed * 4 // 5)
            wire.break_at("down", at, partial(_end, how, wire, process))
            _, err = process.communicate(timeout=60)
        if how == "stopped":
            assert process.returncode == 130, err.decode()
            assert "已送出" in err.decode()
        [marker] = read_markers(database)
        assert not marker.complete
        assert run_liantu("neo4j", "push", "-w", home, **environment).code == 0
        assert whole(database) == wanted


def _end(how: str, wire: Wire, process: subprocess.Popen[bytes]) -> None:
    if how == "killed":
        process.kill()
    else:
        wire.interrupt(process)


def test_a_push_that_takes_over_waits_for_every_lane(database: Database, workspace: Workspace) -> None:
    push(database, workspace)
    taken = threading.Event()

    def take_over() -> None:
        database.send(mark_statements.HOLD, lanes=list(LANES), token="second", holder="second")
        taken.set()

    with push_lock(database, "first"), database.driver.session(database=database.name) as session:
        for lane in range(len(LANES)):
            database.send(mark_statements.HOLD, lanes=list(LANES), token="first", holder="first")
            taken.clear()
            with session.begin_transaction() as transaction:
                check_held(transaction, "first", lane)
                beside = threading.Thread(target=take_over)
                beside.start()
                assert not taken.wait(0.5)
                transaction.commit()
            assert taken.wait(60)
            beside.join()
            with session.begin_transaction() as transaction, pytest.raises(WorkspaceError) as lost:
                check_held(transaction, "first", lane)
            assert lost.value.key == "neo4j_graph.push_lost"
