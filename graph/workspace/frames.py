"""The tables of a snapshot: their columns and types, where they come from, and frames in memory as one such place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import pandas as pd
import pyarrow as pa

from graph.errors import UsageError
from graph.schema import EdgeKind, NodeKind, Schema, StorageColumn
from graph.workspace.layout import EDGE_COLUMNS, MARKS

FACT_COLUMNS = ("id", "file", "sheet", "row", "run", "source", "source_date", "total")
RUN_COLUMNS = ("run", "source", "publisher", "licence", "source_date", "universe", "priority")
FACTS_SHOWN = 20  # places listed for one node or edge; their full number stands in ``total``

_ARROW = {
    "VARCHAR": pa.string(), "DATE": pa.date32(), "INTEGER": pa.int32(), "BIGINT": pa.int64(), "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(), "VARCHAR[]": pa.list_(pa.string()), "DECIMAL(18,2)": pa.float64(),
}  # fmt: skip


def shown_columns(kind: NodeKind | EdgeKind) -> tuple[StorageColumn, ...]:
    """Return all columns of a kind in a snapshot, ids and marks among them."""
    ids = ("uid",) if isinstance(kind, NodeKind) else EDGE_COLUMNS
    return (*(StorageColumn(name, "VARCHAR") for name in ids), *kind.storage(), *MARKS)


def arrow_type(column: StorageColumn) -> pa.DataType:
    """Return the Arrow type of a column in a snapshot."""
    return _ARROW[column.type]


def empty(kind: NodeKind | EdgeKind, columns: Sequence[str]) -> pa.Table:
    """Return no rows of a kind, with the right columns."""
    types = {column.name: arrow_type(column) for column in shown_columns(kind)}
    return pa.table({name: pa.array([], types[name]) for name in columns})


class Source(Protocol):
    """Where a snapshot's tables come from: a workspace, a folder of Parquet files, frames, a Neo4j server."""

    def table(self, kind: str, columns: Sequence[str]) -> pa.Table:
        """Return these columns of all nodes (by uid) or edges (by key) of a kind, ended ones too."""

    def facts(self, ids: Sequence[str]) -> pd.DataFrame:
        """Return FACT_COLUMNS for the ids, at most FACTS_SHOWN rows each by (run, file, sheet, row)."""

    def runs(self) -> pd.DataFrame:
        """Return RUN_COLUMNS of the runs not undone, by run."""

    def universes(self, uids: Sequence[str]) -> dict[str, str]:
        """Return the declared universe of the nodes whose sources declare one."""


def selected(columns: Iterable[StorageColumn]) -> str:
    """Write columns as SQL for a frame: money as a floating number of yuan."""
    return ", ".join(
        f'CAST("{c.name}" AS DOUBLE) AS "{c.name}"' if c.type.startswith("DECIMAL") else f'"{c.name}"' for c in columns
    )


def _pandas_type(kind: pa.DataType) -> pd.api.extensions.ExtensionDtype | None:
    if pa.types.is_boolean(kind):
        return pd.BooleanDtype()
    return pd.Int64Dtype() if pa.types.is_integer(kind) else None


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a frame: texts ``str``, whole numbers ``Int64``, flags ``boolean``, dates datetime64."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=_pandas_type, date_as_object=False)
    for field in table.schema:
        if pa.types.is_list(field.type):
            frame[field.name] = pd.Series(table.column(field.name).to_pylist(), dtype=object)
    return frame


class FrameSource:
    """Tables of a snapshot from frames.

    Parameters
    ----------
    frames : mapping
        Kind → rows; columns that the kind does not have are an error.
    schema : Schema
        The declarations.
    facts, runs : pandas.DataFrame or None
        FACT_COLUMNS (``total`` is counted where it is missing) and RUN_COLUMNS.
    universes : mapping
        uid → declared universe.
    """

    def __init__(
        self,
        frames: Mapping[str, pd.DataFrame],
        *,
        schema: Schema,
        facts: pd.DataFrame | None = None,
        runs: pd.DataFrame | None = None,
        universes: Mapping[str, str],
    ) -> None:
        self._schema = schema
        self._tables = {name: _typed(schema.kind(name), frame) for name, frame in frames.items()}
        self._facts = _counted(facts)
        self._runs = pd.DataFrame(columns=list(RUN_COLUMNS)) if runs is None else runs[list(RUN_COLUMNS)]
        self._universes = dict(universes)

    def table(self, kind: str, columns: Sequence[str]) -> pa.Table:
        """Return these columns of a kind."""
        found = self._tables.get(kind)
        return empty(self._schema.kind(kind), columns) if found is None else found.select(list(columns))

    def facts(self, ids: Sequence[str]) -> pd.DataFrame:
        """Return the places behind the ids."""
        return self._facts[self._facts["id"].isin(ids)].reset_index(drop=True)

    def runs(self) -> pd.DataFrame:
        """Return the runs."""
        return self._runs.copy(deep=False)

    def universes(self, uids: Sequence[str]) -> dict[str, str]:
        """Return the declared universes."""
        return {uid: self._universes[uid] for uid in uids if uid in self._universes}


def _typed(kind: NodeKind | EdgeKind, frame: pd.DataFrame) -> pa.Table:
    columns = shown_columns(kind)
    unknown = sorted(set(frame.columns) - {column.name for column in columns})
    if unknown:
        raise UsageError("workspace.no_such_column", kind=kind.name, columns=", ".join(unknown))
    frame = frame.reset_index(drop=True)
    if isinstance(kind, EdgeKind) and "key" not in frame:
        frame = frame.assign(key=_keys(kind, frame))
    inferred = frame["inferred"].fillna(value=False) if "inferred" in frame else False
    frame = frame.assign(inferred=inferred)
    arrays = {}
    for column in columns:
        kind_of = arrow_type(column)
        if column.name in frame:
            values = [None if _is_null(value) else _date(value, kind_of) for value in frame[column.name].tolist()]
            arrays[column.name] = pa.array(values, kind_of)
        else:
            arrays[column.name] = pa.nulls(len(frame), kind_of)
    return pa.table(arrays).sort_by("uid" if isinstance(kind, NodeKind) else "key")


def _is_null(value: object) -> bool:
    return value is None or (not isinstance(value, list | tuple) and bool(pd.isna(value)))  # type: ignore[call-overload]


def _date(value: object, kind: pa.DataType) -> object:
    if not pa.types.is_date(kind):
        return list(value) if isinstance(value, tuple) else value
    return pd.Timestamp(value).date()  # type: ignore[arg-type]


def _keys(kind: EdgeKind, frame: pd.DataFrame) -> list[str]:
    """Make keys from kind, ends and key fields; they tell edges apart as those of a workspace do."""
    fields = [name for name in kind.key if name in frame]
    rows = frame[["src", "dst", *fields]].astype(object).itertuples(index=False)
    texts = [
        "|".join([kind.name, *("-" if _is_null(value) else f"{len(str(value))}:{value}" for value in row)])
        for row in rows
    ]
    return [hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()[:20] for text in texts]


def _counted(facts: pd.DataFrame | None) -> pd.DataFrame:
    if facts is None:
        return pd.DataFrame(columns=list(FACT_COLUMNS))
    facts = _places_once(facts)
    ordered = facts.sort_values(["id", "run", "file", "sheet", "row"], ignore_index=True)
    if "total" not in ordered:
        ordered = ordered.assign(total=ordered.groupby("id")["id"].transform("size"))
    return ordered[ordered.groupby("id").cumcount() < FACTS_SHOWN][list(FACT_COLUMNS)].reset_index(drop=True)


def _places_once(facts: pd.DataFrame) -> pd.DataFrame:
    """Keep one row a place (file, sheet, row) of each id: one that names its source, the newest of them."""
    facts = facts.reset_index(drop=True)
    day = pd.to_datetime(facts["source_date"])
    keys = facts.assign(nameless=facts["source"].fillna("").eq(""), day=day)
    keys = keys.sort_values(["nameless", "day", "run"], ascending=[True, False, False], na_position="last")
    return facts.loc[keys.drop_duplicates(["id", "file", "sheet", "row"]).index]
