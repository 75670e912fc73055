"""拟招引企业 firms that could fill a segment, scored: Fit × (tie, kinship, reach, capability, mobility) × (1 − risk).

All weights are expert priors without a local back-test. A component that is not known is dropped and the weights of the
others are scaled up; it is never taken as 0 or 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analyses.assess import Assessment
from analyses.inputs import UNSTATED, Inputs
from analyses.once import once
from analyses.reading import DATE, TEXT, SnapshotLike, as_text, look_up, read_edges, read_nodes
from analyses.thresholds import TargetThresholds, load_target_thresholds
from analyses.ties import Ties, kinship, kinship_score, read_ties, tie_strength

PARTS = ("tie", "kinship", "reach", "capability", "mobility")
OUTSIDE = ("enclave", "outside", "lead_outside")
_RAISED_YEARS = 3
_STRUCK_OFF = ("cancelled", "revoked", "moved_out")


@dataclass(frozen=True)
class Candidates:
    """``table``: one row a firm and segment: firm, segment, list, ring, evidence, main, fit, parts, risk, score.

    ``placed``: the placements behind them; ``relations``: kinship rows; ``ties``: observed relations; ``here``: firms
    inside the boundary.
    """

    table: pd.DataFrame
    placed: pd.DataFrame
    relations: pd.DataFrame
    ties: Ties
    here: frozenset[str]
    rules: TargetThresholds


def find_candidates(snapshot: SnapshotLike, seen: Assessment, rules: TargetThresholds | None = None) -> Candidates:
    """Return every loaded firm that could fill a segment here, with its list and score."""
    numbers = rules or load_target_thresholds()
    return once(snapshot, "candidates", (seen.scope, seen.rules, numbers), lambda: _find(snapshot, seen, numbers))


def _find(snapshot: SnapshotLike, seen: Assessment, rules: TargetThresholds) -> Candidates:
    firms = seen.inputs.firms.set_index("uid")
    hidden = frozenset(firms.index[firms["confidential"] > 0])
    gone = set(firms.index[_struck_off(firms)])
    here = frozenset(seen.inputs.places.loc[seen.scope.holds(seen.inputs.places), "firm"])
    ties = read_ties(snapshot, hidden | gone, rules)
    leaders = set(seen.local.loc[seen.local["lead"] > 0, "firm"])
    relations = kinship(ties, here, leaders, pd.Timestamp(snapshot.as_of), rules)
    placed = _in_use(seen.inputs)
    table = _lists(snapshot, seen, placed, here, ties)
    table = table.assign(
        fit=_fit(table, rules),
        tie=look_up(table["firm"], tie_strength(ties, placed, here, rules)["tie"]),
        kinship=_kinship(table, relations, ties),
        reach=_reach(table, rules),
        capability=_capability(table, firms, rules),
        mobility=_mobility(snapshot, table, seen, ties),
        risk=_risk(table, firms, seen.stale, rules),
    )
    return Candidates(_scored(table, rules), placed, relations, ties, here, rules)


def best_quality(snapshot: SnapshotLike, seen: Assessment) -> dict[str, float]:
    """Return segment → mean score (0–1) of its best ten outside firms; empty where no outside firm is loaded.

    A segment for which none is loaded has quality 0 then: nobody to talk to is known, not unknown.
    """
    found = find_candidates(snapshot, seen)
    table = found.table
    table = table[table["list"].isin(OUTSIDE) & ~_out_of_question(table, seen)]
    if table.empty:
        return {}
    best = table.sort_values(["segment", "score", "firm"], ascending=[True, False, True])
    best = best.groupby("segment").head(seen.rules.priority.best_targets)
    quality = best.groupby("segment")["score"].mean() / 100
    return {str(segment): round(float(value), 10) for segment, value in quality.items()}


def _out_of_question(table: pd.DataFrame, seen: Assessment) -> pd.Series:
    firms = seen.inputs.firms.set_index("uid")
    out = (firms["standing"] == 0) | firms["dishonest"] | (firms["confidential"] > 0)
    return table["firm"].isin(out.index[out])


def _struck_off(firms: pd.DataFrame) -> pd.Series:
    """Say which firms are no more and do not state since when; the others end on their day, and ones suspended stand."""
    return firms["status"].isin(_STRUCK_OFF) & firms["closed"].isna()


def _in_use(inputs: Inputs) -> pd.DataFrame:
    """Return the placements of today: a plant that closed, or has not begun, does not make its firm able to fill.

    What people decided holds whichever plant was spoken of before.
    """
    site, decided = inputs.placed["only_site"], inputs.placed["key"].isin(inputs.decisions["uid"])
    return inputs.placed[site.isna() | decided | site.isin(inputs.places["site"])]


def _lists(
    snapshot: SnapshotLike, seen: Assessment, placed: pd.DataFrame, here: frozenset[str], ties: Ties
) -> pd.DataFrame:
    """Say of each placed firm in which list it stands: enclave, expansion, in_city, lead_outside, outside."""
    inputs = seen.inputs
    ring = inputs.places.assign(ring=seen.scope.ring(inputs.places)).dropna(subset=["ring"])
    order = {name: number for number, name in enumerate(("here", "city", "neighbours", "province", "country"))}
    nearest = ring.assign(step=ring["ring"].map(order)).sort_values(["firm", "step"]).drop_duplicates("firm")
    table = placed.drop_duplicates(["firm", "segment"]).merge(
        nearest[["firm", "ring", "region"]], on="firm", how="left"
    )
    firms = inputs.firms.set_index("uid")
    lead = look_up(table["firm"], firms["lead"]).gt(0)
    group = _group_here(inputs.firms[~_struck_off(inputs.firms)], here, ties)
    enclave = enclave_firms(snapshot)
    elsewhere = ~table["firm"].isin(here)
    cases = {
        "enclave": elsewhere & table["firm"].isin(enclave),
        "expansion": table["firm"].isin(here | group),
        "in_city": table["ring"].eq("city"),
        "lead_outside": lead,
    }
    names = np.select(list(cases.values()), list(cases), "outside")
    return table.assign(list=as_text(pd.Series(names, index=table.index)), ring=as_text(table["ring"]))


def _group_here(firms: pd.DataFrame, here: frozenset[str], ties: Ties) -> set[str]:
    """Firms elsewhere of a group that is here: controlled by, controlling, or of one controller with a firm here."""
    own = ties.edges[ties.edges["kind"] == "CONTROLS"]
    linked = set(own.loc[own["dst"].isin(here), "src"]) | set(own.loc[own["src"].isin(here), "dst"])
    owners = set(own.loc[own["dst"].isin(here), "src"])
    siblings = set(own.loc[own["src"].isin(owners), "dst"])
    controllers = set(firms.loc[firms["uid"].isin(here), "controller"].dropna())
    same = set(firms.loc[firms["controller"].isin(controllers), "uid"])
    return (linked | siblings | same) - here


def enclave_firms(snapshot: SnapshotLike) -> set[str]:
    """Return firms in enclaves 飞地 of ours: located in a carrier of that kind."""
    carriers = read_nodes(snapshot, "Carrier", carrier_kind=TEXT)
    enclaves = set(carriers.loc[carriers["carrier_kind"].eq("enclave"), "uid"])
    located = read_edges(snapshot, "LOCATED_IN")
    return set(located.loc[located["dst"].isin(enclaves), "src"])


def _fit(table: pd.DataFrame, rules: TargetThresholds) -> pd.Series:
    """Fit by the evidence of the placement, declared where none is named; a secondary segment fits less."""
    level = table["evidence"].fillna(UNSTATED).map(rules.fit).astype(float).fillna(min(rules.fit.values()))
    return level * np.where(table["main"] > 0, 1.0, rules.fit_secondary)


def _kinship(table: pd.DataFrame, relations: pd.DataFrame, ties: Ties) -> pd.Series:
    """No relation loaded at all says nothing; relations loaded and none with us says none."""
    if not ties.loaded:
        return pd.Series(np.nan, index=table.index)
    return look_up(table["firm"], kinship_score(relations)).astype(float).fillna(0.0)


def _reach(table: pd.DataFrame, rules: TargetThresholds) -> pd.Series:
    """Nearness 2^(−d ⁄ half distance), d the distance assumed for the ring."""
    distance = table["ring"].map(rules.reach.rings).astype(float)
    return pd.Series(np.exp2(-distance / rules.reach.half_distance), index=table.index)


def _capability(table: pd.DataFrame, firms: pd.DataFrame, rules: TargetThresholds) -> pd.Series:
    """Mean of the percentile of revenue among the segment's firms (where known) and of titles."""
    revenue = look_up(table["firm"], firms["revenue"])
    size = revenue.groupby(table["segment"]).rank(pct=True)
    given = rules.capability
    marks = [look_up(table["firm"], firms[flag]).gt(0) * weight for flag, weight in given.items()]
    titles = pd.concat(marks, axis=1).max(axis=1)
    if not firms[list(given)].gt(0).to_numpy().any():
        titles = titles * np.nan  # no titles loaded: their absence says nothing
    return pd.concat([size, titles], axis=1).mean(axis=1)


def _mobility(snapshot: SnapshotLike, table: pd.DataFrame, seen: Assessment, ties: Ties) -> pd.Series:
    """1 where the firm has sites or firms in two provinces, or raised capital lately; else not known."""
    at = seen.inputs.places
    own = ties.edges[ties.edges["kind"] == "CONTROLS"][["src", "dst"]].rename(columns={"src": "firm", "dst": "owned"})
    held = own.merge(at[["firm", "region"]].rename(columns={"firm": "owned"}), on="owned")[["firm", "region"]]
    spread = pd.concat([at[["firm", "region"]], held]).dropna()
    provinces = spread["region"].str[:2].groupby(spread["firm"]).nunique()
    since = pd.Timestamp(snapshot.as_of) - pd.DateOffset(years=_RAISED_YEARS)
    raised = read_edges(snapshot, "INVESTS", date=DATE)
    moved = set(provinces.index[provinces >= 2]) | set(raised.loc[raised["date"] > since, "dst"])
    return table["firm"].isin(moved).map({True: 1.0, False: np.nan}).astype(float)


def _risk(table: pd.DataFrame, firms: pd.DataFrame, stale: set[str], rules: TargetThresholds) -> pd.Series:
    status = as_text(look_up(table["firm"], firms["status"]))
    parts = [
        status.map(rules.risk).astype(float).fillna(0.0),
        look_up(table["firm"], firms["size"]).eq(2) * rules.risk["size_unknown"],
        table["firm"].isin(stale) * rules.risk["stale"],
    ]
    left = pd.Series(1.0, index=table.index)
    for part in parts:
        left = left * (1 - part)
    return 1 - left


def _scored(table: pd.DataFrame, rules: TargetThresholds) -> pd.DataFrame:
    """Points of each part, rounded, and the score as their sum; nothing known at all makes no score."""
    values = table[list(PARTS)].astype(float)
    weights = pd.DataFrame({name: values[name].notna() * rules.weights[name] for name in PARTS})
    total = weights.sum(axis=1)
    gate = 100 * table["fit"] * (1 - table["risk"]) / total.where(total > 0)
    points = {f"{name}_points": (gate * weights[name] * values[name].fillna(0.0)).round(2) for name in PARTS}
    frame = table.assign(**points)
    score = frame[list(points)].sum(axis=1).round(2).where(total > 0)
    dropped = 1 - total / sum(rules.weights[name] for name in PARTS)
    return frame.assign(score=score, dropped_weight=dropped.round(10)).reset_index(drop=True)
