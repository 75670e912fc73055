"""Every figure opens to its formula with its own numbers, and the numbers give the value that is shown."""

import math
import re

import pytest
from district import PAPER, SETTINGS, by_segment, rows
from handmade import HOME, SIGNED, chain, firm, graph, join, segment_yaml

from analyses.gaps import gaps
from graph.words import set_language

CHAIN = chain("c", segment_yaml("a"), segment_yaml("b", {"a": 1.0}, filled_by="any"), segment_yaml("d", {"a": 0.5}))
REFERENCE = "region,segment,firms,date,universe\n320100,c/a,40,2025-12-31,listed\n320100,c/b,60,2025-12-31,listed\n"


@pytest.fixture(scope="module")
def opened():
    set_language("zh")
    world = join(
        firm("s0", "c/a", revenue=8e6), firm("s1", "c/a", region="320803"),
        firm("b0", "c/b", above_scale=True, revenue=3e8), firm("b1", "c/b", above_scale=True, revenue=1e8),
        {"SUPPLIES": [{"src": "s0", "dst": "b0", "product": "x", "year": 2025, "amount": 3e6},
                      {"src": "s1", "dst": "b0", "product": "x", "year": 2025, "amount": 7e6}]},
    )  # fmt: skip
    result = gaps(
        graph(CHAIN, settings={"complete": [SIGNED], "reference": REFERENCE}, **world).snapshot(), region=HOME
    )
    row = int(result.rows.index[result.rows["segment"] == "c/a"][0])
    facts = result.explain(row).drop_duplicates(["figure", "formula"]).groupby("figure")["formula"].agg("；".join)
    return result.rows.iloc[row], facts


def test_rates_show_numerator_and_denominator(opened) -> None:
    row, facts = opened
    assert "向本地供应商采购 300 万元 ÷ 本地买方已知采购 1,000 万元 = 30%" in facts["lsr"]
    assert "30,000 万元 ÷ 全部本地买方营收 40,000 万元（1/2 家）" in facts["supply_coverage"]
    assert row["lsr"] == pytest.approx(0.3)
    assert row["supply_coverage"] == pytest.approx(0.75)
    assert "供应商 2 家，最大一家占 70%" in facts["hhi"]
    assert row["badges"] == ["concentrated"]
    assert "本地买方的最大供应商占 70%" in facts["badges"]


def test_the_quotient_shows_region_and_reference(opened) -> None:
    row, facts = opened
    assert "n=1 家" in facts["lq"]
    assert "N=3" in facts["lq"]
    assert "p=40÷100=0.4" in facts["lq"]
    kappa = 10
    assert row["lq"] == pytest.approx((1 + kappa * 0.4) / (3 + kappa) / 0.4)
    assert f"= {row['lq']:.2f}；" in facts["lq"]


def test_demand_reach_register_are_told_in_full(opened) -> None:
    row, facts = opened
    x = math.log(3) / math.log(21)
    assert f"环节b {x:.4g}×1" in facts["demand"]
    assert f"{x:.4g} ÷ {x:.4g} = 100%" in facts["demand"]
    assert re.search(r"下游权重 \d+ ÷ 全链其余权重 6", facts["reach"])
    assert "签字声明" in facts["register_coverage"]
    assert "规上" in facts["register_coverage"]
    assert row["demand"] == 1


def test_need_and_priority_are_sums_and_products_of_what_is_shown(opened) -> None:
    row, facts = opened
    d, v, k = (float(text) for text in re.findall(r"√\(([\d.]+)×([\d.]+)\)×\(0\.5\+0\.5×([\d.]+)\)", facts["need"])[0])
    need = math.sqrt(d * v) * (0.5 + 0.5 * k)
    assert float(facts["need"].rsplit("= ", 1)[1]) == pytest.approx(need, abs=2e-4)
    terms = [float(text) for text in re.findall(r"(?:需要程度|主攻环节|可招对象) ([\d.]+)", facts["priority"])]
    assert sum(terms) == pytest.approx(row["priority"])
    weight, component, known, points = (
        float(text)
        for text in re.findall(r"权重 ([\d.]+)×分量 ([\d.]+)÷可算权重 ([\d.]+) = ([\d.]+)", facts["parts"])[0]
    )
    assert points == pytest.approx(100 * weight * component / known, abs=0.01)
    factors = re.findall(r"\(1−([\d.]+)×([\d.]+)\)", facts["severity"])
    assert 1 - math.prod(1 - float(a) * float(b) for a, b in factors) == pytest.approx(v, abs=2e-4)


def test_no_code_of_the_program_is_told() -> None:
    result = gaps(graph(PAPER, settings=SETTINGS, **rows()).snapshot(), region=HOME)
    told = " ".join([*result.facts["formula"], *result.facts["value"]])
    for code in (
        "LSR-v",
        "LSR-n",
        "basis",
        "none",
        "above",
        "hnte",
        "missing",
        "unknown",
        "storey_height",
        "fit",
        "signed",
    ):
        assert not re.search(rf"(?<![\w-]){code}(?![\w-])", told), code


def test_the_state_tells_its_rule_with_the_thresholds_in_force() -> None:
    result = gaps(graph(PAPER, settings=SETTINGS, **rows()).snapshot(), region=HOME)
    row = int(result.rows.index[result.rows["segment"] == "p/missing"][0])
    facts = result.explain(row)
    rule = facts.loc[facts["figure"] == "state", "formula"].iloc[0]
    assert rule.startswith("规则第 5 条")
    assert "名录覆盖度 ≥ 60%" in rule
    assert by_segment(result).loc["p/missing", "state"] == "missing"


def test_amounts_are_not_told_where_a_buyer_is_confidential() -> None:
    world = join(
        firm("s0", "c/a"), firm("b0", "c/b", above_scale=True, revenue=3e8),
        firm("b1", "c/b", above_scale=True, revenue=1e8, confidential=True),
        {"SUPPLIES": [{"src": "s0", "dst": "b0", "product": "x", "year": 2025, "amount": 3e6}]},
    )  # fmt: skip
    result = gaps(graph(CHAIN, settings={"complete": [SIGNED]}, **world).snapshot(), region=HOME)
    facts = result.explain(int(result.rows.index[result.rows["segment"] == "c/a"][0]))
    told = facts.loc[facts["figure"] == "supply_coverage", "formula"].iloc[0]
    assert "金额不列" in told
    assert "万元" not in told
