"""The district that the sample shows: its size and surroundings, its dates, the parts that segments play in it."""

import datetime as dt
import time
from pathlib import Path

import pytest

from graph.codes import divisions
from liantu.sample import write_sample
from liantu.sample.dice import TODAY
from liantu.sample.lists import OLD
from liantu.sample.structure import STRONG, structure
from liantu.sample.world import Sheet
from liantu.sample.write import OUTSIDE, build_sample
from tests.liantu.sheets import SCHEMA, column, kind_of, parts_of, sheets

__all__ = ["sheets"]


def test_the_country_surrounds_the_district(sheets: list[Sheet]) -> None:
    outside = next(sheet for sheet in sheets if sheet.name == "区外企业")
    provinces = set(column(outside, "", "province"))
    assert provinces == {item.name for item in divisions().values() if item.level == 1}
    places = [str(place) for place in column(outside, "", "region")]
    share = sum(place.startswith("江苏省") for place in places) / len(places)
    assert 0.35 < share < 0.65
    assert not any("海州区" in place and "连云港" in place for place in places)


@pytest.mark.parametrize("firms", [20, 150, 400])
def test_size_follows_the_number_of_firms(firms: int) -> None:
    sheets = build_sample(firms=firms, seed=3)
    built = {sheet.name: sheet for sheet in sheets}
    register = set(column(built["企业名录"], "", "uscc"))
    old = {code for sheet in sheets if sheet.file == OLD for code in column(sheet, "", "uscc")}
    assert len(register | old) == len(register) + len(old - register) == firms
    assert len(old - register) == round(firms * 6 / 1000)  # only the old list shows them
    assert len(built["区外企业"].rows) == firms * OUTSIDE
    assert len(built["企业年度数据"].rows) > firms
    assert all(sheet.rows for sheet in built.values())


def test_no_table_was_written_after_its_day(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        kind = SCHEMA.kind(kind_of(sheet))
        if kind.validity.start:
            days = [day for day in column(sheet, "", kind.validity.start) if day is not None]
            assert all(isinstance(day, dt.date) and day <= TODAY for day in days), sheet.name


def test_validity_is_in_order(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        kind = SCHEMA.kind(kind_of(sheet))
        if kind.validity.start and kind.validity.end:
            starts, ends = (column(sheet, "", name) for name in (kind.validity.start, kind.validity.end))
            pairs = [
                (a, b) for a, b in zip(starts, ends, strict=False) if isinstance(a, dt.date) and isinstance(b, dt.date)
            ]
            assert all(a <= b for a, b in pairs), sheet.name


def test_sizes_are_skewed_and_some_are_unknown(sheets: list[Sheet]) -> None:
    revenues = column(next(s for s in sheets if s.name == "企业名录"), "", "revenue")
    known = sorted(float(str(r)) for r in revenues if r is not None)
    assert None in revenues
    assert known[-1] > 30 * known[len(known) // 2]


def test_the_district_has_gaps_that_others_fill() -> None:
    made = structure()
    assert {spot.part for spot in made.spots.values()} == {
        "cluster", "present", "thin", "single", "seedling", "in_city", "empty", "lead", "lost",
    }  # fmt: skip
    wanted = [spot for spot in made.of_part("empty", "in_city") if made.wanted_here(spot)]
    assert len(wanted) > 10
    built = {sheet.name: sheet for sheet in build_sample(firms=1500, seed=1)}
    here = {part for cell in column(built["企业名录"], "", "products") for part in parts_of(cell)}
    away = {part for cell in column(built["区外企业"], "", "products") for part in parts_of(cell)}
    for spot in wanted:
        only = set(spot.products)
        for other in made.spots.values():
            only -= set(other.products) if other.id != spot.id else set()
        assert not only & here, spot.id
        assert set(spot.products) & away, spot.id


def test_the_same_thing_in_two_chains_plays_one_part() -> None:
    spots = structure().spots
    twins = [(spot, other) for spot in spots.values() for other in spot.segment.same_as if other in spots]
    assert twins
    assert all(spot.part == spots[other].part for spot, other in twins)


def test_product_words_mean_one_segment() -> None:
    made = structure()
    seen: dict[str, str] = {}
    shared = [
        word for spot in made.spots.values() for word in spot.products if seen.setdefault(word, spot.id) != spot.id
    ]
    assert len(shared) <= len(seen) // 50


def test_the_suppliers_of_more_than_half_the_buyers_are_known() -> None:
    built = {sheet.name: sheet for sheet in build_sample(firms=1500, seed=1)}
    spots = structure().spots
    words = {word: spot for spot in spots.values() for word in spot.products}
    register = built["企业名录"]
    bought = set(column(built["供应关系"], "dst", "uscc", "code"))
    buyers = [
        code
        for code, products in zip(column(register, "", "uscc"), column(register, "", "products"), strict=True)
        if products and (spot := words.get(parts_of(products)[0])) and spot.inputs and spot.chain.chain in STRONG
    ]
    assert 0.4 < sum(code in bought for code in buyers) / len(buyers) < 0.75


def test_fifteen_hundred_firms_are_quick(tmp_path: Path) -> None:
    start = time.process_time()
    write_sample(tmp_path, firms=1500, seed=1)
    assert time.process_time() - start < 10
