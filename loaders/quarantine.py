"""Rejected rows as a workbook: the cells as they were, the reason beside them, ready to be mended and loaded again."""

from __future__ import annotations

import datetime as dt
import os
import re
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from python_calamine import load_workbook

from graph.errors import WorkspaceError
from graph.words import say
from loaders.headers import QUARANTINE_COLUMNS
from loaders.readers.table import Cell
from loaders.values.base import cell_text

LONGEST = 32767  # characters that an Excel cell holds
_AGAIN = re.compile(r"^(?:run-\d+-)+")  # of a quarantine workbook that was loaded again
_SHEET = re.compile(r"[\[\]:*?/\\']")


@dataclass
class RejectedRows:
    """The rejected rows of one table: its headers, and for each row its sheet row, cells and reasons."""

    file: str
    sheet: str
    headers: Sequence[str]
    rows: list[tuple[int, Sequence[Cell], str]] = field(default_factory=list)


def write_quarantine(folder: Path, run: int, rejected: Sequence[RejectedRows]) -> list[Path]:
    """Write one workbook for each file that has rejected rows; return their paths.

    The name is ``run-<run>-<file>.xlsx``; each sheet is named as the original one, so that a reload sees the same
    kind. All cells are text: nothing in it is ever computed.

    Raises
    ------
    WorkspaceError
        The folder cannot be written.
    """
    by_file: dict[str, list[RejectedRows]] = {}
    for table in rejected:
        if table.rows:
            by_file.setdefault(table.file, []).append(table)
    paths: list[Path] = []
    for file, tables in sorted(by_file.items()):
        path = folder / f"run-{run}-{_AGAIN.sub('', Path(file).stem)}.xlsx"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _write(_free(path, paths), tables, paths)
        except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
            raise WorkspaceError("load.quarantine_failed", path=path, reason=error) from error
    return paths


def _free(path: Path, taken: Sequence[Path]) -> Path:
    """Return the path, with a number where another file of the same stem has it."""
    number, free = 1, path
    while free in taken:
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def _write(path: Path, tables: Sequence[RejectedRows], paths: list[Path]) -> None:
    handle, draft = tempfile.mkstemp(suffix=".xlsx", dir=path.parent)
    os.close(handle)
    try:
        with xlsxwriter.Workbook(draft, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"created": dt.datetime(2000, 1, 1)})
            names: dict[str, str] = {}
            for table in tables:
                _sheet(book, table, names)
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)
    paths.append(path)


def _sheet(book: xlsxwriter.Workbook, table: RejectedRows, names: dict[str, str]) -> None:
    title = _SHEET.sub(" ", table.sheet or Path(table.file).stem)[:31].strip() or "Sheet"
    while title.casefold() in names:
        title = f"{title[:28]}-{len(names) + 1}"
    names[title.casefold()] = title
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    red = book.add_format({"font_color": "#9C0006", "text_wrap": True})
    as_text = book.add_format({"num_format": "@"})  # else a code typed in its place loses its last digits
    headings = [*table.headers, *(say(f"load.{name}") for name in QUARANTINE_COLUMNS)]
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    width = len(table.headers)
    for line, (row, cells, reason) in enumerate(table.rows, 1):
        for column, cell in enumerate(cells):
            text = cell_text(cell)
            if text:
                sheet.write_string(line, column, text[:LONGEST], as_text)
            else:
                sheet.write_blank(line, column, None, as_text)
        sheet.write_string(line, width, reason[:LONGEST], red)
        for column, text in enumerate((table.file, table.sheet, str(row)), width + 1):
            sheet.write_string(line, column, text)
    sheet.freeze_panes(1, 0)


def reasons_text(reasons: Mapping[str, Sequence[str]]) -> str:
    """Return the reasons of a row, each with its column: ``信用代码：校验位不对``."""
    return "；".join(
        f"{heading}：{reason}" if heading else reason for heading, all_ in reasons.items() for reason in all_
    )


def erase_from_quarantine(folder: Path, values: Collection[str]) -> list[Path]:
    """Take values out of the workbooks of rejected rows, wherever a cell holds one; return the workbooks changed.

    Raises
    ------
    WorkspaceError
        A workbook cannot be written.
    """
    pattern = re.compile("|".join(re.escape(value) for value in sorted(values, key=lambda v: (-len(v), v)) if value))
    changed: list[Path] = []
    for path in sorted(folder.glob("*.xlsx")) if values else []:
        book = load_workbook(path)
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
        book.close()
        if not any(pattern.search(cell_text(cell)) for rows in sheets.values() for row in rows for cell in row):
            continue
        try:
            _rewrite(path, sheets, pattern)
        except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
            raise WorkspaceError("load.quarantine_failed", path=path, reason=error) from error
        changed.append(path)
    return changed


def _rewrite(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], pattern: re.Pattern[str]) -> None:
    draft = path.with_suffix(".draft")
    with xlsxwriter.Workbook(draft, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1)})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    text = pattern.sub(say("load.erased"), cell_text(cell))
                    if text:
                        sheet.write_string(line, column, text[:LONGEST])
    draft.replace(path)
