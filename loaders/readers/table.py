"""A table as it stands in a file: headers, columns of typed cells, and the sheet row of every record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.errors import DataError
from graph.words import say

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta
_BLOCK = 2000  # rows turned at a time: what fits the processor's cache turns three times as fast
HEADER_SEARCH = 50  # rows looked at for a header: notices above real headers are never longer

_SHAPE_NOTES = frozenset(
    f"read.{name}"
    for name in ("rows_above", "empty_rows", "long_rows", "header_only", "unnamed_columns", "empty_sheet")
)


@dataclass(frozen=True)
class Note:
    """Something the reader did or saw that a person should know: key of the word catalogue and its values."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: str | None = None) -> str:
        """Return the note in ``lang`` (``zh`` or ``en``; None: the language in force)."""
        return say(self.key, lang, **self.values)


@dataclass(frozen=True)
class Place:
    """What is known of a table before its cells: file name, sheet, digest, first column, whether it is shown."""

    file: str
    sheet: str = ""
    digest: str = ""
    first_column: int = 1
    visible: bool = True
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class RawTable:
    """One sheet or CSV file, column-wise.

    Attributes
    ----------
    file, sheet, digest
        File name without folder, sheet name ('' for CSV), sha256 of the file's bytes.
    header_row : int
        Sheet row of the header, 1-based; 0 when no header was found.
    headers : list of str
        Header texts, line breaks and runs of blanks made one blank; '' for a column without a header.
    columns : list of list
        One list of typed cells per header, all of the length of ``rows``; '' is an empty cell.
    rows : sequence of int
        The 1-based sheet row of every data row. For CSV the row that a spreadsheet program shows: a cell with line
        breaks is one row.
    first_column : int
        1-based sheet column of ``columns[0]``.
    visible : bool
        False for a hidden sheet.
    above : tuple
        Rows above the header that are not empty (all rows where no header was found), as ``(sheet row, cells)``.
    long_rows : tuple of int
        Sheet rows with filled cells beyond the last header: their cells may have shifted.
    notes : tuple of Note
        What was skipped or found odd.
    """

    file: str
    sheet: str
    digest: str
    header_row: int
    headers: list[str]
    columns: list[list[Cell]]
    rows: Sequence[int]
    first_column: int = 1
    visible: bool = True
    above: tuple[tuple[int, tuple[Cell, ...]], ...] = ()
    long_rows: tuple[int, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    def letter(self, index: int) -> str:
        """Return the sheet's letter of column ``index`` (0-based into ``columns``): A, B, … AA."""
        return column_letter(self.first_column + index)

    def cell_name(self, index: int, position: int) -> str:
        """Return the sheet's name (B7) of the cell in column ``index`` and data row ``position``, both 0-based."""
        return f"{self.letter(index)}{self.rows[position]}"

    def duplicates(self) -> dict[str, tuple[int, ...]]:
        """Return the headers that stand more than once, with the 0-based columns they stand in."""
        places: dict[str, list[int]] = {}
        for index, header in enumerate(self.headers):
            if header:
                places.setdefault(header, []).append(index)
        return {header: tuple(found) for header, found in places.items() if len(found) > 1}

    @property
    def fault(self) -> DataError | None:
        """The reason why no record can be read from this table, or None: no header, or one header twice."""
        if not self.headers and self.header_row == 0 and self.rows:
            return DataError(
                "read.no_header", file=self.file, sheet=self.sheet, place=place_text(self.file, self.sheet)
            )
        for header, places in self.duplicates().items():
            return DataError(
                "read.duplicate_header",
                file=self.file,
                sheet=self.sheet,
                place=place_text(self.file, self.sheet),
                row=self.header_row,
                header=header,
                columns=", ".join(self.letter(index) for index in places),
            )
        return None

    def with_header(self, row: int) -> RawTable:
        """Return the same table with the header in sheet row ``row``; DataError where that row is empty."""
        grid = [(number, list(cells)) for number, cells in self.above]
        if self.header_row:
            grid.append((self.header_row, list(self.headers)))
            body = zip(*self.columns, strict=True)
            grid += [(number, list(cells)) for number, cells in zip(self.rows, body, strict=True)]
        kept = tuple(note for note in self.notes if note.key not in _SHAPE_NOTES)
        place = Place(self.file, self.sheet, self.digest, self.first_column, self.visible, kept)
        return build_table(place, [cells for _, cells in grid], [number for number, _ in grid], header_row=row)

    def with_notes(self, *notes: Note) -> RawTable:
        """Return the table with further notes."""
        return replace(self, notes=(*self.notes, *notes))


def place_text(file: str, sheet: str) -> str:
    """Return file and sheet as one text for messages."""
    return f"{file}[{sheet}]" if sheet else file


def column_letter(number: int) -> str:
    """Return the letters of a 1-based sheet column: 1 → A, 27 → AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def build_table(
    place: Place,
    grid: list[list[Cell]],
    rows: Sequence[int] | None = None,
    *,
    start: int = 1,
    header_row: int | None = None,
) -> RawTable:
    """Make a table of the rows of a sheet.

    Parameters
    ----------
    place : Place
        Where the rows come from.
    grid : list of list
        All rows of the sheet, from sheet row ``start`` on; rows may differ in length.
    rows : sequence of int, optional
        Sheet row of every entry of ``grid``, when they do not simply count up from ``start``.
    header_row : int, optional
        Sheet row of the header; None: the first row with two texts (one, when the table has one column).
    """
    numbers: Sequence[int] = rows if rows is not None else range(start, start + len(grid))
    notes = list(place.notes)
    found = _find_header(grid) if header_row is None else _given_header(place, grid, numbers, header_row)
    if found is None:
        return _headless(place, grid, numbers, notes)
    headers = [header_text(cell) for cell in grid[found]]
    body, body_rows, empty = _without_empty(grid[found + 1 :], numbers[found + 1 :])
    columns, long_rows = _transpose(body, body_rows, headers)
    above = tuple((numbers[i], tuple(grid[i])) for i in range(found) if not is_blank(grid[i]))
    if above:
        notes.append(Note("read.rows_above", {"rows": _spans([number for number, _ in above])}))
    if empty:
        notes.append(Note("read.empty_rows", {"count": len(empty), "rows": _spans(empty)}))
    if long_rows:
        notes.append(
            Note("read.long_rows", {"count": len(long_rows), "rows": _spans(long_rows), "headers": len(headers)})
        )
    if not body:
        notes.append(Note("read.header_only", {"place": place_text(place.file, place.sheet)}))
    unnamed = [column_letter(place.first_column + i) for i, header in enumerate(headers) if not header]
    if unnamed:
        notes.append(Note("read.unnamed_columns", {"columns": ", ".join(unnamed)}))
    return RawTable(
        place.file, place.sheet, place.digest, numbers[found], headers, columns, body_rows,
        place.first_column, place.visible, above, tuple(long_rows), tuple(notes),
    )  # fmt: skip


def header_text(cell: Cell) -> str:
    """Return a header cell as text: whole numbers without a decimal point, blanks collapsed."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).replace("\ufeff", "").split())


def is_blank(row: Sequence[Cell]) -> bool:
    """Return whether every cell of the row is empty or holds blanks only."""
    return all(cell == "" or (isinstance(cell, str) and cell.isspace()) for cell in row)


def _filled(cell: Cell) -> bool:
    return not cell.isspace() and cell != "" if isinstance(cell, str) else True


def _find_header(grid: list[list[Cell]]) -> int | None:
    width = max((len([c for c in row if c != ""]) for row in grid[:HEADER_SEARCH]), default=0)
    wanted = 1 if width <= 1 else 2
    for index, row in enumerate(grid[:HEADER_SEARCH]):
        if sum(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in row) >= wanted:
            return index
    return None


def _given_header(place: Place, grid: list[list[Cell]], numbers: Sequence[int], header_row: int) -> int:
    for index, number in enumerate(numbers):
        if number == header_row and not is_blank(grid[index]):
            return index
    where = place_text(place.file, place.sheet)
    raise DataError("read.header_row_empty", file=place.file, sheet=place.sheet, place=where, row=header_row)


def _headless(place: Place, grid: list[list[Cell]], numbers: Sequence[int], notes: list[Note]) -> RawTable:
    body, rows, _ = _without_empty(grid, numbers)
    if not body:
        notes.append(Note("read.empty_sheet", {"place": place_text(place.file, place.sheet)}))
    above = tuple((number, tuple(cells)) for number, cells in zip(rows, body, strict=True))
    return RawTable(
        place.file,
        place.sheet,
        place.digest,
        0,
        [],
        [],
        rows,
        place.first_column,
        place.visible,
        above,
        (),
        tuple(notes),
    )


def _without_empty(grid: list[list[Cell]], numbers: Sequence[int]) -> tuple[list[list[Cell]], Sequence[int], list[int]]:
    """Split off empty rows; a filled first cell settles most rows without a look at the rest."""
    empty = [i for i, row in enumerate(grid) if not (row and _filled(row[0])) and is_blank(row)]
    if not empty:
        return grid, numbers, []
    gone = set(empty)
    kept = [i for i in range(len(grid)) if i not in gone]
    last = kept[-1] if kept else -1
    # empty rows after the last filled one are how a sheet ends, nothing to speak of
    return [grid[i] for i in kept], [numbers[i] for i in kept], [numbers[i] for i in empty if i < last]


def _transpose(body: list[list[Cell]], rows: Sequence[int], headers: list[str]) -> tuple[list[list[Cell]], list[int]]:
    """Turn rows into columns; ``headers`` loses empty trailing columns and gains '' for filled ones without header."""
    lengths = set(map(len, body))
    width = max([*lengths, len(headers)])
    long_rows: list[int] = []
    last = max((i for i, header in enumerate(headers) if header), default=-1) + 1
    if lengths - {width}:
        body = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in body]
    columns: list[list[Cell]] = [[] for _ in range(width)]
    for start in range(0, len(body), _BLOCK):
        for column, part in zip(columns, zip(*body[start : start + _BLOCK], strict=True), strict=True):
            column.extend(part)
    headers += [""] * (width - len(headers))
    while len(columns) > last and all(cell == "" for cell in columns[-1]):
        columns.pop()
        headers.pop()
    if len(columns) > last:
        extra = columns[last:]
        long_rows = [rows[i] for i, cells in enumerate(zip(*extra, strict=True)) if any(cell != "" for cell in cells)]
    return columns, long_rows


def _spans(numbers: Sequence[int], most: int = 10) -> str:
    """Return row numbers as ``3, 7-9, …``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans[:most])
    return shown + (", …" if len(spans) > most else "")
