"""Of which day an answer speaks, and which sources are older than that: nothing falls back in time in silence."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analyses.inputs import months_before
from analyses.reading import SnapshotLike
from analyses.result import Result
from analyses.thresholds import Dates
from graph.chains.records import SOURCE as TEMPLATES
from graph.words import say


def source_dates(snapshot: SnapshotLike) -> pd.DataFrame:
    """Return the runs that loaded data, in their order: run, source (its name, or that it has none), date (or NaT).

    Runs of chain templates are left out: they are knowledge, and say nothing of how fresh the tables are.
    """
    runs = snapshot.runs()
    named = runs["source"].fillna("").astype("str")
    told = [name or say("gaps.source_unnamed", run=run) for name, run in zip(named, runs["run"], strict=True)]
    date = pd.to_datetime(runs["source_date"]).astype("datetime64[us]")
    rows = pd.DataFrame({"run": runs["run"].astype("int64"), "source": pd.Series(told, dtype="str"), "date": date})
    return rows[~named.str.startswith(TEMPLATES)].sort_values("run", ignore_index=True)


def date_warnings(snapshot: SnapshotLike, sources: pd.DataFrame, rules: Dates) -> list[str]:
    """Return what must be said of the date: no source declares one, the newest does not, or some are much older."""
    day, told = snapshot.as_of.isoformat(), []
    if sources.empty:
        return []
    if sources["date"].isna().all():
        return [say("gaps.warn_no_date", day=day)]
    last = sources.iloc[-1]
    if pd.isna(last["date"]):
        told.append(say("gaps.warn_undated_newest", source=last["source"], day=day))
    newest = sources.dropna(subset=["date"]).groupby("source")["date"].max().sort_index()
    old = newest[newest < months_before(snapshot.as_of, rules.source_months)]
    if len(old):
        names = "、".join(f"{source}（{date.date().isoformat()}）" for source, date in old.items())
        told.append(say("gaps.warn_old_sources", sources=names, months=rules.source_months, day=day))
    return told


def dated(result: Result, snapshot: SnapshotLike, rules: Dates) -> Result:
    """Return the result with the dates of its sources in the coverage, and what must be said of them as warnings."""
    sources = source_dates(snapshot)
    lines = [
        {"source": line["source"], "date": None if pd.isna(line["date"]) else line["date"].date().isoformat()}
        for line in sources.to_dict("records")
    ]
    dates = {"sources": lines, "source_months": rules.source_months, "today_months": rules.today_months}
    warnings = (*date_warnings(snapshot, sources, rules), *result.warnings)
    return replace(result, coverage={**result.coverage, "dates": dates}, warnings=warnings)
