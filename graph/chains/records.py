"""Chain templates as records: Chain and Segment nodes, PART_OF and FEEDS edges, each with its line in the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd
import pyarrow as pa

from graph.chains.exclusions import Exclusions, load_exclusions
from graph.chains.template import EXCLUSIONS, ChainTemplate, SegmentTemplate
from graph.records import END_COLUMNS, Batch, Origin, RunInfo
from graph.schema import Schema, load_schema
from graph.workspace.frames import arrow_type

COMMAND = "templates"
SOURCE = "产业链模板"
RULES = "剔除规则"

_PRECISION = {1: "year", 2: "month", 3: "day"}
Row = dict[str, object]


def template_run(templates: Mapping[str, ChainTemplate], exclusions: Exclusions | None = None) -> RunInfo:
    """Return what is known of the run that brings these templates: one origin per file, the exclusions' last."""
    ordered = _ordered(templates)
    versions = sorted({template.version for template in ordered})
    rows = sum(1 + len(template.segments) for template in ordered)
    rules = exclusions or load_exclusions()
    return RunInfo(
        command=COMMAND,
        source=f"{SOURCE} {'、'.join(versions)}；{RULES} {rules.version}",
        origins=[
            *(Origin(template.file, "", template.digest) for template in ordered),
            Origin(EXCLUSIONS, "", rules.digest),
        ],
        # no source date: a template's effective date says nothing of how fresh the district's own tables are
        source_date=None,
        rows={"read": rows, "loaded": rows, "filtered": 0, "rejected": 0},
    )


def exclusions_version(runs: pd.DataFrame) -> str:
    """Return the version of the exclusions behind a graph, by its runs (``run, source``); '' where none is told."""
    told = runs.loc[runs["source"].fillna("").str.contains(f"；{RULES} ", regex=False)].sort_values("run")["source"]
    return str(told.iloc[-1]).rpartition(f"；{RULES} ")[2] if len(told) else ""


def template_batches(templates: Mapping[str, ChainTemplate], schema: Schema | None = None) -> list[Batch]:
    """Return the records of the templates.

    Parameters
    ----------
    templates : mapping
        Chain id → template.
    schema : Schema, optional
        The declarations; None: the shipped ones. Fields that a kind does not declare are left out.

    Returns
    -------
    list of Batch
        Chain, Segment, PART_OF (segment → chain), FEEDS (giver → taker, declared feedback too) and SAME_AS (segments of
        two chains that are one thing); ``origin`` is the file's place in ``template_run``, ``row`` the line of the
        segment in it. What points to a chain that is not among the templates is left out.
    """
    schema = schema or load_schema()
    makers: dict[str, Callable[[int, ChainTemplate], list[Row]]] = {
        "Chain": lambda at, template: [_chain(at, template)],
        "Segment": lambda at, template: [_segment(at, template, segment) for segment in template.segments],
        "PART_OF": _part_of,
        "FEEDS": lambda at, template: _feeds(at, template, _ids(templates)),
        "SAME_AS": lambda at, template: _same_as(at, template, _ids(templates)),
    }
    makers = {kind: make for kind, make in makers.items() if kind in schema.nodes or kind in schema.edges}
    batches = []
    for kind, make in makers.items():
        rows = [row for at, template in enumerate(_ordered(templates)) for row in make(at, template)]
        batches.append(Batch(kind, _table(schema, kind, rows)))
    return batches


def _ordered(templates: Mapping[str, ChainTemplate]) -> list[ChainTemplate]:
    return [template for _, template in sorted(templates.items())]


def _place(at: int, template: ChainTemplate, segment: SegmentTemplate | None = None) -> Row:
    return {"origin": at, "row": template.lines.get(segment.id, 1) if segment else 1}


def _chain(at: int, template: ChainTemplate) -> Row:
    return {
        "code": template.chain, "name": template.zh, "name_en": template.en, "version": template.version,
        "effective": template.effective, "effective_precision": "day", "basis": template.basis,
        "fields": list(template.fields), **_place(at, template),
    }  # fmt: skip


def _segment(at: int, template: ChainTemplate, segment: SegmentTemplate) -> Row:
    day, precision = _date(segment.access.date)
    return {
        "code": f"{template.chain}/{segment.id}", "name": segment.zh, "name_en": segment.en,
        "names": list(segment.names), "stage": segment.stage, "layer": segment.layer, "panel": segment.panel, "weight": segment.weight,
        "required": segment.required, "item_kind": segment.kind, "filled_by": segment.filled_by,
        "access_grade": segment.access.grade, "access_document": segment.access.document, "access_date": day,
        "access_date_precision": precision, "value_class": segment.value, "source": segment.source,
        "fields": list(segment.fields), "keywords": list(segment.keywords), "codes": list(segment.codes),
        **_place(at, template, segment),
    }  # fmt: skip


def _date(text: str) -> tuple[date | None, str | None]:
    """Read a date of which the day or the month may be unknown (2024-12)."""
    parts = [int(part) for part in text.split("-") if part.isdecimal()]
    if not parts:
        return None, None
    year, month, day = [*parts, 1, 1][:3]
    return date(year, month, day), _PRECISION[min(len(parts), 3)]


def _end(side: str, kind: str, code: str) -> Row:
    return dict(zip((f"{side}_{name}" for name in END_COLUMNS), (f"{kind.lower()}:{code}", None, kind), strict=True))


def _part_of(at: int, template: ChainTemplate) -> list[Row]:
    return [
        _end("src", "Segment", f"{template.chain}/{segment.id}")
        | _end("dst", "Chain", template.chain)
        | _place(at, template, segment)
        for segment in template.segments
    ]


def _ids(templates: Mapping[str, ChainTemplate]) -> set[str]:
    return {f"{template.chain}/{segment.id}" for template in templates.values() for segment in template.segments}


def _same_as(at: int, template: ChainTemplate, known: set[str]) -> list[Row]:
    rows = []
    for segment in template.segments:
        for name in segment.same_as:
            other = name if "/" in name else f"{template.chain}/{name}"
            if other in known:
                ends = _end("src", "Segment", f"{template.chain}/{segment.id}") | _end("dst", "Segment", other)
                rows.append(ends | _place(at, template, segment))
    return rows


def _feeds(at: int, template: ChainTemplate, known: set[str]) -> list[Row]:
    rows = []
    for segment in template.segments:
        for item in segment.inputs:
            giver = item.segment if "/" in item.segment else f"{template.chain}/{item.segment}"
            if giver in known:
                ends = _end("src", "Segment", giver) | _end("dst", "Segment", f"{template.chain}/{segment.id}")
                rows.append(ends | {"need": item.need, "reason": item.reason} | _place(at, template, segment))
    return rows


def _table(schema: Schema, kind: str, rows: Sequence[Row]) -> pa.Table:
    """Put rows into columns: every storage column of the kind, the ends of an edge, origin and row."""
    columns = {column.name: arrow_type(column) for column in schema.kind(kind).storage()}
    if kind in schema.edges:
        columns |= {f"{side}_{name}": pa.string() for side in ("src", "dst") for name in END_COLUMNS}
        columns |= {"inferred": pa.bool_(), "confidence": pa.float64()}
        rows = [{"inferred": False, **row} for row in rows]
    columns |= {"origin": pa.int32(), "row": pa.int32()}
    return pa.table({name: pa.array([row.get(name) for row in rows], type_) for name, type_ in columns.items()})
