"""行政区划: divisions, townships and changes of divisions by code; which one a text means."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

PROVINCE, PREFECTURE, COUNTY, TOWNSHIP = 1, 2, 3, 4


@dataclass(frozen=True)
class Division:
    """A division: six-digit code (townships twelve), ``level`` 1 省, 2 地, 3 县, 4 乡镇街道, code of the one above."""

    code: str
    name: str
    level: int
    parent: str

    @property
    def full_name(self) -> str:
        """The name with all above it: 江苏省连云港市海州区."""
        return "".join(item.name for item in division_path(self.code))


@dataclass(frozen=True)
class Change:
    """A change of a division in a year: 撤销, 更名, 撤县设区 …; '' where there was no older or newer one."""

    year: int
    type: str
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    old_path: str
    new_path: str


@dataclass(frozen=True)
class Zone:
    """A development zone: used like a division by offices, but none; ``division`` is where it lies."""

    name: str
    aliases: tuple[str, ...]
    division: str


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = resources.files("graph.codes").joinpath(file).read_text("utf-8")
    yield from csv.DictReader(text.splitlines())


@functools.cache
def divisions() -> dict[str, Division]:
    """Return every division down to townships (where those are known) by code."""
    rows = [*_rows("divisions.csv"), *_rows("lianyungang-townships.csv")]
    return {row["code"]: Division(row["code"], row["name"], int(row["level"]), row["parent"]) for row in rows}


@functools.cache
def changes() -> tuple[Change, ...]:
    """Return the changes that stayed in one province: a match by name across provinces is none."""
    found = (Change(int(row.pop("year")), **row) for row in _rows("jiangsu-division-changes.csv"))
    return tuple(c for c in found if not (c.old_code and c.new_code) or c.old_code[:2] == c.new_code[:2])


@functools.cache
def zones() -> tuple[Zone, ...]:
    """Return the development zones."""
    return tuple(Zone(row["name"], tuple(row["aliases"].split(";")), row["division"]) for row in _rows("zones.csv"))


@functools.cache
def current_code(code: str) -> str | None:
    """Return the code in force for an old or current one, following changes (320705 → 320706); None: unknown."""
    seen = set()
    while code not in divisions():
        if code in seen:
            return None
        seen.add(code)
        later = [c for c in changes() if c.old_code == code and c.new_code and c.new_code != code]
        if not later:
            return None
        code = max(later, key=lambda c: c.year).new_code
    return code


@functools.cache
def division(code: str) -> Division | None:
    """Return the division of a code, or None.

    Parameters
    ----------
    code : str
        Six digits, twelve (or nine) for a township, or the two or four leading digits of a province or prefecture.
        An unknown township is its county; an abolished division is the one it became part of.
    """
    if not re.fullmatch(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}", code, re.ASCII):
        return None
    if len(code) == 9:
        code = f"{code}000"
    if len(code) == 12:
        found = divisions().get(code)
        return found or division(code[:6])
    current = current_code(code.ljust(6, "0"))
    return None if current is None else divisions()[current]


@functools.cache
def division_path(code: str) -> tuple[Division, ...]:
    """Return the division and all above it, the province first; () for an unknown code."""
    item = division(code)
    path: list[Division] = []
    while item is not None:
        path.insert(0, item)
        item = divisions().get(item.parent)
    return tuple(path)


@functools.cache
def province_of(code: str) -> Division | None:
    """Return the province that a division lies in or is, or None for an unknown code."""
    return next((item for item in division_path(code) if item.level == PROVINCE), None)


@functools.cache
def prefecture_of(code: str) -> Division | None:
    """Return the prefecture that a division lies in or is; None where there is none (a district of Beijing)."""
    return next((item for item in division_path(code) if item.level == PREFECTURE), None)


def townships(code: str) -> tuple[Division, ...]:
    """Return the known townships of a county, by code."""
    return tuple(item for item in divisions().values() if item.level == TOWNSHIP and item.parent == code)


def within(code: str, region_code: str) -> bool:
    """Return whether a division lies in a region or is it; an old code counts as the division it became."""
    region = division(region_code)
    return region is not None and any(item.code == region.code for item in division_path(code))


def name_key(text: str) -> str:
    """Return a place text as it is looked up: NFKC, no blanks or brackets, no leading 中国."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if not c.isspace() and c not in "()[]【】·-/,;、>").removeprefix("中国")
