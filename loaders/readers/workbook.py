"""Workbooks (xlsx, xlsm, xls, xlsb, ods) through python-calamine, which keeps the types of cells."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Collection, Iterator
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
    load_workbook,
)

from graph.errors import DataError
from loaders.collector import without_collector
from loaders.readers.binary import has_short_cells
from loaders.readers.formulas import unstored_formulas
from loaders.readers.table import Cell, Note, Place, RawTable, build_table, column_letter, place_text

SHOWN_FORMULAS = 5


def read_workbook(
    path: Path, data: bytes, digest: str, *, header_row: int | None = None, sheets: Collection[str] | None = None
) -> Iterator[RawTable]:
    """Read the sheets of a workbook one after the other, hidden ones too (``visible`` False).

    Raises
    ------
    DataError
        Damaged or encrypted file, a sheet in ``sheets`` that is not there, no filled cell in any sheet.
    """
    if has_short_cells(data):
        raise DataError("read.short_cells", file=path.name)
    book = _open(path, data)
    names = [meta.name for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    unknown = sorted(set(sheets or ()) - set(names))
    if unknown:
        raise DataError("read.unknown_sheet", file=path.name, sheet=", ".join(unknown), known=", ".join(names))
    hidden = {meta.name for meta in book.sheets_metadata if meta.visible != SheetVisibleEnum.Visible}
    filled = False
    try:
        for name in names:
            if sheets is not None and name not in sheets:
                continue
            table = _read_sheet(book, Place(path.name, name, digest, visible=name not in hidden), path, header_row)
            if any("" in column for column in table.columns):
                table = _with_formula_note(table, data)
            filled = filled or bool(table.headers or table.rows)
            yield table
    finally:
        book.close()
    if not filled:
        raise DataError("read.empty_workbook", file=path.name, sheets=", ".join(names))


def _open(path: Path, data: bytes) -> CalamineWorkbook:
    """Open by path, which is a third faster, but goes by the suffix; by content where the suffix is wrong."""
    if data.startswith(b"PK") and path.suffix.lower() in (".xlsx", ".xlsm"):
        with contextlib.suppress(CalamineError, OSError, ValueError):
            return load_workbook(path)
    try:
        return load_workbook(io.BytesIO(data))
    except PasswordError as error:
        raise DataError("read.encrypted", file=path.name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise DataError("read.corrupt", file=path.name, reason=error) from error


def _read_sheet(book: CalamineWorkbook, place: Place, path: Path, header_row: int | None) -> RawTable:
    notes = () if place.visible else (Note("read.hidden_sheet", {"sheet": place.sheet}),)
    try:
        with without_collector():
            sheet = book.get_sheet_by_name(place.sheet)
            grid: list[list[Cell]] = list(sheet.to_python())
            row, column = sheet.start or (0, 0)
            found = Place(place.file, place.sheet, place.digest, column + 1, place.visible, notes)
            return build_table(found, grid, start=row + 1, header_row=header_row)
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as error:
        raise DataError("read.corrupt_sheet", file=path.name, sheet=place.sheet, reason=error) from error


def _with_formula_note(table: RawTable, data: bytes) -> RawTable:
    last = table.rows[-1] if table.rows else 0
    cells = [(row, column) for row, column in unstored_formulas(data, table.sheet) if table.header_row < row <= last]
    if not cells:
        return table
    shown = ", ".join(f"{column_letter(column)}{row}" for row, column in cells[:SHOWN_FORMULAS])
    if len(cells) > SHOWN_FORMULAS:
        shown += ", …"
    where = place_text(table.file, table.sheet)
    return table.with_notes(Note("read.unstored_formula", {"place": where, "cells": shown, "count": len(cells)}))
