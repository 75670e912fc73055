"""Bad rows and cells: left out, rejected or waiting, each counted and told with its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from loading_helpers import GOOD, A, B, firms, write_csv

from graph.workspace import Workspace
from loaders.pipeline import load


def test_values_out_of_bounds_are_left_out_and_the_row_loads(home: Workspace, tmp_path: Path) -> None:
    header = ("企业名称", "注册资本（万元）", "参保人数", "主导产品市场占有率", "利润总额")
    report = load(home, [firms(tmp_path, [A, -5, -1, "120%", "-3万元"], [B, 5, 1, "12%", ""], header=header)])
    assert (report.loaded, report.rejected, report.exit_code) == (2, 0, 0)
    assert [(f.heading, f.problem.key, f.count) for f in report.tables[0].left_out] == [
        ("注册资本（万元）", "values.below", 1), ("参保人数", "values.below", 1), ("主导产品市场占有率", "values.above", 1),
    ]  # fmt: skip
    found = home.sql("SELECT capital, insured, market_share FROM Firm ORDER BY capital")[0]
    assert found["capital"].dropna().tolist() == [50_000]
    assert found["insured"].dropna().tolist() == [1]


def test_a_date_after_the_date_of_the_source_is_left_out(home: Workspace, tmp_path: Path) -> None:
    path = firms(tmp_path, [A, "2026-07-01"], [B, "2026-06-30"], header=("企业名称", "成立日期"))
    source = tmp_path / "来源.toml"
    source.write_text('name = "名录"\npublisher = "区局"\ndate = 2026-06-30\nuniverse = "registered"\n', "utf-8")
    report = load(home, [path], source=source)
    assert [(f.problem.key, f.examples) for f in report.tables[0].left_out] == [("values.later", ((2, "2026-07-01"),))]
    assert home.sql("SELECT name FROM Firm WHERE founded IS NULL")[0]["name"].tolist() == [A]
    assert home.runs().loc[0, ["source", "publisher", "universe"]].tolist() == ["名录", "区局", "registered"]


def test_a_date_in_the_future_is_left_out_where_no_source_has_a_date(home: Workspace, tmp_path: Path) -> None:
    later = (dt.date.today() + dt.timedelta(days=400)).isoformat()
    report = load(home, [firms(tmp_path, [A, later], [B, "2013-01-01"], header=("企业名称", "成立日期"))])
    told = [(f.problem.key, f.examples) for f in report.tables[0].left_out]
    assert told == [("values.future", ((2, later),))]
    # the typing slip does not become the date of all answers
    assert home.snapshot().as_of.isoformat() == "2013-01-01"


def test_uscc_with_a_wrong_digit_is_quarantined(home: Workspace, tmp_path: Path) -> None:
    wrong = GOOD[:9] + "9" + GOOD[10:]
    report = load(home, [firms(tmp_path, [A, GOOD], [B, wrong])])
    assert (report.loaded, report.rejected, report.exit_code) == (1, 1, 3)
    finding = report.tables[0].rejected[0]
    assert finding.heading == "统一社会信用代码"
    assert finding.examples == ((3, wrong),)
    assert len(report.quarantine) == 1


def test_reversed_dates_are_left_out_and_the_row_loads(home: Workspace, tmp_path: Path) -> None:
    header = ("企业名称", "成立日期", "注销日期")
    report = load(home, [firms(tmp_path, [A, "2020-05-01", "2015-01-01"], [B, "2020-05", "2020"], header=header)])
    assert report.loaded == 2
    assert report.exit_code == 0
    assert [(f.problem.key, f.count, f.examples[0][0]) for f in report.tables[0].left_out] == [
        ("load.reversed_dates", 1, 2)
    ]
    rows = home.sql("SELECT name, founded, closed FROM Firm ORDER BY name")[0].set_index("name")
    assert rows.isna().loc[A].all()
    assert not rows.isna().loc[B].any()


def test_reversed_dates_in_a_key_reject_the_row(home: Workspace, tmp_path: Path) -> None:
    rows = [["合作方甲", "合作方乙", "合作内容", "签约日期", "到期日期"], [A, B, "x", "2020-01-01", "2019-01-01"]]
    report = load(home, [write_csv(tmp_path / "合作关系.csv", rows)])
    assert (report.loaded, report.rejected) == (0, 1)
    assert report.tables[0].rejected[0].problem.key == "load.reversed_dates"


def test_an_edge_waits_for_its_end_and_joins_when_it_comes(home: Workspace, tmp_path: Path) -> None:
    load(home, [firms(tmp_path, [A, GOOD])])
    report = load(home, [write_csv(tmp_path / "供应关系.csv", [["供应商", "采购方", "产品"], [A, B, "螺丝"]])])
    counts = {count.kind: count.waiting for count in report.kinds}
    assert report.loaded == 1
    assert counts["SUPPLIES"] == 1
    assert home.waiting()["file"].tolist() == ["供应关系.csv"]
    assert home.sql("SELECT count(*) AS n FROM SUPPLIES")[0]["n"].tolist() == [0]
    later = load(home, [write_csv(tmp_path / "企业名录2.csv", [["企业名称"], [B]])], kind="firm")
    assert {count.kind: count.joined for count in later.kinds} == {"Firm": 0, "SUPPLIES": 1}
    assert "另有 1 条先前等待的关系" in later.text("zh")
    assert "Joined 1 edges that were waiting: " in later.text("en")
    assert home.waiting().empty
    assert home.sql("SELECT product FROM SUPPLIES")[0]["product"].tolist() == ["螺丝"]


def test_self_loops_are_reported(home: Workspace, tmp_path: Path) -> None:
    report = load(home, [write_csv(tmp_path / "供应关系.csv", [["供应商", "采购方"], [A, B], ["示例甲 有限公司", A]])])
    assert report.tables[0].loops == (3,)
    assert (report.loaded, report.rejected, report.exit_code) == (1, 1, 3)
    assert [(f.problem.key, f.examples[0][0]) for f in report.tables[0].rejected] == [("load.self_loop", 3)]
    assert home.waiting()["src"].tolist() == [A]


def test_a_loop_among_several_names_is_left_out_alone(home: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "投资.csv", [["投资方", "被投企业"], [f"{A}、{B}", A]])
    report = load(home, [path])
    assert (report.loaded, report.rejected) == (1, 0)
    assert [(f.problem.key, f.count) for f in report.tables[0].left_out] == [("load.self_loop", 1)]
    assert home.waiting()["src"].tolist() == [B]


def test_a_loop_that_codes_reveal_is_told_apart_from_waiting(home: Workspace, tmp_path: Path) -> None:
    load(home, [firms(tmp_path, [A, GOOD])])
    header = ["供应商", "采购方", "采购方统一社会信用代码"]
    report = load(home, [write_csv(tmp_path / "供应关系.csv", [header, [A, "", GOOD]])])
    assert [(c.kind, c.waiting, c.loops) for c in report.kinds] == [("SUPPLIES", 1, 1)]
    assert "turned out to begin and end at one thing" in report.text("en")
    assert "wait for an end" not in report.text("en")


def test_duplicate_rows_are_loaded_as_unchanged_and_reported(home: Workspace, tmp_path: Path) -> None:
    report = load(home, [firms(tmp_path, [A, GOOD], [A, GOOD], [B, ""], [B, ""])])
    assert report.tables[0].duplicates == (3, 5)
    firm = next(count for count in report.kinds if count.kind == "Firm")
    assert (firm.created, firm.unchanged) == (2, 2)


def test_loading_a_file_twice_changes_nothing(home: Workspace, tmp_path: Path) -> None:
    path = firms(tmp_path, [A, GOOD], [B, ""])
    load(home, [path])
    report = load(home, [path])
    assert {(c.created, c.updated, c.waiting) for c in report.kinds} == {(0, 0, 0)}
    assert home.statistics().nodes["Firm"] == 2


def test_unknown_region_is_left_out_where_a_code_says_who(home: Workspace, tmp_path: Path) -> None:
    header = ("企业名称", "统一社会信用代码", "所属区县")
    report = load(home, [firms(tmp_path, [A, GOOD, "乌有区"], [B, "", "乌有区"], header=header)])
    assert (report.loaded, report.rejected) == (1, 1)
    assert report.tables[0].left_out[0].examples == ((2, "乌有区"),)
    assert report.tables[0].rejected[0].examples == ((3, "乌有区"),)
    assert home.sql("SELECT region FROM Firm")[0]["region"].isna().all()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "=cmd|' /C calc'!A0"])
def test_hostile_names_are_text(home: Workspace, tmp_path: Path, name: str) -> None:
    report = load(home, [firms(tmp_path, [name, GOOD], [name, "坏的"])])
    assert (report.loaded, report.rejected) == (1, 1)
    assert len(home.sql("SELECT name FROM Firm")[0]) == 1
    # the quarantine workbook shows it as text and computes nothing
    import zipfile

    with zipfile.ZipFile(report.quarantine[0]) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/worksheets/")]
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
