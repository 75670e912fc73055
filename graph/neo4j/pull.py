"""Pull: a snapshot of the graph straight from a database, with no workspace at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import neo4j
import pandas as pd
import pyarrow as pa
from pydantic import ValidationError

from graph.chains.template import ChainTemplate
from graph.errors import WorkspaceError, faults_of
from graph.neo4j import pull_statements
from graph.neo4j.database import Database
from graph.neo4j.marker import Marker, choose, read_markers
from graph.neo4j.model import LAYOUT
from graph.schema import EdgeKind, NodeKind, Schema
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.workspace.frames import FACT_COLUMNS, RUN_COLUMNS, arrow_type, empty, frame_of, shown_columns
from graph.workspace.layout import declared

_PIECE = 20_000  # rows taken into Arrow at once
_ASKED = 5_000  # ids asked for at once
MANY = 20_000  # ids beyond which reading a whole kind is quicker than looking each one up
_NAMED = 3  # faults of declarations or settings that a message names
_TOLD = 60  # characters of a value that a message shows
_PYTHON: Mapping[pa.DataType, set[type]] = {
    pa.string(): {str}, pa.date32(): {str}, pa.int32(): {int}, pa.int64(): {int}, pa.float64(): {int, float},
    pa.bool_(): {bool}, pa.list_(pa.string()): {list},
}  # fmt: skip
_FACT_TYPES = (pa.string(), pa.string(), pa.string(), pa.int32(), pa.int32(), pa.string(), pa.date32(), pa.int64())
_RUN_TYPES = (pa.int32(), pa.string(), pa.string(), pa.string(), pa.date32(), pa.string(), pa.int32())


def open_snapshot(database: Database, as_of: date | None = None, *, workspace: str | None = None) -> Snapshot:
    """Return the graph at a day from a database alone.

    Parameters
    ----------
    database : Database
        Where from.
    as_of : date, optional
        The day; None: the newest declared date of the sources behind the graph.
    workspace : str, optional
        Id or name of a workspace, where several share the database.

    Raises
    ------
    WorkspaceError
        Nothing was pushed there, several workspaces and none named, the last push is incomplete, or a newer liantu's.
    """
    marker = choose(read_markers(database), workspace)
    marker.check_complete()
    told = described(database, marker)
    schema = read_schema(told["schema"], marker)

    def templates() -> dict[str, ChainTemplate]:
        text = database.read(pull_statements.TEMPLATES, workspace=marker.id)[0]["templates"]
        with _understood(marker):
            return {name: ChainTemplate(**data) for name, data in json.loads(text).items()}

    with _understood(marker):
        source = Neo4jSource(database, schema, marker, told["runs"])
        settings = Settings.from_elsewhere(json.loads(told["settings"]))
    day = as_of or told["as_of"].to_native()
    return Snapshot(source, schema=schema, settings=settings, templates=templates, as_of=day)


def described(database: Database, marker: Marker) -> neo4j.Record:
    """Return what the last push told of a workspace; WorkspaceError where a newer liantu wrote it."""
    told = database.read(pull_statements.DESCRIPTION, workspace=marker.id)[0]
    if told["layout"] > LAYOUT:
        raise WorkspaceError("neo4j_graph.newer", found=told["layout"], known=LAYOUT)
    return told


def read_schema(text: str, marker: Marker) -> Schema:
    """Return the declarations that the push of a workspace wrote; WorkspaceError where they make no sense to us."""
    with _understood(marker):
        kinds = [EdgeKind(**data) if "edge" in data else NodeKind(**data) for data in json.loads(text)]
    nodes = {kind.name: kind for kind in kinds if isinstance(kind, NodeKind)}
    return Schema(nodes, {kind.name: kind for kind in kinds if isinstance(kind, EdgeKind)})


@contextmanager
def _understood(marker: Marker) -> Iterator[None]:
    """Turn what we cannot make sense of into a sentence: a newer release wrote it, or somebody's hand."""
    try:
        yield
    except (ValueError, TypeError) as error:
        reason = faults_of(error, _NAMED) if isinstance(error, ValidationError) else str(error)
        raise WorkspaceError("neo4j_graph.not_understood", workspace=marker.name, reason=reason) from error


class Neo4jSource:
    """Tables of the graph as a workspace pushed it; refuses when another push came since."""

    def __init__(self, database: Database, schema: Schema, marker: Marker, runs: str) -> None:
        self._database = database
        self._schema = schema
        self._marker = marker
        self._runs = _columns(_read_runs(runs), RUN_COLUMNS, _RUN_TYPES)

    def _check(self) -> None:
        now = next((marker for marker in read_markers(self._database) if marker.id == self._marker.id), None)
        if now is None or not now.complete or now.push != self._marker.push:
            raise WorkspaceError("neo4j_graph.changed", workspace=self._marker.name)

    def table(self, kind: str, columns: Sequence[str]) -> pa.Table:
        """Return these columns of a kind, by uid or key."""
        own = self._schema.kind(kind)
        types = {column.name: arrow_type(column) for column in shown_columns(own)}
        wanted = pa.schema([(name, types[name]) for name in columns])

        def pieces_of(result: neo4j.Result) -> list[pa.Table]:
            return [_piece(kind, records, wanted) for records in iter(lambda: result.fetch(_PIECE), [])]

        pieces = self._database.take(pieces_of, pull_statements.table(own, columns), workspace=self._marker.id)
        self._check()
        if not pieces:
            return empty(own, columns)
        return pa.concat_tables(pieces).sort_by(columns[0]).combine_chunks()

    def facts(self, ids: Sequence[str]) -> pd.DataFrame:
        """Return the places behind the ids."""
        markers = self._database.read(pull_statements.RUNS)
        runs = {(mark["id"], run["run"]): run for mark in markers for run in _read_runs(mark["runs"])}
        rows = []
        for record in sorted(self._places(ids), key=lambda record: record["id"]):
            for place in record["places"] or ():  # what is derived has none
                file, sheet, row, run = json.loads(place)
                told = runs.get((record["owner"], run), {})  # none where the other's push was cut off
                source = told.get("source"), told.get("source_date")
                values = (record["id"], file, sheet, row, run, *source, record["total"])
                rows.append(dict(zip(FACT_COLUMNS, values, strict=True)))
        self._check()
        return frame_of(_columns(rows, FACT_COLUMNS, _FACT_TYPES))

    def _places(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the records of places: kind by kind where many are asked for, else of each id."""
        if len(ids) <= MANY:
            return self._places_of(ids)
        wanted = set(ids)

        def wanted_of(result: neo4j.Result) -> list[dict[str, Any]]:
            return [record.data() for record in result if record["id"] in wanted]

        found: list[dict[str, Any]] = []
        for kind in declared(self._schema):
            found += self._database.take(wanted_of, pull_statements.places(kind), workspace=self._marker.id)
        return found

    def _places_of(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the records of places of nodes, then of edges for the ids that are none."""
        left = list(ids)
        found: list[dict[str, Any]] = []
        asked = [pull_statements.NODE_PLACES, *(pull_statements.edge_places(kind) for kind in self._schema.edges)]
        for statement in asked:
            if not left:
                break
            here = []
            for start in range(0, len(left), _ASKED):
                here += self._database.read(statement, ids=left[start : start + _ASKED])
            known = {record["id"] for record in here}
            found += [record.data() for record in here]
            left = [each for each in left if each not in known]
        return found

    def runs(self) -> pd.DataFrame:
        """Return the runs."""
        return frame_of(self._runs)

    def universes(self, uids: Sequence[str]) -> dict[str, str]:
        """Return the declared universes."""
        found = {}
        for start in range(0, len(uids), _ASKED):
            for record in self._database.read(pull_statements.UNIVERSES, ids=list(uids[start : start + _ASKED])):
                found[record["id"]] = record["universe"]
        return {uid: found[uid] for uid in uids if uid in found}


def _read_runs(text: str) -> list[dict[str, Any]]:
    return [dict(zip(RUN_COLUMNS, row, strict=True)) for row in json.loads(text)]


def _piece(kind: str, records: Sequence[Any], wanted: pa.Schema) -> pa.Table:
    """Return records of a kind as a piece of a table; WorkspaceError names a value that its column cannot hold."""
    arrays = []
    for field, values in zip(wanted, zip(*records, strict=True), strict=True):
        try:
            arrays.append(_array(values, field.type))
        except pa.ArrowException as error:  # push writes no such value: somebody changed it by hand
            place = next((place for place, value in enumerate(values) if not _fits(value, field.type)), 0)
            told = {"kind": kind, "field": field.name, "id": records[place][0], "value": str(values[place])[:_TOLD]}
            raise WorkspaceError("neo4j_graph.foreign_value", **told) from error
    return pa.table(arrays, schema=wanted)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Return values as a column; dates arrive as texts. Arrow alone would cut fractions and take a text for a list."""
    if not {*map(type, values)} <= {*_PYTHON[kind], type(None)}:
        raise pa.ArrowTypeError
    return pa.array(values, pa.string()).cast(kind) if pa.types.is_date(kind) else pa.array(values, kind)


def _fits(value: Any, kind: pa.DataType) -> bool:
    try:
        _array([value], kind)
    except pa.ArrowException:
        return False
    return True


def _columns(rows: Sequence[dict[str, Any]], names: Sequence[str], types: Sequence[pa.DataType]) -> pa.Table:
    arrays = {}
    for name, kind in zip(names, types, strict=True):
        values = [row[name] for row in rows]
        if pa.types.is_date(kind) and any(isinstance(value, str) for value in values):
            arrays[name] = pa.array(values, pa.string()).cast(kind)
        else:
            arrays[name] = pa.array(values, kind)
    return pa.table(arrays)
