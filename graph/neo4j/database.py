"""A database of a Neo4j server, as push and pull use it: managed transactions, rows streamed, failures explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar

import neo4j
from neo4j.api import BookmarkManager

from graph.neo4j.address import Address
from graph.neo4j.connection import connect, dropping_when_stopped, explained
from graph.neo4j.faults import answered

_Given = TypeVar("_Given")
LONGEST = 3600.0
"""Seconds after which the server ends what we write: nothing of a machine that vanished stays in the way for ever."""

_FETCH = 5_000  # rows that the driver asks for at once


@dataclass(frozen=True)
class Database:
    """A driver and the name of a database (None: the server's default); with an ``address``, failures name it.

    What is read here comes after what was written here, also where a cluster's other member answers: ``bookmarks``.
    """

    driver: neo4j.Driver
    name: str | None = None
    address: Address | None = None
    bookmarks: BookmarkManager = field(default_factory=neo4j.GraphDatabase.bookmark_manager, compare=False, repr=False)

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Turn what the driver raises inside into one sentence about the address, where one is known; stop on Ctrl-C."""
        with dropping_when_stopped(), nullcontext() if self.address is None else explained(self.address):
            yield

    def session(self, **config: Any) -> neo4j.Session:
        """Return a session of the driver on this database."""
        return self.driver.session(database=self.name, bookmark_manager=self.bookmarks, **config)

    def write(self, work: Callable[[neo4j.ManagedTransaction], _Given]) -> _Given:
        """Do work in one transaction, again where the driver advises it; return what the work gives."""
        with self.explaining(), self.session() as session:
            return answered(lambda: session.execute_write(neo4j.unit_of_work(timeout=LONGEST)(work)))

    def send(self, statement: str, **parameters: Any) -> list[neo4j.Record]:
        """Run one statement in a transaction of its own."""
        return self.write(lambda transaction: list(transaction.run(statement, parameters)))

    def read(self, statement: str, **parameters: Any) -> list[neo4j.Record]:
        """Return all rows of a query."""
        return self.take(list, statement, **parameters)

    def take(self, work: Callable[[neo4j.Result], _Given], statement: str, **parameters: Any) -> _Given:
        """Return what work makes of the rows of a query as they come; it begins anew where the driver advises it."""
        with self.explaining(), self.session(default_access_mode=neo4j.READ_ACCESS, fetch_size=_FETCH) as session:
            return answered(lambda: session.execute_read(lambda asked: work(asked.run(statement, parameters))))


@contextmanager
def connected(address: Address) -> Iterator[Database]:
    """Open the database at an address, check the connection, close it at the end; every failure inside is explained."""
    with connect(address) as driver:
        yield Database(driver, address.database, address)
