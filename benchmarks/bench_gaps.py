"""States of all divisions × segments of the country, against a DuckDB query that gives the same rows.

Both start from the same DuckDB tables of firms, titles, sites and placements and end with a pandas frame in the same
order. The query counts (standing of each firm, group-by at three levels of division, cross join, sort, fetch); the
product counts by its own rules and adds location quotients, local demand and the state of every cell.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from analyses.cells import places, presences
from analyses.counting import standings
from analyses.everywhere import cells_everywhere, gaps_everywhere
from analyses.scope import divisions, prefix
from analyses.segments import Segments, read_segments
from analyses.thresholds import load_thresholds
from benchmarks.measure import Row, in_process, interleaved
from graph.chains.template import ChainTemplate, Input, SegmentTemplate

SEGMENTS = 420
AS_OF = date(2026, 6, 30)
PROOFS = {"effective": ["r1", "r2"], "hnte": ["r1"], "lead": ["r2"], "champion": ["r2"], "chain_master": []}
SAME_ROWS = """
WITH title AS (SELECT src, max((dst = 'r2')::INT) AS lead, max((dst = 'r1')::INT) AS hnte FROM holds GROUP BY src),
firm AS (
    SELECT uid, f.region, coalesce(lead, 0) AS lead, coalesce(hnte, 0) AS hnte, above_scale::INT AS above,
        CASE WHEN status <> 'active' THEN 0
             WHEN above_scale OR revenue >= 5e6 OR insured >= 10 OR title.src IS NOT NULL THEN 3
             WHEN revenue IS NULL AND insured IS NULL THEN 2 ELSE 1 END AS standing
    FROM firms f LEFT JOIN title ON uid = src),
present AS MATERIALIZED (SELECT firm.*, segment FROM firm JOIN placed ON placed.firm = uid WHERE standing > 0),
area AS (
    SELECT substr(region, 1, 2) AS area, * FROM present UNION ALL
    SELECT substr(region, 1, 4), * FROM present WHERE NOT ends_with(region, '0000') UNION ALL
    SELECT region, * FROM present WHERE NOT ends_with(region, '00')),
cell AS (
    SELECT area, segment, sum((standing = 3)::INT) AS effective, sum((standing = 1)::INT) AS seedlings,
        sum((standing = 2)::INT) AS size_unknown, sum(lead) AS lead, sum(hnte) AS hnte, sum(above) AS above
    FROM area GROUP BY area, segment)
SELECT regions.code AS region, segments.segment, coalesce(effective, 0)::BIGINT AS effective,
    coalesce(seedlings, 0)::BIGINT AS seedlings, coalesce(size_unknown, 0)::BIGINT AS size_unknown,
    coalesce(lead, 0)::BIGINT AS lead, coalesce(hnte, 0)::BIGINT AS hnte, coalesce(above, 0)::BIGINT AS above
FROM regions CROSS JOIN segments
LEFT JOIN cell ON cell.area = regions.area AND cell.segment = segments.segment
ORDER BY regions.place, segments.place
"""


def template() -> Segments:
    """Seven chains of sixty segments, each taking from the one before it and from one ten before."""
    chains = {}
    for c in range(7):
        items = []
        for s in range(SEGMENTS // 7):
            taken = [Input(segment=f"s{t}", need=0.5, reason="input") for t in (s - 1, s - 10) if t >= 0]
            items.append(SegmentTemplate(
                id=f"s{s}", zh=f"环节{s}", en=f"Segment {s}", stage="mid", layer=1, panel="-", weight="normal", required=True,
                kind="product", filled_by="production", inputs=tuple(taken), keywords=("-",), value=3, source="synthetic",
            ))  # fmt: skip
        chains[f"c{c}"] = ChainTemplate(
            chain=f"c{c}", zh=f"链{c}", en=f"Chain {c}", version="1", effective=AS_OF, basis="synthetic chain",
            segments=tuple(items),
        )  # fmt: skip
    return read_segments(chains)


def country(connection: duckdb.DuckDBPyConnection, firms: int, segments: Segments, seed: int = 1) -> None:
    """Write the tables of an invented country: firms in districts by a Zipf law, 1.3 segments each, 15 % with titles."""
    draw = np.random.default_rng(seed)
    connection.execute("SET enable_progress_bar = false")
    districts = [code for code, (_, level, _) in divisions().items() if level == 3]
    weight = 1 / np.arange(1, len(districts) + 1)
    uid = pd.Series(np.arange(firms)).map("f{:08d}".format).astype("str")
    insured = pd.Series(draw.integers(0, 60, firms), dtype="Int64").mask(draw.random(firms) < 0.3)
    frame = pd.DataFrame({
        "uid": uid, "region": pd.Series(draw.choice(districts, firms, p=weight / weight.sum()), dtype="str"),
        "status": pd.Series(np.where(draw.random(firms) < 0.9, "active", "cancelled"), dtype="str"),
        "above_scale": draw.random(firms) < 0.05, "insured": insured,
        "revenue": pd.Series(draw.lognormal(15, 2, firms)).mask(draw.random(firms) < 0.5),
    })  # fmt: skip
    ids = np.array(segments.ids, dtype=object)
    first = pd.DataFrame({"firm": uid, "segment": draw.choice(ids, firms), "main": 1})
    second = pd.DataFrame({"firm": uid, "segment": draw.choice(ids, firms), "main": 0})[draw.random(firms) < 0.3]
    placed = pd.concat([first, second]).drop_duplicates(["firm", "segment"]).astype({"segment": "str"})
    titled = draw.random(firms) < 0.15
    holds = pd.DataFrame({"src": uid[titled], "dst": np.where(draw.random(titled.sum()) < 0.9, "r1", "r2")}).astype(
        "str"
    )
    regions = pd.DataFrame({"code": list(divisions()), "area": [prefix(code) for code in divisions()]}).astype("str")
    names = pd.DataFrame({"segment": segments.ids}).astype("str")
    for name, table in {"f": frame, "placed": placed, "holds": holds, "regions": regions, "segments": names}.items():
        connection.register("handed", table.assign(place=range(len(table))))
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM handed")
    connection.execute("""
        CREATE TABLE firms AS SELECT uid, region, status, above_scale, insured, revenue, NULL::DATE AS founded,
            NULL::DATE AS closed, NULL::DOUBLE AS market_share, NULL::DOUBLE AS zero_tax_years, NULL::VARCHAR AS controller,
            NULL::VARCHAR AS address, NULL::VARCHAR AS phone, false AS confidential, false AS in_universe,
            NULL::VARCHAR AS township, NULL::VARCHAR AS park, NULL::VARCHAR AS stat_unit FROM f ORDER BY place;
        CREATE TABLE sites (firm VARCHAR, site VARCHAR, role VARCHAR, region VARCHAR, township VARCHAR, park VARCHAR,
            stat_unit VARCHAR, from_date DATE, to_date DATE);
        ALTER TABLE holds ADD COLUMN from_date DATE; ALTER TABLE holds ADD COLUMN to_date DATE;
        ALTER TABLE placed ADD COLUMN only_site VARCHAR;
    """)


def work(tables: dict[str, object], segments: Segments) -> pd.DataFrame:
    """Count by the product's rules and give every cell its state; ``tables`` of any engine."""
    rules = load_thresholds()
    standing = standings(tables["firms"], tables["holds"], PROOFS, as_of=AS_OF, rules=rules.counting)
    at = places(tables["firms"], tables["sites"], as_of=AS_OF)
    present = presences(standing, tables["placed"], at, filled_by=segments.filled_by, rules=rules.counting)
    shares = np.full(SEGMENTS, 1 / SEGMENTS)
    return gaps_everywhere(cells_everywhere(present), segments, rules, register=0.8, shares=shares)


def tables_of(connection: duckdb.DuckDBPyConnection, engine: str) -> dict[str, object]:
    """The tables as DuckDB relations, pandas or Polars frames."""
    relations = {name: connection.table(name) for name in ("firms", "holds", "sites", "placed")}
    reads = {"duckdb": lambda r: r, "pandas": lambda r: r.df(), "polars": lambda r: r.pl()}
    return {name: reads[engine](relation) for name, relation in relations.items()}


def run(sizes: Sequence[int] = (10_000, 100_000, 1_000_000)) -> list[Row]:
    """Return one row a size on DuckDB relations, and on the largest size one for each other kind of frame."""
    segments, rows, seconds = template(), [], []
    for size in sizes:
        with duckdb.connect() as connection:
            country(connection, size, segments)
            own = tables_of(connection, "duckdb")
            spent, reference = interleaved(lambda: work(own, segments), lambda: connection.sql(SAME_ROWS).df())  # noqa: B023
            seconds.append(spent)
            peak = in_process(_PEAK, str(size))["peak_mb"]
            name = f"gaps of {len(divisions())} divisions × {SEGMENTS} segments, {size:,} firms"
            rows.append(Row(name, "DuckDB query of the same rows", spent, reference, "≤ 3×", peak, "DuckDB relations"))
            for engine in ("pandas", "polars") if size == max(sizes) else ():
                frames = tables_of(connection, engine)
                slow, same = interleaved(
                    lambda: work(frames, segments),  # noqa: B023
                    lambda: connection.sql(SAME_ROWS).df(),
                )
                rows.append(Row(name, "DuckDB query of the same rows", slow, same, "–", None, f"{engine} frames"))
    if len(sizes) > 1:
        growth = math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])
        rows.append(Row("exponent of growth with firms", "–", growth, None, "≤ 1.1", None, "not seconds"))
    return rows


_PEAK = """
import sys, time, duckdb
from benchmarks.bench_gaps import country, tables_of, template, work
segments, connection = template(), duckdb.connect()
country(connection, int(sys.argv[1]), segments)
start = time.perf_counter(); work(tables_of(connection, "duckdb"), segments); seconds = time.perf_counter() - start
"""
