"""Start a server, find it again, stop it.

Every failure ends in one sentence: what is the matter and what to do, with the log to read where we do not know.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from graph.errors import UsageError, WorkspaceError
from graph.neo4j.server import home as homes
from graph.neo4j.server.artifacts import Progress, release
from graph.neo4j.server.bundle import Parts, choose_release, find_parts
from graph.neo4j.server.diagnosis import log_sizes, why_ended
from graph.neo4j.server.home import Note, ServerHome, ServerInfo, refuse_older_release, running
from graph.neo4j.server.locking import held
from graph.neo4j.server.password import set_first_password
from graph.neo4j.server.pending import run_pending
from graph.neo4j.server.runtime import environment_of

_READY = 180.0  # seconds until a start counts as failed; 5–9 s is usual
_STOP = 60.0
_JAVA = ("-XX:+UseParallelGC",)
_ROOM = 300 * 1024 * 1024  # bytes free: a new database with its first log takes about 260 MB
_WINDOWS_APART = 0x00000200 | 0x08000000  # CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW


@dataclass(frozen=True)
class Started:
    """What a start did: the server, whether it ran before, and whether the last one had not been stopped."""

    server: ServerInfo
    already: bool = False
    mended: bool = False


def start(
    folder: Path,
    *,
    version: str | None = None,
    port: int | None = None,
    heap: str | None = None,
    bundle: Path | None = None,
    java_options: Sequence[str] = _JAVA,
    progress: Progress | None = None,
) -> Started:
    """Start a server in a folder and wait until it answers; find the one that runs there already.

    Parameters
    ----------
    folder : Path
        Where its data, logs, settings and password are kept; made if need be.
    version : str, optional
        ``5`` (long-term), ``2026`` (newest), or a locked release; default: the line of the last start, else that of
        the bundle, else long-term.
    port : int, optional
        Bolt port on 127.0.0.1; default: that of the last start, else a free one.
    heap : str, optional
        Memory of its Java, as ``512m`` or ``2g``; default: by the size of the machine.
    bundle : Path, optional
        A folder made by ``liantu neo4j bundle``, for machines without internet.
    java_options : sequence of str
        Further options of Java; default: the collector that takes least of the processor, which a machine of few cores
        shares with whoever works at it. For servers that live a short time, the ones that make it start sooner.
    progress : callable, optional
        Called with (jars there, jars in all) while jars are downloaded.

    Raises
    ------
    WorkspaceError
        The server cannot be started; the message says why.
    UsageError
        No such release, or ``heap`` is no size.
    """
    asked = release(version) if version else None
    if heap is not None and not re.fullmatch(r"[1-9]\d*[mMgG]", heap):
        raise UsageError("neo4j.bad_heap", heap=heap)
    folder, parts = folder.resolve(), None
    if not _is_there(folder):  # a first start that is refused leaves nothing behind
        homes.choose_port(port, None)
        parts = find_parts(choose_release(version, "", bundle), bundle, progress)
    _make_folder(folder)
    with held(folder / "start.lock", wait=_READY):
        found = running(folder)
        if found is not None:
            _refuse_other_terms(found, port, asked, heap)
            run_pending(found)
            return Started(found, already=True)
        home = ServerHome(folder)
        last = home.read_note()
        version = choose_release(version, last.version if last else "", bundle)
        refuse_older_release(folder, version, last)
        if parts is None or parts.version != version:
            parts = find_parts(version, bundle, progress)
        port = homes.choose_port(port, last.port if last else None)
        info = _launch(home, parts, port, heap or homes.default_heap(), java_options)
        run_pending(info)
        return Started(info, mended=last is not None and last.pid != 0)


def stop(folder: Path) -> ServerInfo | None:
    """Stop the server of a folder and wait for its end, in good order but on Windows; None when none runs there."""
    folder = folder.resolve()
    found = running(folder)
    if found is None:
        return None
    process = psutil.Process(found.pid)
    process.terminate()
    try:
        process.wait(_STOP)
    except psutil.TimeoutExpired as error:
        raise WorkspaceError("neo4j.does_not_stop", pid=found.pid, seconds=int(_STOP)) from error
    _note_stop(found)
    return found


def _note_stop(ended: ServerInfo) -> None:
    """Remember that a server was stopped in good order, unless another was started in its folder since.

    On Windows a process that has no console in common with ours can be ended only by force; the note of its start then
    stays, so that the next one says that the server recovered.
    """
    if os.name == "nt":
        return
    home = ServerHome(ended.folder)
    with held(home.folder / "start.lock", wait=_READY):
        last = home.read_note()
        if last is not None and last.pid == ended.pid:
            home.write_note(Note(ended.version, ended.port, 0))


def _is_there(folder: Path) -> bool:
    try:
        return folder.exists()
    except OSError:  # nobody may look: making it says why
        return False


def _make_folder(folder: Path) -> None:
    try:
        there = next(place for place in (folder, *folder.parents) if _is_there(place))
        free = shutil.disk_usage(there).free
        if free < _ROOM:
            raise WorkspaceError("neo4j.disk_full", folder=folder, reason=f"{free // 2**20} MB < {_ROOM // 2**20} MB")
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError("neo4j.cannot_write", folder=folder, reason=error.strerror or error) from error


def _refuse_other_terms(found: ServerInfo, port: int | None, version: str | None, heap: str | None) -> None:
    if port not in {None, found.port}:
        raise WorkspaceError("neo4j.runs_elsewhere", pid=found.pid, port=found.port, asked=port)
    has = ServerHome(found.folder).read_heap()
    for asked, here in ((version, found.version), (heap, has)):
        if asked not in {None, here}:
            raise WorkspaceError("neo4j.runs_otherwise", pid=found.pid, version=found.version, heap=has, asked=asked)


def _launch(home: ServerHome, parts: Parts, port: int, heap: str, options: Sequence[str]) -> ServerInfo:
    try:
        home.prepare(port, heap)
        password = home.make_password()
        console = home.console.open("ab")
    except OSError as error:
        raise WorkspaceError("neo4j.cannot_write", folder=home.folder, reason=error.strerror or error) from error
    before = log_sizes(home)
    arguments = [homes.home_option(home.folder), f"--config-dir={home.folder / 'conf'}"]
    command = parts.java.command(parts.jars, parts.main_class, arguments, heap=heap, options=options)
    with console:
        process = _spawn(command, console.fileno(), home.folder)
    info = ServerInfo(home.folder, parts.version, process.pid, port)
    home.write_note(Note(parts.version, port, process.pid))
    try:
        _wait_for_port(process, info, before)
        set_first_password(info.uri, password, wait=_READY)
    except BaseException:
        # neither a failed start nor Ctrl-C leaves a server behind that nobody asked for
        process.kill()
        process.wait()
        home.write_note(Note(parts.version, port, 0))
        raise
    process.returncode = 0  # it is meant to outlive us: nothing to warn of when this object goes
    return info


def _spawn(command: Sequence[str], log: int, folder: Path) -> subprocess.Popen[bytes]:
    """Run the server as a process of its own, which outlives ours and our terminal's Ctrl-C."""
    return subprocess.Popen(  # noqa: S603 - our own command line, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd=folder,
        env=environment_of(folder),
        start_new_session=True,
        creationflags=_WINDOWS_APART if os.name == "nt" else 0,
    )


def _wait_for_port(process: subprocess.Popen[bytes], info: ServerInfo, before: Mapping[Path, int]) -> None:
    until = time.monotonic() + _READY
    while not homes.answers(info.port):
        if process.poll() is not None:
            raise why_ended(ServerHome(info.folder), info.port, before)
        if time.monotonic() > until:
            raise WorkspaceError("neo4j.not_ready", seconds=int(_READY), log=ServerHome(info.folder).log.parent)
        time.sleep(0.1)
