"""The graph that a workspace pushed to Neo4j, as a home of its own: every question, and no workspace at hand."""

from __future__ import annotations

import weakref
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from graph.neo4j.address import Address
from graph.neo4j.connection import check, open_driver
from graph.neo4j.database import Database
from graph.neo4j.pull import open_snapshot
from graph.settings import Settings
from graph.snapshot import Snapshot
from liantu.questions import Questions

if TYPE_CHECKING:
    from liantu.querying import SharedGraph


class PushedGraph(Questions):
    """A database as a home of the graph; the connection ends with the object.

    Parameters
    ----------
    address : Address
        Where the database is.
    workspace : str, optional
        Id or name of the workspace whose graph is meant, where several share the database.
    """

    def __init__(self, address: Address, workspace: str | None = None) -> None:
        self._address = address
        self._workspace = workspace
        self._snapshots: dict[date | None, Snapshot] = {}

    @cached_property
    def database(self) -> Database:
        """The database, connected when it is first asked for; WorkspaceError says why it cannot be."""
        driver = open_driver(self._address)
        try:
            check(driver, self._address)
        except BaseException:
            driver.close()
            raise
        weakref.finalize(self, driver.close)
        return Database(driver, self._address.database, self._address)

    def _shared(self) -> AbstractContextManager[SharedGraph]:
        from liantu.querying import SharedGraph

        return nullcontext(SharedGraph(self.database, self._workspace, place="python"))

    @property
    def settings(self) -> Settings:
        """The settings of the workspace that pushed."""
        return self.snapshot().settings

    def snapshot(self, as_of: date | None = None) -> Snapshot:
        """Return the graph at a day."""
        if as_of not in self._snapshots:
            self._snapshots[as_of] = open_snapshot(self.database, as_of, workspace=self._workspace)
        return self._snapshots[as_of]
