"""Where the nodes of a network stand: deterministic, computed here, never in the browser.

Method ``mesh`` starts from a pivot projection and relaxes it with the forces of Fruchterman and Reingold. Repulsion is
summed on a grid: density to the grid, convolved with the kernel by FFT, read back at every node, so an iteration costs
O(n + m + g log g) and 50,000 nodes with 200,000 edges take about two seconds. Measured against networkit's PivotMDS and
MaxentStress, rustworkx and networkx (``python -m benchmarks.bench_views --layouts``) it has the shortest edges at every
size; only a bare pivot projection is quicker, with edges half as long again or more. It needs numpy and scipy alone.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import fft, sparse
from scipy.sparse import csgraph
from scipy.spatial import KDTree

from graph.errors import UsageError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PIVOTS = 50
ROUNDS = 90
GRAVITY = 0.02
EXTENT = 16_000  # coordinates are whole numbers between ± this, so that they fit 16 bits
ASPECT = 1.6  # width ÷ height: the shape of a screen
ROOM = 0.6  # least distance of two nodes ÷ the side of the square that each has in the box
SPREAD_MOST = 2_000  # nodes up to which each has room for its sign; of more, only the shape of the whole can be seen
EVEN = 0.5  # how far the density of a large component is evened out, so that its middle can be read


def layout(nodes: int, src: Ints, dst: Ints, *, method: str = "mesh", seed: int = 1) -> Ints:
    """Return integer coordinates of every node.

    Parameters
    ----------
    nodes : int
        Number of nodes n.
    src, dst : (m,) int
        Ends of the edges, 0 … n-1.
    method : str
        ``mesh`` (default), ``spring`` (networkx, for small graphs), ``igraph`` (Fruchterman–Reingold of the optional
        package igraph, GPL). Chosen by name, never by what is installed.
    seed : int
        Same seed, same coordinates.

    Returns
    -------
    (n, 2) int
        x within ± 16,000, y within ± 10,000, centred; components stand apart, the largest in the middle.
        Up to 2,000 nodes are moved apart, so that each has room for its sign.

    Raises
    ------
    UsageError
        Unknown method, or a method whose package is not installed.
    """
    methods: dict[str, Callable[[int, Ints, Ints, int], Floats]] = {"igraph": _igraph, "mesh": mesh, "spring": _spring}
    if method not in methods:
        raise UsageError("views.net_unknown_layout", method=method, known=", ".join(methods))
    if nodes == 0:
        return np.zeros((0, 2), dtype=np.int64)
    keep = src != dst
    src, dst = src[keep].astype(np.int64), dst[keep].astype(np.int64)
    places = _scaled(_packed(nodes, src, dst, methods[method], seed))
    if nodes <= SPREAD_MOST:
        places = _scaled(_spread(places, ROOM * EXTENT * 2 / np.sqrt(ASPECT * nodes)))
    return np.rint(places).astype(np.int64)


def edge_quality(places: Floats | Ints, src: Ints, dst: Ints, *, seed: int = 3, pairs: int = 200_000) -> float:
    """Return mean edge length ÷ mean distance of random pairs: the lower, the more structure shows."""
    rng = np.random.default_rng(seed)
    one, other = rng.integers(0, len(places), (2, pairs))
    return float(_lengths(places[src] - places[dst]).mean() / max(1e-9, _lengths(places[one] - places[other]).mean()))


def _lengths(steps: Any) -> Floats:
    found: Floats = np.hypot(steps[:, 0], steps[:, 1])
    return found


def _matrix(nodes: int, src: Ints, dst: Ints) -> sparse.csr_array:
    ones = np.ones(2 * len(src))
    return sparse.csr_array((ones, (np.concatenate([src, dst]), np.concatenate([dst, src]))), shape=(nodes, nodes))


def _packed(nodes: int, src: Ints, dst: Ints, method: Callable[[int, Ints, Ints, int], Floats], seed: int) -> Floats:
    """Lay out each component by itself and pack their discs, largest first, on a spiral around the centre."""
    count, member = csgraph.connected_components(_matrix(nodes, src, dst), directed=False)
    sizes = np.bincount(member, minlength=count)
    order = np.lexsort((np.arange(count), -sizes))
    places = np.zeros((nodes, 2))
    by_component = np.argsort(member, kind="stable")
    starts = np.concatenate([[0], np.cumsum(sizes)])
    edges_of = np.argsort(member[src], kind="stable")
    edge_starts = np.searchsorted(member[src][edges_of], np.arange(count + 1))
    number = np.empty(nodes, dtype=np.int64)
    discs = _Discs()
    for component in order:
        own = by_component[starts[component] : starts[component + 1]]
        number[own] = np.arange(len(own))
        edges = edges_of[edge_starts[component] : edge_starts[component + 1]]
        part = _one(len(own), number[src[edges]], number[dst[edges]], method, seed)
        radius = 0.75 * np.sqrt(len(own)) + 0.35
        places[own] = part * radius + discs.place(radius)
    return places


def _one(nodes: int, src: Ints, dst: Ints, method: Callable[[int, Ints, Ints, int], Floats], seed: int) -> Floats:
    """Return one component in the unit disc; outliers are drawn in to its rim."""
    if nodes <= 2:
        return np.array([[-0.5, 0.0], [0.5, 0.0]])[:nodes] if nodes == 2 else np.zeros((1, 2))
    found = method(nodes, src, dst, seed)
    found = found - found.mean(axis=0)
    reach = _lengths(found)
    found = found / max(1e-9, float(np.quantile(reach, 0.98)))
    reach = np.maximum(_lengths(found), 1e-9)
    rim: Floats = np.where(reach > 1, 1 + np.log(reach) * 0.25, reach) / reach
    return _evened(found * rim[:, None])


def _evened(places: Floats) -> Floats:
    """Move nodes half-way from where the forces put them to where density would be even along each axis."""
    count = len(places)
    if count < 40:
        return places
    found = places.copy()
    for axis in (0, 1):
        order = np.argsort(places[:, axis], kind="stable")
        even = np.empty(count)
        even[order] = (np.arange(count) + 0.5) / count * 2 - 1
        found[:, axis] = (1 - EVEN) * places[:, axis] + EVEN * even
    return found


class _Discs:
    """Free places for discs of falling radius, along a spiral around the first."""

    def __init__(self) -> None:
        self.angle, self.far, self.first = 0.0, 0.0, True

    def place(self, radius: float) -> Floats:
        """Return the centre of the next disc."""
        if self.first:
            self.first, self.far = False, 1.12 * radius
            return np.zeros(2)
        ring = self.far + radius
        centre = np.array([ring * np.cos(self.angle), ring * np.sin(self.angle)])
        self.angle += 2.15 * radius / ring
        if self.angle >= 2 * np.pi:
            self.angle, self.far = 0.0, self.far + 2.3 * radius
        return centre


def _spread(places: Floats, least: float) -> Floats:
    """Move nodes that stand nearer than ``least`` away from each other, each pair by half of what lacks, again and again."""
    found = places.copy()
    for _ in range(ROUNDS):
        pairs = KDTree(found).query_pairs(least, output_type="ndarray")
        if not len(pairs):
            break
        one, other = pairs[np.lexsort(pairs.T[::-1])].T
        step = found[one] - found[other]
        same = ~step.any(axis=1)
        step[same] = np.column_stack([np.cos(one[same]), np.sin(one[same])])  # no direction of their own: any will do
        far = _lengths(step)
        step *= ((least - np.where(same, 0, far)) / (2 * far))[:, None]
        for axis in (0, 1):
            forth, back = (np.bincount(end, step[:, axis], len(found)) for end in (one, other))
            found[:, axis] += forth - back
    return found


def _scaled(places: Floats) -> Floats:
    """Scale to the box; each axis by its own factor, none more than 1.7 times the other."""
    low, high = places.min(axis=0), places.max(axis=0)
    factor = np.array([2 * EXTENT, 2 * EXTENT / ASPECT]) / np.maximum(high - low, 1e-9)
    factor = np.minimum(factor, 1.7 * factor.min())
    found: Floats = (places - (low + high) / 2) * factor
    return found


def pivot_projection(nodes: int, src: Ints, dst: Ints) -> Floats:
    """Project distances to some far-apart pivots to the plane (pivot MDS of Brandes and Pich, 2006)."""
    matrix = _matrix(nodes, src, dst)
    pivots = min(PIVOTS, nodes)
    far = np.full(nodes, np.inf)
    distance = np.empty((pivots, nodes))
    at = int(np.argmax(np.diff(matrix.indptr)))
    for row in range(pivots):
        steps = csgraph.dijkstra(matrix, directed=False, indices=[at], unweighted=True)[0]
        distance[row] = steps
        far = np.minimum(far, steps)
        at = int(np.argmax(far))
    square = distance**2
    centred = -0.5 * (square - square.mean(axis=0) - square.mean(axis=1)[:, None] + square.mean())
    values, vectors = np.linalg.eigh(centred @ centred.T)
    top = vectors[:, [-1, -2]]
    top = top * np.sign(top[np.argmax(np.abs(top), axis=0), [0, 1]])  # an eigenvector's sign is free: fix it
    found: Floats = centred.T @ top / np.sqrt(np.maximum(np.abs(values[[-1, -2]]), 1e-12))
    return found


def mesh(nodes: int, src: Ints, dst: Ints, seed: int) -> Floats:
    """Return the relaxed layout of one connected component, in units of the wished edge length."""
    start = pivot_projection(nodes, src, dst)
    spread = max(float(start.std()), 1e-9)
    rng = np.random.default_rng(seed)
    places: Floats = start * (np.sqrt(nodes) / (3 * spread)) + rng.normal(0, 0.3, start.shape)
    field = _Field(64 if nodes < 1_000 else 128 if nodes < 8_000 else 256)
    step = 0.08 * np.sqrt(nodes) + 0.4
    for _ in range(ROUNDS):
        force = field.repulsion(places) - GRAVITY * places
        pull = places[dst] - places[src]
        pull = pull * _lengths(pull)[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(src, pull[:, axis], minlength=nodes)
            force[:, axis] -= np.bincount(dst, pull[:, axis], minlength=nodes)
        length = np.maximum(_lengths(force), 1e-9)
        places += force * (np.minimum(length, step) / length)[:, None]
        step = max(0.95 * step, 0.02)
    return places


class _Field:
    """Repulsion 1/d between all nodes, summed on a square grid of ``cells`` a side."""

    def __init__(self, cells: int) -> None:
        self.cells = cells
        offset = np.arange(2 * cells, dtype=float)
        offset[cells:] -= 2 * cells
        x, y = np.meshgrid(offset, offset, indexing="ij")
        soft = x * x + y * y + 0.5
        self.kernels = (fft.rfft2(x / soft), fft.rfft2(y / soft))

    def repulsion(self, places: Floats) -> Floats:
        """Return the force on every node."""
        cells, nodes = self.cells, len(places)
        low = places.min(axis=0)
        size = float((places.max(axis=0) - low).max()) * 1.0001 / (cells - 1) + 1e-9
        at = (places - low) / size
        corner = np.minimum(at.astype(np.int64), cells - 2)
        part = at - corner
        index = corner[:, 0] * cells + corner[:, 1]
        weights = [
            (shift_x * cells + shift_y, np.abs(1 - shift_x - part[:, 0]) * np.abs(1 - shift_y - part[:, 1]))
            for shift_x in (0, 1)
            for shift_y in (0, 1)
        ]
        mass = np.zeros(cells * cells)
        for shift, weight in weights:
            mass += np.bincount(index + shift, weight, minlength=cells * cells)
        wave = fft.rfft2(mass.reshape(cells, cells), (2 * cells, 2 * cells))
        force = np.empty((nodes, 2))
        for axis, kernel in enumerate(self.kernels):
            field = fft.irfft2(wave * kernel, (2 * cells, 2 * cells))[:cells, :cells].ravel() / size
            force[:, axis] = sum(field[index + shift] * weight for shift, weight in weights)
        return force


def _spring(nodes: int, src: Ints, dst: Ints, seed: int) -> Floats:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(zip(src.tolist(), dst.tolist(), strict=True))
    found = nx.spring_layout(graph, seed=seed)
    return np.array([found[node] for node in range(nodes)], dtype=float)


def _igraph(nodes: int, src: Ints, dst: Ints, seed: int) -> Floats:
    try:
        igraph = importlib.import_module("igraph")
    except ImportError as error:
        raise UsageError("views.net_no_layout", method="igraph", package="igraph") from error
    graph = igraph.Graph(n=nodes, edges=list(zip(src.tolist(), dst.tolist(), strict=True)))
    start = pivot_projection(nodes, src, dst) + np.random.default_rng(seed).normal(0, 0.05, (nodes, 2))
    return np.array(graph.layout_fruchterman_reingold(seed=start.tolist(), niter=300).coords, dtype=float)
