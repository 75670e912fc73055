"""The rows of a gap analysis: components of the priority, headlines, names, leads and units of each segment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analyses.assess import Assessment
from analyses.carrying import carrying, read_spaces
from analyses.priority import Ranking, missing_chance, need, rank_acceptability, rank_by, severity
from analyses.reading import TEXT, SnapshotLike, read_edges
from analyses.segments import full_id
from analyses.states import RANKED, STATES
from analyses.wording import badges_of, extending, reason_of, verbs_of
from graph.words import language, say

Floats = NDArray[np.float64]
COLUMNS = (
    "chain", "chain_name", "segment", "name", "stage", "layer", "panel", "weight", "required", "kind", "state",
    "state_name", "badges", "verb", "firms", "effective_firms", "seedlings", "size_unknown", "candidates", "lead_firms",
    "register_coverage", "supply_coverage", "lsr", "lsr_definition", "lq", "lq_low", "lq_high", "wanted", "declared",
    "demand", "reach", "hhi", "suppliers", "top_share", "priority", "parts", "dropped_weight", "access_grade", "carrying",
    "carrying_name", "unit", "leads", "decided", "state_computed", "reason", "_row",
)  # fmt: skip


def ten(value: float) -> float:
    """Round to ten significant digits, and what is below 10⁻¹² to 0: thread order must not show."""
    return 0.0 if abs(value) < 1e-12 else float(f"{value:.10g}")


def reachable(seen: Assessment, targets: Mapping[str, float]) -> Floats:
    """Return the quality of the best loaded target firms per segment; NaN everywhere where none are loaded."""
    if not targets:
        return np.full(len(seen.segments.ids), np.nan)
    return np.array([targets.get(segment, 0.0) for segment in seen.segments.ids], dtype=float)


def components_of(seen: Assessment, reach: Floats) -> dict[str, Floats]:
    """Return the components of the priority per segment, NaN where unknown (feasibility and momentum: always)."""
    harm = severity(severities_of(seen), seen.rules.priority.severity)
    known = seen.scope.inside_home()
    return {
        "need": need(seen.demand, harm, seen.reach),
        "declared": seen.declared.astype(float) if known else np.full(len(harm), np.nan),
        "reachable": reach,
    }


def severities_of(seen: Assessment) -> dict[str, Floats]:
    """Return the parts of severity V in [0, 1] per segment: missing, weak, external, concentrated; NaN where unknown."""
    effective = seen.counts["effective"].to_numpy()
    usable = seen.supply.coverage >= seen.rules.coverage.supply
    return {
        "missing": missing_chance(seen.register.coverage, effective, seen.rules.priority.prior_presence),
        "weak": 1 - np.minimum(1.0, seen.quotient.lq),
        "external": np.where(usable, 1 - seen.supply.lsr, np.nan),
        "concentrated": np.where(usable, seen.supply.hhi, np.nan),
    }


@dataclass(frozen=True)
class Places:
    """Positions of segments: ``kept`` in the order of the templates, ``ranked`` best first, ``front`` the headlines."""

    kept: list[int]
    ranked: list[int]
    front: set[int]
    ranking: Ranking


def standing_order(seen: Assessment, shown: Sequence[str], reach: Floats) -> Places:
    """Rank the segments of the chains shown: states missing, broken and weak with a known priority, best first."""
    kept = [int(row) for row in np.flatnonzero(seen.segments.of_chains(shown))]
    components = {name: np.round(values, 10) for name, values in components_of(seen, reach).items()}
    ranking = rank_by(components, seen.rules.priority)
    ranked = [row for row in kept if STATES[seen.state[row]] in RANKED and np.isfinite(ranking.priority[row])]
    ranked.sort(key=lambda row: (-ranking.priority[row], seen.segments.ids[row]))
    return Places(kept, ranked, headlines(seen, ranked), ranking)


def gap_rows(snapshot: SnapshotLike, seen: Assessment, places: Places, *, smaa: bool) -> pd.DataFrame:
    """Return the rows of the chains shown, ranked ones first."""
    place = {row: number for number, row in enumerate(places.ranked, start=1)}
    order = [*places.ranked, *(row for row in places.kept if row not in place)]
    frame = _table(snapshot, seen, order, places.ranking)
    frame["rank"] = pd.array([place.get(row) for row in order], dtype="Int64")
    frame["headline"] = [row in places.front for row in order]
    if smaa:
        rules = seen.rules.priority
        part = {name: values[places.ranked] for name, values in places.ranking.components.items()}
        best = rank_acceptability(part, top=10, draws=rules.draws, seed=rules.seed) if place else np.empty(0)
        frame["b10"] = np.concatenate([best, np.full(len(order) - len(place), np.nan)])
    return frame


def headlines(seen: Assessment, ranked: Sequence[int]) -> set[int]:
    """Return the rows that stand in front: at most so many a chain and so many in all, best first."""
    cut = seen.rules.headline
    front: set[int] = set()
    used: dict[str, int] = {}
    for row in ranked:
        chain = seen.segments.ids[row].partition("/")[0]
        if len(front) < cut.district and used.get(chain, 0) < cut.chain:
            front.add(row)
            used[chain] = used.get(chain, 0) + 1
    return front


def _table(snapshot: SnapshotLike, seen: Assessment, order: Sequence[int], ranking: Ranking) -> pd.DataFrame:
    names = _names(snapshot, seen)
    badges = badges_of(seen, experts_of(snapshot))
    extends, plans = extending(seen), starting(seen)
    spaces = read_spaces(snapshot, seen.scope)
    fits = {
        kind: carrying(spaces, seen.rules.carrying.get(kind, {}))[0] for kind in seen.segments.table["kind"].unique()
    }
    units = units_of(snapshot, seen)
    leads = lead_rows(seen)
    lead_firms = leading_names(seen, names)
    table = seen.segments.table.to_dict("records")
    rows = []
    for row in order:
        own = table[row]
        segment, state = str(own["segment"]), STATES[seen.state[row]]
        count = seen.count_of[row]
        scored = state in RANKED and bool(np.isfinite(ranking.priority[row]))
        rows.append({
            "chain": own["chain"], "chain_name": own["chain_name"], "segment": segment, "name": own["name"],
            "stage": own["stage"], "layer": int(own["layer"]), "panel": own["panel"], "weight": own["weight"],
            "required": bool(own["required"]), "kind": own["kind"], "state": state,
            "state_name": say(f"gaps.state_{state}"), "badges": badges[row],
            "verb": verbs_of(state, badges[row], extends=bool(extends[row]),
                             plans=bool(own["required"]) and plans[str(own["chain"])]),
            "firms": count["effective"] + count["seedlings"] + count["size_unknown"],
            "effective_firms": count["effective"], "seedlings": count["seedlings"],
            "size_unknown": count["size_unknown"], "candidates": count["candidates"],
            "lead_firms": lead_firms.get(segment, []),
            "register_coverage": ten(seen.register.coverage[row]), "supply_coverage": ten(seen.supply.coverage[row]),
            "lsr": ten(seen.supply.lsr[row]), "lsr_definition": seen.supply.definition[row],
            "lq": ten(seen.quotient.lq[row]), "lq_low": ten(seen.quotient.low[row]),
            "lq_high": ten(seen.quotient.high[row]), "wanted": bool(seen.evidence.wanted[row]),
            "declared": bool(seen.declared[row]), "demand": ten(seen.demand[row]), "reach": ten(seen.reach[row]),
            "hhi": ten(seen.supply.hhi[row]), "suppliers": _whole(seen.supply.suppliers[row]),
            "top_share": ten(seen.supply.top_share[row]),
            "priority": float(ranking.priority[row]) if scored else float("nan"),
            "parts": {n: float(p[row]) for n, p in ranking.points.items() if np.isfinite(ranking.components[n][row])}
            if scored else {},
            "dropped_weight": float(ranking.dropped[row]) if state in RANKED else float("nan"),
            "access_grade": seen.access["grade"].iloc[row], "carrying": fits[str(own["kind"])],
            "carrying_name": say(f"gaps.carrying_{fits[str(own['kind'])]}"), "unit": units.get(segment, ""),
            "leads": leads.get(segment, []), "decided": seen.decided.get(segment, {}),
            "state_computed": STATES[seen.computed[row]], "reason": reason_of(seen, row, names), "_row": row,
        })  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"suppliers": "Int64"})


def _names(snapshot: SnapshotLike, seen: Assessment) -> dict[str, str]:
    uids = {*seen.local["firm"], *seen.lost["firm"], *seen.supply.gone["src"], *seen.supply.bought["src"]}
    return snapshot.names(sorted(uids))


def leading_names(seen: Assessment, names: Mapping[str, str]) -> dict[str, list[str]]:
    """Return segment → names of its lead firms here, confidential ones left out."""
    local = seen.local
    found = local[(local["lead"] > 0) & (local["fills"] > 0) & (local["confidential"] == 0)]
    found = found.drop_duplicates(["segment", "firm"])
    return {
        str(segment): sorted(names.get(firm, firm) for firm in part["firm"])
        for segment, part in found.groupby("segment")
    }


def experts_of(snapshot: SnapshotLike) -> dict[str, tuple[float, float]]:
    """Return segment → (highest grade of 受制于人, most years behind) by statements that a named expert signed."""
    found: dict[str, tuple[float, float]] = {}
    for line in snapshot.settings.chokepoints:
        if line.expert.strip() and line.holds(snapshot.as_of):
            grade, behind = found.get(line.segment, (0.0, 0.0))
            found[line.segment] = (max(grade, line.grade), max(behind, line.lag_years))
    return found


def starting(seen: Assessment) -> dict[str, bool]:
    """Return chain → whether fewer of its required segments are here than make a chain (谋划布局).

    A segment of which nobody can say whether it is here counts as here: what is not known proves no beginning.
    """
    table = seen.segments.table
    here = (seen.counts["effective"] > 0).to_numpy() | unverified(seen)
    required = table["required"].to_numpy(dtype=bool)
    found = {}
    for chain in seen.segments.templates:
        own = seen.segments.of_chains([chain]) & required
        found[chain] = bool(own.any()) and here[own].mean() < seen.rules.states.start_share
    return found


def unverified(seen: Assessment) -> NDArray[np.bool_]:
    """Return which segments have no effective firm that is seen, while nobody can say that there is none.

    The register coverage is unknown or below that of "missing", or firms of unknown size stand there; a decision of a
    person that the segment is empty settles it.
    """
    unseen = (seen.counts["effective"] == 0).to_numpy()
    covered = seen.register.coverage >= seen.rules.coverage.missing
    settled = np.isin(np.array(seen.segments.ids, dtype=object), [
        segment for segment, line in seen.decided.items()
        if line["verdict"] != "reject" and line["state"] in ("missing", "absent", "unsuited")
    ])  # fmt: skip
    return np.asarray(unseen & ~settled & (~covered | (seen.counts["size_unknown"] > 0).to_numpy()), dtype=bool)


def units_of(snapshot: SnapshotLike, seen: Assessment) -> dict[str, str]:
    """Return segment → responsible unit: of the declared segment, else of the leading chain, else of a lead for it."""
    today, settings = snapshot.as_of, snapshot.settings
    found: dict[str, str] = {}
    edges = read_edges(snapshot, "RESPONSIBLE_FOR", role=TEXT)
    edges = edges.sort_values(["role", "src"], na_position="first")  # assist before lead: the one that leads stays
    owners = snapshot.names(sorted(set(edges["src"])))
    by_lead = {lead: owners.get(unit, unit) for unit, lead in zip(edges["src"], edges["dst"], strict=True)}
    for uid, segment in zip(seen.leads["uid"], seen.leads["segment"], strict=True):
        if uid in by_lead and isinstance(segment, str):
            found[segment] = by_lead[uid]
    for leading in settings.leading if seen.scope.inside_home() else ():
        if leading.unit and leading.holds(today):
            found.update({s: leading.unit for s in seen.segments.ids if s.startswith(leading.chain + "/")})
    for line in settings.declared if seen.scope.inside_home() else ():
        if line.unit and line.holds(today):
            found[full_id(line.chain, line.segment)] = line.unit
    return found


def lead_rows(seen: Assessment) -> dict[str, list[dict[str, str]]]:
    """Return segment → its leads: uid, name, firm, stage, stage_name, owner, date."""
    found: dict[str, list[dict[str, str]]] = {}
    for line in seen.leads.dropna(subset=["segment"]).to_dict("records"):
        day = line["stage_date"] if pd.notna(line["stage_date"]) else line["from_date"]
        stage = line["stage"] if isinstance(line["stage"], str) else ""
        found.setdefault(str(line["segment"]), []).append({
            "uid": str(line["uid"]), "name": _text(line["name"]), "firm": _text(line["firm"]), "stage": stage,
            "stage_name": _text(line["stage_zh"]) if language() == "zh" else stage, "owner": _text(line["owner"]),
            "date": day.date().isoformat() if pd.notna(day) else "",
        })  # fmt: skip
    return found


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
