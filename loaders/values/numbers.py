"""Whole numbers, numbers, shares and areas."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from graph.schema.core import Field
from graph.words import say
from loaders.values.base import Cell, Clean, Context, Problem, ValueType, cell_text, shown
from loaders.values.numerals import VAGUE, parse_number
from loaders.values.text import bare
from loaders.values.units import MEASURES, PERCENT, area_unit, normal_unit, scale_between
from loaders.values.vocabulary import longest_first

_LARGEST_INTEGER = 2**63 - 1
# units that begin like a number (千伏安, 万吨) are known whole, before the tail behind the last digit is looked at
_UNIT_END = re.compile(f"(?:{'|'.join(longest_first([u for u in MEASURES if u[0] in '千万百']))})$")
_TAIL = re.compile(r"[^\d.,)万亿千百十一二三四五六七八九零〇两]+\S*$")


class _Numeric(ValueType):
    """Shared by the numeric types: a cell as number and unit."""

    def compare(self, a: Cell, b: Cell) -> float:
        """Return smaller ÷ larger value; 0 where signs differ or one is not known."""
        x, y = self._key(a), self._key(b)
        if x == y:
            return 1.0
        if not isinstance(x, int | float) or not isinstance(y, int | float) or x * y <= 0:
            return 0.0
        return min(abs(x), abs(y)) / max(abs(x), abs(y))

    def explain(self, a: Cell, b: Cell) -> str:
        """Return both values and their ratio."""
        return say("values.numbers", a=shown(self._key(a)), b=shown(self._key(b)), share=f"{self.compare(a, b):.0%}")

    def _split(self, value: Cell) -> tuple[Decimal | None, str, str]:
        """Return number, unit and text of a cell; no number and no text for a placeholder."""
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
            return (exact if exact.is_finite() else None), "", cell_text(value)
        text = bare(value).replace(" ", "")
        number = parse_number(text)
        if number is not None or not text:
            return number, "", text
        tail = _UNIT_END.search(text) or _TAIL.search(text)
        if tail is None or VAGUE.search(text):
            return None, "", text  # 300余人, 300-500人
        return parse_number(text[: tail.start()]), normal_unit(tail[0]), text

    def _scale(self, unit: str, field: Field, text: str) -> Decimal | None:
        """Return the factor to the field's unit; 47万 under a field in 万人 is 47."""
        if not unit and text[-1:] in ("万", "亿") and field.unit[:1] in ("万", "亿"):
            return scale_between("人", f"{field.unit[0]}人")
        return scale_between(unit, field.unit)


class IntegerType(_Numeric):
    """A whole number; 人, 家 and thousands commas are dropped, 1.2万 is 12000."""

    name: ClassVar[str] = "integer"

    def one(self, value: Cell, field: Field, context: Context, /) -> Clean:
        """Clean one cell; a fraction, another unit or an estimate (300余人) is a problem."""
        number, unit, text = self._split(value)
        if number is None:
            key = "values.estimate" if VAGUE.search(text) else "values.integer"
            return Clean(problem=Problem(key, text)) if text else Clean()
        scale = self._scale(unit or context.unit, field, text)
        if scale is None:
            return _wrong_unit(text, unit or context.unit, field.unit or "-")
        number *= scale
        if number != number.to_integral_value() or abs(number) > _LARGEST_INTEGER:
            return Clean(problem=Problem("values.integer", text))
        return Clean((int(number),))


class NumberType(_Numeric):
    """A number in the field's unit."""

    name: ClassVar[str] = "number"

    def one(self, value: Cell, field: Field, context: Context, /) -> Clean:
        """Clean one cell; another unit than the field's is a problem, never converted in silence."""
        number, unit, text = self._split(value)
        if number is None:
            key = "values.estimate" if VAGUE.search(text) else "values.number"
            return Clean(problem=Problem(key, text)) if text else Clean()
        scale = self._scale(unit or context.unit, field, text)
        if scale is None:
            return _wrong_unit(text, unit or context.unit, field.unit or "-")
        result = float(number * scale)
        return Clean((result,)) if math.isfinite(result) else Clean(problem=Problem("values.number", text))


class ShareType(_Numeric):
    """A fraction of 1: 12%, 0.12, or 12 under a header with %.

    Whether bare numbers are per cent is decided once per column: the header says %, or a bare number is above 1.
    """

    name: ClassVar[str] = "share"

    def settle(self, values: Sequence[Cell], _field: Field, context: Context, /) -> tuple[Context, tuple[Problem, ...]]:
        """Decide the unit of bare numbers and say so."""
        if normal_unit(context.unit) in PERCENT:
            return context, ()
        bare_numbers = [number for number, unit, _ in map(self._split, values) if number is not None and not unit]
        largest = max(map(abs, bare_numbers), default=Decimal(0))
        if largest <= 1:
            return replace(context, unit=""), ()
        small = any(0 < abs(number) < 1 for number in bare_numbers)
        key = "values.share_mixed" if small else "values.share_percent"
        return replace(context, unit="%"), (Problem(key, context.heading, {"largest": float(largest)}),)

    def one(self, value: Cell, _field: Field, context: Context, /) -> Clean:
        """Clean one cell; a share above 1 or below 0 stands and is noted."""
        number, unit, text = self._split(value)
        words = re.fullmatch(r"(百分之|千分之)(.+)", text)
        if words:
            number, unit = parse_number(words[2]), words[1]
        if number is None:
            key = "values.estimate" if VAGUE.search(text) else "values.share"
            return Clean(problem=Problem(key, text)) if text else Clean()
        scale = PERCENT.get(unit or normal_unit(context.unit), None if unit else Decimal(1))
        if scale is None:
            return _wrong_unit(text, unit, "%")
        result = float(number * scale)
        note = None if 0 <= result <= 1 else Problem("values.share_outside", text, {"share": f"{result:.1%}"})
        return Clean((result,), note=note) if math.isfinite(result) else Clean(problem=Problem("values.share", text))


class AreaType(_Numeric):
    """An area in m²: ㎡, 平方米, 亩 (2000/3 m²), 公顷, 万㎡; the unit stands in the cell or the header, else m²."""

    name: ClassVar[str] = "area"

    def one(self, value: Cell, _field: Field, context: Context, /) -> Clean:
        """Clean one cell."""
        number, unit, text = self._split(value)
        if number is None:
            key = "values.estimate" if VAGUE.search(text) else "values.area"
            return Clean(problem=Problem(key, text)) if text else Clean()
        wanted = unit or context.unit
        scale = area_unit(wanted) if wanted else Decimal(1)
        if scale is None:
            return _wrong_unit(text, wanted, "m²")
        result = float(number * scale)
        if result < 0 or not math.isfinite(result):
            return Clean(problem=Problem("values.area", text))
        return Clean((round(result, 6),))


def _wrong_unit(text: str, unit: str, wanted: str) -> Clean:
    return Clean(problem=Problem("values.unit", text, {"unit": unit, "wanted": wanted}))
