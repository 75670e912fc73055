"""From a graph and the real gap analysis to the model of the map and of the network."""

from __future__ import annotations

import json
import re
from datetime import date

import pandas as pd
import pytest
import yaml

from analyses.gaps import gaps
from analyses.targets import targets
from graph.chains.template import load_template
from graph.errors import NotPossible
from graph.schema import load_schema
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.words import set_language
from visualizations.chain_map import build_chain_map, chain_map
from visualizations.network import build_network, network_html

HOME = "320706"


def part(name: str, stage: str, inputs: tuple[str, ...] = ()) -> dict[str, object]:
    return {
        "id": name, "zh": f"环节{name}", "en": f"Segment {name}", "stage": stage, "layer": 1, "panel": "板块", "weight": "core",
        "required": True, "kind": "product", "filled_by": "any", "keywords": [f"产品{name}"], "value": 3, "source": "手写",
        "inputs": [{"segment": other, "need": 0.8, "reason": "投入品"} for other in inputs],
    }  # fmt: skip


TEMPLATE = {
    "chain": "demo", "zh": "示例链", "en": "Demo chain", "version": "1", "effective": "2026-01-01", "basis": "手工构造的测试产业链",
    "segments": [part("a", "up"), part("b", "mid", ("a",)), part("c", "down", ("b",))],
}  # fmt: skip
SIGNED = {"region": HOME, "titles": ["规上", "高新技术企业"], "signed_by": "示例局", "from": "2026-01-01"}


@pytest.fixture
def snapshot() -> Snapshot:
    firms = [
        {
            "uid": "f1",
            "name": "示例甲",
            "region": HOME,
            "insured": 50,
            "status": "active",
            "above_scale": True,
            "titles": ["高新技术企业"],
        },
        {"uid": "f2", "name": "示例涉密", "region": HOME, "insured": 60, "status": "active", "confidential": True},
        {"uid": "f3", "name": "示例乙", "region": HOME, "insured": 30, "status": "active"},
        {"uid": "f4", "name": "示例外地", "region": "320505", "insured": 900, "status": "active"},
    ]
    placed = [("f1", "b"), ("f2", "b"), ("f3", "c"), ("f4", "a")]
    supplies = [("f4", "f1", "料"), ("f1", "f3", "件"), ("f2", "f1", "密")]
    facts = pd.DataFrame(
        [("f1", "企业.xlsx", "规上", 7, 1, "示例局", None, 1)],
        columns=["id", "file", "sheet", "row", "run", "source", "source_date", "total"],
    )
    return Snapshot.from_frames(
        {"Firm": pd.DataFrame(firms)},
        {
            "OPERATES_IN": pd.DataFrame([{"src": f, "dst": f"segment:demo/{s}", "main": True, "evidence": "declared"} for f, s in placed]),
            "SUPPLIES": pd.DataFrame(supplies, columns=["src", "dst", "product"]),
        },
        schema=load_schema(), settings=Settings(home=HOME, complete=(SIGNED,)),
        templates={"demo": load_template(yaml.safe_dump(TEMPLATE, allow_unicode=True), "demo")}, as_of=date(2026, 6, 30), facts=facts,
    )  # fmt: skip


def test_map_shows_what_the_analysis_found(snapshot: Snapshot) -> None:
    found = gaps(snapshot, region=HOME, chain="demo")
    model = build_chain_map(
        snapshot, found, targets(snapshot, region=HOME, chain="demo"), chain="demo", confidential_mark=True
    )
    rows = found.rows.set_index("segment")
    assert [s.code for s in model.segments] == ["demo/a", "demo/b", "demo/c"]
    assert [s.state for s in model.segments] == [rows.loc[s.code, "state"] for s in model.segments]
    assert [(f.src, f.dst) for f in model.feeds] == [("demo/a", "demo/b"), ("demo/b", "demo/c")]
    a, b, _ = model.segments
    assert a.state == "missing"
    assert a.priority == pytest.approx(sum(points for _, points in a.parts), abs=1e-6)
    assert [target.name for target in a.targets] == ["示例外地"]
    assert a.targets[0].ties[0] == ("示例外地", "供应→", "示例甲")
    assert [firm.name for firm in b.firms] == ["示例甲"]
    assert b.firms[0].note == "规上 · 高新技术企业"
    assert ("企业.xlsx", "规上", 7) in {(fact.file, fact.sheet, fact.row) for fact in b.facts}
    assert model.confidential
    assert "海州区" in model.title
    labels = dict(model.facts)
    assert labels["数据日期"] == "2026-06-30"
    assert labels["核心环节覆盖率"].startswith("67%")
    assert "示例涉密" not in chain_map(model)


def test_map_in_english(snapshot: Snapshot) -> None:
    set_language("en")
    model = build_chain_map(snapshot, gaps(snapshot, region=HOME, chain="demo"), chain="demo")
    assert model.segments[0].name == "Segment a"
    assert '<html lang="en">' in chain_map(model)


def test_unknown_chain_names_the_known(snapshot: Snapshot) -> None:
    found = gaps(snapshot, region=HOME, chain="demo")
    with pytest.raises(NotPossible, match="demo"):
        build_chain_map(snapshot, found, chain="nope")


def test_network_around_a_firm_stops_at_its_hops_and_hides_the_confidential(snapshot: Snapshot) -> None:
    near = build_network(snapshot, around="f3", hops=1, kinds=["Firm"])
    assert {node.uid for node in near.nodes} == {"f1", "f3"}
    far = build_network(snapshot, around="f3", hops=2, kinds=["Firm"])
    assert {node.uid for node in far.nodes} == {"f1", "f3", "f4"}
    assert {(edge.src, edge.dst, edge.kind) for edge in far.edges} == {
        ("f1", "f3", "SUPPLIES"),
        ("f4", "f1", "SUPPLIES"),
    }
    firm = load_schema().nodes["Firm"]
    assert [(s.label, s.color, s.shape) for s in far.kinds] == [("企业", firm.color, firm.shape)]
    assert "示例涉密" not in network_html(far)
    cut = build_network(snapshot, around="f3", hops=2, kinds=["Firm"], limit=2)
    assert {node.uid for node in cut.nodes} == {"f1", "f3"}
    assert "3 个节点" in cut.notes[0]
    with pytest.raises(NotPossible, match="f9"):
        build_network(snapshot, around="f9")


@pytest.mark.parametrize("engine", ["pyvis", "canvas"])
def test_inferred_nodes_are_told_apart(engine: str) -> None:
    firms = [
        {"uid": "f1", "name": "示例甲"},
        {"uid": "f2", "name": "示例乙", "inferred": True, "confidence": 0.4},
        {"uid": "f3", "name": "示例丙", "inferred": True},
    ]
    snapshot = Snapshot.from_frames(
        {"Firm": pd.DataFrame(firms)},
        {"SUPPLIES": pd.DataFrame({"src": ["f1", "f2"], "dst": ["f2", "f3"]})},
        schema=load_schema(), settings=Settings(home=HOME), as_of=date(2026, 6, 30),
    )  # fmt: skip
    model = build_network(snapshot)
    told = [(node.uid, node.inferred, node.confidence) for node in model.nodes]
    assert told == [("f1", False, None), ("f2", True, 0.4), ("f3", True, None)]
    assert model.notes[-1] == "2 个推断的节点，有褐色虚线边"
    page = network_html(model, engine=engine)
    if engine == "pyvis":  # else the page draws the rim
        assert page.count('"borderDashes": [4, 3]') == 2
    data = json.loads(re.search(r'<script[^>]* id="data"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    assert data["guessed"] == {"1": "推断 · 可信度 0.40", "2": "推断"}


def test_whole_network_keeps_the_best_connected(snapshot: Snapshot) -> None:
    model = build_network(snapshot, kinds=["Firm"], limit=2)
    assert {node.uid for node in model.nodes} == {"f1", "f3"}
    assert model.notes
