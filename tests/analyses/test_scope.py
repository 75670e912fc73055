"""Boundaries: divisions, townships, parks, lists, and the rings around them."""

import pandas as pd
import pytest
from handmade import HOME, SIGNED, chain, firm, graph, join, segment_yaml

from analyses.gaps import gaps
from analyses.scope import city_of, find_scope, prefix, province_of
from graph.errors import NotPossible

A = chain("c", segment_yaml("a"))
WORLD = graph(
    A,
    settings={"neighbours": ["320800", "371300"]},
    **join(
        firm("f1", "c/a", township="新坝镇"), firm("f2", "c/a", park="海州经开区"), firm("f3", "c/a", region="320703"),
        firm("f4", "c/a", region="320803"), firm("f5", "c/a", region="320102"), firm("f6", "c/a", region="110101"),
        firm("f7", "c/a", region=None), firm("f8", "c/a", region="371302"), firm("f9", "c/a", township="老虎镇"),
        {"Park": [{"uid": "park:k", "name": "海州经开区"}]},
    ),
)  # fmt: skip


def effective(region) -> int:
    return int(gaps(WORLD.snapshot(), region=region, chain="c").rows["effective_firms"].iloc[0])


@pytest.mark.parametrize(
    ("region", "count"),
    [
        (HOME, 3), ("海州区", 3), ("连云港市海州区", 3), ("320700", 4), ("江苏省", 6), ("320000", 6), ("新坝镇", 1),
        ("320706100000", 1), ("320706100", 1), ("老虎镇", 1), ("海州经开区", 1), ("park:k", 1), (["320706", "320703"], 4),
        (["320706", "320700"], 4), (["320706", "新坝镇"], 3), ("110000", 1),
    ],
)  # fmt: skip
def test_who_is_inside(region, count) -> None:
    assert effective(region) == count


def test_division_and_park_are_never_added() -> None:
    with pytest.raises(NotPossible, match="两种统计口径"):
        find_scope(WORLD.snapshot(), [HOME, "海州经开区"])


def test_the_way_of_counting_is_printed() -> None:
    assert find_scope(WORLD.snapshot(), "海州经开区").text() == "海州经开区（园区口径）"
    assert find_scope(WORLD.snapshot(), ["新坝镇"]).text() == "连云港市海州区新坝镇（行政区口径）"


def test_ambiguous_names_are_told_apart_by_the_home_city_or_refused() -> None:
    with pytest.raises(NotPossible, match="不止一处"):
        find_scope(WORLD.snapshot(), "鼓楼区")
    with pytest.raises(NotPossible, match="找不到"):
        find_scope(WORLD.snapshot(), "不存在的地方")


def test_rings() -> None:
    scope = find_scope(WORLD.snapshot(), HOME)
    at = pd.DataFrame({"region": [HOME, "320703", "320803", "371302", "320102", "110101", None]}).assign(
        township=None, park=None
    )
    at["region"] = at["region"].astype("str")
    assert scope.ring(at).tolist() == ["here", "city", "neighbours", "neighbours", "province", "country", None]


@pytest.mark.parametrize(
    ("code", "start", "city", "province"),
    [
        ("320706", "320706", "320700", "320000"), ("320700", "3207", "320700", "320000"), ("320000", "32", "320000", "320000"),
        ("110101", "110101", "110000", "110000"), ("429004", "429004", "429004", "420000"),
    ],
)  # fmt: skip
def test_codes(code, start, city, province) -> None:
    assert (prefix(code), city_of(code), province_of(code)) == (start, city, province)


def test_local_settings_hold_at_home_only() -> None:
    world = WORLD.with_settings(declared=[{"chain": "c", "segment": "a"}], complete=[{**SIGNED, "region": "320000"}])
    bare = type(world)(world.templates, world.settings, {k: v for k, v in world.rows.items() if k != "OPERATES_IN"})
    assert gaps(bare.snapshot(), region=HOME, chain="c").rows["state"].tolist() == ["missing"]
    there = gaps(bare.snapshot(), region="320703", chain="c")
    assert there.rows["state"].tolist() == ["absent"]
    assert any("只对本区" in text for text in there.warnings)


def test_a_firm_at_two_places_is_claimed_twice() -> None:
    rows = join(firm("f", "c/a", stat_unit="徐圩新区"), firm("g", "c/a", stat_unit="海州区统计局"))
    result = gaps(graph(A, **rows).snapshot(), region=HOME)
    assert result.rows["badges"].tolist() == [["double"]]
    facts = result.facts[result.facts["value"] == "两处统计"]
    assert facts["id"].tolist() == ["f"]
