"""What a network view shows, and how it is cut out of a snapshot; every kind, colour and shape comes from the schema."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from graph.errors import NotPossible
from graph.snapshot import Snapshot
from graph.words import language, say

MOST_NODES = 50_000
MOST_EDGES = 200_000
# kinds whose nodes say something of others (a year's figures, a place, a title): left out until the legend brings them in
ATTRIBUTES = frozenset({"Chain", "Decision", "Indicator", "Observation", "Recognition", "Region", "Role", "YearFact"})
_MARKS = ("inferred", "confidence")
HUB = 100  # relations: beyond such a node (a whole district, say) a neighbourhood is not followed further

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """A node: ``size`` is a weight ≥ 0 (its number of relations when built from a snapshot).

    ``members`` are the names of the nodes it stands for, where several were folded into one. ``inferred`` ones, which
    nobody stated, have a dashed rim; ``confidence`` in [0, 1] or None.
    """

    uid: str
    label: str
    kind: str
    size: float = 1.0
    members: tuple[str, ...] = ()
    inferred: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """A relation between two uids; ``inferred`` ones are drawn dashed; ``confidence`` in (0, 1] or None."""

    src: str
    dst: str
    kind: str
    label: str = ""
    inferred: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of node or relation is named and drawn; nodes of a ``quiet`` kind wait for the legend's switch."""

    kind: str
    label: str
    color: str = "#5B6670"
    shape: str = "dot"
    quiet: bool = False


@dataclass(frozen=True)
class NetworkModel:
    """A network: nodes, edges, the styles of their kinds, header facts, and the stated cut in ``notes``.

    ``focus`` is the uid the network was drawn around.
    """

    title: str
    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
    kinds: tuple[Style, ...]
    edge_kinds: tuple[Style, ...]
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    focus: str | None = None
    confidential: bool = False
    lang: str = "zh"

    @functools.cached_property
    def guessed(self) -> dict[str, str]:
        """Return by place, as a page's data has them, the words for nodes that are inferred: that, and how surely."""
        found = {}
        for place, node in enumerate(self.nodes):
            if node.inferred:
                said = say("views.net_guessed", self.lang)
                if node.confidence is not None:
                    said += " · " + say("views.net_confidence", self.lang, value=f"{node.confidence:.2f}")
                found[str(place)] = said
        return found


def build_network(
    snapshot: Snapshot,
    *,
    around: str | None = None,
    hops: int = 3,
    kinds: Sequence[str] | None = None,
    among: Iterable[str] | None = None,
    limit: int = MOST_NODES,
) -> NetworkModel:
    """Cut a network out of a snapshot.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    around : str or None
        Uid to draw the neighbourhood of; None: the whole graph.
    hops : int
        Steps from ``around``, against directions too. Nodes with more than 100 relations are shown but not passed.
    kinds : sequence of str or None
        Node kinds to keep; None: all.
    among : iterable of str or None
        Uids to keep (the nodes of an answer); None: all.
    limit : int
        Nodes kept at most: the nearest (then best connected) around a uid, else the best connected. The cut is stated.

    Returns
    -------
    NetworkModel
        In the language in force; confidential nodes are left out.

    Raises
    ------
    NotPossible
        ``around`` is not in the graph, or there is nothing to draw.
    """
    nodes = _nodes(snapshot, kinds)
    if among is not None:
        nodes = nodes[nodes.index.isin(list(among))].assign(at=lambda kept: np.arange(len(kept)))
    edges = _edges(snapshot, nodes)
    if around is not None and around not in nodes.index:
        raise NotPossible("views.net_unknown_uid", uid=around)
    if nodes.empty:
        raise NotPossible("views.net_empty")
    src, dst = nodes["at"].loc[edges["src"]].to_numpy(), nodes["at"].loc[edges["dst"]].to_numpy()
    kept, near = _kept(nodes, src, dst, around=around, hops=hops, limit=limit)
    inside = kept[src] & kept[dst]
    degree = np.bincount(np.concatenate([src[inside], dst[inside]]), minlength=len(nodes))
    chosen = np.flatnonzero(inside)
    if len(chosen) > MOST_EDGES:
        rank = np.lexsort((chosen, -np.minimum(degree[src[chosen]], degree[dst[chosen]])))
        chosen = np.sort(chosen[rank[:MOST_EDGES]])
    counted = {"nodes": int(near.sum()), "edges": int((near[src] & near[dst]).sum())}
    return _model(snapshot, nodes[kept], edges.iloc[chosen], degree[kept], counted, around=around, hops=hops)


def _nodes(snapshot: Snapshot, kinds: Sequence[str] | None) -> pd.DataFrame:
    """Return label, kind and marks of every node by uid, confidential ones left out, with its position ``at``."""
    frames = []
    for kind in snapshot.schema.nodes.values():
        if kinds is not None and kind.name not in kinds:
            continue
        guarded = any(field.name == "confidential" for field in kind.fields)
        frame = snapshot.nodes(kind.name, [kind.caption, *_MARKS, *(["confidential"] if guarded else [])])
        if guarded:
            frame = frame[~frame["confidential"].fillna(value=False).astype(bool)]
        label = frame[kind.caption].astype(object).where(frame[kind.caption].notna(), frame["uid"])
        if kind.field(kind.caption).personal:  # people are shown by role only
            label = pd.Series(kind.zh if language() == "zh" else kind.en, index=frame.index, dtype=object)
        frames.append(frame[["uid", *_MARKS]].assign(label=label, kind=kind.name))
    columns = ["label", "kind", *_MARKS]
    found = pd.concat(frames).sort_values("uid").set_index("uid") if frames else pd.DataFrame(columns=columns)
    found["at"] = np.arange(len(found))
    return found


def _edges(snapshot: Snapshot, nodes: pd.DataFrame) -> pd.DataFrame:
    frames = []
    for kind in snapshot.schema.edges.values():
        frame = snapshot.edges(kind.name, [])
        # by the index, which is hashed once; isin would hash all nodes anew for every kind and end
        src, dst = (nodes.index.get_indexer(pd.Index(frame[end])) for end in ("src", "dst"))
        frame = frame[(src >= 0) & (dst >= 0) & (src != dst)]
        frames.append(frame[["src", "dst", *_MARKS]].assign(kind=kind.name))
    filled = [frame for frame in frames if len(frame)]
    columns = ["src", "dst", *_MARKS, "kind"]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=columns)


def _kept(
    nodes: pd.DataFrame, src: Ints, dst: Ints, *, around: str | None, hops: int, limit: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which nodes are kept, and which lie within reach before the cut."""
    total = len(nodes)
    degree = np.bincount(np.concatenate([src, dst]), minlength=total)
    steps = np.zeros(total)
    if around is not None:
        centre = int(nodes.index.get_indexer(pd.Index([around]))[0])
        steps = _steps(src, dst, degree, centre=centre, hops=hops)
    near = np.isfinite(steps) & (steps <= hops)
    if near.sum() <= limit:
        return near, near
    order = np.lexsort((np.arange(total), -degree, np.where(near, steps, np.inf)))
    kept = np.zeros(total, dtype=bool)
    kept[order[:limit]] = True
    return kept, near


def _steps(src: Ints, dst: Ints, degree: Ints, *, centre: int, hops: int) -> NDArray[np.float64]:
    """Return steps from ``centre`` to every node, not passing through hubs (inf beyond ``hops``)."""
    total = len(degree)
    passes = (degree <= HUB) | (np.arange(total) == centre)
    pairs = [(src[passes[src]], dst[passes[src]]), (dst[passes[dst]], src[passes[dst]])]
    rows, columns = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
    matrix = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(total, total))
    found: NDArray[np.float64] = csgraph.dijkstra(matrix, indices=[centre], unweighted=True, limit=float(hops))
    row: NDArray[np.float64] = found[0]
    return row


def _model(
    snapshot: Snapshot,
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    degree: Ints,
    counted: dict[str, int],
    *,
    around: str | None,
    hops: int,
) -> NetworkModel:
    lang = language()
    title = say("views.net_title", lang)
    notes = []
    if around is not None:
        title = say("views.net_title_around", lang, name=str(nodes.loc[around, "label"]), hops=hops)
    if counted["nodes"] > len(nodes) and around is not None:
        notes.append(say("views.net_cut_near", lang, hops=hops, nodes=counted["nodes"], kept=len(nodes)))
    elif counted["nodes"] > len(nodes) or counted["edges"] > len(edges):
        notes.append(say("views.net_cut", lang, **counted, kept=len(nodes), kept_edges=len(edges)))
    if guessed := int(nodes["inferred"].sum()):
        notes.append(say("views.net_inferred_nodes", lang, count=guessed))
    used, used_edges = set(nodes["kind"]), set(edges["kind"])
    schema = snapshot.schema
    own = {str(nodes.loc[around, "kind"])} if around is not None else set()
    quiet = ATTRIBUTES & used - own if used - ATTRIBUTES else frozenset()
    if quiet:
        left = [kind.zh if lang == "zh" else kind.en for kind in schema.nodes.values() if kind.name in quiet]
        notes.append(say("views.net_quiet", lang, kinds=("、" if lang == "zh" else ", ").join(left)))
    return NetworkModel(
        title=title,
        nodes=tuple(_node_rows(nodes, degree)),
        edges=tuple(_edge_rows(edges)),
        kinds=tuple(
            Style(k.name, k.zh if lang == "zh" else k.en, k.color, k.shape, k.name in quiet)
            for k in schema.nodes.values() if k.name in used
        ),
        edge_kinds=tuple(Style(k.name, k.zh if lang == "zh" else k.en) for k in schema.edges.values() if k.name in used_edges),
        facts=(
            (say("views.net_nodes", lang), str(len(nodes))),
            (say("views.net_edges", lang), str(len(edges))),
            (say("views.net_as_of", lang), snapshot.as_of.isoformat()),
        ),
        notes=tuple(notes),
        focus=around,
        lang=lang,
    )  # fmt: skip


def _node_rows(nodes: pd.DataFrame, degree: Ints) -> Iterable[NetworkNode]:
    columns = (nodes.index, nodes["label"], nodes["kind"], degree.tolist(), *_marks_of(nodes))
    for uid, label, kind, size, inferred, confidence in zip(*columns, strict=True):
        yield NetworkNode(str(uid), str(label), str(kind), float(size), (), inferred, confidence)


def _edge_rows(edges: pd.DataFrame) -> Iterable[NetworkEdge]:
    columns = (edges["src"], edges["dst"], edges["kind"], *_marks_of(edges))
    for src, dst, kind, inferred, confidence in zip(*columns, strict=True):
        yield NetworkEdge(str(src), str(dst), str(kind), "", inferred, confidence)


def _marks_of(rows: pd.DataFrame) -> tuple[list[bool], list[float | None]]:
    sure = rows["confidence"].astype(object).where(rows["confidence"].notna(), None)
    return rows["inferred"].fillna(value=False).astype(bool).tolist(), sure.tolist()
