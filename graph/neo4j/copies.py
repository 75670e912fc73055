"""Copies of a workspace's folder: they have its id, and would each take the place of what the other pushed.

One that begins a district of its own is refused until its user says which is meant: to replace that part, or an id of
its own.
"""

from __future__ import annotations

import secrets

from graph.codes.divisions import division
from graph.errors import UsageError, WorkspaceError
from graph.neo4j.database import Database
from graph.neo4j.marker import Description, Marker, adopt_id, describe, pushed_as
from graph.neo4j.print_files import drop_prints
from graph.words import say
from graph.workspace import Workspace
from graph.workspace.workspace import NO_DATE


def refuse_another(workspace: Workspace, described: Description, marker: Marker | None) -> None:
    """Say nothing where a mark is of this folder, or of a copy for the same district.

    A copy that nobody pushed from since has all the past of a workspace: only its folder's name tells it from one whose
    home district was put right.

    Raises
    ------
    WorkspaceError
        What stands there is another copy's, of another district.
    """
    home = workspace.settings.home
    if marker is None or marker.home == home or (described.follows(marker) and marker.name == workspace.name):
        return
    day = say("neo4j_graph.not_stated") if marker.as_of in {None, NO_DATE} else marker.as_of
    told = {"name": marker.name, "there": _district(marker.home), "as_of": day, "here": _district(home)}
    raise WorkspaceError("neo4j_graph.another_district", **told)


def draw_id(database: Database, workspace: Workspace, *, keep: bool) -> str:
    """Draw an id for a copy, which is a workspace of its own from now on; without ``keep`` only as if.

    Raises
    ------
    UsageError
        What the database has under its id was pushed from this folder, and nobody would bring that up to date any more.
    """
    marker = pushed_as(database, workspace)
    if marker is not None and (marker.name, marker.home) == (workspace.name, workspace.settings.home):
        with workspace.store.reading() as connection:
            if describe(connection, workspace).follows(marker):
                raise UsageError("neo4j_graph.own_part", name=marker.name)
    drawn = secrets.token_hex(6)
    if keep:
        adopt_id(workspace, drawn)
        drop_prints(workspace)  # of what the other pushed
    return drawn


def _district(code: str) -> str:
    found = division(code)
    return f"{found.name} {code}" if found else code
