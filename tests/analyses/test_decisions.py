"""People decide, and space carries: decisions outrank computation; conditions meet rooms."""

import pandas as pd
import pytest
from district import PAPER, SETTINGS, by_segment, rows
from handmade import HOME, graph, join

from analyses.gaps import gaps


def decision(**values):
    base = {"uid": "decision:1", "subject": "segment:p/absent", "subject_kind": "Segment", "verdict": "state",
            "value": "missing", "person": "张局长", "decided": "2026-06-01", "expires": "2026-12-31", "reason": "现场核实"}  # fmt: skip
    return {"Decision": [{**base, **values}]}


def test_people_decide_and_it_is_shown() -> None:
    result = gaps(graph(PAPER, settings=SETTINGS, **join(rows(), decision())).snapshot(), region=HOME)
    row = by_segment(result).loc["p/absent"]
    assert (row["state"], row["state_computed"], row["decided"]["person"]) == ("missing", "absent", "张局长")
    assert "人工判断" in row["reason"]
    assert "decision:1" in set(result.explain(result.rows.index[result.rows["segment"] == "p/absent"][0])["id"])


@pytest.mark.parametrize(
    "change", [{"expires": "2026-06-30"}, {"decided": "2026-07-01"}, {"decided": None}, {"target": "320703"}]
)
def test_decisions_expire_and_speak_of_one_place(change) -> None:
    result = gaps(graph(PAPER, settings=SETTINGS, **join(rows(), decision(**change))).snapshot(), region=HOME)
    assert by_segment(result).loc["p/absent", "state"] == "absent"


def test_a_state_can_be_rejected() -> None:
    no = decision(subject="segment:p/missing", verdict="reject", value="missing")
    row = by_segment(gaps(graph(PAPER, settings=SETTINGS, **join(rows(), no)).snapshot(), region=HOME)).loc["p/missing"]
    assert (row["state"], row["state_computed"]) == ("normal", "missing")
    assert pd.isna(row["rank"])


@pytest.mark.parametrize(
    ("verdict", "target", "value", "expected"),
    [("reject", "segment:p/weak", None, {"p/weak": 0}), ("move", "segment:p/absent", None, {"p/weak": 0, "p/absent": 1}),
     ("confirm", "segment:p/absent", None, {"p/weak": 1, "p/absent": 1}), ("move", "segment:p/absent", "segment:p/buyer", {"p/weak": 1})],
)  # fmt: skip
def test_placements_can_be_confirmed_moved_and_rejected(verdict, target, value, expected) -> None:
    made = decision(subject="weak1", subject_kind="Firm", verdict=verdict, target=target, value=value)
    result = by_segment(gaps(graph(PAPER, settings=SETTINGS, **join(rows(), made)).snapshot(), region=HOME))
    assert {name: int(result.loc[name, "effective_firms"]) for name in expected} == expected


def test_carrying_against_spaces() -> None:
    space = {"uid": "space:1", "name": "一号厂房", "region": HOME, "state": "vacant", "area": 5000.0, "storey_height": 9.0,
             "floor_load": 2.0, "power": 800.0}  # fmt: skip
    cases = {"可承载": [space], "需定制": [{**space, "floor_load": 0.5}], "无承载": [{**space, "area": 100.0}],
             "待核": [{**space, "power": None}]}  # fmt: skip
    for name, spaces in cases.items():
        result = gaps(graph(PAPER, settings=SETTINGS, **join(rows(), {"Space": spaces})).snapshot(), region=HOME)
        assert by_segment(result).loc["p/missing", "carrying_name"] == name
    for other in ({**space, "region": "320703"}, {**space, "state": "occupied"}):
        result = gaps(graph(PAPER, settings=SETTINGS, **join(rows(), {"Space": [other]})).snapshot(), region=HOME)
        assert by_segment(result).loc["p/missing", "carrying_name"] == "待核"


def test_people_write_names_and_chinese_states() -> None:
    said = decision(subject="链p/环节absent", subject_kind="环节", verdict="state", value="缺失环节")
    result = by_segment(gaps(graph(PAPER, settings=SETTINGS, **join(rows(), said)).snapshot(), region=HOME))
    assert result.loc["p/absent", "state"] == "missing"
    said = decision(subject="示例weak1", subject_kind="企业", verdict="reject", target="链p/环节weak", value=None)
    result = by_segment(gaps(graph(PAPER, settings=SETTINGS, **join(rows(), said)).snapshot(), region=HOME))
    assert result.loc["p/weak", "effective_firms"] == 0


def test_a_decided_placement_is_shown_as_such() -> None:
    made = decision(subject="weak1", subject_kind="Firm", verdict="move", target="p/absent", value="p/weak")
    result = gaps(graph(PAPER, settings=SETTINGS, **join(rows(), made)).snapshot(), region=HOME)
    for segment, told in (
        ("p/absent", "改归本环节（张局长，2026-06-01）"),
        ("p/weak", "不归本环节（张局长，2026-06-01）"),
    ):
        facts = result.explain(result.rows.index[result.rows["segment"] == segment][0])
        mine = facts[facts["figure"] == "decided"]
        assert (mine["formula"].str.contains(told, regex=False).tolist(), mine["id"].tolist()) == (
            [True],
            ["decision:1"],
        )


def test_a_decision_on_a_firm_holds_for_its_sites() -> None:
    works = {"Site": [{"uid": "site:w", "name": "一号厂", "role": "production", "region": HOME}],
             "HAS_SITE": [{"src": "weak1", "dst": "site:w"}],
             "OPERATES_IN": [{"src": "site:w", "dst": "segment:p/weak", "main": True, "evidence": "declared"}]}  # fmt: skip
    no = decision(subject="weak1", subject_kind="Firm", verdict="reject", target="segment:p/weak", value=None)
    result = by_segment(gaps(graph(PAPER, settings=SETTINGS, **join(rows(), works, no)).snapshot(), region=HOME))
    assert result.loc["p/weak", "effective_firms"] == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [({"person": None}, "没有署名或日期"), ({"decided": None}, "没有署名或日期"), ({"subject": "查无此企业"}, "找不到"),
     ({"value": "极好"}, "状态不认识"), ({"subject": "weak1", "verdict": "move", "target": "p/none"}, "没有写明已知的环节"),
     ({"subject": "weak1", "verdict": "move", "target": "p/absent", "value": "p/none"}, "没有写明已知的环节")],
)  # fmt: skip
def test_a_decision_without_effect_is_told(change, told) -> None:
    result = gaps(graph(PAPER, settings=SETTINGS, **join(rows(), decision(**change))).snapshot(), region=HOME)
    assert any(told in warning for warning in result.warnings), result.warnings
    assert by_segment(result).loc["p/absent", "state"] == "absent"
