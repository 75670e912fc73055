"""The blank workbook: a sheet a kind, derived from the schema, that people fill in and ``load`` takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from graph.errors import UsageError
from graph.schema import EdgeKind, NodeKind, Schema, load_schema
from graph.schema.core import End, Field
from graph.words import LANGUAGES, say
from loaders.choose import named_kind
from loaders.headers import link_kinds
from loaders.rows import EXAMPLE_MARK

ROWS = 2000  # rows for which a drop-down is offered
_USUAL = 12  # kinds of a book for which none is named: those with the most headings among nodes
_LONGEST = 255  # characters that the list of a drop-down may have
_FLAGS = ("是", "否")
_SAMPLES = {
    "text": "示例", "name": "示例有限公司", "id": "SL0001", "money": "1000", "date": "2026-01-31", "year": "2025",
    "integer": "10", "number": "1.5", "share": "12%", "area": "1200", "division": "江苏省连云港市海州区",
    "industry": "2710", "list": "示例一、示例二", "url": "https://example.org", "flag": "是",
}  # fmt: skip
_UNITS = {"CNY": "元", "m²": "㎡"}


class Heading(NamedTuple):
    """A column of the blank book: its heading, what may stand in it, an example, and what the instructions say of it."""

    text: str
    required: bool
    choices: tuple[str, ...]
    example: str
    note: str


def write_blank(path: Path, schema: Schema | None = None, kinds: Sequence[str] = ()) -> None:
    """Write a blank workbook.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` file; it is replaced.
    schema : Schema, optional
        The declared kinds; without it those that ship.
    kinds : sequence of str
        Kinds by any of their names; without any, the widest node kinds and all that a district needs first.

    Raises
    ------
    UsageError
        A kind is unknown, or the file cannot be written.
    """
    known = schema or load_schema()
    names = [named_kind(known, text) for text in kinds] or _usual(known)
    try:
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"created": dt.datetime(2000, 1, 1)})
            _instructions(book, known, names)
            for name in dict.fromkeys(names):
                _sheet(book, known, known.kind(name))
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise UsageError("load.blank_failed", path=path, reason=error) from error


def _usual(schema: Schema) -> list[str]:
    """Return the node kinds with the most fields, and the edge kinds with values that no node row states."""
    wide = sorted(schema.nodes.values(), key=lambda node: (-len(node.fields), node.name))[:_USUAL]
    stated = {link.edge for node in schema.nodes.values() for link in node.links}
    return [node.name for node in wide] + [e.name for e in schema.edges.values() if e.name not in stated and e.key]


def headings(schema: Schema, kind: NodeKind | EdgeKind) -> list[Heading]:
    """Return the columns of a kind's sheet: ends first, required fields next, then as declared."""
    found: list[Heading] = []
    if isinstance(kind, EdgeKind):
        for end in (kind.src, kind.dst):
            found += _of_end(schema, end, (*end.kinds, *end.roles))
    else:
        for link in kind.links:
            if link.end:
                found += _of_end(schema, link.end, link_kinds(schema, link))
    fields = sorted(kind.fields, key=lambda own: not own.required)
    return found + [_of_field(own) for own in fields]


def _of_end(schema: Schema, end: End, kinds: Sequence[str]) -> list[Heading]:
    """Return the column of an end's name, and that of its credit code where it may be a legal entity."""
    coded = [own for kind in kinds for own in schema.nodes[kind].fields if own.type == "uscc"]
    found = [Heading(end.zh, True, (), "示例有限公司" if coded else _SAMPLES["text"], "")]
    return found + [Heading(f"{end.zh}{own.zh}", False, (), "", "") for own in coded[:1]]


def _of_field(own: Field) -> Heading:
    unit = _UNITS.get(own.unit, own.unit)
    # a share is written with its sign, a number for which the unit is 1 has none
    text = f"{own.zh}（{unit}）" if unit and unit != "1" else own.zh
    choices = tuple(own.choices.values()) if own.type == "choice" else _FLAGS if own.type == "flag" else ()
    example = choices[0] if choices else _SAMPLES.get(own.type, "")  # no code is an example: it would be somebody's
    return Heading(text, own.required, choices, example, own.note)


def _sheet(book: xlsxwriter.Workbook, schema: Schema, kind: NodeKind | EdgeKind) -> None:
    sheet = book.add_worksheet(kind.zh)
    must = book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True})
    may = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True})
    text, grey = book.add_format({"num_format": "@"}), book.add_format({"num_format": "@", "font_color": "#808080"})
    columns = headings(schema, kind)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(columns) - 1, 18, text)
    for number, column in enumerate(columns):
        sheet.write_string(
            0, number, f"*{column.text}" if column.required else column.text, must if column.required else may
        )
        example = f"{EXAMPLE_MARK}{column.example}" if number == 0 else column.example
        sheet.write_string(1, number, example, grey)
        if column.choices and len(",".join(column.choices)) <= _LONGEST:
            sheet.data_validation(
                1, number, ROWS, number, {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            )


def _instructions(book: xlsxwriter.Workbook, schema: Schema, names: Sequence[str]) -> None:
    sheet = book.add_worksheet(say("load.blank_title", "zh"))
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 110, wrap)
    line = 0
    for lang in LANGUAGES:
        sheet.write_string(line, 0, say("load.blank_title", lang), bold)
        for part in say("load.blank_text", lang).strip().splitlines():
            line += 1
            sheet.write_string(line, 0, part, wrap)
        line += 2
    for name in dict.fromkeys(names):
        kind = schema.kind(name)
        about = kind.about_zh if isinstance(kind, NodeKind) else kind.sentence_zh
        notes = [f"{h.text}：{h.note}" for h in headings(schema, kind) if h.note]
        sheet.write_string(
            line, 0, f"{kind.zh}（{kind.name}）：{about}" + (f"　{'；'.join(notes)}" if notes else ""), wrap
        )
        line += 1
