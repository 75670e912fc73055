"""The files of prints in a workspace: one a database, of the last push to it."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from graph.errors import WorkspaceError
from graph.neo4j.marker import Description, Marker
from graph.neo4j.model import DRAWN
from graph.workspace import Workspace

PRINTS = "pushed"  # their folder


def prints_file(workspace: Workspace, database: str, push: str) -> Path:
    """Return where the prints of a push to a database are kept."""
    return workspace.folder / PRINTS / f"{database}-{push}.parquet"


def last_prints(workspace: Workspace, described: Description, marker: Marker | None) -> Path | None:
    """Return the file of prints that the last complete push left here, None where it was made elsewhere."""
    if marker is None or not described.follows(marker):
        return None
    if not all(re.fullmatch(DRAWN, str(token)) for token in (marker.database, marker.push)):
        return None  # whoever may write to the database may have put a path there
    file = prints_file(workspace, marker.database, marker.push)
    return file if file.is_file() else None


def drop_prints(workspace: Workspace) -> None:
    """Drop the prints of every push, which tell uids that the graph has no longer; the next push sends everything."""
    for pattern in ("*.parquet", "*.part"):
        for file in (workspace.folder / PRINTS).glob(pattern):
            file.unlink(missing_ok=True)


def count_on_prints(workspace: Workspace) -> None:
    """Say nothing where prints can be kept; WorkspaceError before anything is sent whose prints would be lost."""
    folder = workspace.folder / PRINTS
    probe = folder / f"{secrets.token_hex(8)}.part"
    try:
        folder.mkdir(exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise WorkspaceError("workspace.cannot_write", file=folder, reason=error) from error
