"""The header row of a table, matched to the fields of a kind: names, aliases, units in brackets, ends of edges.

Headings are compared after normalisation (NFKC, case, blanks, required marks), then without a unit in brackets
(总投资（万元） is 总投资 in 万元), then without any bracket.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz, process

from graph.schema import EdgeKind, NodeKind, Schema
from graph.schema.core import End, Link
from graph.words import LANGUAGES, say

# columns that only number the rows, and those a quarantine workbook adds: known, and nothing to load
ROW_NUMBERS = frozenset({"序号", "行号", "no", "no.", "#", "nr", "index"})
QUARANTINE_COLUMNS = ("q_reason", "q_file", "q_sheet", "q_row")
KIND_WORDS = ("类别", "类型", "kind")
_UNIT = re.compile(
    r"(?:单位[::]?)?((?:千|百|十|万|亿|百万|千万|十亿|thousand|million|billion)?"
    r"(?:元|人民币|rmb|cny|美元|美金|usd|欧元|eur|港元|港币|日元|英镑|元人民币)?"
    r"|%|‰|百分比|percent|m2|m²|㎡|平方米|平方公里|km2|km²|公顷|亩|平米|万平方米|万平米|万㎡|万m2"
    r"|人|万人|名|家|户|个|项|件|台|套|篇|次|年|个月|月|天|吨|万吨|t|米|m|kva|kw|千瓦|万千瓦|兆瓦|t/m2|t/㎡|t/m²)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(.*?)[(\[]([^()\[\]]*)[)\]]$")
_TRAILING_UNIT = re.compile(r"(.+?)[/_,\-:]([^/_,\-:]{1,8})$")
_YEAR = r"((?:19|20)\d\d)(?:年度?|fy)?"
_OF_YEAR = re.compile(rf"(?:{_YEAR}[_-]?(?P<after>\D.*)|(?P<before>.*\D)[_-]?{_YEAR})")
_YEAR_IN_BRACKETS = re.compile(rf"[(\[]{_YEAR}[)\]]")
_NO_YEAR = 9999  # a heading that states none speaks of the newest
_SHOWN = 8  # accepted headings that a message lists
_SPELLED = 200  # rank from which headings are put together (供应商 + 信用代码), too many to list
END_RANK = 100  # of an end's own name
_SIMILAR = 70.0  # likeness (0–100) from which a known heading is suggested for an unknown one


class Target(NamedTuple):
    """What a column fills.

    ``part`` is ``''`` for a field of the kind itself, ``src`` or ``dst`` for an end of an edge, ``link<n>`` for the
    end of the kind's n-th link. ``name`` is the field; for an end ``name``, ``code`` (any identifier), ``kind``, or
    the identifier field that the heading names.
    """

    part: str
    name: str


@dataclass(frozen=True)
class Heading:
    """A heading that a kind accepts: what it fills, its text, its rank (0: the field's own name).

    ``technical``: a name of the schema (``src_id``), which programs write and no message shows.
    """

    target: Target
    text: str
    rank: int
    technical: bool = False

    @property
    def own(self) -> bool:
        """Whether it is the field's or the end's own name, not an alias."""
        return self.rank in (0, END_RANK)


@dataclass(frozen=True)
class Unknown:
    """A column that fits no field: its place, its heading, and the most similar heading that would fit."""

    index: int
    heading: str
    suggestion: str | None


@dataclass(frozen=True)
class Match:
    """A header row seen as a kind.

    Attributes
    ----------
    kind : str
        Name of the kind.
    columns : dict
        Column index → what it fills.
    units : dict
        Column index → unit that the heading states (``''``: none).
    unknown : tuple of Unknown
        Columns that fit nothing.
    doubled : tuple
        ``(heading not used, heading used)`` where two columns mean the same field.
    missing : tuple of str
        For each required field or end without a column, the headings it accepts, joined.
    """

    kind: str
    columns: dict[int, Target]
    units: dict[int, str]
    unknown: tuple[Unknown, ...] = ()
    doubled: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    known: int = field(default=0)
    own: int = 0  # columns headed by the field's own name, not by an alias


def heading_key(text: str) -> str:
    """Return the form in which headings are compared: ``＊ 企业 名称：`` → ``企业名称``."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(str.maketrans("【】〔〕", "[]()"))
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf").strip("*:;")


def split_unit(key: str) -> Iterator[tuple[str, str]]:
    """Yield ``(heading, unit)`` readings of a normalised heading, the most literal first."""
    yield key, ""
    bracket, unit = _BRACKETED.fullmatch(key), ""
    while bracket:
        inner = _UNIT.fullmatch(bracket[2])
        unit = inner[1] if inner and inner[1] else unit
        yield bracket[1], unit
        bracket = _BRACKETED.fullmatch(bracket[1])
    tail = _TRAILING_UNIT.fullmatch(key)
    if tail and (after := _UNIT.fullmatch(tail[2])) and after[1]:
        yield tail[1], after[1]


def split_year(key: str) -> Iterator[tuple[str, str, int]]:
    """Yield ``(heading, unit, year)`` readings of a normalised heading: 2025年营业收入(万元) is 营业收入 of 2025 in 万元."""
    readings = list(split_unit(key))
    stated = _YEAR_IN_BRACKETS.search(key)
    yield from ((stem, unit, int(stated[1]) if stated else _NO_YEAR) for stem, unit in readings)
    for stem, unit in readings:
        found = _OF_YEAR.fullmatch(stem)
        if found:
            yield found["after"] or found["before"].rstrip("_-"), unit, int(found[1] or found[4])


def accepted(schema: Schema, kind: str) -> dict[str, Heading]:
    """Return every heading the kind accepts, by its normalised form; own names beat aliases, fields beat ends."""
    declared = schema.kind(kind)
    found: dict[str, Heading] = {}
    for heading in sorted(_declared_headings(schema, declared), key=lambda heading: heading.rank):
        found.setdefault(heading_key(heading.text), heading)
    return found


def _declared_headings(schema: Schema, kind: NodeKind | EdgeKind) -> Iterator[Heading]:
    for own in kind.fields:
        for place, text in enumerate(own.headers()):
            yield Heading(Target("", own.name), text, max(0, place - 2), technical=text == own.name)
    if isinstance(kind, EdgeKind):
        for side, end in (("src", kind.src), ("dst", kind.dst)):
            yield from _end_headings(schema, side, end, (*end.kinds, *end.roles), technical=side)
    else:
        for number, link in enumerate(kind.links):
            if link.end:
                technical = f"{link.edge.lower()}_{link.other}"
                kinds = link_kinds(schema, link)
                yield from _end_headings(schema, f"link{number}", link.end, kinds, technical=technical)


def _end_headings(schema: Schema, part: str, end: End, kinds: Sequence[str], *, technical: str) -> Iterator[Heading]:
    for place, text in enumerate((end.zh, end.en, *end.aliases)):
        yield Heading(Target(part, "name"), text, END_RANK if place < 2 else END_RANK + place - 1)
    for text in end.code_aliases:
        yield Heading(Target(part, "code"), text, END_RANK + 50)
    identifiers = _identifiers(schema, kinds)
    for place, base in enumerate((end.zh, end.en, *end.aliases)):
        for name, texts in identifiers:
            for text in texts:
                yield Heading(Target(part, name), f"{base}{text}", 200 + place)
        for word in KIND_WORDS:
            yield Heading(Target(part, "kind"), f"{base}{word}", 300 + place)
    for name, words in (("name", ("", "_name")), ("code", ("_id", "_code")), ("kind", ("_kind",))):
        for word in words:
            yield Heading(Target(part, name), f"{technical}{word}", END_RANK + 50, technical=True)


def link_kinds(schema: Schema, link: Link) -> tuple[str, ...]:
    """Return the kinds that a link's other end may be: the one it names, else all that the edge allows."""
    end = getattr(schema.edges[link.edge], link.other)
    return (link.kind,) if link.kind else (*end.kinds, *end.roles)


def _identifiers(schema: Schema, kinds: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind in kinds:
        node = schema.nodes[kind]
        for name in node.identifiers:
            found.setdefault(name, node.field(name).headers())
    return list(found.items())


def required_targets(schema: Schema, kind: str) -> list[tuple[str, frozenset[Target]]]:
    """Return what a row must have: for each part its Chinese name and the targets of which one is enough."""
    declared = schema.kind(kind)
    wanted = [(own.zh, frozenset({Target("", own.name)})) for own in declared.fields if own.required]
    ends: list[tuple[str, End, Sequence[str]]] = []
    if isinstance(declared, EdgeKind):
        ends += [("src", declared.src, declared.src.kinds), ("dst", declared.dst, declared.dst.kinds)]
    else:
        required = [(n, link) for n, link in enumerate(declared.links) if link.required]
        ends += [(f"link{n}", link.end, link_kinds(schema, link)) for n, link in required if link.end]
    for part, end, kinds in ends:
        names = {"name", "code", *(name for name, _ in _identifiers(schema, kinds))}
        wanted.append((end.zh, frozenset(Target(part, name) for name in names)))
    return wanted


def ignored_headings() -> frozenset[str]:
    """Return the normalised headings that are known and hold nothing to load."""
    own = {heading_key(say(f"load.{name}", lang)) for name in QUARANTINE_COLUMNS for lang in LANGUAGES}
    return ROW_NUMBERS | own


class HeaderBook:
    """The headings of every kind of a schema, worked out once."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._known: dict[str, dict[str, Heading]] = {}
        self._skipped = ignored_headings()

    def accepted(self, kind: str) -> dict[str, Heading]:
        """Return every heading the kind accepts, by its normalised form."""
        if kind not in self._known:
            self._known[kind] = accepted(self.schema, kind)
        return self._known[kind]

    def match(self, kind: str, headers: Sequence[str]) -> Match:
        """See a header row ('' for a column without a heading) as a kind."""
        known = self.accepted(kind)
        found: dict[Target, tuple[tuple[int, int], int, str]] = {}  # target → (newest year and rank, index, unit)
        doubled: list[tuple[str, str]] = []
        unknown: list[int] = []
        recognised = own = 0
        for index, header in enumerate(headers):
            key = heading_key(header)
            reading = next(((known[stem], unit, year) for stem, unit, year in split_year(key) if stem in known), None)
            if reading is None:
                if key and key not in self._skipped:
                    unknown.append(index)
                continue
            recognised += 1
            heading, unit, year = reading
            own += heading.own
            order = (-year, heading.rank)
            before = found.get(heading.target)
            if before is not None and order >= before[0]:
                doubled.append((header, headers[before[1]]))
                continue
            if before is not None:
                doubled.append((headers[before[1]], header))
            found[heading.target] = (order, index, unit)
        texts = {key: heading.text for key, heading in known.items() if not heading.technical}
        return Match(
            kind=kind,
            columns={index: target for target, (_, index, _) in sorted(found.items(), key=lambda item: item[1][1])},
            units={index: unit for _, index, unit in found.values()},
            unknown=tuple(Unknown(index, headers[index], _suggest(headers[index], texts)) for index in unknown),
            doubled=tuple(doubled),
            missing=tuple(_missing(self.schema, kind, set(found), known)),
            known=recognised,
            own=own,
        )


def _suggest(header: str, texts: dict[str, str]) -> str | None:
    best = process.extractOne(heading_key(header), list(texts), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return texts[best[0]] if best else None


def _missing(schema: Schema, kind: str, found: set[Target], known: dict[str, Heading]) -> Iterator[str]:
    for name, targets in required_targets(schema, kind):
        if targets & found:
            continue
        named = [h for h in known.values() if h.target in targets and not h.technical]
        texts = [h.text for h in named if h.rank < _SPELLED]
        yield " / ".join(dict.fromkeys([name, *texts[:_SHOWN]]))
