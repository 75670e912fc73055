"""The DuckDB file of a workspace: short reads, one writer, whole transactions, a format with a version.

DuckDB locks the file for one writer or any number of readers. Nothing here holds it longer than a question or a run.
"""

from __future__ import annotations

import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from graph.errors import WorkspaceError
from graph.workspace.faults import first_line, told_reading, told_writing

FILE = "liantu.duckdb"
BACKUPS = "backups"
FORMAT = 1
WAIT = 10.0  # seconds for which a writer or reader waits for the lock
_PAUSE = 0.05
# rows compressed at a time when a table is written: a dictionary of so many fits the processor's cache, which halves
# COMMIT; and groups of a quarter of the usual size are not put together, and so compressed again, when the file is closed
_ROW_GROUP = 30_720

Migration = Callable[[duckdb.DuckDBPyConnection], None]
# format version that a migration starts from: what to do; each leads to the next version
MIGRATIONS: Mapping[int, Migration] = MappingProxyType({})

_locks: dict[Path, threading.RLock] = {}
_locks_guard = threading.Lock()
_HOLDER = re.compile(r"lock is held in (?P<program>.*?) \(PID (?P<pid>\d+)\)")


class Store:
    """The file and the ways to open it.

    Parameters
    ----------
    folder : Path
        The workspace folder.
    wait : float, optional
        Seconds to wait for another process before its id is named in an error.
    """

    def __init__(self, folder: Path, *, wait: float = WAIT) -> None:
        self.folder = folder
        self.file = folder / FILE
        self._wait = wait

    @contextmanager
    def reading(
        self, config: Mapping[str, str | bool | int | float | list[str]] | None = None
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open read-only for one question and close at once; WorkspaceError where that cannot be."""
        with self._own_lock():
            connection = self._connect(read_only=True, config=dict(config or {}))
            try:
                with told_reading(self.file):
                    yield connection
            finally:
                connection.close()

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open for one transaction: committed when the block ends, undone whole when anything goes wrong in it."""
        with self._own_lock():
            connection = self._connect(read_only=False, config={})
            try:
                with told_writing(self.file):
                    connection.execute("BEGIN")
                    yield connection
                    connection.execute("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise
            finally:
                connection.close()

    def create(self) -> None:
        """Make an empty file with the state table; WorkspaceError where there is one already."""
        if self.file.exists():
            raise WorkspaceError("workspace.exists", file=self.file)
        with self.writing() as connection:
            connection.execute("CREATE SCHEMA meta")
            connection.execute("CREATE TABLE meta.state (name VARCHAR, value VARCHAR)")
            write_state(connection, "format", str(FORMAT))
            write_state(connection, "graph_version", "0")

    def check(self) -> None:
        """Check that the file can be read and is of this format; migrate an older one, after a backup."""
        if not self.file.is_file():
            raise WorkspaceError("workspace.no_file", file=self.file)
        with self.reading() as connection:
            found = self._format(connection)
        if found > FORMAT:
            raise WorkspaceError("workspace.newer", file=self.file, found=found, known=FORMAT)
        if found < FORMAT:
            self._migrate(found)

    def _format(self, connection: duckdb.DuckDBPyConnection) -> int:
        try:
            return int(read_state(connection, "format") or "")
        except (duckdb.Error, ValueError) as error:
            raise WorkspaceError("workspace.unreadable", file=self.file, reason=first_line(error)) from error

    def _migrate(self, found: int) -> None:
        missing = [version for version in range(found, FORMAT) if version not in MIGRATIONS]
        if missing:
            raise WorkspaceError("workspace.older", file=self.file, found=found, known=FORMAT)
        backup = self.backup(f"format-{found}")
        try:
            with self.writing() as connection:
                for version in range(found, FORMAT):
                    MIGRATIONS[version](connection)
                write_state(connection, "format", str(FORMAT))
        except (duckdb.Error, WorkspaceError) as error:
            raise WorkspaceError(
                "workspace.migration", file=self.file, found=found, known=FORMAT, backup=backup, reason=error
            ) from error

    def compact(self) -> None:
        """Write the file anew, so that it holds nothing of what was deleted; the old one is replaced at once.

        Raises
        ------
        WorkspaceError
            Another process holds the file, or there is no room for a second copy.
        """
        fresh = self.file.with_suffix(".compact")
        fresh.unlink(missing_ok=True)
        with self._own_lock():
            connection = self._connect(read_only=False, config={})
            try:
                with told_writing(self.file):
                    connection.execute("CHECKPOINT")
                    connection.execute(_attaching(fresh, "fresh"))
                    connection.execute(f'COPY FROM DATABASE "{self.file.stem}" TO fresh')
                    connection.execute("DETACH fresh")
            except BaseException:
                fresh.unlink(missing_ok=True)
                raise
            finally:
                connection.close()
            fresh.replace(self.file)
            self.file.with_suffix(".duckdb.wal").unlink(missing_ok=True)

    def backups(self) -> list[Path]:
        """Return the backups of the file."""
        return sorted((self.folder / BACKUPS).glob("*.duckdb"))

    def backup(self, label: str) -> Path:
        """Copy the file into ``backups/`` under a name not yet taken and return where."""
        folder = self.folder / BACKUPS
        folder.mkdir(exist_ok=True)
        taken = {path.name for path in folder.iterdir()}
        names = (f"liantu-{label}{'' if n == 1 else f'-{n}'}.duckdb" for n in range(1, len(taken) + 2))
        target = folder / next(name for name in names if name not in taken)
        # a checkpoint first, so that the one file holds everything
        with self._own_lock():
            connection = self._connect(read_only=False, config={})
            try:
                connection.execute("CHECKPOINT")
            finally:
                connection.close()
            try:
                shutil.copy2(self.file, target)
            except OSError as error:
                target.unlink(missing_ok=True)
                raise WorkspaceError("workspace.no_backup", file=target, reason=error) from error
        return target

    @contextmanager
    def _own_lock(self) -> Iterator[None]:
        """Keep threads of this process apart: one process cannot open the file both ways."""
        with _locks_guard:
            lock = _locks.setdefault(self.file.resolve(), threading.RLock())
        if not lock.acquire(timeout=self._wait):
            raise WorkspaceError("workspace.busy_here", file=self.file, seconds=round(self._wait))
        try:
            yield
        finally:
            lock.release()

    def _connect(
        self, *, read_only: bool, config: dict[str, str | bool | int | float | list[str]]
    ) -> duckdb.DuckDBPyConnection:
        deadline = time.monotonic() + self._wait
        while True:
            try:
                return duckdb.connect(str(self.file), read_only=True, config=config) if read_only else self._opened()
            except duckdb.Error as error:
                holder = _HOLDER.search(str(error))
                in_use = isinstance(error, duckdb.ConnectionException) and "different configuration" in str(error)
                if holder is None and not in_use:
                    raise WorkspaceError("workspace.unreadable", file=self.file, reason=first_line(error)) from error
                if time.monotonic() < deadline:
                    time.sleep(_PAUSE)
                    continue
                if holder is None:
                    raise WorkspaceError("workspace.busy_here", file=self.file, seconds=round(self._wait)) from error
                raise WorkspaceError(
                    "workspace.locked", file=self.file, seconds=round(self._wait), pid=holder["pid"],
                    program=Path(holder["program"]).name,
                ) from error  # fmt: skip

    def _opened(self) -> duckdb.DuckDBPyConnection:
        """Open for writing, under the name that the file has when it is opened alone."""
        connection = duckdb.connect(config={"temp_directory": f"{self.file}.tmp"})
        try:
            connection.execute(_attaching(self.file, self.file.stem))
            connection.execute(f'USE "{self.file.stem}"')
        except BaseException:
            connection.close()
            raise
        return connection


def _attaching(file: Path, name: str) -> str:
    place = str(file).replace("'", "''")
    return f"ATTACH '{place}' AS \"{name}\" (ROW_GROUP_SIZE {_ROW_GROUP})"


def first(connection: duckdb.DuckDBPyConnection, query: str, params: Sequence[object] = ()) -> tuple[Any, ...] | None:
    """Return the first row of a query, None where it has none; the result is read to its end."""
    rows = connection.execute(query, list(params)).fetchall()
    return rows[0] if rows else None


def read_state(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """Return a value of the state table, None where it was never set."""
    row = first(connection, "SELECT value FROM meta.state WHERE name = ?", [name])
    return None if row is None else str(row[0])


def write_state(connection: duckdb.DuckDBPyConnection, name: str, value: str) -> None:
    """Set a value of the state table."""
    connection.execute("DELETE FROM meta.state WHERE name = ?", [name])
    connection.execute("INSERT INTO meta.state VALUES (?, ?)", [name, value])


def graph_version(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the graph version: how often the graph was changed."""
    return int(read_state(connection, "graph_version") or 0)


def next_version(connection: duckdb.DuckDBPyConnection) -> None:
    """Count the graph version up, with a token of the new one: a restored file may come to a number a second time."""
    version = graph_version(connection) + 1
    write_state(connection, "graph_version", str(version))
    write_state(connection, f"version {version}", secrets.token_hex(6))


def version_tokens(connection: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Return the tokens of the graph versions that this file came to, none of those before tokens were kept."""
    rows = connection.execute("SELECT name, value FROM meta.state WHERE name LIKE 'version %'").fetchall()
    return {int(name.split()[1]): token for name, token in rows}


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.execute("ROLLBACK")
    except duckdb.Error:
        # the database refuses even that after a write error; closing drops the open transaction all the same
        connection.interrupt()
