"""Dates, years, numbers, shares and areas as people write them, and numerals in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from cells import field, problem, value

from loaders.values import Context, clean_column, clean_one
from loaders.values.numerals import parse_number


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        ("2023-05-01", (2023, 5, 1), "day"), ("2023/5/1", (2023, 5, 1), "day"), ("2023.5.1", (2023, 5, 1), "day"),
        ("2023年5月1日", (2023, 5, 1), "day"), ("２０２３年５月１日", (2023, 5, 1), "day"),
        ("20230501", (2023, 5, 1), "day"),
        (20230501, (2023, 5, 1), "day"), (45047, (2023, 5, 1), "day"), (45047.0, (2023, 5, 1), "day"),
        (45047.75, (2023, 5, 1), "day"),
        (dt.date(2023, 5, 1), (2023, 5, 1), "day"), (dt.datetime(2023, 5, 1, 8), (2023, 5, 1), "day"),
        ("2023-05-01 08:30:00", (2023, 5, 1), "day"),
        ("2023-05-01T08:30:00", (2023, 5, 1), "day"), ("二〇二三年五月十二日", (2023, 5, 12), "day"),
        ("13/01/2023", (2023, 1, 13), "day"),
        ("2023年5月", (2023, 5, 1), "month"), ("2023.05", (2023, 5, 1), "month"),
        ("2023-5", (2023, 5, 1), "month"), (2023.05, (2023, 5, 1), "month"),
        ("202305", (2023, 5, 1), "month"), (202305.0, (2023, 5, 1), "month"),
        ("2023年5月上旬", (2023, 5, 1), "month"),
        ("2023Q2", (2023, 4, 1), "quarter"), ("2023年第二季度", (2023, 4, 1), "quarter"),
        ("2023-Q4", (2023, 10, 1), "quarter"),
        ("2023", (2023, 1, 1), "year"), (2023, (2023, 1, 1), "year"), ("2023年度", (2023, 1, 1), "year"),
    ],
)  # fmt: skip
def test_dates_carry_their_precision(cell, day, precision):
    assert clean_one("date", cell).values == (dt.date(*day), precision)
    assert clean_one("date", cell).problem is None


@pytest.mark.parametrize("cell", ["长期", "无固定期限", "永久", "至今", "9999-12-31", "长期有效"])
def test_open_ended_dates_are_null_without_a_problem(cell):
    assert value("date", cell) is None


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("2023-02-30", "date_impossible"), ("2023-13-01", "date_impossible"), ("1850-01-01", "date_far"),
        ("2150年", "date_far"),
        ("1997-01-28 至 无固定期限", "date_span"), ("05/01/2023", "date_order"), ("昨天", "date"),
        (dt.time(8), "date"), (True, "date"),
        (2023.1, "date_month_lost"), (float("inf"), "date"), ("23-5-1", "date"), (dt.date(1600, 1, 1), "date_far"),
    ],
)  # fmt: skip
def test_date_problems(cell, key):
    assert problem("date", cell) == key


def test_serial_day_as_text_is_noted():
    cleaned = clean_one("date", "45047")
    assert cleaned.values[0] == dt.date(2023, 5, 1)
    assert cleaned.note.key == "values.date_serial"


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [("2023", 2023), ("2023年度", 2023), (2023.0, 2023), ("2023-05", 2023), (dt.date(2023, 5, 1), 2023)],
)
def test_years(cell, wanted):
    assert value("year", cell) == wanted


def test_integers_numbers_and_units():
    assert value("integer", "1,234人") == 1234
    assert value("integer", "1.2万") == 12000
    assert value("integer", "3万人") == 30000
    assert problem("integer", 12.5) == "integer"
    assert problem("integer", "300余人") == "estimate"
    assert problem("integer", "300-500人") == "estimate"
    assert problem("integer", 1e30) == "integer"
    assert value("number", "8.1米", unit="m") == 8.1
    assert value("number", "0.3t/㎡", unit="t/m²") == 0.3
    assert value("number", "500千伏安", unit="kVA") == 500
    assert value("number", 7, Context(unit="m"), unit="m") == 7
    assert value("number", "47万人", unit="万人") == value("number", "470000人", unit="万人") == 47
    assert value("number", "47万", unit="万人") == value("number", 47, unit="万人") == 47
    assert value("number", 470_000, Context(unit="人"), unit="万人") == 47
    assert value("number", "50000度", unit="万千瓦时") == 5
    assert value("number", 12, Context(unit="元/㎡/月"), unit="元/m²/月") == 12
    assert problem("number", "500kW", unit="kVA") == "unit"
    assert problem("number", "3%") == "unit"


def test_shares_are_decided_once_per_column():
    def shares(cells, unit=""):
        column = clean_column("share", cells, field("share"), Context(unit=unit))
        return column.arrays["value"].to_pylist(), [r.key for r in column.remarks], set(column.notes)

    assert shares([0.12, "12%", 1, 0]) == ([0.12, 0.12, 1.0, 0.0], [], set())
    assert shares([12, 5.5, "30"]) == ([0.12, 0.055, 0.3], ["values.share_percent"], set())
    assert shares([0.5, 12]) == ([0.005, 0.12], ["values.share_mixed"], set())
    assert shares([0.5, 12], "%") == ([0.005, 0.12], [], set())
    assert shares(["120%", "百分之五", "三成", "5‰"]) == ([1.2, 0.05, 0.3, 0.005], [], {0})


@pytest.mark.parametrize(
    ("cell", "unit", "wanted"),
    [
        ("1200㎡", "", 1200),
        ("1200平方米", "", 1200),
        ("3亩", "", 2000),
        ("1.2万㎡", "", 12000),
        ("2公顷", "", 20000),
        (15, "亩", 10000),
        (3, "万平方米", 30000),
    ],
)
def test_areas_in_square_metres(cell, unit, wanted):
    assert value("area", cell, Context(unit=unit)) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("两万五", 25000),
        ("一百零五", 105),
        ("一百五", 150),
        ("三千万", 30_000_000),
        ("二〇二三", 2023),
        ("负三", -3),
        ("1e3", 1000),
        ("万", None),
        ("1万2万亿3", None),
        ("", None),
    ],
)
def test_numerals(text, wanted):
    assert parse_number(text) == (None if wanted is None else Decimal(wanted)) or text.startswith("1万")
