"""Target firms: lists kept apart, exclusions with reasons, ties against networkx, paths, and the search sheet."""

import json
import math
from datetime import date

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from handmade import HOME, SIGNED, chain, firm, graph, join, segment_yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from analyses.gaps import gaps
from analyses.search_sheet import search_sheet
from analyses.targets import COLUMNS, targets
from analyses.thresholds import load_target_thresholds
from analyses.ties import personalised_pagerank
from graph.errors import NotPossible
from graph.words import set_language

RULES = load_target_thresholds()
CHAIN = chain(
    "c",
    segment_yaml("a", keywords=["产品a", "通用件:2"], names=["甲件"], exclusions=["饰品"], codes=["2710"]),
    segment_yaml("b", {"a": 1.0}, filled_by="any"),
    exclusions=["药房"],
)
SETTINGS = {"complete": [SIGNED], "neighbours": ["320800"]}


def rows():
    return join(
        firm("b1", "c/b", above_scale=True, controller="示例集团", holds=["制造业单项冠军企业"]),
        firm("near", "c/a", region="320803", revenue=9e7, holds=["高新技术企业"]),
        firm("far", "c/a", region="440305", revenue=1e7),
        firm("lead", "c/a", region="310115", holds=["制造业单项冠军企业"]),
        firm("group", "c/a", region="310115", controller="示例集团"),
        firm("city", "c/a", region="320703"),
        firm("enclave", "c/a", region="310115"),
        firm("dead", "c/a", region="310115", status="cancelled"),
        firm("bad", "c/a", region="310115", dishonest=True),
        firm("secret", "c/a", region="310115", confidential=True, name="机密厂"),
        firm("talks", "c/a", region="310115", name="在谈公司"),
        firm("left", "c/a", region="310115"),
        firm("alias", "c/a", region="310115", former_names=["示例b1"]),
        firm("inner", "c/a", region="320703"),
        {
            "SUPPLIES": [{"src": "near", "dst": "b1", "product": "产品a", "year": 2026, "amount": 1e6},
                         {"src": "b1", "dst": "far", "product": "整机", "year": 2016}],
            "Region": [{"uid": f"region:{HOME}", "name": "海州区", "code": HOME}],
            "LOCATED_IN": [{"src": "enclave", "dst": "carrier:1"},
                           {"src": "left", "dst": f"region:{HOME}", "to_date": "2022-01-01"},
                           {"src": "inner", "dst": f"region:{HOME}", "to_date": "2022-01-01"}],
            "Carrier": [{"uid": "carrier:1", "name": "上海飞地", "carrier_kind": "enclave"}],
            "Project": [{"uid": "project:1", "name": "飞地项目甲", "project_kind": "enclave"},
                        {"uid": "project:2", "name": "停了的", "project_kind": "enclave", "stage": "stopped"}],
            "Lead": [{"uid": "lead:1", "name": "线索", "firm": "在谈公司", "stage": "negotiating", "owner": "招商局"}],
            "Institute": [{"uid": "inst:1", "name": "示例大学"}, {"uid": "inst:2", "name": "机密所", "confidential": True}],
            "TalentTeam": [{"uid": "team:1", "name": "示例团队"}], "Fund": [{"uid": "fund:1", "name": "示例基金"}],
            "FOCUSES_ON": [{"src": uid, "dst": "segment:c/a"}
                           for uid in ("inst:1", "inst:2", "team:1", "fund:1", "project:1", "project:2")],
        },
    )  # fmt: skip


@pytest.fixture(scope="module")
def found():
    set_language("zh")
    return targets(graph(CHAIN, settings=SETTINGS, **rows()).snapshot(), region=HOME)


def test_lists_are_kept_apart_and_enclaves_stand_first(found) -> None:
    named = found.rows[found.rows["excluded"] == ""].groupby("list", sort=False)["uid"].agg(list).to_dict()
    assert named == {
        "enclave": ["project:1", "enclave"], "outside": ["near", "far"], "lead_outside": ["lead"], "expansion": ["group"],
        "in_city": ["city"], "institute": ["inst:1"], "team": ["team:1"], "fund": ["fund:1"],
    }  # fmt: skip
    assert list(found.rows.columns) == list(COLUMNS)


def test_who_works_on_a_segment_works_on_the_same_thing_in_another_chain() -> None:
    other = chain("d", segment_yaml("a", same_as=["c/a"]))
    found = targets(graph(CHAIN, other, settings=SETTINGS, **rows()).snapshot(), region=HOME, segment="d/a").rows
    focused = found[found["list"].isin(["enclave", "institute", "team", "fund"]) & found["score"].isna()]
    assert focused["uid"].tolist() == ["project:1", "inst:1", "team:1", "fund:1"]
    assert set(focused["segment"]) == {"d/a"}


def test_a_list_that_names_no_evidence_fits_as_a_declared_product(found) -> None:
    listed = rows()
    for row in listed["OPERATES_IN"]:
        row["evidence"] = None if row["src"] == "far" else row["evidence"]
    silent = targets(graph(CHAIN, settings=SETTINGS, **listed).snapshot(), region=HOME)
    lines = [result.rows.set_index("uid").loc["far"] for result in (found, silent)]
    assert lines[0]["score"] == lines[1]["score"]
    assert lines[0]["reasons"] == lines[1]["reasons"]


def test_exclusions_say_why(found) -> None:
    reasons = found.rows[found.rows["excluded"] != ""].set_index("uid")["excluded"].to_dict()
    assert reasons == {
        "dead": "已注销、吊销或不在业", "bad": "严重违法失信", "talks": "已在跟进：洽谈，招商局",
        "left": "2022-01-01 已从本地迁出", "alias": "与本市 示例b1 为同一企业（更名）", "inner": "市内搬迁，不算招引",
    }  # fmt: skip
    assert found.rows.loc[found.rows["excluded"] != "", "rank"].isna().all()


def test_confidential_entities_are_never_named(found) -> None:
    told = (
        json.dumps(found.rows.astype(str).to_dict("records"), ensure_ascii=False) + found.facts.astype(str).to_string()
    )
    assert "机密" not in told
    assert "secret" not in told
    assert any("涉密" in text for text in found.warnings)


def test_parts_add_up_to_the_score(found) -> None:
    scored = found.rows[found.rows["score"].notna()]
    for parts, score in zip(scored["parts"], scored["score"], strict=True):
        assert score == pytest.approx(math.fsum(parts.values()), abs=1e-9)
        assert 0 <= score <= 100.03


def test_kinship_and_reach_on_paper(found) -> None:
    """near supplies b1 since 2026: 0.35 · 0.95, aged by 180 days at a half-life of five years; 150 km by the ring."""
    near = found.rows.set_index("uid").loc["near"]
    days = (pd.Timestamp("2026-06-30") - pd.Timestamp("2026-01-01")).days
    kinship = 0.35 * 0.95 * 2 ** (-(days / 365.25) / 5)
    known = 0.25 + 0.25 + 0.15 + 0.25  # mobility is not known
    assert near["parts"]["kinship"] == pytest.approx(100 * 0.25 * kinship / known, abs=0.01)
    assert near["parts"]["reach"] == pytest.approx(100 * 0.15 * 2 ** (-150 / 300) / known, abs=0.01)
    assert near["parts"]["tie"] == pytest.approx(100 * 0.25 / known, abs=0.01)
    assert near["dropped_weight"] == pytest.approx(0.1)
    assert any("已向本地供货" in reason["text"] for reason in near["reasons"])


@pytest.mark.parametrize(("year", "tied"), [(2026, True), (2027, False)])
def test_a_plan_for_a_year_to_come_ties_nobody(year: int, tied: bool) -> None:
    listed = rows()
    listed["SUPPLIES"][0]["year"] = year
    near = targets(graph(CHAIN, settings=SETTINGS, **listed).snapshot(), region=HOME).rows.set_index("uid").loc["near"]
    assert any("已向本地供货" in reason["text"] for reason in near["reasons"]) == tied
    assert bool(near["paths"]) == tied


@pytest.mark.parametrize(
    ("state", "tied"),
    [
        ({"status": "active"}, True),
        ({"status": "suspended"}, True),
        ({"status": "cancelled", "closed": date(2099, 1, 1)}, True),
        ({"status": "cancelled"}, False),
        ({"status": "moved_out"}, False),
    ],
)
def test_whoever_is_struck_off_without_a_date_ties_nobody(state: dict[str, object], tied: bool) -> None:
    listed = rows()
    listed["Firm"][0].update(state)
    found = targets(graph(CHAIN, settings=SETTINGS, **listed).snapshot(), region=HOME, segment="c/a").rows
    near = found.set_index("uid").loc["near"]
    assert any("已向本地供货" in reason["text"] for reason in near["reasons"]) == tied
    assert bool(near["paths"]) == tied
    assert (found.set_index("uid").loc["group", "list"] == "expansion") == tied


@pytest.mark.parametrize(("year", "dropped"), [(None, 0.35), (2099, 0.1), (2020, 0.1)])
def test_relations_that_tie_nobody_are_known_all_the_same(year: int | None, dropped: float) -> None:
    """Kinship is unknown where nobody loaded a relation, and none where the only one is a plan."""
    sold = {} if year is None else {"SUPPLIES": [{"src": "near", "dst": "b1", "product": "产品a", "year": year}]}
    firms = [firm("b1", "c/b", above_scale=True), firm("near", "c/a", region="320803")]
    near = targets(graph(CHAIN, settings=SETTINGS, **join(*firms, sold)).snapshot(), region=HOME, segment="c/a").rows
    assert near.set_index("uid").loc["near", "dropped_weight"] == pytest.approx(dropped)


def test_an_old_customer_of_a_leader_is_named(found) -> None:
    far = found.rows.set_index("uid").loc["far"]
    assert any("本地龙头的客户（2016）" in reason["text"] for reason in far["reasons"])


def test_paths_lead_from_the_firm_to_one_here(found) -> None:
    near = found.rows.set_index("uid").loc["near"]
    assert [path[0::2] for path in near["paths"]] == [["near", "b1"]]
    assert found.rows.set_index("uid").loc["city", "paths"] == []


def test_every_firm_has_one_argument_against_it(found) -> None:
    counters = found.rows.set_index("uid")["counter"]
    assert counters["lead"] == "未见与本地企业的直接关系"
    assert (counters.str.len() > 0).all()


def test_rows_can_be_written_as_json(found) -> None:
    json.dumps(found.rows.astype(object).where(found.rows.notna(), None).to_dict("records"), ensure_ascii=False)
    assert found.coverage["outside_firms"] == 10


def test_a_segment_for_which_nobody_is_loaded_is_named() -> None:
    world = graph(CHAIN, settings=SETTINGS, **firm("far", "c/a", region="440305"))
    result = targets(world.snapshot(), region=HOME, segment="c/b")
    assert result.rows.empty
    assert any(text.startswith("1 个环节") and "环节b" in text for text in result.warnings)


@pytest.mark.parametrize(("values", "listed"), [({}, True), ({"to_date": "2020-01-01"}, False)])
def test_a_plant_that_closed_makes_nobody_able(values: dict[str, str], listed: bool) -> None:
    works = {"Site": [{"uid": "site:w", "name": "一号厂", "role": "production", "region": "440305", **values},
                      {"uid": "site:v", "name": "二号厂", "role": "production", "region": "440305"}],
             "HAS_SITE": [{"src": "far", "dst": "site:w"}, {"src": "far", "dst": "site:v"}],
             "OPERATES_IN": [{"src": "site:w", "dst": "segment:c/a", "main": True, "evidence": "declared"}]}  # fmt: skip
    world = graph(CHAIN, settings=SETTINGS, **join(firm("far", region="440305"), works))
    assert (targets(world.snapshot(), region=HOME, segment="c/a").rows["uid"].tolist() == ["far"]) == listed
    decided = {"uid": "decision:1", "subject": "far", "verdict": "confirm", "target": "c/a", "person": "张三",
               "decided": "2024-06-30", "reason": "实地看过"}  # fmt: skip
    world = graph(CHAIN, settings=SETTINGS, **join(firm("far", region="440305"), works, {"Decision": [decided]}))
    assert targets(world.snapshot(), region=HOME, segment="c/a").rows["uid"].tolist() == ["far"]


def test_no_outside_firms_make_a_search_sheet() -> None:
    world = graph(CHAIN, settings=SETTINGS, **firm("b1", "c/b", above_scale=True)).snapshot()
    result = targets(world, region=HOME)
    assert result.coverage["outside_firms"] == 0
    assert any("检索条件单" in text for text in result.warnings)
    sheet = search_sheet(world, gaps(world, region=HOME)).rows
    row = sheet.set_index("segment").loc["c/a"]
    assert row["keywords"] == ["环节a", "甲件", "产品a", "通用件"]
    assert row["exclusions"] == ["饰品", "药房"]
    assert row["codes"] == ["2710 化学药品原料药制造"]
    assert row["cities_neighbours"] == ["淮安市"]
    assert not {"连云港市", "淮安市"} & set(row["cities_province"])
    assert "专精特新" in "".join(row["titles"])
    assert gaps(world, region=HOME).rows.set_index("segment").loc["c/a", "dropped_weight"] == pytest.approx(0.4)


def test_reachable_joins_the_priority_when_outside_firms_are_loaded(found) -> None:
    result = gaps(graph(CHAIN, settings=SETTINGS, **rows()).snapshot(), region=HOME)
    row = result.rows.set_index("segment").loc["c/a"]
    scores = found.rows[found.rows["list"].isin(["outside", "lead_outside", "enclave"]) & found.rows["score"].notna()]
    usable = scores[~scores["uid"].isin(["dead", "bad"])].nlargest(10, "score")["score"]
    assert row["parts"]["reachable"] == pytest.approx(10 / 0.7 * usable.mean() / 100, abs=0.006)
    assert row["dropped_weight"] == pytest.approx(0.3)


def test_a_segment_can_be_named_and_closed_access_excludes() -> None:
    world = graph(CHAIN, settings={**SETTINGS, "access": [{"segment": "c/a", "grade": "banned"}]}, **rows()).snapshot()
    result = targets(world, region=HOME, segment="甲件")
    assert result.parameters["segments"] == ["c/a"]
    outside = result.rows[result.rows["list"].isin(["outside", "lead_outside"])]
    assert (outside["excluded"] != "").all()
    assert targets(world, region=HOME).rows.empty
    with pytest.raises(NotPossible):
        targets(world, region=HOME, segment="没有的环节")


@settings(max_examples=40, deadline=None)
@given(
    st.integers(3, 12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.floats(0.1, 3)), min_size=1, max_size=30),
    st.sets(st.integers(0, 2), min_size=1),
)
def test_ties_are_networkx_pagerank(size, pairs, seeds) -> None:
    matrix = np.zeros((size, size))
    for a, b, weight in pairs:
        if a < size and b < size and a != b:
            matrix[a, b] = matrix[b, a] = weight
    start = np.array([float(n in seeds) for n in range(size)])
    mine = personalised_pagerank(sparse.csr_array(matrix), start, restart=0.2, iterations=500, tolerance=1e-13)
    same = nx.pagerank(nx.from_numpy_array(matrix, create_using=nx.DiGraph), alpha=0.8, tol=1e-13, max_iter=1000,
                       personalization={n: float(v) for n, v in enumerate(start)})  # fmt: skip
    np.testing.assert_allclose(mine, [same[n] for n in range(size)], atol=1e-8)
    assert mine.sum() == pytest.approx(1)


def test_popular_hubs_explain_nothing() -> None:
    hub = [{"src": "bank", "dst": f"x{n}", "date": "2025-01-01"} for n in range(RULES.paths.degree + 1)]
    world = join(rows(), firm("bank"), *(firm(f"x{n}") for n in range(RULES.paths.degree + 1)),
                 {"INVESTS": [*hub, {"src": "bank", "dst": "lead", "date": "2025-01-01"}]})  # fmt: skip
    world["Firm"] = [{**f, "region": "110101"} if str(f["uid"]).startswith(("x", "bank")) and f["uid"] != "x0" else f
                     for f in world["Firm"]]  # fmt: skip
    result = targets(graph(CHAIN, settings=SETTINGS, **world).snapshot(), region=HOME)
    assert result.rows.set_index("uid").loc["lead", "paths"] == []


def test_order_of_rows_does_not_matter(found) -> None:
    backwards = {kind: lines[::-1] for kind, lines in rows().items()}
    again = targets(graph(CHAIN, settings=SETTINGS, **backwards).snapshot(), region=HOME)
    pd.testing.assert_frame_equal(again.rows, found.rows)
