"""The files of prints in a workspace: one a database, of the last push to it."""

from __future__ import annotations

import secrets
from pathlib import Path

from graph.errors import WorkspaceError
from graph.workspace import Workspace

PRINTS = "pushed"  # their folder


def prints_file(workspace: Workspace, database: str, push: str) -> Path:
    """Return where the prints of a push to a database are kept."""
    return workspace.folder / PRINTS / f"{database}-{push}.parquet"


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
