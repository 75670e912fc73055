"""Flags, choices out of a declared set, and lists of texts."""

from __future__ import annotations

import functools
import re
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.schema.core import Field
from loaders.values.base import Cell, Clean, Context, Problem, TextualType, ValueType, cell_text
from loaders.values.text import TextType, bare, is_placeholder, plain
from loaders.values.vocabulary import WORDS

_TRUE = frozenset(WORDS["affirmative"])
_FALSE = frozenset(WORDS["negative"])
_OPEN, _CLOSE = "(（[【《〈「『“{", ")）]】》〉」』”}"
_BRACKET = re.compile(f"[{re.escape(_OPEN)}]")
_SPLIT = re.compile(r"[;；、，|｜\n]|(?<!\d),|,(?!\d{3}(?!\d))")


# where one of these stands there may be several items, or something to take off
_MARKS = f"[;；、，|｜,等\\s{re.escape(_OPEN + _CLOSE)}]"


class FlagType(ValueType):
    """Yes or no: 是 否 √ × Y N 1 0 有 无 已认定 ….

    无 and × say no here, while - and 未知 say nothing at all.
    """

    name: ClassVar[str] = "flag"

    def one(self, value: Cell, _field: Field, _context: Context, /) -> Clean:
        """Clean one cell."""
        if isinstance(value, bool):
            return Clean((value,))
        text = plain(cell_text(value)).casefold()
        known = self._known(text)
        if known is None:
            text = bare(value).casefold()
            known = self._known(text)
        if known is not None:
            return Clean((known,))
        return Clean(problem=Problem("values.flag", cell_text(value))) if text else Clean()

    def _known(self, text: str) -> bool | None:
        return True if text in _TRUE else False if text in _FALSE else None


class ChoiceType(ValueType):
    """One of the field's declared choices, found by stored value, Chinese name or synonym."""

    name: ClassVar[str] = "choice"

    def one(self, value: Cell, field: Field, _context: Context, /) -> Clean:
        """Clean one cell; an unknown text is a problem that lists the choices."""
        table = _choices(tuple(field.choices.items()), tuple(field.synonyms.items()))
        key = _choice_key(cell_text(value))
        found = table.get(key)
        if found is None:
            # 存续（在营、开业、在册）: what stands before the bracket names the choice
            found = table.get(re.split(r"[(\[]", key, maxsplit=1)[0])
        if found is not None:
            return Clean((found,))
        text = bare(value)
        if not text:
            return Clean()
        known = "、".join(dict.fromkeys([*field.choices.values(), *field.synonyms]))
        return Clean(problem=Problem("values.choice", text, {"known": known}))

    def _key(self, value: Cell) -> object:
        return _choice_key(cell_text(value))


def _choice_key(text: str) -> str:
    return "".join(bare(text).casefold().split()) or plain(text)


@functools.lru_cache(maxsize=512)
def _choices(choices: tuple[tuple[str, str], ...], synonyms: tuple[tuple[str, str], ...]) -> dict[str, str]:
    table = {_choice_key(text): stored for text, stored in synonyms}
    table |= {_choice_key(name): stored for stored, name in choices}
    return table | {_choice_key(stored): stored for stored, _ in choices}


class ListType(TextualType):
    """Several texts in one cell, split at ; ； 、 , ， | and line breaks, not inside brackets."""

    name: ClassVar[str] = "list"

    def one(self, value: Cell, _field: Field, _context: Context, /) -> Clean:
        """Clean one cell; empty items and repetitions are dropped, and a trailing 等."""
        texts = [cell_text(v) for v in value] if isinstance(value, list | tuple) else split_list(cell_text(value))
        items = [plain(text) for text in texts]
        kept = list(dict.fromkeys(item for item in items if not is_placeholder(item)))
        return Clean((kept or None,))

    def known(self, texts: pa.Array, /) -> tuple[pa.Array, pa.Array]:
        """Tell texts without list marks, brackets, 等 and blanks that are no placeholder: each is the only item."""
        texts, sure = TextType().known(texts)
        alone = pc.and_not(sure, pc.match_substring_regex(pc.fill_null(texts, ""), _MARKS))
        return pa.ListArray.from_arrays(np.arange(len(texts) + 1, dtype=np.int32), texts), alone

    def compare(self, a: Cell, b: Cell) -> float:
        """Return the Jaccard index of the two sets of items."""
        x, y = (set(_items(v)) for v in (a, b))
        return len(x & y) / len(x | y) if x | y else 1.0

    def _key(self, value: Cell) -> object:
        return "、".join(_items(value))


def _items(value: Cell) -> list[str]:
    found = ListType().one(value, Field(name="value", type="list", zh="", en=""), Context()).values[0]
    return [str(item) for item in found] if isinstance(found, list) else []


def split_list(text: str) -> list[str]:
    """Split a text at list marks that stand outside brackets; a comma between digits (1,200) does not split.

    Unbalanced brackets do not hide marks: then every mark splits.
    """
    items = _split_bracketed(text) if _BRACKET.search(text) else _SPLIT.split(text)
    items = [item.strip() for item in items]
    while items and not items[-1]:
        items.pop()
    if items:
        items[-1] = _without_et_cetera(items[-1])
    return [item for item in items if item]


def _split_bracketed(text: str) -> list[str]:
    depth = 0
    items, item = [], ""
    for index, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        if depth == 0 and _SPLIT.match(text, index):
            items.append(item)
            item = ""
        else:
            item += char
    items.append(item)
    return _SPLIT.split(text) if depth else items


def _without_et_cetera(item: str) -> str:
    """Drop a trailing 等, 等等 or 等产品, but keep it where it is part of a word (高等, 同等, 初等, 中等, 平等)."""
    match = re.fullmatch(r"(.*?)\s*(?:等等|等)(?:产品|企业|单位|机构|公司|\d+家)?[。.]?", item, re.DOTALL)
    if match is None or match[1][-1:] in tuple("高同初中平优上下特头一二三四五劣"):
        return item
    return match[1]
