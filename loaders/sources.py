"""Sources: other people's tables described in TOML, checked against the schema before anything is read."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from graph.errors import UsageError
from graph.schema import EdgeKind, NodeKind, Schema
from loaders.headers import Target
from loaders.transforms import Transform

Orientation = Literal["forward", "reverse", "symmetric"]
SIDES = ("src", "dst")


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class RowFilter(_Section):
    """Drops the rows in which ``column`` is one of ``is``, matches ``regex``, is below ``min``, above ``max`` or empty.

    ``name`` says in the load report why the rows are no records.
    """

    name: str
    column: str
    one_of: tuple[str, ...] = Field(default=(), alias="in")
    regex: str | None = None
    min: float | None = None
    max: float | None = None
    empty: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> RowFilter:
        if not self.one_of and self.regex is None and self.min is None and self.max is None and not self.empty:
            msg = "needs one of: in, regex, min, max, empty"
            raise ValueError(msg)
        if self.regex is not None:
            re.compile(self.regex)
        return self


class EndSpec(_Section):
    """An end of an edge: its kind where the schema allows several; ``create`` makes nodes that are not known.

    ``split`` says whether a cell may hold several names (without it the schema says so).
    """

    kind: str | None = None
    create: bool = False
    split: bool | None = None


class Ends(_Section):
    """Both ends of an edge."""

    src: EndSpec = EndSpec()
    dst: EndSpec = EndSpec()


class RelationValue(_Section):
    """What one value of the relation column means: an edge kind and orientation, or rows to drop (``skip``: why).

    ``forward``: the columns of ``src`` and ``dst`` are the ends as they stand; ``reverse``: the other way round;
    ``symmetric``: direction says nothing, ends are sorted.
    """

    edge: str | None = None
    orientation: Orientation = "forward"
    ends: Ends | None = None
    constants: dict[str, str | int | float | bool | dt.date] = {}
    skip: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> RelationValue:
        if (self.edge is None) == (self.skip is None):
            msg = "needs either edge or skip"
            raise ValueError(msg)
        return self


class Relation(_Section):
    """A column whose value says which kind of edge a row is; a value that is not listed rejects the row."""

    column: str
    values: dict[str, RelationValue]


class Bounds(_Section):
    """Too few (below ``min``) stops the load before anything is written; too many (above ``max``) only warns."""

    min: float | None = None
    max: float | None = None


class Expectation(_Section):
    """Counts of rows, rows per filter, records per kind, and fill rates (0–1) per field that are usual for a table."""

    read: Bounds | None = None
    loaded: Bounds | None = None
    rejected: Bounds | None = None
    filtered: dict[str, Bounds] = {}
    records: dict[str, Bounds] = {}
    filled: dict[str, Bounds] = {}


class TableSpec(_Section):
    """How a table is read.

    ``files`` and ``sheets`` are patterns; ``columns`` maps its headers to fields, or to ``src.name``, ``dst.ticker``,
    ``src.code``, ``dst.kind`` for ends; ``ignore`` lists headers that are known and not wanted. ``usual_rows`` also
    drops totals, notes and repeated headers. ``confidence`` marks all records, of nodes and of edges, as inferred.
    """

    files: tuple[str, ...]
    sheets: tuple[str, ...] = ("*",)
    header_row: int | None = None
    kind: str | None = None
    relation: Relation | None = None
    orientation: Orientation = "forward"
    columns: dict[str, str]
    units: dict[str, str] = {}
    ignore: tuple[str, ...] = ()
    constants: dict[str, str | int | float | bool | dt.date] = {}
    ends: Ends = Ends()
    filters: tuple[RowFilter, ...] = Field(default=(), alias="filter")
    transforms: tuple[Transform, ...] = Field(default=(), alias="transform")
    usual_rows: bool = False
    confidence: float | None = Field(default=None, ge=0, le=1)
    expect: Expectation = Expectation()

    @model_validator(mode="after")
    def _kind_or_relation(self) -> TableSpec:
        if (self.kind is None) == (self.relation is None):
            msg = "needs either kind or relation"
            raise ValueError(msg)
        return self

    def reads(self, file: str, sheet: str) -> bool:
        """Return whether the table stands in that file and sheet."""
        return self.reads_file(file) and (not sheet or any(fnmatchcase(sheet, p) for p in self.sheets))

    def reads_file(self, file: str) -> bool:
        """Return whether the table may stand in that file."""
        return any(fnmatchcase(file, pattern) for pattern in self.files)

    def kinds(self) -> list[str]:
        """Return the kinds of which the table's rows become records."""
        if self.kind is not None:
            return [self.kind]
        values = self.relation.values.values() if self.relation else ()
        return list(dict.fromkeys(value.edge for value in values if value.edge))


class Source(_Section):
    """Where tables come from and how they are read.

    Without ``table`` the headings and names of the tables say what they are, as without a source, and only publisher,
    date, universe and priority are stated. ``files`` are patterns of the files that are meant then.
    """

    name: str
    files: tuple[str, ...] = ("*",)
    publisher: str = ""
    licence: str = ""
    date: dt.date | None = None
    universe: str = ""
    priority: int = 0
    tables: tuple[TableSpec, ...] = Field(default=(), alias="table")

    def specs_for(self, file: str) -> Sequence[TableSpec | None]:
        """Return the tables that may stand in a file of that name; None is one that headings and names describe."""
        if not self.tables:
            return [None] if any(fnmatchcase(file, pattern) for pattern in self.files) else []
        return [spec for spec in self.tables if spec.reads_file(file)]


def target_of(text: str) -> Target:
    """Return what a source's column fills: ``share`` a field, ``src.ticker`` an end."""
    part, dot, name = text.partition(".")
    return Target(part, name) if dot else Target("", text)


def read_source(path: Path, schema: Schema) -> Source:
    """Read a source file; UsageError names file, line, key and fault, all faults at once."""
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError as error:
        raise UsageError("load.source_missing", file=path) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError("load.source_unreadable", file=path.name, reason=error) from error
    try:
        source = Source(**data)
    except ValidationError as error:
        faults = [_fault(text, fault["loc"], fault["msg"]) for fault in error.errors()]
        raise UsageError("load.source_faults", file=path.name, count=len(faults), faults="\n".join(faults)) from error
    faults = [_fault(text, loc, message) for loc, message in _contradictions(source, schema)]
    if faults:
        raise UsageError("load.source_faults", file=path.name, count=len(faults), faults="\n".join(faults))
    return source


_Loc = tuple[int | str, ...]


def _fault(text: str, loc: _Loc, message: str) -> str:
    line = _line_of(text, loc)
    return f"  line {line}, {'.'.join(map(str, loc))}: {message}"


def _line_of(text: str, loc: _Loc) -> int:
    """Return the 1-based line of a key: that of the longest part of its path that the text shows."""
    lines = text.splitlines()
    start, found = 0, 1
    path = ""
    for position, step in enumerate(loc):
        if isinstance(step, int):
            heads = [i for i, line in enumerate(lines) if line.strip() == f"[[{path}]]" and i >= start]
            if step < len(heads):
                start = heads[step]
                found = start + 1
            continue
        path = f"{path}.{step}" if path else step
        rest = loc[position + 1 :]
        pattern = re.compile(rf"""\s*(?:\[+(?:.*\.)?|(?:[\w."'-]+\.)?)["']?{re.escape(step)}["']?\s*(?:=|[\].])""")
        place = next((i for i, line in enumerate(lines[start:], start) if pattern.match(line)), None)
        if place is not None and not (rest and isinstance(rest[0], int) and lines[place].strip() == f"[[{path}]]"):
            start, found = place, place + 1
    return found


def _contradictions(source: Source, schema: Schema) -> Iterator[tuple[_Loc, str]]:
    """Yield what a source says that the schema does not know."""
    for number, spec in enumerate(source.tables):
        here: _Loc = ("table", number)
        kinds = spec.kinds()
        unknown = [kind for kind in kinds if kind not in schema.nodes and kind not in schema.edges]
        for kind in unknown:
            known = ", ".join([*schema.nodes, *schema.edges])
            yield (*here, "kind" if spec.kind else "relation"), f"unknown kind {kind}; known: {known}"
        if not unknown:
            yield from _field_faults(spec, [schema.kind(kind) for kind in kinds], here)
        if spec.relation:
            for value, meaning in spec.relation.values.items():
                at = (*here, "relation", "values", value)
                if meaning.edge in schema.nodes:
                    yield at, f"{meaning.edge} is a node kind, an edge kind is wanted"
                elif meaning.edge in schema.edges:
                    yield from _end_faults(meaning.ends or spec.ends, schema.edges[meaning.edge], at)
        elif spec.kind in schema.edges:
            yield from _end_faults(spec.ends, schema.edges[spec.kind], here)


def _field_faults(spec: TableSpec, kinds: list[NodeKind | EdgeKind], here: _Loc) -> Iterator[tuple[_Loc, str]]:
    """Yield columns and constants that none of the table's kinds has."""
    titles = " / ".join(kind.name for kind in kinds)
    names = {own.name for kind in kinds for own in kind.fields}
    parts: set[str] = set()
    for kind in kinds:
        ends = SIDES if isinstance(kind, EdgeKind) else [f"link{n}" for n, link in enumerate(kind.links) if link.end]
        parts |= set(ends)
    for header, text in spec.columns.items():
        target = target_of(text)
        if target.part and target.part not in parts:
            yield (*here, "columns", header), f"{titles} has no end {target.part}"
        elif not target.part and target.name not in names:
            yield (*here, "columns", header), f"{titles} has no field {target.name}; fields: {', '.join(sorted(names))}"
    constants = dict.fromkeys(spec.constants, "constants") | dict.fromkeys(spec.expect.filled, "expect")
    for name, key in constants.items():
        if name not in names:
            yield (*here, key), f"{titles} has no field {name}"


def _end_faults(ends: Ends, edge: EdgeKind, here: _Loc) -> Iterator[tuple[_Loc, str]]:
    for side in SIDES:
        kind = getattr(ends, side).kind
        allowed = (*getattr(edge, side).kinds, *getattr(edge, side).roles)
        if kind is not None and kind not in allowed:
            yield (*here, "ends", side), f"{kind} may not stand at {edge.name}.{side}; allowed: {', '.join(allowed)}"
