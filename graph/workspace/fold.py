"""The fold: records of one thing become one row, field by field.

A field takes the value of a record that states before one that infers, then of the record of highest priority, then
of the newest source date, then of the latest run, then of the smallest hash; empty values do not count. Companions of
a value (the text of a sum, the precision of a date) come from the same record. What only inferred records tell of is
inferred itself. Only touched nodes and edges are folded again.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from graph.schema import Field, StorageColumn
from graph.workspace.layout import Layout, literal, quoted
from graph.workspace.tables import named

_MARKED = "coalesce(r.inferred, false) AS inferred, r.confidence"
_FIRST_MARKED = "arg_min(inferred, ord), arg_min_null(confidence, ord)"  # of the first record, even where that has none


def rank_runs(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``t_rank`` (run, rank): runs not undone, in the order in which their values win (the last wins)."""
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_rank AS
        SELECT run, row_number() OVER (ORDER BY priority, source_date NULLS FIRST, run) AS rank
        FROM meta.run WHERE run NOT IN (SELECT run FROM meta.undo)"""
    )


def fold_nodes(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """Fold the nodes in ``t_uid`` again from their live records."""
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_rec AS
        SELECT e.kind, e.hash, e.uid, r.rank, count(*) OVER (PARTITION BY e.uid) AS n
        FROM meta.entity e SEMI JOIN t_uid USING (uid) JOIN t_rank r USING (run)"""
    )
    guessed = " UNION ALL ".join(
        f"SELECT {literal(kind)} AS kind, hash FROM record.{quoted(kind)} WHERE inferred"
        for kind in sorted(_kinds(connection, "SELECT DISTINCT kind FROM t_rec WHERE n > 1"))
    )
    guessed = guessed or "SELECT kind, hash FROM t_rec WHERE false"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_ord AS
        SELECT r.kind, r.hash, r.uid, row_number() OVER (ORDER BY g.hash IS NOT NULL, r.rank DESC, r.hash, r.kind) AS ord
        FROM t_rec r LEFT JOIN ({guessed}) g ON g.kind = r.kind AND g.hash = r.hash WHERE r.n > 1"""
    )
    _facets(connection, layout)
    old = _kinds(connection, "SELECT DISTINCT kind FROM meta.node SEMI JOIN t_uid USING (uid)")
    new = _kinds(connection, "SELECT DISTINCT kind FROM t_facet")
    touched = {mate for kind in {*old, *new} for mate in layout.schema.spaces()[layout.space_of[kind]]}
    connection.execute("DELETE FROM meta.node WHERE uid IN (SELECT uid FROM t_uid)")
    for kind in sorted(touched):
        connection.execute(f"DELETE FROM fold.{quoted(kind)} WHERE uid IN (SELECT uid FROM t_uid)")
        if kind in new:
            _fold_kind(connection, layout, kind)
            region = layout.region(kind)
            connection.execute(
                f"""INSERT INTO meta.node SELECT uid, {literal(kind)}, {quoted(region) if region else "NULL"}
                FROM fold.{quoted(kind)} SEMI JOIN t_uid USING (uid) WHERE "primary" """
            )


def _kinds(connection: duckdb.DuckDBPyConnection, query: str) -> set[str]:
    return {str(row[0]) for row in connection.execute(query).fetchall()}


def _facets(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """Make ``t_facet`` (uid, kind, primary): the kind by legal form or by the record that wins, and the others."""
    nodes = layout.schema.nodes
    prefixes = [
        (prefix, kind) for kinds in layout.shared.values() for kind in kinds for prefix in nodes[kind].uscc_prefixes
    ]
    prefixes.sort(key=lambda pair: (-len(pair[0]), pair))
    cases = " ".join(f"WHEN starts_with(uid, {literal(prefix)}) THEN {literal(kind)}" for prefix, kind in prefixes)
    spaced = ", ".join(literal(kind) for kinds in layout.shared.values() for kind in kinds) or "''"
    # a bare code is the only id without a colon
    form = f"CASE WHEN kind NOT IN ({spaced}) OR contains(uid, ':') THEN kind {cases} ELSE kind END"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_facet AS
        WITH first AS (SELECT uid, kind FROM t_rec WHERE n = 1
                       UNION ALL SELECT uid, arg_min(kind, ord) FROM t_ord GROUP BY uid),
        main AS (SELECT uid, {form} AS kind FROM first)
        SELECT uid, kind, true AS "primary" FROM main
        UNION ALL
        SELECT DISTINCT r.uid, r.kind, false FROM t_rec r JOIN main m USING (uid) WHERE r.kind <> m.kind"""
    )


def _fold_kind(connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str) -> None:
    columns = layout.columns(kind)
    this, table = literal(kind), quoted(kind)
    connection.execute(
        f"""INSERT INTO fold.{table} SELECT t.uid, f."primary", {_of("r", columns)}, {_MARKED}
        FROM t_rec t JOIN t_facet f ON f.uid = t.uid AND f.kind = {this} JOIN record.{table} r ON r.hash = t.hash
        WHERE t.n = 1 AND t.kind = {this}"""
    )
    # of the nodes with several records, or with records of other kinds only
    present = _kinds(
        connection,
        f"SELECT DISTINCT t.kind FROM t_rec t JOIN t_facet f USING (uid) WHERE f.kind = {this} AND (n > 1 OR t.kind <> f.kind)",
    )
    parts = []
    for mate in sorted(present):
        own = {column.name: column for column in layout.columns(mate)}
        parts.append(
            f"""SELECT t.uid, coalesce(o.ord, 0) AS ord, {_projected(columns, own)}, {_MARKED}
            FROM t_rec t LEFT JOIN t_ord o ON o.kind = t.kind AND o.hash = t.hash
            JOIN record.{quoted(mate)} r ON r.hash = t.hash
            WHERE t.kind = {literal(mate)} AND (t.n > 1 OR t.kind <> {this})"""
        )
    if parts:
        connection.execute(
            f"""INSERT INTO fold.{table} SELECT g.uid, any_value(f."primary"),
            {_picked(layout.schema.nodes[kind].fields)}, {_FIRST_MARKED}
            FROM ({" UNION ALL ".join(parts)}) g JOIN t_facet f ON f.uid = g.uid AND f.kind = {this} GROUP BY g.uid"""
        )


def _of(alias: str, columns: Iterable[StorageColumn]) -> str:
    return ", ".join(f"{alias}.{quoted(column.name)}" for column in columns)


def _projected(columns: Iterable[StorageColumn], own: dict[str, StorageColumn]) -> str:
    """Write the columns of a kind as another kind has them: shared names cast, the rest null."""
    parts = []
    for column in columns:
        name = quoted(column.name)
        found = own.get(column.name)
        if found is None:
            parts.append(f"NULL::{column.type} AS {name}")
        else:
            parts.append(f"r.{name}" if found.type == column.type else f"TRY_CAST(r.{name} AS {column.type}) AS {name}")
    return ", ".join(parts)


def _picked(fields: Iterable[Field]) -> str:
    """Write for each column the value of the first record (by ``ord``) that has the field."""
    parts = []
    for field in fields:
        columns = field.storage()
        value = quoted(columns[0].name)
        if len(columns) == 1:
            parts.append(f"arg_min({value}, ord)")
            continue
        # an exact value goes before a bare text; the text of another record never stands beside it
        names = [quoted(column.name) for column in columns]
        order = f"CASE WHEN {value} IS NULL THEN ord + (1::BIGINT << 40) ELSE ord END"
        given = " OR ".join(f"{name} IS NOT NULL" for name in names)
        packed = ", ".join(f"{literal(column.name)}: {quoted(column.name)}" for column in columns)
        whole = f"arg_min({{{packed}}}, {order}) FILTER ({given})"
        parts += [f"({whole}).{name}" for name in names]
    return ", ".join(parts)


def fold_edges(connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str) -> None:
    """Fold the edges of a kind whose keys are in ``t_key`` again, derived ones where none is observed."""
    table = quoted(kind)
    columns = layout.columns(kind)
    connection.execute(f"DELETE FROM fold.{table} WHERE key IN (SELECT key FROM t_key WHERE kind = {literal(kind)})")
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_side AS
        SELECT t.hash, t.key, t.src, t.dst, r.rank, count(*) OVER (PARTITION BY t.key) AS n
        FROM meta.tie t JOIN t_rank r USING (run)
        SEMI JOIN (SELECT key FROM t_key WHERE kind = {literal(kind)}) k ON k.key = t.key
        WHERE t.kind = {literal(kind)} AND t.key IS NOT NULL"""
    )
    connection.execute(
        f"""INSERT INTO fold.{table} SELECT s.key, s.src, s.dst, {_comma(_of("r", columns))}
        {_MARKED} FROM t_side s JOIN record.{table} r USING (hash) WHERE s.n = 1"""
    )
    picked = _comma(_picked(layout.schema.edges[kind].fields))
    connection.execute(
        f"""INSERT INTO fold.{table}
        SELECT key, any_value(src), any_value(dst), {picked} {_FIRST_MARKED}
        FROM (SELECT s.key, s.src, s.dst, {_comma(_of("r", columns))} {_MARKED},
              row_number() OVER (ORDER BY coalesce(r.inferred, false), s.rank DESC, s.hash) AS ord
              FROM t_side s JOIN record.{table} r USING (hash) WHERE s.n > 1) GROUP BY key"""
    )
    if kind in derived_kinds(connection):
        same_ends = (
            f"ANTI JOIN fold.{table} o ON o.src = d.src AND o.dst = d.dst" if layout.schema.edges[kind].role else ""
        )
        connection.execute(
            f"""INSERT INTO fold.{table}
            SELECT d.* EXCLUDE (derivation) FROM derived.{table} d
            SEMI JOIN (SELECT key FROM t_key WHERE kind = {literal(kind)}) k ON k.key = d.key
            ANTI JOIN fold.{table} f ON f.key = d.key {same_ends}
            SEMI JOIN meta.node a ON a.uid = d.src SEMI JOIN meta.node b ON b.uid = d.dst
            QUALIFY row_number() OVER (PARTITION BY d.key ORDER BY d.derivation) = 1"""
        )


def _comma(text: str) -> str:
    return f"{text}," if text else ""


def derived_kinds(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the kinds of which edges are derived."""
    return _kinds(connection, "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'derived'")


def derived_table(connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str) -> str:
    """Return the name of the table of derived edges of a kind, made if need be."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS derived")
    table = f"derived.{quoted(kind)}"
    columns = layout.fold_columns(kind)
    typed = ", ".join(f"{quoted(column.name)} {column.type}" for column in columns)
    connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (derivation VARCHAR, {typed})")
    return table


__all__ = ["derived_kinds", "derived_table", "fold_edges", "fold_nodes", "named", "rank_runs"]
