"""名录覆盖度 register coverage C_reg: the share of existing effective firms that the loaded sources would show.

From signed statements, and from how far sources overlap: two sources by Lincoln–Petersen in Chapman's form
N = (a+1)(b+1)/(m+1) − 1, three and more by Chao's lower bound
N = S + (t−1)/t · f1(f1−1) / (2(f2+1)); the recall of a size class is S/N. A segment's coverage is the mean of its size
classes' recalls, weighted by the sizes seen in that segment everywhere and shrunk to the sizes of all.
One source alone says nothing about what it leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analyses.inputs import Inputs, months_before
from analyses.reading import SnapshotLike
from analyses.scope import RINGS, Scope, prefix
from analyses.segments import Segments
from analyses.thresholds import Coverage

Floats = NDArray[np.float64]
CLASSES = ("above", "hnte", "other")
_TITLES = {"above": "规上", "hnte": "高新技术企业"}


@dataclass(frozen=True)
class Register:
    """C_reg per segment (NaN unknown), the recall of each size class, and how it was found.

    ``basis``: ``signed`` (statement), ``overlap`` (ring in ``ring``), or ``none``. ``sources``: names of the sources
    seen; ``signed``: the statements in force, as text parts. ``counts``: class, seen, estimated, ring of each recall
    found by overlap; ``mix``: shares of the size classes per segment, in the order of ``CLASSES``.
    """

    coverage: Floats
    recall: dict[str, float]
    basis: str
    ring: str
    sources: tuple[str, ...]
    signed: tuple[Mapping[str, str], ...]
    counts: tuple[Mapping[str, object], ...]
    mix: Floats


def register_coverage(
    snapshot: SnapshotLike, inputs: Inputs, segments: Segments, scope: Scope, *, cut: Coverage, sightings: pd.DataFrame
) -> Register:
    """Return the register coverage of each segment inside a boundary.

    Parameters
    ----------
    sightings
        id, source: which source saw which firm (:func:`sighted`).
    """
    classes = size_class(inputs.firms)
    ring, recall, counts = _overlap(inputs, scope, classes, sightings, cut)
    signed = statements(snapshot, scope, cut)
    titles = {title for line in signed for title in line["titles"].split("、")}
    recall.update({name: 1.0 for name in CLASSES if _TITLES.get(name) in titles})
    mix = _mix(inputs, segments, classes, cut)
    coverage = _mixed(mix, recall)
    if set(cut.signed_titles) <= titles:
        coverage = np.fmax(coverage, cut.signed)
    basis = "signed" if titles else "overlap" if recall else "none"
    sources = tuple(sorted(sightings["source"].unique()))
    return Register(coverage, recall, basis, ring, sources, signed, counts, mix)


def sighted(snapshot: SnapshotLike, uids: list[str]) -> pd.DataFrame:
    """Return which source saw which firm, and when: id, source, source_date (datetime, NaT where unknown)."""
    rows = snapshot.provenance(uids)
    if rows.empty:
        return pd.DataFrame({"id": pd.Series(dtype="str"), "source": pd.Series(dtype="str"),
                             "source_date": pd.Series(dtype="datetime64[us]")})  # fmt: skip
    dates = pd.to_datetime(rows["source_date"]).astype("datetime64[us]")
    frame = pd.DataFrame({"id": rows["id"].astype("str"), "source": rows["source"].astype("str"), "source_date": dates})
    return frame.dropna(subset=["source"]).drop_duplicates(ignore_index=True)


def size_class(firms: pd.DataFrame) -> pd.Series:
    """Return the size class of each effective firm by uid: above 规上, hnte 高企 (not 规上), other."""
    counted = firms[firms["standing"] == 3].set_index("uid")
    names = np.where(counted["above"] > 0, "above", np.where(counted["hnte"] > 0, "hnte", "other"))
    return pd.Series(names, index=counted.index, dtype="str")


def estimate_total(incidence: pd.DataFrame, least: int) -> float:
    """Return the estimated number of all firms from firm × source incidence (bool); NaN where sources hardly overlap.

    Parameters
    ----------
    incidence
        One row a firm seen, one column a source.
    least
        Firms that at least two sources must share.
    """
    used = incidence.loc[:, incidence.any()]
    times = used.sum(axis=1)
    shared = int((times >= 2).sum())
    if used.shape[1] < 2 or shared < least:
        return float("nan")
    if used.shape[1] == 2:
        first, second = (int(n) for n in used.sum())
        return (first + 1) * (second + 1) / (shared + 1) - 1
    once, twice, occasions = int((times == 1).sum()), int((times == 2).sum()), used.shape[1]
    return float(len(used) + (occasions - 1) / occasions * once * (once - 1) / (2 * (twice + 1)))


def _overlap(
    inputs: Inputs, scope: Scope, classes: pd.Series, sightings: pd.DataFrame, cut: Coverage
) -> tuple[str, dict[str, float], tuple[Mapping[str, object], ...]]:
    """Take the smallest ring in which some size class can be estimated."""
    at = inputs.places.assign(ring=scope.ring(inputs.places)).dropna(subset=["ring"])
    seen = sightings[sightings["id"].isin(classes.index)]
    if seen["source"].nunique() < 2:
        return "", {}, ()
    table = pd.crosstab(seen["id"], seen["source"]) > 0
    for step, ring in enumerate(RINGS):
        inside = set(at.loc[at["ring"].isin(RINGS[: step + 1]), "firm"])
        part = table[table.index.isin(inside)]
        recall, counts = {}, []
        for name in CLASSES:
            own = part[classes.reindex(part.index).eq(name).to_numpy()]
            total = estimate_total(own, cut.overlap) if len(own) else float("nan")
            if np.isfinite(total):
                recall[name] = min(cut.overlap_cap, len(own) / max(total, len(own)))
                counts.append({"class": name, "seen": len(own), "estimated": round(total, 2), "ring": ring})
        if recall:
            return ring, recall, tuple(counts)
    return "", {}, ()


def statements(snapshot: SnapshotLike, scope: Scope, cut: Coverage) -> tuple[dict[str, str], ...]:
    """Return the signed statements of completeness in force for the whole boundary and not too old."""
    since = months_before(snapshot.as_of, cut.signed_months)
    found = []
    for line in snapshot.settings.complete:
        fresh = line.start is not None and pd.Timestamp(line.start) >= since
        covers = all(code.startswith(prefix(line.region)) for code in scope.bases())
        if line.holds(snapshot.as_of) and fresh and covers:
            found.append({
                "region": line.region, "titles": "、".join(line.titles), "signed_by": line.signed_by,
                "from": str(line.start), "document": line.document,
            })  # fmt: skip
    return tuple(found)


def _mixed(mix: Floats, recall: Mapping[str, float]) -> Floats:
    """Mean recall by the segment's own mix of sizes; a class of unknown recall adds nothing (a lower bound)."""
    if not recall:
        return np.full(len(mix), np.nan)
    return np.asarray(mix @ np.array([recall.get(name, 0.0) for name in CLASSES]), dtype=float)


def _mix(inputs: Inputs, segments: Segments, classes: pd.Series, cut: Coverage) -> Floats:
    """Shares of the size classes among the firms of each segment, everywhere, shrunk to those of all."""
    rows = inputs.present[["firm", "segment"]].drop_duplicates()
    rows = rows.assign(size=rows["firm"].map(classes)).dropna(subset=["size"])
    mix = pd.crosstab(rows["segment"], rows["size"]).reindex(index=segments.ids, columns=list(CLASSES), fill_value=0)
    counts = mix.to_numpy(dtype=float)
    overall = counts.sum(axis=0) / counts.sum() if counts.sum() else np.full(len(CLASSES), 1 / len(CLASSES))
    shares = (counts + cut.class_prior * overall) / (counts.sum(axis=1, keepdims=True) + cut.class_prior)
    return np.asarray(shares, dtype=float)
