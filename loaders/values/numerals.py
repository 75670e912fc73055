"""Numbers as people write them: 1,234.5 · １２３ · 五千万 · 两亿三千万 · 1.5亿 · 壹拾贰万."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_DIGITS = {c: i % 10 for i, c in enumerate("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖")} | {
    "两": 2, "兩": 2, "貳": 2, "參": 3, "陸": 6, "弐": 2,
}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_PLAIN = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d{1,2}")
_TOKEN = re.compile(rf"{_PLAIN.pattern}|[{''.join(_DIGITS)}]+|[{''.join(_SMALL)}{''.join(_BIG)}]")
VAGUE = re.compile(
    r"[数几幾]|近|约|約|超|逾|余|多|上下|左右|以上|以下|不低于|不超过|不足|至少|最多|大概|级|[~～至到]|\d-\d"
)


def parse_number(text: str) -> Decimal | None:
    """Return the number a text states wholly, or None: 1亿2000万 → 120000000; 负三 and (1,000) are negative.

    A thousands comma counts only before three digits; 1,2000 is None, because nobody can say what was meant.
    """
    text = "".join(unicodedata.normalize("NFKC", text).split())
    bracket = re.fullmatch(r"\(([\d.,]+)\)", text)
    if bracket:
        inner = parse_number(bracket[1])
        return None if inner is None else -inner
    sign = -1 if text[:1] in ("-", "−", "负") else 1
    text = text[1:] if text[:1] in ("-", "−", "负", "+") else text
    if _PLAIN.fullmatch(text) or _SCIENTIFIC.fullmatch(text):
        return sign * _decimal(text)
    value = _mixed(text)
    return None if value is None else sign * value


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _mixed(text: str) -> Decimal | None:
    """Add up digits and units: a unit below 万 fills the section, 万 and 亿 close it."""
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text:
        return None
    total = section = Decimal(0)
    number: Decimal | None = None
    unit, after_zero = 0, False
    for token in tokens:
        if token in _SMALL:
            section += (number if number is not None else Decimal(1)) * _SMALL[token]
            number, unit, after_zero = None, _SMALL[token], False
        elif token in _BIG:
            section += number or 0
            if section == 0 and total == 0:
                return None
            if _BIG[token] == 10**8:
                total, section = (total + section) * 10**8, Decimal(0)
            else:
                total, section = total + section * 10**4, Decimal(0)
            number, unit, after_zero = None, _BIG[token], False
        elif number is not None:
            return None
        else:
            number, after_zero = _digits(token), token[0] in "零〇"
    if number is not None and unit >= 100 and not after_zero and tokens[-1] in _DIGITS:
        number *= unit // 10  # 两万五 is 25,000
    try:
        return total + section + (number or 0)
    except InvalidOperation:
        return None


def _digits(token: str) -> Decimal:
    if token[0] in _DIGITS:
        return Decimal("".join(str(_DIGITS[c]) for c in token))
    return _decimal(token)
