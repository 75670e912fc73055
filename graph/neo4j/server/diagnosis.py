"""Why a server ended by itself, told from what it wrote since its start."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graph.errors import WorkspaceError
from graph.neo4j.server.home import ServerHome

_TAIL = 65536  # bytes of a log that are read
_LONGEST = 300

_SIGNS = {
    "neo4j.disk_full": ("No space left", "not enough space", "Insufficient disk space"),
    "neo4j.store_held": ("FileLockException", "Lock file has been locked"),
    "neo4j.port_taken": ("already in use", "BindException", "PortBindException"),
    "neo4j.no_memory": (
        "Could not reserve enough space",
        "insufficient memory",
        "Invalid maximum heap",
        "exceeds the maximum representable size",
        "OutOfMemoryError",
    ),
}


def log_sizes(home: ServerHome) -> dict[Path, int]:
    """Return how long the logs are now, so that only what comes after is read."""
    return {log: log.stat().st_size if log.exists() else 0 for log in (home.console, home.log)}


def why_ended(home: ServerHome, port: int, before: Mapping[Path, int]) -> WorkspaceError:
    """Return the error for a server that ended: a known cause with its remedy, else the line that tells most."""
    text = "\n".join(_since(log, start) for log, start in before.items())
    for key, signs in _SIGNS.items():
        if any(sign in text for sign in signs):
            return WorkspaceError(
                key, folder=home.folder, port=port, log=home.log.parent, reason=_telling_line(text, signs)
            )
    return WorkspaceError(
        "neo4j.ended", reason=_telling_line(text, ("ERROR", "Exception", "Error")), log=home.log.parent
    )


def _since(log: Path, start: int) -> str:
    if not log.exists():
        return ""
    size = log.stat().st_size
    # a log that was begun anew is shorter than it was
    start = start if start <= size else 0
    with log.open("rb") as stream:
        stream.seek(max(start, size - _TAIL))
        return stream.read().decode("utf-8", "replace")


def _telling_line(text: str, signs: tuple[str, ...]) -> str:
    """Return the first line with one of the signs, else the last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = next((line for line in lines if any(sign in line for sign in signs)), lines[-1] if lines else "")
    return found[:_LONGEST]
