"""The two ends of an edge as columns: identifiers first, then names; several names in one cell become several rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.names import fallback_uid
from graph.schema import NodeKind, Schema
from graph.schema.core import Field
from graph.workspace.layout import Layout
from loaders.arrow import STRING
from loaders.headers import Target, heading_key
from loaders.shape import Column, EndPlan, Fault
from loaders.values import clean_column
from loaders.values.base import CleanedColumn, Context, Problem

_LIST = Field(name="names", type="list", zh="", en="")
_NAME = Field(name="name", type="name", zh="", en="")


@dataclass
class EndColumns:
    """One end of the edges of a table.

    ``ids`` (``scheme:value``), ``names`` and ``kinds`` are string arrays of equal length, null where unknown;
    ``parents`` says for each entry which record it belongs to (None: one entry per record, in order).
    ``bad`` are faults of identifiers, by record.
    """

    ids: pa.Array
    names: pa.Array
    kinds: pa.Array
    parents: np.ndarray | None = None
    bad: list[Fault] = field(default_factory=list)

    def take(self, indices: np.ndarray) -> EndColumns:
        """Return the entries at ``indices``."""
        chosen = pa.array(indices)
        return EndColumns(self.ids.take(chosen), self.names.take(chosen), self.kinds.take(chosen))

    def named(self) -> np.ndarray:
        """Return whether each entry has an identifier or a name."""
        return np.asarray(pc.or_(self.ids.is_valid(), self.names.is_valid()))


def scheme(layout: Layout, kind: str, identifier: str) -> str:
    """Return what stands before an identifier's value in an end's id: ``uscc:``, ``segment:``."""
    prefix = {found.field: found.prefix for found in layout.identifiers(kind)}[identifier]
    return prefix or f"{identifier}:"


def prefixed(prefix: str, values: pa.Array) -> pa.Array:
    """Return the values as text with the prefix before each; null stays null."""
    return pc.binary_join_element_wise(pa.scalar(prefix), values.cast(STRING), "")


@dataclass
class EndCleaner:
    """Cleans the ends of edges after the schema."""

    schema: Schema
    layout: Layout
    context: Context

    def clean(
        self, part: str, kinds: Sequence[str], columns: dict[Target, Column], size: int, *,
        plan: EndPlan, split: bool = False,
    ) -> EndColumns:  # fmt: skip
        """Return the end ``part`` of ``size`` records.

        Parameters
        ----------
        part : str
            ``src``, ``dst`` or ``link<n>``.
        kinds : sequence of str
            Kinds and roles that may stand there, in declared order.
        columns : dict
            All columns of the table.
        size : int
            Number of records.
        plan : EndPlan
            The kind that a source has fixed.
        split : bool
            Whether a cell may hold several names.
        """
        own = {target.name: column for target, column in columns.items() if target.part == part}
        allowed = (plan.kind,) if plan.kind else tuple(kinds)
        end = EndColumns(pa.nulls(size, STRING), pa.nulls(size, STRING), self._kinds(own, allowed, size, plan))
        for name in [*dict.fromkeys(i for kind in allowed for i in self.schema.nodes[kind].identifiers), "code"]:
            if name in own:
                found, bad = self._identified(own[name], allowed, name)
                end.ids = pc.coalesce(end.ids, found)
                end.bad += bad
        if "name" in own:
            self._name(end, own["name"], allowed, split=split)
        return end

    def _kinds(self, own: dict[str, Column], allowed: Sequence[str], size: int, plan: EndPlan) -> pa.Array:
        fixed = plan.kind or (allowed[0] if len(allowed) == 1 else None)
        if fixed is not None:
            return pa.array([fixed] * size, STRING) if size else pa.nulls(0, STRING)
        if "kind" not in own:
            return pa.nulls(size, STRING)
        known: dict[str, str] = {}
        for name in allowed:
            node = self.schema.nodes[name]
            known |= {heading_key(text): name for text in (node.zh, node.en, node.name, *node.tables)}
        return pa.array([known.get(heading_key(str(cell or ""))) for cell in own["kind"].cells], STRING)

    def _identified(self, column: Column, allowed: Sequence[str], name: str) -> tuple[pa.Array, list[Fault]]:
        """Read a column of identifiers: of the one that the heading names, or (``code``) of the best that fits."""
        found = pa.nulls(len(column.cells), STRING)
        problems: dict[int, Problem] = {}
        tried: set[str] = set()
        for kind in allowed:
            node = self.schema.nodes[kind]
            identifiers = [name] if name != "code" else list(node.identifiers[:1])
            for identifier in identifiers:
                if identifier not in node.identifiers:
                    continue
                prefix = scheme(self.layout, kind, identifier)
                if prefix in tried:
                    continue
                tried.add(prefix)
                cleaned = self._cleaned(node.field(identifier), column)
                values = next(iter(cleaned.arrays.values()))
                found = pc.coalesce(found, prefixed(prefix, values))
                problems |= {index: problem for index, problem in cleaned.problems.items() if index not in problems}
        unread = np.asarray(found.is_null())
        return found, [Fault(i, column.heading, p) for i, p in sorted(problems.items()) if unread[i]]

    def _name(self, end: EndColumns, column: Column, allowed: Sequence[str], *, split: bool) -> None:
        if split:
            lists = next(iter(self._cleaned(_LIST, column).arrays.values())).to_pylist()
            parents = [index for index, items in enumerate(lists) for _ in items or [None]]
            texts = [item for items in lists for item in items or [None]]
            end.parents = np.array(parents, np.int64)
            alone = np.bincount(end.parents, minlength=len(lists)) == 1
            chosen = pa.array(end.parents)
            # an identifier beside several names says nothing about which of them it belongs to
            kept = pa.array(alone)
            end.ids = pc.if_else(kept, end.ids, pa.scalar(None, STRING)).take(chosen)
            end.kinds = end.kinds.take(chosen)
            column = Column(texts, column.heading)
        division = self._division(allowed)
        if division is not None:
            end.ids = pc.coalesce(end.ids, self._by_division(division, column, sole=len(allowed) == 1))
        first = self.schema.nodes[allowed[0]]
        caption = first.field(first.caption)
        own = caption if caption.type in ("name", "text") else _NAME
        end.names = next(iter(self._cleaned(own, column).arrays.values()))

    def _division(self, allowed: Iterable[str]) -> tuple[str, Field] | None:
        """Return the first kind that is identified by a division code, and that field."""
        for kind in allowed:
            node = self.schema.nodes[kind]
            for name in node.identifiers[:1]:
                if node.field(name).type == "division":
                    return kind, node.field(name)
        return None

    def _by_division(self, division: tuple[str, Field], column: Column, *, sole: bool) -> pa.Array:
        """Return the ids of names that the code list knows; where other kinds may stand too, of full names only."""
        kind, own = division
        codes = next(iter(self._cleaned(own, column).arrays.values()))
        if not sole:
            plain = [isinstance(cell, str) and cell.strip()[-1:] in "省市区县州盟旗" for cell in column.cells]
            codes = pc.if_else(pa.array(plain, pa.bool_()), codes, pa.scalar(None, STRING))
        return prefixed(scheme(self.layout, kind, own.name), codes)

    def _cleaned(self, own: Field, column: Column) -> CleanedColumn:
        context = Context(home=self.context.home, heading=column.heading, unit=column.unit, rates=self.context.rates)
        return clean_column(own.type, column.cells, own, context)


def own_ids(layout: Layout, node: NodeKind, arrays: dict[str, pa.Array], owner: EndColumns | None) -> pa.Array:
    """Return the id under which edges name the node of each row: its best identifier, else that of its fallback."""
    size = len(next(iter(arrays.values())))
    found = pa.nulls(size, STRING)
    for identifier in layout.identifiers(node.name):
        found = pc.coalesce(found, prefixed(scheme(layout, node.name, identifier.field), arrays[identifier.field]))
    missing = np.flatnonzero(np.asarray(found.is_null()))
    if not len(missing):
        return found
    chosen = pa.array(missing)
    owners = pa.nulls(size, STRING) if owner is None else pc.coalesce(owner.ids, owner.names)
    parts = [(owners if "." in part else arrays[part]).take(chosen).to_pylist() for part in node.fallback]
    prefix = layout.weak_prefix(node.name)[:-1]
    values = found.to_pylist()
    for index, row in zip(missing, zip(*parts, strict=True), strict=True):
        values[index] = fallback_uid(prefix, row)
    return pa.array(values, STRING)
