"""Snapshot tables that come from a workspace's file, opened for a moment and closed at once.

The first table asked for brings the others along: opening the file costs more than reading a district's whole graph.
Of a large graph only the small kinds come along; the others are read when they are asked for, by column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pandas as pd
import pyarrow as pa

from graph.errors import WorkspaceError
from graph.workspace.frames import FACT_COLUMNS, FACTS_SHOWN, RUN_COLUMNS, empty, frame_of, shown_columns
from graph.workspace.layout import Layout, quoted
from graph.workspace.store import Store, graph_version

AHEAD = 4_000_000  # cells (rows × columns) read along with the first table; a district has about 1.5 million
LIVE_RUNS = "(SELECT * FROM meta.run WHERE run NOT IN (SELECT run FROM meta.undo))"
# of the runs that read one place, the one that speaks for it: with a source, then the newest
SPEAKS = "coalesce(source, '') = '', source_date DESC NULLS LAST, run DESC"


class WorkspaceSource:
    """Tables of the graph as it was at one version; refuses when the graph has changed since."""

    def __init__(self, store: Store, layout: Layout, version: int) -> None:
        self._store = store
        self._layout = layout
        self._version = version
        self._ahead: dict[str, pa.Table] | None = None

    @contextmanager
    def _open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._store.reading() as connection:
            found = graph_version(connection)
            if found != self._version:
                raise WorkspaceError("workspace.changed", file=self._store.file, taken=self._version, found=found)
            yield connection

    def table(self, kind: str, columns: Sequence[str]) -> pa.Table:
        """Return these columns of a kind."""
        if self._ahead is None:
            self._ahead = self._read_ahead()
        if kind in self._ahead:
            return self._ahead[kind].select(list(columns))
        with self._open() as connection:
            return self._read(connection, kind, columns)

    def _read_ahead(self) -> dict[str, pa.Table]:
        """Read all kinds, smallest first, until their cells are many."""
        found: dict[str, pa.Table] = {}
        with self._open() as connection:
            sizes = connection.execute(
                """SELECT table_name, estimated_size * column_count AS cells FROM duckdb_tables()
                WHERE schema_name = 'fold' ORDER BY cells, table_name"""
            ).fetchall()
            left = AHEAD
            for kind, cells in sizes:
                left -= cells
                if left >= 0:
                    declared = self._layout.schema.kind(kind)
                    columns = [column.name for column in shown_columns(declared)]
                    found[kind] = self._read(connection, kind, columns) if cells else empty(declared, columns)
        return found

    def _read(self, connection: duckdb.DuckDBPyConnection, kind: str, columns: Sequence[str]) -> pa.Table:
        types = {column.name: column.type for column in shown_columns(self._layout.schema.kind(kind))}
        listed = ", ".join(
            f"CAST({quoted(c)} AS DOUBLE) AS {quoted(c)}" if types[c].startswith("DECIMAL") else quoted(c)
            for c in columns
        )
        query = f"SELECT {listed} FROM main.{quoted(kind)} ORDER BY {quoted(columns[0])}"
        return connection.sql(query).to_arrow_table()

    def facts(self, ids: Sequence[str]) -> pd.DataFrame:
        """Return the places behind the ids; a place that several runs read counts once."""
        with self._open() as connection:
            connection.register("asked", pa.table({"id": pa.array(ids, pa.string())}))
            return frame_of(
                connection.sql(f"""WITH records AS (SELECT uid AS id, kind, hash FROM meta.entity SEMI JOIN asked ON id = uid
                                         UNION ALL SELECT key, kind, hash FROM meta.tie SEMI JOIN asked ON id = key),
                    places AS (SELECT r.id, coalesce(o.file, '') AS file, coalesce(o.sheet, '') AS sheet, s.row, s.run,
                               n.source, n.source_date
                               FROM records r JOIN meta.sighting s ON s.kind = r.kind AND s.hash = r.hash
                               JOIN {LIVE_RUNS} n ON n.run = s.run
                               LEFT JOIN meta.origin o ON o.run = s.run AND o.origin = s.origin),
                    spots AS (SELECT * FROM places QUALIFY row_number() OVER (PARTITION BY id, file, sheet, row
                              ORDER BY {SPEAKS}) = 1)
                    SELECT {", ".join(FACT_COLUMNS[:-1])}, count(*) OVER (PARTITION BY id) AS total FROM spots
                    QUALIFY row_number() OVER (PARTITION BY id ORDER BY run, file, sheet, row, source) <= {FACTS_SHOWN}
                    ORDER BY id, run, file, sheet, row""").to_arrow_table()
            )

    def runs(self) -> pd.DataFrame:
        """Return the runs."""
        with self._open() as connection:
            query = f"SELECT {', '.join(RUN_COLUMNS)} FROM {LIVE_RUNS} ORDER BY run"
            return frame_of(connection.sql(query).to_arrow_table())

    def universes(self, uids: Sequence[str]) -> dict[str, str]:
        """Return the declared universes: of the run that counts most where several declare one."""
        with self._open() as connection:
            connection.register("asked", pa.table({"uid": pa.array(uids, pa.string())}))
            rows = connection.execute(
                f"""SELECT e.uid, arg_max(r.universe, (r.priority, coalesce(r.source_date, DATE '0001-01-01'), r.run))
                FROM meta.entity e SEMI JOIN asked USING (uid) JOIN meta.sighting s USING (kind, hash)
                JOIN {LIVE_RUNS} r ON r.run = s.run WHERE r.universe <> '' GROUP BY e.uid"""
            ).fetchall()
        return {str(uid): str(universe) for uid, universe in rows}
