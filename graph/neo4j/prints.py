"""Prints of all that a push could send: a hash of everything that stands in a row, and of who saw it where.

They are made in parts, so that the memory needed does not grow with the graph.
"""

from __future__ import annotations

import duckdb

from graph.neo4j.model import Shape, shape_of
from graph.workspace.layout import Layout, declared, literal, quoted
from graph.workspace.source import LIVE_RUNS
from graph.workspace.store import first

_PART = 250_000  # rows joined or sorted at once


def parts_of(rows: int) -> int:
    """Return in how many parts rows are joined and sorted."""
    return rows // _PART + 1


def in_part(column: str, part: int, parts: int) -> str:
    """Write the condition that a row belongs to a part."""
    return f"hash({column}) % {parts:d} = {part:d}" if parts > 1 else "true"


def make_prints(connection: duckdb.DuckDBPyConnection, layout: Layout, version: int, known: str) -> None:
    """Make ``t_print`` (kind, id, print, version): what stands as in ``known`` keeps the version at which it was pushed."""
    execute = connection.execute
    execute("CREATE OR REPLACE TEMP TABLE t_print (kind VARCHAR, id VARCHAR, print UBIGINT, version BIGINT)")
    for kind in declared(layout.schema):
        shape = shape_of(kind)
        parts = _sum_sightings(connection, shape)
        head = quoted(shape.head[0])
        listed = ", ".join(quoted(name) for name in (*shape.head, *(column.name for column in shape.values)))
        for part in range(parts):
            execute(
                f"""INSERT INTO t_print SELECT {literal(kind.name)}, f.id, hash(f.print, s.seen), NULL FROM
                (SELECT {head} AS id, hash({listed}) AS print FROM main.{quoted(kind.name)}
                 WHERE {in_part(head, part, parts)}) f
                LEFT JOIN (SELECT id, hash(sum(seen)) AS seen FROM t_seen WHERE {in_part("id", part, parts)}
                           GROUP BY id) s USING (id)"""
            )
    execute(
        f"""CREATE OR REPLACE TEMP TABLE t_print AS
        SELECT p.kind, p.id, p.print, coalesce(b.version, {version:d}) AS version
        FROM t_print p LEFT JOIN {known} b USING (kind, id, print)"""
    )


def _sum_sightings(connection: duckdb.DuckDBPyConnection, shape: Shape) -> int:
    """Make ``t_seen`` (id, seen), sums over the sightings of a kind's rows; return in how many parts that was done."""
    this = literal(shape.kind.name)
    table, column = ("meta.entity", "uid") if shape.is_node else ("meta.tie", "key")
    row = first(
        connection,
        f"""SELECT greatest((SELECT count(*) FROM {table} WHERE kind = {this}),
        (SELECT count(*) FROM main.{quoted(shape.kind.name)}))""",
    )
    parts = parts_of(int(row[0]) if row else 0)
    connection.execute("CREATE OR REPLACE TEMP TABLE t_seen (id VARCHAR, seen HUGEINT)")
    for part in range(parts):
        of_part = f"kind = {this} AND {in_part('hash', part, parts)}"
        connection.execute(
            f"""INSERT INTO t_seen SELECT id, sum(hash(s.run, s.origin, s.row))
            FROM (SELECT {column} AS id, hash FROM {table} WHERE {of_part} AND {column} IS NOT NULL) r
            JOIN (SELECT hash, run, origin, row FROM meta.sighting WHERE {of_part}) s USING (hash)
            SEMI JOIN {LIVE_RUNS} l ON l.run = s.run GROUP BY id"""
        )
    return parts
