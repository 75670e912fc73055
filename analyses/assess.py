"""All figures of a boundary, segment by segment: what gaps, chains, leaders and regions are read from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analyses.cells import COUNTS, cells
from analyses.coverage import Register, register_coverage, sighted
from analyses.decisions import decided_states
from analyses.demand import demand, wanted
from analyses.events import leads_here, lost_firms, old_firms, read_leads
from analyses.inputs import Inputs, gather
from analyses.once import once
from analyses.quotient import Profile, Quotients, location_quotient, reference_profile
from analyses.reach import downstream_share
from analyses.reading import FLAG, TEXT, SnapshotLike, read_nodes
from analyses.scope import Scope, divisions
from analyses.segments import Segments, full_id, read_segments
from analyses.states import STATES, Evidence, states
from analyses.supply import Supply, supply
from analyses.thresholds import Thresholds

Floats = NDArray[np.float64]
_EVIDENCE = ("effective", "seedlings", "size_unknown", "lead", "champion", "above", "hnte", "ungraded")


@dataclass(frozen=True)
class Assessment:
    """Figures per segment, in the order of ``segments``.

    ``counts``: effective, seedlings, size_unknown, hollow, above, hnte, lead, champion, candidates, city (effective
    firms elsewhere in the city). ``local``: who fills what here. ``access``: grade, document, date, local (override).
    ``computed`` and ``state``: codes into ``STATES`` before and after people's decisions.
    """

    scope: Scope
    segments: Segments
    rules: Thresholds
    inputs: Inputs
    counts: pd.DataFrame
    local: pd.DataFrame
    register: Register
    supply: Supply
    profile: Profile
    quotient: Quotients
    demand: Floats
    reach: Floats
    lost: pd.DataFrame
    leads: pd.DataFrame
    access: pd.DataFrame
    declared: NDArray[np.bool_]
    stale: set[str]
    double: pd.DataFrame
    evidence: Evidence
    computed: NDArray[np.int8]
    state: NDArray[np.int8]
    decided: dict[str, dict[str, str]]

    @cached_property
    def count_of(self) -> list[dict[str, int]]:
        """The counts of each segment as a plain dict, in the order of the segments."""
        return [{str(name): int(value) for name, value in row.items()} for row in self.counts.to_dict("records")]


def assess(snapshot: SnapshotLike, scope: Scope, rules: Thresholds) -> Assessment:
    """Compute every figure of every segment inside a boundary; what was computed of this snapshot before is given again."""
    return once(snapshot, "assess", (scope, rules), lambda: _assess(snapshot, scope, rules))


def _assess(snapshot: SnapshotLike, scope: Scope, rules: Thresholds) -> Assessment:
    segments = once(snapshot, "segments", (), lambda: read_segments(snapshot.templates))
    inputs = once(snapshot, "inputs", (rules,), lambda: gather(snapshot, segments, rules))
    present = inputs.present
    local = present[scope.holds(present)].reset_index(drop=True)
    counts = _counts(inputs, local, scope, segments)
    effective = counts["effective"].to_numpy(dtype=np.int64)
    seen = sighted(snapshot, _near(inputs, scope))
    register = register_coverage(snapshot, inputs, segments, scope, cut=rules.coverage, sightings=seen)
    supplies = supply(snapshot, inputs, segments, scope, rules)
    profile = reference_profile(inputs, segments, scope, snapshot.settings.reference, rules.quotient)
    quotient = location_quotient(effective.astype(float), float(effective.sum()), profile.shares, rules.quotient)
    stale = old_firms(snapshot, seen, rules)
    lost = lost_firms(snapshot, inputs, segments, scope, rules)
    leads = leads_here(read_leads(snapshot, segments), scope)
    access = access_here(snapshot, scope, segments, rules)
    declared = declared_here(snapshot, scope, segments)
    evidence = Evidence.of(
        len(segments.ids),
        **{name: counts[name].to_numpy() for name in _EVIDENCE},
        coming=_listed(leads.loc[leads["stage"].isin(rules.states.being_filled_stages), "segment"], segments),
        lost=_listed(lost["segment"], segments), source_lost=supplies.source_lost,
        closed=access["closed"].to_numpy(dtype=bool), wanted=wanted(effective, segments), declared=declared,
        stale=_all_stale(local, stale, segments), register=register.coverage, supply=supplies.coverage,
        lsr=supplies.lsr, out_supply=supplies.out_supply, lq=quotient.lq, lq_low=quotient.low, lq_high=quotient.high,
    )  # fmt: skip
    computed = states(evidence, rules)
    decided = decided_states(inputs.decisions, scope.bases(), scope.home)
    return Assessment(
        scope=scope, segments=segments, rules=rules, inputs=inputs, counts=counts, local=local, register=register,
        supply=supplies, profile=profile, quotient=quotient, demand=demand(effective, segments, rules.priority),
        reach=downstream_share(segments, rules), lost=lost, leads=leads, access=access, declared=declared, stale=stale,
        double=double_claims(local, scope), evidence=evidence, computed=computed,
        state=_after_decisions(computed, decided, segments), decided=decided,
    )  # fmt: skip


def _counts(inputs: Inputs, local: pd.DataFrame, scope: Scope, segments: Segments) -> pd.DataFrame:
    """Count units inside the boundary by segment, candidates, and effective firms elsewhere in the city."""
    here = cast("pd.DataFrame", cells(local.assign(scope="here"), by=("scope",)))
    counts = here.set_index("segment")[list(COUNTS)].reindex(segments.ids, fill_value=0).astype("int64")
    at = inputs.places
    inside = set(at.loc[scope.holds(at), "firm"])
    alive = set(inputs.firms.loc[inputs.firms["standing"] > 0, "uid"])
    waiting = inputs.candidates[inputs.candidates["firm"].isin(inside & alive)]
    placed = pd.MultiIndex.from_frame(local[["firm", "segment"]])
    waiting = waiting[~pd.MultiIndex.from_frame(waiting[["firm", "segment"]]).isin(placed)]
    present = inputs.present
    near = present[scope.ring(present).eq("city") & (present["standing"] == 3) & (present["fills"] > 0)]
    counts["candidates"] = waiting.groupby("segment")["firm"].nunique().reindex(segments.ids, fill_value=0)
    counts["city"] = near.groupby("segment")["unit"].nunique().reindex(segments.ids, fill_value=0)
    return counts.astype("int64")


def _near(inputs: Inputs, scope: Scope) -> list[str]:
    """Return the firms whose sources tell how complete the register is: those of the country with a place."""
    at = inputs.places
    return sorted(set(at.loc[scope.ring(at).notna(), "firm"]))


def _listed(named: pd.Series, segments: Segments) -> NDArray[np.bool_]:
    return np.isin(np.array(segments.ids, dtype=object), list(set(named.dropna())))


def _all_stale(local: pd.DataFrame, stale: set[str], segments: Segments) -> NDArray[np.bool_]:
    """Return where every firm that fills the segment here is known from old sources only."""
    filling = local[local["fills"] > 0]
    old = filling["firm"].isin(stale).groupby(filling["segment"]).all()
    return old.reindex(segments.ids, fill_value=False).to_numpy(dtype=bool)


def _after_decisions(
    computed: NDArray[np.int8], decided: dict[str, dict[str, str]], segments: Segments
) -> NDArray[np.int8]:
    """People's decisions outrank computation; a rejected state becomes normal."""
    state = computed.copy()
    for segment, line in decided.items():
        row = segments.position.get(segment)
        if row is None:
            continue
        code = STATES.index(line["state"])
        if line["verdict"] != "reject":
            state[row] = code
        elif computed[row] == code:
            state[row] = STATES.index("normal")
    return state


def access_here(snapshot: SnapshotLike, scope: Scope, segments: Segments, rules: Thresholds) -> pd.DataFrame:
    """Return each segment's access 准入 here: grade, document, date, local (an override of this district), closed.

    Overrides and the question of a chemical park are settings of the home district: elsewhere the template's own grade
    holds, and a segment bound to a chemical park is not called unsuited, because nobody said whether there is one.
    """
    table = segments.table.set_index("segment")[["grade", "document", "date"]].assign(local=False)
    home = scope.inside_home()
    for line in snapshot.settings.access if home else ():
        own = line.segment
        if line.holds(snapshot.as_of) and own in table.index:
            table.loc[own, ["grade", "document", "date"]] = [line.grade, line.document, str(line.start or "")]
            table.loc[own, "local"] = True
    closed = table["grade"].isin(rules.states.closed_access)
    if home and not (snapshot.settings.chemical_park or chemical_park_inside(snapshot, scope)):
        closed |= table["grade"].isin(rules.states.park_access)
    return table.assign(closed=closed)


def chemical_park_inside(snapshot: SnapshotLike, scope: Scope) -> bool:
    """Return whether a recognised chemical park is loaded inside the boundary."""
    parks = read_nodes(snapshot, "Park", name=TEXT, region=TEXT, township=TEXT, chemical_park=FLAG)
    inside = scope.holds(parks.assign(park=parks["name"]))
    return bool(parks.loc[inside, "chemical_park"].any())


def declared_here(snapshot: SnapshotLike, scope: Scope, segments: Segments) -> NDArray[np.bool_]:
    """Return which segments the home district has declared 主攻环节, where the question lies inside it."""
    lines = snapshot.settings.declared if scope.inside_home() else ()
    named = {full_id(line.chain, line.segment) for line in lines if line.holds(snapshot.as_of)}
    return np.isin(np.array(segments.ids, dtype=object), sorted(named))


def double_claims(local: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Return firms here that another unit counts too 两处统计: firm, segment, claimed_by.

    A firm is claimed twice when its statistical belonging 统计归口 names another division or park than the boundary.
    """
    own = {*scope.codes, *scope.parks, *(name for _, name in scope.townships)}
    own |= {divisions()[code][0] for code in scope.bases() if code in divisions() and scope.way == "division"}
    claimed = local[local["stat_unit"].notna() & (local["confidential"] == 0)]
    other = [not any(name in unit for name in own) for unit in claimed["stat_unit"]]
    found = claimed[other] if len(claimed) else claimed
    frame = found[["firm", "segment", "stat_unit"]].rename(columns={"stat_unit": "claimed_by"})
    return frame.drop_duplicates(["firm", "segment"], ignore_index=True)
