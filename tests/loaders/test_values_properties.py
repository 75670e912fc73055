"""What holds for any cell at all: nothing raises, cleaning twice is cleaning once, numerals are read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.schema.core import Field
from loaders.values import TYPES, Context, clean_column, clean_one, compare, explain
from loaders.values.numerals import parse_number
from tests.fuzzing import examples

HOME = Context(home="320706")
CHOICES = Field(
    name="value", type="choice", zh="企业规模", en="Size", choices={"large": "大型"}, synonyms={"L": "large"}
)
ANY_CELL = st.one_of(
    st.text(max_size=30),
    st.text("0123456789.,-/年月日万亿元%（()）海州区是否;、A", max_size=14),
    st.text(st.characters(categories=("Cs", "Cc", "Cf")), max_size=4),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


def field(kind: str) -> Field:
    return CHOICES if kind == "choice" else Field(name="value", type=kind, zh="值", en="Value")


@given(st.integers(0, 10**12))
def test_thousands_commas_do_not_change_a_number(number):
    assert parse_number(f"{number:,}") == number


def chinese(number: int) -> str:
    """Write a number below 10^12 in Chinese numerals, an oracle by construction."""
    digits, small = "零一二三四五六七八九", ["", "十", "百", "千"]

    def section(n: int) -> str:
        out, gap = "", False
        for place in (3, 2, 1, 0):
            digit = n // 10**place % 10
            if digit:
                out += ("零" if gap and out else "") + digits[digit] + small[place]
            gap = gap or not digit
            gap = False if digit else gap
        return out

    parts = [(number // 10**8 % 10**4, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")]
    out = ""
    for part, unit in parts:
        if part:
            out += ("零" if out and part < 1000 else "") + section(part) + unit
    return out


@given(st.integers(1, 10**12 - 1))
def test_chinese_numerals_are_read_back(number):
    assert parse_number(chinese(number)) == number


@pytest.mark.parametrize("kind", sorted(TYPES))
@settings(max_examples=examples(120), deadline=None)
@given(cells=st.lists(ANY_CELL, max_size=12), unit=st.sampled_from(["", "万元", "%", "亩", "m"]))
def test_no_cell_raises_and_columns_agree_with_cells(kind, cells, unit):
    declared, context = field(kind), Context(home="320706", unit=unit)
    column = clean_column(kind, cells, declared, context)
    assert list(column.arrays) == [storage.name for storage in declared.storage()]
    assert all(len(array) == len(cells) for array in column.arrays.values())
    for row, told in {**column.problems, **column.notes}.items():
        assert 0 <= row < len(cells)
        assert told.say("zh")
        assert told.say("en")
    first = column.arrays["value"]
    assert all(not first[row].is_valid for row in column.problems)
    if kind != "share":
        for index, cell in enumerate(cells):
            assert (clean_one(kind, cell, declared, context).problem is None) == (index not in column.problems)


@pytest.mark.parametrize("kind", sorted(TYPES))
@settings(max_examples=examples(150), deadline=None)
@given(cell=ANY_CELL)
def test_cleaning_twice_is_cleaning_once(kind, cell):
    declared = field(kind)
    once = clean_one(kind, cell, declared, HOME)
    if once.values[0] is None or (kind == "share" and abs(once.values[0]) > 1):
        return  # a share above 1 is noted: read again as a bare number it would be per cent
    again = clean_one(kind, once.values[0], declared, HOME)
    assert again.problem is None
    assert again.values[0] == once.values[0]


@pytest.mark.parametrize("kind", sorted(TYPES))
@settings(max_examples=examples(60), deadline=None)
@given(a=ANY_CELL, b=ANY_CELL)
def test_compare_is_symmetric_and_explained(kind, a, b):
    score = compare(kind, a, b)
    assert 0 <= score <= 1
    assert score == pytest.approx(compare(kind, b, a))
    assert explain(kind, a, b)
