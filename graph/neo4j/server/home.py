"""The folder a server lives in: its settings, its password, and the note that says which process serves it."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from graph.errors import WorkspaceError

USER = "neo4j"
HOST = "127.0.0.1"
_FOLDERS = ("data", "logs", "conf", "plugins", "import", "run", "licenses")
_MEGABYTE = 1024 * 1024
_ELSEWHERE = "neo4j.folder"
_HEAP = "server.memory.heap.max_size"


@dataclass(frozen=True)
class ServerInfo:
    """A server that runs on this machine: its folder, release, process and Bolt port."""

    folder: Path
    version: str
    pid: int
    port: int

    @property
    def uri(self) -> str:
        """Return the address, on the loopback interface."""
        return f"bolt://{HOST}:{self.port}"

    def password(self) -> str:
        """Return the password of the user ``neo4j``; WorkspaceError when its file cannot be read."""
        return ServerHome(self.folder).read_password()


@dataclass(frozen=True)
class Note:
    """What the folder remembers of its last start; ``pid`` is 0 when that server was stopped in good order."""

    version: str
    port: int
    pid: int


@dataclass(frozen=True)
class ServerHome:
    """The folder of one server. Everything in it is the user's: it is never removed here."""

    folder: Path

    @property
    def note_file(self) -> Path:
        """Return the file that remembers the last start."""
        return self.folder / "server.json"

    @property
    def password_file(self) -> Path:
        """Return the file with the password of the user ``neo4j``, readable by its owner only."""
        return self.folder / "password"

    @property
    def console(self) -> Path:
        """Return the file with what the process prints; Java's own complaints are only here."""
        return self.folder / "logs" / "console.log"

    @property
    def log(self) -> Path:
        """Return the server's log for people."""
        return self.folder / "logs" / "neo4j.log"

    @property
    def pending_file(self) -> Path:
        """Return the file of statements that wait for the next start."""
        return self.folder / "after-import.cypher"

    def has_database(self, name: str) -> bool:
        """Return whether the server has ever kept a database of that name here."""
        return (self.folder / "data" / "databases" / name).is_dir()

    def prepare(self, port: int, heap: str) -> None:
        """Make the folders and write the settings: loopback only, no HTTP, no reports to the maker."""
        for name in _FOLDERS:
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):  # a file system without permissions, or another's folder, still serves
            self.folder.chmod(0o700)
        settings = {
            "server.default_listen_address": HOST,
            "server.bolt.listen_address": f"{HOST}:{port}",
            "server.bolt.advertised_address": f"{HOST}:{port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            _HEAP: heap,
            "server.memory.pagecache.size": page_cache(),
            "dbms.usage_report.enabled": "false",
            # a stop would wait 5 to 10 s for clients that might still come; both locked releases know this name
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
        }
        text = "".join(f"{name}={value}\n" for name, value in settings.items())
        (self.folder / "conf" / "neo4j.conf").write_text(text, "utf-8")

    def read_heap(self) -> str:
        """Return the memory of Java that the settings say, ``''`` where there are none."""
        try:
            settings = (self.folder / "conf" / "neo4j.conf").read_text("utf-8")
        except OSError:
            return ""
        return next((line.partition("=")[2] for line in settings.splitlines() if line.startswith(f"{_HEAP}=")), "")

    def make_password(self) -> str:
        """Return the password, drawn at random and kept at the first call."""
        if not self.password_file.exists():
            drawn = secrets.token_urlsafe(24)
            # opened with the mode, not changed afterwards: at no moment can another user read it
            place = os.open(self.password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(place, "w", encoding="ascii") as file:
                file.write(drawn + "\n")
        return self.read_password()

    def read_password(self) -> str:
        """Return the password that is kept; WorkspaceError when it cannot be read."""
        try:
            return self.password_file.read_text("ascii").strip()
        except OSError as error:
            raise WorkspaceError("neo4j.no_password_file", file=self.password_file, reason=error.strerror) from error

    def read_note(self) -> Note | None:
        """Return what is remembered of the last start; None before the first, or when the file is no such note."""
        try:
            return Note(**json.loads(self.note_file.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write_note(self, note: Note) -> None:
        """Remember a start or a stop; the file changes whole or not at all."""
        passing = self.note_file.with_suffix(".part")
        passing.write_text(json.dumps(asdict(note)) + "\n", "utf-8")
        passing.replace(self.note_file)


def refuse_older_release(folder: Path, version: str, last: Note | None) -> None:
    """Refuse to go down a release: the store only goes up, and the older server would find out half-way."""
    if last is not None and _numbers(last.version) > _numbers(version):
        raise WorkspaceError("neo4j.older_release", folder=folder, found=last.version, version=version)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def server_folder(workspace: Path, data: Path | None = None) -> Path:
    """Return where the server of a workspace lives: ``data`` if given, else where it was last started, else inside."""
    if data is not None:
        return data
    try:
        return Path((workspace / _ELSEWHERE).read_text("utf-8").strip())
    except OSError:
        return workspace / "neo4j"


def remember_folder(workspace: Path, folder: Path) -> None:
    """Let the workspace find its server again, wherever its data was put."""
    pointer = workspace / _ELSEWHERE
    if folder.resolve() == (workspace / "neo4j").resolve():
        pointer.unlink(missing_ok=True)
    else:
        pointer.write_text(f"{folder.resolve()}\n", "utf-8")


def running(folder: Path) -> ServerInfo | None:
    """Return the server that runs in a folder, or None.

    The process must be alive **and** be the one that serves this folder: a number is soon used again by another.
    """
    note = ServerHome(folder).read_note()
    if note is None or not note.pid or not _serves(note.pid, folder):
        return None
    return ServerInfo(folder, note.version, note.pid, note.port)


def _serves(pid: int, folder: Path) -> bool:
    try:
        process = psutil.Process(pid)
        return home_option(folder) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def home_option(folder: Path) -> str:
    """Return the option that tells a server its folder, and us whose process it is."""
    return f"--home-dir={folder.resolve()}"


def default_heap() -> str:
    """Return a heap by the size of the machine: a quarter of the memory, between 512 MB and 4 GB."""
    return f"{_share(4, 512, 4096)}m"


def page_cache() -> str:
    """Return a page cache by the size of the machine: an eighth of the memory, between 128 MB and 2 GB."""
    return f"{_share(8, 128, 2048)}m"


def _share(part: int, least: int, most: int) -> int:
    return max(least, min(most, psutil.virtual_memory().total // part // _MEGABYTE))


def choose_port(asked: int | None, last: int | None) -> int:
    """Return the port asked for, else that of the last start if it is free, else one the system picks.

    Raises
    ------
    WorkspaceError
        The port asked for is taken.
    """
    if asked is not None:
        if not _is_free(asked):
            raise WorkspaceError("neo4j.port_taken", port=asked)
        return asked
    if last and _is_free(last):  # 0: never started
        return last
    with socket.socket() as picked:
        picked.bind((HOST, 0))
        return int(picked.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        if os.name != "nt":  # there it would let two programs share a port
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Return whether something accepts connections on that port of the loopback interface."""
    with socket.socket() as tried:
        tried.settimeout(1)
        return tried.connect_ex((HOST, port)) == 0
