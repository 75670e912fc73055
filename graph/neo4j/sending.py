"""Sending: the rows that wait go over in batches, nodes before edges, each batch a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import partial

import neo4j

from graph.neo4j import statements
from graph.neo4j.claims import Shared, settle
from graph.neo4j.cleanup import Write
from graph.neo4j.database import Database
from graph.neo4j.lanes import work_through
from graph.neo4j.lock import LANES
from graph.neo4j.model import Row, Shape, shape_of
from graph.neo4j.report import PushReport
from graph.neo4j.rows import Outgoing
from graph.schema import EdgeKind, NodeKind, Schema

_NAMED = 20  # absent ends that are named


@dataclass(frozen=True)
class Batch:
    """Rows of a kind, and the statement that writes them."""

    shape: Shape
    statement: str
    rows: list[Row]


@dataclass(frozen=True)
class Outcome:
    """What came of a batch: what other workspaces bring of it, and how many edges lacked an end."""

    batch: Batch
    shared: Shared
    absent: int


@dataclass(frozen=True)
class Sender:
    """Sends what waits of a workspace's graph.

    ``shared`` are the kinds that other workspaces may bring too; ``write`` does work in one transaction, ``tell`` says
    how far the push is.
    """

    database: Database
    outgoing: Outgoing
    schema: Schema
    workspace: str
    shared: set[str]
    write: Write
    tell: Callable[[PushReport], None]

    def send(self, report: PushReport) -> None:
        """Send nodes, then edges.

        Into a database that holds no node of liantu yet, nothing has to be looked for, so that several batches can be
        written at once; elsewhere they would wait for each other's locks.
        """
        [found] = self.database.read(statements.POPULATION)
        make, lanes = (statements.upsert, 1) if found["nodes"] else (statements.insert, len(LANES))
        for kinds in (self.schema.nodes.values(), self.schema.edges.values()):
            work_through(self._batches(kinds, make), self._write, partial(self._note, report), lanes=lanes)

    def _batches(
        self, kinds: Iterable[NodeKind | EdgeKind], make: Callable[[NodeKind | EdgeKind], str]
    ) -> Generator[Batch, None, None]:
        for kind in kinds:
            if self.outgoing.waiting(kind.name):
                shape, statement = shape_of(kind), make(kind)
                yield from (Batch(shape, statement, rows) for rows in self.outgoing.batches(kind))

    def _write(self, batch: Batch, lane: int) -> Outcome:
        """Write a batch, in the thread of its lane."""

        def work(transaction: neo4j.ManagedTransaction) -> Outcome:
            shared = Shared(batch.rows)
            if batch.shape.kind.name in self.shared:  # another workspace may bring the same
                shared = settle(transaction, batch.shape, batch.rows, self.workspace)
            record = transaction.run(batch.statement, rows=shared.own, workspace=self.workspace).single(strict=True)
            return Outcome(batch, shared, len(shared.own) - record["written"])

        return self.write(work, lane)

    def _note(self, report: PushReport, outcome: Outcome) -> None:
        report.claims += outcome.shared.claimed
        report.others |= outcome.shared.others
        if outcome.absent:
            self._name_absent(report, outcome)
        report.sent += len(outcome.batch.rows)
        self.tell(report)

    def _name_absent(self, report: PushReport, outcome: Outcome) -> None:
        """Count edges that found no end, and name the ends."""
        report.absent += outcome.absent
        if outcome.batch.shape.is_node or len(report.absent_named) >= _NAMED:
            return
        uids = sorted({str(end) for row in outcome.batch.rows for end in row[1:3]})
        missing = [record["uid"] for record in self.database.read(statements.ABSENT, uids=uids)]
        report.absent_named = sorted({*report.absent_named, *missing})[:_NAMED]
