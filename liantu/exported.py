"""A snapshot in a folder of Parquet files, as a home of its own: every question, and no workspace or server at hand."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.workspace.parquet import DESCRIPTION
from liantu.questions import Questions

if TYPE_CHECKING:
    from liantu.querying import SharedGraph


class ExportedGraph(Questions):
    """A folder that ``liantu export`` or ``liantu neo4j pull`` wrote, as a home of the graph.

    Parameters
    ----------
    folder : Path
        Where it is; WorkspaceError says what is wrong with it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._snapshots: dict[date | None, Snapshot] = {None: Snapshot.from_parquet(folder)}

    @property
    def settings(self) -> Settings:
        """The settings of the workspace that the graph came from."""
        return self.snapshot().settings

    def snapshot(self, as_of: date | None = None) -> Snapshot:
        """Return the graph at a day; None: the day of the export."""
        if as_of not in self._snapshots:
            self._snapshots[as_of] = Snapshot.from_parquet(self._folder, as_of)
        return self._snapshots[as_of]

    def _shared(self) -> AbstractContextManager[SharedGraph]:
        # a folder knows no server of its own: the one that the environment names
        from graph.neo4j.address import find_address
        from liantu.querying import shared_graph

        return shared_graph(find_address(None), None)


def is_export(folder: Path) -> bool:
    """Return whether a folder holds a snapshot and no workspace."""
    return (folder / DESCRIPTION).is_file()
