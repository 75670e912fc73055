"""Money: CNY as Decimal with two places, the text as handed in beside it; never a guess and never 0 for unknown."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

import numpy as np
import pyarrow as pa

from graph.schema.core import Field
from graph.words import say
from loaders.values.base import Cell, Clean, Context, Distinct, Problem, ValueType, cell_text, shown
from loaders.values.numerals import VAGUE, parse_number
from loaders.values.text import bare
from loaders.values.units import CURRENCIES, CURRENCY, money_unit

LARGEST = Decimal(10) ** 16  # yuan; DECIMAL(18,2) holds sixteen digits before the point
_CENT = Decimal("0.01")
_QUICK = re.compile(r"(\d{1,12}(?:\.\d{1,4})?)(万|亿|百万|千万)?(元)?(人民币)?")
_QUICK_FEN = {"": 100, "万": 10**6, "亿": 10**10, "百万": 10**8, "千万": 10**9}
_UNKNOWN = re.compile(r"未透[露漏]|不详|未知|未公[开布]|未披露|保密|不公开|面议|待定|未定|若干")
_FILLER = re.compile(r"\(大写[^)]*\)|[元圆整正块钱]|\(\)")
_SCALED = re.compile(r"(?<=\d)(k|m|mn|million|bn|billion)$")
_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}


class MoneyType(ValueType):
    """An amount of money in any written form; the unit stands in the cell, else in the header, else it is 元."""

    name: ClassVar[str] = "money"

    def settle(self, values: Sequence[Cell], _field: Field, context: Context, /) -> tuple[Context, tuple[Problem, ...]]:
        """Tell when bare numbers stand in a column whose header states no unit."""
        if money_unit(context.unit) is None and any(isinstance(v, int | float) and v and v is not True for v in values):
            return context, (Problem("values.money_no_unit", context.heading),)
        return context, ()

    def one(self, value: Cell, _field: Field, context: Context, /) -> Clean:
        """Clean one cell: 数百万 and 未透露 keep their text and a note; foreign money needs a rate."""
        raw = cell_text(value).strip()
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            factor, code = money_unit(context.unit) or (Decimal(1), "CNY")
            amount = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
            return self._stated(amount * factor if amount.is_finite() else amount, code, raw, context)
        text = "" if isinstance(value, bool) else bare(value).replace(" ", "").casefold()
        if _UNKNOWN.search(text):
            return Clean((None, raw), note=Problem("values.money_unknown", raw))
        if text:
            return self._written(text, raw, context)
        return Clean((None, raw), Problem("values.money", raw)) if isinstance(value, bool) else Clean((None, None))

    def _written(self, text: str, raw: str, context: Context) -> Clean:
        """Read a text amount; a unit or currency in the cell wins over the header's."""
        found = CURRENCY.search(text)
        stated = found is not None or bool(re.search("[元圆块万亿]|[百千]$", text))
        rest = _FILLER.sub("", text if found is None else CURRENCY.sub("", text))
        scale = _SCALED.search(rest)
        number = parse_number(rest[: scale.start()] if scale else rest)
        if number is None:
            if VAGUE.search(rest):
                return Clean((None, raw), note=Problem("values.money_vague", raw))
            return Clean((None, raw), Problem("values.money", raw))
        if scale:
            number, stated = number * _SCALES[scale[1]], True
        if stated:
            return self._stated(number, CURRENCIES[found[0]] if found else "CNY", raw, context)
        factor, code = money_unit(context.unit) or (Decimal(1), "CNY")
        return self._stated(number * factor, code, raw, context)

    def _stated(self, amount: Decimal, code: str, raw: str, context: Context) -> Clean:
        if not amount.is_finite():
            return Clean((None, raw), Problem("values.money", raw))
        if code != "CNY":
            rate = context.rates.get(code)
            if rate is None:
                return Clean((None, raw), Problem("values.money_currency", raw, {"currency": code}))
            amount *= rate
        if abs(amount) >= LARGEST:
            return Clean((None, raw), Problem("values.money_large", raw))
        return Clean((amount.quantize(_CENT, ROUND_HALF_UP), raw))

    def clean(self, values: Sequence[Cell], field: Field, context: Context, /) -> Distinct:
        """Clean distinct cells; the usual forms (1000, 1000万元, 1000万元人民币) are counted in integer fen."""
        _, remarks = self.settle(values, field, context)
        fen: list[int | None] = []
        texts: list[object] = []
        done = Distinct([], remarks=remarks)
        factor, code = money_unit(context.unit) or (Decimal(1), "CNY")
        for index, value in enumerate(values):
            quick = _quick_fen(value, int(factor) * 100 if code == "CNY" else 0)
            if quick is not None:
                fen.append(quick)
                texts.append(cell_text(value))
            elif value is None or value == "":
                fen.append(None)
                texts.append(None)
            else:
                cleaned = self.one(value, field, context)
                amount, text = cleaned.values
                fen.append(int(amount * 100) if isinstance(amount, Decimal) else None)
                texts.append(text)
                if cleaned.problem:
                    done.problems[index] = cleaned.problem
                if cleaned.note:
                    done.notes[index] = cleaned.note
        done.columns = [fen_array(fen), texts]
        return done

    def compare(self, a: Cell, b: Cell) -> float:
        """Return smaller ÷ larger amount; 0 where signs differ or one is not known."""
        x, y = self._key(a), self._key(b)
        if x == y:
            return 1.0
        if not isinstance(x, Decimal) or not isinstance(y, Decimal) or x * y <= 0:
            return 0.0
        return float(min(abs(x), abs(y)) / max(abs(x), abs(y)))

    def explain(self, a: Cell, b: Cell) -> str:
        """Return both amounts in yuan and their ratio."""
        x, y = (self._key(v) for v in (a, b))
        return say("values.amounts", a=shown(x), b=shown(y), share=f"{self.compare(a, b):.0%}")

    def _key(self, value: Cell) -> object:
        return None if value is None or value == "" else self.one(value, _FIELD, Context()).values[0]


_FIELD = Field(name="value", type="money", zh="", en="")


def _quick_fen(value: Cell, factor: int) -> int | None:
    """Return the fen of a plain number or of a text with its own unit; None for all that needs a closer look.

    ``factor`` is fen per unit of a bare number, 0 where that is foreign money. A float stays out where binary
    rounding could decide its last fen.
    """
    if type(value) is str:
        match = _QUICK.fullmatch(value)
        if match is None or not (match[2] or match[3] or match[4]):
            return None
        return _round_fen(Decimal(match[1]) * _QUICK_FEN[match[2] or ""])
    if type(value) is not int and type(value) is not float:
        return None
    amount = value * factor
    if not factor or not -1e12 < amount < 1e12:
        return None
    below = math.floor(amount)
    return None if abs(amount - below - 0.5) < 1e-3 else below + (amount - below > 0.5)


def _round_fen(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def fen_array(fen: Sequence[int | None]) -> pa.Array:
    """Return DECIMAL(18,2) of integer fen: the 128-bit little-endian form is the value and its sign beneath."""
    filled = np.fromiter((0 if v is None else v for v in fen), np.int64, len(fen))
    words = np.empty((len(fen), 2), np.int64)
    words[:, 0] = filled
    words[:, 1] = filled >> 63
    missing = np.fromiter((v is None for v in fen), np.bool_, len(fen))
    valid = pa.array(~missing).buffers()[1]
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(fen), [valid, pa.py_buffer(words.tobytes())])
