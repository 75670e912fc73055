"""Groups of closely related nodes, and where they stand: what a large network opens on instead of a tangle.

Label propagation finds small tight sets in near-linear time; Louvain's method (Blondel et al. 2008) then joins those
sets on the graph between them, where it is quick. Both with a fixed seed: same graph, same groups. A graph whose
largest group holds more than half of it has no such structure, and is drawn without groups.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Circle = tuple[int, int, int]  # x, y, radius

MOST_GROUPS = 60
LEAST_MEMBERS = 4  # smaller groups are drawn together as the rest
LARGEST_SHARE = 0.5
UNIT = 100  # radius of a group of one
ASPECT = 1.9  # width ÷ height of the whole
ANGLES = 36


@dataclass(frozen=True)
class Grouping:
    """Groups of a network, the largest first; the last is the rest where ``rest`` says so.

    ``of`` is the group of every node (-1: none, for nodes left out by default); ``shown`` the members of each group
    that the opening view shows; ``opening`` and ``whole`` the circles of the groups in that view and in the whole.
    """

    of: Ints
    shown: tuple[int, ...]
    opening: tuple[Circle, ...]
    whole: tuple[Circle, ...]
    rest: bool


def communities(nodes: int, src: Ints, dst: Ints, *, seed: int = 1) -> Ints:
    """Return the community of every node, numbered from the largest.

    Parameters
    ----------
    nodes : int
        Number of nodes n.
    src, dst : (m,) int
        Ends of the edges, 0 … n-1; a repeated edge counts once.
    seed : int
        Same seed, same communities.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from((a, b) for a, b in zip(src.tolist(), dst.tolist(), strict=True) if a != b)
    part = np.zeros(nodes, dtype=np.int64)
    for number, members in enumerate(nx.community.fast_label_propagation_communities(graph, seed=seed)):
        part[list(members)] = number
    between: Counter[tuple[int, int]] = Counter()
    for a, b in graph.edges:
        between[(min(part[a], part[b]), max(part[a], part[b]))] += 1
    quotient: nx.Graph[int] = nx.Graph()
    quotient.add_nodes_from(range(int(part.max(initial=-1)) + 1))
    quotient.add_weighted_edges_from((int(a), int(b), weight) for (a, b), weight in sorted(between.items()))
    joined = np.zeros(quotient.number_of_nodes(), dtype=np.int64)
    for number, members in enumerate(nx.community.louvain_communities(quotient, seed=seed)):
        joined[list(members)] = number
    return _by_size(joined[part])


def _by_size(labels: Ints) -> Ints:
    """Return labels numbered anew, the largest group first, groups of one size by their first member."""
    _, first, inverse, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -counts))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    found: Ints = rank[inverse]
    return found


def group(visible: NDArray[np.bool_], src: Ints, dst: Ints, opens: int) -> Grouping | None:
    """Return the groups of the ``visible`` nodes, or None where the graph has no group structure.

    Parameters
    ----------
    visible : (n,) bool
        Nodes of kinds that are shown by default; only these form groups.
    src, dst : (m,) int
        Ends of the edges.
    opens : int
        About how many nodes the opening view shows; all of them when the network has no more.
    """
    at = np.cumsum(visible) - 1
    inside = visible[src] & visible[dst]
    src, dst = at[src[inside]], at[dst[inside]]
    total = int(visible.sum())
    found = communities(total, src, dst)
    sizes = np.bincount(found)
    if sizes.max(initial=0) > LARGEST_SHARE * total:
        return None
    kept = int(min(MOST_GROUPS, (sizes >= LEAST_MEMBERS).sum()))
    found = np.minimum(found, kept)
    sizes = np.bincount(found)
    rest = len(sizes) > kept
    shown = sizes.copy()
    if total > opens:
        weights = sizes**0.75
        if rest:
            weights[-1] = 0
        shown = np.minimum(sizes, np.maximum(LEAST_MEMBERS, np.rint(opens * weights / weights.sum()).astype(np.int64)))
        shown[-1] = 0 if rest else shown[-1]
    links = np.zeros((len(sizes), len(sizes)))
    np.add.at(links, (found[src], found[dst]), 1)
    links += links.T
    of = np.full(len(visible), -1, dtype=np.int64)
    of[visible] = found
    return Grouping(of, tuple(shown.tolist()), pack(shown, links), pack(sizes, links), rest)


def pack(counts: Ints, links: Floats) -> tuple[Circle, ...]:
    """Place circles of area ∝ ``counts`` so that none overlap and groups with many ``links`` are near each other.

    Each, the largest first, touches one placed already, on the side nearest to the groups it is linked with and to the
    middle; a group without members shown gets no circle (radius 0).
    """
    radii = UNIT * np.sqrt(counts) + np.where(counts > 0, 0.9 * UNIT, 0)
    gap = 0.9 * UNIT
    angles = np.arange(ANGLES) * (2 * np.pi / ANGLES)
    around = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    places = np.zeros((len(counts), 2))
    done: list[int] = []
    for number in np.flatnonzero(counts > 0).tolist():
        if done:
            there = places[done]
            reach = (radii[done] + radii[number] + gap)[:, None, None]
            options = (there[:, None, :] + reach * around[None]).reshape(-1, 2)
            apart = np.hypot(*(options[:, None, :] - there[None]).transpose(2, 0, 1))
            free = (apart >= radii[done] + radii[number] + 0.99 * gap).all(axis=1)
            options = options[free]
            pull = links[number, done]
            aim = (pull[:, None] * there).sum(axis=0) / max(1.0, float(pull.sum()))
            cost = _stretched(options) + 0.35 * _stretched(options - aim)
            places[number] = options[int(np.argmin(np.round(cost, 6)))]
        done.append(number)
    return tuple((round(x), round(y), round(r)) for (x, y), r in zip(places.tolist(), radii.tolist(), strict=True))


def _stretched(steps: Floats) -> Floats:
    """Return lengths that count height more than width, so that the whole takes the shape of a screen."""
    found: Floats = np.hypot(steps[:, 0], ASPECT * steps[:, 1])
    return found
