"""Sentences are true: figures beside their threshold, events by their name, badges that say which side."""

import pytest
from district import PAPER, SETTINGS, by_segment, rows
from handmade import HOME, SIGNED, chain, firm, graph, join, segment_yaml
from hypothesis import given
from hypothesis import strategies as st

from analyses.gaps import gaps
from analyses.wording import number, percent

CHAIN = chain("c", segment_yaml("a"), segment_yaml("b", {"a": 1.0}, filled_by="any"))


@given(st.integers(0, 100_000), st.integers(0, 1_000))
def test_a_figure_never_rounds_onto_or_across_its_cut(value_of: int, cut_of: int) -> None:
    value, cut = value_of / 100_000, cut_of / 1_000
    shown, told = float(percent(value, cut).rstrip("%")) / 100, float(number(value, cut))
    assert (shown < cut, told < cut) == (value < cut, value < cut)
    assert (shown > cut, told > cut) == (value > cut, value > cut)


def test_figures_are_short_away_from_the_cut() -> None:
    assert (percent(0.12, 0.4), percent(0.3996, 0.4), percent(0.4, 0.4), percent(0.405, 0.405)) == (
        "12%", "39.96%", "40%", "40.5%",
    )  # fmt: skip
    assert (number(0.5, 1.0), number(0.998, 1.0)) == ("0.50", "0.998")
    assert percent(float("nan"), 0.4) == "未知"


def test_a_rate_just_below_its_cut_is_told_with_enough_digits() -> None:
    supplies = [{"src": "s0", "dst": "b", "product": "x", "year": 2025, "amount": 39.8},
                {"src": "s1", "dst": "b", "product": "x", "year": 2025, "amount": 60.2}]  # fmt: skip
    world = join(firm("s0", "c/a"), firm("s1", "c/a", region="320803"), firm("b", "c/b", above_scale=True),
                 {"SUPPLIES": supplies})  # fmt: skip
    row = by_segment(gaps(graph(CHAIN, settings={"complete": [SIGNED]}, **world).snapshot(), region=HOME)).loc["c/a"]
    assert row["state"] == "weak"
    assert "39.8% 低于 40%" in row["reason"]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("cancelled", "注销"),
        ("revoked", "吊销"),
        ("moved_out", "迁出"),
        ("suspended", "停业停产"),
        ("liquidating", "终止经营"),
    ],
)
def test_the_one_event_that_happened_is_named(status: str, word: str) -> None:
    world = firm("gone", "c/a", status=status, closed="2025-09-01")
    result = gaps(graph(CHAIN, settings={"complete": [SIGNED]}, **world).snapshot(), region=HOME)
    row = by_segment(result).loc["c/a"]
    assert row["state"] == "broken"
    assert f"示例gone 2025-09-01 {word}" in row["reason"]
    others = {"注销", "吊销", "迁出", "停业停产"} - {word}
    assert not [other for other in others if other in row["reason"].replace("（登记未注明方式）", "")]
    facts = result.explain(int(result.rows.index[result.rows["segment"] == "c/a"][0]))
    assert facts.loc[facts["formula"].str.startswith("示例gone"), "id"].tolist() == ["gone"]


def test_a_firm_that_left_before_it_closed_is_told_as_having_left() -> None:
    world = join(
        firm("gone", "c/a", region="320803", status="cancelled", closed="2026-01-01"),
        {"Region": [{"uid": f"region:{HOME}", "name": "海州区", "code": HOME}],
         "LOCATED_IN": [{"src": "gone", "dst": f"region:{HOME}", "to_date": "2025-03-01", "reason": "搬迁"}],
         "Site": [{"uid": "site:1", "name": "厂区", "region": HOME, "role": "production", "to_date": "2025-03-01"}],
         "HAS_SITE": [{"src": "gone", "dst": "site:1"}]},
    )  # fmt: skip
    result = gaps(graph(CHAIN, settings={"complete": [SIGNED]}, **world).snapshot(), region=HOME)
    reason = by_segment(result).loc["c/a", "reason"]
    assert "示例gone 2025-03-01 迁出本地（原因：搬迁）" in reason
    assert "注销" not in reason
    assert "停用" not in reason


def test_a_contract_that_ended_is_named_with_its_edge() -> None:
    result = gaps(graph(PAPER, settings=SETTINGS, **rows()).snapshot(), region=HOME)
    row = by_segment(result).loc["p/contract"]
    assert "唯一来源 示例contract1 2026-01-31 合同终止" in row["reason"]
    facts = result.explain(int(result.rows.index[result.rows["segment"] == "p/contract"][0]))
    told = facts[facts["formula"].str.startswith("唯一来源")]
    assert told["label"].tolist() == ["示例contract1 → 示例buyer1"]


def test_one_source_and_a_dominant_source_are_two_badges() -> None:
    def badges(*amounts: float) -> tuple[list[str], float]:
        supplies = [
            {"src": f"s{n}", "dst": "b", "product": "x", "year": 2025, "amount": a} for n, a in enumerate(amounts)
        ]
        world = join(
            *(firm(f"s{n}", "c/a") for n in range(2)), firm("b", "c/b", above_scale=True), {"SUPPLIES": supplies}
        )
        found = by_segment(gaps(graph(CHAIN, settings={"complete": [SIGNED]}, **world).snapshot(), region=HOME))
        return found.loc["c/a", "badges"], found.loc["c/a", "top_share"]

    assert badges(1.0) == (["single_source"], 1.0)
    assert badges(80.0, 20.0) == (["concentrated"], pytest.approx(0.8))
    assert badges(60.0, 40.0) == ([], pytest.approx(0.6))
