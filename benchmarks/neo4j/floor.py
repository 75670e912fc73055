"""What people write by hand to bring the same graph into Neo4j: the references that a push is measured against."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.neo4j.server import NAME, Bench
from graph.neo4j.model import BROUGHT, OURS, Row, Shape, shape_of
from graph.neo4j.rows import BATCH_ROWS, MEMORY, Outgoing
from graph.schema import NodeKind
from graph.workspace import Workspace
from graph.workspace.layout import Layout, declared
from graph.workspace.store import read_state

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
        if not labels:
            wanted = (OURS, OURS, OURS)
        elif isinstance(kind, NodeKind):
            wanted = (kind.name, OURS, OURS)
        else:
            wanted = (OURS, *(end.kinds[0] if len(end.kinds) == 1 else OURS for end in (kind.src, kind.dst)))
        return self._write(*wanted).replace("row.", "$")

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
        outgoing = Outgoing(connection, Layout(workspace.schema), int(read_state(connection, "graph_version") or 0))
        outgoing.choose_all()
        for kind in declared(workspace.schema):
            if outgoing.waiting(kind.name):
                shape = shape_of(kind)
                rows = [_told(shape, row) for batch in outgoing.batches(kind) for row in batch]
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
    with bench.database.driver.session(database=NAME) as session:
        for kind in kinds:
            statement = kind.many()
            for start in range(0, len(kind.rows), BATCH_ROWS):
                rows = kind.rows[start : start + BATCH_ROWS]
                session.execute_write(
                    lambda transaction, rows=rows, text=statement: transaction.run(text, rows=rows).consume()
                )


def seconds_by_row(bench: Bench, kinds: Sequence[Kind], *, sample: int, index: bool) -> float:
    """Return the seconds that one statement a row would take for all rows, from a sample of each kind by its size.

    The database holds the floor's rows already, so without an index every statement looks at every node of a label. While a
    first load fills the database that is half as many on average for nodes; for edges it is all.
    """
    run = bench.database.driver.execute_query
    run("DROP CONSTRAINT floor_uid IF EXISTS", database_=NAME)
    if index:
        run(UNIQUE, database_=NAME)
        run("CALL db.awaitIndexes(600)", database_=NAME)
    total = sum(len(kind.rows) for kind in kinds)
    seconds = 0.0
    with bench.database.driver.session(database=NAME) as session:
        for kind in kinds:
            count = max(1, round(sample * len(kind.rows) / total))
            chosen = kind.rows[:: max(1, len(kind.rows) // count)][:count]
            statement = kind.one(labels=not index)
            session.run(statement, chosen[0]).consume()  # planned once
            began = time.perf_counter()
            for row in chosen:
                session.run(statement, row).consume()
            share = 0.5 if kind.shape.is_node and not index else 1.0
            seconds += (time.perf_counter() - began) / len(chosen) * len(kind.rows) * share
    return seconds
