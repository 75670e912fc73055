"""CSV and other delimited text: strict decoding in a fixed order, delimiter by evenness, rows as a sheet shows them."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graph.errors import DataError
from loaders.readers.table import Cell, Note, Place, RawTable, build_table

LARGEST_CELL = 16 << 20  # characters in one cell
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_DELIMITERS = ",;\t|"


def decode(data: bytes, file: str) -> tuple[str, str]:
    """Return the text and its encoding, tried strictly in the order byte order mark, UTF-8, GB18030.

    Guessing libraries fail on files with an ASCII head and a late first Chinese byte; strict decoding does not. A
    UTF-8 file with single broken bytes is refused, because GB18030 would read it as other Chinese characters.

    Raises
    ------
    DataError
        No encoding fits; names the line of the first byte that does not.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _undecodable(data, file, encoding, error.start + len(mark)) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        first = error
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    good = sum(not c.isascii() for c in loose) - broken
    if good > 10 * broken:
        raise _undecodable(data, file, "utf-8", first.start) from first
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as error:
        raise _undecodable(data, file, "UTF-8, GB18030", error.start) from error


def _undecodable(data: bytes, file: str, encoding: str, position: int) -> DataError:
    line = data.count(b"\n", 0, position) + 1
    return DataError("read.encoding", file=file, encoding=encoding, line=line, byte=f"0x{data[position]:02X}")


def read_text(path: Path, data: bytes, digest: str, *, header_row: int | None = None) -> RawTable:
    """Read delimited text as one table; every cell is a str."""
    text, encoding = decode(data, path.name)
    notes = [Note("read.decoded", {"encoding": encoding})] if encoding != "utf-8" else []
    text = text.removeprefix("\ufeff")
    told = text[:6].lower()
    delimiter, skipped = (text[4], 1) if told.startswith("sep=") and len(text) > 4 else (find_delimiter(text), 0)
    try:
        grid = _parse(text, delimiter, path.name, strict=True)
    except csv.Error:
        # a quote inside an unquoted cell (12" pipe) is common and harmless: read it as it stands
        grid = _parse(text, delimiter, path.name, strict=False)
        notes.append(Note("read.stray_quote", {}))
    if not any(grid):
        raise DataError("read.empty_file", file=path.name)
    place = Place(path.name, "", digest, notes=tuple(notes))
    return build_table(place, grid[skipped:], start=1 + skipped, header_row=header_row)


def find_delimiter(text: str) -> str:
    """Return the one of comma, semicolon, tab and bar that splits the first lines most evenly; else a comma."""
    lines = [line for line in _unquoted(text[:65536]).splitlines()[:30] if line.strip()]
    best, best_score = "", 0.0
    for delimiter in _DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines)
        counts.pop(0, None)
        if counts:
            common, times = max(counts.items(), key=lambda item: (item[1], item[0]))
            score = times / len(lines) + common / 1000
            if score > best_score:
                best, best_score = delimiter, score
    if best and best_score > 0.5:
        return best
    with contextlib.suppress(csv.Error):
        return csv.Sniffer().sniff(text[:65536], _DELIMITERS).delimiter
    return best or ","


def _unquoted(text: str) -> str:
    """Blank out what stands in quotes, so that commas and line breaks in there do not count."""
    parts = text.split('"')
    return "".join(parts[::2]) if len(parts) > 1 else text


@contextlib.contextmanager
def _field_limit(limit: int) -> Iterator[None]:
    before = csv.field_size_limit(limit)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _parse(text: str, delimiter: str, file: str, *, strict: bool) -> list[list[Cell]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    grid: list[list[Cell]] = []
    started = 1
    with _field_limit(LARGEST_CELL):
        try:
            for record in reader:
                grid.append([*record])
                started = reader.line_num + 1
        except csv.Error as error:
            if "field larger" in str(error):
                row, limit = len(grid) + 1, f"{LARGEST_CELL >> 20} MB"
                raise DataError("read.cell_too_large", file=file, row=row, line=started, limit=limit) from error
            if "unexpected end" in str(error):
                raise DataError("read.open_quote", file=file, row=len(grid) + 1, line=started) from error
            raise
    return grid
