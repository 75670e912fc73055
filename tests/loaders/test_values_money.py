"""Money as people write it: units, vague amounts, other currencies."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest
from cells import field, problem, value

from loaders.values import Context, clean_column, clean_one


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("1000万元", 10_000_000), ("4000000万人民币", 40_000_000_000), ("13,400万元", 134_000_000), ("97210", 97210),
        ("五千万", 50_000_000), ("两亿三千万", 230_000_000), ("1.5亿", 150_000_000), ("壹拾贰万元", 120_000),
        ("一亿", 10**8),
        ("1000万人民", 10_000_000), ("人民币1000万元整", 10_000_000), ("１２３４万元", 12_340_000),
        ("￥5,000.50", "5000.50"),
        ("(1,000)", -1000), ("-3万元", -30_000), ("1亿2000万", 120_000_000), ("0", 0), (0, 0),
        (1234.565, "1234.57"), ("1.2万亿", 1_200_000_000_000),
        ("100千元", 100_000), ("3百万元", 3_000_000), ("RMB 20 million", 20_000_000), ("十五万", 150_000),
        ("1000万元(人民币)", 10_000_000),
    ],
)  # fmt: skip
def test_money(cell, yuan):
    assert value("money", cell) == Decimal(yuan)


@pytest.mark.parametrize(
    "cell",
    [
        "数百万人民币",
        "近千万",
        "千万级",
        "数千万",
        "近亿元",
        "数亿",
        "300-500万",
        "超1亿",
        "1000余万",
        "未透露",
        "未透漏",
        "金额未知",
    ],
)
def test_vague_money_keeps_its_text_and_is_never_zero(cell):
    cleaned = clean_one("money", cell)
    assert cleaned.values == (None, cell)
    assert cleaned.problem is None
    assert cleaned.note.key in ("values.money_vague", "values.money_unknown")


@pytest.mark.parametrize(
    ("cell", "code"),
    [("500万美元", "USD"), ("300万美", "USD"), ("100万港币", "HKD"), ("2亿日元", "JPY"), ("50万欧元", "EUR"),
    ("7万英镑", "GBP"), ("1亿韩元", "KRW"),
     ("3万新台币", "TWD"), ("3万新加坡元", "SGD"), ("3万澳元", "AUD"), ("3万加元", "CAD"), ("9千万卢比", "INR"),
     ("US$5m", "USD")],
)  # fmt: skip
def test_foreign_money_needs_a_rate(cell, code):
    cleaned = clean_one("money", cell)
    assert cleaned.values == (None, cell)
    assert cleaned.problem.key == "values.money_currency"
    assert cleaned.problem.values["currency"] == code
    converted = clean_one("money", cell, None, Context(rates={code: Decimal("2")}))
    assert converted.problem is None
    assert converted.values[0] > 0


def test_money_unit_of_the_header_holds_for_bare_numbers_only():
    context = Context(unit="万元")
    assert value("money", "1000", context) == 10_000_000
    assert value("money", 1000.5, context) == 10_005_000
    assert value("money", "1000元", context) == 1000
    assert value("money", "3亿元", context) == 300_000_000
    assert value("money", 10, Context(unit="million")) == 10_000_000
    assert value("money", 10, Context(unit="m")) == 10
    assert problem("money", 10, Context(unit="万美元")) == "money_currency"
    assert value("money", 10, Context(unit="万美元", rates={"USD": Decimal(7)})) == 700_000


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("1,2000", "money"),
        ("abc", "money"),
        (True, "money"),
        (1e17, "money_large"),
        (float("nan"), "money"),
        ("12个", "money"),
    ],
)
def test_money_problems(cell, key):
    assert problem("money", cell) == key


def test_money_column_equals_money_cells():
    cells = [1, 2.5, 1234.565, 0.005, 1e11, "3万元", "1.2345亿", "数百万", None, "", "x", 10**15, 0.1 + 0.2, -7.775]
    column = clean_column("money", cells, field("money"), Context(unit="万元"))
    single = [clean_one("money", cell, field("money"), Context(unit="万元")).values[0] for cell in cells]
    assert column.arrays["value"].to_pylist() == single
    assert column.arrays["value"].type == pa.decimal128(18, 2)
    assert column.arrays["value_text"].to_pylist()[5:8] == ["3万元", "1.2345亿", "数百万"]
    assert set(column.problems) == {10, 11}
    assert set(column.notes) == {7}


def test_money_without_any_unit_says_so_once_for_the_column():
    told = clean_column("money", [1000, 2000], field("money"), Context(heading="注册资本")).remarks
    assert [remark.key for remark in told] == ["values.money_no_unit"]
    assert clean_column("money", [1000], field("money"), Context(unit="万元")).remarks == ()
