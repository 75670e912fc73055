"""地区比较: a region beside chosen peers, chain by chain, each with its own coverage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analyses.assess import Assessment, assess
from analyses.chains import chain_row
from analyses.dates import dated
from analyses.reading import SnapshotLike
from analyses.result import FACT_COLUMNS, Result
from analyses.scope import division_name, find_scope
from analyses.segments import find_chain
from analyses.states import STATES
from analyses.thresholds import Thresholds, load_thresholds
from analyses.wording import percent
from graph.errors import NotPossible
from graph.words import say

_UNLIKE = 0.05  # register coverages further apart make counts incomparable
COLUMNS = (
    "region", "region_name", "chain", "chain_name", "covered", "unverified_share", "comparable", "firms", "effective_firms",
    "lead_firms", "share", "register_coverage", "strong", "weak", "missing", "broken", "rank",
)  # fmt: skip


def regions(
    snapshot: SnapshotLike,
    *,
    region: str | Sequence[str],
    peers: Sequence[str] = (),
    chain: str | None = None,
    thresholds: Thresholds | Path | None = None,
) -> Result:
    """Return one row a region and chain, regions side by side; answers "how do we stand beside the others".

    Parameters
    ----------
    region
        The region of the question (a list makes peers of its further entries).
    peers
        Regions to compare with; each is its own boundary and none is added to another.

    Notes
    -----
    ``share`` is the chain's part of the region's effective firms. Ranks compare effective firms and are given only where
    every region's register coverage is known. ``covered`` is a lower bound: up to ``unverified_share`` more may be there
    unseen. ``comparable`` says whether the regions' coverages of the register are known and alike, and a warning says
    where they are not.
    """
    rules = thresholds if isinstance(thresholds, Thresholds) else load_thresholds(thresholds)
    if not snapshot.templates:
        raise NotPossible("gaps.no_templates")
    asked = find_chain(snapshot.templates, chain) if chain else None
    named = [*([region] if isinstance(region, str) else region), *peers]
    named = list(dict.fromkeys(named))
    seen = {name: assess(snapshot, find_scope(snapshot, name), rules) for name in named}
    kinds = {one.scope.way for one in seen.values()}
    if len(kinds) > 1:
        raise NotPossible("gaps.mixed_scope", regions="、".join(named))
    chains = [asked] if asked else list(snapshot.templates)
    rows = _rows(snapshot, seen, chains)
    rows = rows if asked else rows[rows.groupby("chain")["firms"].transform("sum") > 0].reset_index(drop=True)
    first = next(iter(seen.values()))
    result = Result(
        command="regions",
        rows=rows,
        parameters={"region": named[0] if named else "", "peers": named[1:], "chain": asked},
        versions={"thresholds": rules.version, **first.segments.versions(sorted(set(rows["chain"])))},
        as_of=snapshot.as_of,
        coverage={one.scope.text(): {"basis": one.register.basis, "register": _mean(one)} for one in seen.values()},
        warnings=tuple(_warnings(seen)),
        facts=_facts(rows, seen),
    )
    return dated(result, snapshot, rules.dates)


def _mean(seen: Assessment) -> float:
    known = seen.register.coverage[np.isfinite(seen.register.coverage)]
    return float(f"{known.mean():.10g}") if len(known) else float("nan")


def _rows(snapshot: SnapshotLike, seen: dict[str, Assessment], chains: Sequence[str]) -> pd.DataFrame:
    rows = []
    for chain in chains:
        for name, one in seen.items():
            row = chain_row(snapshot, one, chain)
            total = one.local.loc[(one.local["standing"] == 3) & (one.local["fills"] > 0), "unit"].nunique()
            row["share"] = float(f"{int(str(row['effective_firms'])) / total:.10g}") if total else float("nan")
            row["region"], row["region_name"] = name, division_name(name) or name
            row["register_coverage"] = _mean(one)
            rows.append(row)
    frame = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    known = frame["register_coverage"].notna().groupby(frame["chain"]).transform("all").astype(bool)
    rank = frame.groupby("chain")["effective_firms"].rank(method="min", ascending=False)
    return frame.assign(rank=rank.where(known).astype("Int64"), comparable=_alike(seen))


def _alike(seen: dict[str, Assessment]) -> bool:
    """Whether the mean register coverages are all known and lie close together."""
    values = [_mean(one) for one in seen.values()]
    return bool(np.isfinite(values).all()) and max(values, default=0.0) - min(values, default=0.0) < _UNLIKE


def _warnings(seen: dict[str, Assessment]) -> list[str]:
    told = [say("gaps.warn_one_region")] if len(seen) < 2 else []
    means = {one.scope.text(): _mean(one) for one in seen.values()}
    unknown = [name for name, value in means.items() if np.isnan(value)]
    if unknown:
        told.append(say("gaps.warn_unknown_coverage", regions="、".join(unknown)))
    elif not _alike(seen):
        figures = "、".join(f"{name} {percent(value)}" for name, value in means.items())
        told.append(say("gaps.warn_different_coverage", figures=figures))
    return told


def _facts(rows: pd.DataFrame, seen: dict[str, Assessment]) -> pd.DataFrame:
    """Name the effective firms behind each count, confidential ones left out."""
    lines: list[tuple[int, str, str, str, str | None, str]] = []
    for number, row in enumerate(rows.to_dict("records")):
        one = seen[str(row["region"])]
        local = one.local[(one.local["standing"] == 3) & (one.local["fills"] > 0) & (one.local["confidential"] == 0)]
        own = sorted(set(local.loc[local["segment"].str.startswith(f"{row['chain']}/"), "firm"]))
        rules = one.rules.counting
        text = say("gaps.fact_effective", revenue=f"{rules.revenue / 1e4:g}", insured=rules.insured)
        lines += [(number, "effective_firms", text, str(row["effective_firms"]), uid, "") for uid in own[:200]]
        strong = one.segments.table["segment"][one.state == STATES.index("strong")]
        lines += [
            (number, "strong", say("gaps.state_strong"), str(row["strong"]), f"segment:{segment}", "")
            for segment in strong if segment.startswith(f"{row['chain']}/")
        ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(FACT_COLUMNS))
