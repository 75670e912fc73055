"""A district on paper: one segment for every state and badge, worked out by hand."""

import json
import math
import random

import numpy as np
import pandas as pd
import pytest
from district import EXPECTED, PAPER, SETTINGS, by_segment, rows
from handmade import HOME, SIGNED, TODAY, chain, firm, graph, join, segment_yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyses.gaps import gaps
from analyses.thresholds import load_thresholds
from graph.errors import NotPossible
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


def test_without_a_statement_nothing_is_missing() -> None:
    result = gaps(graph(PAPER, settings={**SETTINGS, "complete": []}, **rows()).snapshot(), region=HOME)
    states = by_segment(result)["state"]
    assert states["p/missing"] == "unknown" == states["p/declared"]
    assert "missing" not in set(states)
    assert any("名录覆盖度未知" in text for text in result.warnings)
    assert result.rows.loc[result.rows["state"] == "unknown", "rank"].isna().all()


@pytest.mark.parametrize(
    "change",
    [{"from": "2023-01-01"}, {"region": "320703"}, {"to": "2026-02-01"}, {"titles": ["规上"]}],
)
def test_a_statement_must_be_fresh_in_force_of_this_place_and_whole(change) -> None:
    world = graph(PAPER, settings={**SETTINGS, "complete": [{**SIGNED, **change}]}, **rows())
    assert gaps(world.snapshot(), region=HOME).rows["register_coverage"].fillna(0).max() < 0.8


def test_a_statement_of_the_province_covers_the_district() -> None:
    world = graph(PAPER, settings={**SETTINGS, "complete": [{**SIGNED, "region": "320000"}]}, **rows())
    assert by_segment(gaps(world.snapshot(), region=HOME)).loc["p/missing", "state"] == "missing"


@pytest.mark.parametrize(
    ("weak1", "titles", "state"),
    [
        ({"above_scale": False}, ["高新技术企业"], "weak"),
        ({"revenue": 19_999_999.0}, ["高新技术企业"], "weak"),
        ({"above_scale": None}, ["高新技术企业"], "normal"),  # 规上 or not: nobody said
        ({"above_scale": True}, ["高新技术企业"], "normal"),
    ],
)
def test_what_is_not_known_makes_nothing_weak(weak1: dict[str, object], titles: list[str], state: str) -> None:
    rows = join(firm("strong1", "p/strong", holds=titles, revenue=1e8), firm("weak1", "p/weak", **weak1))
    found = gaps(graph(PAPER, settings=SETTINGS, **rows).snapshot(), region=HOME)
    assert by_segment(found).loc["p/weak", "state"] == state


def test_a_list_that_nobody_signed_makes_nothing_weak() -> None:
    rows = join(
        firm("strong1", "p/strong", holds=["高新技术企业"], revenue=1e8), firm("weak1", "p/weak", above_scale=False)
    )
    found = gaps(graph(PAPER, settings={**SETTINGS, "complete": []}, **rows).snapshot(), region=HOME)
    assert by_segment(found).loc["p/weak", "state"] == "normal"


def test_old_data_are_no_state() -> None:
    world = graph(PAPER, settings=SETTINGS, **rows())
    world = type(world)(world.templates, world.settings, world.rows, sightings=(("weak1", "旧名录", "2023-01-01"),))
    row = by_segment(gaps(world.snapshot(), region=HOME)).loc["p/weak"]
    assert (row["state"], "stale" in row["badges"]) == ("normal", True)
    assert "未更新" in row["reason"]
    fresh = type(world)(
        world.templates, world.settings, world.rows,
        sightings=(("weak1", "旧名录", "2023-01-01"), ("weak1", "新名录", "2026-01-01")),
    )  # fmt: skip
    assert by_segment(gaps(fresh.snapshot(), region=HOME)).loc["p/weak", "state"] == "weak"


def test_a_lost_seedling_breaks_nothing() -> None:
    small = join(rows(), firm("tiny", "p/absent", insured=2, status="cancelled", closed="2026-01-01"))
    assert (
        by_segment(gaps(graph(PAPER, settings=SETTINGS, **small).snapshot(), region=HOME)).loc["p/absent", "state"]
        == "absent"
    )


@pytest.mark.parametrize(("closed", "state"), [("2024-07-01", "broken"), ("2024-06-30", "missing"), (None, "missing")])
def test_an_event_has_a_date_within_24_months(closed, state) -> None:
    old = join({k: [r for r in v if r.get("uid") != "broken1"] for k, v in rows().items()})
    old = join(old, {"Firm": firm("broken1", status="cancelled", closed=closed)["Firm"]})
    assert (
        by_segment(gaps(graph(PAPER, settings=SETTINGS, **old).snapshot(), region=HOME)).loc["p/broken", "state"]
        == state
    )


def test_a_firm_that_moved_out_by_a_dated_row_is_a_loss() -> None:
    moved = join(rows(), firm("gone", "p/absent", region="320703"), {
        "Region": [{"uid": f"region:{HOME}", "name": "海州区", "code": HOME}],
        "LOCATED_IN": [{"src": "gone", "dst": f"region:{HOME}", "to_date": "2026-03-01"}],
    })  # fmt: skip
    row = by_segment(gaps(graph(PAPER, settings=SETTINGS, **moved).snapshot(), region=HOME)).loc["p/absent"]
    assert row["state"] == "broken"
    assert "迁出" in row["reason"]


def test_a_chemical_park_makes_room() -> None:
    own = gaps(graph(PAPER, settings={**SETTINGS, "chemical_park": True}, **rows()).snapshot(), region=HOME)
    assert by_segment(own).loc["p/park", "state"] == "absent"
    loaded = join(rows(), {"Park": [{"uid": "park:1", "name": "化工园", "region": HOME, "chemical_park": True}]})
    found = gaps(graph(PAPER, settings=SETTINGS, **loaded).snapshot(), region=HOME)
    assert by_segment(found).loc["p/park", "state"] == "absent"


def test_local_access_overrides_the_template() -> None:
    local = {**SETTINGS, "access": [{"segment": "p/missing", "grade": "restricted", "document": "生态红线"}]}
    row = by_segment(gaps(graph(PAPER, settings=local, **rows()).snapshot(), region=HOME)).loc["p/missing"]
    assert (row["state"], row["access_grade"]) == ("unsuited", "restricted")


def test_headlines_are_limited_by_chain_and_by_district() -> None:
    chains = [chain(f"c{n}", *(segment_yaml(f"s{m}") for m in range(12)), segment_yaml("b", {f"s{m}": 0.5 for m in range(12)}))
              for n in range(4)]  # fmt: skip
    found = gaps(graph(*chains, settings={"complete": [SIGNED]},
                       **join(*(firm(f"f{n}", f"c{n}/b", above_scale=True) for n in range(4)))).snapshot(), region=HOME)  # fmt: skip
    front = found.rows[found.rows["headline"]]
    assert len(front) == 30
    assert front["chain"].value_counts().max() == 10
    assert found.rows["rank"].notna().sum() == 48
    one = gaps(graph(*chains, settings={"complete": [SIGNED]}, **firm("f", "c0/b")).snapshot(), region=HOME)
    assert one.rows["headline"].sum() == 10
    assert set(one.rows["chain"]) == {"c0"}
    assert any("链c1" in text for text in one.warnings)
    asked = gaps(
        graph(*chains, settings={"complete": [SIGNED]}, **firm("f", "c0/b")).snapshot(), region=HOME, chain="c1"
    )
    assert set(asked.rows["chain"]) == {"c1"}
    assert set(asked.rows["verb"]) == {"谋划布局（可行性未算，待论证）"}
    blind = gaps(graph(*chains, **firm("f", "c0/b")).snapshot(), region=HOME, chain="c1")
    assert set(blind.rows["verb"]) == {"–"}  # nobody knows that the chain is not here


def test_an_extension_stands_beside_a_strong_segment() -> None:
    longer = chain("p", segment_yaml("strong"), segment_yaml("buyer", {"strong": 0.5}, filled_by="any"),
                   segment_yaml("next", {"strong": 0.3}, value=5), segment_yaml("low", {"strong": 0.3}, value=1))  # fmt: skip
    kept = join(firm("strong1", "p/strong", holds=["制造业单项冠军企业"]), firm("buyer1", "p/buyer", above_scale=True),
                {"SUPPLIES": rows()["SUPPLIES"][:1]})  # fmt: skip
    result = by_segment(gaps(graph(longer, settings=SETTINGS | {"declared": []}, **kept).snapshot(), region=HOME))
    assert result.loc["p/strong", "state"] == "strong"
    assert result["verb"].to_dict() == {
        "p/strong": "强链",
        "p/buyer": "–",
        "p/next": "延链（可行性未算，待论证）",
        "p/low": "–",
    }


def test_empty_graph_says_so() -> None:
    result = gaps(graph(PAPER).snapshot(), region=HOME)
    assert result.rows.empty
    assert any("没有已归入环节的企业" in text for text in result.warnings)
    asked = gaps(graph(PAPER).snapshot(), region=HOME, chain="p")
    assert set(asked.rows["state"]) <= {"absent", "unsuited", "unknown"}


def test_unknown_questions_are_not_possible() -> None:
    world = graph(PAPER, **rows()).snapshot()
    for ask in ({"region": "火星"}, {"region": HOME, "chain": "没有的链"}, {"region": []}):
        with pytest.raises(NotPossible):
            gaps(world, **ask)
    with pytest.raises(NotPossible):
        gaps(graph(**rows()).snapshot(), region=HOME)


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
    set_language("zh")
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
