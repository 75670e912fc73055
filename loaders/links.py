"""Edges that rows of a node table state beside the node itself, and the nodes that such cells name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.codes import division
from graph.records import Batch
from graph.schema import NodeKind, Schema
from graph.schema.core import Field, Link
from graph.workspace.layout import Layout
from loaders.arrow import STRING, arrow_type
from loaders.ends import EndCleaner, EndColumns, prefixed, scheme
from loaders.headers import link_kinds


@dataclass(frozen=True)
class Place:
    """Where records come from: index of the origin and the sheet row of each."""

    origin: int
    rows: np.ndarray

    def columns(self) -> dict[str, pa.Array]:
        """Return the columns ``origin`` and ``row`` of a batch."""
        return {
            "origin": pa.array(np.full(len(self.rows), self.origin, np.int32)),
            "row": pa.array(self.rows.astype(np.int32)),
        }


class LinkMaker:
    """Makes the edges of node rows after the schema's links."""

    def __init__(self, schema: Schema, layout: Layout, ends: EndCleaner) -> None:
        self.schema = schema
        self.layout = layout
        self.ends = ends

    def make(
        self,
        kind: NodeKind,
        arrays: Mapping[str, pa.Array],
        ids: pa.Array,
        *,
        linked: Mapping[int, EndColumns],
        places: Place,
        confidences: Mapping[str, np.ndarray],
        confidence: float | None,
    ) -> list[Batch]:
        """Return the batches of the links of node rows.

        Parameters
        ----------
        kind : NodeKind
            Kind of the rows.
        arrays : mapping
            Cleaned storage columns of the rows.
        ids : pyarrow.Array
            Id of each row's own node.
        linked : mapping
            Number of a link with columns of its own → its end.
        places : Place
            Where the rows stand.
        confidences : mapping
            Field → confidence of its values (NaN: observed), for fields that were inferred.
        confidence : float, optional
            Of the whole table, where it is inferred: no edge is surer than that.
        """
        batches = []
        for number, link in enumerate(kind.links):
            if link.column is not None:
                indices, other = self._by_column(kind.field(link.column), link, arrays)
            elif number in linked:
                other = linked[number]
                indices = np.flatnonzero(other.named())
                other = other.take(indices)
            else:
                continue
            if not len(indices):
                continue
            spots = Place(places.origin, places.rows[indices])
            sure = np.full(len(indices), confidence, np.float64)  # None: NaN
            mark = confidences.get(link.column or "")
            if mark is not None:
                sure = np.fmin(sure, mark[indices])
            me = _end(kind.name, ids.take(pa.array(indices)), pa.nulls(len(indices), STRING))
            ends = (other, me) if link.other == "src" else (me, other)
            batches.append(self._edges(kind, link, arrays, indices, ends=ends, spots=spots, sure=sure))
            if link.create:
                batches += created_nodes(self.schema, self.layout, other, link.kind, spots, confidence=confidence)
        return batches

    def _by_column(self, own: Field, link: Link, arrays: Mapping[str, pa.Array]) -> tuple[np.ndarray, EndColumns]:
        """Return the rows in which an own field names the other node, and that end."""
        values = arrays[own.name]
        if own.type == "flag":
            indices = np.flatnonzero(np.asarray(pc.fill_null(values, False)))
            names = pa.array([link.value] * len(indices), STRING)
            return indices, _end(link.kind, pa.nulls(len(indices), STRING), names)
        if own.type == "list":
            parents = np.asarray(pc.list_parent_indices(values))
            names = pc.list_flatten(values)
            return parents, _end(link.kind, self._codes(link.kind, names), names)
        indices = np.flatnonzero(np.asarray(values.is_valid()))
        values = values.take(pa.array(indices)).cast(STRING)
        if own.type in ("division", "uscc", "id", "industry"):
            prefix = self._prefix(link_kinds(self.schema, link), own.type)
            if prefix is not None:
                return indices, _end(link.kind, prefixed(prefix, values), pa.nulls(len(indices), STRING))
        if own.type == "choice":
            values = pa.array([own.choices[value] for value in values.to_pylist()], STRING)
        return indices, _end(link.kind, self._codes(link.kind, values), values)

    def _prefix(self, kinds: tuple[str, ...], value_type: str) -> str | None:
        """Return what stands before values of a code's type in the ids of the first kind that is identified by it."""
        for kind in kinds:
            node = self.schema.nodes[kind]
            for name in node.identifiers:
                if node.field(name).type == value_type:
                    return scheme(self.layout, kind, name)
        return None

    def _codes(self, kind: str, values: pa.Array) -> pa.Array:
        """Return ids for cells that may hold the other node's code instead of its name: plain ASCII without blanks."""
        node = self.schema.nodes.get(kind)
        nothing = pa.nulls(len(values), STRING)
        if node is None or self.layout.is_shared(kind) or not node.identifiers:
            return nothing
        first = node.identifiers[0]
        if node.field(first).type != "id":
            return nothing
        coded = pc.match_substring_regex(values, r"^[A-Za-z0-9][A-Za-z0-9./_-]*$")
        codes = pc.if_else(coded, values, pa.scalar(None, STRING))
        return prefixed(scheme(self.layout, kind, first), codes)

    def _edges(
        self, kind: NodeKind, link: Link, arrays: Mapping[str, pa.Array], indices: np.ndarray, *,
        ends: tuple[EndColumns, EndColumns], spots: Place, sure: np.ndarray,
    ) -> Batch:  # fmt: skip
        edge = self.schema.edges[link.edge]
        chosen = pa.array(indices)
        table: dict[str, pa.Array] = {}
        for own in edge.fields:
            source = kind.field(link.fields[own.name]) if own.name in link.fields else None
            kept = source.storage() if source else ()
            for place, column in enumerate(own.storage()):
                wanted = arrow_type(column.type)
                if place == 0 and own.name in link.constants:
                    value = pa.scalar(link.constants[own.name], STRING).cast(wanted)
                    table[column.name] = pa.repeat(value, len(indices))
                elif place < len(kept):
                    table[column.name] = arrays[kept[place].name].take(chosen).cast(wanted)
                else:
                    table[column.name] = pa.nulls(len(indices), wanted)
        for name, value in link.constants.items():
            table[name] = pa.array([value] * len(indices), STRING)
        for side, end in zip(("src", "dst"), ends, strict=True):
            table |= {f"{side}_id": end.ids, f"{side}_name": end.names, f"{side}_kind": end.kinds}
        return Batch(edge.name, pa.table(table | marks(sure, of_nodes=False) | spots.columns()))


def marks(confidence: np.ndarray, *, of_nodes: bool) -> dict[str, pa.Array]:
    """Return the columns ``inferred`` and ``confidence`` of records, given how sure each is (NaN: it is stated).

    A node that is stated has no mark, so that its record is the same as before nodes had marks.
    """
    stated = np.isnan(confidence)
    inferred = pa.array(~stated, mask=stated if of_nodes else None)
    return {"inferred": inferred, "confidence": pa.array(confidence, from_pandas=True)}


def _end(kind: str, ids: pa.Array, names: pa.Array) -> EndColumns:
    """Make an end of one kind ('': any that the edge allows)."""
    return EndColumns(ids, names, pa.array([kind or None] * len(ids), STRING))


def created_nodes(
    schema: Schema, layout: Layout, end: EndColumns, kind: str, spots: Place, *, confidence: float | None
) -> list[Batch]:
    """Return a batch with one record for each distinct node that an end names, at the first row that names it.

    A node identified by a division code gets its name and level from the code list, which states that it is there;
    others are inferred where the table is, with its ``confidence``.
    """
    node = schema.nodes[kind]
    keys = pc.coalesce(end.ids, end.names)
    usable = np.asarray(pc.and_(keys.is_valid(), pc.fill_null(pc.equal(end.kinds, kind), True)))
    positions = np.flatnonzero(usable)
    if not len(positions):
        return []
    encoded = keys.take(pa.array(positions)).dictionary_encode()
    _, first = np.unique(np.asarray(encoded.indices), return_index=True)
    chosen = positions[np.sort(first)]
    own = end.take(chosen)
    sure = np.full(len(chosen), confidence, np.float64)  # None: NaN
    values: dict[str, list[object]] = {node.caption: own.names.to_pylist()}
    for identifier in node.identifiers:
        prefix = scheme(layout, kind, identifier)
        codes = [text[len(prefix) :] if text and text.startswith(prefix) else None for text in own.ids.to_pylist()]
        values[identifier] = list(codes)
        if node.field(identifier).type == "division":
            in_list = _from_code_list(node, codes, values)
            sure[in_list] = np.nan
            break
    columns = {}
    for column in node.storage():
        given = values.get(column.name)
        kind_of = arrow_type(column.type)
        columns[column.name] = pa.nulls(len(chosen), kind_of) if given is None else pa.array(given, kind_of)
    columns |= {name: pa.nulls(len(chosen), STRING) for name in ("owner_id", "owner_name")}
    columns |= marks(sure, of_nodes=True)
    return [Batch(kind, pa.table(columns | Place(spots.origin, spots.rows[chosen]).columns()))]


def _from_code_list(node: NodeKind, codes: list[str | None], values: dict[str, list[object]]) -> list[bool]:
    """Fill the caption, and the fields called level and parent where the kind has them, from the code list.

    Returns which of the codes are in it.
    """
    known = [division(code) if code else None for code in codes]
    names = values[node.caption]
    values[node.caption] = [item.name if item else name for item, name in zip(known, names, strict=True)]
    for own in node.fields:
        if own.name == "level":
            stored = list(own.choices)
            values["level"] = [
                None if item is None else stored[item.level - 1] if stored else item.level for item in known
            ]
        elif own.name == "parent":
            values["parent"] = [(item.parent or None) if item else None for item in known]
    return [item is not None for item in known]


def explode(indices: np.ndarray, ends: dict[str, EndColumns]) -> tuple[np.ndarray, dict[str, EndColumns]]:
    """Give every combination of the names in a record's two ends a row of its own.

    Parameters
    ----------
    indices : numpy.ndarray
        Record of each row so far.
    ends : dict
        ``src`` and ``dst``; those whose cells held several names have ``parents``.
    """
    entries: dict[str, list[int]] = {side: [] for side in ends}
    if all(end.parents is None for end in ends.values()):
        return indices, ends
    by_record = {side: _by_record(end, len(indices)) for side, end in ends.items()}
    rows: list[int] = []
    for index in indices.tolist():
        for a in by_record["src"][index]:
            for b in by_record["dst"][index]:
                rows.append(index)
                entries["src"].append(a)
                entries["dst"].append(b)
    taken = {side: ends[side].take(np.array(places, np.int64)) for side, places in entries.items()}
    return np.array(rows, np.int64), taken


def _by_record(end: EndColumns, size: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(size)]
    parents = range(size) if end.parents is None else end.parents.tolist()
    for entry, parent in enumerate(parents):
        found[parent].append(entry)
    return found
