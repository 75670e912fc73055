"""Sending: the rows that wait go over in batches, nodes before edges, each batch a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import neo4j
import pyarrow as pa

from graph.neo4j import mark_statements, statements
from graph.neo4j.claims import Shared, settle
from graph.neo4j.cleanup import Write, running
from graph.neo4j.database import Database
from graph.neo4j.lanes import work_through
from graph.neo4j.lock import LANES
from graph.neo4j.model import shape_of
from graph.neo4j.report import PushReport
from graph.neo4j.rows import Outgoing, columns_of, rows_of, starts_of
from graph.schema import EdgeKind, NodeKind, Schema
from graph.workspace.layout import declared

_NAMED = 20  # absent ends that are named


@dataclass(frozen=True)
class Batch:
    """Rows of a kind, and the places of the columns in which this batch or an earlier one of the kind has a value."""

    kind: NodeKind | EdgeKind
    rows: pa.RecordBatch
    filled: Sequence[int]


@dataclass(frozen=True)
class Outcome:
    """What came of a batch: how many edges lacked an end, and what stands otherwise from another workspace."""

    batch: Batch
    absent: int
    claimed: int = 0
    claimed_fields: int = 0


@dataclass(frozen=True)
class Sender:
    """Sends what waits of a workspace's graph.

    ``shared`` are the kinds that other workspaces may bring too, ``standing`` the kinds of edges that the database has
    already and somebody may have moved to other ends, ``former`` the properties that are no longer declared: every row
    of their kinds waits, because its print has changed. ``write`` does work in one transaction, ``tell`` says how far
    the push is, ``keep`` keeps the prints for the next push.
    """

    database: Database
    outgoing: Outgoing
    schema: Schema
    workspace: str
    shared: set[str]
    standing: set[str]
    former: Sequence[str]
    write: Write
    tell: Callable[[PushReport], None]
    keep: Callable[[], None]

    def send(self, report: PushReport) -> None:
        """Send nodes, then edges.

        Into a database that holds no node of liantu, nothing has to be looked for, so that several batches can be
        written at once; elsewhere they would wait for each other's locks.
        """
        [found] = self.database.read(mark_statements.POPULATION)
        if not found["nodes"]:  # somebody may have removed all nodes, and left what was claimed of them
            self.write(running(statements.DROP_CLAIMS))
        write, lanes = (self._change, 1) if found["nodes"] else (self._make, len(LANES))
        note = partial(self._note, report)
        work_through(self._batches(), write, note, lanes=lanes, stage=lambda batch: type(batch.kind))

    def _batches(self) -> Generator[Batch, None, None]:
        for kind in declared(self.schema):
            if self.outgoing.waiting(kind.name):
                filled: set[int] = set()  # only grows, so that a kind takes few statements, each of which costs a plan
                for rows in self.outgoing.batches(kind):
                    filled.update(place for place, c in enumerate(rows.columns) if c.null_count < rows.num_rows)
                    yield Batch(kind, rows, sorted(filled))
        self.keep()  # here, in the thread that reads the workspace, while the last batches are on their way

    def _make(self, batch: Batch, lane: int) -> Outcome:
        """Make what is in a batch, leaving out the columns without a value; in the thread of a lane."""
        shape = shape_of(batch.kind)
        names = (*shape.head, *shape.properties)
        sent = [place for place in batch.filled if names[place] != "src"]
        statement = statements.insert(batch.kind, [names[place] for place in sent])
        tries = iter((True,))
        given: dict[str, Any] = {"columns": columns_of(batch.rows.select(sent))}
        if not shape.is_node:
            given["starts"] = starts_of(batch.rows)

        def work(transaction: neo4j.ManagedTransaction) -> Outcome:
            if not next(tries, False):  # the first try may stand, whatever its answer was: nothing is made twice
                return self._upsert(transaction, batch, Shared(rows_of(batch.rows)))
            made = transaction.run(statement, given, workspace=self.workspace).single(strict=True)
            return Outcome(batch, batch.rows.num_rows - made["written"])

        return self.write(work, lane)

    def _change(self, batch: Batch, lane: int) -> Outcome:
        """Make or change what is in a batch, as far as it is ours; in the thread of a lane."""
        rows = rows_of(batch.rows)

        def work(transaction: neo4j.ManagedTransaction) -> Outcome:
            shared = Shared(rows)
            if batch.kind.name in self.standing:
                ends = [row[:3] for row in rows]
                transaction.run(statements.put_back(batch.kind.name), rows=ends, workspace=self.workspace).consume()
            if batch.kind.name in self.shared:  # another workspace may bring the same
                former = self._former_of(batch.kind)
                shared = settle(transaction, shape_of(batch.kind), rows, self.workspace, former)
            return self._upsert(transaction, batch, shared)

        return self.write(work, lane)

    def _upsert(self, transaction: neo4j.ManagedTransaction, batch: Batch, shared: Shared) -> Outcome:
        statement = statements.upsert(batch.kind, self._former_of(batch.kind))
        found = transaction.run(statement, rows=shared.own, workspace=self.workspace).single(strict=True)
        if shared.copied or found["found"] > found["written"]:
            ends = [row[:3] for row in rows_of(batch.rows)]
            dropping = statements.drop_copies(batch.kind.name)
            transaction.run(dropping, rows=ends, workspace=self.workspace).consume()
        absent = len(shared.own) - found["written"]
        return Outcome(batch, absent, shared.claimed, shared.claimed_fields)

    def _former_of(self, kind: NodeKind | EdgeKind) -> list[str]:
        own = kind.name + "."
        return [name.removeprefix(own) for name in self.former if name.startswith(own)]

    def _note(self, report: PushReport, outcome: Outcome) -> None:
        report.claims += outcome.claimed
        report.claim_fields += outcome.claimed_fields
        if outcome.absent:
            self._name_absent(report, outcome)
        report.sent += outcome.batch.rows.num_rows
        self.tell(report)

    def _name_absent(self, report: PushReport, outcome: Outcome) -> None:
        """Count edges that found no end, and name the ends."""
        report.absent += outcome.absent
        if isinstance(outcome.batch.kind, NodeKind) or len(report.absent_named) >= _NAMED:
            return
        uids = sorted({end for place in (1, 2) for end in outcome.batch.rows.column(place).to_pylist()})
        missing = [record["uid"] for record in self.database.read(statements.ABSENT, uids=uids)]
        report.absent_named = sorted({*report.absent_named, *missing})[:_NAMED]
