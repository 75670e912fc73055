"""A first load: the CSV files of an export into a server of our own, by Neo4j's own tool, while it is stopped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UsageError, WorkspaceError
from graph.neo4j.export import AFTER, COMMAND, arguments_of, readable
from graph.neo4j.server.admin import run_admin
from graph.neo4j.server.artifacts import Progress
from graph.neo4j.server.bundle import choose_release
from graph.neo4j.server.home import Note, ServerHome, refuse_older_release
from graph.neo4j.server.locking import held
from graph.neo4j.server.pending import keep_pending, refuse_odd

_WAIT = 10.0  # seconds for a start that is under way
_FILES = re.compile(r"(--(?:nodes|relationships)=[^=]+=)(.+)")  # a large kind has several, with commas between


@dataclass(frozen=True)
class Imported:
    """What an import brought: nodes (the mark of the push among them) and edges, and the release that wrote them."""

    nodes: int
    edges: int
    version: str


def import_csv(
    exported: Path,
    folder: Path,
    *,
    version: str | None = None,
    overwrite: bool = False,
    heap: str | None = None,
    bundle: Path | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Load the files of an export into the database ``neo4j`` of a server of our own; its next start makes the indexes.

    Parameters
    ----------
    exported : Path
        A folder made by ``liantu neo4j export``, wherever it was moved to since.
    folder : Path
        The server's folder; need not exist yet.
    version : str, optional
        ``5``, ``2026`` or a locked release; default: the line of the server's last start, else the bundle's,
        else the long-term one.
    overwrite : bool, optional
        Replace what the database holds.
    heap, bundle, progress
        As for :func:`graph.neo4j.server.process.start`.

    Raises
    ------
    UsageError
        The folder is no export, or the database exists and is not to be replaced.
    WorkspaceError
        The server is running, a statement for afterwards is none of an export's, or the tool failed.
    """
    folder = folder.resolve()
    arguments, after = _read(exported)
    refuse_odd(after)  # before anything is replaced
    home = ServerHome(folder)
    last = home.read_note()
    chosen = choose_release(version, last.version if last else "", bundle)
    with held(folder / "start.lock", wait=_WAIT):
        refuse_older_release(folder, chosen, last)
        if not overwrite and home.has_database("neo4j"):
            raise UsageError("neo4j.import_over", folder=folder)
        told = run_admin(folder, arguments, version=chosen, heap=heap, bundle=bundle, progress=progress)
        # first: an older release cannot read what is there now
        home.write_note(Note(chosen, last.port if last else 0, 0))
        keep_pending(home, after)
    return Imported(_counted(told, "nodes"), _counted(told, "relationships"), chosen)


def _read(exported: Path) -> tuple[list[str], str]:
    """Return the tool's arguments for the files as they lie now, and the statements for afterwards."""
    try:
        lines = (exported / COMMAND).read_text("utf-8").splitlines()
        after = (exported / AFTER).read_text("utf-8")
    except OSError as error:
        raise UsageError("neo4j.no_export", folder=exported, file=error.filename) from error
    written = []
    for line in lines:
        if found := _FILES.fullmatch(line):
            files = [_lying(exported, path) for path in found[2].split(",") if path.endswith(".csv")]
            written.append(found[1] + ",".join(files))
    return arguments_of(written), after


def _lying(exported: Path, path: str) -> str:
    """Return where a file of the export lies now, whatever the machine it was written on."""
    file = readable(exported) / re.split(r"[\\/]", path)[-1]
    if not file.is_file():
        raise UsageError("neo4j.no_export", folder=exported, file=file)
    return str(file)


def _counted(told: str, what: str) -> int:
    found = re.search(rf"(\d+) {what}", told)
    if found is None:
        raise WorkspaceError("neo4j.admin_failed", reason=told.strip()[-300:])
    return int(found[1])
