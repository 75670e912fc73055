"""Pull into frames, against a bare driver that reads the same columns into a list and makes no frame of them."""

from __future__ import annotations

from benchmarks.measure import Row
from benchmarks.neo4j.server import NAME, Bench, processor_note
from graph.neo4j.model import ticked
from graph.neo4j.pull import open_snapshot
from graph.schema import EdgeKind, NodeKind, Schema
from graph.workspace.frames import shown_columns
from graph.workspace.layout import declared


def rows(bench: Bench, schema: Schema) -> list[Row]:
    """Return the row of the table; the database holds one pushed workspace."""
    found = bench.turns({"bare": lambda: by_hand(bench, schema), "pull": lambda: pull(bench)})
    bare, pulled = found["bare"], found["pull"]
    assert pull(bench) == by_hand(bench, schema)
    return [Row("pull all kinds into frames", "bare driver, the same columns", pulled.seconds, bare.seconds, "≤ 1.5",
                None, processor_note(pulled, bare))]  # fmt: skip


def pull(bench: Bench) -> int:
    """Read every frame of the snapshot; return the number of rows."""
    snapshot = open_snapshot(bench.database)
    kinds = declared(snapshot.schema)
    read = {True: snapshot.nodes, False: snapshot.edges}
    return sum(len(read[isinstance(kind, NodeKind)](kind.name, ended=True)) for kind in kinds)


def by_hand(bench: Bench, schema: Schema) -> int:
    """Read the same columns with the driver alone."""
    count = 0
    with bench.database.driver.session(database=NAME) as session:
        for kind in declared(schema):
            count += len(list(session.run(statement(kind))))
    return count


def statement(kind: NodeKind | EdgeKind) -> str:
    """Write the query that a person would: all columns of a kind."""
    names = [column.name for column in shown_columns(kind)]
    if isinstance(kind, NodeKind):
        return f"MATCH (n:{ticked(kind.name)}) RETURN {', '.join(f'n.{ticked(name)}' for name in names)}"
    own = ", ".join(f"r.{ticked(name)}" for name in names if name not in {"src", "dst"})
    return f"MATCH (a)-[r:{ticked(kind.name)}]->(b) RETURN a.uid, b.uid, {own}"
