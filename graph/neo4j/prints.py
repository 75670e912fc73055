"""Prints of all that a push could send: a hash of everything that stands in a row, and of who saw it where.

They are made in parts, so that the memory needed does not grow with the graph.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from graph.neo4j.model import Shape, shape_of
from graph.workspace.layout import Layout, declared, literal, quoted
from graph.workspace.source import LIVE_RUNS

PART = 100_000  # rows joined or sorted at once


def parts_of(rows: int) -> int:
    """Return in how many parts rows are joined and sorted."""
    return rows // PART + 1


def in_part(column: str, part: int, parts: int) -> str:
    """Write the condition that a row belongs to a part."""
    return f"hash({column}) % {parts:d} = {part:d}" if parts > 1 else "true"


def sizes_of(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows or records each kind has at most, whichever are more; gone rows may count."""
    rows = connection.execute(
        """SELECT kind, max(size) FROM (
        SELECT kind, count(*) AS size FROM meta.entity GROUP BY kind
        UNION ALL SELECT kind, count(*) FROM meta.tie GROUP BY kind
        UNION ALL SELECT table_name, estimated_size FROM duckdb_tables() WHERE schema_name = 'fold') GROUP BY kind"""
    ).fetchall()
    return dict(rows)


def make_prints(
    connection: duckdb.DuckDBPyConnection, layout: Layout, version: int, known: str, sizes: Mapping[str, int]
) -> None:
    """Make ``t_print`` (kind, id, print, version, is_new, is_changed) of all rows, compared with the prints in ``known``.

    What stands as it was keeps the version at which it was pushed. ``sizes``: see ``sizes_of``.
    """
    execute = connection.execute
    execute("CREATE OR REPLACE TEMP TABLE t_print (kind VARCHAR, id VARCHAR, print UBIGINT, version BIGINT)")
    for kind in declared(layout.schema):
        if not sizes.get(kind.name):
            continue
        shape = shape_of(kind)
        parts = parts_of(sizes[kind.name])
        if parts > 1:
            _sum_in_parts(connection, shape, parts)
        head = quoted(shape.head[0])
        listed = ", ".join(quoted(name) for name in (*shape.head, *(column.name for column in shape.values)))
        for part in range(parts):
            of_part = f"SELECT id, sum(seen) AS seen FROM t_seen WHERE {in_part('id', part, parts)} GROUP BY id"
            seen = of_part if parts > 1 else _summed(shape, "true")
            execute(
                f"""INSERT INTO t_print SELECT {literal(kind.name)}, f.id, hash(f.print, s.seen), NULL FROM
                (SELECT {head} AS id, hash({listed}) AS print FROM main.{quoted(kind.name)}
                 WHERE {in_part(head, part, parts)}) f
                LEFT JOIN (SELECT id, hash(seen) AS seen FROM ({seen})) s USING (id)"""
            )
    execute(
        f"""CREATE OR REPLACE TEMP TABLE t_print AS
        SELECT p.kind, p.id, p.print, CASE WHEN b.print = p.print THEN b.version ELSE {version:d} END AS version,
        b.id IS NULL AS is_new, coalesce(b.print <> p.print, false) AS is_changed
        FROM t_print p LEFT JOIN {known} b USING (kind, id)"""
    )


def _sum_in_parts(connection: duckdb.DuckDBPyConnection, shape: Shape, parts: int) -> None:
    """Make ``t_seen`` (id, seen): sums over the sightings of a kind's rows, several for an id."""
    connection.execute("CREATE OR REPLACE TEMP TABLE t_seen (id VARCHAR, seen HUGEINT)")
    for part in range(parts):
        connection.execute(f"INSERT INTO t_seen {_summed(shape, in_part('hash', part, parts))}")


def _summed(shape: Shape, where: str) -> str:
    """Write the query (id, seen): sums over the sightings of those records of a kind for which a condition holds."""
    this = literal(shape.kind.name)
    table, column = ("meta.entity", "uid") if shape.is_node else ("meta.tie", "key")
    return f"""SELECT id, sum(hash(s.run, s.origin, s.row)) AS seen
        FROM (SELECT {column} AS id, hash FROM {table} WHERE kind = {this} AND {where} AND {column} IS NOT NULL) r
        JOIN (SELECT hash, run, origin, row FROM meta.sighting WHERE kind = {this} AND {where}) s USING (hash)
        SEMI JOIN {LIVE_RUNS} l ON l.run = s.run GROUP BY id"""
