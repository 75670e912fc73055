"""检索条件单: what to enter in a company-data service for each gap, so that its export can be loaded."""

from __future__ import annotations

import csv
import functools
from importlib import resources

import pandas as pd

from analyses.reading import SnapshotLike
from analyses.result import Result
from analyses.scope import city_of, division_name, divisions, prefix, province_of
from analyses.segments import read_segments
from analyses.states import RANKED
from analyses.thresholds import TargetThresholds, load_target_thresholds
from graph.words import say

COLUMNS = (
    "chain", "chain_name", "segment", "name", "state", "state_name", "priority", "keywords", "exclusions", "codes",
    "cities_neighbours", "cities_province", "cities_country", "titles", "size",
)  # fmt: skip


def search_sheet(snapshot: SnapshotLike, gaps: Result, *, thresholds: TargetThresholds | None = None) -> Result:
    """Return one row a headline gap (every ranked state where there is no headline): what to search for, and where.

    Parameters
    ----------
    gaps
        A result of :func:`analyses.gaps.gaps` on the same snapshot.
    """
    rules = thresholds or load_target_thresholds()
    segments = read_segments(snapshot.templates)
    found = gaps.rows[gaps.rows["state"].isin(RANKED)] if len(gaps.rows) else gaps.rows
    found = found[found["headline"]] if len(found) and found["headline"].any() else found
    rings = _rings(snapshot)
    size = say("targets.search_size", insured=rules.search_insured, revenue=f"{rules.search_revenue / 1e4:g}")
    rows = []
    for line in found.to_dict("records"):
        own = segments.declared(str(line["segment"]))
        chain = snapshot.templates[str(line["chain"])]
        words = dict.fromkeys([own.zh, *own.names, *(word.partition(":")[0] for word in own.keywords)])
        rows.append({
            **{name: line[name] for name in COLUMNS[:7]}, "keywords": list(words),
            "exclusions": list(dict.fromkeys([*own.exclusions, *chain.exclusions])),
            "codes": [f"{code} {industries().get(code, '')}".strip() for code in own.codes],
            **rings, "titles": list(rules.search_titles), "size": size,
        })  # fmt: skip
    return Result(
        command="search_sheet",
        rows=pd.DataFrame(rows, columns=list(COLUMNS)),
        parameters=dict(gaps.parameters),
        versions={**gaps.versions, "targets": rules.version},
        as_of=gaps.as_of,
        coverage=dict(gaps.coverage),
        warnings=(say("targets.search_how"),),
    )


def _rings(snapshot: SnapshotLike) -> dict[str, list[str]]:
    """Cities by ring around the home district; the own city is left out: that would be no attraction."""
    home, near = snapshot.settings.home, list(snapshot.settings.neighbours)
    province = prefix(province_of(home))
    cities = [c for c, (_, level, _) in divisions().items() if level == 2 and c.startswith(province)]
    further = [code for code in cities if code not in near and code != city_of(home)]
    return {
        "cities_neighbours": [division_name(code) for code in near],
        "cities_province": [division_name(code) for code in further],
        "cities_country": [say("targets.country_wide")],
    }


@functools.cache
def industries() -> dict[str, str]:
    """Return GB/T 4754 code → name."""
    text = resources.files("graph.codes").joinpath("gbt4754-2017.csv").read_text("utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}
