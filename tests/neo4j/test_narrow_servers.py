"""Servers with little room: too little memory, a full disk, a read-only database."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from graph.neo4j.pull import open_snapshot
from graph.neo4j.server.home import running
from graph.neo4j.server.process import start, stop
from liantu.home import Home
from tests.neo4j.graphs import assert_same, whole
from tests.neo4j.harbour import Harbour, impatient, loaded
from tests.neo4j.servers import QUICK, TestServer, needs_server, opened, set_up_with

__all__ = ["impatient", "loaded"]

SMALL_LOG = {"db.tx_log.preallocate": "false"}


@pytest.fixture
def narrow(tmp_path: Path) -> Iterator[Callable[[Mapping[str, str]], TestServer]]:
    """Starts a server of this test's own, again with other settings and the same data each time it is asked."""
    folder = tmp_path / "server"
    with ExitStack() as drivers:

        def restart(settings: Mapping[str, str]) -> TestServer:
            kill(folder)
            with pytest.MonkeyPatch.context() as patch, needs_server():
                set_up_with(patch, settings)
                info = start(folder, **QUICK).server
            return drivers.enter_context(opened(info.uri, "neo4j", info.password(), "neo4j"))

        yield restart
        kill(folder)


def kill(folder: Path) -> None:
    """Kill the server of a folder, if there is one."""
    if found := running(folder):
        process = psutil.Process(found.pid)
        process.kill()
        process.wait()


@pytest.mark.usefixtures("impatient")
def test_servers_without_room(loaded: Path, tmp_path: Path, narrow: Callable[[Mapping[str, str]], TestServer]) -> None:
    """Too little memory, a full disk, a read-only database: told, seen in status, and made good by the next push."""
    folder = Path(shutil.copytree(loaded, tmp_path / loaded.name))
    harbour = Harbour(folder, narrow({"db.memory.transaction.max": "2m", **SMALL_LOG}))
    told = harbour.fails(4, "内存不足", "run out of memory", "neo4j", "push")
    assert "rows were sent" in told
    assert harbour.states() == ["incomplete"]

    harbour = Harbour(folder, narrow(SMALL_LOG))
    fill_disk(tmp_path / "server")
    told = harbour.fails(4, "磁盘", "disk is full", "neo4j", "push")
    assert "restart the server" in told
    harbour.fails(4, "磁盘", "disk is full", "neo4j", "status")

    harbour = Harbour(folder, narrow(SMALL_LOG))
    assert harbour.states() == ["incomplete"]
    assert harbour.run("neo4j", "push").code == 0
    assert_same(Home.open(folder).snapshot(), open_snapshot(harbour.database))
    before = whole(harbour.database)
    answer = harbour.run("gaps", "--format", "json").json["rows"]

    stop(tmp_path / "server")  # a killed one would have to mend its indexes first, which Neo4j refuses to do read-only
    harbour = Harbour(folder, narrow({"server.databases.read_only": "neo4j"}))
    assert harbour.run("undo", 2).code == 0
    told = harbour.fails(4, "只读", "read-only", "neo4j", "push")
    assert "sent" not in told
    assert whole(harbour.database) == before
    assert harbour.states() == ["complete"]
    asked = harbour.run("gaps", "--neo4j", harbour.server.uri, "--format", "json")
    assert asked.json["rows"] == answer


def fill_disk(folder: Path) -> None:
    """Let no file of a server grow any more: a client hears then what it hears of a full file system."""
    found = running(folder)
    assert found is not None
    largest = max(file.stat().st_size for file in (folder / "data").rglob("*") if file.is_file())
    psutil.Process(found.pid).rlimit(psutil.RLIMIT_FSIZE, (largest + 20_000, resource.RLIM_INFINITY))
