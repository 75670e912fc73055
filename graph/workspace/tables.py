"""The tables of the file, made and altered from the schema."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from graph.schema import StorageColumn
from graph.workspace.layout import Layout, quoted
from graph.workspace.store import read_state, write_state

# What each table answers stands beside it; ``hash`` is the md5 of a record's content.
_META = {
    # a run and the facts of its source; never changed, an undo is a row of its own
    "run": "run INTEGER, command VARCHAR, source VARCHAR, publisher VARCHAR, licence VARCHAR, source_date DATE, "
    "universe VARCHAR, priority INTEGER, rows VARCHAR",
    "undo": "run INTEGER, at_version BIGINT",
    "origin": "run INTEGER, origin INTEGER, file VARCHAR, sheet VARCHAR, digest VARCHAR",
    "count": "run INTEGER, kind VARCHAR, created BIGINT, updated BIGINT, unchanged BIGINT, waiting BIGINT",
    "sighting": "run INTEGER, kind VARCHAR, hash UHUGEINT, origin INTEGER, row INTEGER",
    # what a record says of identity: written once, with the record
    "token": "kind VARCHAR, hash UHUGEINT, scheme VARCHAR, token VARCHAR, pos INTEGER",
    "name": "kind VARCHAR, hash UHUGEINT, norm VARCHAR, region VARCHAR, former BOOLEAN",
    "link": "kind VARCHAR, hash UHUGEINT, src_token VARCHAR, src_scheme VARCHAR, src_norm VARCHAR, src_kind VARCHAR, "
    "dst_token VARCHAR, dst_scheme VARCHAR, dst_norm VARCHAR, dst_kind VARCHAR, tail VARCHAR",
    # what follows from the live records; ``run`` is the one that counts where values disagree
    "entity": "kind VARCHAR, hash UHUGEINT, uid VARCHAR, run INTEGER",
    "tie": "kind VARCHAR, hash UHUGEINT, src VARCHAR, dst VARCHAR, key VARCHAR, why VARCHAR, candidates VARCHAR[], "
    "run INTEGER",
    "owned": "kind VARCHAR, hash UHUGEINT, owner VARCHAR",
    "node": "uid VARCHAR, kind VARCHAR, region VARCHAR",
    "renamed": "old VARCHAR, new VARCHAR, at_version BIGINT",
    "derived": "derivation VARCHAR, version VARCHAR",
    "decision": "decision INTEGER, a VARCHAR, b VARCHAR, same BOOLEAN, who VARCHAR, reason VARCHAR, day DATE",
    "withdrawal": "decision INTEGER, at_version BIGINT",
}


def ensure(connection: duckdb.DuckDBPyConnection, layout: Layout) -> bool:
    """Bring the tables up to the schema; return whether anything in it has changed since the last time.

    Record tables only grow: a field that is no longer declared keeps its column. Tables of the graph are dropped,
    because they are made anew from the records.
    """
    digest = layout.digest()
    if read_state(connection, "schema") == digest:
        return False
    for space in ("record", "fold"):
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {space}")
    for name, columns in _META.items():
        connection.execute(f"CREATE TABLE IF NOT EXISTS meta.{name} ({columns})")
    present = _present(connection)
    for kind in (*layout.schema.nodes, *layout.schema.edges):
        _record_table(connection, kind, layout.record_columns(kind), present.get(("record", kind)))
    _graph_tables(connection, layout)
    write_state(connection, "schema", digest)
    return True


def _present(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], dict[str, str]]:
    rows = connection.execute(
        "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    found: dict[tuple[str, str], dict[str, str]] = {}
    for schema, table, column, kind in rows:
        found.setdefault((schema, table), {})[column] = kind
    return found


def _record_table(
    connection: duckdb.DuckDBPyConnection, kind: str, columns: Iterable[StorageColumn], present: dict[str, str] | None
) -> None:
    table = f"record.{quoted(kind)}"
    if present is None:
        connection.execute(f"CREATE TABLE {table} (hash UHUGEINT, {defined(columns)})")
        return
    for column in columns:
        if column.name not in present:
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {quoted(column.name)} {column.type}")
        elif present[column.name] != column.type:
            name = quoted(column.name)
            connection.execute(
                f"ALTER TABLE {table} ALTER {name} SET DATA TYPE {column.type} USING TRY_CAST({name} AS {column.type})"
            )


def _graph_tables(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    for (view,) in connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'"
    ).fetchall():
        connection.execute(f"DROP VIEW main.{quoted(view)}")
    for schema, table in connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name IN ('fold', 'derived')"
    ).fetchall():
        connection.execute(f"DROP TABLE {schema}.{quoted(table)}")
    for kind in (*layout.schema.nodes, *layout.schema.edges):
        columns = layout.fold_columns(kind)
        connection.execute(f"CREATE TABLE fold.{quoted(kind)} ({defined(columns)})")
        shown = ", ".join(quoted(column.name) for column in columns if column.name != "primary")
        only = 'WHERE "primary"' if kind in layout.schema.nodes else ""
        connection.execute(f"CREATE VIEW main.{quoted(kind)} AS SELECT {shown} FROM fold.{quoted(kind)} {only}")


def defined(columns: Iterable[StorageColumn]) -> str:
    """Return the columns with their types as SQL."""
    return ", ".join(f"{quoted(column.name)} {column.type}" for column in columns)


def named(columns: Iterable[StorageColumn]) -> str:
    """Return the columns' names as SQL."""
    return ", ".join(quoted(column.name) for column in columns)
