"""Clean-up: what this workspace brought and no longer has, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

import neo4j

from graph.neo4j import clean_statements, mark_statements, statements
from graph.neo4j.database import Database
from graph.neo4j.marker import Marker
from graph.neo4j.prints import PART
from graph.neo4j.rows import BATCH_ROWS, Outgoing
from graph.schema import Schema

_Given = TypeVar("_Given")


class Write(Protocol):
    """Does work in one transaction of a lane, again where the driver advises it; returns what the last try gives."""

    def __call__(self, work: Callable[[neo4j.ManagedTransaction], _Given], lane: int = 0, /) -> _Given:
        """Do it."""


@dataclass
class Cleaned:
    """How much left: ``removed`` from the database, ``shared`` left to other workspaces, ``kept`` for others' sake."""

    removed: int = 0
    shared: int = 0
    kept: int = 0

    def add(self, other: Cleaned) -> None:
        """Count what another batch did."""
        self.removed += other.removed
        self.shared += other.shared
        self.kept += other.kept


def scan(database: Database, outgoing: Outgoing, marker: Marker) -> Counter[str]:
    """Note as gone what the database has from this workspace and the graph has not, kind by kind, piece by piece.

    Returns how many of the graph's own the database has, by kind.
    """
    there: Counter[str] = Counter()
    for kind in (*marker.kinds, *marker.relations):
        make = clean_statements.brought_nodes if kind in marker.kinds else clean_statements.brought_edges
        there[kind] = database.take(partial(_scan_kind, outgoing, kind), make(kind), workspace=marker.id)
    kinds = list(marker.kinds)
    otherwise = partial(_scan_otherwise, outgoing, kinds)
    return there + database.take(otherwise, clean_statements.BROUGHT_OTHERWISE, workspace=marker.id, kinds=kinds)


def _scan_kind(outgoing: Outgoing, kind: str, result: neo4j.Result) -> int:
    """Note what of a kind is gone, once however often it is noted; return how many are still there."""
    there = 0
    while records := result.fetch(PART):
        gone = outgoing.not_here(kind, [record["id"] for record in records])
        there += len(records) - len(gone)
        outgoing.add_gone(kind, gone)
    return there


def _scan_otherwise(outgoing: Outgoing, kinds: list[str], result: neo4j.Result) -> Counter[str]:
    """Look at nodes whose label does not tell the kind that this workspace gives them: gone is what has no kind here.

    Returns how many are still there, by the kind given here.
    """
    there: Counter[str] = Counter()
    while records := result.fetch(PART):
        by_kind: dict[str, list[str]] = {}
        for record in records:
            by_kind.setdefault(record["kind"], []).append(record["id"])
        for kind, ids in by_kind.items():
            outgoing.add_gone(kind, _nowhere(outgoing, [kind, *kinds], ids, there))
    return there


def _nowhere(outgoing: Outgoing, kinds: list[str], ids: list[str], there: Counter[str]) -> list[str]:
    """Return which of the ids the graph has in none of the kinds, and count the others; the first is mostly that of all."""
    for kind in kinds:
        if ids:
            others = outgoing.not_here(kind, ids)
            there[kind] += len(ids) - len(others)
            ids = others
    return ids


def rename(outgoing: Outgoing, since: int, workspace: str, write: Write) -> int:
    """Give nodes whose uid changed after a version their new one, with all that hangs on them; return how many."""
    renamed = outgoing.renamed(since)
    count = 0
    for start in range(0, len(renamed), BATCH_ROWS):
        rows = renamed[start : start + BATCH_ROWS]

        def work(transaction: neo4j.ManagedTransaction, rows: list[tuple[str, list[str]]] = rows) -> int:
            result = transaction.run(statements.RENAME, rows=rows, workspace=workspace)
            return int(result.single(strict=True)["renamed"])

        count += write(work)
    if renamed:
        outgoing.note_former_kinds(renamed)
    return count


def retype(outgoing: Outgoing, nodes: set[str], workspace: str, write: Write) -> None:
    """Take their former kind off nodes that are of another kind now, before they are written as such."""
    for kind in sorted(nodes & set(outgoing.gone_kinds())):
        for ids in outgoing.gone(kind, moved=True):
            write(running(clean_statements.retype(kind), ids=ids, workspace=workspace))


def clean(outgoing: Outgoing, schema: Schema, nodes: set[str], workspace: str, write: Write, *, whole: bool) -> Cleaned:
    """Remove edges, then nodes that are gone, then those kept earlier for what is there no longer.

    Those are looked for where something is gone or the push is ``whole``: it takes a look at every node.
    """
    done = Cleaned()
    gone = outgoing.gone_kinds()
    for kind in [kind for kind in gone if kind not in nodes] + [kind for kind in gone if kind in nodes]:
        for ids in outgoing.gone(kind, moved=False):
            if kind in nodes:
                done.add(write(_leaving_nodes(kind, _caption(schema, kind), ids, workspace)))
            else:
                done.add(write(_leaving_edges(kind, ids, workspace)))
    if gone or whole:
        done.removed += write(let_kept_go)
    return done


def _caption(schema: Schema, kind: str) -> str | None:
    """Return the field by which nodes that are kept stay known, None where it is personal."""
    if kind not in schema.nodes:
        return "name"
    node = schema.nodes[kind]
    return None if node.field(node.caption).personal else node.caption


def running(statement: str, **parameters: object) -> Callable[[neo4j.ManagedTransaction], None]:
    """Return the work of running one statement."""

    def work(transaction: neo4j.ManagedTransaction) -> None:
        transaction.run(statement, parameters).consume()

    return work


def let_kept_go(transaction: neo4j.ManagedTransaction) -> int:
    """Remove what was kept for others' sake and hangs on nothing any more; return how many nodes that were."""
    return int(transaction.run(clean_statements.LET_KEPT_GO).single(strict=True)["removed"])


def _warn_heirs(transaction: neo4j.ManagedTransaction, heirs: list[str], workspace: str) -> None:
    """Let the workspaces whose values count from now on send everything; in the transaction by which they inherit."""
    if heirs:
        transaction.run(mark_statements.INHERIT, heirs=heirs, workspace=workspace).consume()


def _leaving_edges(kind: str, ids: list[str], workspace: str) -> Callable[[neo4j.ManagedTransaction], Cleaned]:
    def work(transaction: neo4j.ManagedTransaction) -> Cleaned:
        transaction.run(statements.UNCLAIMED, ids=ids, workspace=workspace).consume()
        record = transaction.run(clean_statements.leave_edges(kind), ids=ids, workspace=workspace).single(strict=True)
        _warn_heirs(transaction, record["heirs"], workspace)
        return Cleaned(len(ids) - record["shared"], record["shared"])

    return work


def _leaving_nodes(
    kind: str, caption: str | None, ids: list[str], workspace: str
) -> Callable[[neo4j.ManagedTransaction], Cleaned]:
    def work(transaction: neo4j.ManagedTransaction) -> Cleaned:
        transaction.run(statements.UNCLAIMED, ids=ids, workspace=workspace).consume()
        record = transaction.run(clean_statements.LEAVE_NODES, ids=ids, workspace=workspace).single(strict=True)
        left, shared = record["left"], record["shared"]
        _warn_heirs(transaction, record["heirs"], workspace)
        for statement in (clean_statements.LET_GO, clean_statements.REMOVE):
            transaction.run(statement, ids=ids, workspace=workspace).consume()
        kept = transaction.run(clean_statements.keep(caption), ids=ids, kind=kind).single(strict=True)["kept"]
        return Cleaned(left - shared - kept, shared, kept)

    return work
