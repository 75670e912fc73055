"""From files to the graph: folders, kinds, links, several names in one cell, owned nodes, memory, progress."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from loading_helpers import GOOD, A, B, write_csv, write_xlsx

from graph.errors import UsageError, WorkspaceError
from graph.records import Batch, RunInfo
from graph.schema import load_schema
from graph.workspace import Workspace
from loaders.choose import choose
from loaders.headers import HeaderBook
from loaders.pipeline import check, load
from loaders.readers import read_tables
from loaders.records import RecordMaker
from loaders.rows import open_book
from loaders.shape import shape_table
from loaders.spool import Spool
from loaders.values import Context

SCHEMA = load_schema()


def batches(path: Path, *rows: list[object]) -> dict[str, pa.Table]:
    table = next(iter(read_tables(write_csv(path, rows))))
    shaped = shape_table(table, choose(HeaderBook(SCHEMA), table), open_book(table).kept())
    made = RecordMaker(SCHEMA, Context(home="320706")).make(shaped, 4, table.rows)
    assert made.rejected == {}
    found: dict[str, pa.Table] = {}
    for batch in made.batches:
        found[batch.kind] = pa.concat_tables([found[batch.kind], batch.table]) if batch.kind in found else batch.table
    return found


def test_batches_hold_every_storage_column_with_origin_and_row(tmp_path: Path) -> None:
    found = batches(tmp_path / "企业名录.csv", ["企业名称", "统一社会信用代码"], [A, GOOD], [B, ""])
    firm = found["Firm"]
    wanted = [column.name for column in SCHEMA.nodes["Firm"].storage()]
    assert set(firm.column_names) == {*wanted, "owner_id", "owner_name", "inferred", "confidence", "origin", "row"}
    assert firm["origin"].to_pylist() == [4, 4]
    assert firm["row"].to_pylist() == [2, 3]
    assert firm.schema.field("capital").type == pa.decimal128(18, 2)


def test_links_of_a_row_become_edges_and_nodes(tmp_path: Path) -> None:
    header = ["企业名称", "统一社会信用代码", "所属区县", "主要产品", "是否高新技术企业", "所属园区"]
    found = batches(
        tmp_path / "企业名录.csv",
        header,
        [A, GOOD, "海州区", "碳纤维、树脂", "是", "示例园区"],
        [B, "", "海州区", "树脂", "否", ""],
    )
    assert found["Region"].select(["code", "name", "level"]).to_pylist() == [
        {"code": "320706", "name": "海州区", "level": "county"}
    ]
    assert found["Product"]["name"].to_pylist() == ["碳纤维", "树脂"]
    makes = found["MAKES"].select(["src_id", "dst_name", "row"]).to_pylist()
    own = makes[2]["src_id"]
    assert [(m["src_id"], m["dst_name"], m["row"]) for m in makes] == [
        (f"uscc:{GOOD}", "碳纤维", 2), (f"uscc:{GOOD}", "树脂", 2), (own, "树脂", 3),
    ]  # fmt: skip
    assert own.startswith("name:")
    assert len(own) == 21
    assert found["Recognition"]["name"].to_pylist() == ["高新技术企业"]
    places = found["LOCATED_IN"].select(["src_id", "dst_id", "dst_name", "dst_kind", "inferred"]).to_pylist()
    assert [p["dst_id"] for p in places] == ["region:320706", "region:320706", None]
    assert places[2]["dst_name"] == "示例园区"
    assert places[2]["dst_kind"] == "Park"
    assert places[2]["inferred"] is False


def test_owned_nodes_carry_their_owner(tmp_path: Path) -> None:
    rows = [["企业名称", "统一社会信用代码", "年度", "营业收入（万元）"], [A, GOOD, "2023", "12"], [B, "", "2023", "5"]]
    found = batches(tmp_path / "企业年度数据.csv", *rows)
    facts = found["YearFact"].select(["owner_id", "owner_name", "year", "revenue"]).to_pylist()
    assert [(f["owner_id"], f["owner_name"], f["year"], float(f["revenue"])) for f in facts] == [
        (f"uscc:{GOOD}", A, 2023, 120_000.0), (None, B, 2023, 50_000.0),
    ]  # fmt: skip
    assert all(text.startswith("yearfact:") for text in found["HAS_YEAR"]["dst_id"].to_pylist())


def test_owned_nodes_join_their_owner_in_the_graph(home: Workspace, tmp_path: Path) -> None:
    firms = write_csv(tmp_path / "企业名录.csv", [["企业名称", "统一社会信用代码"], [A, GOOD]])
    years = write_csv(tmp_path / "企业年度数据.csv", [["企业名称", "年度", "营业收入"], [A, "2023", "12万元"]])
    report = load(home, [years, firms])
    assert report.exit_code == 0
    assert home.waiting().empty
    rows = home.sql(
        "SELECT f.name, y.year FROM HAS_YEAR h JOIN Firm f ON f.uid = h.src JOIN YearFact y ON y.uid = h.dst"
    )[0]
    assert rows.to_numpy().tolist() == [[A, 2023]]


def test_several_names_in_one_cell_are_several_edges(tmp_path: Path) -> None:
    rows = [["投资方", "被投企业", "融资轮次", "融资日期"], ["示例一期基金、示例二期基金等", A, "A轮", "2023-05"]]
    found = batches(tmp_path / "投资关系.csv", *rows)
    assert found["INVESTS"]["src_name"].to_pylist() == ["示例一期基金", "示例二期基金"]
    assert found["INVESTS"]["row"].to_pylist() == [2, 2]
    assert found["INVESTS"]["date_precision"].to_pylist() == ["month", "month"]


def test_ends_given_as_codes_and_kinds(tmp_path: Path) -> None:
    rows = [
        ["合作方甲", "甲方信用代码", "合作方乙", "合作方乙类别"],
        [A, GOOD, "示例大学", "高校院所"],
        ["", GOOD, B, "企业"],
    ]
    found = batches(tmp_path / "合作关系.csv", *rows)["COOPERATES"]
    assert found["src_id"].to_pylist() == [f"uscc:{GOOD}", f"uscc:{GOOD}"]
    assert found["src_name"].to_pylist() == [A, None]
    assert found["dst_kind"].to_pylist() == ["Institute", "Firm"]


def test_a_bad_code_beside_a_name_is_left_out_and_alone_rejects(home: Workspace, tmp_path: Path) -> None:
    rows = [["供应商", "供应商统一社会信用代码", "采购方"], [A, "坏", B], ["", "坏", B], ["", "", B]]
    report = load(home, [write_csv(tmp_path / "供应关系.csv", rows)])
    assert (report.loaded, report.rejected) == (1, 2)
    assert report.tables[0].left_out[0].examples == ((2, "坏"),)
    reasons = {finding.problem.key for finding in report.tables[0].rejected}
    assert "load.required_empty" in reasons
    assert len(reasons) == 2


def test_places_resolve_by_code_list_with_the_home_district(tmp_path: Path) -> None:
    rows = [["企业名称", "所在位置"], [A, "海州区"], [B, "示例园区"]]
    found = batches(tmp_path / "企业位置.csv", *rows)["LOCATED_IN"]
    assert found["dst_id"].to_pylist() == ["region:320706", None]
    assert found["dst_name"].to_pylist() == ["海州区", "示例园区"]


def test_folders_are_walked_in_order(home: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    write_csv(folder / "b" / "企业名录.csv", [["企业名称"], [B]])
    write_csv(folder / "供应关系.csv", [["供应商", "采购方"], [A, B]])
    write_xlsx(folder / "a.xlsx", {"企业名录": [["企业名称"], [A]]})
    (folder / "~$a.xlsx").write_bytes(b"lock")
    (folder / "说明.docx").write_bytes(b"x")
    report = load(home, [folder])
    assert [table.file for table in report.tables] == ["a.xlsx", "企业名录.csv", "供应关系.csv"]
    assert "说明.docx" in report.text("zh")
    assert home.statistics().edges["SUPPLIES"] == 1


def test_the_kind_can_be_given(home: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "名单.csv", [["名称"], [A]])
    assert load(home, [path], kind="park").tables[0].kinds == ("Park",)
    with pytest.raises(UsageError):
        load(home, [path], kind="nothing")


def test_hidden_sheets_are_filtered_and_said(home: Workspace, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("企业名录", "选项"):
            sheet = book.add_worksheet(name)
            for row, text in enumerate(["企业名称", A]):
                sheet.write_string(row, 0, text)
        sheet.hide()
    report = load(home, [path])
    assert (report.loaded, report.filtered) == (1, 1)
    assert "隐藏" in report.text("zh")


def test_check_writes_nothing_and_tells_the_same(home: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "企业名录.csv", [["企业名称", "统一社会信用代码"], [A, GOOD], [B, "坏"]])
    tried = check([path], workspace=home)
    assert home.runs().empty
    assert not list((home.folder / "quarantine").iterdir())
    done = load(home, [path])
    assert tried.rows == done.rows == {"read": 2, "loaded": 1, "filtered": 0, "rejected": 1}
    assert tried.records == done.records
    assert tried.exit_code == done.exit_code == 3
    assert tried.run is None
    assert done.run == 1


def test_check_needs_no_workspace(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "企业名录.csv", [["企业名称", "所属区县"], [A, "江苏省连云港市海州区"]])
    assert check([path]).loaded == 1


def test_rows_keep_file_sheet_and_row(home: Workspace, tmp_path: Path) -> None:
    rows = [["标题", ""], ["企业名称", "统一社会信用代码"], ["", ""], [A, GOOD]]
    load(home, [write_xlsx(tmp_path / "表.xlsx", {"企业名录": rows})])
    seen = home.snapshot().provenance([GOOD])
    assert seen[["file", "sheet", "row"]].to_numpy().tolist() == [["表.xlsx", "企业名录", 4]]


def test_progress_counts_rows_and_ends_full(home: Workspace, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    one = write_csv(tmp_path / "企业名录.csv", [["企业名称"], *([f"示例{n}公司"] for n in range(20))])
    two = write_csv(tmp_path / "供应关系.csv", [["供应商", "采购方"], [A, B]])
    load(home, [one, two], progress=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (21, 21)
    assert all(done <= total for done, total in steps)
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert all(done < total for done, total in steps[:-1])


def test_many_batches_go_to_files_and_come_back_in_order() -> None:
    tables = [pa.table({"row": list(range(n, n + 100))}) for n in range(5)]
    with Spool(limit=1000) as spool:
        for number, table in enumerate(tables):
            spool.add(Batch(f"K{number}", table))
        spool.add(Batch("empty", pa.table({"row": pa.array([], pa.int64())})))
        found = list(spool)
        assert [batch.kind for batch in found] == [f"K{n}" for n in range(5)]
        assert [batch.table for batch in found] == tables


def test_an_error_while_writing_leaves_no_quarantine(
    home: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Workspace, _run: RunInfo, _batches: object) -> None:
        raise WorkspaceError("workspace.disk_full", file=home.folder, reason="x")

    monkeypatch.setattr(Workspace, "write", full)
    with pytest.raises(WorkspaceError) as caught:
        load(home, [write_csv(tmp_path / "企业名录.csv", [["企业名称", "统一社会信用代码"], [A, "坏"], [B, ""]])])
    assert caught.value.exit_code == 4
    assert not list((home.folder / "quarantine").iterdir())
