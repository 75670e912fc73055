"""The catalogue 查询目录: named gap queries, each a ``.cypher`` file whose header says what it answers.

A file begins with a comment ``/* … */`` that holds YAML: ``zh``, ``en`` (what it answers), ``params`` and ``columns``.
Tests that many queries share (an effective firm, a place in the region) are written once in ``fragments.yaml`` and
stand in a query as ``<<name argument …>>``; what is shown and run is plain Cypher.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import process

from graph.errors import NotPossible, UsageError
from graph.safe_yaml import parse_yaml
from graph.words import name_of, say

ParameterType = Literal["division", "chain", "segment", "date", "integer", "number", "text"]
ColumnType = Literal["uid", "uids", "text", "integer", "number", "money", "share", "date", "flag", "list"]
Default = str | int | float | None

_FOLDER = resources.files("graph.queries")
_HEADER = re.compile(r"\A/\*\n(.*?)\n\*/\n", re.DOTALL)
_CALL = re.compile(r"<<([a-z_]+)((?: [^\s<>]+)*)>>")


class Parameter(BaseModel):
    """A parameter: without ``default`` it must be given; ``optional`` ones are null where not given.

    ``home`` and ``as_of`` as defaults stand for the workspace's district and the graph's day. A text that means a node
    says of which kind (``of``) and by which of its fields the query finds it (``by``); a day names the parameter that
    it has to lie ``after``; a number says the ``least`` that it may be.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: ParameterType
    zh: str
    en: str
    default: Default = None
    optional: bool = False
    after: str = ""
    least: float | None = None
    unit: str = ""
    of: str = ""
    by: tuple[str, ...] = ()

    def named(self) -> str:
        """Return what it is, in the language in force."""
        return name_of(self)


class Column(BaseModel):
    """A column of the answer; ``uid`` columns hold nodes, ``uids`` lists of nodes, that a network can draw.

    ``words`` says where the words are that people read in place of its codes, the surest place first: ``kinds``,
    ``divisions``, ``queries`` (the word file, ``code_…``), a field with choices (``Lead.stage``), or a kind whose fields
    are meant (``Space``).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: ColumnType
    zh: str
    en: str
    unit: str = ""
    words: tuple[str, ...] = ()


class Header(BaseModel):
    """What stands in the comment before a query; ``uses`` names parameters that many queries share.

    ``note_zh``, ``note_en``: how to read the answer, and where it differs from what the analyses say.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    en: str
    note_zh: str = ""
    note_en: str = ""
    uses: tuple[str, ...] = ()
    params: dict[str, Parameter] = Field(default_factory=dict)
    columns: dict[str, Column]


@dataclass(frozen=True)
class Query:
    """A named query: its header, its text as the file has it, and the text to run, fragments written out."""

    name: str
    header: Header
    source: str
    text: str

    @functools.cached_property
    def parameters(self) -> dict[str, Parameter]:
        """All parameters by name, shared ones first."""
        return {**{name: shared_parameters()[name] for name in self.header.uses}, **self.header.params}

    def bound(self, given: Mapping[str, object], defaults: Mapping[str, object]) -> dict[str, object]:
        """Return the parameters to send, defaults filled in; UsageError for unknown or missing ones.

        ``defaults`` holds what ``home`` and ``as_of`` stand for.
        """
        unknown = sorted(set(given) - set(self.parameters))
        if unknown:
            raise UsageError(
                "queries.unknown_parameter",
                query=self.name, names=", ".join(unknown), known=", ".join(self.parameters),
            )  # fmt: skip
        values: dict[str, object] = {}
        for name, parameter in self.parameters.items():
            value = given.get(name)
            if value is None and isinstance(parameter.default, str):
                value = defaults.get(parameter.default, parameter.default)
            elif value is None:
                value = parameter.default
            if value is None and not parameter.optional:
                raise UsageError("queries.missing_parameter", query=self.name, name=name, about=parameter.named())
            values[name] = value
        return values


class Fragment(BaseModel):
    """A piece of Cypher with placeholders ``@name``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    args: tuple[str, ...] = ()
    text: str

    def fill(self, values: list[str]) -> str:
        """Return the text with the placeholders filled; ValueError where their number differs."""
        pairs = dict(zip(self.args, values, strict=True))
        return re.sub(r"@(\w+)", lambda place: pairs[place[1]], self.text)


@functools.cache
def shared_parameters() -> dict[str, Parameter]:
    """Return the parameters that many queries share, by name."""
    return {name: Parameter(**value) for name, value in _shipped("parameters.yaml").items()}


@functools.cache
def fragments() -> dict[str, Fragment]:
    """Return the shared fragments by name."""
    return {name: Fragment(**value) for name, value in _shipped("fragments.yaml").items()}


def _shipped(file: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = parse_yaml((_FOLDER / file).read_text("utf-8"))
    return found


def expand(text: str, fragments: Mapping[str, Fragment]) -> str:
    """Write out the fragments of a query, indented as the place where they stand; KeyError names an unknown one."""
    found = _CALL.search(text)
    while found:
        fragment = fragments[found[1]]
        written = fragment.fill(found[2].split())
        start = text.rfind("\n", 0, found.start()) + 1
        indent = re.match(r" *", text[start:])
        written = written.replace("\n", "\n" + (indent[0] if indent else ""))
        text = text[: found.start()] + written + text[found.end() :]
        found = _CALL.search(text)
    return text


def read_query(name: str, text: str) -> Query:
    """Return the query in the text of a ``.cypher`` file; UsageError where its header cannot be read."""
    found = _HEADER.match(text)
    try:
        header = Header.model_validate(parse_yaml(found[1]) if found else None)
    except ValidationError as error:
        raise UsageError("queries.bad_header", query=name, reason=error.errors()[0]["msg"]) from error
    source = text[found.end() if found else 0 :]
    return Query(name, header, source, expand(source, fragments()).strip() + "\n")


@functools.cache
def catalogue() -> dict[str, Query]:
    """Return all shipped queries by name, in the order of their names."""
    files = sorted((file.name, file) for file in _FOLDER.iterdir() if file.name.endswith(".cypher"))
    names = ((name.removesuffix(".cypher"), file) for name, file in files)
    return {name: read_query(name, file.read_text("utf-8")) for name, file in names}


def find_query(name: str) -> Query:
    """Return the query of that name or Chinese title; NotPossible names the nearest where there is none.

    UsageError where nothing is named.
    """
    if not name.strip():
        raise UsageError("queries.empty")
    known = catalogue()
    titles = {query.header.zh: query for query in known.values()}
    query = known.get(name) or titles.get(name)
    if query is None:
        near = process.extract(name, [*known, *titles], limit=3)
        raise NotPossible("queries.unknown", name=name, near=say("queries.comma").join(text for text, _, _ in near))
    return query
