"""A Result as CSV, xlsx or JSON: the forms in which an answer leaves the program.

Cells that would be formulas in a spreadsheet are written as text: names come from data, and data is hostile.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from analyses.result import Result
from graph.words import catalogue, language, say

# columns whose cells are codes, and where the catalogue has their words
_CODED = {"badges": "gaps.badge_", "access_grade": "views.access_", "stage": "views.stage_"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CELL_LIMIT = 32_767  # of an xlsx cell


def plain(value: object) -> Any:
    """Return ``value`` as what JSON knows: missing values of every library become None, dates ISO text."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in (sorted(value, key=str) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, (datetime, pd.Timestamp)):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(float(value))
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, float):
        return None if not math.isfinite(value) else int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value if isinstance(value, (str, int, bool)) else str(value)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of ``frame`` as plain dicts, in order."""
    columns = [str(column) for column in frame.columns]
    lists = [[plain(value) for value in frame.iloc[:, i]] for i in range(len(columns))]
    return [dict(zip(columns, values, strict=True)) for values in zip(*lists, strict=True)]


def to_json(result: Result) -> str:
    """Return the result as one JSON object: command, parameters, versions, as_of, coverage, warnings, rows."""
    return json.dumps(
        {
            "command": result.command,
            "parameters": plain(result.parameters),
            "versions": plain(result.versions),
            "as_of": plain(result.as_of),
            "coverage": plain(result.coverage),
            "warnings": list(result.warnings),
            "rows": records(result.rows),
        },
        ensure_ascii=False,
        indent=1,
        allow_nan=False,
    )


def heading(column: str) -> str:
    """Return the column's heading in the language in force; the name itself where the catalogue has none."""
    entry = catalogue("columns").get(column)
    return entry[language()] if entry else column


def cell_text(value: object) -> str:
    """Return one cell as text for people: lists joined, mappings as ``name value``, flags in words."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("output.yes") if value else say("output.no")
    if isinstance(value, dict) and "text" in value:
        where = " ".join(str(value[name]) for name in ("source", "date") if value.get(name))
        return f"{value['text']}（{where}）" if where else str(value["text"])
    if isinstance(value, dict):
        return "；".join(f"{heading(key)} {cell_text(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "；".join(cell_text(item) for item in value)
    return str(value)


def in_words(column: str, value: Any) -> Any:
    """Return a cell with its code as the word people read; codes without a word stay."""
    prefix = _CODED.get(column)
    if prefix is None or value is None:
        return value
    if isinstance(value, list):
        return [in_words(column, item) for item in value]
    stem, _, start = prefix.partition(".")
    entry = catalogue(stem).get(f"{start}{value}")
    return entry[language()] if entry else value


def guarded(text: str) -> str:
    """Return ``text`` with an apostrophe before it where a spreadsheet would read a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def to_csv(frame: pd.DataFrame) -> str:
    """Return the table as CSV with headings in the language in force; numbers stay numbers, text is guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(heading(str(column))) for column in frame.columns])
    for values in shown_rows(frame):
        writer.writerow([value if isinstance(value, (int, float)) else guarded(cell_text(value)) for value in values])
    return out.getvalue()


def to_xlsx(result: Result, path: Path) -> None:
    """Write the result as a workbook: the rows, the facts behind them, and how they were made."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2000, 1, 1), "title": f"liantu {result.command}"})
        bold = book.add_format({"bold": True, "bg_color": "#0B5C9E", "font_color": "#FFFFFF", "text_wrap": True})
        _sheet(book, bold, say("output.rows"), result.rows)
        if len(result.facts):
            _sheet(book, bold, say("output.facts"), result.facts)
        _sheet(book, bold, say("output.about"), pd.DataFrame(_about(result), columns=["label", "value"]))


def _about(result: Result) -> list[tuple[str, str]]:
    lines = [(say("output.as_of"), cell_text(result.as_of))]
    for title, mapping in (
        ("parameters", result.parameters),
        ("versions", result.versions),
        ("coverage", result.coverage),
    ):
        lines += [(f"{say(f'output.{title}')} {heading(key)}", cell_text(value)) for key, value in mapping.items()]
    return lines + [(say("output.warning"), warning) for warning in result.warnings]


def _sheet(book: xlsxwriter.Workbook, bold: Any, title: str, frame: pd.DataFrame) -> None:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    widths = []
    for column, name in enumerate(frame.columns):
        sheet.write_string(0, column, heading(str(name)), bold)
        widths.append(_width(heading(str(name))))
    for number, values in enumerate(shown_rows(frame), start=1):
        for column, value in enumerate(values):
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                text = cell_text(value)[:_CELL_LIMIT]
                sheet.write_string(number, column, text)
                widths[column] = max(widths[column], _width(text))
            else:
                sheet.write_number(number, column, value)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(60, max(8, width + 2)))
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)


def shown_rows(frame: pd.DataFrame) -> list[list[Any]]:
    """Return the rows as plain values for people: codes in words."""
    return [[in_words(column, value) for column, value in record.items()] for record in records(frame)]


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
