"""Network pages: laid out alike each time, offline, safe; found, filtered, unfolded; large ones open on a stated cut."""

import itertools
import random
import re
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fits import FRAME
from view_models import EDGE_KINDS, HOSTILE, KINDS, make_network

from graph.errors import NotPossible, UsageError
from graph.schema import load_schema
from graph.words import say, set_language
from visualizations.network import PYVIS_MOST, engine_for, network_html
from visualizations.network_fold import fold
from visualizations.network_groups import communities, group, pack
from visualizations.network_layout import EXTENT, edge_quality, layout, pivot_projection
from visualizations.network_model import NetworkEdge, NetworkModel, NetworkNode, Style
from visualizations.network_pyvis import offline_parts, to_pyvis, uncrowded
from visualizations.safe import remote_references

browser_test = pytest.mark.browser


def ends(model) -> tuple[np.ndarray, np.ndarray]:
    return (np.array([int(getattr(edge, side)[1:]) for edge in model.edges]) for side in ("src", "dst"))


# --- layout ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["mesh", "spring"])
@pytest.mark.parametrize(("nodes", "edges"), [(1, 0), (2, 1), (3, 0), (7, 9), (120, 200)])
def test_layout_is_deterministic_within_bounds_and_apart(method: str, nodes: int, edges: int) -> None:
    src, dst = ends(make_network(nodes, edges)) if edges else (np.zeros(0, int), np.zeros(0, int))
    one, two = (layout(nodes, src, dst, method=method) for _ in range(2))
    assert np.array_equal(one, two)
    assert one.shape == (nodes, 2)
    assert np.abs(one).max(initial=0) <= EXTENT
    assert len(np.unique(one, axis=0)) == nodes


def test_layout_draws_a_grid_so_that_neighbours_are_near() -> None:
    side = 30
    at = np.arange(side * side).reshape(side, side)
    src = np.concatenate([at[:, :-1].ravel(), at[:-1].ravel()])
    dst = np.concatenate([at[:, 1:].ravel(), at[1:].ravel()])
    assert edge_quality(layout(side * side, src, dst), src, dst) < 0.12


def test_pivot_projection_of_a_path_is_monotone() -> None:
    src = np.arange(49)
    line = pivot_projection(50, src, src + 1)[:, 0]
    steps = np.diff(line)
    assert (steps > 0).all() or (steps < 0).all()


def test_layout_keeps_components_apart() -> None:
    ring = np.arange(60)
    src = np.concatenate([ring, ring + 60])
    dst = np.concatenate([(ring + 1) % 60, (ring + 1) % 60 + 60])
    places = layout(120, src, dst).astype(float)
    radius = np.linalg.norm(places[:60] - places[:60].mean(axis=0), axis=1).max()
    assert np.linalg.norm(places[:60].mean(axis=0) - places[60:].mean(axis=0)) > radius


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


# --- groups and folding ------------------------------------------------------------------------------------------------


def planted(groups: int, members: int, *, seed: int = 2) -> NetworkModel:
    """A network of ``groups`` close groups, each member with a year's figures of its own."""
    rng = random.Random(seed)
    kinds = (KINDS[0], KINDS[1], Style("Q", "年度", "#4E7CA1", "dot", quiet=True))
    nodes = [NetworkNode(f"n{i}", f"示例企业{i}有限公司", kinds[i % 2].kind) for i in range(groups * members)]
    pairs = [(f"n{i}", f"n{i - i % members + rng.randrange(members)}") for i in range(len(nodes)) for _ in range(3)]
    pairs += [(f"n{rng.randrange(len(nodes))}", f"n{rng.randrange(len(nodes))}") for _ in range(len(nodes) // 5)]
    years = [NetworkNode(f"y{i}", "2025", "Q") for i in range(len(nodes))]
    pairs += [(f"n{i}", f"y{i}") for i in range(len(nodes))]
    edges = tuple(NetworkEdge(a, b, "X") for a, b in pairs if a != b)
    return NetworkModel("示例", tuple(nodes + years), edges, kinds, EDGE_KINDS)


def test_communities_find_planted_groups_alike_each_time() -> None:
    rng = np.random.default_rng(5)
    of = np.repeat(np.arange(12), 40)
    inside = [(i, int(of[i]) * 40 + int(rng.integers(40))) for i in range(480) for _ in range(5)]
    across = [tuple(rng.integers(0, 480, 2)) for _ in range(120)]
    src, dst = (np.array([pair[side] for pair in inside + across]) for side in (0, 1))
    found = communities(480, src, dst)
    assert np.array_equal(found, communities(480, src, dst))
    same = (found[:, None] == found[None]) == (of[:, None] == of[None])
    assert same.mean() > 0.97
    sizes = np.bincount(found)
    assert (np.diff(sizes) <= 0).all()


def test_a_graph_without_groups_is_drawn_without() -> None:
    rng = np.random.default_rng(5)
    src, dst = rng.integers(0, 2_000, (2, 12_000))
    assert group(np.ones(2_000, dtype=bool), src, dst, 500) is None


def test_discs_of_groups_do_not_overlap_and_have_the_shape_of_a_screen() -> None:
    counts = np.array([400, 300, 200, 120, 60, 30, 9, 4, 0])
    links = np.ones((9, 9))
    discs = pack(counts, links)
    shown = [disc for disc in discs if disc[2]]
    assert len(shown) == 8
    for (x, y, r), (u, v, s) in itertools.combinations(shown, 2):
        assert np.hypot(x - u, y - v) >= r + s
    assert max(x + r for x, _, r in shown) - min(x - r for x, _, r in shown) > max(y + r for _, y, r in shown) - min(
        y - r for _, y, r in shown
    )


def test_nodes_with_the_same_relations_are_folded_and_stated() -> None:
    kinds = (Style("F", "企业"), Style("S", "环节"), Style("Q", "年度", quiet=True))
    nodes = [NetworkNode("me", "我", "F"), NetworkNode("hub", "环节", "S"), NetworkNode("two", "环节二", "S")]
    nodes += [NetworkNode(f"f{i}", f"企业{i}", "F") for i in range(9)] + [
        NetworkNode(f"q{i}", "2025", "Q") for i in range(9)
    ]
    pairs = (
        [("me", "hub"), ("f8", "two")] + [(f"f{i}", "hub") for i in range(9)] + [(f"f{i}", f"q{i}") for i in range(9)]
    )
    model = NetworkModel(
        "x", tuple(nodes), tuple(NetworkEdge(a, b, "X") for a, b in pairs), kinds, EDGE_KINDS, focus="me"
    )
    small = fold(model)
    folded = [node for node in small.nodes if node.members]
    assert [node.label for node in folded] == ["企业 8 个"]
    assert folded[0].members == tuple(f"企业{i}" for i in range(8))
    assert {node.uid for node in small.nodes} == {"me", "hub", "two", "f0", "f8", "q8"}
    assert {(edge.src, edge.dst) for edge in small.edges} == {
        ("me", "hub"),
        ("f0", "hub"),
        ("f8", "hub"),
        ("f8", "two"),
        ("f8", "q8"),
    }
    assert "8 个关联相同" in small.notes[0]


# --- pages -------------------------------------------------------------------------------------------------------------


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


# --- in a browser ----------------------------------------------------------------------------------------------------------

COLOURS = """css => {
  const c = document.querySelector(css), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, seen = new Set();
  for (let i = 0; i < d.length; i += 16) if (d[i + 3]) seen.add((d[i] << 16) + (d[i + 1] << 8) + d[i + 2]);
  return seen.size;
}"""


@browser_test
@pytest.mark.parametrize(("engine", "size"), list(itertools.product(["pyvis", "canvas"], [(1440, 900), (1280, 720)])))
def test_search_opens_a_node_and_escape_closes(show, engine: str, size: tuple[int, int]) -> None:
    page = show(network_html(make_network(60, 120), engine=engine), *size)
    assert page.evaluate(COLOURS, ".field canvas") > 20
    page.keyboard.press("/")
    page.keyboard.type("示例企业17有")
    page.keyboard.press("Enter")
    assert page.locator("#side h2").inner_text() == "示例企业17有限公司"
    field, side = page.locator(".field").bounding_box(), page.locator("#side").bounding_box()
    assert field["x"] + field["width"] <= side["x"] + 0.5
    page.locator("#side .link").first.click()
    assert page.locator("#side h2").inner_text() != "示例企业17有限公司"
    page.keyboard.press("Escape")
    assert not page.locator("#side").is_visible()


@browser_test
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("engine", ["pyvis", "canvas"])
def test_nothing_of_a_network_page_lies_on_another_or_beyond_the_window(show, engine: str, lang: str) -> None:
    set_language(lang)
    named = [Style(k.name, k.zh if lang == "zh" else k.en, k.color, k.shape) for k in load_schema().nodes.values()]
    notes = tuple(
        say(f"views.{word}", lang, **dict.fromkeys(("kinds", "nodes", "groups"), 12))
        for word in ("net_quiet", "net_folds")
    )
    model = make_network(60, 120)
    nodes = tuple(replace(node, kind=named[i % len(named)].kind) for i, node in enumerate(model.nodes))
    page = show(network_html(replace(model, nodes=nodes, kinds=tuple(named), notes=notes, lang=lang), engine=engine))
    wrong = []
    for width, height in ((1366, 768), (1920, 1080), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(100)
        seen = page.evaluate(FRAME)
        page.fill("#search", "示例企业7有限")
        page.keyboard.press("Enter")
        seen += page.evaluate(FRAME)
        page.keyboard.press("Escape")
        wrong += [f"{width} {what}" for what in seen]
    assert wrong == []
    page.set_viewport_size({"width": 1366, "height": 768})
    assert page.locator(".hint").is_visible()


@browser_test
@pytest.mark.parametrize("engine", ["pyvis", "canvas"])
def test_a_saved_picture_has_title_and_kinds_above_the_drawing(show, tmp_path: Path, engine: str) -> None:
    page = show(network_html(make_network(30, 40), engine=engine))
    heights = []
    for switched_off in (0, 3):
        for kind in range(switched_off):
            page.click(f"#legend [data-kind='{kind}']")
        page.wait_for_timeout(300)
        with page.expect_download() as waiting:
            page.click("#do-png")
        waiting.value.save_as(tmp_path / "net.png")
        heights.append(struct.unpack(">II", (tmp_path / "net.png").read_bytes()[16:24])[1])
    drawn = page.locator(".field canvas").first.bounding_box()["height"]
    assert heights[0] >= drawn + 3 * 24, "title, facts and kinds are a row each"
    assert heights[0] - heights[1] == 24, "kinds that are switched off are not named"


@browser_test
def test_canvas_filters_by_kind_and_inferred(show) -> None:
    page = show(network_html(make_network(60, 120), engine="canvas"))
    status = page.locator("#status")
    assert status.inner_text().startswith("显示 60 个节点")
    before = status.inner_text()
    page.click("#legend [data-kind='1']")
    assert status.inner_text().startswith("显示 40 个节点")
    page.click("#legend [data-kind='1']")
    page.click("#legend [data-inferred]")
    assert status.inner_text() != before
    page.click("#legend [data-inferred]")
    assert status.inner_text() == before


@browser_test
def test_large_network_opens_on_a_stated_cut_and_unfolds_an_ego(show) -> None:
    page = show(network_html(make_network(6_000, 20_000)))
    assert "首屏显示关联最多的 1000 个节点（共 6000 个）" in page.locator("#status").inner_text()
    page.click("[data-mode=all]")
    assert page.locator("#status").inner_text().startswith("显示 6000 个节点")
    page.fill("#search", "示例企业4321有限")
    page.keyboard.press("Enter")
    shown = int(re.search(r"显示 (\d+) 个", page.locator("#status").inner_text())[1])
    assert 1 < shown < 200
    page.get_by_role("button", name=say("views.net_back")).click()
    assert "1000" in page.locator("#status").inner_text()
    page.click("#search")
    page.fill("#search", "示例企业0有限")
    page.keyboard.press("Enter")
    assert say("views.net_more").split("{", maxsplit=1)[0].strip() in page.locator("#status").inner_text()
    page.locator("#side .link").first.click()
    one = int(re.search(r"显示 (\d+) 个", page.locator("#status").inner_text())[1])
    page.get_by_role("button", name=say("views.net_expand")).click()
    assert int(re.search(r"显示 (\d+) 个", page.locator("#status").inner_text())[1]) >= one


@browser_test
def test_large_network_opens_on_groups_and_year_figures_wait_in_the_legend(show) -> None:
    page = show(network_html(planted(40, 150)))
    status = page.locator("#status")
    assert re.search(r"按关联疏密分为 \d+ 组", status.inner_text())
    assert int(re.search(r"显示 (\d+) 个节点", status.inner_text())[1]) < 1_300
    assert page.locator("#legend [data-kind='2']").get_attribute("aria-pressed") == "false"
    page.click("[data-mode=all]")
    assert status.inner_text().startswith("显示 6000 个节点")
    page.click("#legend [data-kind='2']")
    assert status.inner_text().startswith("显示 12000 个节点")


@browser_test
def test_legend_of_pyvis_counts_and_filters_as_the_canvas_does(show) -> None:
    model = planted(3, 12)
    texts = []
    for engine in ("pyvis", "canvas"):
        page = show(network_html(model, engine=engine))
        buttons = page.locator("#legend .lg")
        seen = [buttons.all_inner_texts(), page.locator("#status").inner_text()]
        page.click("#legend [data-kind='2']")
        seen.append(page.locator("#status").inner_text())
        page.click("#legend [data-edge='0']")
        seen.append(page.locator("#status").inner_text())
        texts.append([[re.sub(r"\s+", "", text) for text in seen[0]], *seen[1:]])
    assert texts[0] == texts[1]
    assert texts[0][1].startswith("显示 36 个节点")
    assert texts[0][2].startswith("显示 72 个节点")
    assert texts[0][3].endswith("0 条关系")


@browser_test
def test_canvas_hover_names_the_node_and_wheel_and_keys_move(show) -> None:
    page = show(network_html(make_network(2, 1), engine="canvas"))
    box = page.locator("#net").bounding_box()
    found = False
    for step in range(0, int(box["width"]), 8):
        page.mouse.move(box["x"] + step, box["y"] + box["height"] / 2)
        if page.evaluate("() => document.getElementById('net').style.cursor") == "pointer":
            page.wait_for_timeout(350)
            found = page.locator("#tip").inner_text().startswith("示例企业")
            break
    assert found
    page.mouse.wheel(0, -300)
    page.locator("#net").focus()
    for key in ("ArrowLeft", "+", "-", "0", "Enter"):
        page.keyboard.press(key)
    assert page.locator("#side").is_visible()
    with page.expect_download() as waiting:
        page.click("#do-png")
    assert waiting.value.suggested_filename.endswith(".png")


@browser_test
@pytest.mark.parametrize("engine", ["pyvis", "canvas"])
def test_hostile_names_stay_text(show, engine: str) -> None:
    page = show(network_html(make_network(30, 60, labels=HOSTILE), engine=engine))
    box = page.locator(".field").bounding_box()
    for x, y in itertools.product((0.2, 0.35, 0.5, 0.65, 0.8), (0.3, 0.5, 0.7)):
        page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
    page.wait_for_timeout(300)
    page.fill("#search", "script")
    page.keyboard.press("Enter")
    assert "alert" in page.locator("#side h2").inner_text()
    assert page.evaluate("() => document.querySelectorAll('img, main script, aside script').length") == 0
    page.fill("#search", "onerror")
    assert page.locator("#found [data-i]").count() > 0
