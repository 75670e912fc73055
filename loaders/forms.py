"""Review books: workbooks that were handed out to be filled in, told from tables by the names of their sheets."""

from __future__ import annotations

import zipfile
from html import unescape
from pathlib import Path

from graph.words import LANGUAGES, say

REVIEWED = ("placements", "states", "duplicates")


def sheet_names(sheet: str) -> set[str]:
    """Return what a sheet of a review book is called, in every language."""
    return {say(f"review.sheet_{sheet}", lang) for lang in LANGUAGES}


def is_review_book(path: Path) -> bool:
    """Return whether a file is a workbook with a sheet of a review book; only its list of sheets is read."""
    try:
        with zipfile.ZipFile(path) as book, book.open("xl/workbook.xml") as listed:
            text = unescape(listed.read(1_000_000).decode("utf-8", "replace"))
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False
    return any(f'name="{name}"' in text for sheet in REVIEWED for name in sheet_names(sheet))
