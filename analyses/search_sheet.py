"""检索条件单: what to enter in a company-data service for each gap, so that its export can be loaded."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analyses.reading import SnapshotLike
from analyses.result import Result
from analyses.scope import city_of, division_name, divisions, prefix, province_of
from analyses.segments import find_segment, read_segments
from analyses.states import RANKED
from analyses.thresholds import Headline, TargetThresholds, Thresholds, load_target_thresholds, load_thresholds
from graph.codes import industry
from graph.errors import NotPossible
from graph.words import say

COLUMNS = (
    "chain", "chain_name", "segment", "name", "state", "state_name", "priority", "note", "keywords", "exclusions",
    "codes", "cities_neighbours", "cities_province", "cities_country", "titles", "size",
)  # fmt: skip
_OPEN = ("unverified", "unknown")


def search_sheet(
    snapshot: SnapshotLike,
    gaps: Result,
    *,
    segment: str | None = None,
    thresholds: TargetThresholds | None = None,
    rules: Thresholds | None = None,
) -> Result:
    """Return one row a gap: what to search for, and where; missing, broken and weak segments first.

    Segments of which nobody can say whether they are missing (待核实, 数据不足) follow where local buyers want them or the
    district has declared them, marked 先核实. No more a chain and in all than headlines may stand in front.

    Parameters
    ----------
    gaps
        A result of :func:`analyses.gaps.gaps` on the same snapshot.
    segment
        Segment id or name: the sheet for this one, whatever its state.

    Raises
    ------
    NotPossible
        There is nothing to search for, with the reason; an unknown segment, or one that has no access here.
    """
    numbers = thresholds or load_target_thresholds()
    segments = read_segments(snapshot.templates)
    found = gaps.rows
    if segment:
        chain = gaps.parameters.get("chain")
        own_id = find_segment(segments, segment, chain if isinstance(chain, str) else None)
        found = found[found["segment"] == own_id]
    else:
        found = _worth_searching(found, (rules or load_thresholds()).headline)
    closed = found[found["state"] == "unsuited"]
    if found.empty or len(closed):
        reason = str(closed["reason"].iloc[0]) if len(closed) else _why_nothing(gaps)
        raise NotPossible("targets.search_nothing", reason=reason)
    size = say("targets.search_size", insured=numbers.search_insured, revenue=f"{numbers.search_revenue / 1e4:g}")
    where = {**_rings(snapshot), "titles": list(numbers.search_titles), "size": size}
    rows = []
    for line in found.to_dict("records"):
        own = segments.declared(str(line["segment"]))
        template = snapshot.templates[str(line["chain"])]
        words = dict.fromkeys([own.zh, *own.names, *(word.partition(":")[0] for word in own.keywords)])
        rows.append({
            **{name: line[name] for name in COLUMNS[:7]}, "note": _note(line), "keywords": list(words),
            "exclusions": list(dict.fromkeys([*own.exclusions, *template.exclusions])),
            "codes": [_industry(code) for code in own.codes], **where,
        })  # fmt: skip
    return Result(
        command="search_sheet",
        rows=pd.DataFrame(rows, columns=list(COLUMNS)),
        parameters={**gaps.parameters, "segments": [str(row["segment"]) for row in rows]},
        versions={**gaps.versions, "targets": numbers.version},
        as_of=gaps.as_of,
        coverage=dict(gaps.coverage),
        warnings=(say("targets.search_how"), *gaps.warnings),
    )


def _worth_searching(rows: pd.DataFrame, cut: Headline) -> pd.DataFrame:
    """Return ranked gaps in their order, then open questions: declared ones first, then by demand."""
    ranked = rows[rows["state"].isin(RANKED)].assign(step=0)
    wanted = rows["state"].isin(_OPEN) & (rows["wanted"] | rows["declared"])
    order = ["declared", "demand", "segment"]
    unsure = rows[wanted].sort_values(order, ascending=[False, False, True]).assign(step=1)
    both = pd.concat([ranked, unsure]).sort_values("step", kind="stable")
    return both[both.groupby("chain").cumcount() < cut.chain].head(cut.district)


def _why_nothing(gaps: Result) -> str:
    """Say what stands in the way: nothing counted here, or how many segments are in which state."""
    counts = gaps.rows["state_name"].value_counts(sort=False) if len(gaps.rows) else pd.Series(dtype="int64")
    told = "、".join(f"{name} {count}" for name, count in counts.items())
    return say("targets.search_states", counts=told) if told else say("targets.search_no_segments")


def _note(line: Mapping[object, object]) -> str:
    """Say of a row that is no established gap what it is: to be checked first, or there already."""
    state = line["state"]
    if state in _OPEN:
        return say("targets.search_check", reason=line["reason"])
    return "" if state in RANKED else say("targets.search_no_gap", state=line["state_name"])


def _industry(code: str) -> str:
    found = industry(code)
    return code if found is None else f"{code} {found.name}"


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
