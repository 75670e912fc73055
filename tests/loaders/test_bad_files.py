"""Bad files: each a clear message with file, place and remedy, nothing lost, nothing half written."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from loading_helpers import GOOD, A, B, firms, write_csv, write_xlsx

from graph.errors import DataError, UsageError
from graph.workspace import Workspace
from loaders.pipeline import load


def refused(home: Workspace, path: Path, **options: str) -> DataError:
    """Load what cannot be loaded; the workspace must not have moved."""
    with pytest.raises(DataError) as caught:
        load(home, [path], **options)
    assert home.runs().empty
    assert home.statistics().nodes == {}
    assert path.name in caught.value.text("zh")
    assert path.name in caught.value.text("en")
    assert caught.value.exit_code == 3
    return caught.value


def test_missing_path_is_wrong_usage_and_keeps_the_good_ones_out_too(home: Workspace, tmp_path: Path) -> None:
    good = firms(tmp_path, [A, ""])
    with pytest.raises(UsageError) as caught:
        load(home, [good, tmp_path / "没有.csv"])
    assert (caught.value.key, caught.value.exit_code) == ("read.missing_file", 2)
    assert "没有.csv" in caught.value.text("zh")
    assert home.runs().empty


def test_one_bad_file_of_a_folder_is_named_and_the_others_load(home: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    firms(folder, [A, GOOD])
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (folder / "空.csv").write_bytes(b"")
    write_csv(folder / "企业名录2.csv", [["企业名称"]])
    report = load(home, [folder])
    assert (report.loaded, report.exit_code) == (1, 3)
    assert {t.file: t.refused.key for t in report.tables if t.refused} == {
        "坏.xlsx": "read.corrupt",
        "空.csv": "read.empty_file",
    }
    assert all(word in report.text("en").splitlines()[n] for n, word in ((1, "NOT LOADED 坏.xlsx"), (2, "空.csv")))
    assert home.statistics().nodes["Firm"] == 1


def test_files_that_are_all_bad_write_nothing(home: Workspace, tmp_path: Path) -> None:
    for name in ("空.csv", "空2.csv"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(DataError) as caught:
        load(home, [tmp_path / "空.csv", tmp_path / "空2.csv"])
    assert caught.value.key == "load.all_refused"
    assert "空2.csv" in caught.value.text("zh")
    assert home.runs().empty


def test_a_source_without_tables_may_name_its_files(home: Workspace, tmp_path: Path) -> None:
    firms(tmp_path, [A, GOOD])
    write_csv(tmp_path / "高校院所.csv", [["机构名称"], ["示例大学"]])
    source = tmp_path / "来源.toml"
    source.write_text('name = "名录"\nfiles = ["企业*"]\n', "utf-8")
    report = load(home, [tmp_path / "企业名录.csv", tmp_path / "高校院所.csv"], source=source)
    assert (report.loaded, [note.key for note in report.skipped]) == (1, ["load.skipped_unsourced"])


def test_empty_file(home: Workspace, tmp_path: Path) -> None:
    (tmp_path / "空.csv").write_bytes(b"")
    assert refused(home, tmp_path / "空.csv").key == "read.empty_file"


def test_wrong_encoding(home: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "企业名录.csv"
    path.write_bytes("企业名称\n示例".encode() + b"\xff\xfe\xfa\n")
    error = refused(home, path)
    assert error.key == "read.encoding"
    assert "UTF-8" in error.text("zh")


def test_gbk_with_a_late_first_chinese_byte_loads(home: Workspace, tmp_path: Path) -> None:
    rows = [[f"Example {n}", ""] for n in range(400)] + [[A, ""]]
    path = write_csv(tmp_path / "firms.csv", [["name", "uscc"], *rows], encoding="gb18030")
    assert load(home, [path]).loaded == 401
    assert home.sql("SELECT name FROM Firm WHERE name = $n", {"n": A})[0]["name"].tolist() == [A]


def test_csv_named_xlsx(home: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "企业名录.xlsx", [["企业名称"], [A]])
    report = load(home, [path])
    assert report.loaded == 1
    assert "read.text_named_workbook" in [note.key for note in report.tables[0].notes]


def test_header_only(home: Workspace, tmp_path: Path) -> None:
    assert refused(home, firms(tmp_path)).key == "load.no_rows"


def test_duplicate_header(home: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "企业名录.csv", [["企业名称", "注册资本", "企业名称"], [A, "1万元", B]])
    error = refused(home, path)
    assert "企业名称" in str(error)
    assert "A, C" in str(error)


def test_unknown_sheet_is_named_and_the_others_load(home: Workspace, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "表.xlsx", {"企业名录": [["企业名称"], [A]], "天气": [["温度", "湿度"], ["1", "2"]]})
    report = load(home, [path])
    assert (report.loaded, report.rejected, report.exit_code) == (1, 1, 3)
    assert report.read == report.loaded + report.filtered + report.rejected
    refusal = report.tables[1].refused
    assert refusal is not None
    assert refusal.key == "load.no_kind"
    assert "天气" in report.text("zh")


def test_unknown_sheet_alone_stops_the_load(home: Workspace, tmp_path: Path) -> None:
    assert (
        refused(home, write_xlsx(tmp_path / "表.xlsx", {"天气": [["温度", "湿度"], ["1", "2"]]})).key == "load.no_kind"
    )


def test_missing_required_column(home: Workspace, tmp_path: Path) -> None:
    error = refused(home, firms(tmp_path, [GOOD, "1万元"], header=("统一社会信用代码", "注册资本")))
    assert error.key == "load.missing_columns"
    assert "公司名称" in error.text("zh")


def test_ten_megabyte_cell(home: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "企业名录.csv", [["企业名称", "经营范围"], [A, "材" * 3_500_000], [B, "短"]])
    report = load(home, [path])
    assert report.loaded == 2
    assert len(report.text()) < 5_000
    assert home.sql("SELECT max(length(scope)) AS most FROM Firm")[0]["most"].tolist() == [3_500_000]


def test_formula_cells_are_values_or_said_to_be_missing(home: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "企业名录.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("企业名录")
        for column, text in enumerate(("企业名称", "注册资本（万元）")):
            sheet.write_string(0, column, text)
        sheet.write_string(1, 0, A)
        sheet.write_formula(1, 1, "=500*2", value=1000)
        sheet.write_string(2, 0, B)
        sheet.write_formula(2, 1, "=500*2", value="")
    report = load(home, [path])
    capital = home.sql("SELECT name, capital FROM Firm ORDER BY name")[0].set_index("name")["capital"]
    assert float(capital[A]) == 10_000_000
    assert capital.isna()[B]
    assert any("B3" in note.text("zh") for note in report.tables[0].notes)


def test_ctrl_c_passes_and_leaves_nothing(home: Workspace, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(home, [firms(tmp_path, [A, GOOD])], progress=stop)
    assert home.runs().empty
    assert not list((home.folder / "quarantine").iterdir())
