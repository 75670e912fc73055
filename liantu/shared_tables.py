"""What a push changes and what a database holds, as tables: codes for programs, and beside each its word for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from analyses.result import Result
from graph.neo4j.address import Address
from graph.neo4j.claims import KIND
from graph.neo4j.model import SINCE, SOURCE_COUNT, SOURCES, UNIVERSE, UNTIL
from graph.neo4j.report import PushReport
from graph.neo4j.status import Held, Status
from graph.schema import Schema
from graph.words import language, name_of, say
from graph.workspace.layout import declared
from graph.workspace.sql import tables
from visualizations.columns import cell_text

_PUSH = ("kind", "kind_name", "sent", "new", "changed", "gone")
_STATUS = (
    "part", "part_name", "workspace", "kind", "kind_name", "id", "field", "field_name", "value", "value_name", "stands",
    "stands_name",
)  # fmt: skip
_BESIDE = {
    KIND: "field_kind", "src": "field_src", "dst": "field_dst", SINCE: "field_from",
    UNTIL: "field_to", UNIVERSE: "field_universe", SOURCES: "field_sources", SOURCE_COUNT: "field_source_count",
}  # fmt: skip
"""What may differ beside the fields that a kind declares, and the words for it."""
Line = dict[str, object]


def push_result(report: PushReport, schema: Schema) -> Result:
    """Return what a push changes, kind by kind."""
    names = _kind_names(schema)
    lines = [{**vars(change), "kind_name": names.get(change.kind, change.kind)} for change in report.changes]
    rows = pd.DataFrame(lines, columns=list(_PUSH)).astype({"changed": "Int64"})
    told = {
        "workspace": report.workspace, "graph_version": report.version, "whole": report.whole, "nodes": report.nodes,
        "edges": report.edges,
    }  # fmt: skip
    return Result("neo4j push", rows, told, {}, None)


def status_result(status: Status, schema: Schema, address: Address) -> Result:
    """Return what a database holds, a line each: workspaces, claims, nodes kept, values that differ."""
    names, fields, kinds = _workspace_names(status), _Fields(schema), _kind_names(schema)
    lines = [line for held in status.held for line in _held_lines(held, names)]
    for claim in status.claims:
        whose = names.get(claim.workspace, claim.workspace)
        line: Line = {"part": "claim", "workspace": whose, "kind": claim.kind, "id": claim.id}
        says, stands = json.loads(claim.says), json.loads(claim.stands)
        lines.append(line | fields.cells(claim.kind, claim.field, says, stands))
    lines += [{"part": "kept", "kind": kind, "id": uid} for uid, kind in status.kept]
    for each in status.differences:
        line = {"part": each.part, "kind": each.kind, "id": each.id}
        lines.append(line | (fields.cells(each.kind, each.field, each.pushed, each.found) if each.field else {}))
    rows = pd.DataFrame([_named(line, kinds) for line in lines], columns=list(_STATUS), dtype=object).fillna("")
    told = {"workspace": status.mine, "graph_version": status.version, "address": str(address), "neo4j": status.release}
    return Result("neo4j status", rows, told, {}, None)


def _named(line: Line, kinds: Mapping[str, str]) -> Line:
    """Return a line with the words for its part and kind."""
    kind = str(line.get("kind", ""))
    return {**line, "part_name": say(f"neo4j_graph.part_{line['part']}"), "kind_name": kinds.get(kind, kind)}


def _held_lines(held: Held, names: Mapping[str, str]) -> list[Line]:
    """Return what is told of a workspace's part: version, counts, and how the last push ended."""
    mark = held.marker
    values = {"version": mark.version, "nodes": held.nodes, "edges": held.edges, "state": mark.state}
    head: Line = {"part": "workspace", "workspace": names[mark.id], "id": mark.id}
    return [
        {
            **head,
            "field": field,
            "field_name": say(f"neo4j_graph.field_{field}"),
            "value": str(value),
            "value_name": say(f"neo4j_graph.state_{value}") if field == "state" else str(value),
        }
        for field, value in values.items()
    ]


def _text(value: Any) -> str:
    """Return a value as programs read it, empty where nothing is stated."""
    if value is None:
        return ""
    if isinstance(value, (str, date)):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _workspace_names(status: Status) -> dict[str, str]:
    """Return the names of workspaces by id, with the id where several bear one name."""
    marks = [held.marker for held in status.held]
    often = Counter(mark.name for mark in marks)
    return {mark.id: mark.name if often[mark.name] == 1 else f"{mark.name} ({mark.id})" for mark in marks}


def _kind_names(schema: Schema) -> dict[str, str]:
    return {kind.name: name_of(kind) for kind in declared(schema)}


class _Fields:
    """The fields of a schema in the language in force: their names, and the words of what may be chosen."""

    def __init__(self, schema: Schema) -> None:
        listed = tables(schema)
        self._names = dict(zip(zip(listed["table"], listed["column"], strict=True), listed[language()], strict=True))
        self._kinds = _kind_names(schema)
        self._choices = {(kind.name, field.name): field.choices for kind in declared(schema) for field in kind.fields}

    def cells(self, kind: str, field: str, says: Any, stands: Any) -> Line:
        """Return the cells that tell a value beside the one that stands."""
        return {
            "field": field,
            "field_name": self._name(kind, field),
            "value": _text(says),
            "value_name": self._word(kind, field, says),
            "stands": _text(stands),
            "stands_name": self._word(kind, field, stands),
        }

    def _name(self, kind: str, field: str) -> str:
        return say(f"neo4j_graph.{_BESIDE[field]}") if field in _BESIDE else self._names.get((kind, field), field)

    def _word(self, kind: str, field: str, value: Any) -> str:
        if value is None:
            return say("neo4j_graph.not_stated")
        told = cell_text(value)
        if field == KIND:
            return self._kinds.get(told, told)
        # choices have a Chinese name beside the stored one, which is English
        return self._choices.get((kind, field), {}).get(told, told) if language() == "zh" else told
