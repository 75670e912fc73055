"""The table everything rests on: firms → places → region × segment cells 地区 × 环节.

Written with narwhals (pandas, Polars, DuckDB, PySpark). A cell counts units (firms of one controller, address and
phone are one), each at most once, by its best standing there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import narwhals as nw

from analyses.counting import EFFECTIVE, SEEDLING, SIZE_UNKNOWN, NativeFrame
from analyses.thresholds import Counting

UNKNOWN_ROLE = "unknown"
FLAGS = ("above", "hnte", "ungraded", "lead", "champion")
COUNTS = ("effective", "seedlings", "size_unknown", "hollow", *FLAGS)
_PLACE = ("firm", "site", "role", "region", "township", "park", "stat_unit")


def places(firms: NativeFrame, sites: NativeFrame, *, as_of: date) -> NativeFrame:
    """Return where each firm is: one row a site, or one implied site at the registered address, role unknown.

    Parameters
    ----------
    firms
        Native frame: uid, region, township, park, stat_unit.
    sites
        Native frame, one row a site of a firm: firm, site, role, region, township, park, stat_unit, from_date,
        to_date. A firm all of whose sites have ended is nowhere.
    """
    day = nw.lit(datetime.combine(as_of, time()))
    own = nw.from_native(sites).lazy()
    begun = nw.col("from_date").is_null() | (nw.col("from_date").cast(nw.Datetime) <= day).fill_null(False)
    lasting = nw.col("to_date").is_null() | (nw.col("to_date").cast(nw.Datetime) > day).fill_null(False)
    listed = own.filter(begun & lasting).with_columns(role=nw.col("role").fill_null(UNKNOWN_ROLE)).select(*_PLACE)
    bare = nw.from_native(firms).lazy().join(own.select("firm").unique(), left_on="uid", right_on="firm", how="anti")
    implied = bare.select(
        nw.col("uid").alias("firm"), nw.col("uid").alias("site"), nw.lit(UNKNOWN_ROLE).alias("role"),
        "region", "township", "park", "stat_unit",
    )  # fmt: skip
    return nw.concat([listed, implied], how="vertical").to_native()


def presences(
    standing: NativeFrame, placed: NativeFrame, at: NativeFrame, *, filled_by: Mapping[str, str], rules: Counting
) -> NativeFrame:
    """Return who fills which segment where: one row a firm, segment and place that fills it or is hollow 总部型.

    Parameters
    ----------
    standing
        Native frame of :func:`analyses.counting.standings`.
    placed
        Native frame of counted placements: firm, segment, only_site (a site uid where the placement speaks of one
        site, else null), main (0/1).
    at
        Native frame of :func:`places`.
    filled_by
        segment → production, rd or any: which roles of sites fill it.
    """
    frame = nw.from_native(placed).lazy().join(nw.from_native(at).lazy(), on="firm", how="inner")
    frame = frame.filter(nw.col("only_site").is_null() | (nw.col("only_site") == nw.col("site")).fill_null(False))
    fills = nw.lit(False)
    for demand, roles in sorted(rules.roles.items()):
        segments = sorted(segment for segment, by in filled_by.items() if by == demand)
        fills = fills | (nw.col("segment").is_in(segments) & nw.col("role").is_in(list(roles)))
    hollow = nw.col("role").is_in(list(rules.hollow_roles)).cast(nw.Int8)
    frame = frame.with_columns(fills=fills.cast(nw.Int8), headquarters=hollow)
    frame = frame.with_columns(hollow=((nw.col("headquarters") > 0) & (nw.col("fills") == 0)).cast(nw.Int8))
    frame = frame.filter((nw.col("fills") > 0) | (nw.col("hollow") > 0))
    frame = frame.join(nw.from_native(standing).lazy(), left_on="firm", right_on="uid", how="inner")
    return frame.filter(nw.col("standing") > 0).drop("headquarters", "only_site").to_native()


def cells(present: NativeFrame, *, by: Sequence[str] = ("region",)) -> NativeFrame:
    """Return the counts of each cell: effective, seedlings, size_unknown, hollow, 规上, 高企, lead, champion.

    Parameters
    ----------
    present
        Native frame of :func:`presences`; ``by`` columns of it (``region``), the segment is always added.

    Returns
    -------
    Native lazy frame (pandas for pandas): ``by``, segment, then one Int64 column a count. Cells without firms have no
    row. A unit is counted once a cell, by its best standing; hollow only where nothing of it fills the segment.
    """
    keys = [*by, "segment"]
    frame = (
        nw.from_native(present).lazy().filter(~nw.any_horizontal(*(nw.col(k).is_null() for k in by), ignore_nulls=True))
    )
    filling = {name: nw.col(name) * nw.col("fills") for name in ("standing", *FLAGS)}
    frame = frame.select("unit", *keys, "hollow", **filling)
    best = frame.group_by("unit", *keys).agg(*(nw.col(name).max() for name in ("standing", "hollow", *FLAGS)))
    counted = best.select(
        *keys,
        effective=(nw.col("standing") == EFFECTIVE).cast(nw.Int64),
        seedlings=(nw.col("standing") == SEEDLING).cast(nw.Int64),
        size_unknown=(nw.col("standing") == SIZE_UNKNOWN).cast(nw.Int64),
        hollow=((nw.col("standing") == 0) & (nw.col("hollow") > 0)).cast(nw.Int64),
        **{name: nw.col(name).cast(nw.Int64) for name in FLAGS},
    )
    summed = counted.group_by(*keys).agg(*(nw.col(name).sum() for name in COUNTS))
    return summed.with_columns(*(nw.col(name).cast(nw.Int64) for name in COUNTS)).to_native()
