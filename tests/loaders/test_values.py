"""Value types: every dirt seen in real tables, and what holds for any cell at all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest

from graph.schema.core import Field
from graph.words import catalogue
from loaders.values import (
    TYPES,
    Context,
    clean_column,
    clean_one,
    is_mojibake,
)
from loaders.values.numerals import parse_number

HOME = Context(home="320706")
SIZES = Field(
    name="value", type="choice", zh="企业规模", en="Size", choices={"large": "大型", "small": "小型"},
    synonyms={"L": "large", "S(小型)": "small", "存续（在营、开业）": "large"},
)  # fmt: skip


def field(kind: str, **more) -> Field:
    return SIZES if kind == "choice" else Field(name="value", type=kind, zh="值", en="Value", **more)


def value(kind: str, cell: object, context: Context = HOME, **more) -> object:
    cleaned = clean_one(kind, cell, field(kind, **more), context)
    assert cleaned.problem is None, cleaned.problem
    return cleaned.values[0]


def problem(kind: str, cell: object, context: Context = HOME, **more) -> str:
    cleaned = clean_one(kind, cell, field(kind, **more), context)
    assert cleaned.values[0] is None
    assert cleaned.problem is not None
    assert cleaned.problem.say("zh") != cleaned.problem.say("en")
    return cleaned.problem.key.removeprefix("values.")


@pytest.mark.parametrize("kind", sorted(set(TYPES) - {"flag", "choice"}))
@pytest.mark.parametrize(
    "cell", ["-", "—", "/", "无", "暂无", "未知", "未公开", "未披露", "空", "null", "None", "N/A", "NaN", " ", "\u3000"]
)
def test_placeholders_are_nothing_without_a_problem(kind, cell):
    assert value(kind, cell) is None


@pytest.mark.parametrize("cell", ["锟斤拷公司", "烫烫烫", "abc\ufffd", "å…¬å\x8f¸"])
def test_mojibake_is_kept_and_noted(cell):
    assert is_mojibake(cell)
    assert clean_one("text", cell).note.key == "values.mojibake"


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("  海州 \u200b区\ufeff ", "海州 区"), ("a\x00b\x08c", "abc"), ("第①类Ⅲ级", "第①类Ⅲ级"),
        ("一\r\n二", "一\n二"),
        ("a\t b", "a b"), ("x_x000D_y", "xy"), (12.0, "12"), (1.5, "1.5"), (dt.datetime(2023, 5, 1), "2023-05-01"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"), ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ],
)  # fmt: skip
def test_text(cell, wanted):
    assert value("text", cell) == wanted


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


@pytest.mark.parametrize(("kind", "letter"), [("name", "长"), ("id", "A")])
def test_names_and_identifiers_have_a_length(kind: str, letter: str):
    assert value(kind, letter * 1000) == letter * 1000
    assert problem(kind, letter * 1001) == "too_long"


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


def test_flags():
    for cell in ("是", "√", "Y", "yes", 1, 1.0, True, "有", "已认定", "１"):
        assert value("flag", cell) is True
    for cell in ("否", "×", "N", 0, False, "无", "未认定", "✗"):
        assert value("flag", cell) is False
    for cell in ("-", "未知", ""):
        assert value("flag", cell) is None
    assert problem("flag", "也许") == "flag"


def test_choices():
    assert value("choice", "大型") == value("choice", "L") == value("choice", "large") == "large"
    assert value("choice", "S（小型）") == "small"
    assert value("choice", "存续(在营、开业)") == "large"
    assert value("choice", "大型（一类）") == "large"
    told = clean_one("choice", "巨型", SIZES).problem
    assert "大型" in told.say("zh")
    assert "小型" in told.say("en")


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("a;b；c、d,e，f|g\nh", list("abcdefgh")),
        ("抗体（单抗、双抗）、小分子药等", ["抗体（单抗、双抗）", "小分子药"]),
        ("13800000000;;010-1;", ["13800000000", "010-1"]),
        ("高等；初等", ["高等", "初等"]), ("1,200吨；x", ["1,200吨", "x"]), ("（甲、乙", ["（甲", "乙"]),
        ("甲、甲、-", ["甲"]), ("红杉资本、高瓴等", ["红杉资本", "高瓴"]),
        ("；、", None), (12.0, ["12"]),
    ],
)  # fmt: skip
def test_lists(cell, wanted):
    assert value("list", cell) == wanted


def test_urls():
    assert value("url", "www.Example.com/A") == "http://www.example.com/A"
    assert value("url", "https://a.cn;www.b.cn") == "https://a.cn"
    assert problem("url", "javascript:alert(1)") == "url"
    assert problem("url", "见官网") == "url"


def test_ids_keep_their_digits_or_say_that_they_are_lost():
    assert value("id", "６００２７６.SH") == "600276.SH"
    assert value("id", 600276.0) == "600276"
    assert value("id", " 00 12 ") == "0012"
    assert problem("id", 202332070600012345) == "id_number"
    assert problem("id", 2.02332070600012e17) == "id_number"
    assert problem("id", "2.02E+17") == "id_number"


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


def test_equal_numbers_of_different_types_are_kept_apart():
    column = clean_column("flag", [1, True, 1.0, "1", 2, 0.0, False], field("flag"))
    assert column.arrays["value"].to_pylist() == [True, True, True, True, None, False, False]
    text = clean_column("text", [1, True, 1.0, "1"], field("text"))
    assert text.arrays["value"].to_pylist() == ["1", "True", "1", "1"]


def test_problems_stand_at_every_row_of_a_repeated_cell():
    column = clean_column("integer", ["x", "1", "x", "", "x"], field("integer"))
    assert set(column.problems) == {0, 2, 4}
    assert column.problems[2].text == "x"


def test_every_entry_of_the_word_file_is_in_both_languages():
    for stem in ("values", "read"):
        for entry in catalogue(stem).values():
            assert set(entry) == {"zh", "en"}
            assert all(entry.values())
