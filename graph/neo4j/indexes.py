"""Constraints and indexes of a database: which are missing, when a push makes them, and which are not filled yet.

Constraints come before the rows. An index comes once there is something in it: filling it at once costs less, and while
it is empty the server plans as if reading all of it cost nothing, and goes on so when it has grown (each edge of a push
then reads every edge). The server fills it by itself: answers are right meanwhile, only later, so that nobody who
pushes waits for it; whoever looks for many edges by key does.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import neo4j
from neo4j.exceptions import Neo4jError

from graph.neo4j import statements
from graph.neo4j.database import Database
from graph.neo4j.faults import answered
from graph.schema import Schema

_MOMENT = 0.1  # seconds between two looks
_MAY_NOT_LOOK = "Neo.ClientError.Security.Forbidden"


@dataclass(frozen=True)
class Unfilled:
    """An index of ours that does not answer yet: percent filled; or never will, with the server's ``reason``."""

    name: str
    kind: str
    property: str
    percent: float
    reason: str


def before_push(database: Database, schema: Schema, *, empty: bool) -> dict[str, str]:
    """Return what is missing of the constraints, and, unless no workspace has pushed yet, of the indexes of what is there."""
    wanted = statements.constraints()
    if not empty:
        wanted |= statements.indexes(schema, kinds_in_use(database))
    return _missing(database, wanted)


def kinds_in_use(database: Database) -> set[str]:
    """Return the labels and types of which the database has any."""
    return {record["kind"] for record in database.read(statements.KINDS_IN_USE)}


def after_push(database: Database, schema: Schema, kinds: Collection[str]) -> dict[str, str]:
    """Return what is missing of the indexes of kinds of which there are any."""
    return _missing(database, statements.indexes(schema, kinds))


def _missing(database: Database, wanted: Mapping[str, str]) -> dict[str, str]:
    there = {record["name"] for record in database.read(statements.INDEXES)}
    return {name: text for name, text in wanted.items() if name not in there}


def make(database: Database, missing: Mapping[str, str]) -> None:
    """Make constraints and indexes; constraints hold at once, indexes are being filled.

    Not while a push holds the lock: making an index waits for every open transaction, that of the lock among them.
    """
    if not missing:
        return

    def work(transaction: neo4j.ManagedTransaction) -> None:
        for statement in missing.values():
            transaction.run(statement).consume()

    database.write(work)


def unfilled(database: Database) -> list[Unfilled]:
    """Return the indexes of ours that do not answer; none where the account may not know."""
    with database.session(default_access_mode=neo4j.READ_ACCESS) as session:
        try:
            return [Unfilled(**record.data()) for record in answered(lambda: session.run(statements.UNFILLED))]
        except Neo4jError as error:
            if error.code != _MAY_NOT_LOOK:
                raise
    return []


def wait(database: Database) -> None:
    """Wait until every index of ours answers that ever will."""
    with database.explaining():
        while any(not index.reason for index in unfilled(database)):
            time.sleep(_MOMENT)
