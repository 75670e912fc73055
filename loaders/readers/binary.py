"""Binary workbooks (xlsb) whose cells the reader would pass over without a word."""

from __future__ import annotations

import io
import zipfile

_LOOKED_AT = 1 << 20  # bytes of a sheet: who writes short cells writes them from the second cell on
_SHORT = frozenset(range(12, 19))  # BrtShortBlank … BrtShortIsst


def has_short_cells(data: bytes) -> bool:
    """Return whether an xlsb workbook holds cells in the short form, of which python-calamine reads none.

    Excel reads that form and does not write it; some libraries do.
    """
    if not data.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".bin")]
        for part in parts:
            with archive.open(part) as stream:
                if _any_short(stream.read(_LOOKED_AT)):
                    return True
    return False


def _any_short(data: bytes) -> bool:
    """Walk the records: a number of one or two bytes, a length of one to four bytes of seven bits, the content."""
    place = 0
    while place < len(data):
        number = data[place]
        place += 1
        if number & 0x80 and place < len(data):
            number = (number & 0x7F) | (data[place] & 0x7F) << 7
            place += 1
        if number in _SHORT:
            return True
        length = 0
        for shift in range(0, 28, 7):
            if place >= len(data):
                return False
            byte = data[place]
            place += 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        place += length
    return False
