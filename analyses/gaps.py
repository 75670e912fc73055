"""缺链分析: where a district's chains are missing, weak, broken or dependent, with a state, a reason and facts each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from analyses.assess import Assessment, assess
from analyses.candidates import best_quality
from analyses.dates import dated
from analyses.decisions import idle_warnings
from analyses.facts import gap_facts
from analyses.gap_rows import Places, gap_rows, reachable, standing_order, ten, unverified
from analyses.reading import SnapshotLike
from analyses.result import Result
from analyses.scope import find_scope
from analyses.segments import find_chain
from analyses.thresholds import Thresholds, load_thresholds
from graph.errors import NotPossible
from graph.words import say


def gaps(
    snapshot: SnapshotLike,
    *,
    region: str | Sequence[str],
    chain: str | None = None,
    thresholds: Thresholds | Path | None = None,
    targets: Mapping[str, float] | None = None,
    smaa: bool = False,
) -> Result:
    """Return every segment of the chains here with its state; answers "what is missing, weak or broken, what first".

    Parameters
    ----------
    region
        Division code or name, township, park, or a list of one way of counting.
    chain
        Chain id, name or field alias; None: every chain that has something here.
    thresholds
        The numbers of the rules, or a file of them; None: those shipped.
    targets
        segment → quality (0–1) of the best loaded target firms; None: computed where outside firms are loaded.
    smaa
        Add ``b10``, the share of weightings in which a row is among the ten best.

    Raises
    ------
    NotPossible
        Unknown region or chain, mixed ways of counting, no chain template.
    """
    rules = thresholds if isinstance(thresholds, Thresholds) else load_thresholds(thresholds)
    if not snapshot.templates:
        raise NotPossible("gaps.no_templates")
    asked = find_chain(snapshot.templates, chain) if chain else None
    scope = find_scope(snapshot, region)
    seen = assess(snapshot, scope, rules)
    shown, hidden = shown_chains(seen, asked)
    quality = best_quality(snapshot, seen) if targets is None else targets
    reach = reachable(seen, quality)
    places = standing_order(seen, shown, reach)
    rows = gap_rows(snapshot, seen, places, smaa=smaa)
    result = Result(
        command="gaps",
        rows=rows.drop(columns=["_row"]),
        parameters={
            "region": region if isinstance(region, str) else list(region),
            "chain": asked,
            "scope": scope.text(),
        },
        versions={"thresholds": rules.version, **seen.segments.versions(shown)},
        as_of=snapshot.as_of,
        coverage=coverage_text(seen, shown),
        warnings=(*warnings_of(seen, hidden, places), *idle_warnings(snapshot)),
        facts=gap_facts(snapshot, seen, rows, places.ranking.components),
    )
    return dated(result, snapshot, rules.dates)


def shown_chains(seen: Assessment, asked: str | None) -> tuple[list[str], list[str]]:
    """Return the chains to show and those hidden because nothing of them is here (firms, losses or leads)."""
    if asked:
        return [asked], []
    counts = seen.counts[["effective", "seedlings", "size_unknown", "hollow"]].sum(axis=1) > 0
    busy = set(counts.index[counts]) | set(seen.lost["segment"]) | set(seen.leads["segment"].dropna())
    alive = {segment.partition("/")[0] for segment in busy}
    chains = list(seen.segments.templates)
    return [chain for chain in chains if chain in alive], [chain for chain in chains if chain not in alive]


def completeness(seen: Assessment, chain: str) -> dict[str, float]:
    """Return 核心环节覆盖率 of a chain and the share of it not verified, both by weight of required segments."""
    table = seen.segments.table
    own = seen.segments.of_chains([chain]) & table["required"].to_numpy(dtype=bool)
    weight = table["weight"].map(seen.rules.segment_weight).to_numpy(dtype=float) * own
    here = (seen.counts["effective"] > 0).to_numpy()
    total = weight.sum()
    share = {"covered": (weight * here).sum(), "unverified": (weight * unverified(seen)).sum()}
    return {name: ten(value / total) if total else float("nan") for name, value in share.items()}


def coverage_text(seen: Assessment, shown: Sequence[str]) -> dict[str, object]:
    """Return what the answer rests on: boundary, register, supply, reference, completeness."""
    register, edges = seen.register, seen.supply.bought
    return {
        "scope": seen.scope.text(),
        "register": {
            "basis": register.basis, "ring": register.ring, "recall": {k: ten(v) for k, v in register.recall.items()},
            "sources": list(register.sources), "statements": [dict(line) for line in register.signed],
            "meaning": say("gaps.meaning_register"),
        },
        "supply": {
            "edges": int(edges["key"].nunique()), "buyers": int(edges["dst"].nunique()),
            "meaning": say("gaps.meaning_supply"),
        },
        "reference": {
            "origin": seen.profile.origin, "firms": int(seen.profile.total), "regions": seen.profile.regions,
            "date": seen.profile.date, "universe": seen.profile.universe,
        },
        "completeness": {chain: completeness(seen, chain) for chain in shown},
        "meaning_completeness": say("gaps.meaning_completeness"),
        "firms": int(seen.local.loc[seen.local["fills"] > 0, "unit"].nunique()),
    }  # fmt: skip


def warnings_of(seen: Assessment, hidden: Sequence[str], places: Places) -> list[str]:
    """Return the sentences that a reader must see before the figures."""
    found = []
    if not len(seen.local):
        found.append(say("gaps.warn_nothing", scope=seen.scope.text()))
    if seen.register.basis == "none":
        found.append(say("gaps.warn_no_register"))
    if seen.profile.origin == "none":
        found.append(say("gaps.warn_no_reference"))
    weights, components = seen.rules.priority.weights, places.ranking.components
    lost = sum(weights.get(n, 0.0) for n in ("feasibility", "momentum") if np.isnan(components[n]).all())
    if lost:
        found.append(say("gaps.warn_dropped", weight=f"{lost:g}"))
    if hidden:
        table = seen.segments.table.drop_duplicates("chain").set_index("chain")["chain_name"]
        found.append(say("gaps.warn_hidden", chains="、".join(str(table.get(chain, chain)) for chain in hidden)))
    if len(seen.double):
        found.append(say("gaps.warn_double", count=seen.double["firm"].nunique()))
    secret = seen.local.loc[seen.local["confidential"] > 0, "firm"].nunique()
    if secret:
        found.append(say("gaps.warn_confidential", count=secret))
    if not seen.scope.inside_home():
        found.append(say("gaps.warn_not_home"))
    return found
