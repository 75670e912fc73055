"""A source's description applied to a table: rows dropped, columns transformed, rows sorted by relation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.errors import DataError
from graph.schema import EdgeKind, Schema
from loaders.headers import Target, Unknown, heading_key
from loaders.readers.table import Cell, RawTable, place_text
from loaders.rows import RowBook, usual_rules
from loaders.shape import Column, EndPlan, Fault, Shaped
from loaders.sources import RelationValue, RowFilter, TableSpec, target_of
from loaders.values.base import Problem, cell_text

FREE_RULE = "="  # marks a filter's own name among the rules, which are keys of the word catalogue
_OTHER = {"src": "dst", "dst": "src"}


@dataclass
class Applied:
    """What a description makes of a table: shaped rows by kind, rows rejected at once, and cells left out."""

    shaped: list[Shaped] = field(default_factory=list)
    rejected: list[Fault] = field(default_factory=list)
    left_out: list[Fault] = field(default_factory=list)
    unknown: tuple[Unknown, ...] = ()


def apply_source(table: RawTable, spec: TableSpec, schema: Schema, book: RowBook) -> Applied:
    """Shape the rows of a table as its description says.

    Filtered rows are entered in ``book``. Positions of faults are data rows.

    Raises
    ------
    DataError
        The table lacks a column that the description names.
    """
    places = _columns(table, spec)
    if spec.usual_rows:
        book.filtered |= usual_rules(table, sorted(places.values()))
    for rule in spec.filters:
        _drop(table.columns[places[rule.column]], rule, book)
    if spec.relation:
        skipped = {value: meaning.skip for value, meaning in spec.relation.values.items() if meaning.skip}
        for why in dict.fromkeys(skipped.values()):
            listed = tuple(value for value, reason in skipped.items() if reason == why)
            rule = RowFilter(name=why, column=spec.relation.column, one_of=listed)
            _drop(table.columns[places[rule.column]], rule, book)
    kept = book.kept()
    whole = len(kept) == book.data
    columns = {
        name: Column(
            table.columns[index] if whole else [table.columns[index][p] for p in kept], table.headers[index],
            spec.units.get(name, ""),
        )
        for name, index in places.items()
    }  # fmt: skip
    applied = Applied(unknown=tuple(_unknown(table, spec, places)))
    for transform in spec.transforms:
        changed = transform.apply(columns)
        columns[transform.given] = changed.column
        applied.left_out += [Fault(kept[f.record], f.heading, f.problem) for f in changed.faults]
    _shape(spec, schema, columns, kept, applied)
    return applied


def _columns(table: RawTable, spec: TableSpec) -> dict[str, int]:
    """Return where each column stands that the description reads."""
    if table.fault is not None:
        raise table.fault
    by_key = {heading_key(header): index for index, header in enumerate(table.headers) if header}
    made = {transform.given for transform in spec.transforms}
    wanted = dict.fromkeys(spec.columns)
    wanted |= dict.fromkeys(name for transform in spec.transforms for name in transform.needed)
    wanted |= dict.fromkeys(rule.column for rule in spec.filters)
    if spec.relation:
        wanted[spec.relation.column] = None
    places = {name: by_key[heading_key(name)] for name in wanted if heading_key(name) in by_key}
    missing = [name for name in wanted if name not in places and name not in made]
    if missing:
        raise DataError(
            "load.source_columns", place=place_text(table.file, table.sheet), row=table.header_row,
            columns="、".join(missing), headers="、".join(h for h in table.headers if h),
        )  # fmt: skip
    return places


def _unknown(table: RawTable, spec: TableSpec, places: dict[str, int]) -> list[Unknown]:
    known = {heading_key(name) for name in spec.ignore} | {heading_key(table.headers[i]) for i in places.values()}
    return [Unknown(i, h, None) for i, h in enumerate(table.headers) if h and heading_key(h) not in known]


def _drop(cells: Sequence[Cell], rule: RowFilter, book: RowBook) -> None:
    pattern = re.compile(rule.regex) if rule.regex is not None else None
    listed = set(rule.one_of)
    memo: dict[str, bool] = {}
    for position, cell in enumerate(cells):
        text = cell_text(cell)
        drop = memo.get(text)
        if drop is None:
            drop = memo[text] = (
                text in listed
                or bool(pattern and pattern.search(text))
                or (rule.empty and not text.strip())
                or _outside(text, rule)
            )
        if drop:
            book.filtered.setdefault(position, FREE_RULE + rule.name)


def _outside(text: str, rule: RowFilter) -> bool:
    if (rule.min is None and rule.max is None) or not text:
        return False
    try:
        number = float(text)
    except ValueError:
        return False
    return (rule.min is not None and number < rule.min) or (rule.max is not None and number > rule.max)


def _shape(spec: TableSpec, schema: Schema, columns: dict[str, Column], kept: Sequence[int], applied: Applied) -> None:
    if spec.relation is None:
        if spec.kind is not None:
            targets = {target_of(text): columns[name] for name, text in spec.columns.items()}
            meaning = RelationValue(edge=spec.kind, orientation=spec.orientation)
            applied.shaped.append(_one(spec, schema, meaning, targets, kept))
        return
    relation = columns[spec.relation.column]
    groups: dict[str, list[int]] = {}
    for index, cell in enumerate(relation.cells):
        groups.setdefault(cell_text(cell), []).append(index)
    for value, indices in groups.items():
        meaning_of = spec.relation.values.get(value)
        if meaning_of is None or meaning_of.edge is None:
            problem = Problem("load.relation_unknown", value)
            applied.rejected += [Fault(kept[i], relation.heading, problem) for i in indices]
            continue
        targets = {target_of(text): _taken(columns[name], indices) for name, text in spec.columns.items()}
        applied.shaped.append(_one(spec, schema, meaning_of, targets, [kept[i] for i in indices]))


def _taken(column: Column, indices: list[int]) -> Column:
    confidence = None if column.confidence is None else column.confidence[indices]
    return Column([column.cells[i] for i in indices], column.heading, column.unit, confidence)


def _one(
    spec: TableSpec, schema: Schema, meaning: RelationValue, targets: dict[Target, Column], positions: Sequence[int]
) -> Shaped:
    """Shape the rows of one kind: fields it does not have are left, ends turned, constants put in."""
    declared = schema.kind(meaning.edge or "")
    fields = {own.name for own in declared.fields}
    found = {target: column for target, column in targets.items() if target.part or target.name in fields}
    if meaning.orientation == "reverse":
        found = {Target(_OTHER.get(t.part, t.part), t.name): column for t, column in found.items()}
    for name, value in {**spec.constants, **meaning.constants}.items():
        if name in fields:
            found[Target("", name)] = Column([value] * len(positions), declared.field(name).zh)
    ends = meaning.ends or spec.ends
    plans = {side: EndPlan(end.kind, end.create, end.split) for side, end in (("src", ends.src), ("dst", ends.dst))}
    symmetric = meaning.orientation == "symmetric" or (isinstance(declared, EdgeKind) and not declared.directed)
    return Shaped(declared.name, positions, found, plans, symmetric, spec.confidence)
