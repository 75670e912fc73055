"""What people write by hand to bring the same graph into Neo4j: the references that a push is measured against."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import neo4j

from benchmarks.neo4j.server import NAME, Bench
from graph.neo4j.model import BROUGHT, OURS, Row, Shape, shape_of
from graph.neo4j.rows import MEMORY, Outgoing, rows_of
from graph.schema import EdgeKind, NodeKind
from graph.workspace import Workspace
from graph.workspace.layout import Layout, declared
from graph.workspace.store import graph_version

LIST = 10_000  # rows in a list
UNIQUE = f"CREATE CONSTRAINT floor_uid FOR (n:{OURS}) REQUIRE n.uid IS UNIQUE"


@dataclass(frozen=True)
class Kind:
    """The nodes or edges of a kind as a script holds them: each with the properties that it has."""

    shape: Shape
    rows: list[dict[str, Any]]

    def many(self) -> str:
        """The statement for a list of rows."""
        return f"UNWIND $rows AS row {self._write(OURS, OURS, OURS)}"

    def one(self, *, labels: bool) -> str:
        """The statement for one row; ``labels``: nodes are looked up by the label of their kind, where it is one."""
        kind = self.shape.kind
        own, src, dst = OURS, OURS, OURS
        if labels and isinstance(kind, NodeKind):
            own = kind.name
        elif labels and isinstance(kind, EdgeKind):
            src, dst = (end.kinds[0] if len(end.kinds) == 1 else OURS for end in (kind.src, kind.dst))
        return self._write(own, src, dst).replace("row.", "$")

    def _write(self, own: str, src: str, dst: str) -> str:
        name = self.shape.kind.name
        if self.shape.is_node:
            return f"MERGE (n:{own} {{uid: row.id}}) SET n:{OURS}:{name}, n += row.told"
        return (
            f"MATCH (a:{src} {{uid: row.src}}) MATCH (b:{dst} {{uid: row.dst}}) "
            f"MERGE (a)-[r:{name} {{key: row.id}}]->(b) SET r += row.told"
        )


def kinds_of(workspace: Workspace) -> list[Kind]:
    """Read all that a push of a workspace sends; the references need not read it again."""
    found = []
    with workspace.store.reading({"memory_limit": MEMORY}) as connection:
        outgoing = Outgoing(connection, Layout(workspace.schema), graph_version(connection))
        outgoing.choose_all()
        for kind in declared(workspace.schema):
            if outgoing.waiting(kind.name):
                shape = shape_of(kind)
                rows = [_told(shape, row) for batch in outgoing.batches(kind) for row in rows_of(batch)]
                found.append(Kind(shape, rows))
    return found


def _told(shape: Shape, row: Row) -> dict[str, Any]:
    told = dict(zip(shape.properties, row[len(shape.head) :], strict=True))
    told[BROUGHT] = ["floor"]
    ends = dict(zip(("src", "dst"), row[1 : len(shape.head)], strict=False))
    return {"id": row[0], **ends, "told": {name: value for name, value in told.items() if value is not None}}


def push_by_hand(bench: Bench, kinds: Sequence[Kind]) -> None:
    """Push in lists of 10,000, each a transaction: the floor."""
    bench.database.send(UNIQUE)
    for kind in kinds:
        _write(bench, kind)


def _write(bench: Bench, kind: Kind) -> None:
    statement = kind.many()
    with bench.database.driver.session(database=NAME) as session:
        for start in range(0, len(kind.rows), LIST):
            rows = kind.rows[start : start + LIST]
            session.execute_write(_run, statement, rows)


def _run(transaction: neo4j.ManagedTransaction, statement: str, rows: list[dict[str, Any]]) -> None:
    transaction.run(statement, rows=rows).consume()


def seconds_by_row(bench: Bench, kinds: Sequence[Kind], *, sample: int, index: bool) -> float:
    """Return the seconds that one statement a row would take for a first load, from a sample of each kind by its size.

    The sampled rows are not in the database yet: to write again what stands there already would cost the server no
    change. All others are, so that without an index every statement looks at every node of a label; while a load fills
    the database that is half as many on average for nodes. Afterwards the database holds every row.
    """
    bench.empty()
    bench.database.send(UNIQUE)
    total = sum(len(kind.rows) for kind in kinds)
    seconds = 0.0
    with bench.database.driver.session(database=NAME) as session:
        for nodes in (True, False):
            parts = [_parted(kind, sample / total) for kind in kinds if kind.shape.is_node == nodes]
            for _, others in parts:
                _write(bench, others)
            if not index:
                session.run("DROP CONSTRAINT floor_uid").consume()
            for chosen, others in parts:
                count = len(chosen.rows) + len(others.rows)
                share = 0.5 if nodes and not index else 1.0
                seconds += _seconds_a_row(session, chosen, labels=not index) * count * share
            if not index:
                session.run(UNIQUE).consume()
                session.run("CALL db.awaitIndexes(600)").consume()
    return seconds


def _parted(kind: Kind, share: float) -> tuple[Kind, Kind]:
    """Return a sample of the rows, evenly spread, and the others."""
    count = max(1, round(share * len(kind.rows)))
    step = max(1, len(kind.rows) // count)
    chosen = set(range(0, len(kind.rows), step)[:count])
    sample = [row for place, row in enumerate(kind.rows) if place in chosen]
    return Kind(kind.shape, sample), Kind(kind.shape, [row for n, row in enumerate(kind.rows) if n not in chosen])


def _seconds_a_row(session: neo4j.Session, kind: Kind, *, labels: bool) -> float:
    statement = kind.one(labels=labels)
    half = len(kind.rows) // 2  # of these each takes longer: planning, and Java before it compiled what runs often
    for row in kind.rows[:half]:
        session.run(statement, row).consume()
    began = time.perf_counter()
    for row in kind.rows[half:]:
        session.run(statement, row).consume()
    return (time.perf_counter() - began) / (len(kind.rows) - half)
