"""Sources in TOML: faults are named with file, line and key; filters, transforms and relations do what they say."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from loading_helpers import workspace, write_csv

from graph.errors import DataError, UsageError
from graph.schema import load_schema
from loaders.pipeline import check, load
from loaders.shape import Column
from loaders.sources import read_source
from loaders.transforms import (
    Affix,
    Extract,
    MapValues,
    NormalisePer,
    PlaceFromName,
    Split,
    StripSuffix,
    place_in_name,
)

A, B = "示例甲有限公司", "示例乙有限公司"
SCHEMA = load_schema()


def source(folder: Path, text: str) -> Path:
    path = folder / "source.toml"
    path.write_text(text, "utf-8")
    return path


def faults(folder: Path, text: str) -> str:
    with pytest.raises(UsageError) as caught:
        read_source(source(folder, text), SCHEMA)
    assert caught.value.exit_code == 2
    assert "source.toml" in caught.value.text("en")
    return caught.value.text("en")


def test_a_missing_source(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_source(tmp_path / "no.toml", SCHEMA)
    assert caught.value.key == "load.source_missing"


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    assert "line 2" in faults(tmp_path, 'name = "x"\n[[table\n')


def test_faults_name_line_and_key_all_at_once(tmp_path: Path) -> None:
    text = faults(
        tmp_path,
        """name = "x"
priorty = 3

[[table]]
files = ["a.csv"]
kind = "Firm"
columns = { a = "name" }

[[table]]
files = ["b.csv"]
kind = "Firm"
columns = { a = "name" }
[[table.filter]]
name = "nothing"
column = "a"
""",
    )
    assert "2 faults" in text
    assert "line 2, priorty" in text
    assert "line 13, table.1.filter.0" in text


def test_what_the_schema_does_not_know(tmp_path: Path) -> None:
    text = faults(
        tmp_path,
        """name = "x"
[[table]]
files = ["a.csv"]
kind = "Frim"
columns = { a = "name" }
[[table]]
files = ["b.csv"]
kind = "SUPPLIES"
columns = { a = "src.name", b = "dst.name", c = "colour" }
ends = { src = { kind = "Region" } }
""",
    )
    assert "unknown kind Frim" in text
    assert "SUPPLIES has no field colour" in text
    assert "Region may not stand at SUPPLIES.src" in text


SALES = """name = "sales"
publisher = "示例局"
licence = "内部"
date = 2024-05-01
universe = "listed"
priority = 7
[[table]]
files = ["sales*.csv"]
columns = { from = "src.name", to = "dst.name", what = "product", share = "share" }
constants = { year = 2023 }
ignore = ["id"]
[[table.filter]]
name = "内部抵销"
column = "what"
in = ["抵销"]
[[table.filter]]
name = "太小"
column = "share"
max = 0.9
min = 0.01
[table.relation]
column = "kind"
[table.relation.values]
"供给" = { edge = "SUPPLIES" }
"采购" = { edge = "SUPPLIES", orientation = "reverse" }
"合作" = { edge = "COOPERATES", orientation = "symmetric", constants = { topic = "联合" } }
"竞争" = { skip = "竞争不载入" }
"""
ROWS = [
    ["id", "from", "kind", "to", "what", "share"],
    ["1", A, "供给", B, "螺丝", "0.5"],
    ["2", A, "采购", B, "螺母", "0.5"],
    ["3", B, "合作", A, "", ""],
    ["4", A, "合作", B, "", ""],
    ["5", A, "竞争", B, "", ""],
    ["6", A, "供给", B, "抵销", "0.5"],
    ["7", A, "供给", B, "垫片", "0.001"],
    ["8", A, "恋爱", B, "", ""],
]


def test_relations_orient_skip_and_reject(tmp_path: Path) -> None:
    home = workspace(tmp_path)
    load(home, [write_csv(tmp_path / "企业名录.csv", [["企业名称"], [A], [B]])])
    report = load(home, [write_csv(tmp_path / "sales-1.csv", ROWS)], source=source(tmp_path, SALES))
    table = report.tables[0]
    assert (table.read, table.loaded, table.rejected_rows) == (8, 4, 1)
    assert table.filtered == {"=内部抵销": 1, "=太小": 1, "=竞争不载入": 1}
    assert "内部抵销" in report.text()
    assert table.rejected[0].examples == ((9, "恋爱"),)
    edges = home.sql(
        "SELECT a.name AS src, b.name AS dst, product, year FROM SUPPLIES JOIN Firm a ON a.uid = src JOIN Firm b ON b.uid = dst"
    )[0]
    assert set(edges.itertuples(index=False, name=None)) == {(A, B, "螺丝", 2023), (B, A, "螺母", 2023)}
    # the two directions of a symmetric relation are one edge
    assert home.sql("SELECT topic FROM COOPERATES")[0]["topic"].tolist() == ["联合"]
    assert table.duplicates == (5,)
    run = home.runs().iloc[0]
    assert (run["source"], run["universe"], int(run["priority"])) == ("sales", "listed", 7)


def test_too_few_stops_before_anything_is_written(tmp_path: Path) -> None:
    home = workspace(tmp_path)
    text = SALES + "[table.expect]\nread = { min = 100 }\n"
    with pytest.raises(DataError) as caught:
        load(home, [write_csv(tmp_path / "sales.csv", ROWS)], source=source(tmp_path, text))
    assert caught.value.key == "load.expectations"
    assert "8" in str(caught.value)
    assert home.runs().empty


def test_too_many_only_warns(tmp_path: Path) -> None:
    text = (
        SALES
        + '[table.expect]\nread = { max = 2 }\nfiltered = { "太小" = { min = 1 } }\nfilled = { year = { min = 0.4 } }\n'
    )
    report = check([write_csv(tmp_path / "sales.csv", ROWS)], source=source(tmp_path, text))
    assert [line for line in report.warnings if "read" in line]
    assert not any(c.fatal for c in report.tables[0].expectations)
    assert len(report.tables[0].expectations) == 3


def test_files_a_source_does_not_speak_of_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_csv(folder / "sales.csv", ROWS)
    write_csv(folder / "weather.csv", [["a", "b"], ["1", "2"]])
    (folder / "README.md").write_text("x", "utf-8")
    report = check([folder], source=source(tmp_path, SALES))
    assert [note.key for note in report.skipped] == ["load.skipped_suffix", "load.skipped_unsourced"]
    assert len(report.tables) == 1


def test_columns_that_the_source_names_must_be_there(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "sales.csv", [["from", "to"], [A, B]])
    with pytest.raises(DataError) as caught:
        check([path], source=source(tmp_path, SALES))
    assert caught.value.key == "load.source_columns"
    assert "kind" in str(caught.value)


def test_columns_nobody_speaks_of_are_named(tmp_path: Path) -> None:
    rows = [[*row, "x"] for row in ROWS]
    rows[0][-1] = "weather"
    report = check([write_csv(tmp_path / "sales.csv", rows)], source=source(tmp_path, SALES))
    assert [unknown.heading for unknown in report.tables[0].unknown] == ["weather"]


@pytest.mark.parametrize(
    ("transform", "cells", "expected"),
    [
        (
            StripSuffix(use="strip_suffix", column="a", suffixes=("行业", "产业")),
            ["医药行业", "医药", ""],
            ["医药", "医药", ""],
        ),
        (Affix(use="affix", column="a", prefix="sw:"), ["1", ""], ["sw:1", ""]),
        (MapValues(use="map", column="a", values={"是": True}, other="keep"), ["是", "x"], [True, "x"]),
        (MapValues(use="map", column="a", values={"是": True}, other="empty"), ["x"], [""]),
        (Split(use="split", column="a", separator="-", part=1), ["a-b", "a"], ["b", ""]),
        (Split(use="split", column="a", separator="/", part=-1), ["a/b/c"], ["c"]),
        (Extract(use="regex", column="a", pattern=r"(\d{6})\."), ["600276.SH", "x"], ["600276", ""]),
    ],
)
def test_transforms_of_one_cell(transform: StripSuffix, cells: list[str], expected: list[object]) -> None:
    assert list(transform.apply({"a": Column(cells)}).column.cells) == expected


def test_a_text_that_the_map_does_not_know_is_listed() -> None:
    changed = MapValues(use="map", column="a", values={"1": "x"}).apply({"a": Column(["1", "2", ""], "甲")})
    assert [(fault.record, fault.heading, fault.problem.text) for fault in changed.faults] == [(1, "甲", "2")]


def test_weights_are_normalised_per_firm() -> None:
    columns = {"w": Column(["1", "3", "-2", 0.5, "x", ""], "权重"), "k": Column(["a", "a", "a", "b", "b", "b"])}
    changed = NormalisePer(use="normalise_per", column="w", by="k").apply(columns)
    assert list(changed.column.cells) == [0.25, 0.75, "", 1.0, "", ""]
    assert [fault.record for fault in changed.faults] == [2, 4]
    sums = [sum(c for c in changed.column.cells[:3] if c != ""), sum(c for c in changed.column.cells[3:] if c != "")]
    assert all(math.isclose(total, 1) for total in sums)


@pytest.mark.parametrize(
    ("name", "province", "code"),
    [
        ("江苏恒瑞示例股份有限公司", "", "320000"),
        ("连云港示例股份有限公司", "", "320700"),
        ("江苏省连云港市海州区示例有限公司", "", "320706"),
        ("海州区示例有限公司", "", ""),  # two counties of that name
        ("海州区示例有限公司", "江苏省", "320706"),
        ("东海示例证券", "", ""),  # two characters of a county: the sea more often than the county
        ("常熟市示例有限公司", "", "320581"),
        ("吉林示例化纤", "", "220000"),  # the province before the city
        ("连云港示例", "浙江", ""),
        ("示例有限公司", "", ""),
        ("连云港示例", "无此省", ""),
    ],
)
def test_places_in_names(name: str, province: str, code: str) -> None:
    assert place_in_name(name, province) == code


def test_places_carry_their_confidence() -> None:
    transform = PlaceFromName(use="place_from_name", column="n", into="p", confidence=0.6)
    column = transform.apply({"n": Column(["江苏示例公司", "示例公司"])}).column
    assert list(column.cells) == ["320000", ""]
    assert column.confidence is not None
    np.testing.assert_array_equal(column.confidence, [0.6, np.nan])


def test_inferred_places_are_inferred_edges(tmp_path: Path) -> None:
    text = """name = "x"
[[table]]
files = ["f.csv"]
kind = "Firm"
columns = { n = "name", t = "ticker", p = "region" }
[[table.transform]]
use = "place_from_name"
column = "n"
into = "p"
confidence = 0.6
"""
    home = workspace(tmp_path)
    path = write_csv(tmp_path / "f.csv", [["n", "t"], ["江苏示例公司", "600001.SH"], ["示例公司", "600002.SH"]])
    load(home, [path], source=source(tmp_path, text))
    edges = home.sql("SELECT dst, inferred, confidence FROM LOCATED_IN")[0]
    assert edges.values.tolist() == [["region:320000", True, 0.6]]


FIRMS_GUESSED = """name = "x"
[[table]]
files = ["f.csv"]
kind = "Firm"
columns = { n = "name", t = "ticker", p = "region" }
confidence = 0.4
[[table.transform]]
use = "place_from_name"
column = "n"
into = "p"
confidence = 0.6
"""


def test_what_an_inferred_table_tells_is_inferred_until_it_is_stated(tmp_path: Path) -> None:
    home = workspace(tmp_path)
    path = write_csv(tmp_path / "f.csv", [["n", "t"], ["江苏示例公司", "600001.SH"], ["示例公司", "600002.SH"]])
    load(home, [path], source=source(tmp_path, FIRMS_GUESSED))
    firms = "SELECT ticker, inferred, confidence FROM Firm ORDER BY ticker"
    assert home.sql(firms)[0].to_numpy().tolist() == [["600001.SH", True, 0.4], ["600002.SH", True, 0.4]]
    # an edge is no surer than its table, and a division of the code list is no guess
    assert home.sql("SELECT inferred, confidence FROM LOCATED_IN")[0].to_numpy().tolist() == [[True, 0.4]]
    assert home.sql("SELECT DISTINCT inferred, confidence IS NULL AS stated FROM Region")[0].to_numpy().tolist() == [
        [False, True]
    ]
    assert home.statistics().inferred == 3
    load(home, [write_csv(tmp_path / "企业.csv", [["企业名称", "股票代码"], ["示例公司", "600002.SH"]])])
    stated = home.sql(firms)[0]
    assert stated["inferred"].tolist() == [True, False]
    assert stated["confidence"].isna().tolist() == [False, True]


def test_nodes_that_an_inferred_table_of_edges_names_are_inferred(tmp_path: Path) -> None:
    text = """name = "x"
[[table]]
files = ["f.csv"]
kind = "SUPPLIES"
columns = { a = "src.name", b = "dst.name" }
confidence = 0.3
[table.ends.src]
create = true
[table.ends.dst]
create = true
"""
    home = workspace(tmp_path)
    load(home, [write_csv(tmp_path / "f.csv", [["a", "b"], [A, B]])], source=source(tmp_path, text))
    for kind in ("Firm", "SUPPLIES"):
        assert set(home.sql(f"SELECT inferred, confidence FROM {kind}")[0].itertuples(index=False, name=None)) == {
            (True, 0.3)
        }
