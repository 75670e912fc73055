"""A district on paper: one segment for every state and badge, worked out by hand."""

import json
import math
import random

import numpy as np
import pandas as pd
import pytest
from district import EXPECTED, PAPER, SETTINGS, by_segment, rows
from handmade import HOME, TODAY, graph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyses.gaps import gaps
from analyses.thresholds import load_thresholds
from graph.words import say, set_language


@pytest.fixture(scope="module")
def paper():
    set_language("zh")
    return gaps(graph(PAPER, settings=SETTINGS, **rows()).snapshot(), region=HOME)


def test_every_state_as_on_paper(paper) -> None:
    assert by_segment(paper)["state"].to_dict() == {f"p/{name}": state for name, state in EXPECTED.items()}


def test_badges_as_on_paper(paper) -> None:
    expected = {
        "missing": ["chokepoint"], "seeds": ["seedlings"], "city": ["in_city"], "contract": ["in_city"],
        "buyer": ["lagging"], "hollow": ["hollow"], "sized": ["size_unknown"], "weak": ["double"],
        "strong": ["single_source"],
    }  # fmt: skip
    found = by_segment(paper)["badges"].to_dict()
    assert {name.removeprefix("p/"): badges for name, badges in found.items() if badges} == expected


def test_verbs_as_on_paper(paper) -> None:
    found = {name.removeprefix("p/"): verb for name, verb in by_segment(paper)["verb"].items()}
    expected = {
        "strong": "强链", "filled": "服务落地", "broken": "稳链", "contract": "稳链", "unsuited": "市内协同",
        "missing": "补链·攻关（揭榜挂帅）", "declared": "补链", "seeds": "培育", "city": "协作配套", "weak": "强链",
        "absent": "–", "hollow": "–", "buyer": "–",
    }  # fmt: skip
    assert {name: found[name] for name in expected} == expected


def test_figures_of_the_strong_segment(paper) -> None:
    row = by_segment(paper).loc["p/strong"]
    assert (row["lsr"], row["lsr_definition"], row["supply_coverage"], row["hhi"]) == (1.0, "LSR-v", 1.0, 1.0)
    assert math.isnan(row["lq"])
    assert row["lead_firms"] == ["示例strong1"]
    assert "区位商未知" in row["reason"]


def test_priority_of_a_missing_segment_on_paper(paper) -> None:
    """D = x·0.5 / (x·0.5) = 1 (one buyer, largest need 0.5); m = .5/(.5+.5·.2) with C = 0.8; V = .9·m; K = buyer / rest."""
    m = 0.5 / (0.5 + 0.5 * 0.2)
    rest = 3 * 13 + 2 + 1 - 3  # weights of the chain without the segment itself
    need = math.sqrt(1.0 * 0.9 * m) * (
        0.5 + 0.5 * 0.0
    )  # the buyer is reached from eight other sources: nothing hangs on one
    assert rest == 39
    row = by_segment(paper).loc["p/missing"]
    assert row["reach"] == 0
    assert row["demand"] == 1
    assert row["parts"] == {"need": round(100 * 0.5 * need / 0.6, 2), "declared": 0.0}
    assert row["priority"] == sum(row["parts"].values())
    assert row["dropped_weight"] == 0.4


def test_declared_without_demand_ranks_by_its_declaration(paper) -> None:
    row = by_segment(paper).loc["p/declared"]
    assert row["parts"] == {"need": 0.0, "declared": round(100 * 0.1 / 0.6, 2)}
    assert row["unit"] == "科技局"
    assert by_segment(paper).loc["p/missing", "unit"] == "工信局"


def test_only_ranked_states_have_a_rank_and_ranked_rows_stand_first(paper) -> None:
    ranked = paper.rows[paper.rows["rank"].notna()]
    assert set(ranked["state"]) <= {"missing", "broken", "weak"}
    assert ranked["rank"].tolist() == list(range(1, len(ranked) + 1)) == [i + 1 for i in ranked.index]
    assert ranked["priority"].is_monotonic_decreasing
    assert paper.rows.loc[paper.rows["rank"].isna(), "priority"].isna().all()
    assert ranked["headline"].all()


def test_leads_are_shown_with_stage_owner_and_date(paper) -> None:
    lead = by_segment(paper).loc["p/filled", "leads"][0]
    assert (lead["stage"], lead["stage_name"], lead["owner"], lead["date"]) == (
        "construction",
        "在建",
        "招商局",
        "2026-05-01",
    )


def test_reasons_name_the_event(paper) -> None:
    found = by_segment(paper)["reason"]
    assert "示例broken1 2025-09-01" in found["p/broken"]
    assert "示例contract1 2026-01-31" in found["p/contract"]
    assert "产业目录" in found["p/unsuited"]


def test_completeness_on_paper(paper) -> None:
    """Required: all but park and absent, weight 3 each; present: strong, weak, buyer; unverified: sized (unknown size)."""
    assert paper.coverage["completeness"]["p"] == pytest.approx({"covered": 3 / 13, "unverified": 1 / 13})


def test_facts_open_every_figure(paper) -> None:
    row = paper.rows.index[paper.rows["segment"] == "p/strong"][0]
    facts = paper.explain(row)
    assert facts.loc[facts["figure"] == "effective_firms", "id"].tolist() == ["strong1"]
    assert {"register_coverage", "supply_coverage", "lsr", "hhi", "demand", "reach", "state", "carrying"} <= set(
        facts["figure"]
    )
    assert "示例strong1 → 示例buyer1" in set(facts["label"])
    with pytest.raises(IndexError):
        paper.explain(len(paper.rows))


def test_versions_warnings_and_scope_are_printed(paper) -> None:
    assert paper.versions == {"thresholds": load_thresholds().version, "chain:p": "1"}
    assert paper.parameters["scope"] == "连云港市海州区（行政区口径）"
    assert any("基准画像" in text for text in paper.warnings)
    assert any("0.3" in text for text in paper.warnings)
    assert any("两处统计" in text for text in paper.warnings)


def test_rows_can_be_written_as_json(paper) -> None:
    text = json.dumps(paper.rows.astype(object).where(paper.rows.notna(), None).to_dict("records"), ensure_ascii=False)
    assert json.loads(text)[0]["rank"] == 1
    json.dumps([dict(paper.coverage), dict(paper.parameters), dict(paper.versions), list(paper.warnings)])


def test_english_is_complete() -> None:
    set_language("en")
    result = gaps(graph(PAPER, settings=SETTINGS, **rows()).snapshot(), region=HOME)
    told = " ".join([*result.rows["reason"], *result.rows["state_name"], *result.rows["verb"], *result.warnings])
    assert "Missing" in told
    for word in ("环节", "企业数", "缺失"):
        assert word not in told.replace("产业目录", "")


def test_smaa_is_seeded_and_optional(paper) -> None:
    world = graph(PAPER, settings=SETTINGS, **rows())
    one, two = (gaps(world.snapshot(), region=HOME, smaa=True).rows for _ in range(2))
    assert one["b10"].equals(two["b10"])
    assert "b10" not in paper.rows
    assert one.loc[one["rank"].notna(), "b10"].between(0, 1).all()


def test_no_text_speaks_of_subsidies(paper) -> None:
    from pathlib import Path

    told = "".join(paper.rows["reason"]) + "".join(paper.warnings) + "".join(paper.facts["formula"])
    for file in ("gaps.yaml", "targets.yaml"):
        told += (Path(say.__code__.co_filename).parent / file).read_text("utf-8")
    for word in ("补贴", "奖励", "返税", "退税", "优惠", "subsid", "refund", "reward"):
        assert word not in told


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_order_of_rows_and_names_of_firms_do_not_matter(paper, seed) -> None:
    shuffled, draw = rows(), random.Random(seed)
    for kind in shuffled:
        draw.shuffle(shuffled[kind])
    new = {r["uid"]: f"x{n}" for n, r in enumerate(shuffled["Firm"])}
    for lines in shuffled.values():
        for line in lines:
            for end in ("uid", "src", "dst"):
                line[end] = new.get(line[end], line[end]) if end in line else None
            for end in [end for end in ("uid", "src", "dst") if line[end] is None]:
                del line[end]
    result = gaps(graph(PAPER, settings=SETTINGS, **shuffled).snapshot(), region=HOME).rows
    pd.testing.assert_frame_equal(result, paper.rows)


def test_priorities_add_up_everywhere(paper) -> None:
    scored = paper.rows[paper.rows["rank"].notna()]
    for parts, priority in zip(scored["parts"], scored["priority"], strict=True):
        assert priority == pytest.approx(math.fsum(parts.values()), abs=1e-9)
        assert 0 <= priority <= 100
        assert all(np.isfinite(list(parts.values())))
    assert paper.as_of == TODAY


def test_a_segment_being_filled_names_stage_owner_and_date(paper) -> None:
    assert "示例项目（在建、招商局、2026-05-01）" in by_segment(paper)["reason"]["p/filled"]
