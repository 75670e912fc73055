"""The one place that knows pyvis: a Network to go on with, and its page made truly offline.

pyvis 0.3.2 loads two files from a content network even when told to inline, leaves its heading unescaped, has no
doctype, and writes in the locale's encoding; so its scripts and styles are taken out of its page and put into ours.
"""

from __future__ import annotations

import json
import re

import numpy as np
from numpy.typing import NDArray
from pyvis.network import Network

from graph.errors import UsageError
from graph.words import say
from visualizations.html import Masthead, Page, asset, head, render
from visualizations.network_model import NetworkModel
from visualizations.safe import clean, tag, text
from visualizations.svg import FONTS

_SHAPES = {
    "dot": "dot",
    "square": "square",
    "diamond": "diamond",
    "triangle": "triangle",
    "star": "star",
    "hexagon": "hexagon",
}
_SPREAD = 46  # px between neighbours at scale 1, times the root of the number of nodes
_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_OPTIONS = {
    "physics": {"enabled": False},
    "nodes": {"font": {"face": FONTS.replace('"', ""), "size": 13, "color": "#1A2A38", "strokeWidth": 3, "strokeColor": "#FFFFFF"}},
    "edges": {"smooth": False, "color": {"color": "#8FA1B1", "highlight": "#0B5C9E", "hover": "#0B5C9E"}, "width": 1,
              "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}}},
    "interaction": {"hideEdgesOnDrag": True, "hideEdgesOnZoom": True, "hover": True, "tooltipDelay": 150, "keyboard": False},
}  # fmt: skip


def to_pyvis(model: NetworkModel, places: NDArray[np.int64]) -> Network:
    """Return the model as a pyvis Network with fixed positions, for analysts to go on with.

    ``directed=True`` also keeps ``add_edge`` cheap: the undirected one scans all edges each time.
    """
    network = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    styles = {style.kind: style for style in model.kinds}
    scale = _SPREAD * np.sqrt(len(model.nodes)) / 16_000
    largest = max((node.size for node in model.nodes), default=1.0) or 1.0
    for number, (node, place) in enumerate(zip(model.nodes, places.tolist(), strict=True)):
        style = styles[node.kind]
        network.add_node(
            number, label=clean(node.label), title=f"{clean(node.label)}\n{style.label}", x=round(place[0] * scale),
            y=round(place[1] * scale), color=style.color, shape=_SHAPES[style.shape], size=7 + 15 * (node.size / largest) ** 0.5,
        )  # fmt: skip
    number_of = {node.uid: number for number, node in enumerate(model.nodes)}
    names = {style.kind: style.label for style in model.edge_kinds}
    for edge in model.edges:
        said = [names[edge.kind], clean(edge.label)]
        if edge.confidence is not None:
            said.append(say("views.net_confidence", model.lang, value=f"{edge.confidence:.2f}"))
        title = "\n".join(part for part in said if part)
        network.add_edge(number_of[edge.src], number_of[edge.dst], title=title, dashes=edge.inferred)
    network.set_options(json.dumps(_OPTIONS))
    return network


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
        '<aside id="side" class="side" tabindex="-1" hidden></aside></main></div>',
    ]  # fmt: skip
    words = ("found_none", "close", "net_neighbours", "net_more", "net_degree", "export_failed")
    data = {
        "words": {name: say(f"views.{name}", lang) for name in words},
        "title": model.title,
        "labels": [node.label for node in model.nodes],
        "kinds": [style.label for style in model.kinds],
        "of": [[style.kind for style in model.kinds].index(node.kind) for node in model.nodes],
    }
    sheet = asset("page.css") + asset("network.css")
    page = Page(
        masthead, lang, "\n".join(body), (*styles, sheet), (*scripts, asset("network_pyvis.js")), {"data": data}, True
    )
    return render(page)


def _legend(model: NetworkModel) -> str:
    lang = model.lang
    kinds = "".join(tag("button", _swatch(style.color, style.shape), text(style.label), type="button", class_="lg", data_kind=number, aria_pressed="true")
                    for number, style in enumerate(model.kinds))  # fmt: skip
    lines = [(say("views.net_observed", lang), "")]
    if any(edge.inferred for edge in model.edges):
        lines.append((say("views.net_inferred", lang), "4 3"))
    keys = "".join(tag("span", f'<svg width="28" height="10" aria-hidden="true"><path d="M0 5H28" stroke="#5B6670" stroke-width="1.6" stroke-dasharray="{dash or "none"}"/></svg>',
                       text(word), class_="lb") for word, dash in lines)  # fmt: skip
    notes = "".join(tag("span", text(note), class_="note") for note in model.notes)
    return tag("div", tag("div", kinds, class_="states"), tag("div", keys, notes, class_="keys"), class_="legend")


_POLYGONS = {
    "square": "M3 3H13V13H3z", "diamond": "M8 1.5 14.5 8 8 14.5 1.5 8z", "triangle": "M8 2 14.5 13.5H1.5z",
    "star": "M8 1 10 6 15 6.3 11 9.6 12.4 15 8 11.8 3.6 15 5 9.6 1 6.3 6 6z", "hexagon": "M4.5 2H11.5L15 8 11.5 14H4.5L1 8z",
}  # fmt: skip


def _swatch(color: str, shape: str) -> str:
    drawn = (
        f'<path d="{_POLYGONS[shape]}" fill="{text(color)}"/>'
        if shape in _POLYGONS
        else f'<circle cx="8" cy="8" r="6" fill="{text(color)}"/>'
    )
    return f'<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">{drawn}</svg>'
