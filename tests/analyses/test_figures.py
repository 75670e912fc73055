"""Figures against closed forms and independent programs: quotient, register coverage, supply."""

import math

import numpy as np
import pandas as pd
import pytest
from handmade import CHAIN, HOME, SIGNED, firm, graph, join
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from analyses.assess import assess
from analyses.coverage import estimate_total
from analyses.gaps import gaps
from analyses.quotient import location_quotient, read_profile
from analyses.scope import find_scope
from analyses.segments import read_segments
from analyses.supply import concentration
from analyses.thresholds import load_thresholds
from graph.errors import UsageError

RULES = load_thresholds()


# quotient


def test_quotient_is_the_closed_form_with_the_quantiles_of_its_posterior() -> None:
    found = location_quotient(np.array([6.0, 0.0]), 40.0, np.array([0.05, 0.1]), RULES.quotient)
    assert found.lq.tolist() == pytest.approx([(6 + 10 * 0.05) / 50 / 0.05, (0 + 10 * 0.1) / 50 / 0.1])
    density = stats.gamma(a=6.5, scale=1 / 50).pdf
    below, _ = integrate.quad(density, 0, found.low[0] * 0.05)
    above, _ = integrate.quad(density, found.high[0] * 0.05, np.inf)
    assert (below, above) == pytest.approx((0.05, 0.05), abs=1e-7)


def test_an_unknown_share_makes_no_quotient() -> None:
    found = location_quotient(np.array([3.0]), 40.0, np.array([np.nan]), RULES.quotient)
    assert np.isnan([found.lq[0], found.low[0], found.high[0]]).all()


@settings(max_examples=50, deadline=None)
@given(here=st.integers(0, 50), rest=st.integers(0, 500), share=st.floats(0.001, 0.9))
def test_quotient_lies_in_its_interval_and_grows_with_firms(here, rest, share) -> None:
    one = location_quotient(np.array([float(here)]), float(here + rest), np.array([share]), RULES.quotient)
    more = location_quotient(np.array([here + 1.0]), float(here + rest), np.array([share]), RULES.quotient)
    assert one.low[0] < one.high[0]
    assert more.lq[0] > one.lq[0]


REFERENCE = "region,segment,firms,date,universe\n110101,c/a,30,2026-01-01,四上\n310101,c/b,60,2026-02-01,四上\n310101,c/d,10,2026-02-01,四上\n"  # noqa: E501


def test_reference_file_gives_shares_date_and_universe() -> None:
    profile = read_profile(REFERENCE, read_segments({"c": CHAIN}))
    assert profile.shares.tolist() == pytest.approx([0.3, 0.6, 0.1])
    assert (profile.date, profile.universe, profile.regions) == ("2026-02-01", "四上", 2)
    with pytest.raises(UsageError, match="region"):
        read_profile("place,count\n1,2\n", read_segments({"c": CHAIN}))
    with pytest.raises(UsageError):
        read_profile("/nowhere/reference.csv", read_segments({"c": CHAIN}))


def test_gaps_use_the_reference_and_name_it() -> None:
    rows = join(*(firm(f"f{n}", "c/d", holds=["制造业单项冠军企业"]) for n in range(12)))
    result = gaps(graph(CHAIN, settings={"reference": REFERENCE}, **rows).snapshot(), region=HOME)
    row = result.rows.set_index("segment").loc["c/d"]
    assert row["lq"] == pytest.approx((12 + 10 * 0.1) / 22 / 0.1)
    assert row["state"] == "strong"
    assert result.coverage["reference"]["origin"] == "file"
    assert "区位商 5.91" in row["reason"]


def test_outside_firms_make_a_reference_only_when_enough_and_spread() -> None:
    def world(cities):
        spread = [firm(f"o{n}", "c/a", region=f"{cities[n % len(cities)]}02") for n in range(100)]
        return gaps(graph(CHAIN, **join(firm("f", "c/b"), *spread)).snapshot(), region=HOME)

    assert world(["3101", "3301", "4401"]).coverage["reference"]["origin"] == "outside"
    assert world(["3101", "3301"]).coverage["reference"]["origin"] == "none"


# register coverage


def test_two_sources_are_lincoln_petersen_in_chapmans_form() -> None:
    first = [True] * 40 + [False] * 20
    second = [False] * 20 + [True] * 40
    seen = pd.DataFrame({"a": first, "b": second})
    assert estimate_total(seen, 5) == pytest.approx(41 * 41 / 21 - 1)
    assert math.isnan(estimate_total(seen, 21))
    assert math.isnan(estimate_total(seen[["a"]], 1))


def test_three_sources_are_chaos_lower_bound() -> None:
    seen = pd.DataFrame([[1, 0, 0]] * 10 + [[1, 1, 0]] * 6 + [[1, 1, 1]] * 4, columns=list("abc")).astype(bool)
    assert estimate_total(seen, 5) == pytest.approx(20 + 2 / 3 * 10 * 9 / (2 * 7))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_estimate_finds_a_known_total(seed) -> None:
    draw = np.random.default_rng(seed)
    seen = pd.DataFrame(draw.random((2000, 2)) < [0.5, 0.6], columns=["a", "b"])
    assert estimate_total(seen[seen.any(axis=1)], 5) == pytest.approx(2000, rel=0.12)


def overlapping(shared: int, alone: int):
    """Two sources that each see ``alone`` firms the other does not, and ``shared`` both."""
    firms = [firm(f"f{n:03}", "c/b", above_scale=True) for n in range(shared + 2 * alone)]
    seen = [(f"f{n:03}", source, "2026-01-01") for n in range(shared + 2 * alone)
            for source, held in (("甲", n < shared + alone), ("乙", n < shared or n >= shared + alone)) if held]  # fmt: skip
    world = graph(CHAIN, **join(*firms))
    return type(world)(world.templates, world.settings, world.rows, sightings=tuple(seen))


@pytest.mark.parametrize(
    ("shared", "alone", "state"), [(80, 20, "missing"), (30, 60, "unverified"), (10, 90, "unknown"), (2, 98, "unknown")]
)
def test_overlap_decides_whether_an_absence_is_a_gap(shared, alone, state) -> None:
    result = gaps(overlapping(shared, alone).snapshot(), region=HOME)
    row = result.rows.set_index("segment").loc["c/a"]
    seen = shared + 2 * alone
    total = (shared + alone + 1) ** 2 / (shared + 1) - 1
    assert row["state"] == state
    if shared >= 5:
        assert row["register_coverage"] == pytest.approx(min(0.95, seen / total))
        assert result.coverage["register"]["basis"] == "overlap"
        assert result.coverage["register"]["sources"] == ["乙", "甲"]


def test_a_statement_on_one_list_counts_for_its_size_class_only() -> None:
    rows = join(*(firm(f"f{n}", "c/b", above_scale=n < 3) for n in range(4)))
    signed = {**SIGNED, "titles": ["规上"]}
    seen = assess(graph(CHAIN, settings={"complete": [signed]}, **rows).snapshot(), *_args())
    share = dict(zip(seen.segments.ids, seen.register.coverage, strict=True))
    assert share["c/a"] == pytest.approx(0.75)  # three of four effective firms seen are above size
    assert share["c/b"] == pytest.approx(0.75)


def _args():
    return (find_scope(graph(CHAIN).snapshot(), HOME), RULES)


# supply


def bought(*edges, **more):
    rows = [{"src": s, "dst": d, "product": p, "year": 2025, "amount": a} for s, d, p, a in edges]
    firms = [firm(f"s{n}", "c/a", region=HOME if n < 2 else "320803") for n in range(4)]
    buyers = [firm(f"b{n}", "c/b", above_scale=True, revenue=r) for n, r in enumerate(more.pop("revenue", (3e8, 1e8)))]
    world = graph(CHAIN, settings={"complete": [SIGNED]}, **join(*firms, *buyers, {"SUPPLIES": rows}))
    return gaps(world.snapshot(), region=HOME).rows.set_index("segment").loc["c/a"]


def test_supply_rate_by_value_coverage_by_revenue_and_concentration() -> None:
    row = bought(("s0", "b0", "x", 30.0), ("s2", "b0", "x", 50.0), ("s3", "b0", "x", 20.0))
    assert row["lsr"] == pytest.approx(0.3)
    assert row["lsr_definition"] == "LSR-v"
    assert row["supply_coverage"] == pytest.approx(0.75)
    assert row["hhi"] == pytest.approx((0.3**2 + 0.5**2 + 0.2**2 - 1 / 3) / (1 - 1 / 3))


def test_supply_rate_by_number_where_amounts_are_not_all_known() -> None:
    row = bought(("s0", "b0", "x", 30.0), ("s2", "b0", "x", None), ("s2", "b1", "x", 1.0), revenue=(None, 1e8))
    assert (row["lsr"], row["lsr_definition"]) == (pytest.approx(1 / 3), "LSR-n")
    assert row["supply_coverage"] == 1.0


def test_supply_coverage_by_number_where_a_revenue_is_not_known() -> None:
    assert bought(("s0", "b0", "x", 1.0), revenue=(None, 1e8))["supply_coverage"] == 0.5


def test_only_the_newest_year_of_a_pair_and_product_counts() -> None:
    rows = join(
        firm("s", "c/a", region="320803"), firm("b", "c/b", above_scale=True), firm("h", "c/a"),
        {"SUPPLIES": [
            {"src": "s", "dst": "b", "product": "x", "year": 2020, "amount": 900.0},
            {"src": "s", "dst": "b", "product": "x", "year": 2025, "amount": 10.0},
            {"src": "h", "dst": "b", "product": "x", "year": 2025, "amount": 30.0},
        ]},
    )  # fmt: skip
    row = gaps(graph(CHAIN, **rows).snapshot(), region=HOME).rows.set_index("segment").loc["c/a"]
    assert row["lsr"] == pytest.approx(0.75)


@pytest.mark.parametrize(("year", "amount"), [(2027, 10.0), (2026, 40.0), (None, 40.0)])
def test_a_year_to_come_hides_no_purchase(year: int | None, amount: float) -> None:
    """The day is in 2026: what is planned for 2027 leaves the purchase of 2025 as it is; no year is the newest."""
    rows = join(
        firm("s", "c/a", region="320803"), firm("b", "c/b", above_scale=True), firm("h", "c/a"),
        {"SUPPLIES": [
            {"src": "s", "dst": "b", "product": "x", "year": 2025, "amount": 10.0},
            {"src": "s", "dst": "b", "product": "x", "year": year, "amount": 40.0},
            {"src": "h", "dst": "b", "product": "x", "year": 2025, "amount": 30.0},
        ]},
    )  # fmt: skip
    row = gaps(graph(CHAIN, **rows).snapshot(), region=HOME).rows.set_index("segment").loc["c/a"]
    assert row["lsr"] == pytest.approx(30 / (30 + amount))


def test_purchases_of_years_to_come_only_are_none() -> None:
    rows = join(
        firm("s", "c/a", region="320803"), firm("b", "c/b", above_scale=True),
        {"SUPPLIES": [{"src": "s", "dst": "b", "product": "x", "year": 2027, "amount": 10.0}]},
    )  # fmt: skip
    row = gaps(graph(CHAIN, **rows).snapshot(), region=HOME).rows.set_index("segment").loc["c/a"]
    assert np.isnan(row["lsr"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12))
def test_concentration_is_the_closed_form(amounts) -> None:
    shares = np.array(amounts) / sum(amounts)
    number = len(amounts)
    expected = 1.0 if number == 1 else (sum(s * s for s in shares) - 1 / number) / (1 - 1 / number)
    assert concentration(shares) == pytest.approx(expected, abs=1e-12)
    assert -1e-9 <= concentration(shares) <= 1 + 1e-9
