"""Value types: every dirt seen in real tables, in text, names, lists, choices and identifiers."""

from __future__ import annotations

import datetime as dt

import pytest
from cells import SIZES, field, problem, value

from graph.words import catalogue
from loaders.values import TYPES, clean_column, clean_one, is_mojibake


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


@pytest.mark.parametrize(("kind", "letter"), [("name", "长"), ("id", "A")])
def test_names_and_identifiers_have_a_length(kind: str, letter: str):
    assert value(kind, letter * 1000) == letter * 1000
    assert problem(kind, letter * 1001) == "too_long"


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
