"""What the analyses ask of a snapshot, and frames of it with the column types that the counting relies on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

import pandas as pd

from graph.chains.template import ChainTemplate
from graph.schema import Schema
from graph.settings import Settings

TEXT, DATE, NUMBER, FLAG, TERNARY, LIST = "text", "date", "number", "flag", "ternary", "list"


class SnapshotLike(Protocol):
    """The graph at a date, as far as analyses read it (``graph.snapshot.Snapshot`` is one)."""

    as_of: date
    schema: Schema
    settings: Settings

    @property
    def templates(self) -> dict[str, ChainTemplate]:
        """The chain templates by chain id."""
        ...

    def nodes(self, kind: str, columns: Sequence[str] | None = None, *, ended: bool = False) -> pd.DataFrame:
        """Return the nodes of a kind, column ``uid`` first; ``ended``: those that ended by the day as well."""
        ...

    def edges(self, kind: str, columns: Sequence[str] | None = None, *, ended: bool = False) -> pd.DataFrame:
        """Return the edges of a kind: ``key, src, dst``, values, ``inferred``, ``confidence``."""
        ...

    def entities(self, kind: str) -> pd.DataFrame:
        """Return ``uid, name`` of the nodes of a kind and of the entities that hold it as a role."""
        ...

    def names(self, uids: Iterable[str]) -> dict[str, str]:
        """Return the caption of each uid."""
        ...

    def provenance(self, ids: Iterable[str]) -> pd.DataFrame:
        """Return where records of nodes and edges came from."""
        ...

    def runs(self) -> pd.DataFrame:
        """Return ``run, source, publisher, licence, source_date, universe, priority`` of the runs behind the graph."""
        ...

    def universe(self, uids: Iterable[str]) -> dict[str, str]:
        """Return the declared universe of each node's sources, '' where none."""
        ...


def read_nodes(snapshot: SnapshotLike, kind: str, /, *, ended: bool = False, **columns: str) -> pd.DataFrame:
    """Return ``uid`` and the named columns of a node kind, each cast to its type (``name=TEXT``).

    A kind or column that the schema does not declare comes back empty, so that a user's smaller schema still works.
    """
    declared = snapshot.schema.nodes.get(kind)
    if declared is None:
        return _typed(pd.DataFrame({"uid": pd.Series(dtype="str")}), ("uid",), columns)
    known = {column.name for column in declared.storage()}
    frame = snapshot.nodes(kind, [name for name in columns if name in known], ended=ended)
    return _typed(frame, ("uid",), columns)


def read_edges(snapshot: SnapshotLike, kind: str, /, *, ended: bool = False, **columns: str) -> pd.DataFrame:
    """Return ``key, src, dst, inferred, confidence`` and the named columns of an edge kind, each cast to its type."""
    ends = ("key", "src", "dst")
    wanted = {**columns, "inferred": FLAG, "confidence": NUMBER}
    declared = snapshot.schema.edges.get(kind)
    if declared is None:
        return _typed(pd.DataFrame({name: pd.Series(dtype="str") for name in ends}), ends, wanted)
    known = {column.name for column in declared.storage()}
    return _typed(snapshot.edges(kind, [name for name in columns if name in known], ended=ended), ends, wanted)


def _typed(frame: pd.DataFrame, fixed: tuple[str, ...], columns: Mapping[str, str]) -> pd.DataFrame:
    typed = {name: frame[name].astype("str") for name in fixed}
    for name, kind in columns.items():
        typed[name] = _cast(frame[name] if name in frame else pd.Series(None, index=frame.index, dtype="object"), kind)
    return pd.DataFrame(typed).reset_index(drop=True)


def _cast(values: pd.Series, kind: str) -> pd.Series:
    if kind == TEXT:
        return as_text(values)
    if kind == DATE:
        return pd.to_datetime(values).astype("datetime64[us]")
    if kind == NUMBER:
        return pd.to_numeric(values).astype("float64")
    if kind == TERNARY:  # true, false, or nobody said
        return values.astype("boolean")
    if kind == FLAG:
        return values.astype("boolean").fillna(False).astype("bool")
    return values.astype("object")


def as_text(values: pd.Series) -> pd.Series:
    """Return the values as text, unknown ones as missing (mapping an empty Series makes floats)."""
    return values.astype("object").where(values.notna(), None).astype("str")


def look_up(keys: pd.Series, table: pd.Series) -> pd.Series:
    """Return the value of each key (index of ``table``, unique); an empty question keeps the table's type."""
    return table.reindex(keys.to_numpy()).set_axis(keys.index)


def origins(snapshot: SnapshotLike, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the source and its date of the first place where each node or edge stands; the file where none is named."""
    found: dict[str, tuple[str, str]] = {}
    for line in snapshot.provenance(sorted(set(ids))).to_dict("records"):
        day = pd.to_datetime(line["source_date"])
        source = line["source"] if isinstance(line["source"], str) and line["source"] else line["file"]
        found.setdefault(str(line["id"]), (str(source or ""), "" if pd.isna(day) else day.date().isoformat()))
    return found


def segment_id(uids: pd.Series) -> pd.Series:
    """Return ``life-health/api`` for ``segment:life-health/api``."""
    return uids.str.removeprefix("segment:")


def holding(frame: pd.DataFrame, day: date, start: str | None = None, end: str | None = None) -> pd.DataFrame:
    """Return the rows in force on that day (start ≤ day < end; unknown ends are open)."""
    moment = pd.Timestamp(day)
    keep = pd.Series(True, index=frame.index)
    if start:
        keep &= frame[start].isna() | (frame[start] <= moment)
    if end:
        keep &= frame[end].isna() | (frame[end] > moment)
    return frame[keep]
