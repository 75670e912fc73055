"""What a file really is, told by its first bytes and not by its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Literal

from graph.errors import DataError

Form = Literal["text", "workbook"]
TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
SUFFIXES = TEXT_SUFFIXES + WORKBOOK_SUFFIXES
MOST_UNPACKED = 8 << 30  # bytes a workbook may unpack to; a "zip bomb" is refused before it is opened

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
_TEXT_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33")
_HTML = (b"<!doctype", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<style", b"<div")


def sniff(path: Path, data: bytes) -> Form:
    """Return whether ``data`` is a workbook or delimited text; DataError says what else it is and how to mend it."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise DataError("read.empty_file", file=path.name)
    if data.startswith(_ZIP):
        _check_zip(path, data)
        return "workbook"
    if data.startswith(_OLE):
        _check_ole(path, data)
        return "workbook"
    if data.startswith(_PDF):
        raise DataError("read.other_form", file=path.name, form="PDF")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_HTML):
        raise DataError("read.html", file=path.name)
    if head.startswith(b"<?xml"):
        form = "HTML" if b"<html" in head else "XML"
        raise DataError("read.html" if form == "HTML" else "read.other_form", file=path.name, form=form)
    if path.suffix.lower() not in SUFFIXES:
        raise DataError("read.unknown_suffix", file=path.name, known=" ".join(SUFFIXES))
    if b"\0" in data[:65536] and not data.startswith(_TEXT_BOMS):
        raise DataError("read.binary", file=path.name)
    return "text"


def _check_zip(path: Path, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename for info in archive.infolist()}
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DataError("read.corrupt", file=path.name, reason=error) from error
    if size > MOST_UNPACKED:
        raise DataError("read.too_large", file=path.name, size=f"{size >> 30} GB", limit=f"{MOST_UNPACKED >> 30} GB")
    if names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} or any(n.startswith("xl/") for n in names):
        return
    form = (
        "Word (docx)"
        if "word/document.xml" in names
        else "PowerPoint (pptx)"
        if "ppt/presentation.xml" in names
        else "ZIP"
    )
    raise DataError("read.other_form", file=path.name, form=form)


def _check_ole(path: Path, data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise DataError("read.encrypted", file=path.name)
    for stream, form in (("WordDocument", "Word (doc)"), ("PowerPoint Document", "PowerPoint (ppt)")):
        if stream.encode("utf-16-le") in data:
            raise DataError("read.other_form", file=path.name, form=form)
