"""A push interrupted anywhere by its server, which is killed or stopped, or falls silent until the time is out.

Status tells, and the next push ends in the graph of an uninterrupted one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psutil
import pytest

from graph.neo4j import connection, database
from graph.neo4j.server.home import ServerInfo
from graph.neo4j.server.process import start, stop
from tests.neo4j.harbour import impatient
from tests.neo4j.seas import MOMENTS, Sea, States, check_and_finish, interrupt, moments, settled, states
from tests.neo4j.servers import QUICK, needs_server, opened, set_up_with
from tests.neo4j.wires import Wire

__all__ = ["impatient", "states"]
LIMIT = 1.0  # seconds that a transaction may take where it is to run out of time
SETTINGS = {
    "db.transaction.monitor.check.interval": "500ms",
    "db.shutdown_transaction_end_timeout": "1s",
    # the server tells the driver after how long a silence it is to give up
    "server.bolt.connection_keep_alive": "5s",
    "server.bolt.connection_keep_alive_probes": "2",
    "server.bolt.connection_keep_alive_for_requests": "ALL",
}


@dataclass
class Rough:
    """A server of this module's own, to be killed."""

    info: ServerInfo
    sea: Sea

    def kill(self) -> None:
        process = psutil.Process(self.info.pid)
        process.kill()
        process.wait()

    def stop(self) -> None:
        assert stop(self.info.folder) is not None

    def start(self) -> None:
        self.info = start(self.info.folder, **QUICK).server


@pytest.fixture(scope="module")
def rough(tmp_path_factory: pytest.TempPathFactory, states: States) -> Iterator[Rough]:
    folder = tmp_path_factory.mktemp("rough")
    with pytest.MonkeyPatch.context() as patch, needs_server():
        set_up_with(patch, SETTINGS)
        info = start(folder, **QUICK).server
        with opened(info.uri, "neo4j", info.password(), "neo4j") as server:
            rough = Rough(info, settled(server, states))
            yield rough
        rough.kill()


def test_out_of_time(rough: Rough, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transaction that the server stops because it takes too long."""

    def stall(wire: Wire) -> None:
        wire.hold()
        threading.Timer(LIMIT * 2, wire.go_on).start()

    midway = timed_out = 0
    for moment in moments(rough.sea, "time"):
        with monkeypatch.context() as patch:
            patch.setattr(database, "LONGEST", LIMIT)
            error = interrupt(rough.sea, moment, stall)
        timed_out += error is not None and "db.transaction.timeout" in error.text()
        midway += check_and_finish(rough.sea, moment)
    assert timed_out >= MOMENTS * 0.4
    assert midway >= MOMENTS * 0.4


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("seed", range(max(2, MOMENTS // 10)))
def test_silent_network(rough: Rough, seed: int) -> None:
    """Nothing comes any more, and nobody says why: the driver gives up, and the next push goes on."""
    moment = next(moments(rough.sea, f"silent {seed}"))
    assert interrupt(rough.sea, moment, Wire.hold) is not None
    check_and_finish(rough.sea, moment)


def test_server_killed_or_stopped(rough: Rough, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of the pushes give up at once, the others wait for the server and go on when it is back."""
    midway = survived = 0
    for number, moment in enumerate(moments(rough.sea, "server")):
        monkeypatch.setattr(connection, "_RETRY", 60.0 if number // 2 % 2 else 0.0)
        goes, back = (rough.stop, rough.kill)[number // 4 % 2], threading.Thread(target=rough.start)

        def happens(_: Wire, goes: Callable[[], None] = goes, back: threading.Thread = back) -> None:
            goes()
            back.start()

        error = interrupt(rough.sea, moment, happens)
        back.join()
        survived += error is None
        midway += check_and_finish(rough.sea, moment)
    assert midway >= MOMENTS * 0.2
    assert midway + survived >= MOMENTS * 0.6
