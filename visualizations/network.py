"""关系网络: a part of the graph as one offline page, drawn by pyvis when small and by a canvas page when large."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.errors import NotPossible, UsageError
from graph.words import say
from visualizations.html import Masthead, Page, asset, foot, head, render
from visualizations.network_fold import fold
from visualizations.network_groups import Grouping, group
from visualizations.network_layout import EXTENT, layout
from visualizations.network_model import NetworkEdge, NetworkModel, NetworkNode, Style, build_network
from visualizations.network_pyvis import FEW_EDGE_KINDS, pyvis_page
from visualizations.safe import attributes, tag, text

__all__ = ["NetworkEdge", "NetworkModel", "NetworkNode", "Style", "build_network", "engine_for", "network_html"]

PYVIS_MOST = 1_000  # nodes; above, its pages answer slowly
OPENS_WITH = 1_000  # nodes a large network opens with
GROUPED_FROM = 1_000  # nodes from which groups of closely related nodes are drawn
OPENS_WHOLE = 5_000  # nodes up to which a network opens whole
_WORDS = (
    "net_search_hint", "net_expand", "net_only", "net_back", "net_kinds", "net_edge_kinds", "net_inferred", "net_observed",
    "net_neighbours", "net_opens", "net_shown", "net_degree", "net_more", "net_confidence", "found_none", "close",
    "export_failed", "colon", "net_opens_groups", "net_group", "net_rest", "net_members", "net_between",
)  # fmt: skip


def engine_for(model: NetworkModel, engine: str = "auto") -> str:
    """Return the engine that draws the model: pyvis up to 1,000 nodes, else canvas, unless one is named.

    Raises
    ------
    UsageError
        Unknown engine, or pyvis for more nodes than it can show.
    """
    known = ("auto", "pyvis", "canvas")
    if engine not in known:
        raise UsageError("views.net_unknown_engine", engine=engine, known=", ".join(known))
    if engine == "auto":
        return "pyvis" if len(model.nodes) <= PYVIS_MOST else "canvas"
    if engine == "pyvis" and len(model.nodes) > PYVIS_MOST:
        raise UsageError("views.net_too_large", nodes=len(model.nodes), most=PYVIS_MOST)
    return engine


def network_html(model: NetworkModel, *, engine: str = "auto", method: str = "mesh") -> str:
    """Return the network as one HTML page that needs nothing beside itself.

    Parameters
    ----------
    model : NetworkModel
        Nodes and edges; edges to unknown nodes are an error of the caller (KeyError).
    engine : str
        ``auto``, ``pyvis`` or ``canvas``.
    method : str
        Layout method (``network_layout.layout``).

    Raises
    ------
    NotPossible
        The model has no node.
    UsageError
        Unknown engine or layout method.
    """
    chosen = engine_for(model, engine)
    if not model.nodes:
        raise NotPossible("views.net_empty")
    if model.focus is not None:
        model = fold(model)
    number = {node.uid: index for index, node in enumerate(model.nodes)}
    src = np.array([number[edge.src] for edge in model.edges], dtype=np.int64)
    dst = np.array([number[edge.dst] for edge in model.edges], dtype=np.int64)
    visible = shown_first(model)
    groups = None
    if chosen == "canvas" and model.focus is None and int(visible.sum()) > GROUPED_FROM:
        groups = group(visible, src, dst, OPENS_WITH if len(model.nodes) > OPENS_WHOLE else len(model.nodes))
    if groups:
        return canvas_page(model, np.zeros((len(model.nodes), 2), dtype=np.int64), src, dst, groups)
    places = beside(layout_of(visible, src, dst, method), visible, src, dst)
    if chosen == "pyvis":
        return pyvis_page(model, places, controls(model.lang))
    return canvas_page(model, places, src, dst)


def shown_first(model: NetworkModel) -> NDArray[np.bool_]:
    """Return which nodes are shown before the legend brings more in."""
    quiet = {style.kind for style in model.kinds if style.quiet}
    return np.array([node.kind not in quiet for node in model.nodes], dtype=bool)


def layout_of(
    visible: NDArray[np.bool_], src: NDArray[np.int64], dst: NDArray[np.int64], method: str
) -> NDArray[np.int64]:
    """Return coordinates of all nodes, those that are not visible at zero: they take no room from the others."""
    at = np.cumsum(visible) - 1
    inside = visible[src] & visible[dst]
    places = np.zeros((len(visible), 2), dtype=np.int64)
    places[visible] = layout(int(visible.sum()), at[src[inside]], at[dst[inside]], method=method)
    return places


def beside(
    places: NDArray[np.int64], visible: NDArray[np.bool_], src: NDArray[np.int64], dst: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the coordinates with each node that was left out standing beside the first visible node it belongs to."""
    found = places.copy()
    count = np.zeros(len(visible), dtype=np.int64)
    done = visible.copy()
    for a, b in zip(np.concatenate([src, dst]).tolist(), np.concatenate([dst, src]).tolist(), strict=True):
        if visible[a] and not done[b]:
            turn = 2.4 * count[a]
            found[b] = places[a] + np.rint(np.array([np.cos(turn), np.sin(turn)]) * (620 + 90 * count[a])).astype(int)
            count[a] += 1
            done[b] = True
    np.clip(found[:, 0], -EXTENT, EXTENT, out=found[:, 0])
    np.clip(found[:, 1], -EXTENT, EXTENT, out=found[:, 1])
    return found


def controls(lang: str) -> str:
    """Return the tools at the right of the header: search, fit, picture."""
    field = attributes(
        id="search", type="search", placeholder=say("views.net_search_hint", lang), autocomplete="off", role="combobox",
        aria_label=say("views.search", lang), aria_expanded="false", aria_controls="found",
    )  # fmt: skip
    search = f'<div class="find"><input{field}><div id="found" class="found" role="listbox" hidden></div></div>'
    words = {"fit": say("views.net_fit", lang), "png": say("views.net_png", lang)}
    buttons = "".join(tag("button", text(word), type="button", id=f"do-{name}") for name, word in words.items())
    return tag("div", search, buttons, class_="tools", role="toolbar", aria_label=say("views.map_tools", lang))


def canvas_page(
    model: NetworkModel,
    places: NDArray[np.int64],
    src: NDArray[np.int64],
    dst: NDArray[np.int64],
    groups: Grouping | None = None,
) -> str:
    """Return the canvas page of a model whose layout is known, or its groups."""
    lang = model.lang
    masthead = Masthead(model.title, model.facts, (), model.confidential)
    label = say("views.net_label", lang, nodes=len(model.nodes))
    body = [
        '<div class="app">',
        head(masthead, lang, controls(lang)),
        '<div class="legend" id="legend"></div>',
        '<main class="work"><div class="field" id="field">',
        tag("canvas", id="net", tabindex=0, role="img", aria_label=label),
        '<canvas id="over" aria-hidden="true"></canvas>',
        '<div class="views" id="views"></div></div><aside id="side" class="side" tabindex="-1" hidden></aside></main>',
        foot("net_help", lang),
        "</div>",
        '<div id="tip" class="tip" role="tooltip" hidden></div>',
    ]
    styles = (asset("page.css") + asset("network.css"),)
    data = {"data": {**canvas_data(model, places, src, dst), **_grouped(groups)}}
    return render(
        Page(masthead, lang, "\n".join(body), styles, (asset("network_picture.js") + asset("network.js"),), data)
    )


def canvas_data(
    model: NetworkModel, places: NDArray[np.int64], src: NDArray[np.int64], dst: NDArray[np.int64]
) -> Mapping[str, Any]:
    """Return the page's columns: numbers as base64 of little-endian arrays, names as a list."""
    kinds = {style.kind: index for index, style in enumerate(model.kinds)}
    edge_kinds = {style.kind: index for index, style in enumerate(model.edge_kinds)}
    wide = "<u2" if len(model.nodes) <= 65_536 else "<u4"
    sure = [255 if edge.confidence is None else round(edge.confidence * 100) for edge in model.edges]
    focus = next((index for index, node in enumerate(model.nodes) if node.uid == model.focus), -1)
    return {
        "words": {name: say(f"views.{name}", model.lang) for name in _WORDS}
        | {"net_all": say("views.net_all", model.lang), "net_top": say("views.net_top", model.lang)},
        "title": model.title,
        "kinds": [[style.label, style.color, style.shape, int(style.quiet)] for style in model.kinds],
        "edge_kinds": [style.label for style in model.edge_kinds],
        "wide": 2 if wide == "<u2" else 4,
        "x": _packed(places[:, 0], "<i2"),
        "y": _packed(places[:, 1], "<i2"),
        "k": _packed([kinds[node.kind] for node in model.nodes], "<u1"),
        "s": _packed(src, wide),
        "t": _packed(dst, wide),
        "e": _packed([edge_kinds[edge.kind] for edge in model.edges], "<u1"),
        "i": _packed([index for index, edge in enumerate(model.edges) if edge.inferred], "<u4"),
        "c": _packed(sure, "<u1") if any(value != 255 for value in sure) else "",
        "labels": [node.label for node in model.nodes],
        "edge_labels": {str(index): edge.label for index, edge in enumerate(model.edges) if edge.label},
        "opens": OPENS_WITH if len(model.nodes) > OPENS_WHOLE else 0,
        "focus": focus,
        "few": FEW_EDGE_KINDS,
        "guessed": model.guessed,
        "members": {str(index): list(node.members) for index, node in enumerate(model.nodes) if node.members},
        "notes": list(model.notes),
    }


def _grouped(groups: Grouping | None) -> Mapping[str, Any]:
    """Return the columns of the groups; the page computes the places of their members, so it needs no coordinates."""
    if groups is None:
        return {}
    circles = {"opening": groups.opening, "whole": groups.whole}
    found = {name: [list(circle) for circle in circles_] for name, circles_ in circles.items()}
    of = _packed(np.where(groups.of < 0, 255, groups.of), "<u1")
    return {"groups": {**found, "of": of, "shown": list(groups.shown), "rest": int(groups.rest)}, "x": "", "y": ""}


def _packed(values: Any, kind: str) -> str:
    return base64.b64encode(np.asarray(values, dtype=kind).tobytes()).decode()
