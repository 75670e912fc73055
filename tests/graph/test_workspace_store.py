"""The file: locks, broken files, formats, a full disk, a killed writer."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import MappingProxyType

import duckdb
import pytest

from graph.errors import WorkspaceError
from graph.neo4j.export import export_csv
from graph.settings import Settings
from graph.workspace import Workspace
from graph.workspace import store as store_module
from graph.workspace.store import Store, read_state, write_state
from tests.graph.conftest import HOME, make_run

ROOT = Path(__file__).parents[2]
A = "91320706AAAAAAAAA1"

_WORK = """
import sys, time, resource
sys.path.insert(0, {root!r})
from pathlib import Path
import graph.workspace.workspace as module
from graph.errors import WorkspaceError
from tests.graph.conftest import make_batch, make_run, throw_away_schema
schema = throw_away_schema()
module.load_schema = lambda extra=(): schema
ws = module.Workspace.open(Path({folder!r}), wait=5)
mills = lambda n: [{{"name": f"第{{i}}号示例厂" + "长" * 50, "ticker": str(i)}} for i in range(n)]
"""


def script(ws: Workspace, body: str) -> list[str]:
    return [sys.executable, "-c", _WORK.format(root=str(ROOT), folder=str(ws.folder)) + body]


def wait_for(line: str, process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == line


@pytest.fixture
def holder(workspace):
    """Another process that holds the file for writing until it is told to end."""
    body = "with ws.store.writing() as c:\n    print('held', flush=True)\n    sys.stdin.readline()\n"
    with subprocess.Popen(script(workspace, body), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        wait_for("held", process)
        yield process
        process.communicate("\n", timeout=30)


def test_holder_is_named(workspace, batch, holder):
    with pytest.raises(WorkspaceError) as caught:
        workspace.write(make_run(), [batch("Mill", [{"name": "甲厂"}])])
    assert caught.value.key == "workspace.locked"
    assert str(holder.pid) in str(caught.value)
    with pytest.raises(WorkspaceError) as caught:
        workspace.runs()
    assert str(holder.pid) in str(caught.value)


def test_writer_waits_until_the_holder_ends(workspace, batch, holder):
    patient = Workspace(workspace.folder, workspace.settings, workspace.schema, Store(workspace.folder, wait=30))
    assert holder.stdin is not None
    holder.stdin.write("\n")
    holder.stdin.flush()
    assert patient.write(make_run(), [batch("Mill", [{"name": "甲厂"}])]).kinds[0].created == 1


def test_two_processes_read_at_once(workspace, batch):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂"}])])
    body = "with ws.store.reading() as c:\n    print('reads', flush=True)\n    sys.stdin.readline()\n"
    with subprocess.Popen(script(workspace, body), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        wait_for("reads", process)
        assert workspace.snapshot().nodes("Mill")["name"].tolist() == ["甲厂"]
        process.communicate("\n", timeout=30)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_writer_that_dies_leaves_nothing_half_written(workspace, batch, sent):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂"}])])
    body = """
import graph.workspace.workspace as w
real = w.count_run
def slow(*a):
    print("written", flush=True)
    time.sleep(60)
w.count_run = slow
ws.write(make_run(), [make_batch(schema, "Mill", mills(2000))])
"""
    with subprocess.Popen(
        script(workspace, body), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        wait_for("written", process)
        os.kill(process.pid, sent)
        assert process.wait(30) != 0
    assert workspace.snapshot().nodes("Mill")["name"].tolist() == ["甲厂"]
    assert len(workspace.runs()) == 1
    assert workspace.write(make_run(), [batch("Mill", [{"name": "乙厂"}])]).kinds[0].created == 1


def test_full_disk_is_named_and_nothing_half_written(workspace, batch):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂"}])])
    size = workspace.store.file.stat().st_size
    body = f"""
resource.setrlimit(resource.RLIMIT_FSIZE, ({size} + 300_000, resource.RLIM_INFINITY))
try:
    ws.write(make_run(), [make_batch(schema, "Mill", mills(30_000))])
except WorkspaceError as error:
    print(error.key)
"""
    done = subprocess.run(script(workspace, body), capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "workspace.disk_full", done.stderr
    assert workspace.snapshot().nodes("Mill")["name"].tolist() == ["甲厂"]
    assert workspace.write(make_run(), [batch("Mill", [{"name": "乙厂"}])]).kinds[0].created == 1


def test_too_little_memory_for_reading_is_a_sentence(workspace, batch):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂"}])])
    little = {"memory_limit": "20MB", "max_temp_directory_size": "0KiB"}
    with pytest.raises(WorkspaceError) as caught, workspace.store.reading(little) as connection:
        connection.execute("CREATE TEMP TABLE much AS SELECT md5(i::VARCHAR) AS text FROM range(1000000) t(i)")
    assert caught.value.key == "workspace.no_memory"
    assert str(workspace.store.file) in str(caught.value)
    assert workspace.snapshot().nodes("Mill")["name"].tolist() == ["甲厂"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_what_reading_meets_outside_is_a_sentence(workspace, tmp_path):
    """The disk to which DuckDB spills is full, say; what is wrong in a query is a fault of ours and stays one."""
    with pytest.raises(WorkspaceError) as caught, workspace.store.reading() as connection:
        connection.execute("COPY (SELECT md5(i::VARCHAR) FROM range(100000) t(i)) TO '/dev/full'")
    assert caught.value.key == "workspace.cannot_read"
    assert "No space left" in str(caught.value)
    with pytest.raises(duckdb.BinderException), workspace.store.reading() as connection:
        connection.execute("SELECT nothing FROM meta.run")
    (tmp_path / "out" / "nodes").mkdir(parents=True)
    (tmp_path / "out" / "nodes" / "Mill.parquet").symlink_to("/dev/full")
    with pytest.raises(WorkspaceError) as caught:
        workspace.export_everything(tmp_path / "out")
    assert (caught.value.key, caught.value.values["file"]) == ("workspace.cannot_write", tmp_path / "out")


def test_an_interrupt_while_reading_is_one(workspace):
    body = """
import os, signal, threading
def stop():
    print("reads", flush=True)
    os.kill(os.getpid(), signal.SIGINT)
try:
    with ws.store.reading() as connection:
        threading.Timer(0.5, stop).start()
        connection.execute("SELECT count(*) FROM range(1_000_000_000_000) t(x) WHERE x * x % 7 = 3").fetchall()
except KeyboardInterrupt:
    print("stopped")
try:
    with ws.store.reading() as connection:
        threading.Timer(0.5, connection.interrupt).start()
        connection.execute("SELECT count(*) FROM range(1_000_000_000_000) t(x) WHERE x * x % 7 = 3").fetchall()
except KeyboardInterrupt:
    print("stopped again")
"""
    done = subprocess.run(script(workspace, body), capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split("\n") == ["reads", "stopped", "stopped again", ""], done.stderr


def test_unreadable_file(workspace):
    workspace.store.file.write_bytes(b"not a database" * 1000)
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(workspace.folder)
    assert caught.value.key == "workspace.unreadable"
    assert str(workspace.store.file) in str(caught.value)


def test_file_of_something_else(workspace):
    workspace.store.file.unlink()
    duckdb.connect(str(workspace.store.file)).close()
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(workspace.folder)
    assert caught.value.key == "workspace.unreadable"


def test_missing_file_and_folder(workspace, tmp_path):
    workspace.store.file.unlink()
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(workspace.folder)
    assert caught.value.key == "workspace.no_file"
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(tmp_path / "nowhere")
    assert caught.value.key == "workspace.no_settings"


def set_format(ws: Workspace, version: int) -> None:
    with ws.store.writing() as connection:
        write_state(connection, "format", str(version))


def test_newer_format_is_refused(workspace):
    set_format(workspace, store_module.FORMAT + 1)
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(workspace.folder)
    assert caught.value.key == "workspace.newer"
    assert str(store_module.FORMAT + 1) in str(caught.value)


def test_older_format_is_backed_up_and_migrated(workspace, batch, monkeypatch):
    workspace.write(make_run(), [batch("Mill", [{"name": "甲厂"}])])
    set_format(workspace, 0)
    moved = MappingProxyType({0: lambda connection: write_state(connection, "moved", "yes")})
    monkeypatch.setattr(store_module, "MIGRATIONS", moved)
    again = Workspace.open(workspace.folder)
    assert again.snapshot().nodes("Mill")["name"].tolist() == ["甲厂"]
    with again.store.reading() as connection:
        assert read_state(connection, "moved") == "yes"
        assert read_state(connection, "format") == str(store_module.FORMAT)
    assert [path.name for path in (workspace.folder / "backups").iterdir()] == ["liantu-format-0.duckdb"]


def test_failed_migration_changes_nothing(workspace, monkeypatch):
    set_format(workspace, 0)
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(workspace.folder)
    assert caught.value.key == "workspace.older"
    broken = MappingProxyType({0: lambda connection: connection.execute("SELECT nothing FROM nowhere")})
    monkeypatch.setattr(store_module, "MIGRATIONS", broken)
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(workspace.folder)
    assert caught.value.key == "workspace.migration"
    assert "liantu-format-0.duckdb" in str(caught.value)
    with workspace.store.reading() as connection:
        assert read_state(connection, "format") == "0"


def test_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceError) as caught:
        Workspace.create(tmp_path / "file" / "ws", Settings(home=HOME))
    assert caught.value.key == "workspace.cannot_write"


def test_thread_of_this_process_is_told_to_wait(workspace):
    import threading

    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with workspace.store.writing():
            inside.set()
            leave.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    assert inside.wait(30)
    started = time.monotonic()
    with pytest.raises(WorkspaceError) as caught:
        workspace.runs()
    leave.set()
    thread.join()
    assert caught.value.key == "workspace.busy_here"
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("damage", ["cut", "other bytes"])
def test_a_damaged_file_is_not_told_as_a_folder_that_cannot_be_written(workspace, batch, tmp_path, damage):
    rows = [{"name": f"第{i}号", "note": hashlib.sha512(str(i).encode()).hexdigest()} for i in range(30_000)]
    workspace.write(make_run(), [batch("Thing", rows)])
    whole = workspace.store.file.read_bytes()
    part = slice(len(whole) // 3, len(whole) * 2 // 3)
    workspace.store.file.write_bytes(
        whole[: part.start] + (b"" if damage == "cut" else bytes(len(whole[part])) + whole[part.stop :])
    )
    for write in (workspace.export_everything, lambda folder: export_csv(workspace, folder)):
        with pytest.raises(WorkspaceError) as caught:
            write(tmp_path / "out")
        assert (caught.value.key, caught.value.values["file"]) == ("workspace.cannot_read", workspace.store.file)
