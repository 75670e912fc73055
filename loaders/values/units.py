"""Units of money, area, shares, counts and measures."""

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
_COUNT = "count"


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
    if not found and rest == stripped and rest in ("", "k", "m", "百"):
        return None  # too little to be sure that it is money
    factor = _FACTORS.get(stripped)
    return None if factor is None else (Decimal(factor), code)


def area_unit(unit: str) -> Decimal | None:
    """Return m² in one of a unit of area (亩 → 666.67; 万㎡ → 10000), or None where it is none."""
    text = normal_unit(unit)
    for prefix, factor in (("", 1), ("百万", 10**6), ("千", 1000), ("万", 10**4), ("亿", 10**8)):
        if text.startswith(prefix) and text[len(prefix) :] in AREA:
            return AREA[text[len(prefix) :]] * factor
    return None


def scale_between(written: str, wanted: str) -> Decimal | None:
    """Return the factor from one unit to another, or None where they measure different things.

    人 to 万人 is 1/10000, 千瓦时 to 万千瓦时 too; counters (人, 家, 项) are one unit; no unit at all is the wanted one.
    """
    if not written:
        return Decimal(1)
    (above, base), (below, other) = _scaled(normal_unit(written)), _scaled(normal_unit(wanted))
    return above / below if base == other or (not wanted and base == _COUNT) else None


def _scaled(unit: str) -> tuple[Decimal, str]:
    """Split a unit into its factor and its base: 万人 → (10000, count), 千瓦时 → (1, kWh)."""
    if unit in COUNTERS:
        return Decimal(1), _COUNT
    if unit in MEASURES:
        return Decimal(1), MEASURES[unit]
    for prefix, factor in (("百万", 10**6), ("万", 10**4), ("亿", 10**8), ("千", 1000), ("百", 100)):
        if unit.startswith(prefix) and len(unit) > len(prefix):
            inner, base = _scaled(unit[len(prefix) :])
            return inner * factor, base
    return Decimal(1), unit
