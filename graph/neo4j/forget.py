"""Forget a workspace: all that it brought leaves a database, as if it had pushed an empty graph, and then its mark.

For one that will never push again: its folder is lost, or it is the former self of a folder that was restored from
before its first push.
"""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import replace
from pathlib import Path

import neo4j

from graph.neo4j import mark_statements, pull_statements, statements
from graph.neo4j.database import Database
from graph.neo4j.lock import push_lock
from graph.neo4j.marker import Marker, adopt_id, choose, read_markers
from graph.neo4j.pull import read_schema
from graph.neo4j.push import push
from graph.neo4j.report import PushReport
from graph.schema import Schema, load_schema
from graph.settings import Settings
from graph.workspace import Workspace


def forget(database: Database, workspace: str) -> PushReport:
    """Take out of a database all that a workspace brought, and its findings, claims and mark.

    What others bring too stays theirs; nodes on which others' relationships hang are stripped and kept.

    Parameters
    ----------
    database : Database
        Which.
    workspace : str
        Id or name of the workspace, as ``status`` lists it.

    Returns
    -------
    PushReport
        What the push of nothing did.

    Raises
    ------
    WorkspaceError
        There is none of that name, or several; another push is at work.
    """
    marker = choose(read_markers(database), workspace)
    with tempfile.TemporaryDirectory(prefix="liantu-forget-") as folder:
        report = push(database, _emptied(database, marker, Path(folder) / "forgotten"), full=True)

    def work(transaction: neo4j.ManagedTransaction) -> None:
        for statement in (statements.DROP_FINDINGS, statements.DROP_OWN_CLAIMS, mark_statements.FORGET):
            transaction.run(statement, workspace=marker.id).consume()

    with push_lock(database, secrets.token_hex(8)):
        database.write(work)
    return report


def _emptied(database: Database, marker: Marker, folder: Path) -> Workspace:
    """Return a workspace of the same id and declarations that knows nothing."""
    workspace = replace(Workspace.create(folder, Settings(home=marker.home)), schema=_schema(database, marker))
    workspace.rebuild()
    adopt_id(workspace, marker.id)
    return workspace


def _schema(database: Database, marker: Marker) -> Schema:
    """Return the declarations that a workspace pushed last, ours where it never came to the end of a push."""
    text = database.read(pull_statements.DESCRIPTION, workspace=marker.id)[0]["schema"]
    return read_schema(text) if text else load_schema()
