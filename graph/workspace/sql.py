"""Read-only SQL over one view per node and edge kind."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import duckdb
import pandas as pd
import pyarrow as pa

from graph.errors import NotPossible, UsageError
from graph.schema import NodeKind, Schema
from graph.workspace.frames import frame_of
from graph.workspace.guard import Hidden, check_reach, cover, hide
from graph.workspace.layout import EDGE_COLUMNS, MARKS, Layout, declared
from graph.workspace.sql_faults import in_words
from graph.workspace.store import Store

# nothing but the workspace's own file can be reached, and the statement cannot change that
_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "python_enable_replacements": False,
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "lock_configuration": True,
}


def run_sql(
    store: Store,
    layout: Layout,
    statement: str,
    params: Mapping[str, object],
    *,
    limit: int,
    seconds: float,
    confidential: bool = False,
) -> tuple[pd.DataFrame, bool]:
    """Answer one SELECT.

    Parameters
    ----------
    store : Store
        The workspace's file.
    layout : Layout
        The schema as tables.
    statement : str
        One SELECT (WITH, FROM, VALUES); ``$name`` stands for a parameter.
    params : mapping
        Values by parameter name.
    limit : int
        Rows returned at most.
    seconds : float
        The question is given up after this time.
    confidential : bool
        Whether confidential entities are shown too.

    Returns
    -------
    rows : pandas.DataFrame
        The first rows, at most ``limit``.
    cut : bool
        Whether there were more.

    Raises
    ------
    UsageError
        Anything but one SELECT, what DuckDB finds wrong in it, and a statement that reaches round the views where
        there are confidential entities.
    NotPossible
        The time is over.
    """
    _check(statement, layout.schema)
    with store.reading(_CLOSED) as connection:
        timer = threading.Timer(seconds, connection.interrupt)
        timer.daemon = True
        timer.start()
        try:
            hidden = Hidden() if confidential else hide(connection, layout)
            if hidden.count:
                check_reach(layout, statement, params)
                cover(connection, layout, hidden.names)
            table = _first_rows(connection, statement, params, limit + 1)
        except duckdb.InterruptException as error:
            if timer.is_alive():
                raise KeyboardInterrupt from error
            raise NotPossible("workspace.sql_time", seconds=seconds) from error
        except duckdb.Error as error:
            raise UsageError("workspace.sql_wrong", reason=in_words(error, layout.schema)) from error
        finally:
            timer.cancel()
    return table.head(limit), len(table) > limit


def _check(statement: str, schema: Schema) -> None:
    try:
        found = duckdb.extract_statements(statement)
    except duckdb.Error as error:
        raise UsageError("workspace.sql_wrong", reason=in_words(error, schema)) from error
    if len(found) != 1 or found[0].type != duckdb.StatementType.SELECT:
        raise UsageError("workspace.sql_refused")


def _first_rows(
    connection: duckdb.DuckDBPyConnection, statement: str, params: Mapping[str, object], rows: int
) -> pd.DataFrame:
    reader = connection.sql(statement, params=dict(params) or None).to_arrow_reader(min(rows, 65_536))
    batches = []
    wanted = rows
    while wanted > 0:
        try:
            batch = reader.read_next_batch()
        except StopIteration:
            break
        batches.append(batch.slice(0, wanted))
        wanted -= batch.num_rows
    return frame_of(pa.Table.from_batches(batches, reader.schema))


def tables(schema: Schema) -> pd.DataFrame:
    """Return ``table, about_zh, about_en, column, type, zh, en, unit``, a row for each column of each view."""
    own = {
        "uid": ("VARCHAR", "唯一标识", "Id"),
        "key": ("VARCHAR", "关系标识", "Id of the edge"),
        "src": ("VARCHAR", "起点标识", "Id of the start"),
        "dst": ("VARCHAR", "终点标识", "Id of the end"),
        "inferred": ("BOOLEAN", "是否推算", "Inferred, not observed"),
        "confidence": ("DOUBLE", "置信度（0–1）", "Confidence (0-1)"),
    }
    rows: list[tuple[str, ...]] = []
    for kind in declared(schema):
        node = isinstance(kind, NodeKind)
        head = (kind.name, kind.zh, kind.en)
        rows += [(*head, name, *own[name], "") for name in (("uid",) if node else EDGE_COLUMNS)]
        for field in kind.fields:
            for column in field.storage():
                rows.append((*head, column.name, column.type, field.zh, field.en, field.unit))
        rows += [(*head, mark.name, *own[mark.name], "") for mark in MARKS]
    columns = ["table", "table_zh", "table_en", "column", "type", "zh", "en", "unit"]
    return pd.DataFrame(rows, columns=columns, dtype="str")
