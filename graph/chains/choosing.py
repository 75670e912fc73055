"""From evidence to placements: the best segment of a firm is its main one, at most two more are secondary."""

from __future__ import annotations

import numpy as np
import pandas as pd

from graph.chains import evidence as ev
from graph.chains.case import Case

SECONDARY = 2  # segments beside the main one
SECONDARY_SHARE = 0.2  # of revenue, from which a product of no declaration makes a secondary segment
LEAST_SHARE = 0.02  # of revenue, below which a product says nothing of what the firm is
CANDIDATES = 3  # segments offered for review where only scope words speak
CONFIDENCE = (1.0, 0.95, 0.9, 0.85, 0.7, 0.55, 0.3)  # by level of evidence
LOWER_RANK = 0.1  # taken off where only words of lower rank speak
NO_CODE = 0.2  # confidence of a candidate whose industry code is unknown
COLUMNS = ("src", "dst", "main", "share", "evidence", "words", "product", "confidence")


def choose(found: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Return the placements that the evidence carries (columns as ``place_firms`` says)."""
    table = _ordered(_summed(found), case)
    place = table.groupby("src").cumcount()
    scope = table["level"] == ev.SCOPE
    worthy = (place == 0) | (table["level"] <= ev.DECLARED) | (table["share"] >= SECONDARY_SHARE) | scope
    table = table.assign(main=place == 0)[worthy]
    limit = np.where(table["level"] == ev.SCOPE, CANDIDATES, 1 + SECONDARY)
    return _shown(table[table.groupby("src").cumcount() < limit], found, case)


def _summed(found: pd.DataFrame) -> pd.DataFrame:
    """Return one row per firm and segment: its best level, share of revenue, how much speaks for it, first product."""
    rows = found.sort_values(["src", "segment", "level", "rank", "pos", "word"], kind="stable")
    keys = [rows["src"], rows["segment"]]
    share = rows["share"].where(rows["level"] == ev.REVENUE).groupby(keys, sort=False).transform("sum", min_count=1)
    best = rows.assign(share=share.clip(upper=1.0), score=1.0 / rows["rank"], size=rows["word"].str.len().astype(float))
    best = best[best["level"] == best["level"].groupby(keys, sort=False).transform("min")]
    best = best[(best["level"] != ev.REVENUE) | (best["share"] >= LEAST_SHARE)]
    groups = best.groupby(["src", "segment"], sort=False)
    return groups.agg(
        level=("level", "first"), pos=("pos", "min"), share=("share", "first"), score=("score", "sum"),
        rank=("rank", "min"), size=("size", "max"), product=("product", "first"),
    ).reset_index()  # fmt: skip


def _ordered(table: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Order each firm's segments, the best first.

    Scope words are left out where anything stronger speaks; of segments of several chains that are the same thing
    (``same_as``) the best stands for all.
    """
    fits, _ = case.fitting(table)
    counted = (table["level"] < ev.SCOPE).groupby(table["src"]).transform("any").astype(bool)
    # people's order first, then revenue, then how much speaks for it
    table = table.assign(
        fits=fits,
        first=table["pos"].where(table["level"] <= ev.FIELD, 0),
        share_key=-table["share"].fillna(0.0).round(10),
        score_key=-table["score"].round(10),
        fit_key=~fits,
        size_key=-table["size"],
        same=_same(case)[table["segment"].to_numpy(dtype=np.int64)],
    )[(table["level"] < ev.SCOPE) | ~counted]
    keys = ["src", "level", "first", "share_key", "score_key", "fit_key", "size_key", "pos", "segment"]
    table = table.sort_values(keys, kind="stable", ignore_index=True)
    return table.drop_duplicates(["src", "same"], ignore_index=True)


def _same(case: Case) -> np.ndarray:
    """Return per segment the number of the first segment that is the same thing, itself where there is none."""
    numbers = case.numbers()
    first = np.arange(case.size)
    for place, segment in enumerate(case.segments):
        for other in segment.same_as:
            if other in numbers:
                low, high = sorted((first[place], first[numbers[other]]))
                first[first == high] = low
    return first


def _shown(table: pd.DataFrame, found: pd.DataFrame, case: Case) -> pd.DataFrame:
    level = table["level"].to_numpy(dtype=np.int64)
    confidence = np.array(CONFIDENCE)[level] - np.where(table["rank"] > 1, LOWER_RANK, 0.0)
    confidence = np.where((level == ev.SCOPE) & ~table["fits"].to_numpy(dtype=bool), NO_CODE, confidence)
    segments = np.array(["segment:" + segment for segment in case.matcher.segments], dtype=object)
    uids = case.firms["uid"].to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "src": uids[table["src"].to_numpy(dtype=np.int64)],
            "dst": segments[table["segment"].to_numpy(dtype=np.int64)],
            "main": table["main"].to_numpy(dtype=bool),
            "share": table["share"].to_numpy(dtype=float),
            "evidence": np.array(ev.NAMES, dtype=object)[level],
            "words": pd.Series(_words(table, found, case), dtype=object),
            "product": table["product"].to_numpy(dtype=object),
            "confidence": confidence.round(10),
        },
        columns=list(COLUMNS),
    )


def _words(table: pd.DataFrame, found: pd.DataFrame, case: Case) -> list[list[str]]:
    """Return for each placement the words of its level that led to it, in the order of their rank and place."""
    levels = len(ev.NAMES)
    pairs = case.pairs(table["src"], table["segment"]) * levels + table["level"]
    rows = found.assign(pair=case.pairs(found["src"], found["segment"]) * levels + found["level"])
    rows = rows[rows["pair"].isin(pairs)].sort_values(["pair", "rank", "pos", "word"], kind="stable")
    words: dict[int, dict[str, None]] = {}
    for pair, word in zip(rows["pair"].to_list(), rows["word"].to_list(), strict=True):
        if word:
            words.setdefault(pair, {})[word] = None
    return [list(words.get(pair, ())) for pair in pairs.to_list()]
