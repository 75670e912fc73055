"""What DuckDB says when it cannot go on, in our words: an interrupt, no memory, no room, a damaged file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from graph.errors import WorkspaceError

_FULL = ("no space left", "file too large", "disk quota", "could not write", "disk full")

_OUTSIDE = (duckdb.OperationalError, duckdb.FatalException)
_DAMAGED = "Corrupt database file"  # of a class of its own it is not


@contextmanager
def interruptible() -> Iterator[None]:
    """Let an interrupt be an interrupt, whichever way DuckDB passes it on."""
    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except RuntimeError as error:
        # so DuckDB passes Ctrl-C on where it comes between two parts of a statement
        if "interrupted" in str(error).lower():
            raise KeyboardInterrupt from error
        raise


@contextmanager
def writing_files(place: Path) -> Iterator[None]:
    """Name the place where files beside the workspace's own cannot be written: no room, no permission.

    What cannot be read of the workspace meanwhile is no fault of that place.
    """
    try:
        with interruptible():
            yield
    except (OSError, duckdb.IOException) as error:
        if isinstance(error, duckdb.IOException) and "could not read" in str(error).lower():
            raise
        raise WorkspaceError("workspace.cannot_write", file=place, reason=first_line(error)) from error


@contextmanager
def told_reading(file: Path) -> Iterator[None]:
    """Turn into sentences what reading meets outside of the program: no memory, no room, a damaged file."""
    try:
        with interruptible():
            yield
    except duckdb.OutOfMemoryException as error:
        raise WorkspaceError("workspace.no_memory", file=file, reason=first_line(error)) from error
    except duckdb.Error as error:
        if not isinstance(error, _OUTSIDE) and not str(error).startswith(_DAMAGED):
            raise
        raise WorkspaceError("workspace.cannot_read", file=file, reason=first_line(error)) from error


@contextmanager
def told_writing(file: Path) -> Iterator[None]:
    """Turn DuckDB's words into ours: an interrupt stays an interrupt, a full disk is named."""
    try:
        with interruptible():
            yield
    except duckdb.Error as error:
        text = str(error).lower()
        key = "workspace.disk_full" if any(sign in text for sign in _FULL) else "workspace.failed"
        raise WorkspaceError(key, file=file, reason=first_line(error)) from error


def first_line(error: BaseException) -> str:
    """Return what an error says first; the rest is a trace."""
    return str(error).strip().partition("\n")[0]
