"""Constraints and indexes of a database: which are missing, and when a push makes them.

Constraints come before the rows. An index comes once there is something in it: filling it at once costs less, and while
it is empty the server plans as if reading all of it cost nothing, and goes on so when it has grown (each edge of a push
then reads every edge).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import neo4j

from graph.neo4j import statements
from graph.neo4j.database import Database
from graph.schema import Schema


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
    """Make constraints and indexes and wait until they answer.

    Not while a push holds the lock: making an index waits for every open transaction, that of the lock among them.
    """
    if not missing:
        return

    def work(transaction: neo4j.ManagedTransaction) -> None:
        for statement in missing.values():
            transaction.run(statement).consume()

    database.write(work)
    database.send(statements.AWAIT)
