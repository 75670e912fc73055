"""Ties between a district and firms elsewhere: personalised PageRank, kinship, and the paths that show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analyses.reading import DATE, NUMBER, SnapshotLike, read_edges
from analyses.thresholds import TargetThresholds

Floats = NDArray[np.float64]
_TRIED = 12  # paths looked at for each firm: the shortest ones may pass through too many steps


@dataclass(frozen=True)
class Ties:
    """Observed relations between organisations and people: key, kind, src, dst, day (NaT unknown), confidence.

    ``loaded``: whether anybody loaded relations at all, also ones that tie nobody today.
    """

    edges: pd.DataFrame
    loaded: bool = True


def read_ties(snapshot: SnapshotLike, hidden: Collection[str], rules: TargetThresholds) -> Ties:
    """Return the relations that tie firms together, those of some firms (``hidden``: confidential, struck off) left out.

    Kinds: SUPPLIES (none of a year to come: that is a plan), COOPERATES, INVESTS, CONTROLS, WORKS_AT (people), HOLDS of
    the same IP. An edge without a stated confidence has the one of its class, observed or inferred.
    """
    ip = set(snapshot.nodes("IP", [])["uid"]) if "IP" in snapshot.schema.nodes else set()
    parts, loaded = [], False
    for kind in ("SUPPLIES", "COOPERATES", "INVESTS", "CONTROLS", "WORKS_AT", "HOLDS"):
        rows = read_edges(snapshot, kind, year=NUMBER, date=DATE, from_date=DATE)
        rows = rows[rows["dst"].isin(ip)] if kind == "HOLDS" else rows
        loaded = loaded or not rows.empty
        rows = rows[~(rows["year"] > snapshot.as_of.year)]
        year = pd.to_datetime(rows["year"].astype("Int64").astype("str"), format="%Y", errors="coerce")
        when = rows["date"].fillna(rows["from_date"]).fillna(year.astype("datetime64[us]"))
        parts.append(rows[["key", "src", "dst", "inferred", "confidence"]].assign(kind=kind, day=when))
    edges = pd.concat(parts, ignore_index=True)
    edges = edges[~edges["src"].isin(hidden) & ~edges["dst"].isin(hidden) & (edges["src"] != edges["dst"])]
    given = rules.confidence
    usual = np.where(edges["inferred"], given["inferred"], given["declared"])
    sure = edges["confidence"].fillna(pd.Series(usual, index=edges.index)).clip(1e-6, 1.0)
    return Ties(edges.assign(confidence=sure).reset_index(drop=True), loaded)


def personalised_pagerank(
    adjacency: sparse.csr_array, seeds: Floats, *, restart: float, iterations: int, tolerance: float
) -> Floats:
    """Return the PageRank of a random walk that returns to the seeds with probability ``restart``.

    Power iteration on the row-normalised adjacency; nodes without edges send everything back to the seeds
    (Haveliwala 2002). With even seeds this is the plain PageRank.

    Parameters
    ----------
    adjacency
        Weights, n × n; symmetric for undirected relations.
    seeds
        Weights of the seeds, n; at least one positive.
    """
    start = seeds / seeds.sum()
    out = np.asarray(adjacency.sum(axis=1), dtype=float).ravel()
    inverse = np.divide(1.0, out, out=np.zeros_like(out), where=out > 0)
    walk = sparse.csr_array(sparse.dia_array((inverse[None, :], [0]), shape=adjacency.shape) @ adjacency).T.tocsr()
    rank = start.copy()
    for _ in range(iterations):
        following = (1 - restart) * (walk @ rank + rank[out == 0].sum() * start) + restart * start
        change = float(np.abs(following - rank).sum())
        rank = following
        if change < tolerance:
            break
    return np.asarray(rank, dtype=float)


def tie_strength(ties: Ties, placed: pd.DataFrame, here: Collection[str], rules: TargetThresholds) -> pd.DataFrame:
    """Return each organisation's tie to the firms here by uid: tie (√PPR, largest outside = 1), lift over PageRank.

    The walk runs over relations between organisations and over their segments, both ways.
    """
    links = pd.concat([
        ties.edges[["src", "dst", "confidence"]],
        pd.DataFrame({"src": placed["firm"], "dst": "segment:" + placed["segment"], "confidence": 1.0}),
    ], ignore_index=True)  # fmt: skip
    names = pd.Index(sorted({*links["src"], *links["dst"], *here}))
    empty = pd.DataFrame({"tie": pd.Series(dtype=float), "lift": pd.Series(dtype=float)})
    inside = names.isin(list(here))
    if not len(links) or not inside.any():
        return empty
    src, dst = names.get_indexer(pd.Index(links["src"])), names.get_indexer(pd.Index(links["dst"]))
    weight = links["confidence"].to_numpy(dtype=float)
    size = (len(names), len(names))
    matrix = sparse.csr_array((np.r_[weight, weight], (np.r_[src, dst], np.r_[dst, src])), shape=size)
    steps = {"restart": rules.restart, "iterations": rules.iterations, "tolerance": rules.tolerance}
    near = personalised_pagerank(matrix, inside.astype(float), **steps)  # type: ignore[arg-type]
    anywhere = personalised_pagerank(matrix, np.ones(len(names)), **steps)  # type: ignore[arg-type]
    outside = ~inside & ~names.str.startswith("segment:")
    root = np.sqrt(near)
    largest = root[outside].max() if outside.any() else 0.0
    frame = pd.DataFrame({"tie": root / largest if largest else root * 0, "lift": near / anywhere}, index=names)
    return frame[outside]


def kinship(
    ties: Ties, here: Collection[str], leaders: Collection[str], today: pd.Timestamp, rules: TargetThresholds
) -> pd.DataFrame:
    """Return the relations of each firm elsewhere with firms here: firm, local, relation, key, day, weight.

    The weight of a relation is its prior × 2^(−years ⁄ half-life); an undated relation is not aged. Two firms that
    share a person or a patent are related through it.
    """
    inside, ahead = set(here), set(leaders)
    both = pd.concat([
        ties.edges.rename(columns={"src": "firm", "dst": "local"}).assign(out=True),
        ties.edges.rename(columns={"dst": "firm", "src": "local"}).assign(out=False),
        _shared(ties.edges),
    ], ignore_index=True)  # fmt: skip
    both = both[both["local"].isin(inside) & ~both["firm"].isin(inside)]
    names = [_relation(k, o, lo in ahead) for k, o, lo in zip(both["kind"], both["out"], both["local"], strict=True)]
    both = both.assign(relation=pd.Series(names, index=both.index, dtype="str"))
    years = (today - both["day"]).dt.days.clip(lower=0) / 365.25
    age = np.power(2.0, -(years.fillna(0.0) / rules.kinship["half_life"]))
    prior = both["relation"].map(rules.kinship).astype(float)
    both = both.assign(weight=prior * age * both["confidence"])
    columns = ["firm", "local", "relation", "key", "day", "weight"]
    return both.sort_values(["firm", "weight", "key"], ascending=[True, False, True])[columns].reset_index(drop=True)


def _shared(edges: pd.DataFrame) -> pd.DataFrame:
    """Firms that share a person (WORKS_AT) or an intellectual property right (HOLDS)."""
    people = edges[edges["kind"] == "WORKS_AT"].rename(columns={"src": "over", "dst": "end"})
    rights = edges[edges["kind"] == "HOLDS"].rename(columns={"dst": "over", "src": "end"})
    half = pd.concat([people, rights], ignore_index=True)
    pairs = half.merge(half[["over", "end", "kind"]], on=["over", "kind"], suffixes=("", "_other"))
    pairs = pairs[pairs["end"] != pairs["end_other"]].rename(columns={"end": "firm", "end_other": "local"})
    return pairs[["key", "kind", "firm", "local", "day", "confidence"]].assign(out=True)


def _relation(kind: str, out: bool, leader: bool) -> str:
    """Name the relation of a firm elsewhere with one here; ``out``: the firm elsewhere stands at the source."""
    if kind == "SUPPLIES":
        return "supplier" if out else "customer_of_leader" if leader else "customer"
    if kind == "INVESTS":
        return "investor" if out else "equity"
    others = {"CONTROLS": "equity", "COOPERATES": "cooperation", "WORKS_AT": "executive", "HOLDS": "joint_patent"}
    return others[kind]


def kinship_score(relations: pd.DataFrame) -> pd.Series:
    """Return 1 − Π(1 − w) per firm, each relation of a kind counted once at its strongest."""
    strongest = relations.groupby(["firm", "relation"])["weight"].max()
    left = (1 - strongest.clip(0, 1)).groupby("firm").prod()
    return 1 - left


class PathFinder:
    """Finds up to three ways from a firm elsewhere to any firm here, the surest first.

    The weight of a way is Σ −log confidence. Looked at are ways of at most ``length`` relations and at most one more than
    the shortest needs; they do not pass through hubs of more than ``degree`` relations (a large bank ties everybody to
    everybody and explains nothing).
    """

    def __init__(self, ties: Ties, here: Collection[str], rules: TargetThresholds) -> None:
        self._rules, self._here = rules.paths, "\x00here"
        graph: nx.Graph[str] = nx.Graph()
        for row in ties.edges.sort_values(["confidence", "key"], ascending=[True, False]).to_dict("records"):
            graph.add_edge(str(row["src"]), str(row["dst"]), weight=float(-np.log(row["confidence"])), key=row["key"])
        inside = [uid for uid in sorted(here) if uid in graph]
        kept = {*inside, *(uid for uid, degree in graph.degree() if degree <= self._rules.degree)}
        graph.remove_nodes_from([uid for uid in list(graph) if uid not in kept])
        graph.add_edges_from((self._here, uid, {"weight": 0.0, "key": ""}) for uid in inside)
        steps = self._rules.length + 1
        self._away = nx.single_source_shortest_path_length(graph, self._here, steps) if inside else {}
        self._graph = graph

    def paths(self, firm: str) -> list[list[str]]:
        """Return ways as firm, edge key, node, edge key, ..., firm here; none where there is no way."""
        if firm not in self._away:
            return []
        bound = min(self._away[firm] + 1, self._rules.length + 1)
        near = nx.single_source_shortest_path_length(self._graph, firm, bound)
        between = {uid for uid, steps in near.items() if steps + self._away.get(uid, bound + 1) <= bound}
        ways = nx.shortest_simple_paths(self._among(between), firm, self._here, weight="weight")
        found = []
        for way in islice(ways, _TRIED):
            if len(way) - 2 <= self._rules.length:
                found.append(self._with_keys(way[:-1]))
            if len(found) == self._rules.most:
                break
        return found

    def _among(self, uids: Collection[str]) -> nx.Graph[str]:
        """Return the graph of these nodes, in the order of their uids: it decides between ways that are equally sure.

        networkx's own subgraph has the order of a set of strings, which differs from run to run.
        """
        graph: nx.Graph[str] = nx.Graph()
        for uid in sorted(uids):
            graph.add_edges_from((uid, other, told) for other, told in self._graph.adj[uid].items() if other in uids)
        return graph

    def _with_keys(self, way: Sequence[str]) -> list[str]:
        steps = [way[0]]
        for before, after in pairwise(way):
            data: Mapping[str, object] = self._graph.edges[before, after]
            steps += [str(data["key"]), after]
        return steps
