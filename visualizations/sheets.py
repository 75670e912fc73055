"""A Result as CSV, xlsx or JSON: the forms in which an answer leaves the program.

Cells that would be formulas in a spreadsheet are written as text: names come from data, and data is hostile.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from analyses.result import Result
from graph.errors import UsageError
from graph.words import say
from visualizations.columns import (
    MONEY_UNIT,
    OWN_NAMES,
    cell_text,
    heading,
    in_words,
    listed,
    measure,
    number_text,
    plain,
    row_in_words,
    shown_heading,
    told_once,
)

__all__ = [
    "cell_text", "guarded", "heading", "in_words", "listed", "number_text", "plain", "records", "shown_heading", "shown_rows", "to_csv",
    "to_json", "to_xlsx",
]  # fmt: skip

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CELL_LIMIT = 32_767  # characters of an xlsx cell
_ROW_LIMIT = 1_048_575  # rows of an xlsx sheet below its heading
_COLUMN_LIMIT = 16_384  # columns of an xlsx sheet
_DIGITS = 10**15  # whole numbers from here on lose digits in a spreadsheet, which keeps fifteen


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


def guarded(text: str) -> str:
    """Return ``text`` with an apostrophe before it where a spreadsheet would read a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def to_csv(result: Result) -> str:
    """Return the rows as CSV with headings in the language in force and the data date as the last column.

    Numbers stay as they are (shares 0–1, money in CNY, which the heading says); text is guarded.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    command, dated = result.command, result.as_of is not None
    units = {"money": say("output.unit_raw_money"), "share": "", "": ""}
    columns = listed([str(column) for column in result.rows.columns], command)
    titles = [heading(c, command, unit=units[measure(c, command)]) for c in columns]
    writer.writerow([guarded(title) for title in (*titles, *([say("output.as_of")] if dated else []))])
    for record in records(result.rows):
        told = dict(zip(record, row_in_words(record, command), strict=True))
        cells = [(column, told[column]) for column in columns]
        values = [
            v if isinstance(v, (int, float)) and not isinstance(v, bool) else cell_text(v, command, c) for c, v in cells
        ]
        values += [result.as_of.isoformat()] if result.as_of else []
        writer.writerow([guarded(value) if isinstance(value, str) else value for value in values])
    return out.getvalue()


def to_xlsx(result: Result, path: Path) -> int:
    """Write the result as a workbook: the rows, the facts behind them, and how they were made.

    Returns the number of texts that were cut because a cell cannot hold them.

    Raises
    ------
    UsageError
        The file cannot be written (a workbook open in Excel is locked), or a sheet cannot hold the rows or columns.
    """
    for title, frame in (("output.rows", result.rows), ("output.facts", result.facts)):
        if len(frame) > _ROW_LIMIT:
            raise UsageError("output.too_many_rows", sheet=say(title), count=len(frame), most=_ROW_LIMIT)
        if len(columns := told_once([str(column) for column in frame.columns], result.command)) > _COLUMN_LIMIT:
            raise UsageError("output.too_many_columns", sheet=say(title), count=len(columns), most=_COLUMN_LIMIT)
    try:
        return _write_workbook(result, path)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise UsageError("output.workbook_failed", path=path, reason=error) from error


def _write_workbook(result: Result, path: Path) -> int:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2000, 1, 1), "title": f"liantu {result.command}"})
        paper = _Paper(book, result)
        paper.sheet(say("output.rows"), result.rows)
        if len(result.facts):
            counted = result.facts.assign(row=result.facts["row"] + 1).rename(columns={"row": "result_row"})
            paper.sheet(say("output.facts"), counted)
        paper.sheet(say("output.about"), pd.DataFrame(_about(result), columns=["label", "value"]))
    return paper.cut


def _about(result: Result) -> list[tuple[str, str]]:
    lines = [(say("output.as_of"), cell_text(result.as_of))]
    named_rows = {"chain", "chain_name"} <= set(result.rows.columns)
    chains = dict(zip(result.rows["chain"], result.rows["chain_name"], strict=True)) if named_rows else {}
    for title, mapping in (
        ("parameters", result.parameters),
        ("versions", result.versions),
        ("coverage", result.coverage),
    ):
        # what was asked has names of ours, whoever named the columns
        command = "" if result.command in OWN_NAMES else result.command
        named = [(heading(str(key), command), value) for key, value in _renamed(mapping, chains).items()]
        lines += [(f"{say(f'output.{title}')} {name}", cell_text(value, result.command)) for name, value in named]
    return lines + [(say("output.warning"), warning) for warning in result.warnings]


def _renamed(value: Any, chains: Mapping[str, str]) -> Any:
    """Return nested mappings with ids of chains as their names (``chain:life-health`` as well)."""
    if not isinstance(value, Mapping):
        return value
    keys = {key: str(key).removeprefix("chain:") for key in value}
    return {chains.get(keys[key], str(key)): _renamed(item, chains) for key, item in value.items()}


class _Paper:
    """Writes the sheets of one workbook: the data date stands in the head of every printed page."""

    def __init__(self, book: xlsxwriter.Workbook, result: Result) -> None:
        self._book, self._command = book, result.command
        self.cut = 0  # texts too long for a cell
        day = "" if result.as_of is None else f"{say('output.as_of')} {result.as_of.isoformat()}"
        self._head = f"&L&A&R{day}"
        self._bold = book.add_format({"bold": True, "bg_color": "#0B5C9E", "font_color": "#FFFFFF", "text_wrap": True})
        formats = {"share": "0.0%", "money": "#,##0.##"}
        self._formats = {name: book.add_format({"num_format": pattern}) for name, pattern in formats.items()}

    def sheet(self, title: str, frame: pd.DataFrame) -> None:
        """Write one frame: shares as per cent, money in 万元, codes in words."""
        sheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        sheet.set_header(self._head)
        columns = told_once([str(column) for column in frame.columns], self._command)
        titles = [shown_heading(column, self._command) for column in columns]
        widths = [_width(text) for text in titles]
        for number, text in enumerate(titles):
            sheet.write_string(0, number, text, self._bold)
        for row, record in enumerate(records(frame), start=1):
            cells = dict(zip(record, row_in_words(record, self._command), strict=True))
            for number, column in enumerate(columns):
                widths[number] = max(widths[number], self._cell(sheet, (row, number), column, cells[column]))
        for number, width in enumerate(widths):
            sheet.set_column(number, number, min(60, max(8, width + 2)))
        if len(frame):
            sheet.autofilter(0, 0, len(frame), len(columns) - 1)

    def _cell(self, sheet: Any, place: tuple[int, int], column: str, value: Any) -> int:
        """Write one cell and return its width."""
        kind = measure(column, self._command)
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or (isinstance(value, int) and not kind and abs(value) >= _DIGITS):
            return self._text(sheet, place, cell_text(value, self._command, column))
        sheet.write_number(*place, value / MONEY_UNIT if kind == "money" else value, self._formats.get(kind))
        return 0

    def _text(self, sheet: Any, place: tuple[int, int], text: str) -> int:
        """Write a text, as much of it as a cell holds, and return its width."""
        self.cut += len(text) > _CELL_LIMIT
        sheet.write_string(*place, text[:_CELL_LIMIT])
        return _width(text[:_CELL_LIMIT])


def shown_rows(frame: pd.DataFrame, command: str = "") -> list[list[Any]]:
    """Return the rows as plain values for people: codes in words."""
    return [row_in_words(record, command) for record in records(frame)]


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
