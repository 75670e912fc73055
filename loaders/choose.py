"""Which kind a table is: said outright, by the name of its sheet or file, or by its header row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from graph.errors import DataError, UsageError
from graph.schema import EdgeKind, NodeKind, Schema
from loaders.headers import HeaderBook, Match, heading_key
from loaders.readers.table import RawTable, place_text

_SHARE = 0.5  # share of the headings that a kind must know to be chosen by them alone
_LEAD = 2  # headings by which the best must lead the next in a wide table
_NARROW = 6  # columns up to which one heading more decides


def named_kind(schema: Schema, text: str) -> str:
    """Return the kind a person means by ``firm``, ``Firm`` or its Chinese name; UsageError names the known ones."""
    key = heading_key(text)
    for kind in _all(schema):
        if key in {heading_key(kind.name), heading_key(kind.zh), heading_key(kind.en)}:
            return kind.name
    known = ", ".join(f"{kind.name} {kind.zh}" for kind in _all(schema))
    raise UsageError("load.unknown_kind", kind=text, known=known)


def choose(book: HeaderBook, table: RawTable, kind: str | None = None) -> Match:
    """Return the table's header row seen as its kind.

    Parameters
    ----------
    book : HeaderBook
        Headings of the schema.
    table : RawTable
        A table with a header.
    kind : str, optional
        The kind, when it was given.

    Raises
    ------
    DataError
        No kind, or several, fit (the message names them); a required column is missing (it names the headings
        accepted); two columns bear one heading.
    """
    _refuse_doubles(table)
    match = _match(book, table, kind)
    if match.missing:
        raise DataError(
            "load.missing_columns", place=_place(table), row=table.header_row, kind=_title(book.schema, match.kind),
            columns="；".join(match.missing), headers="、".join(h for h in table.headers if h),
        )  # fmt: skip
    return match


def _match(book: HeaderBook, table: RawTable, kind: str | None) -> Match:
    if kind is not None:
        return book.match(kind, table.headers)
    by_name = [book.match(name, table.headers) for name in _by_name(book.schema, table)]
    complete = [match for match in by_name if not match.missing]
    if complete:
        return complete[0]
    by_headers = _by_headers(book, table)
    if len(by_headers) == 1:
        return by_headers[0]
    if by_name:
        return by_name[0]  # its missing columns are the message
    if by_headers:
        raise DataError("load.several_kinds", place=_place(table), **_named(book.schema, by_headers))
    headers = "、".join(h for h in table.headers if h)
    raise DataError("load.no_kind", place=_place(table), headers=headers, **_named(book.schema, _nearest(book, table)))


def _named(schema: Schema, matches: Sequence[Match]) -> dict[str, str]:
    """Return the words of a message that offers kinds: all of them, and the first as it is given to ``--kind``."""
    kinds = [match.kind for match in matches] or list(schema.nodes)[:1]
    return {"kinds": "、".join(_title(schema, kind) for kind in kinds), "first": kinds[0].lower()}


def _by_name(schema: Schema, table: RawTable) -> Iterator[str]:
    """Yield the kinds whose table names stand in the sheet's or else the file's name, the longest name first."""
    for text in (table.sheet, Path(table.file).stem):
        key = heading_key(text)
        found: dict[str, tuple[bool, int]] = {}
        for kind in _all(schema):
            for name in (kind.zh, kind.name, *kind.tables):
                part = heading_key(name)
                if part and part in key:
                    found[kind.name] = max(found.get(kind.name, (False, 0)), (part == key, len(part)))
        if found:
            yield from sorted(found, key=lambda name: (not found[name][0], -found[name][1], name))
            return


def _by_headers(book: HeaderBook, table: RawTable) -> list[Match]:
    """Return the one kind that the header row fits clearly best, or all that it fits about equally."""
    fitting = [match for match in _nearest(book, table) if not match.missing]
    filled = sum(1 for header in table.headers if header)
    if not fitting or fitting[0].known < _SHARE * filled:
        return []
    best = fitting[0]
    lead = 1 if filled <= _NARROW else _LEAD
    near = [match for match in fitting if match.known > best.known - lead]
    own = max(match.own for match in near)
    # among kinds that know as much, the one whose own names the headings are: 企业名称 is of a firm, an alias elsewhere
    clear = [match for match in near if match.known == best.known and match.own == own]
    return clear if len(clear) == 1 else near


def _nearest(book: HeaderBook, table: RawTable, most: int = 6) -> list[Match]:
    kinds = (*book.schema.nodes, *book.schema.edges)
    matches = [
        replace(match, known=len(match.columns)) for match in (book.match(kind, table.headers) for kind in kinds)
    ]
    # a field that a kind requires says more of it than one that many kinds have
    known = [match for match in matches if match.columns]
    return sorted(known, key=lambda m: (bool(m.missing), -m.known, -m.own, m.kind))[:most]


def _refuse_doubles(table: RawTable) -> None:
    if table.fault is not None:
        raise table.fault
    seen: dict[str, int] = {}
    for index, header in enumerate(table.headers):
        key = heading_key(header)
        if key and key in seen:
            raise DataError(
                "load.doubled_heading", place=_place(table), row=table.header_row, first=table.headers[seen[key]],
                second=header, columns=f"{table.letter(seen[key])}, {table.letter(index)}",
            )  # fmt: skip
        if key:
            seen[key] = index


def _all(schema: Schema) -> list[NodeKind | EdgeKind]:
    return [*schema.nodes.values(), *schema.edges.values()]


def titles_of(schema: Schema) -> dict[str, dict[str, str]]:
    """Return the name of every kind in each language."""
    return {kind.name: {"zh": kind.zh, "en": kind.en} for kind in _all(schema)}


def _title(schema: Schema, kind: str) -> str:
    declared = schema.kind(kind)
    return f"{declared.name.lower()}（{declared.zh}）"


def _place(table: RawTable) -> str:
    return place_text(table.file, table.sheet)
