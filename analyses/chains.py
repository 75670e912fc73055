"""产业链总览: how far each chain is present here, with the share that nobody has verified beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analyses.assess import Assessment, assess
from analyses.dates import dated
from analyses.gap_rows import unverified
from analyses.gaps import completeness, coverage_text, shown_chains
from analyses.reading import SnapshotLike
from analyses.result import FACT_COLUMNS, Result
from analyses.scope import find_scope
from analyses.segments import find_chain
from analyses.states import STATES
from analyses.thresholds import Thresholds, load_thresholds
from analyses.wording import percent
from graph.errors import NotPossible
from graph.words import say

COLUMNS = (
    "chain", "chain_name", "version", "leading", "unit", "segments", "required", "covered", "unverified_share", "firms",
    "effective_firms", "lead_firms", *STATES,
)  # fmt: skip


def chains(
    snapshot: SnapshotLike,
    *,
    region: str | Sequence[str],
    chain: str | None = None,
    thresholds: Thresholds | Path | None = None,
    everything: bool = False,
) -> Result:
    """Return one row a chain: 核心环节覆盖率, unverified share, firms, and how many segments are in which state.

    Parameters
    ----------
    everything
        Show chains with nothing here too; otherwise they are named in a warning. A chain asked for is always shown.
    """
    rules = thresholds if isinstance(thresholds, Thresholds) else load_thresholds(thresholds)
    if not snapshot.templates:
        raise NotPossible("gaps.no_templates")
    asked = find_chain(snapshot.templates, chain) if chain else None
    seen = assess(snapshot, find_scope(snapshot, region), rules)
    shown, hidden = (list(snapshot.templates), []) if everything and not asked else shown_chains(seen, asked)
    rows = pd.DataFrame([chain_row(snapshot, seen, name) for name in shown], columns=list(COLUMNS))
    told = dict(zip(seen.segments.table["chain"], seen.segments.table["chain_name"], strict=True))
    warnings = [say("gaps.warn_hidden", chains="、".join(told.get(name, name) for name in hidden))] if hidden else []
    result = Result(
        command="chains",
        rows=rows,
        parameters={"region": region if isinstance(region, str) else list(region), "chain": asked},
        versions={"thresholds": rules.version, **seen.segments.versions(shown)},
        as_of=snapshot.as_of,
        coverage=coverage_text(seen, shown),
        warnings=tuple(warnings),
        facts=_facts(rows, seen),
    )
    return dated(result, snapshot, rules.dates)


def chain_row(snapshot: SnapshotLike, seen: Assessment, chain: str) -> dict[str, object]:
    """Return the figures of one chain inside the boundary; a firm of several segments counts once."""
    own = seen.segments.of_chains([chain])
    share = completeness(seen, chain)
    names = set(np.array(seen.segments.ids, dtype=object)[own])
    local = seen.local[seen.local["segment"].isin(names) & (seen.local["fills"] > 0)]
    lines = [line for line in snapshot.settings.leading if line.chain == chain and line.holds(snapshot.as_of)]
    found = np.array(STATES, dtype=object)[seen.state[own]]
    table = seen.segments.table[own]
    return {
        "chain": chain, "chain_name": table["chain_name"].iloc[0] if len(table) else chain,
        "version": seen.segments.templates[chain].version, "leading": bool(lines) and seen.scope.inside_home(),
        "unit": next((line.unit for line in lines if line.unit), ""), "segments": int(own.sum()),
        "required": int(table["required"].sum()), "covered": share["covered"], "unverified_share": share["unverified"],
        "firms": int(local["unit"].nunique()),
        "effective_firms": int(local.loc[local["standing"] == 3, "unit"].nunique()),
        "lead_firms": int(local.loc[local["lead"] > 0, "unit"].nunique()),
        **{state: int((found == state).sum()) for state in STATES},
    }  # fmt: skip


def _facts(rows: pd.DataFrame, seen: Assessment) -> pd.DataFrame:
    """Tell the shares of each chain with numerator and denominator, and name the segments behind them."""
    given = seen.rules.segment_weight
    weights = {name: f"{value:g}" for name, value in given.items()}
    here, unsure = seen.counts["effective"].to_numpy() > 0, unverified(seen)
    lines: list[tuple[int, str, str, str, str | None, str]] = []
    for number, row in enumerate(rows.to_dict("records")):
        table = seen.segments.table
        own = (table["chain"].eq(row["chain"]) & table["required"]).to_numpy(dtype=bool)
        weight = table["weight"].map(given).to_numpy(dtype=float)
        for figure, chosen in (("covered", here), ("unverified_share", unsure)):
            part, whole = f"{weight[own & chosen].sum():g}", f"{weight[own].sum():g}"
            value = percent(float(row[figure]))
            text = say(f"gaps.fact_chain_{figure}", None, **weights, part=part, whole=whole, value=value)
            named = table.loc[own & chosen, ["segment", "name"]].itertuples(index=False)
            found = [(number, figure, text, value, f"segment:{segment}", str(name)) for segment, name in named]
            lines += found or [(number, figure, text, value, None, "")]
    return pd.DataFrame(lines, columns=list(FACT_COLUMNS))
