"""Network pages, without a browser: the engine, the same bytes and nothing from outside, labels, size."""

import re
from dataclasses import replace

import numpy as np
import pytest
from view_models import EDGE_KINDS, KINDS, ends, make_network

from graph.errors import NotPossible, UsageError
from visualizations.network import PYVIS_MOST, engine_for, network_html
from visualizations.network_layout import layout
from visualizations.network_model import NetworkModel, NetworkNode
from visualizations.network_pyvis import offline_parts, to_pyvis, uncrowded
from visualizations.safe import remote_references


def test_unknown_layout_and_engine_are_usage_errors() -> None:
    none = np.zeros(0, int)
    with pytest.raises(UsageError, match="mesh"):
        layout(3, none, none, method="nope")
    with pytest.raises(UsageError, match="canvas"):
        engine_for(make_network(3, 3), "nope")
    with pytest.raises(UsageError, match="1000"):
        engine_for(make_network(PYVIS_MOST + 1, PYVIS_MOST + 1), "pyvis")
    with pytest.raises(NotPossible):
        network_html(replace(make_network(2, 1), nodes=(), edges=()))
    assert engine_for(make_network(10, 10)) == "pyvis"
    assert engine_for(make_network(PYVIS_MOST + 1, PYVIS_MOST + 1)) == "canvas"


@pytest.mark.parametrize("engine", ["pyvis", "canvas"])
def test_same_network_same_bytes_and_nothing_from_outside(engine: str) -> None:
    page = network_html(make_network(60, 120), engine=engine)
    assert page == network_html(make_network(60, 120), engine=engine)
    assert remote_references(page) == []
    assert not [word for word in ("cdnjs", "jsdelivr", "bootstrap") if word in page]
    policy = re.search(r'content="(default-src[^"]*)"', page)[1]
    assert ("unsafe-inline" in policy) is (engine == "pyvis")
    assert "unsafe" not in policy.split("style-src")[0]
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')


def test_pyvis_network_can_be_gone_on_with() -> None:
    model = make_network(20, 30)
    src, dst = ends(model)
    network = to_pyvis(model, layout(20, src, dst))
    assert len(network.nodes) == 20
    assert len(network.edges) == len(model.edges)
    assert {edge["dashes"] for edge in network.edges} == {True, False}
    scripts, styles = offline_parts(network)
    assert len(scripts) == 2
    assert styles


def test_labels_shown_at_first_do_not_touch() -> None:
    points = np.array([[0.0, 0.0], [5.0, 0.0], [400.0, 0.0]])
    assert uncrowded(points, ["示例企业甲", "示例企业乙", "示例企业丙"], [5.0, 9.0, 5.0]) == {1, 2}


def test_labels_shown_at_first_have_room_to_grow_by_a_quarter() -> None:
    labels = ["示例柏野智能\n制造有限公司", "示例汽车覆盖件模\n具技术改造项目"]  # 78 and 104 px wide
    for apart, shown in ((105.0, 1), (140.0, 2)):
        assert len(uncrowded(np.array([[0.0, 0.0], [apart, 13.0]]), labels, [5.0, 5.0])) == shown


def test_labels_shown_at_first_lie_over_no_other_node_but_those_of_the_largest() -> None:
    large = [[1000.0 * i, 5_000.0] for i in range(24)]  # as many as are named in any case
    points = np.array([*large, [0.0, 0.0], [0.0, 16.0], [400.0, 0.0]])
    labels = [f"示例企业{i}" for i in range(len(points))]
    shown = uncrowded(points, labels, [*[20.0] * 24, 6.0, 5.0, 5.0])
    assert shown >= set(range(24))
    assert shown - set(range(24)) == {25, 26}


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("示例桐汀医药研究所", ["示例桐汀医", "药研究所"]),
        ("能量管理系统（EMS）", ["能量管理系统", "（EMS）"]),
        ("模具", ["模具"]),
    ],
)
def test_labels_break_into_even_lines_and_never_after_a_bracket(name: str, lines: list[str]) -> None:
    model = NetworkModel("x", (NetworkNode("a", name, "A", 1.0),), (), KINDS, EDGE_KINDS)
    assert to_pyvis(model, np.zeros((1, 2), dtype=np.int64)).nodes[0]["label"].split("\n") == lines


def test_large_network_stays_under_its_budget() -> None:
    page = network_html(make_network(50_000, 200_000))
    assert len(page.encode()) <= 5_000_000
