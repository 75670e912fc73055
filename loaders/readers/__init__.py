"""Readers: a file becomes tables of typed cells, each with its place; nothing is interpreted here."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

from graph.errors import DataError
from loaders.readers.sniff import SUFFIXES, TEXT_SUFFIXES, sniff
from loaders.readers.table import Cell, Note, RawTable, column_letter
from loaders.readers.text import read_text
from loaders.readers.workbook import read_workbook

__all__ = ["SUFFIXES", "Cell", "Note", "RawTable", "column_letter", "read_tables"]


def read_tables(
    path: Path, *, header_row: int | None = None, sheets: Collection[str] | None = None
) -> Iterator[RawTable]:
    """Read every table of a file: the sheets of a workbook, or the one table of a CSV file.

    What the file is, its first bytes say: a CSV named ``.xlsx`` and a workbook named ``.csv`` are read, with a note.

    Parameters
    ----------
    path : Path
        ``.csv``, ``.txt``, ``.tsv``, ``.xlsx``, ``.xlsm``, ``.xls``, ``.xlsb`` or ``.ods``.
    header_row : int, optional
        Sheet row of the header, 1-based; None: found (first row with two texts).
    sheets : collection of str, optional
        Read only these sheets; for text files it must not be given.

    Yields
    ------
    RawTable
        In the order of the file. An empty sheet among filled ones has no headers and no rows and says so in its notes;
        faults of a single table (no header, one header twice) are its ``fault``.

    Raises
    ------
    DataError
        The file cannot be read; the message names file, place, reason and remedy.
    """
    data = _read_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    form = sniff(path, data)
    named_text = path.suffix.lower() in TEXT_SUFFIXES
    if form == "text":
        if sheets:
            raise DataError("read.no_sheets", file=path.name, sheet=", ".join(sorted(sheets)))
        table = read_text(path, data, digest, header_row=header_row)
        yield table if named_text else table.with_notes(Note("read.text_named_workbook", {"file": path.name}))
        return
    note = Note("read.workbook_named_text", {"file": path.name})
    for table in read_workbook(path, data, digest, header_row=header_row, sheets=sheets):
        yield table.with_notes(note) if named_text else table


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise DataError("read.is_folder", file=path)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DataError("read.missing_file", file=path) from error
    except OSError as error:
        raise DataError("read.unreadable", file=path, reason=error.strerror or error) from error
