"""Company names: cleaned as on the licence, split into 行政区划, 字号, 行业 and 组织形式, compared by 字号 first."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz

from graph.codes import divisions, short_name
from graph.schema.core import Field
from graph.words import say
from loaders.values.base import Cell, Clean, Context, Problem, TextualType, cell_text, shown
from loaders.values.text import MOST, PLACEHOLDERS, bare, is_mojibake
from loaders.values.vocabulary import WORDS, longest_first

_STATUS = re.compile(
    r"\s*\((已?(?:注销|吊销|迁出|撤销|停业|歇业|清算|更名|停用|解散|破产)[^()]*|吊销[,，]?[未已]注销|存续|在业|开业|正常|本公司|母公司|新增|"
    r"(?:原名?|曾用名|更名前|曾名)[:：]?[^()]+)\)$"
)
_FORMS = longest_first(WORDS["legal_forms"])
_BRANCH = re.compile(
    r"^(.*(?:公司|集团|厂|社|企业|合伙\)|银行|大学|研究院|研究所))"
    r"(.{0,24}?(?:分公司|分厂|支公司|分行|支行|办事处|分院|分所|营业部|分店))$"
)
_TRADES = longest_first(WORDS["trades"])
_CJK = "\u3400-\u9fff\uf900-\ufaff"
_GAP = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])|(?<=[{_CJK}][()])\s+|\s+(?=[()][{_CJK}])")
_HAS_CJK = re.compile(f"[{_CJK}]")
_WIDE = str.maketrans("()", "（）")
_BRACKETS = str.maketrans("〔〕【】[]{}（）", "()()()()()")


@dataclass(frozen=True)
class NameParts:
    """A company name in parts: 行政区划, 字号, 行业, 组织形式 and, for a branch, what names it."""

    region: str
    brand: str
    trade: str
    form: str
    branch: str = ""


def clean_name(text: str) -> tuple[str, str]:
    """Return a name as the licence writes it, and the status or former name split off its end ('' without).

    NFKC, no blanks between Chinese characters, brackets full-width in Chinese names and half-width in others.
    """
    name = _GAP.sub("", " ".join(bare(text).translate(_BRACKETS).split()))
    told = []
    while match := _STATUS.search(name):
        told.append(match[1])
        name = name[: match.start()].rstrip()
    name = name.strip(" ,;、。")
    return (name.translate(_WIDE) if _HAS_CJK.search(name) else name), ",".join(reversed(told))


@functools.lru_cache(maxsize=200_000)
def name_parts(name: str) -> NameParts:
    """Split a cleaned name: 江苏联瑞新材料股份有限公司 → 江苏 | 联瑞 | 新材料 | 股份有限公司."""
    text = unicodedata.normalize("NFKC", name)
    branch = ""
    match = _BRANCH.match(text)
    if match:
        text, branch = match[1], match[2]
    forms: list[str] = []
    while form := next((f for f in _FORMS if text.endswith(f) and len(text) > len(f)), ""):
        forms.insert(0, form)
        text = text[: -len(form)]
    inner = [place for place in re.findall(r"\(([^()]*)\)", text) if place in _places() or place == "中国"]
    text = re.sub(r"\([^()]*\)", lambda m: "" if m[0][1:-1] in (*inner, "集团") else m[0], text)
    region = ""
    while place := _leading_place(text):
        region, text = region + place, text[len(place) :]
    trade = ""
    while found := next((t for t in _TRADES if text.endswith(t) and len(text) - len(t) >= 2), ""):
        trade, text = found + trade, text[: -len(found)]
    return NameParts(region + "".join(inner), text, trade, "".join(forms), branch)


def _leading_place(text: str) -> str:
    """Return the longest place a text begins with, as long as two characters are left for the 字号."""
    for length in range(min(12, len(text) - 2), 1, -1):
        if text[:length] in _places():
            return text[:length]
    return ""


@functools.cache
def _places() -> frozenset[str]:
    """Return the full names of divisions and the short ones of provinces and prefectures (海州 alone may be a 字号)."""
    full = {item.name for item in divisions().values() if item.level <= 3 and len(item.name) > 2}
    short = {short_name(item) for item in divisions().values() if item.level <= 2}
    return frozenset(full | short | {"中国"})


class NameType(TextualType):
    """A company or institution name."""

    name: ClassVar[str] = "name"

    def one(self, value: Cell, _field: Field, _context: Context, /) -> Clean:
        """Clean one cell; a status at the end (已注销) is split off and noted."""
        if isinstance(value, bool | float | int):
            return Clean(problem=Problem("values.name_number", cell_text(value)))
        raw = cell_text(value)
        name, told = clean_name(raw)
        if not name:
            return Clean()
        if len(name) > MOST:
            return Clean(problem=Problem("values.too_long", raw, {"length": len(name), "most": MOST}))
        if is_mojibake(name):
            return Clean((name,), note=Problem("values.mojibake", raw))
        if not any(char.isalnum() for char in name):
            return Clean(problem=Problem("values.name", raw))
        return Clean((name,), note=Problem("values.name_status", raw, {"status": told}) if told else None)

    def known(self, texts: pa.Array, /) -> tuple[pa.Array, pa.Array]:
        """Tell plain Chinese names without blanks, with at most a place in brackets inside."""
        return texts, pc.and_not(pc.match_substring_regex(texts, _USUAL), pc.is_in(texts, _NOTHING))

    def compare(self, a: Cell, b: Cell) -> float:
        """Return how likely two names mean one entity, 0–1.

        The same name is 1. A branch and its parent, or two 字号 with the same characters in another order (联瑞, 瑞联),
        never match: 0. Equal 字号: 0.6, and up to 0.95 with place, trade and legal form. Different 字号: at most 0.5.
        """
        x, y = (clean_name(cell_text(v))[0] for v in (a, b))
        if not x or not y:
            return 0.0
        if x.casefold() == y.casefold():
            return 1.0
        p, q = name_parts(x), name_parts(y)
        if p.branch != q.branch:
            return 0.0
        if p.brand != q.brand:
            if sorted(p.brand) == sorted(q.brand):
                return 0.0
            return fuzz.ratio(p.brand, q.brand) / 200
        places = _agreement(p.region, q.region)
        return round(0.6 + 0.15 * places + 0.12 * _agreement(p.trade, q.trade) + 0.08 * _agreement(p.form, q.form), 4)

    def explain(self, a: Cell, b: Cell) -> str:
        """Return the sentence that names the part by which two names agree or differ."""
        x, y = (clean_name(cell_text(v))[0] for v in (a, b))
        if x.casefold() == y.casefold():
            return say("values.same", a=shown(x), b=shown(y))
        p, q = name_parts(x), name_parts(y)
        if p.branch != q.branch:
            return say("values.name_branch", a=shown(x), b=shown(y))
        if p.brand == q.brand:
            pairs = ((p.region, q.region), (p.trade, q.trade), (p.form, q.form))
            parts = ", ".join(f"{one or '-'}/{other or '-'}" for one, other in pairs)
            return say("values.name_brand_same", brand=p.brand, parts=parts)
        key = "values.name_brand_swapped" if sorted(p.brand) == sorted(q.brand) else "values.name_brand_differs"
        return say(key, a=p.brand, b=q.brand)


# as an RE2 pattern
_USUAL = rf"^[{_CJK}][{_CJK}0-9A-Za-z]{{3,100}}(?:（[{_CJK}]{{2,8}}）[{_CJK}]{{1,100}})?$"
_NOTHING = pa.array(sorted(PLACEHOLDERS))


def _agreement(a: str, b: str) -> float:
    """Return how alike two parts are; a part that one name leaves out (short name) counts as half."""
    if a == b:
        return 1.0
    return 0.5 if not a or not b else fuzz.ratio(a, b) / 200
