"""Dates with the precision in which they were written, and years."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from typing import ClassVar

from graph.schema.core import Field
from graph.words import say
from loaders.values.base import Cell, Clean, Context, Distinct, Problem, ValueType, cell_text
from loaders.values.numerals import parse_number
from loaders.values.text import bare

FIRST_YEAR, LAST_YEAR = 1900, 2100
_EPOCH = dt.date(1899, 12, 30)  # day 0 of Excel's serial numbers from 1900-03-01 on
_FIRST_SERIAL, _LAST_SERIAL = 61, (dt.date(LAST_YEAR, 12, 31) - _EPOCH).days
_OPEN_ENDED = re.compile(r"长期(?:有效)?|永久|永续|无固定期限|无限期|不限|至今|现在|长期合作|9999.*|2999.*")
_TIME = r"(?:[t ]?\d{1,2}[:时点]\d{1,2}.*)?"
_SEP = r"[-/.年]"
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_CHINESE = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def _ymd(m: re.Match[str]) -> tuple[int, int, int, str]:
    return int(m[1]), int(m[2]), int(m[3]), "day"


def _ym(m: re.Match[str]) -> tuple[int, int, int, str]:
    return int(m[1]), int(m[2]), 1, "month"


def _yq(m: re.Match[str]) -> tuple[int, int, int, str]:
    return int(m[1]), 3 * int(m[2]) - 2, 1, "quarter"


def _year(m: re.Match[str]) -> tuple[int, int, int, str]:
    return int(m[1]), 1, 1, "year"


def _dmy(m: re.Match[str]) -> tuple[int, int, int, str]:
    """Take day/month/year or month/day/year, where a number over 12 tells which; else month 0, which is no date."""
    a, b, year = int(m[1]), int(m[2]), int(m[3])
    month, day = (b, a) if a > 12 else (a, b) if b > 12 or a == b else (0, 0)
    return year, month, day, "day"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int, str]]], ...] = (
    (re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})[-/.月](\d{{1,2}})[日号]?{_TIME}"), _ymd),
    (re.compile(rf"(\d{{4}}) (\d{{1,2}}) (\d{{1,2}}){_TIME}"), _ymd),
    (re.compile(rf"(\d{{4}})(\d\d)(\d\d){_TIME}"), _ymd),
    (re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})(?:月份?)?(?:[上中下]旬|[初中底末])?"), _ym),
    (re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])"), _ym),
    (re.compile(r"(\d{4})年?度?[-/. ]?q([1-4])"), _yq),
    (re.compile(r"(\d{4})年?度?第?([1-4])季度?"), _yq),
    (re.compile(r"(\d{4})年?(?:[初中底末]|年[初中底末])?度?"), _year),
    (re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){_TIME}"), _dmy),
)


class DateType(ValueType):
    """A date: the first day of the period written, with precision day, month, quarter or year."""

    name: ClassVar[str] = "date"

    def one(self, value: Cell, _field: Field, _context: Context, /) -> Clean:
        """Clean one cell; 长期 is null without a problem, an impossible date or one outside 1900–2100 is a problem."""
        if isinstance(value, dt.datetime):
            return _checked(value.year, value.month, value.day, "day", value)
        if isinstance(value, dt.date):
            return _checked(value.year, value.month, value.day, "day", value)
        if isinstance(value, bool | dt.time | dt.timedelta):
            return _bad("values.date", value)
        if isinstance(value, int | float):
            return self._number(value)
        text = bare(value).casefold().strip(" .。")
        if not text or _OPEN_ENDED.fullmatch(text):
            return Clean((None, None))
        return self._text(text, value)

    def _text(self, text: str, value: Cell) -> Clean:
        if re.search("[一二三四五六七八九十〇○]", text):
            text = _digits(text)
        text = re.sub(r"\s*([-/.:年月日])\s*", r"\1", text)
        for pattern, read in _FORMS:
            match = pattern.fullmatch(text)
            if match:
                return _checked(*read(match), value)
        if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
            serial = float(text)
            if _FIRST_SERIAL <= serial <= _LAST_SERIAL:
                cleaned = self._number(serial)
                return cleaned._replace(note=Problem("values.date_serial", text, {"date": cleaned.values[0]}))
        if re.search(r"\d\s*(?:至|到|~|—|--)", text):
            return _bad("values.date_span", value)
        return _bad("values.date", value)

    def _number(self, value: float) -> Clean:
        """Read a number cell: 20230501, 202305, 2023, 2023.05 or Excel's serial day."""
        if not math.isfinite(value):
            return _bad("values.date", value)
        whole = int(value)
        if whole == value and (19000101 <= whole <= 21001231 or 190001 <= whole <= 210012):
            digits = str(whole)
            precision = "day" if len(digits) == 8 else "month"
            return _checked(int(digits[:4]), int(digits[4:6]), int(digits[6:] or 1), precision, value)
        if FIRST_YEAR <= whole <= LAST_YEAR:
            return self._decimal_month(float(value))
        if _FIRST_SERIAL <= value <= _LAST_SERIAL + 1:
            day = _EPOCH + dt.timedelta(days=whole)
            return _checked(day.year, day.month, day.day, "day", value)
        return _bad("values.date", value)

    def _decimal_month(self, value: float) -> Clean:
        """Read 2023 as a year and 2023.05 as a month; 2023.1 may have been 2023.10 and is neither."""
        month = repr(value).split(".")[1]
        if value.is_integer():
            return _checked(int(value), 1, 1, "year", value)
        if len(month) == 2:
            return _checked(int(value), int(month), 1, "month", value)
        return _bad("values.date_month_lost" if month == "1" else "values.date", value)

    def clean(self, values: Sequence[Cell], field: Field, context: Context, /) -> Distinct:
        """Clean distinct cells; date cells and ISO texts without a fault pass quickly."""
        done = Distinct([])
        days: list[object] = []
        precisions: list[object] = []
        for index, value in enumerate(values):
            if type(value) is dt.date and FIRST_YEAR <= value.year <= LAST_YEAR:
                days.append(value)
                precisions.append("day")
                continue
            if value is None or value == "":
                days.append(None)
                precisions.append(None)
                continue
            cleaned = self.one(value, field, context)
            days.append(cleaned.values[0])
            precisions.append(cleaned.values[1])
            if cleaned.problem:
                done.problems[index] = cleaned.problem
            if cleaned.note:
                done.notes[index] = cleaned.note
        done.columns = [days, precisions]
        return done

    def compare(self, a: Cell, b: Cell) -> float:
        """Return 1 where the coarser of the two periods holds the other, else falling to 0 within a year."""
        x, y = (self._clean(v) for v in (a, b))
        if x is None or y is None:
            return float(x == y)
        (day_x, kind_x), (day_y, kind_y) = x, y
        kind = min(kind_x, kind_y, key=["year", "quarter", "month", "day"].index)
        if _period(day_x, kind) == _period(day_y, kind):
            return 1.0
        return max(0.0, 1 - abs((day_x - day_y).days) / 365)

    def explain(self, a: Cell, b: Cell) -> str:
        """Return how many days lie between, or that the periods are the same."""
        x, y = (self._clean(v) for v in (a, b))
        if x is None or y is None or self.compare(a, b) == 1:
            return super().explain(a, b)
        return say("values.days_apart", a=x[0], b=y[0], days=abs((x[0] - y[0]).days))

    def _clean(self, value: Cell) -> tuple[dt.date, str] | None:
        if value is None or value == "":
            return None
        day, kind = self.one(value, _DATE, Context()).values
        return (day, str(kind)) if isinstance(day, dt.date) else None

    def _key(self, value: Cell) -> object:
        found = self._clean(value)
        return None if found is None else _period(*found)


class YearType(ValueType):
    """A year from 1900 to 2100: 2023, 2023年, 2023年度, or the year of a date."""

    name: ClassVar[str] = "year"

    def one(self, value: Cell, _field: Field, _context: Context, /) -> Clean:
        """Clean one cell."""
        cleaned = DateType().one(value, _DATE, Context())
        if cleaned.problem:
            return Clean(problem=Problem("values.year", cell_text(value)))
        day = cleaned.values[0]
        return Clean((day.year,)) if isinstance(day, dt.date) else Clean()


_DATE = Field(name="value", type="date", zh="", en="")


def _checked(year: int, month: int, day: int, precision: str, value: Cell) -> Clean:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return _bad("values.date_order" if month == 0 and year else "values.date_impossible", value)
    if year == 9999:
        return Clean((None, None))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _bad("values.date_far", value)
    return Clean((found, precision))


def _bad(key: str, value: Cell) -> Clean:
    return Clean((None, None), Problem(key, cell_text(value)))


def _digits(text: str) -> str:
    """Return a date in Chinese numerals with digits: 二〇二三年五月十二日 → 2023年5月12日."""

    def number(match: re.Match[str]) -> str:
        word = match[0].replace("○", "〇")
        value = parse_number(word) if "十" in word else None
        return str(int(value)) if value is not None else word.translate(_CHINESE)

    return re.sub("[〇零○一二三四五六七八九十]+", number, text)


def _period(day: dt.date, precision: str) -> tuple[int, ...]:
    parts = {"year": (day.year,), "quarter": (day.year, (day.month + 2) // 3), "month": (day.year, day.month)}
    return parts.get(precision, (day.year, day.month, day.day))
