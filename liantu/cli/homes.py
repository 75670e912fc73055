"""Which home of the graph a command asks: a workspace, its export, or with ``--neo4j`` the database it was pushed to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from graph.words import say

if TYPE_CHECKING:
    from graph.neo4j.address import Address
    from liantu.questions import Questions


def home_of(workspace: Path | None, neo4j: str | None, of: str | None) -> Questions:
    """Return the home that the options mean; a connection made for it ends with the command."""
    if neo4j is None:
        from liantu.exported import ExportedGraph, is_export
        from liantu.home import Home

        if workspace is not None and is_export(workspace):
            return ExportedGraph(workspace)
        return Home.find(workspace)
    from liantu.pushed import PushedGraph

    return PushedGraph(address_of(neo4j, workspace), of)


def address_of(neo4j: str | None, workspace: Path | None) -> Address:
    """Return the address meant by ``--neo4j``, the workspace's own server, the environment or the settings."""
    from graph.neo4j.address import find_address
    from graph.settings import read_settings
    from liantu.home import find_folder

    folder = find_folder(workspace)
    settings = read_settings(folder).neo4j if folder is not None else None
    ask = _ask_password if sys.stdin.isatty() else None
    return find_address(neo4j, workspace=folder, settings=settings, ask=ask)


def id_at_hand(workspace: Path | None) -> str | None:
    """Return the id under which the workspace that the options mean was pushed; None where there is none."""
    from graph.neo4j.marker import known_id
    from graph.workspace import Workspace
    from graph.workspace.store import FILE
    from liantu.home import find_folder

    folder = find_folder(workspace)
    if folder is None or not (folder / FILE).is_file():
        return None
    with Workspace.open(folder).store.reading() as connection:
        return known_id(connection) or None


def _ask_password(whom: str) -> str:
    return str(typer.prompt(say("queries.password", whom=whom), hide_input=True, err=True))
