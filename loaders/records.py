"""Shaped rows become batches of records: cleaned column by column, bad rows set aside, links turned into edges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.names import normalise_name
from graph.records import Batch
from graph.schema import EdgeKind, NodeKind, Schema
from graph.schema.core import Field
from graph.workspace.layout import Layout
from loaders.arrow import STRING, arrow_type
from loaders.bounds import within
from loaders.elsewhere import read_elsewhere
from loaders.ends import EndCleaner, EndColumns, own_ids
from loaders.headers import Target, link_kinds
from loaders.links import LinkMaker, Place, created_nodes, explode, marks
from loaders.shape import Column, EndPlan, Fault, Shaped
from loaders.values import clean_column
from loaders.values.base import CleanedColumn, Context, Problem

_NO_END = EndPlan()
_PRECISION = {"year": 4, "quarter": 7, "month": 7}  # characters of an ISO date that a precision vouches for


@dataclass
class Made:
    """What became of shaped rows.

    ``rejected``: record → why (the first fault counts, all are told); ``left_out``: cells that were not usable in rows
    that load; ``notes``: what was seen in cells whose value stands; ``remarks``: decided for whole columns.
    ``duplicates`` repeat an earlier record in everything, ``repeated`` speak of the same thing differently; the two
    ends of ``loops`` are one, so they are rejected or left out.
    """

    batches: list[Batch] = field(default_factory=list)
    rejected: dict[int, list[Fault]] = field(default_factory=dict)
    left_out: list[Fault] = field(default_factory=list)
    notes: list[tuple[str, dict[int, Problem]]] = field(default_factory=list)  # heading, by record
    remarks: list[tuple[str, Problem]] = field(default_factory=list)
    duplicates: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    loops: list[int] = field(default_factory=list)
    filled: dict[str, int] = field(default_factory=dict)  # field → records in which it has a value
    records: dict[str, int] = field(default_factory=dict)  # kind → records made


class RecordMaker:
    """Makes records after a schema.

    Parameters
    ----------
    schema : Schema
        All declared kinds.
    context : Context
        Home district and exchange rates.
    day : date, optional
        Date of the source: what has happened cannot be later; None: the day of loading.
    """

    def __init__(self, schema: Schema, context: Context, day: dt.date | None = None) -> None:
        self.schema = schema
        self.day = day
        self.context = context
        self.layout = Layout(schema)
        self.ends = EndCleaner(schema, self.layout, context)
        self.links = LinkMaker(schema, self.layout, self.ends)

    def make(self, shaped: Shaped, origin: int, rows: Sequence[int]) -> Made:
        """Make the records of shaped rows.

        Parameters
        ----------
        shaped : Shaped
            The rows.
        origin : int
            Index of the table among the run's origins.
        rows : sequence of int
            Sheet row of every data row of the table.
        """
        made = Made()
        kind = self.schema.kind(shaped.kind)
        arrays = self._fields(kind, shaped, made)
        faulty = {*made.rejected, *(fault.record for fault in made.left_out)}
        made.remarks += read_elsewhere(kind, shaped, arrays, self._clean, faulty=faulty)
        self._reversed_dates(kind, shaped, arrays, made)
        places = Place(origin, np.array([rows[position] for position in shaped.positions], np.int32))
        if isinstance(kind, NodeKind):
            self._nodes(kind, shaped, arrays, places, made)
        else:
            self._edges(kind, shaped, arrays, places, made)
        for batch in made.batches:
            made.records[batch.kind] = made.records.get(batch.kind, 0) + batch.table.num_rows
        made.left_out = [fault for fault in made.left_out if fault.record not in made.rejected]
        return made

    def _fields(self, kind: NodeKind | EdgeKind, shaped: Shaped, made: Made) -> dict[str, pa.Array]:
        """Clean the kind's own fields; faults of keys and required fields reject, others leave the cell out."""
        keys = set(kind.identifiers if isinstance(kind, NodeKind) else kind.key)
        arrays: dict[str, pa.Array] = {}
        given = [(own, shaped.columns.get(Target("", own.name))) for own in kind.fields]
        with ThreadPoolExecutor(2) as pool:  # Arrow does most of the work, and lets another thread go on meanwhile
            done = list(pool.map(lambda pair: None if pair[1] is None else self._clean(pair[0], pair[1]), given))
        for (own, column), cleaned in zip(given, done, strict=True):
            if column is None or cleaned is None:
                arrays |= {c.name: pa.nulls(shaped.size, arrow_type(c.type)) for c in own.storage()}
                if own.required:
                    self._demand(own.zh, np.ones(shaped.size, bool), made)
                continue
            arrays |= cleaned.arrays
            faults = [Fault(index, column.heading, problem) for index, problem in sorted(cleaned.problems.items())]
            if own.required or own.name in keys:
                for fault in faults:
                    made.rejected.setdefault(fault.record, []).append(fault)
            else:
                made.left_out += faults
            if cleaned.notes:
                made.notes.append((column.heading, cleaned.notes))
            made.remarks += [(column.heading, remark) for remark in cleaned.remarks]
            if own.required:
                empty = np.array(arrays[own.name].is_null())
                empty[list(cleaned.problems)] = False
                self._demand(column.heading, empty, made)
        return arrays

    def _clean(self, own: Field, column: Column) -> CleanedColumn:
        context = Context(home=self.context.home, heading=column.heading, unit=column.unit, rates=self.context.rates)
        return within(own, clean_column(own.type, column.cells, own, context), column.cells, self.day)

    @staticmethod
    def _demand(heading: str, empty: np.ndarray, made: Made) -> None:
        for index in np.flatnonzero(empty).tolist():
            made.rejected.setdefault(index, []).append(Fault(index, heading, Problem("load.required_empty", "")))

    def _reversed_dates(
        self, kind: NodeKind | EdgeKind, shaped: Shaped, arrays: dict[str, pa.Array], made: Made
    ) -> None:
        """Leave out both dates of a pair whose end lies before its start; a key or required date rejects the row."""
        start, end = kind.validity.start, kind.validity.end
        if not start or not end or any(kind.field(name).type != "date" for name in (start, end)):
            return
        late = np.flatnonzero(np.asarray(pc.fill_null(pc.greater(arrays[start], arrays[end]), False)))
        wrong = [index for index in late.tolist() if self._later(arrays, start, end, index)]
        if not wrong:
            return
        strict = {kind.field(name).required for name in (start, end)} | {
            isinstance(kind, EdgeKind) and start in kind.key
        }
        headings = [shaped.columns[Target("", name)].heading or kind.field(name).zh for name in (start, end)]
        keep = np.ones(shaped.size, bool)
        for index in wrong:
            text = f"{arrays[start][index]} – {arrays[end][index]}"
            fault = Fault(index, " / ".join(headings), Problem("load.reversed_dates", text))
            if True in strict:
                made.rejected.setdefault(index, []).append(fault)
            else:
                made.left_out.append(fault)
                keep[index] = False
        for name in (start, end):
            for column in kind.field(name).storage():
                array = arrays[column.name]
                arrays[column.name] = pc.if_else(pa.array(keep), array, pa.scalar(None, array.type))

    @staticmethod
    def _later(arrays: dict[str, pa.Array], start: str, end: str, index: int) -> bool:
        """Return whether the start lies after the end as far as both precisions can tell."""
        precisions = [arrays.get(f"{name}_precision") for name in (start, end)]
        lengths = [_PRECISION.get(str(p[index]), 10) if p is not None else 10 for p in precisions]
        most = min(lengths)
        return str(arrays[start][index])[:most] > str(arrays[end][index])[:most]

    def _nodes(self, kind: NodeKind, shaped: Shaped, arrays: dict[str, pa.Array], places: Place, made: Made) -> None:
        linked = self._link_ends(kind, shaped, made)
        owner = next(
            (linked[n] for n, link in enumerate(kind.links) if n in linked and self._owns(kind, link.edge)), None
        )
        self._identity(kind, arrays, owner, made)
        keep = _kept(shaped.size, made)
        if made.rejected:
            arrays = {name: array.filter(keep) for name, array in arrays.items()}
        places = Place(places.origin, places.rows[np.asarray(keep)])
        chosen = np.flatnonzero(np.asarray(keep))
        linked = {number: end.take(chosen) for number, end in linked.items()}
        owner = owner.take(chosen) if owner is not None else None
        size = len(chosen)
        table = dict(arrays)
        for name, array in (("owner_id", owner and owner.ids), ("owner_name", owner and owner.names)):
            table[name] = pa.nulls(size, STRING) if array is None else array
        sure = np.full(size, shaped.confidence, np.float64)  # None: NaN
        made.batches.append(Batch(kind.name, pa.table(table | marks(sure, of_nodes=True) | places.columns())))
        ids = own_ids(self.layout, kind, arrays, owner)
        made.duplicates, made.repeated = _duplicates(ids, made.batches[0].table, chosen)
        made.filled = {own.name: size - arrays[own.name].null_count for own in kind.fields}
        given = {target.name: column.confidence for target, column in shaped.columns.items() if target.part == ""}
        confidences = {name: mark[chosen] for name, mark in given.items() if mark is not None}
        made.batches += self.links.make(
            kind, arrays, ids, linked=linked, places=places, confidences=confidences, confidence=shaped.confidence
        )

    def _link_ends(self, kind: NodeKind, shaped: Shaped, made: Made) -> dict[int, EndColumns]:
        found = {}
        for number, link in enumerate(kind.links):
            part = f"link{number}"
            if link.end is None:
                continue
            plan = EndPlan(link.kind or None)
            kinds = link_kinds(self.schema, link)
            present = any(target.part == part for target in shaped.columns)
            if present:
                end = self.ends.clean(part, kinds, shaped.columns, shaped.size, plan=plan)
                self._end_faults(end, link.end.zh, made, required=link.required)
                found[number] = end
            elif link.required:
                self._demand(link.end.zh, np.ones(shaped.size, bool), made)
        return found

    def _end_faults(self, end: EndColumns, title: str, made: Made, *, required: bool) -> None:
        """Reject rows whose end cannot be told; list identifiers that were bad beside a good name."""
        named = np.zeros(len(end.ids) if end.parents is None else int(end.parents.max(initial=-1)) + 1, bool)
        np.logical_or.at(named, np.arange(len(end.ids)) if end.parents is None else end.parents, end.named())
        for fault in end.bad:
            if named[fault.record]:
                made.left_out.append(fault)
            else:
                made.rejected.setdefault(fault.record, []).append(fault)
        if required:
            named[[fault.record for fault in end.bad]] = True
            self._demand(title, ~named, made)

    @staticmethod
    def _owns(kind: NodeKind, edge: str) -> bool:
        return any(part.startswith(f"{edge}.") for part in kind.fallback)

    def _identity(self, kind: NodeKind, arrays: dict[str, pa.Array], owner: EndColumns | None, made: Made) -> None:
        """Reject rows that say nothing of who they speak of, or whose only identity has a fault."""
        size = len(next(iter(arrays.values())))
        named = np.zeros(size, bool)
        for name in kind.identifiers:
            named |= np.asarray(arrays[name].is_valid())
        titles = {kind.field(part).zh for part in kind.fallback if "." not in part}
        bare = np.ones(size, bool)
        for part in kind.fallback:
            present = (
                (owner.named() if owner else np.zeros(size, bool))
                if "." in part
                else np.asarray(arrays[part].is_valid())
            )
            bare &= ~present
        for index in np.flatnonzero(bare & ~named).tolist():
            if index not in made.rejected:
                heading = " / ".join(sorted(titles))
                made.rejected[index] = [Fault(index, heading, Problem("load.no_identity", ""))]
        fallback = {part for part in kind.fallback if "." not in part}
        headings = {own.name: own.headers() for own in kind.fields if own.name in fallback}
        for fault in [f for f in made.left_out if not named[f.record]]:
            if any(fault.heading in texts for texts in headings.values()):
                made.rejected.setdefault(fault.record, []).append(fault)

    def _edges(self, kind: EdgeKind, shaped: Shaped, arrays: dict[str, pa.Array], places: Place, made: Made) -> None:
        ends: dict[str, EndColumns] = {}
        indices = np.arange(shaped.size)
        for side, end in (("src", kind.src), ("dst", kind.dst)):
            plan = shaped.ends.get(side, _NO_END)
            split = end.split if plan.split is None else plan.split
            kinds = (*end.kinds, *end.roles)
            cleaned = self.ends.clean(side, kinds, shaped.columns, shaped.size, plan=plan, split=split)
            self._end_faults(cleaned, end.zh, made, required=True)
            ends[side] = cleaned
        indices, ends = explode(indices, ends)
        rejected = np.isin(indices, np.fromiter(made.rejected, np.int64, len(made.rejected)))
        chosen = np.flatnonzero(~rejected)
        indices = indices[chosen]
        src, dst = (ends[side].take(chosen) for side in ("src", "dst"))
        apart = _without_loops(kind, src, dst, indices, made)
        if apart is not None:
            indices, src, dst = indices[apart], src.take(apart), dst.take(apart)
        if shaped.symmetric:
            src, dst = _sorted_ends(src, dst)
        arrays = {name: array.take(pa.array(indices)) for name, array in arrays.items()}
        spots = Place(places.origin, places.rows[indices])
        sure = np.full(len(indices), shaped.confidence, np.float64)  # None: NaN
        table = arrays | self._end_table(src, dst) | marks(sure, of_nodes=False) | spots.columns()
        made.batches.append(Batch(kind.name, pa.table(table)))
        made.filled = {own.name: len(indices) - arrays[own.name].null_count for own in kind.fields}
        keys = _edge_keys(kind, src, dst, arrays)
        made.duplicates, made.repeated = _duplicates(keys, made.batches[0].table, indices)
        for side, cleaned, end in (("src", src, kind.src), ("dst", dst, kind.dst)):
            plan = shaped.ends.get(side, _NO_END)
            if plan.create or end.create:
                wanted = plan.kind or end.kinds[0]
                made.batches += created_nodes(
                    self.schema, self.layout, cleaned, wanted, spots, confidence=shaped.confidence
                )

    @staticmethod
    def _end_table(src: EndColumns, dst: EndColumns) -> dict[str, pa.Array]:
        return {
            f"{side}_{name}": array
            for side, end in (("src", src), ("dst", dst))
            for name, array in (("id", end.ids), ("name", end.names), ("kind", end.kinds))
        }


def _kept(size: int, made: Made) -> pa.Array:
    keep = np.ones(size, bool)
    keep[list(made.rejected)] = False
    return pa.array(keep)


def _sorted_ends(src: EndColumns, dst: EndColumns) -> tuple[EndColumns, EndColumns]:
    """Put the ends of undirected edges in the order of their ids or normalised names."""
    keys = [pc.coalesce(end.ids, end.names, pa.scalar("", STRING)).to_pylist() for end in (src, dst)]
    swap = pa.array([normalise_name(a) > normalise_name(b) for a, b in zip(*keys, strict=True)], pa.bool_())
    pairs = [(getattr(src, name), getattr(dst, name)) for name in ("ids", "names", "kinds")]
    first = EndColumns(*(pc.if_else(swap, b, a) for a, b in pairs))
    return first, EndColumns(*(pc.if_else(swap, a, b) for a, b in pairs))


def _edge_keys(kind: EdgeKind, src: EndColumns, dst: EndColumns, arrays: dict[str, pa.Array]) -> pa.Array:
    """Return what tells the edges of a table apart: both ends and the key fields."""
    parts = [pc.coalesce(end.ids, end.names) for end in (src, dst)]
    parts += [arrays[name].cast(STRING) for name in kind.key if not pa.types.is_list(arrays[name].type)]
    return pc.binary_join_element_wise(*(pc.fill_null(part, "") for part in parts), "\x1f")


def _same_ends(src: EndColumns, dst: EndColumns) -> np.ndarray:
    """Return which edges begin and end at one thing: one id, or one normalised name and kind without any id."""
    same = np.asarray(pc.fill_null(pc.equal(src.ids, dst.ids), False))
    unnamed = np.asarray(pc.and_(src.ids.is_null(), dst.ids.is_null()))
    kinds = [pc.fill_null(end.kinds, "") for end in (src, dst)]
    unnamed &= np.asarray(pc.equal(*kinds))
    names = [pc.fill_null(end.names, "") for end in (src, dst)]
    alike = unnamed & np.asarray(pc.equal(pc.utf8_length(names[0]), pc.utf8_length(names[1])))
    for index in np.flatnonzero(alike):
        same[index] = normalise_name(names[0][index].as_py()) == normalise_name(names[1][index].as_py())
    return same


def _without_loops(
    kind: EdgeKind, src: EndColumns, dst: EndColumns, indices: np.ndarray, made: Made
) -> np.ndarray | None:
    """Reject records that say of a thing that it stands to itself; return the places of the others, None where all are.

    Of a record with several names in a cell only the pair is left out.
    """
    same = _same_ends(src, dst)
    if not same.any():
        return None
    made.loops = indices[same].tolist()
    apart = set(indices[~same].tolist())
    for place in np.flatnonzero(same).tolist():
        record = int(indices[place])
        text = src.names[place].as_py() or src.ids[place].as_py() or ""
        fault = Fault(record, f"{kind.src.zh} / {kind.dst.zh}", Problem("load.self_loop", text))
        if record in apart:
            made.left_out.append(fault)
        else:
            made.rejected.setdefault(record, []).append(fault)
    return np.flatnonzero(~same)


def _duplicates(keys: pa.Array, table: pa.Table, indices: np.ndarray) -> tuple[list[int], list[int]]:
    """Return the records that repeat an earlier one in every value, and those that share its key only."""
    encoded = keys.dictionary_encode()
    if len(encoded.dictionary) == len(encoded):
        return [], []
    codes = np.asarray(encoded.indices)
    several = np.flatnonzero(np.bincount(codes)[codes] > 1)
    content = table.drop_columns(["origin", "row"]).take(pa.array(several))
    columns = [column.to_pylist() for column in content.columns if column.null_count < len(column)]
    seen: dict[int, set[str]] = {}
    same: list[int] = []
    other: list[int] = []
    for index, values in zip(several.tolist(), zip(*columns, strict=True), strict=True):
        text = repr(values)
        earlier = seen.setdefault(int(codes[index]), set())
        if earlier:
            (same if text in earlier else other).append(int(indices[index]))
        earlier.add(text)
    return same, other
