"""Room for long texts: how much memory DuckDB needs to read a graph in pieces.

A piece has as many rows as DuckDB works on at once, whatever their length, so that a table of long texts needs more
than one of names.
"""

from __future__ import annotations

import duckdb
import psutil

from graph.workspace.layout import literal

LEAST = 140  # MB that DuckDB may hold in any case; beyond that it uses the disk
_ROWS = 2_048  # that DuckDB works on at once
_HELD = 8  # pieces that it holds at once while it joins and hands over
_MEGABYTE = 1_000_000


def make_room(connection: duckdb.DuckDBPyConnection) -> None:
    """Let DuckDB hold what the longest texts of the graph need, at most half of the machine's memory."""
    needed = LEAST + _HELD * longest_piece(connection) // _MEGABYTE
    most = psutil.virtual_memory().total // 2 // _MEGABYTE
    connection.execute(f"SET memory_limit = '{max(LEAST, min(needed, most)):d}MB'")


def longest_piece(connection: duckdb.DuckDBPyConnection) -> int:
    """Return how many bytes the texts of one piece of the graph's tables may take, from what DuckDB notes of them."""
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'fold' AND estimated_size > 0"
    ).fetchall()
    if not tables:
        return 0
    noted = " UNION ALL ".join(
        f"SELECT {number:d}, column_name, stats::VARCHAR FROM pragma_storage_info({literal(f'fold.{table}')}) "
        "WHERE segment_type = 'VARCHAR'"
        for number, (table,) in enumerate(tables)
    )
    # of each stretch of a column: the longest text, and all together; one query, since planning is what takes time
    [bytes_] = connection.execute(
        f"""SELECT coalesce(max(bytes), 0)::BIGINT FROM (SELECT sum(bytes) AS bytes FROM (
        SELECT number, max(least({_ROWS:d} * {_number("max_string_length")}, {_number("total_string_length")})) AS bytes
        FROM ({noted}) AS noted(number, column_name, stats) GROUP BY number, column_name) GROUP BY number)"""
    ).fetchall()[0]
    return int(bytes_)


def _number(name: str) -> str:
    return f"try_cast(regexp_extract(stats, '{name}.?: (\\d+)', 1) AS BIGINT)"
