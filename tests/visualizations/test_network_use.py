"""Network pages in use in a browser, offline and safe: found, filtered, unfolded; large ones open on a stated cut."""

import itertools
import random
import re
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from fits import FRAME
from view_models import EDGE_KINDS, HOSTILE, KINDS, make_network

from graph.schema import load_schema
from graph.words import say, set_language
from visualizations.network import network_html
from visualizations.network_model import NetworkEdge, NetworkModel, NetworkNode, Style

pytestmark = pytest.mark.browser
COLOURS = """css => {
  const c = document.querySelector(css), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, seen = new Set();
  for (let i = 0; i < d.length; i += 16) if (d[i + 3]) seen.add((d[i] << 16) + (d[i + 1] << 8) + d[i + 2]);
  return seen.size;
}"""


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


def test_canvas_rings_inferred_nodes_and_says_how_sure_they_are(show) -> None:
    model = make_network(3, 4)
    nodes = (replace(model.nodes[0], inferred=True, confidence=0.4), *model.nodes[1:])
    plain = show(network_html(model, engine="canvas")).evaluate(COLOURS, "#net")
    page = show(network_html(replace(model, nodes=nodes), engine="canvas"))
    assert page.evaluate(COLOURS, "#net") > plain
    for name, said in (("示例企业0有限公司", True), ("示例企业1有限公司", False)):
        page.fill("#search", name)
        page.keyboard.press("Enter")
        assert ("推断 · 可信度 0.40" in page.locator("#side .quiet").first.inner_text()) == said


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
