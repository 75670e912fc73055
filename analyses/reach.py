"""受控下游: how much of a chain hangs on one segment: what cannot be reached from any source without it."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from analyses.segments import Segments
from analyses.thresholds import Thresholds

Floats = NDArray[np.float64]
_ROOT = "\x00root"


def chain_graph(segments: Segments) -> nx.DiGraph[str]:
    """Return the flow of goods between segments: an edge from each input to its taker, all chains in one graph."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(segments.ids)
    for taker, taken in segments.inputs():
        graph.add_edges_from((segment, taker) for segment, _ in taken if segment != taker)
    return graph


def dominated(graph: nx.DiGraph[str]) -> dict[str, set[str]]:
    """Return for each node the nodes that no source reaches without it (itself left out).

    The graph is condensed to its strongly connected components first, a root feeds every component without inputs, and
    the dominator tree (Lengauer and Tarjan 1979, as in networkx) gives the answer: below a component of one node lies
    what it dominates. A component of several nodes stands for none of them alone.
    """
    condensed = nx.condensation(graph)
    members = {part: sorted(condensed.nodes[part]["members"]) for part in condensed}
    tree: nx.DiGraph[str] = nx.DiGraph()
    tree.add_edges_from((str(a), str(b)) for a, b in condensed.edges)
    tree.add_edges_from((_ROOT, str(part)) for part in condensed if condensed.in_degree(part) == 0)
    found: dict[str, set[str]] = {node: set() for node in graph}
    above = nx.immediate_dominators(tree, _ROOT) if len(tree) else {}
    for part, nodes in members.items():
        step = above.get(str(part))
        while step is not None and step != _ROOT:
            if len(members[int(step)]) == 1:
                found[members[int(step)][0]].update(nodes)
            step = above.get(step)
    return found


def downstream_share(segments: Segments, rules: Thresholds) -> Floats:
    """Return K in [0, 1] per segment: weight of the chain that it dominates ⁄ weight of the chain's other segments.

    Weights are core 3, normal 2, optional 1 (configured); only segments of the same chain are weighed.
    """
    cut, rest = reach_sums(segments, rules)
    return np.divide(cut, rest, out=np.zeros(len(cut)), where=rest > 0)


def reach_sums(segments: Segments, rules: Thresholds) -> tuple[Floats, Floats]:
    """Return what K divides by what: weight dominated, and weight of the chain's other segments, per segment."""
    below = dominated(chain_graph(segments))
    weight = dict(zip(segments.ids, segments.table["weight"].map(rules.segment_weight).astype(float), strict=True))
    chain = dict(zip(segments.ids, segments.table["chain"], strict=True))
    total: dict[str, float] = {}
    for segment in segments.ids:
        total[chain[segment]] = total.get(chain[segment], 0.0) + weight[segment]
    rest = [total[chain[segment]] - weight[segment] for segment in segments.ids]
    cut = [
        sum(weight[node] for node in sorted(below[segment]) if chain[node] == chain[segment])
        for segment in segments.ids
    ]
    return np.array(cut, dtype=float), np.array(rest, dtype=float)


def extraction_loss(coefficients: Floats, final: Floats) -> Floats:
    """Return the share of output lost without each activity: 1 − 1ᵀx₋s ⁄ 1ᵀx with x = (I − A)⁻¹·f.

    Hypothetical extraction (Miller and Lahr 2001): activity s buys from and sells to nobody and has no final demand.

    Parameters
    ----------
    coefficients
        A, technical coefficients, square; column sums below 1.
    final
        f, final demand per activity.
    """
    size = len(final)
    whole = float(np.linalg.solve(np.eye(size) - coefficients, final).sum())
    lost = np.zeros(size)
    for s in range(size):
        keep = np.delete(np.arange(size), s)
        rest = np.linalg.solve(np.eye(size - 1) - coefficients[np.ix_(keep, keep)], final[keep])
        lost[s] = 1 - float(rest.sum()) / whole if whole else 0.0
    return lost
