"""Clean-up: what this workspace brought and no longer has, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import neo4j

from graph.neo4j import statements
from graph.neo4j.database import Database
from graph.neo4j.marker import Marker
from graph.neo4j.rows import BATCH_ROWS, Outgoing
from graph.schema import Schema

Write = Callable[[Callable[[neo4j.ManagedTransaction], None]], None]


@dataclass
class Cleaned:
    """How much left: ``removed`` from the database, ``shared`` left to other workspaces, ``kept`` for others' sake.

    ``heirs`` are the workspaces whose values count from now on where this one's did.
    """

    removed: int = 0
    shared: int = 0
    kept: int = 0
    heirs: set[str] = field(default_factory=set)


def scan(database: Database, outgoing: Outgoing, marker: Marker) -> None:
    """Note as gone what the database has from this workspace and the graph has not, kind by kind, piece by piece."""
    for kind in (*marker.kinds, *marker.relations):
        make = statements.brought_nodes if kind in marker.kinds else statements.brought_edges
        with database.stream(make(kind), workspace=marker.id) as result:
            while records := result.fetch(BATCH_ROWS):
                outgoing.add_gone(kind, outgoing.not_here(kind, [record["id"] for record in records]))


def retype(outgoing: Outgoing, nodes: set[str], workspace: str, write: Write) -> None:
    """Take their former kind off nodes that are of another kind now, before they are written as such."""
    for kind in sorted(nodes & set(outgoing.gone_kinds())):
        for ids in outgoing.gone(kind, moved=True):
            write(_running(statements.retype(kind), ids=ids, workspace=workspace))


def clean(outgoing: Outgoing, schema: Schema, nodes: set[str], workspace: str, write: Write) -> Cleaned:
    """Remove edges, then nodes that are gone."""
    done = Cleaned()
    gone = outgoing.gone_kinds()
    for kind in [kind for kind in gone if kind not in nodes] + [kind for kind in gone if kind in nodes]:
        for ids in outgoing.gone(kind, moved=False):
            if kind in nodes:
                caption = schema.nodes[kind].caption if kind in schema.nodes else "name"
                write(_leaving_nodes(done, kind, caption, ids, workspace))
            else:
                write(_leaving_edges(done, kind, ids, workspace))
    return done


def _running(statement: str, **parameters: object) -> Callable[[neo4j.ManagedTransaction], None]:
    def work(transaction: neo4j.ManagedTransaction) -> None:
        transaction.run(statement, parameters).consume()

    return work


def _leaving_edges(
    done: Cleaned, kind: str, ids: list[str], workspace: str
) -> Callable[[neo4j.ManagedTransaction], None]:
    def work(transaction: neo4j.ManagedTransaction) -> None:
        transaction.run(statements.UNCLAIMED, ids=ids, workspace=workspace).consume()
        record = transaction.run(statements.leave_edges(kind), ids=ids, workspace=workspace).single(strict=True)
        done.shared += record["shared"]
        done.heirs |= set(record["heirs"])
        done.removed += len(ids) - record["shared"]

    return work


def _leaving_nodes(
    done: Cleaned, kind: str, caption: str, ids: list[str], workspace: str
) -> Callable[[neo4j.ManagedTransaction], None]:
    def work(transaction: neo4j.ManagedTransaction) -> None:
        transaction.run(statements.UNCLAIMED, ids=ids, workspace=workspace).consume()
        record = transaction.run(statements.leave_nodes(kind), ids=ids, workspace=workspace).single(strict=True)
        shared = record["shared"]
        done.heirs |= set(record["heirs"])
        for make in (statements.let_go, statements.remove):
            transaction.run(make(kind), ids=ids, workspace=workspace).consume()
        record = transaction.run(statements.keep(kind, caption), ids=ids, kind=kind).single(strict=True)
        done.shared += shared
        done.kept += record["kept"]
        done.removed += len(ids) - shared - record["kept"]

    return work
