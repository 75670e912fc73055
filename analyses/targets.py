"""拟招引企业: who could fill a gap, in lists kept apart, each with its score, evidence, and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analyses.assess import Assessment, assess
from analyses.candidates import OUTSIDE, PARTS, Candidates, best_quality, find_candidates
from analyses.dates import dated
from analyses.exclusions import exclusions
from analyses.gap_rows import reachable, standing_order
from analyses.gaps import coverage_text, shown_chains
from analyses.reading import FLAG, TEXT, SnapshotLike, origins, read_edges, read_nodes, segment_id
from analyses.result import FACT_COLUMNS, Result
from analyses.scope import division_name, find_scope
from analyses.segments import Segments, find_chain, find_segment
from analyses.target_words import counter_of, reasons_of
from analyses.thresholds import (
    TargetThresholds,
    Thresholds,
    load_target_thresholds,
    load_thresholds,
)
from analyses.ties import PathFinder
from graph.errors import NotPossible
from graph.words import say

LISTS = ("enclave", "outside", "lead_outside", "expansion", "in_city", "institute", "team", "fund")
COLUMNS = (
    "segment", "name", "list", "list_name", "uid", "firm", "region", "region_name", "score", "parts", "dropped_weight",
    "reasons", "paths", "counter", "excluded", "rank",
)  # fmt: skip
_NAMED = 10  # segments without anybody that are named
_FOCUS = {"enclave": "Project", "institute": "Institute", "team": "TalentTeam", "fund": "Fund"}


def targets(
    snapshot: SnapshotLike,
    *,
    region: str | Sequence[str],
    chain: str | None = None,
    segment: str | None = None,
    thresholds: Thresholds | Path | None = None,
    target_thresholds: TargetThresholds | Path | None = None,
) -> Result:
    """Return who could fill the gaps of a district; answers "whom to talk to, through whom, and why not".

    Parameters
    ----------
    region, chain, thresholds
        As in :func:`analyses.gaps.gaps`.
    segment
        Segment id or name; None: the headline gaps.
    target_thresholds
        The numbers of the score, or a file of them; None: those shipped.
    """
    rules = thresholds if isinstance(thresholds, Thresholds) else load_thresholds(thresholds)
    numbers = target_thresholds
    numbers = numbers if isinstance(numbers, TargetThresholds) else load_target_thresholds(numbers)
    if not snapshot.templates:
        raise NotPossible("gaps.no_templates")
    asked = find_chain(snapshot.templates, chain) if chain else None
    seen = assess(snapshot, find_scope(snapshot, region), rules)
    wanted = _wanted(snapshot, seen, asked, segment)
    found = find_candidates(snapshot, seen, numbers)
    rows = _rows(snapshot, seen, found, wanted)
    result = Result(
        command="targets",
        rows=rows,
        parameters={"region": region if isinstance(region, str) else list(region), "chain": asked, "segments": wanted},
        versions={
            "thresholds": rules.version, "targets": numbers.version,
            **seen.segments.versions(sorted({name.partition("/")[0] for name in wanted})),
        },
        as_of=snapshot.as_of,
        coverage={**coverage_text(seen, []), "outside_firms": outside_firms(found)},
        warnings=tuple(_warnings(seen, found, wanted, rows)),
        facts=_facts(found, rows, numbers),
    )  # fmt: skip
    return dated(result, snapshot, rules.dates)


def confidential(snapshot: SnapshotLike) -> set[str]:
    """Return the uids of confidential entities of any kind: they are never named."""
    found: set[str] = set()
    for kind in ("Firm", "Institute", "Fund"):
        rows = read_nodes(snapshot, kind, ended=True, confidential=FLAG)
        found |= set(rows.loc[rows["confidential"], "uid"])
    return found


def outside_firms(found: Candidates) -> int:
    """Return how many outside firms are loaded that stand in some segment."""
    return int(found.table.loc[found.table["list"].isin(OUTSIDE), "firm"].nunique())


def _wanted(snapshot: SnapshotLike, seen: Assessment, chain: str | None, segment: str | None) -> list[str]:
    if segment:
        return [find_segment(seen.segments, segment, chain)]
    shown, _ = shown_chains(seen, chain)
    places = standing_order(seen, shown, reachable(seen, best_quality(snapshot, seen)))
    return [seen.segments.ids[row] for row in places.ranked if row in places.front]


def _rows(snapshot: SnapshotLike, seen: Assessment, found: Candidates, wanted: Sequence[str]) -> pd.DataFrame:
    table = found.table[found.table["segment"].isin(wanted)]
    secret = confidential(snapshot)
    table = table[~table["firm"].isin(secret)]
    table = table.assign(excluded=exclusions(snapshot, seen, table))
    table = _ranked(table, wanted, found.rules.per_segment)
    names = snapshot.names(sorted(set(table["firm"]) | set(found.relations["local"])))
    firms = {str(own["uid"]): own for own in seen.inputs.firms[["uid", "status", "size"]].to_dict("records")}
    finder = PathFinder(found.ties, found.here, found.rules)
    reasons = reasons_of(snapshot, seen, found, table, names)
    captions = seen.segments.captions
    rows = [
        {
            "segment": line["segment"], "name": captions[line["segment"]], "list": line["list"],
            "list_name": say(f"targets.list_{line['list']}"), "uid": line["firm"],
            "firm": names.get(str(line["firm"]), line["firm"]), "region": _text(line["region"]),
            "region_name": division_name(line["region"]), "score": float(line["score"]),
            "parts": {n: float(line[f"{n}_points"]) for n in PARTS if pd.notna(line[n])},
            "dropped_weight": float(line["dropped_weight"]), "reasons": why,
            "paths": [] if line["excluded"] or line["list"] == "expansion" else finder.paths(str(line["firm"])),
            "counter": counter_of(seen, found, line, firms[str(line["firm"])]), "excluded": line["excluded"], "rank": line["rank"],
        }
        for line, why in zip(table.to_dict("records"), reasons, strict=True)
    ]  # fmt: skip
    rows += _focused(snapshot, seen.segments, wanted, secret)
    order = {name: number for number, name in enumerate(LISTS)}
    place = {name: number for number, name in enumerate(wanted)}
    rows.sort(
        key=lambda row: (place[row["segment"]], order[row["list"]], row["excluded"] != "", row["rank"] or 0, row["uid"])
    )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.assign(rank=frame["rank"].astype("Int64"))


def _ranked(table: pd.DataFrame, wanted: Sequence[str], most: int) -> pd.DataFrame:
    """Rank inside each list; what is excluded or has no score is not ranked. Keep the best of each."""
    table = table[table["segment"].isin(wanted)]
    open_rows = table["excluded"].eq("") & table["score"].notna()
    order = ["segment", "list", "score", "firm"]
    best = table[open_rows].sort_values(order, ascending=[True, True, False, True])
    best = best.assign(rank=best.groupby(["segment", "list"]).cumcount() + 1)
    rest = table[~open_rows].sort_values(order, ascending=[True, True, False, True])
    rest = rest.assign(rank=None)[rest.groupby(["segment", "list"]).cumcount() < most]
    return pd.concat([best[best["rank"] <= most].astype({"rank": "object"}), rest], ignore_index=True)


def _focused(
    snapshot: SnapshotLike, segments: Segments, wanted: Sequence[str], secret: set[str]
) -> list[dict[str, object]]:
    """Institutes, talent teams and funds whose field is the segment, in whichever chain it stands (三招联动)."""
    captions = segments.captions
    focus = read_edges(snapshot, "FOCUSES_ON")
    focus = segments.spread(focus.assign(segment=segment_id(focus["dst"])))
    focus = focus[focus["segment"].isin(wanted) & ~focus["src"].isin(secret)]
    rows: list[dict[str, object]] = []
    for name, kind in _FOCUS.items():
        known = _enclave_projects(snapshot) if name == "enclave" else _entities(snapshot, kind)
        own = focus.merge(known, left_on="src", right_on="uid").drop_duplicates(["segment", "src"])
        sources = origins(snapshot, own["key"])
        for line in own.sort_values(["segment", "src"]).to_dict("records"):
            text = say("targets.reason_focus", segment=captions[line["segment"]])
            source, day = sources.get(str(line["key"]), ("", ""))
            rows.append({
                "segment": line["segment"], "name": captions[line["segment"]], "list": name,
                "list_name": say(f"targets.list_{name}"), "uid": line["src"], "firm": _text(line["name"]), "region": "",
                "region_name": "", "score": float("nan"), "parts": {}, "dropped_weight": 1.0,
                "reasons": [{"text": text, "source": source, "date": day}], "paths": [],
                "counter": say("targets.counter_focus"), "excluded": "", "rank": None,
            })  # fmt: skip
    return rows


def _entities(snapshot: SnapshotLike, kind: str) -> pd.DataFrame:
    return snapshot.entities(kind) if kind in snapshot.schema.nodes else pd.DataFrame({"uid": [], "name": []})


def _enclave_projects(snapshot: SnapshotLike) -> pd.DataFrame:
    """Projects in our enclaves that have not been stopped."""
    rows = read_nodes(snapshot, "Project", name=TEXT, project_kind=TEXT, stage=TEXT)
    return rows.loc[rows["project_kind"].eq("enclave") & ~rows["stage"].eq("stopped"), ["uid", "name"]]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _warnings(seen: Assessment, found: Candidates, wanted: Sequence[str], rows: pd.DataFrame) -> list[str]:
    told = []
    if not wanted:
        told.append(say("targets.warn_no_gaps"))
    if not outside_firms(found):
        told.append(say("targets.warn_no_outside"))
    elif nobody := _without_any(seen, wanted, rows):
        told.append(say("targets.warn_nobody", count=len(nobody), names="、".join(nobody[:_NAMED])))
    told.append(say("targets.warn_prior"))
    secret = set(seen.inputs.firms.loc[seen.inputs.firms["confidential"] > 0, "uid"])
    count = found.table.loc[found.table["segment"].isin(wanted) & found.table["firm"].isin(secret), "firm"].nunique()
    if count:
        told.append(say("targets.warn_confidential", count=count))
    return told


def _without_any(seen: Assessment, wanted: Sequence[str], rows: pd.DataFrame) -> list[str]:
    """Return the names of the segments asked about for which nobody stands in any list."""
    captions = seen.segments.captions
    filled = set(rows["segment"])
    return [captions[name] for name in wanted if name not in filled]


def _facts(found: Candidates, rows: pd.DataFrame, rules: TargetThresholds) -> pd.DataFrame:
    """List the formula of the score, fit and risk, and the relations behind each row."""
    table = found.table.set_index(["segment", "firm"])
    relations = dict(iter(found.relations.groupby("firm")))
    lines: list[tuple[int, str, str, str, str | None, str]] = []
    for number, row in enumerate(rows.to_dict("records")):
        if (row["segment"], row["uid"]) not in table.index:
            continue
        own = table.loc[(row["segment"], row["uid"])]
        formula = say("targets.fact_score", dropped=f"{row['dropped_weight']:g}", version=rules.version)
        lines.append((number, "score", formula, f"{row['score']:g}", row["uid"], row["firm"]))
        lines.append((number, "fit", say("targets.fact_fit"), f"{own['fit']:.4g}", own["key"], ""))
        lines.append((number, "risk", say("targets.fact_risk"), f"{own['risk']:.4g}", None, ""))
        for name in PARTS:
            if pd.notna(own[name]):
                lines.append((number, "parts", say(f"targets.part_{name}"), f"{own[name]:.6g}", None, ""))
        for link in relations[row["uid"]].to_dict("records") if row["uid"] in relations else ():
            label = say(f"targets.relation_{link['relation']}")
            lines.append((number, "parts", label, f"{link['weight']:.4g}", link["key"], str(link["local"])))
    return pd.DataFrame(lines, columns=list(FACT_COLUMNS))
