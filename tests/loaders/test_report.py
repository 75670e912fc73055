"""The load report balances, speaks both languages, and its quarantine workbook can be mended and loaded again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from loading_helpers import GOOD, A, B, write_csv, write_xlsx
from python_calamine import CalamineWorkbook

from graph.errors import LiantuError
from graph.records import KindCount
from graph.words import set_language
from graph.workspace import Workspace
from loaders.pipeline import check, load
from loaders.report import LoadReport, TableReport

ROWS = [
    ["序号", "企业名称", "统一社会信用代码", "成立日期", "注册资本（万元）", "天气"],
    [1, A, GOOD, "2015-02-30", 100, "晴"],
    [2, B, GOOD[:-1] + "X", "2015年3月", 200, "雨"],
    [3, "", "", "2016", 300, ""],
    ["合计", "", "", "", 600, ""],
]  # fmt: skip


def test_text_in_both_languages(home: Workspace, tmp_path: Path) -> None:
    report = load(home, [write_xlsx(tmp_path / "表.xlsx", {"企业名录": ROWS})])
    zh, en = report.text("zh"), report.text("en")
    assert "读取 4 行 = 载入 1 + 过滤 1 + 退回 2" in zh
    assert "4 rows read = 1 loaded + 1 filtered + 2 rejected" in en
    assert "天气" in zh
    assert "合计行" in zh
    assert "2015-02-30" in zh
    assert "Firm" in en
    assert "quarantine" in en


def test_json_is_one_object_with_every_count(home: Workspace, tmp_path: Path) -> None:
    report = load(home, [write_xlsx(tmp_path / "表.xlsx", {"企业名录": ROWS})])
    data = json.loads(report.to_json())
    assert data["rows"] == {"read": 4, "loaded": 1, "filtered": 1, "rejected": 2}
    table = data["tables"][0]
    assert table["unknown_columns"] == [{"column": "天气", "like": None}]
    assert table["left_out"][0]["examples"] == [{"row": 2, "cell": "2015-02-30"}]
    assert sum(item["count"] for item in table["rejected"]) == 2
    assert {record["kind"] for record in data["records"]} == {"Firm"}
    assert data["command"] == "load"
    assert data["run"] == 1


def test_the_report_does_not_depend_on_when_it_is_made(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "表.xlsx", {"企业名录": ROWS})
    assert check([path]).to_json() == check([path]).to_json()


def test_rows_that_do_not_add_up_are_an_error() -> None:
    report = LoadReport([TableReport("a.csv", read=3, loaded=1, rejected_rows=1)])
    with pytest.raises(LiantuError) as caught:
        report.check()
    assert caught.value.key == "load.unbalanced"


def test_records_that_do_not_add_up_are_an_error() -> None:
    report = LoadReport(
        [TableReport("a.csv", read=2, loaded=2, records={"Firm": 2})], [KindCount("Firm", created=1)], run=1
    )
    with pytest.raises(LiantuError) as caught:
        report.check()
    assert caught.value.key == "load.unbalanced_records"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_quarantine_round_trip(home: Workspace, tmp_path: Path, lang: str) -> None:
    set_language(lang)
    try:
        report = load(home, [write_xlsx(tmp_path / "表.xlsx", {"企业名录": ROWS})])
    finally:
        set_language(None)
    (path,) = report.quarantine
    assert path.name == "run-1-表.xlsx"
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("企业名录").to_python()
    assert rows[0][:6] == ROWS[0]
    assert len(rows[0]) == 10
    assert rows[1][:6] == ["2", B, GOOD[:-1] + "X", "2015年3月", "200", "雨"]
    assert rows[1][6]
    assert rows[1][7:] == ["表.xlsx", "企业名录", "3"]
    assert rows[2][8:] == ["企业名录", "4"]

    rows[1][2] = ""
    rows[2][1] = "示例丙有限公司"
    again = load(home, [write_xlsx(tmp_path / path.name, {"企业名录": rows})])
    assert (again.read, again.loaded, again.rejected) == (2, 2, 0)
    assert [column.heading for column in again.tables[0].unknown] == ["天气"]
    names = home.sql("SELECT name FROM Firm")[0]["name"]
    assert sorted(names) == sorted([A, B, "示例丙有限公司"])
    capital = home.sql("SELECT capital FROM Firm WHERE name = $n", {"n": B})[0]["capital"]
    assert float(capital[0]) == 2_000_000


def test_rejected_again_keeps_one_prefix_and_says_why(home: Workspace, tmp_path: Path) -> None:
    first = load(home, [write_csv(tmp_path / "企业名录.csv", [["企业名称", "统一社会信用代码"], [A, "坏"], [B, ""]])])
    second = load(home, first.quarantine)
    assert [path.name for path in second.quarantine] == ["run-2-企业名录.xlsx"]
    assert second.exit_code == 3


def test_nothing_rejected_writes_no_workbook(home: Workspace, tmp_path: Path) -> None:
    report = load(home, [write_csv(tmp_path / "企业名录.csv", [["企业名称"], [A]])])
    assert report.quarantine == []
    assert report.exit_code == 0
    assert not list((home.folder / "quarantine").iterdir())


def test_files_of_one_name_get_workbooks_of_their_own(home: Workspace, tmp_path: Path) -> None:
    for name in ("企业名录.csv", "企业名录.txt"):
        write_csv(tmp_path / name, [["企业名称", "统一社会信用代码"], [A, "坏"], [B, ""]])
    report = load(home, [tmp_path / "企业名录.csv", tmp_path / "企业名录.txt"])
    assert sorted(path.name for path in report.quarantine) == ["run-1-企业名录-2.xlsx", "run-1-企业名录.xlsx"]
