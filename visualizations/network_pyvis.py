"""The one place that knows pyvis: a Network to go on with, and its page made truly offline.

pyvis 0.3.2 loads two files from a content network even when told to inline, leaves its heading unescaped, has no
doctype, and writes in the locale's encoding; so its scripts and styles are taken out of its page and put into ours.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pyvis.network import Network

from graph.errors import UsageError
from graph.words import say
from visualizations.html import Masthead, Page, asset, foot, head, render
from visualizations.network_layout import EXTENT
from visualizations.network_model import NetworkModel, Style
from visualizations.safe import attributes, clean, tag, text
from visualizations.svg import FONTS, text_width, wrap

FEW_EDGE_KINDS = 12  # more kinds of relations than these are folded away in the legend
_HALF = 640  # px: half the width of the drawing at the scale at which it opens
_LABEL = 13  # px: size of a label at that scale
_GROWN = 1.25  # times that size at most, which the page takes where it opens smaller and labels would not be readable
_ALWAYS = 24  # of the largest nodes are named even over others
_ROOMY = 60  # nodes that fit one screen; more are spread wider and the page opens zoomed out
_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_FONT = {"face": FONTS.replace('"', ""), "color": "#1A2A38", "strokeWidth": 3, "strokeColor": "#FFFFFF"}
_RING = "#9A5B00"  # of nodes that are inferred
_OPTIONS = {
    "physics": {"enabled": False},
    "nodes": {"font": _FONT, "scaling": {"label": {"drawThreshold": 8, "maxVisible": 16}}},
    "edges": {
        "smooth": False,
        "color": {"color": "#9AACBC", "highlight": "#0B5C9E", "hover": "#0B5C9E"},
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
    },
    "interaction": {"hideEdgesOnDrag": True, "hideEdgesOnZoom": True, "hover": True, "tooltipDelay": 150},
}


def to_pyvis(model: NetworkModel, places: NDArray[np.int64]) -> Network:
    """Return the model as a pyvis Network with fixed positions, for analysts to go on with.

    ``directed=True`` keeps their own ``add_edge`` cheaper: the undirected one scans all edges each time.
    """
    network = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    styles = {style.kind: style for style in model.kinds}
    wide = max(1.0, (len(model.nodes) / _ROOMY) ** 0.5)
    points = places * (_HALF / EXTENT)
    largest = max((node.size for node in model.nodes), default=1.0) or 1.0
    sizes = [6 + 11 * (node.size / largest) ** 0.5 for node in model.nodes]
    labels = [_wrapped(node.label) for node in model.nodes]
    seen = [number for number, node in enumerate(model.nodes) if not styles[node.kind].quiet]
    clear = uncrowded(points[seen], [labels[number] for number in seen], [sizes[number] for number in seen])
    shown = {seen[number] for number in clear}
    for number, (node, place) in enumerate(zip(model.nodes, points.tolist(), strict=True)):
        style = styles[node.kind]
        said = [clean(node.label), style.label, *filter(None, [model.guessed.get(str(number))])]
        color: str | dict[str, str] = {"background": style.color, "border": _RING} if node.inferred else style.color
        ring = {"borderWidth": 2.5, "shapeProperties": {"borderDashes": [4, 3]}} if node.inferred else {}
        network.add_node(
            number, label=labels[number], title="\n".join(said), x=round(place[0] * wide), y=round(place[1] * wide),
            color=color, shape=style.shape, size=round(sizes[number] * wide**0.7, 1), hidden=style.quiet,
            font={"size": round(_LABEL * wide * (1 if number in shown else 0.5), 1)}, **ring,
        )  # fmt: skip
    number_of = {node.uid: number for number, node in enumerate(model.nodes)}
    names = {style.kind: style.label for style in model.edge_kinds}
    edges = []
    for edge in model.edges:
        said = [names[edge.kind], clean(edge.label)]
        if edge.confidence is not None:
            said.append(say("views.net_confidence", model.lang, value=f"{edge.confidence:.2f}"))
        title = "\n".join(part for part in said if part)
        ends = {"from": number_of[edge.src], "to": number_of[edge.dst]}
        edges.append({**ends, "title": title, "dashes": edge.inferred, "arrows": "to"})
    network.edges = edges  # at once: add_edge copies and searches the list of nodes for each end
    network.set_options(json.dumps(_OPTIONS))
    return network


def _wrapped(label: str) -> str:
    """Return a label on at most two lines of eight wide characters, of about one length where it fits whole.

    Names of firms are long, and pyvis draws all of a label.
    """
    half = math.ceil(text_width(clean(label), 1) / 2)
    found = wrap(label, 8 * _LABEL, _LABEL, 2)
    even = wrap(label, max(half, 4) * _LABEL, _LABEL, 2) if half <= 8 else found
    better = len(even) == len(found) and max(map(len, even)) <= max(map(len, found)) and not even[-1].endswith("…")
    return "\n".join(even if better else found)


def uncrowded(points: NDArray[np.floating], labels: Sequence[str], sizes: Sequence[float]) -> set[int]:
    """Return the nodes whose labels can stand at the opening scale, grown or not, the largest nodes first.

    No label touches another, and none but those of the two dozen largest lies over a node.
    """
    order = sorted(range(len(labels)), key=lambda i: (-sizes[i], i))
    dots: dict[tuple[int, int], int] = Counter(
        cell
        for (x, y), size in zip(points, sizes, strict=True)
        for cell in _cells(x - size, x + size, y - size, y + size)
    )
    taken: set[tuple[int, int]] = set()
    shown = set()
    for rank, number in enumerate(order):
        lines = labels[number].split("\n")
        half = max(text_width(line, _LABEL) for line in lines) * _GROWN / 2 + 3
        (x, y), size = points[number], sizes[number]
        top = y + size + 2
        cells = _cells(x - half, x + half, top, top + 16 * _GROWN * len(lines))
        own = _cells(x - size, x + size, y - size, y + size)
        bare = rank < _ALWAYS or not any(dots[cell] > (cell in own) for cell in cells)
        if bare and not cells & taken:
            taken |= cells
            shown.add(number)
    return shown


def _cells(left: float, right: float, top: float, bottom: float) -> set[tuple[int, int]]:
    """Return the cells of 16 × 8 px that a box touches."""
    rows = range(int(top // 8), int(bottom // 8) + 1)
    return {(column, row) for column in range(int(left // 16), int(right // 16) + 1) for row in rows}


def offline_parts(network: Network) -> tuple[list[str], list[str]]:
    """Return the inline scripts and styles of a pyvis page; everything that would be fetched is left behind.

    Raises
    ------
    UsageError
        The page holds no drawing script: another version of pyvis.
    """
    page = network.generate_html(notebook=False)
    scripts = [script for script in _SCRIPT.findall(page) if "vis-network" in script[:2000] or "drawGraph" in script]
    styles = [style for style in _STYLE.findall(page) if ".vis-" in style]
    if len(scripts) < 2:
        raise UsageError("views.net_pyvis_changed")
    return scripts, styles


def pyvis_page(model: NetworkModel, places: NDArray[np.int64], controls: str) -> str:
    """Return the pyvis page in our shell: doctype, language, escaped heading, policy, no request to anywhere."""
    lang = model.lang
    network = to_pyvis(model, places)
    scripts, styles = offline_parts(network)
    masthead = Masthead(model.title, model.facts, (), model.confidential)
    body = [
        '<div class="app">', head(masthead, lang, controls), _legend(model),
        '<main class="work"><div class="field"><div id="mynetwork"></div></div>',
        '<aside id="side" class="side" tabindex="-1" hidden></aside></main>', foot("net_help_small", lang), "</div>",
    ]  # fmt: skip
    words = (
        "found_none",
        "close",
        "net_neighbours",
        "net_more",
        "net_degree",
        "export_failed",
        "net_members",
        "net_shown",
    )
    of = [[style.kind for style in model.kinds].index(node.kind) for node in model.nodes]
    edge_of = [[style.kind for style in model.edge_kinds].index(edge.kind) for edge in model.edges]
    data = {
        "words": {name: say(f"views.{name}", lang) for name in words},
        "title": model.title,
        "focus": next((i for i, node in enumerate(model.nodes) if node.uid == model.focus), -1),
        "notes": list(model.notes),
        "labels": [node.label for node in model.nodes],
        "kinds": [style.label for style in model.kinds],
        "of": of,
        "edge_of": edge_of,
        "edge_kinds": [style.label for style in model.edge_kinds],
        "guessed": model.guessed,
        "inferred": [index for index, edge in enumerate(model.edges) if edge.inferred],
        "members": {str(index): list(node.members) for index, node in enumerate(model.nodes) if node.members},
    }
    sheet = asset("page.css") + asset("network.css")
    page = Page(
        masthead,
        lang,
        "\n".join(body),
        (*styles, sheet),
        (*scripts, asset("network_picture.js") + asset("network_pyvis.js")),
        {"data": data},
        True,
    )
    return render(page)


def _legend(model: NetworkModel) -> str:
    """Return the legend of the canvas page: kinds of nodes and relations with their numbers, each a switch."""
    nodes = Counter(node.kind for node in model.nodes)
    edges = Counter(edge.kind for edge in model.edges)
    kinds = [
        _switch(_swatch(style), style.label, nodes[style.kind], pressed=not style.quiet, data_kind=i)
        for i, style in enumerate(model.kinds)
    ]
    lines = [_switch("", style.label, edges[style.kind], data_edge=i) for i, style in enumerate(model.edge_kinds)]
    inferred = sum(edge.inferred for edge in model.edges)
    if inferred:
        drawn = f"<path{attributes(d='M0 5H28', stroke='#5B6670', stroke_width=1.6, stroke_dasharray='4 3')}/>"
        icon = f'<svg width="28" height="10" aria-hidden="true">{drawn}</svg>'
        lines.append(_switch(icon, say("views.net_inferred", model.lang), inferred, data_inferred=True))
    notes = tag("div", *(tag("span", text(note), class_="note") for note in model.notes), class_="notes")
    keys = tag("div", *lines, class_="keys", role="group", aria_label=say("views.net_edge_kinds", model.lang))
    if len(model.edge_kinds) > FEW_EDGE_KINDS:
        word = say("views.net_edge_kinds", model.lang) + say("views.colon", model.lang) + str(len(model.edge_kinds))
        keys = tag("details", tag("summary", text(word)), keys, class_="more")
    named = {"role": "group", "aria_label": say("views.net_kinds", model.lang)}
    return tag(
        "div",
        tag("div", *kinds, class_="states", **named),
        keys,
        notes if model.notes else "",
        class_="legend",
        id="legend",
    )


def _switch(icon: str, word: str, count: int, *, pressed: bool = True, **data: object) -> str:
    state = {"aria_pressed": "true" if pressed else "false"} | data
    return tag("button", icon, tag("span", text(word)), tag("b", str(count)), type="button", class_="lg", **state)


_POLYGONS = {
    "square": "M3 3H13V13H3z",
    "diamond": "M8 1.5 14.5 8 8 14.5 1.5 8z",
    "triangle": "M8 2 14.5 13.5H1.5z",
    "star": "M8 1 10 6 15 6.3 11 9.6 12.4 15 8 11.8 3.6 15 5 9.6 1 6.3 6 6z",
    "hexagon": "M4.5 2H11.5L15 8 11.5 14H4.5L1 8z",
    "dot": "M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
}


def _swatch(style: Style) -> str:
    drawn = f"<path{attributes(d=_POLYGONS[style.shape], fill=style.color)}/>"
    return f'<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">{drawn}</svg>'
