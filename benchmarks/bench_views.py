"""Views in headless Chromium, network off: size, seconds until the page answers, frames a second, all beside a reference.

Ready is the first moment when three animation frames in a row take under 100 ms after the first drawing, one definition
for every page. Run as ``python -m benchmarks.bench_views [--layouts]``.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from benchmarks.measure import Row, print_table
from graph.words import set_language
from visualizations.chain_map import chain_map
from visualizations.chain_model import ChainMapModel, ChainMapSegment, Feed, FirmLine
from visualizations.html import Masthead, Page, render
from visualizations.network import canvas_page
from visualizations.network_layout import edge_quality, layout
from visualizations.network_model import NetworkEdge, NetworkModel, NetworkNode, Style
from visualizations.network_pyvis import offline_parts, to_pyvis

if TYPE_CHECKING:
    import networkit
    from playwright.sync_api import Browser

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"]  # fmt: skip
READY = """(drawn) => new Promise(done => {
  let quick = 0, last = performance.now();
  const step = now => {
    quick = eval(drawn) && now - last < 100 ? quick + 1 : 0; last = now;
    if (quick >= 3) done(performance.now()); else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""
DRAWN = "!!document.documentElement && document.documentElement.hasAttribute('data-ready')"
COUNT = """() => {
  window.frames_ = [];
  const step = now => { window.frames_.push(now); requestAnimationFrame(step); };
  requestAnimationFrame(step);
}"""


@dataclass(frozen=True)
class Measured:
    """A page: kB, seconds to ready, frames a second while the hand moves, MB of the page's heap."""

    size: float
    ready: float
    frames: float
    memory: float


def sample_map(count: int, *, firms: bool) -> ChainMapModel:
    rng = random.Random(1)
    states = (
        "strong",
        "normal",
        "weak",
        "missing",
        "broken",
        "being_filled",
        "unverified",
        "unknown",
        "unsuited",
        "absent",
    )
    line = tuple(FirmLine(f"f{i}", f"示例第{i}制造有限公司", "规上 · 高新技术企业") for i in range(20))
    segments = tuple(
        ChainMapSegment(
            f"c/{i}", f"示例环节第{i}号", ("up", "mid", "down")[i % 3], f"板块{i % 11}", i % 5, state=states[i % 10], verb="补链",
            reason="有下游需求，名录覆盖度足够而未见有效企业", effective=i % 30, priority=50.0 if i % 10 in (2, 3, 4) else None,
            parts=(("需要程度", 30.0), ("主攻环节", 20.0)), firms=line if firms else (), firms_total=20 if firms else 0,
            figures=(("有效企业", str(i % 30)), ("名录覆盖度", "71%"), ("供应覆盖度", "40%"), ("区内配套率", "35%")),
        )
        for i in range(count)
    )  # fmt: skip
    feeds = tuple(Feed(f"c/{rng.randrange(count)}", f"c/{i}", 0.5, "投入品") for i in range(count) for _ in range(2))
    return ChainMapModel("示例产业链图谱", "示例区", "示例", segments, feeds)


def sample_network(nodes: int, edges: int) -> tuple[NetworkModel, np.ndarray, np.ndarray]:
    """Communities of very different sizes, few hubs, one edge in ten to anywhere."""
    rng = np.random.default_rng(1)
    groups = np.minimum((rng.pareto(1.1, nodes) * 8).astype(int), nodes // 20)
    order = np.argsort(groups, kind="stable")
    rank = np.empty(nodes, dtype=int)
    rank[order] = np.arange(nodes)
    src = (nodes * rng.random(edges) ** 1.6).astype(int)
    near = np.clip(src + np.rint(rng.normal(0, 40, edges)).astype(int), 0, nodes - 1)
    dst = np.where(rng.random(edges) < 0.1, rng.integers(0, nodes, edges), near)
    keep = src != dst
    src, dst = order[src[keep]], order[dst[keep]]
    kinds = (Style("A", "企业", "#0072B2", "dot"), Style("B", "产品", "#E69F00", "square"))
    model = NetworkModel(
        "示例网络", tuple(NetworkNode(f"n{i}", f"示例企业{i}有限公司", kinds[i % 2].kind, 1.0) for i in range(nodes)),
        tuple(NetworkEdge(f"n{a}", f"n{b}", "X") for a, b in zip(src, dst, strict=True)), kinds, (Style("X", "供应"),),
    )  # fmt: skip
    return model, src, dst


def plain_pyvis(model: NetworkModel, places: np.ndarray) -> str:
    """pyvis at any size, with the positions and options of our own pages, so that only the drawing differs."""
    scripts, styles = offline_parts(to_pyvis(model, places))
    body = '<div id="mynetwork"></div>'
    done = "network.once('afterDrawing', function () { document.documentElement.setAttribute('data-ready', '1'); }); network.fit();"
    return render(
        Page(
            Masthead("x"),
            "zh",
            body,
            (*styles, "#mynetwork{width:100%;height:95vh}"),
            (*scripts, done),
            {},
            inline_styles=True,
        )
    )


def measure(browser: Browser, document: str, *, act: str | None = None, timeout: float = 300.0) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        # the policy is dropped here alone: the probe needs eval
        file.write_text(document.replace("Content-Security-Policy", "x-none"), "utf-8")
        context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
        page = context.new_page()
        page.set_default_timeout(timeout * 1000)
        page.goto(file.as_uri(), wait_until="commit")
        ready = page.evaluate(READY, DRAWN) / 1000
        if act:  # then ready counts from the click until all of it is drawn
            page.evaluate("() => document.documentElement.removeAttribute('data-ready')")
            began = page.evaluate("() => performance.now()")
            page.click(act)
            ready = (page.evaluate(READY, DRAWN) - began) / 1000
        page.evaluate(COUNT)
        page.mouse.move(700, 500)
        start = page.evaluate("() => performance.now()")
        for tick in range(6):
            page.mouse.wheel(0, -120 if tick % 2 else 120)
        page.mouse.down()
        for tick in range(25):
            page.mouse.move(700 + 8 * tick, 500 + 4 * tick)
        page.mouse.up()
        end = page.evaluate("() => new Promise(r => requestAnimationFrame(() => r(performance.now())))")
        seen = page.evaluate("([a, b]) => window.frames_.filter(t => t >= a && t <= b).length", [start, end])
        memory = page.evaluate("() => performance.memory.usedJSHeapSize") / 1e6
        context.close()
    return Measured(len(document.encode()) / 1000, ready, 1000 * seen / max(end - start, 1), memory)


def run() -> list[Row]:
    """Return size and time to ready of every page; the canvas beside pyvis with the same nodes, places and window."""
    from playwright.sync_api import sync_playwright

    set_language("zh")
    model, src, dst = sample_network(50_000, 200_000)
    began = time.perf_counter()
    places = layout(50_000, src, dst)
    laid = time.perf_counter() - began
    canvas = canvas_page(model, places, src, dst)
    pages = {
        "chain map, 300 segments": (chain_map(sample_map(300, firms=False)), None),
        "chain map, 300 segments, 20 firms each": (chain_map(sample_map(300, firms=True)), None),
        "canvas network 50k/200k": (canvas, None),
        "canvas network 50k/200k, all drawn": (canvas, "[data-mode=all]"),
        "pyvis 50k/200k": (plain_pyvis(model, places), None),
    }
    found = {}
    with sync_playwright() as play:
        for name, (document, act) in pages.items():
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
            found[name] = measure(browser, document, act=act)
            browser.close()
    other = found.pop("pyvis 50k/200k")
    goals = ("≤ 300 kB, ≤ 2 s", "≤ 1.5 MB", "≤ 0.1, ≥ 30 frames/s", "≥ 30 frames/s")
    rows = [
        _row(name, page, other if name == "canvas network 50k/200k" else None, goal)
        for (name, page), goal in zip(found.items(), goals, strict=True)
    ]
    note = f"mean edge length ÷ random pair {edge_quality(places, src, dst):.2f}"
    return [*rows, Row("layout of 50k/200k", "–", laid, None, "–", None, note)]


def _row(name: str, page: Measured, other: Measured | None, goal: str) -> Row:
    note = f"{page.size:,.0f} kB, {page.frames:.0f} frames/s"
    if other is None:
        return Row(name, "–", page.ready, None, goal, page.memory, note)
    note += f"; pyvis {other.size:,.0f} kB, {other.frames:.1f} frames/s, {other.memory:.0f} MB"
    return Row(name, "pyvis, same places", page.ready, other.ready, goal, page.memory, note)


def layouts() -> list[str]:
    """Seconds and q (mean edge length ÷ mean distance of random pairs) of the layouts at hand."""
    lines = ["| nodes/edges | method | s | q |", "| --- | --- | --- | --- |"]
    for wished, edges in ((300, 900), (3_000, 10_000), (10_000, 40_000), (50_000, 200_000)):
        _, src, dst = sample_network(wished, edges)
        nodes, src, dst = largest_component(wished, src, dst)
        for name, run in methods_for(nodes, src, dst).items():
            began = time.perf_counter()
            places = run()
            seconds = time.perf_counter() - began
            lines.append(f"| {nodes:,}/{len(src):,} | {name} | {seconds:.2f} | {edge_quality(places, src, dst):.2f} |")
    return lines


def largest_component(nodes: int, src: np.ndarray, dst: np.ndarray) -> tuple[int, np.ndarray, np.ndarray]:
    """The largest component, renumbered: MaxentStress takes connected graphs only."""
    matrix = sparse.coo_array((np.ones(len(src)), (src, dst)), shape=(nodes, nodes))
    _, member = csgraph.connected_components(matrix, directed=False)
    inside = member == np.bincount(member).argmax()
    number = np.cumsum(inside) - 1
    keep = inside[src]
    return int(inside.sum()), number[src[keep]], number[dst[keep]]


def methods_for(nodes: int, src: np.ndarray, dst: np.ndarray) -> dict[str, Callable[[], np.ndarray]]:
    """The methods that end within about a minute at this size."""
    import networkit
    import rustworkx

    networkit.setSeed(1, False)
    plain = nx.Graph(zip(src.tolist(), dst.tolist(), strict=True))
    plain.add_nodes_from(range(nodes))
    kit = networkit.Graph(nodes)
    for a, b in plain.edges:
        kit.addEdge(a, b)
    rust = rustworkx.PyGraph()
    rust.add_nodes_from(range(nodes))
    rust.add_edges_from_no_data(list(plain.edges))
    found = {
        "mesh (ours)": lambda: layout(nodes, src, dst),
        "networkit PivotMDS": lambda: _kit(networkit.viz.PivotMDS(kit, 2, 50)),
    }
    if nodes <= 3_000:
        found["networkit MaxentStress"] = lambda: _kit(networkit.viz.MaxentStress(kit, 2, 1))
        found["rustworkx spring"] = lambda: _listed(rustworkx.spring_layout(rust, seed=1, num_iter=50), nodes)
    if nodes <= 300:
        found["networkx spring"] = lambda: _listed(nx.spring_layout(plain, seed=1), nodes)
    return found


def _kit(method: networkit.viz.GraphLayoutAlgorithm) -> np.ndarray:
    method.run()
    return np.array(method.getCoordinates())


def _listed(places: Mapping[int, Sequence[float] | np.ndarray], nodes: int) -> np.ndarray:
    return np.array([places[node] for node in range(nodes)])


if __name__ == "__main__":
    if "--layouts" in sys.argv:
        print("\n".join(layouts()))
    else:
        print_table(run(), sys.stdout)
