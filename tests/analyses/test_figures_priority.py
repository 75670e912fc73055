"""Figures against closed forms and independent programs: demand, reach, priority."""

import math

import networkx as nx
import numpy as np
import pytest
from handmade import CHAIN, chain, segment_yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from analyses.demand import demand, wanted
from analyses.priority import missing_chance, need, rank_acceptability, rank_by, severity
from analyses.reach import dominated, downstream_share, extraction_loss
from analyses.segments import read_segments
from analyses.thresholds import load_thresholds

RULES = load_thresholds()


# demand and reach


def test_demand_on_paper() -> None:
    """b takes a (1.0), d takes b (0.5): with x_b = x_d = x, D_a = x·1 / (x·1 + x·.5) and D_b = .5/1.5."""
    segments = read_segments({"c": CHAIN})
    found = demand(np.array([0, 4, 4]), segments, RULES.priority)
    assert found.tolist() == pytest.approx([1 / 1.5, 0.5 / 1.5, 0.0])
    assert wanted(np.array([0, 4, 0]), segments).tolist() == [True, False, False]
    assert demand(np.zeros(3, dtype=int), segments, RULES.priority).tolist() == [0, 0, 0]


def test_demand_crosses_chains() -> None:
    other = chain("o", segment_yaml("t", {"c/a": 0.4}))
    segments = read_segments({"c": CHAIN, "o": other})
    found = demand(np.array([0, 0, 0, 2]), segments, RULES.priority)
    assert dict(zip(segments.ids, found, strict=True)) == pytest.approx({"c/a": 1.0, "c/b": 0, "c/d": 0, "o/t": 0})


def brute_force(graph_: nx.DiGraph) -> dict[str, set[str]]:
    """What is cut off by taking a node away: reachable from a source before, and no longer after."""
    condensed = nx.condensation(graph_)
    roots = {n for part in condensed if condensed.in_degree(part) == 0 for n in condensed.nodes[part]["members"]}

    def reached(g: nx.DiGraph) -> set[str]:
        return set().union(*({n, *nx.descendants(g, n)} for n in roots if n in g)) if roots else set()

    whole = reached(graph_)
    alone = {
        n for part in condensed if len(condensed.nodes[part]["members"]) == 1 for n in condensed.nodes[part]["members"]
    }
    found = {}
    for node in graph_:
        rest = graph_.copy()
        rest.remove_node(node)
        found[node] = (whole - reached(rest) - {node}) if node in alone else set()
    return found


@settings(max_examples=80, deadline=None)
@given(st.integers(2, 9), st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20))
def test_dominators_are_what_removal_cuts(size, pairs) -> None:
    graph_: nx.DiGraph = nx.DiGraph()
    graph_.add_nodes_from(str(n) for n in range(size))
    graph_.add_edges_from((str(a), str(b)) for a, b in pairs if a != b and a < size and b < size)
    assert dominated(graph_) == brute_force(graph_)


def test_reach_on_paper_and_with_a_loop() -> None:
    segments = read_segments({"c": CHAIN})
    assert downstream_share(segments, RULES).tolist() == [1.0, 0.5, 0.0]
    loop = chain("l", segment_yaml("a", {"d": 0.1}), segment_yaml("b", {"a": 1.0}), segment_yaml("d", {"b": 1.0}),
                 segment_yaml("e", {"d": 1.0}), feedback=[["a", "d"]])  # fmt: skip
    assert downstream_share(read_segments({"l": loop}), RULES).tolist() == [0, 0, 0, 0]


def test_extraction_on_paper() -> None:
    """Two activities, 1 buys half of its output from 0: without 1, x_0 falls from 1.5 to 1; without 0, x_1 stays 1."""
    found = extraction_loss(np.array([[0.0, 0.5], [0.0, 0.0]]), np.array([1.0, 1.0]))
    assert found.tolist() == pytest.approx([1 - 1 / 2.5, 1 - 1 / 2.5])


# priority


def test_missing_chance_and_severity_on_paper() -> None:
    m = missing_chance(np.array([0.8, 0.8, np.nan]), np.array([0, 2, 0]), 0.5)
    assert m[:2].tolist() == pytest.approx([0.5 / 0.6, 0.0])
    assert math.isnan(m[2])
    alphas = {"missing": 0.9, "weak": 0.6, "external": 0.6, "concentrated": 0.4}
    unknown = np.array([np.nan, np.nan, np.nan])
    found = severity(
        {"missing": m, "weak": unknown, "external": np.array([np.nan, 0.5, np.nan]), "concentrated": unknown}, alphas
    )
    assert found[:2].tolist() == pytest.approx([0.9 * 0.5 / 0.6, 0.3])
    assert math.isnan(found[2])
    assert need(np.array([0.25]), np.array([0.64]), np.array([0.5])).tolist() == pytest.approx([0.4 * 0.75])


maybe = st.one_of(st.just(float("nan")), st.floats(0, 1))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(maybe, maybe, maybe, maybe, maybe), min_size=1, max_size=8))
def test_parts_add_up_and_unknown_never_ranks(rows) -> None:
    names = ("need", "feasibility", "momentum", "declared", "reachable")
    found = rank_by({name: np.array([row[n] for row in rows]) for n, name in enumerate(names)}, RULES.priority)
    for i, row in enumerate(rows):
        known = math.fsum(RULES.priority.weights[name] for n, name in enumerate(names) if not math.isnan(row[n]))
        assert found.dropped[i] == pytest.approx(1 - known, abs=1e-9)
        if known < RULES.priority.least_weight - 1e-9:
            assert math.isnan(found.priority[i])
        else:
            assert found.priority[i] == pytest.approx(math.fsum(found.points[name][i] for name in names), abs=1e-9)
            assert -0.01 <= found.priority[i] <= 100.03


def test_rank_acceptability_of_a_dominating_row_is_one() -> None:
    parts = {"need": np.array([0.9, 0.5, 0.1]), "declared": np.array([0.9, 0.1, 0.5])}
    found = rank_acceptability(parts, top=1, draws=4000, seed=1)
    assert found.tolist() == [1.0, 0.0, 0.0]
    second = rank_acceptability(parts, top=2, draws=4000, seed=1)
    assert second[1] == pytest.approx(0.5, abs=0.03)
    assert math.isnan(rank_acceptability({"need": np.array([np.nan])}, top=1, draws=200, seed=1)[0])
