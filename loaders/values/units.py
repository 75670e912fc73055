"""Units: of money, area, shares and measures; and how a header states one."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from loaders.values.vocabulary import WORDS, longest_first


def _ratio(text: str) -> Decimal:
    above, _, below = text.partition("/")
    return Decimal(above) / Decimal(below or 1)


CURRENCIES: dict[str, str] = WORDS["currencies"]
CURRENCY = re.compile("|".join(map(re.escape, longest_first(list(CURRENCIES)))))
_FACTORS: dict[str, int] = WORDS["money_factors"]
AREA = {unit: _ratio(str(value)) for unit, value in WORDS["areas"].items()}
PERCENT = {unit: Decimal(value) for unit, value in WORDS["shares"].items()}
COUNTERS = frozenset(WORDS["counters"])
MEASURES: dict[str, str] = WORDS["measures"]
_IN_BRACKETS = re.compile(r"^(.*?)\s*[(（\[【]\s*(?:单位)?\s*[:：]?\s*([^()（）\[\]【】]+?)\s*[)）\]】]\s*$")
_BEHIND_MARK = re.compile(r"^(.+?)\s*[:：,，/_]\s*(?:单位)?[:：]?\s*([^:：,，_]+)$")


def normal_unit(unit: str) -> str:
    """Return a unit as the tables here write it: NFKC, lower case, no blanks; ㎡ is m2 after NFKC."""
    return "".join(unicodedata.normalize("NFKC", unit).casefold().split())


def money_unit(unit: str) -> tuple[Decimal, str] | None:
    """Return factor and currency of a money unit (万元 → 10000 CNY; 万美元 → 10000 USD), or None where it is none."""
    text = normal_unit(unit)
    found = CURRENCY.search(text)
    code = CURRENCIES[found[0]] if found else "CNY"
    rest = text.replace(found[0], "", 1) if found else text
    stripped = rest.rstrip("元圆块钱")
    if not found and rest == stripped and rest not in ("万", "亿", "百万", "千万"):
        return None
    factor = _FACTORS.get(stripped)
    return None if factor is None else (Decimal(factor), code)


def area_unit(unit: str) -> Decimal | None:
    """Return m² in one of a unit of area (亩 → 666.67; 万㎡ → 10000), or None where it is none."""
    text = normal_unit(unit)
    for prefix, factor in (("", 1), ("百万", 10**6), ("千", 1000), ("万", 10**4), ("亿", 10**8)):
        if text.startswith(prefix) and text[len(prefix) :] in AREA:
            return AREA[text[len(prefix) :]] * factor
    return None


def is_unit(text: str) -> bool:
    """Return whether a text is a unit that the tables here know."""
    unit = normal_unit(text)
    stripped = unit.lstrip("万亿千百")
    known = unit in PERCENT or unit in COUNTERS or unit in MEASURES or stripped in COUNTERS | set(MEASURES)
    return known or money_unit(unit) is not None or area_unit(unit) is not None


def split_unit(heading: str) -> tuple[str, str]:
    """Split the unit off a header: 总投资（万元） → (总投资, 万元); 占地面积:亩 → (占地面积, 亩).

    What stands in brackets and is no unit (计划总投资(含单位)) stays; then the unit is ''.
    """
    text = " ".join(heading.split())
    for pattern in (_IN_BRACKETS, _BEHIND_MARK):
        match = pattern.match(text)
        if match and match[1] and is_unit(match[2]):
            return match[1], unicodedata.normalize("NFKC", match[2])
    match = re.match(r"^(.+?)\s*([%‰％])$", text)
    return (match[1], unicodedata.normalize("NFKC", match[2])) if match else (text, "")
