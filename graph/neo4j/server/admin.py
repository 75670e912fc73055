"""Neo4j's own administration tool, from the same jars: loads, dumps and checks of a database that is not running."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from graph.errors import WorkspaceError
from graph.neo4j.server.artifacts import Progress
from graph.neo4j.server.bundle import find_parts
from graph.neo4j.server.home import ServerHome, default_heap, running
from graph.neo4j.server.runtime import environment_of

_TOOL = "org.neo4j.cli.AdminTool"
_LONGEST = 300


def run_admin(
    folder: Path,
    arguments: Sequence[str],
    *,
    version: str,
    heap: str | None = None,
    bundle: Path | None = None,
    progress: Progress | None = None,
) -> str:
    """Run ``neo4j-admin`` on the server of a folder and return what it prints.

    Parameters
    ----------
    folder : Path
        The server's folder; need not exist yet.
    arguments : sequence of str
        As for ``neo4j-admin``: ``["database", "import", "full", "neo4j", "--nodes=Firm=n.csv"]``.
    version : str
        The locked release whose jars are used.
    heap : str, optional
        Memory of its Java, as ``512m`` or ``2g``; default: by the size of the machine.
    bundle : Path, optional
        A folder made by ``liantu neo4j bundle``.
    progress : callable, optional
        Called with (jars there, jars in all) while jars are downloaded.

    Raises
    ------
    WorkspaceError
        A server is running in the folder, or the tool failed; the message has its reason.
    """
    folder = folder.resolve()
    if (server := running(folder)) is not None:
        raise WorkspaceError("neo4j.stop_first", folder=folder, pid=server.pid)
    parts = find_parts(version, bundle, progress)
    home = ServerHome(folder)
    last = home.read_note()
    home.prepare(last.port if last else 0, heap or default_heap())
    command = parts.java.command(parts.jars, _TOOL, arguments, heap=heap or default_heap())
    done = subprocess.run(  # noqa: S603 - our own command line, no shell
        command, stdin=subprocess.DEVNULL, capture_output=True, cwd=folder, env=environment_of(folder), check=False
    )
    printed = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        raise WorkspaceError("neo4j.admin_failed", reason=_reason(printed, done.stderr.decode("utf-8", "replace")))
    return printed


def _reason(printed: str, complained: str) -> str:
    """Return the line that tells what went wrong: the last that speaks of an error, else the last of all."""
    lines = [line.strip() for line in [*printed.splitlines(), *complained.splitlines()] if line.strip()]
    telling = [line for line in lines if "error" in line.lower() or "exception" in line.lower()]
    return (telling or lines or [""])[-1][:_LONGEST]
