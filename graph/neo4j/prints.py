"""Prints of all that a push could send: a hash of all that stands in a row, how it is declared, and who saw it where.

They are made in parts, so that the memory needed does not grow with the graph. What a kind's prints are made from adds
up to a total; a kind whose total is that of the last push is taken over as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import duckdb

from graph.neo4j.model import LAYOUT, Shape, shape_of
from graph.schema import EdgeKind, NodeKind
from graph.workspace.layout import Layout, declared, listed, literal, quoted
from graph.workspace.source import LIVE_RUNS

PART = 100_000  # rows joined or sorted at once


def parts_of(rows: int, most: int | None = None) -> int:
    """Return in how many parts rows are joined and sorted, each of some ``PART`` rows, or ``most`` where that is less."""
    return rows // min(PART, most or PART) + 1


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


def totals_of(connection: duckdb.DuckDBPyConnection, layout: Layout, sizes: Mapping[str, int]) -> dict[str, str]:
    """Return for each kind the sum of the hashes of all that its prints are made from: rows, records, sightings.

    The order of rows changes nothing. Nothing has to be joined, so that it takes a fraction of the time of the prints.
    """
    kinds = [kind for kind in declared(layout.schema) if sizes.get(kind.name)]
    stands = " UNION ALL ".join(
        f"SELECT {literal(kind.name)}, sum({_hashed(shape_of(kind))})::VARCHAR FROM main.{quoted(kind.name)}"
        for kind in kinds
    )
    own = dict(connection.execute(stands).fetchall()) if kinds else {}
    seen = connection.execute(
        f"""SELECT kind, string_agg(place || ':' || total, ' ' ORDER BY place) FROM (
        SELECT kind, 2, sum(hash(s.hash, s.run, s.origin, s.row)) FROM meta.sighting s
        SEMI JOIN {LIVE_RUNS} l ON l.run = s.run GROUP BY kind
        UNION ALL SELECT kind, 3, sum(hash(uid, hash)) FROM meta.entity WHERE uid IS NOT NULL GROUP BY kind
        UNION ALL SELECT kind, 4, sum(hash(key, hash)) FROM meta.tie WHERE key IS NOT NULL GROUP BY kind
        ) sums(kind, place, total) GROUP BY kind"""
    ).fetchall()
    told = {kind: f"{kind} {total}" for kind, total in seen}
    return {
        kind.name: " ".join([f"1:{own[kind.name]}", *(told[of] for of in _records_of(layout, kind) if of in told)])
        for kind in kinds
    }


def _records_of(layout: Layout, kind: NodeKind | EdgeKind) -> list[str]:
    """Return the kinds whose records may speak of the rows of a kind: of a node, all that share its identity space."""
    return layout.schema.spaces()[layout.space_of[kind.name]] if isinstance(kind, NodeKind) else [kind.name]


def _hashed(shape: Shape) -> str:
    """Write the hash of all that stands in a row, and of how its kind is declared, which decides what is sent of it."""
    columns = [(column.name, column.type) for column in shape.values]
    told = json.dumps([LAYOUT, columns, shape.kind.validity.start, shape.kind.validity.end])
    declared_as = hashlib.sha256(told.encode()).hexdigest()[:16]
    names = (*shape.head, *(name for name, _ in columns))
    return f"hash('{declared_as}', {', '.join(map(quoted, names))})"


def write_prints(connection: duckdb.DuckDBPyConnection, file: Path, totals: Mapping[str, str]) -> None:
    """Write ``t_print`` into a file, with the totals from which it was made."""
    told = literal(json.dumps(totals, ensure_ascii=False, sort_keys=True))
    connection.execute(
        f"""COPY (SELECT kind, id, print, version FROM t_print) TO {literal(str(file))}
        (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, KV_METADATA {{totals: {told}}})"""
    )


def _totals_then(connection: duckdb.DuckDBPyConnection, file: Path) -> dict[str, str]:
    """Return the totals that were written with prints, none where it was not yet done."""
    rows = connection.execute(
        f"SELECT decode(value) FROM parquet_kv_metadata({literal(str(file))}) WHERE decode(key) = 'totals'"
    ).fetchall()
    return dict(json.loads(rows[0][0])) if rows else {}


def make_prints(
    connection: duckdb.DuckDBPyConnection,
    layout: Layout,
    version: int,
    base: Path | None,
    sizes: Mapping[str, int],
) -> dict[str, str]:
    """Make ``t_print`` (kind, id, print, version, is_new, is_changed) of all rows and ``t_gone`` (kind, id).

    Compared with the prints in the file ``base``; without one all is new, and nothing is known to be gone. What stands
    as it was keeps the version at which it was pushed. ``sizes``: see ``sizes_of``. Returns the totals (``totals_of``).
    """
    execute = connection.execute
    totals = totals_of(connection, layout, sizes)
    then = _totals_then(connection, base) if base else {}
    same = {kind for kind, total in totals.items() if then.get(kind) == total}
    kept = listed(sorted(same))
    known = f"read_parquet({literal(str(base))})" if base else "(SELECT * FROM t_print WHERE false)"
    other = f"(SELECT * FROM {known} WHERE kind NOT IN {kept})"
    _print_rows(connection, layout, {kind: size for kind, size in sizes.items() if kind not in same})
    execute(f"CREATE OR REPLACE TEMP TABLE t_gone AS SELECT kind, id FROM {other} ANTI JOIN t_print USING (kind, id)")
    execute(
        f"""CREATE OR REPLACE TEMP TABLE t_print AS
        SELECT p.kind, p.id, p.print, CASE WHEN b.print = p.print THEN b.version ELSE {version:d} END AS version,
        b.id IS NULL AS is_new, coalesce(b.print <> p.print, false) AS is_changed
        FROM t_print p LEFT JOIN {other} b USING (kind, id)
        UNION ALL SELECT kind, id, print, version, false, false FROM {known} WHERE kind IN {kept}"""
    )
    return totals


def _print_rows(connection: duckdb.DuckDBPyConnection, layout: Layout, sizes: Mapping[str, int]) -> None:
    """Make ``t_print`` (kind, id, print, version) of the rows of the kinds in ``sizes``."""
    execute = connection.execute
    execute("CREATE OR REPLACE TEMP TABLE t_print (kind VARCHAR, id VARCHAR, print UBIGINT, version BIGINT)")
    for kind in declared(layout.schema):
        if not sizes.get(kind.name):
            continue
        shape = shape_of(kind)
        parts = parts_of(sizes[kind.name])
        if parts > 1:
            _sum_in_parts(connection, layout, shape, parts)
        head = quoted(shape.head[0])
        for part in range(parts):
            of_part = f"SELECT id, sum(seen) AS seen FROM t_seen WHERE {in_part('id', part, parts)} GROUP BY id"
            seen = of_part if parts > 1 else _summed(layout, shape, "true")
            execute(
                f"""INSERT INTO t_print SELECT {literal(kind.name)}, f.id, hash(f.print, s.seen), NULL FROM
                (SELECT {head} AS id, {_hashed(shape)} AS print FROM main.{quoted(kind.name)}
                 WHERE {in_part(head, part, parts)}) f
                LEFT JOIN (SELECT id, hash(seen) AS seen FROM ({seen})) s USING (id)"""
            )


def _sum_in_parts(connection: duckdb.DuckDBPyConnection, layout: Layout, shape: Shape, parts: int) -> None:
    """Make ``t_seen`` (id, seen): sums over the sightings of a kind's rows, several for an id."""
    connection.execute("CREATE OR REPLACE TEMP TABLE t_seen (id VARCHAR, seen HUGEINT)")
    for part in range(parts):
        connection.execute(f"INSERT INTO t_seen {_summed(layout, shape, in_part('hash', part, parts))}")


def _summed(layout: Layout, shape: Shape, where: str) -> str:
    """Write the query (id, seen): sums over the sightings of a kind's rows, from records for which a condition holds."""
    kinds = _records_of(layout, shape.kind)
    table, column = ("meta.entity", "uid") if shape.is_node else ("meta.tie", "key")
    # a record of one kind may speak of a node of another, so that more are looked through than are this kind's
    only = f"SEMI JOIN main.{quoted(shape.kind.name)} USING (uid)" if len(kinds) > 1 else ""
    which = f"kind IN {listed(kinds)} AND {where}"
    return f"""SELECT id, sum(hash(s.run, s.origin, s.row)) AS seen
        FROM (SELECT {column} AS id, kind, hash FROM {table} {only} WHERE {which} AND {column} IS NOT NULL) r
        JOIN (SELECT kind, hash, run, origin, row FROM meta.sighting WHERE {which}) s USING (kind, hash)
        SEMI JOIN {LIVE_RUNS} l ON l.run = s.run GROUP BY id"""
