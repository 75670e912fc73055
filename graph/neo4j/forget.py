"""Forget a workspace: all that it brought leaves a database, as if it had pushed an empty graph, and then its mark.

For one that will never push again: its folder is lost, or it is the former self of a folder that was restored from
before its first push. One that was cut off is forgotten to the end when it is forgotten again.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import neo4j

from graph.neo4j import mark_statements, statements
from graph.neo4j.cleanup import Cleaned, let_kept_go
from graph.neo4j.database import Database
from graph.neo4j.marker import Marker, adopt_id, choose, read_markers
from graph.neo4j.pull import described, read_schema
from graph.neo4j.push import Progress, push
from graph.schema import Schema, load_schema
from graph.settings import Settings
from graph.workspace import Workspace

_NOWHERE = "000000"  # home of a workspace without a firm


@dataclass(frozen=True)
class Forgotten:
    """How much left, and the workspaces that have to push again because they share with what left."""

    cleaned: Cleaned
    waiting: list[Marker]


def forget(database: Database, workspace: str, *, progress: Progress | None = None) -> Forgotten:
    """Take out of a database all that a workspace brought, and its findings, claims and mark.

    What others bring too stays theirs; nodes on which others' relationships hang are stripped and kept.

    Parameters
    ----------
    database : Database
        Which.
    workspace : str
        Id or name of the workspace, as ``status`` lists it.
    progress : callable, optional
        Called as by :func:`graph.neo4j.push.push`: first when something is about to leave.

    Raises
    ------
    WorkspaceError
        There is none of that name, or several; another push is at work; a newer liantu pushed it.
    """
    marker = choose(read_markers(database), workspace)
    with tempfile.TemporaryDirectory(prefix="liantu-forget-") as folder:
        emptied = _emptied(database, marker, Path(folder) / "forgotten")
        report = push(database, emptied, full=True, progress=progress, farewell=partial(_farewell, marker.id))
    return Forgotten(report.cleaned, [left for left in read_markers(database) if left.waits])


def _farewell(workspace: str, transaction: neo4j.ManagedTransaction) -> int:
    """Remove what is left of a workspace that brings nothing, and what its findings alone held; return how many nodes."""
    for statement in (statements.DROP_FINDINGS, statements.DROP_OWN_CLAIMS, mark_statements.FORGET):
        transaction.run(statement, workspace=workspace).consume()
    return let_kept_go(transaction)


def _emptied(database: Database, marker: Marker, folder: Path) -> Workspace:
    """Return a workspace of the same id and declarations that knows nothing."""
    workspace = replace(Workspace.create(folder, Settings(home=_NOWHERE)), schema=_schema(database, marker))
    workspace.rebuild()
    adopt_id(workspace, marker.id)
    return workspace


def _schema(database: Database, marker: Marker) -> Schema:
    """Return the declarations that a workspace pushed last, ours where it never came to the end of a push."""
    text = described(database, marker)["schema"]
    return read_schema(text, marker) if text else load_schema()
