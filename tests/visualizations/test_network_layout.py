"""Networks laid out: alike each time and apart; groups are found and packed, twins folded."""

import itertools

import numpy as np
import pytest
from scipy.spatial import KDTree
from view_models import EDGE_KINDS, ends, make_network

from visualizations.network_fold import fold
from visualizations.network_groups import communities, group, pack
from visualizations.network_layout import ASPECT, EXTENT, edge_quality, layout, pivot_projection
from visualizations.network_model import NetworkEdge, NetworkModel, NetworkNode, Style


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


@pytest.mark.parametrize("nodes", [9, 120, 700])
def test_nodes_have_room_for_their_signs(nodes: int) -> None:
    hub = np.arange(1, nodes // 3)  # a star, pairs, and nodes by themselves
    pairs = np.arange(nodes // 3, nodes // 2, 2)
    src, dst = np.concatenate([0 * hub, pairs]), np.concatenate([hub, pairs + 1])
    places = layout(nodes, src, dst).astype(float)
    nearest = KDTree(places).query(places, k=2)[0][:, 1]
    own = 2 * EXTENT / np.sqrt(ASPECT * nodes)  # the side of the square that each has
    assert nearest.min() > 0.4 * own


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
