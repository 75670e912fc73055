"""The table of cells on pandas, Polars and DuckDB, against plain SQL; the whole country against one district's answer."""

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from handmade import HOME, SIGNED, TODAY, chain, firm, graph, join, segment_yaml

from analyses.cells import COUNTS, cells, places, presences
from analyses.counting import standings
from analyses.everywhere import by_levels, cells_everywhere, gaps_everywhere
from analyses.gaps import gaps
from analyses.inputs import gather
from analyses.segments import read_segments
from analyses.thresholds import load_thresholds
from benchmarks.bench_gaps import AS_OF, PROOFS, SAME_ROWS, country, tables_of, template, work

RULES = load_thresholds()


@pytest.fixture(scope="module")
def land():
    segments = template()
    with duckdb.connect() as connection:
        country(connection, 3000, segments)
        yield connection, segments


def counted(tables, segments):
    standing = standings(tables["firms"], tables["holds"], PROOFS, as_of=AS_OF, rules=RULES.counting)
    at = places(tables["firms"], tables["sites"], as_of=AS_OF)
    return presences(standing, tables["placed"], at, filled_by=segments.filled_by, rules=RULES.counting)


def as_pandas(frame) -> pd.DataFrame:
    frame = frame.collect().to_pandas() if isinstance(frame, pl.LazyFrame) else frame
    frame = frame if isinstance(frame, pd.DataFrame) else frame.df()
    return frame.sort_values(["region", "segment"], ignore_index=True).astype({"region": "str", "segment": "str"})


def test_three_engines_and_plain_sql_agree(land) -> None:
    connection, segments = land
    found = {}
    for engine in ("pandas", "polars", "duckdb"):
        tables = tables_of(connection, engine)
        tables = {n: t.lazy() for n, t in tables.items()} if engine == "polars" else tables
        found[engine] = as_pandas(cells(counted(tables, segments)))
    pd.testing.assert_frame_equal(found["pandas"], found["polars"])
    pd.testing.assert_frame_equal(found["pandas"], found["duckdb"])
    plain = connection.sql("""
        SELECT region, segment, sum((standing = 3)::INT)::BIGINT AS effective, sum((standing = 1)::INT)::BIGINT AS seedlings,
            sum((standing = 2)::INT)::BIGINT AS size_unknown, sum(above)::BIGINT AS above
        FROM (SELECT uid, region, above_scale::INT AS above, CASE
                WHEN above_scale OR revenue >= 5e6 OR insured >= 10 OR uid IN (SELECT src FROM holds) THEN 3
                WHEN revenue IS NULL AND insured IS NULL THEN 2 ELSE 1 END AS standing
              FROM firms WHERE status = 'active')
        JOIN placed ON placed.firm = uid GROUP BY ALL ORDER BY ALL""").df()
    mine = found["pandas"][plain.columns]
    pd.testing.assert_frame_equal(mine, plain.astype({"region": "str", "segment": "str"}))


def test_counting_in_place_and_after_collecting_agree(land) -> None:
    connection, segments = land
    present = counted(tables_of(connection, "duckdb"), segments)
    there = by_levels(nw.from_native(present).lazy()).df()
    here = cells_everywhere(present)
    order = ["area", "segment"]
    pd.testing.assert_frame_equal(
        here.sort_values(order, ignore_index=True)[there.columns],
        there.astype({"area": "str", "segment": "str"}).sort_values(order, ignore_index=True),
    )


def test_whole_country_gives_the_rows_of_the_query(land) -> None:
    connection, segments = land
    rows = work(tables_of(connection, "duckdb"), segments)
    same = connection.sql(SAME_ROWS).df()
    assert len(rows) == len(same) == 3214 * 420
    assert rows["region"].astype(str).tolist() == same["region"].tolist()
    assert rows["segment"].astype(str).tolist() == same["segment"].tolist()
    for name in ("effective", "seedlings", "size_unknown", "lead"):
        np.testing.assert_array_equal(rows[name].to_numpy(), same[name].to_numpy())


CHAIN = chain("c", *(segment_yaml(f"s{n}", {f"s{n - 1}": 0.5} if n else {}) for n in range(8)))


def test_everywhere_says_of_a_district_what_gaps_says() -> None:
    draw = np.random.default_rng(3)
    firms = [
        firm(f"f{n}", f"c/s{draw.integers(0, 6)}", insured=int(draw.integers(0, 30)), above_scale=bool(draw.random() < 0.2),
             holds=["制造业单项冠军企业"] if draw.random() < 0.1 else [], region=str(draw.choice([HOME, "320703", "320722"])))
        for n in range(40)
    ]  # fmt: skip
    shares = "region,segment,firms,date,universe\n" + "".join(f"1,c/s{n},{10 + n},2026-01-01,x\n" for n in range(8))
    world = graph(CHAIN, settings={"complete": [{**SIGNED, "region": "320000"}], "reference": shares}, **join(*firms))
    segments = read_segments(world.templates)
    present = gather(world.snapshot(), segments, RULES).present
    share = np.array([10 + n for n in range(8)]) / sum(10 + n for n in range(8))
    table = cells_everywhere(present)
    rows = gaps_everywhere(
        table, segments, RULES, regions=[HOME, "320703", "320700", "320000"], register=0.8, shares=share
    )
    for code, part in rows.groupby("region", observed=True):
        one = gaps(world.snapshot(), region=str(code), chain="c").rows.set_index("segment").loc[segments.ids]
        assert part["state"].astype(str).tolist() == one["state"].tolist()
        assert part["effective"].tolist() == one["effective_firms"].tolist()
        np.testing.assert_allclose(part["lq"], one["lq"], rtol=1e-9)


def test_a_firm_with_two_sites_in_one_city_counts_once_there() -> None:
    rows = join(firm("f", "c/s0"), {
        "Site": [{"uid": "site:1", "name": "一厂", "role": "production", "region": HOME},
                 {"uid": "site:2", "name": "二厂", "role": "production", "region": "320703"}],
        "HAS_SITE": [{"src": "f", "dst": "site:1"}, {"src": "f", "dst": "site:2"}],
    })  # fmt: skip
    world = graph(CHAIN, **rows)
    segments = read_segments(world.templates)
    table = cells_everywhere(gather(world.snapshot(), segments, RULES).present)
    found = gaps_everywhere(table, segments, RULES, regions=[HOME, "320703", "320700", "320000"])
    assert found.loc[found["segment"] == "c/s0", "effective"].tolist() == [1, 1, 1, 1]


def test_no_firms_make_no_cells() -> None:
    world = graph(CHAIN)
    segments = read_segments(world.templates)
    present = gather(world.snapshot(), segments, RULES).present
    assert list(cells(present).columns) == ["region", "segment", *COUNTS]
    found = gaps_everywhere(cells_everywhere(present), segments, RULES, regions=[HOME], register=0.9)
    assert set(found["state"]) == {"absent"}
    assert TODAY.year == 2026
