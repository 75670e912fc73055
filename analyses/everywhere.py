"""States of all segments in all divisions of a country at once, on the table of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import gammaincinv

from analyses.cells import COUNTS, FLAGS, cells
from analyses.counting import NativeFrame
from analyses.demand import wanted
from analyses.scope import divisions, prefix
from analyses.segments import Segments
from analyses.states import STATES, Evidence, states
from analyses.thresholds import Thresholds

Floats = NDArray[np.float64]
_LEVELS = ((2, ""), (4, "0000"), (6, "00"))  # digits of the code; codes that end so name a wider division


def cells_everywhere(present: NativeFrame) -> NativeFrame:
    """Return the cells of every district, prefecture and province: ``area`` (32, 3207, 320706), segment, counts.

    A firm with sites in two districts of one prefecture counts once there, so that each level is counted by itself and
    never added up from the one below.

    Parameters
    ----------
    present
        Native frame of :func:`analyses.cells.presences` (pandas, Polars, DuckDB, PySpark).
    """
    frame = nw.from_native(present).lazy()
    return by_levels(frame) if frame.implementation.is_pyspark() else _counted_once(frame)


def by_levels(frame: nw.LazyFrame[Any]) -> NativeFrame:
    """Count level by level where the rows lie: nothing is collected, so that a country fits on Spark."""
    parts = []
    for length, too_wide in _LEVELS:
        own = frame.filter(~nw.col("region").str.ends_with(too_wide)) if too_wide else frame
        level = own.with_columns(area=nw.col("region").str.slice(0, length)).to_native()
        parts.append(nw.from_native(cells(level, by=("area",))).lazy())
    return nw.concat(parts, how="vertical").to_native()


def _counted_once(frame: nw.LazyFrame[Any]) -> pd.DataFrame:
    """Collect who is where once, with numbers for names, and count the levels on DuckDB: the joins are the costly part."""
    table = frame.select("unit", "region", "segment", "fills", "hollow", "standing", *FLAGS).collect(backend="pyarrow")
    arrow = table.to_native().combine_chunks()
    names, codes = {}, {}
    for column in ("unit", "region", "segment"):
        encoded = pa.chunked_array(arrow[column]).combine_chunks().dictionary_encode()
        names[column], codes[column] = encoded.dictionary.to_pylist(), encoded.indices
    others = {column: arrow[column] for column in ("fills", "hollow", "standing", *FLAGS)}
    parts = []
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        for length, too_wide in _LEVELS:
            areas = [None if too_wide and name.endswith(too_wide) else name[:length] for name in names["region"]]
            index = {area: number for number, area in enumerate(sorted({area for area in areas if area}))}
            lookup = pa.array([index.get(area) if area else None for area in areas], pa.int32())
            area = lookup.take(codes["region"])
            level = pa.table({"unit": codes["unit"], "segment": codes["segment"], "area": area, **others})
            counts = cells(connection.from_arrow(level), by=("area",)).df()
            counts["area"] = np.array([*index], dtype=object)[counts["area"]]
            parts.append(counts)
    whole = pd.concat(parts, ignore_index=True)
    segment = np.array(names["segment"], dtype=object)[whole["segment"]] if len(whole) else whole["segment"]
    named: pd.DataFrame = whole.assign(segment=segment).astype({"area": "str", "segment": "str"})
    return named


def gaps_everywhere(
    table: NativeFrame,
    segments: Segments,
    rules: Thresholds,
    *,
    regions: Sequence[str] | None = None,
    register: float | Floats = float("nan"),
    shares: Floats | None = None,
) -> pd.DataFrame:
    """Return the state of every segment in every region; answers "where in the country is what missing".

    Parameters
    ----------
    table
        Native frame of :func:`cells_everywhere`.
    regions
        Division codes; None: all of the code list.
    register
        Register coverage, one number, one a segment, or regions × segments; NaN unknown.
    shares
        p_s of the reference profile per segment; None: location quotients are unknown.

    Returns
    -------
    DataFrame, one row a region and segment, in the order of ``regions`` and ``segments``: region, segment
    (categorical), effective, seedlings, size_unknown, lead, lq, state (categorical). Supply, leads, events, local
    settings and people's decisions belong to one district and are not read here.
    """
    codes = list(divisions()) if regions is None else list(regions)
    shape = (len(codes), len(segments.ids))
    counts = _dense(table, [prefix(code) for code in codes], segments)
    effective = counts["effective"].reshape(shape)
    total = effective.sum(axis=1, keepdims=True)
    lq, low, high = _quotients(effective, total, counts, shares, rules)
    closed = segments.table["grade"].isin(rules.states.closed_access).to_numpy(dtype=bool)
    evidence = Evidence.of(
        shape[0] * shape[1],
        **{name: counts[name] for name in COUNTS if name != "hollow"},
        closed=np.broadcast_to(closed, shape).ravel(),
        wanted=wanted(effective, segments).ravel(),
        register=np.broadcast_to(np.asarray(register, dtype=float), shape).ravel(),
        lq=lq, lq_low=low, lq_high=high,
    )  # fmt: skip
    found = states(evidence, rules)
    region = np.repeat(np.arange(shape[0], dtype=np.int32), shape[1])
    segment = np.tile(np.arange(shape[1], dtype=np.int32), shape[0])
    return pd.DataFrame({
        "region": pd.Categorical.from_codes(region, categories=pd.Index(codes)),
        "segment": pd.Categorical.from_codes(segment, categories=pd.Index(segments.ids)),
        **{name: counts[name] for name in ("effective", "seedlings", "size_unknown", "lead")},
        "lq": lq,
        "state": pd.Categorical.from_codes(found, categories=pd.Index(STATES)),
    })  # fmt: skip


def _dense(table: NativeFrame, areas: Sequence[str], segments: Segments) -> dict[str, NDArray[np.int64]]:
    """Spread the cells over all regions and segments; areas and segments that nobody asked for are left out."""
    frame = nw.from_native(table).lazy().collect(backend="pyarrow").to_native().to_pandas()
    row = pd.Index(areas).get_indexer(pd.Index(frame["area"]))
    column = pd.Index(segments.ids).get_indexer(pd.Index(frame["segment"]))
    inside = (row >= 0) & (column >= 0)
    flat = row[inside].astype(np.int64) * len(segments.ids) + column[inside]
    found = {}
    for name in COUNTS:
        values = np.zeros(len(areas) * len(segments.ids), dtype=np.int64)
        values[flat] = frame[name].to_numpy(dtype=np.int64)[inside]
        found[name] = values
    return found


def _quotients(
    effective: NDArray[np.int64],
    total: NDArray[np.int64],
    counts: dict[str, NDArray[np.int64]],
    shares: Floats | None,
    rules: Thresholds,
) -> tuple[Floats, Floats, Floats]:
    """LQ̃ everywhere, and its bounds where a rule looks at them: quantiles are the costly part."""
    unknown = np.full(effective.size, np.nan)
    if shares is None:
        return unknown, unknown, unknown
    kappa, tail = rules.quotient.shrink, (1 - rules.quotient.level) / 2
    shape = (effective + kappa * shares).ravel()
    scale = (1.0 / ((total + kappa) * shares)).ravel()
    lq = shape * scale
    low, high = unknown.copy(), unknown.copy()
    strong = (counts["lead"] > 0) & (lq >= rules.states.strong_lq)
    weak = (counts["effective"] > 0) & (counts["champion"] == 0) & (lq < rules.states.weak_lq_high)
    low[strong] = gammaincinv(shape[strong], tail) * scale[strong]
    high[weak] = gammaincinv(shape[weak], 1 - tail) * scale[weak]
    return lq, low, high
