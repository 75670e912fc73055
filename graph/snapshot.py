"""The graph at a date, one table per node and edge kind: the only thing that analyses and views read.

A snapshot reads a kind when it is first asked for and keeps it. It holds no file open: a source that reads from a
workspace opens the file for each kind anew and refuses when the graph changed meanwhile, so that two tables of one
snapshot never speak of different graphs. ``to_parquet`` copies everything at once for long work.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from graph.chains.template import ChainTemplate
from graph.errors import UsageError
from graph.schema import EdgeKind, NodeKind, Schema
from graph.settings import Settings
from graph.workspace.frames import FrameSource, Source, frame_of
from graph.workspace.layout import EDGE_COLUMNS, MARKS, Layout
from graph.workspace.parquet import read_snapshot, write_snapshot

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Snapshot", "Source", "frame_of"]


class Snapshot:
    """The graph at a date; immutable.

    A node or edge belongs to it when its validity (declared in the schema) holds on ``as_of``: start ≤ day < end,
    where an empty bound is open; an edge also needs both of its nodes. What ended by that day is returned on request.

    Parameters
    ----------
    source : Source
        Where the tables come from.
    schema, settings, templates
        The declarations, the workspace's settings and its chain templates by chain id, or what returns them.
    as_of : date
        The day.
    """

    def __init__(
        self,
        source: Source,
        *,
        schema: Schema,
        settings: Settings,
        templates: Mapping[str, ChainTemplate] | Callable[[], Mapping[str, ChainTemplate]],
        as_of: date,
    ) -> None:
        self.schema = schema
        self.settings = settings
        self._templates = templates
        self.as_of = as_of
        self._source = source
        self._frames: dict[tuple[str, tuple[str, ...]], pd.DataFrame] = {}
        self._index: pd.DataFrame | None = None
        self._absent: dict[bool, pd.Index] = {}

    @functools.cached_property
    def templates(self) -> dict[str, ChainTemplate]:
        """The chain templates by chain id; reading them takes a second, so they are read when asked for."""
        return dict(self._templates() if callable(self._templates) else self._templates)

    def nodes(self, kind: str, columns: Sequence[str] | None = None, *, ended: bool = False) -> pd.DataFrame:
        """Return the nodes of a kind: ``uid`` and the columns asked for (None: all), by uid.

        ``inferred`` (nobody stated that there is such a thing) and ``confidence`` are among all, and can be asked for.
        ``ended``: those that ended by the day as well (closed firms), never those that begin after it.
        """
        node = self.schema.nodes.get(kind)
        if node is None:
            raise UsageError("workspace.no_such_kind", kind=kind, known=", ".join(self.schema.nodes))
        wanted = self._columns(node, columns, ("uid",), always=False)
        return self._shown(wanted, self._valid(node, wanted, ended=ended))

    def edges(self, kind: str, columns: Sequence[str] | None = None, *, ended: bool = False) -> pd.DataFrame:
        """Return the edges of a kind: ``key, src, dst``, the columns asked for (None: all), ``inferred, confidence``."""
        edge = self.schema.edges.get(kind)
        if edge is None:
            raise UsageError("workspace.no_such_kind", kind=kind, known=", ".join(self.schema.edges))
        wanted = self._columns(edge, columns, EDGE_COLUMNS, always=True)
        frame = self._valid(edge, wanted, ended=ended)
        gone = self._gone(ended=ended)
        if len(gone):
            frame = frame[~(frame["src"].isin(gone) | frame["dst"].isin(gone))]
        return self._shown(wanted, frame)

    def entities(self, kind: str) -> pd.DataFrame:
        """Return ``uid, name`` of all that are of a kind: its nodes, and nodes of other kinds that have it as a role."""
        caption = self.schema.nodes[kind].caption
        own = self.nodes(kind, [caption]).rename(columns={caption: "name"})[["uid", "name"]]
        holders: list[str] = []
        for edge, targets in Layout(self.schema).role_targets().items():
            wanted = [uid for uid, target in targets.items() if target == kind]
            roles = self.edges(edge, [])
            holders += roles.loc[roles["dst"].isin(wanted), "src"].tolist()
        more = sorted(set(holders) - set(own["uid"]))
        captions = self.names(more)
        others = pd.DataFrame(
            {"uid": pd.Series(more, dtype="str"), "name": pd.Series([captions.get(u) for u in more], dtype="str")}
        )
        return pd.concat([own, others], ignore_index=True).sort_values("uid", ignore_index=True)

    def names(self, uids: Iterable[str]) -> dict[str, str]:
        """Return the caption of each uid that is a node (its uid where it has none)."""
        found = self._indexed(uids)
        captions = found["caption"].where(found["caption"].notna(), found.index.to_series())
        return dict(zip(found.index, captions, strict=True))

    def kind_of(self, uids: Iterable[str]) -> dict[str, str]:
        """Return the kind of each uid that is a node."""
        found = self._indexed(uids)
        return dict(zip(found.index, found["kind"], strict=True))

    def provenance(self, ids: Iterable[str]) -> pd.DataFrame:
        """Return where nodes (uid) and edges (key) come from.

        Columns ``id, file, sheet, row, run, source, source_date, total``: the first 20 places of each by run, file,
        sheet and row, and how many there are in all. A derived edge has none.
        """
        return self._source.facts(sorted(set(ids)))

    def runs(self) -> pd.DataFrame:
        """Return ``run, source, publisher, licence, source_date, universe, priority`` of the runs behind the graph."""
        return self._source.runs()

    def universe(self, uids: Iterable[str]) -> dict[str, str]:
        """Return the universe that a source of each node declares (``listed``), ``''`` where none does."""
        wanted = list(uids)
        known = self._source.universes(sorted(set(wanted)))
        return {uid: known.get(uid, "") for uid in wanted}

    def to_networkx(
        self, kinds: Iterable[str] | None = None, edges: Iterable[str] | None = None
    ) -> nx.MultiDiGraph[str]:
        """Return the graph, or the part of these node and edge kinds, with columns as attributes and ``kind``.

        Edges are keyed by ``key``. An undirected kind stands once, from its smaller end. Edges with an end outside
        the node kinds asked for are left out. Empty values are None.
        """
        import networkx as nx  # few questions want it, and it takes a while to import

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for kind in sorted(self.schema.nodes if kinds is None else kinds):
            for row in _rows(self.nodes(kind)):
                graph.add_node(row.pop("uid"), kind=kind, **row)
        for kind in sorted(self.schema.edges if edges is None else edges):
            frame = self.edges(kind)
            for row in _rows(frame[frame["src"].isin(graph.nodes) & frame["dst"].isin(graph.nodes)]):
                graph.add_edge(row.pop("src"), row.pop("dst"), key=row.pop("key"), kind=kind, **row)
        return graph

    def to_parquet(self, folder: Path) -> None:
        """Write everything to a folder, the same bytes for the same snapshot; ``from_parquet`` reads it."""
        self._write(self._source, folder)

    def to_share(self, folder: Path) -> int:
        """Write to a folder what may be handed on; return how many confidential entities were left out."""
        from graph.workspace.shareable import ShareableSource, hidden_of

        hidden = hidden_of(self._source, self.schema)
        self._write(ShareableSource(self._source, self.schema, hidden=hidden.uids, names=hidden.names), folder)
        return hidden.count

    def _write(self, source: Source, folder: Path) -> None:
        write_snapshot(
            source, folder, schema=self.schema, settings=self.settings, templates=self.templates, as_of=self.as_of
        )

    @classmethod
    def from_parquet(cls, folder: Path, as_of: date | None = None) -> Snapshot:
        """Return the snapshot in a folder that ``to_parquet`` wrote, at the day it was written for or another one.

        WorkspaceError where the folder holds none.
        """
        parts = read_snapshot(folder)
        if as_of is not None:
            parts["as_of"] = as_of
        return cls(**parts)

    @classmethod
    def from_frames(
        cls,
        nodes: Mapping[str, pd.DataFrame],
        edges: Mapping[str, pd.DataFrame] | None = None,
        *,
        schema: Schema,
        settings: Settings,
        templates: Mapping[str, ChainTemplate] | None = None,
        as_of: date,
        facts: pd.DataFrame | None = None,
        runs: pd.DataFrame | None = None,
        universes: Mapping[str, str] | None = None,
    ) -> Snapshot:
        """Return a snapshot of frames: ``uid`` or ``src, dst`` (and perhaps ``key``), and any columns of the kind.

        Missing columns are empty; a missing ``key`` is made from kind, ends and key fields; ``inferred`` is false
        where not given.
        """
        source = FrameSource(
            {**nodes, **(edges or {})}, schema=schema, facts=facts, runs=runs, universes=universes or {}
        )
        return cls(source, schema=schema, settings=settings, templates=templates or {}, as_of=as_of)

    @staticmethod
    def _columns(
        kind: NodeKind | EdgeKind, columns: Sequence[str] | None, first: Sequence[str], *, always: bool
    ) -> tuple[str, ...]:
        """Return ids, the columns asked for and the marks: ``always``, or where they are asked for."""
        known = [column.name for column in kind.storage()]
        marks = [column.name for column in MARKS]
        unknown = sorted(set(columns or ()) - {*known, *first, *marks})
        if unknown:
            raise UsageError("workspace.no_such_column", kind=kind.name, columns=", ".join(unknown))
        chosen = known if columns is None else [c for c in columns if c not in (*first, *marks)]
        last = marks if always or columns is None else [mark for mark in marks if mark in columns]
        return (*first, *chosen, *last)

    def _frame(self, kind: str, columns: tuple[str, ...]) -> pd.DataFrame:
        found = self._frames.get((kind, columns))
        if found is None:
            found = frame_of(self._source.table(kind, columns))
            self._frames[kind, columns] = found
        return found

    def _valid(self, kind: NodeKind | EdgeKind, wanted: tuple[str, ...], *, ended: bool) -> pd.DataFrame:
        bounds = [name for name in (kind.validity.start, kind.validity.end) if name]
        frame = self._frame(kind.name, (*wanted, *(name for name in bounds if name not in wanted)))
        return frame[self._holds(kind, frame, ended=ended)] if bounds else frame

    def _holds(self, kind: NodeKind | EdgeKind, frame: pd.DataFrame, *, ended: bool) -> pd.Series[bool]:
        day = pd.Timestamp(self.as_of)
        holds = pd.Series(data=True, index=frame.index)
        if kind.validity.start:
            holds &= ~(_dates(frame[kind.validity.start]) > day)
        if kind.validity.end and not ended:
            holds &= ~(_dates(frame[kind.validity.end]) <= day)
        return holds

    def _gone(self, *, ended: bool) -> pd.Index:
        """Return the uids of nodes that are not part of the snapshot."""
        if ended not in self._absent:
            parts = []
            for kind in self.schema.nodes.values():
                bounds = tuple(name for name in (kind.validity.start, kind.validity.end) if name)
                if bounds:
                    frame = self._frame(kind.name, ("uid", *bounds))
                    parts.append(frame.loc[~self._holds(kind, frame, ended=ended), "uid"])
            self._absent[ended] = pd.Index(pd.concat(parts)) if parts else pd.Index([])
        return self._absent[ended]

    @staticmethod
    def _shown(wanted: tuple[str, ...], frame: pd.DataFrame) -> pd.DataFrame:
        # a shallow copy: pandas copies on write, so the caller's changes stay the caller's
        return frame[list(wanted)].reset_index(drop=True).copy(deep=False)

    def _indexed(self, uids: Iterable[str]) -> pd.DataFrame:
        if self._index is None:
            parts = []
            for kind in self.schema.nodes.values():
                frame = self._frame(kind.name, ("uid", kind.caption))
                caption = frame[kind.caption].astype("str")
                parts.append(pd.DataFrame({"uid": frame["uid"], "kind": kind.name, "caption": caption}))
            self._index = pd.concat(parts).set_index("uid")
        return self._index.reindex(pd.Index(sorted(set(uids)), dtype="str")).dropna(subset="kind")


def _dates(column: pd.Series) -> pd.Series:
    """Return bounds as days; a year stands for its first day."""
    if pd.api.types.is_integer_dtype(column.dtype):
        return pd.to_datetime(column.astype("str"), format="%Y", errors="coerce")
    return column


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows with Python values, None for empty ones."""
    filled = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in filled.to_dict("records")]
