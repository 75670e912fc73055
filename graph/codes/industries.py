"""国民经济行业分类 GB/T 4754-2017: classes by code and by name."""

from __future__ import annotations

import csv
import functools
import unicodedata
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True)
class Industry:
    """A class: ``level`` 1 门类 (letter), 2 大类, 3 中类, 4 小类; ``section`` is the letter it belongs to."""

    code: str
    name: str
    level: int
    parent: str
    section: str
    isic4: tuple[str, ...] = ()


@functools.cache
def industries() -> dict[str, Industry]:
    """Return every class by code, in the order of the standard."""
    text = resources.files("graph.codes").joinpath("gbt4754-2017.csv").read_text("utf-8")
    found: dict[str, Industry] = {}
    for row in csv.DictReader(text.splitlines()):
        parent = row["parent"]
        section = found[parent].section if parent else row["code"]
        isic = tuple(row["isic4"].split(";")) if row["isic4"] else ()
        found[row["code"]] = Industry(row["code"], row["name"], int(row["level"]), parent, section, isic)
    return found


def industry(code: str) -> Industry | None:
    """Return the class of a code (2710, C2710, 27, C), or None.

    A 中类 that the standard prints only through its single 小类 (271) is that 小类 (2710). A letter that is not the
    section of the digits behind it (D2710) makes the code unknown.
    """
    text = code.strip().upper()
    letter, digits = (text[0], text[1:]) if text[:1].isalpha() and len(text) > 1 else ("", text)
    found = industries().get(digits)
    if found is None or (letter and found.section != letter):
        return None
    return _only_class(found)


def _only_class(found: Industry) -> Industry:
    """Go down to the single 小类 of the same name that stands for a 中类 or 大类 without subdivision."""
    while (child := _children().get(found.code, ())) and len(child) == 1 and child[0].name == found.name:
        found = child[0]
    return found


@functools.cache
def _children() -> dict[str, tuple[Industry, ...]]:
    table: dict[str, tuple[Industry, ...]] = {}
    for item in industries().values():
        table[item.parent] = (*table.get(item.parent, ()), item)
    return table


def find_industries(text: str) -> list[Industry]:
    """Return the classes that a code or a name may mean, by code; names match whole, with or without 业 at the end."""
    found = industry(text) if text.isascii() else None
    if found is not None:
        return [found]
    names = _by_name()
    key = _name_key(text)
    hits = names.get(key) or names.get(key.removesuffix("业")) or names.get(f"{key}业") or ()
    return sorted({hit.code: hit for hit in map(_only_class, hits)}.values(), key=lambda hit: hit.code)


@functools.cache
def _by_name() -> dict[str, tuple[Industry, ...]]:
    table: dict[str, tuple[Industry, ...]] = {}
    for item in industries().values():
        table[_name_key(item.name)] = (*table.get(_name_key(item.name), ()), item)
    return table


def _name_key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if char not in "、,，;；和及与 \t()（）")


def industry_path(code: str) -> tuple[Industry, ...]:
    """Return the class and all above it, the section first; () for an unknown code."""
    item = industry(code)
    path: list[Industry] = []
    while item is not None:
        path.insert(0, item)
        item = industries().get(item.parent)
    return tuple(path)
