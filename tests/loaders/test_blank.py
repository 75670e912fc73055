"""The blank workbook: every kind has a sheet that load takes, and examples are passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading_helpers import workspace, write_xlsx
from python_calamine import load_workbook

from graph.errors import UsageError
from graph.schema import load_schema
from loaders.blank import headings, write_blank
from loaders.choose import choose
from loaders.headers import HeaderBook
from loaders.pipeline import check, load
from loaders.readers import read_tables
from loaders.rows import EXAMPLE, EXAMPLE_MARK, GUIDE

SCHEMA = load_schema()
KINDS = [*SCHEMA.nodes, *SCHEMA.edges]


def test_a_book_of_all_kinds_is_told_and_holds_nothing_yet(tmp_path: Path) -> None:
    write_blank(tmp_path / "book.xlsx", kinds=KINDS)
    report = check([tmp_path / "book.xlsx"])
    assert (report.loaded, report.rejected, report.exit_code) == (0, 0, 0)
    assert [table.kinds for table in report.tables[1:]] == [(kind,) for kind in KINDS]
    assert all(table.filtered == {EXAMPLE: 1} for table in report.tables[1:])
    assert report.tables[0].filtered[GUIDE] > len(KINDS)
    assert not any(table.unknown or table.doubled for table in report.tables)


@pytest.mark.parametrize("kind", KINDS)
def test_every_heading_fills_a_field_of_its_own(kind: str) -> None:
    columns = headings(SCHEMA, SCHEMA.kind(kind))
    match = HeaderBook(SCHEMA).match(kind, [column.text for column in columns])
    assert (match.unknown, match.doubled, match.missing) == ((), (), ())
    assert len(match.columns) == len(columns)


def test_a_filled_book_loads(tmp_path: Path) -> None:
    write_blank(tmp_path / "book.xlsx", kinds=["firm", "供应", "yearfact"])
    filled = {}
    for table in list(read_tables(tmp_path / "book.xlsx"))[1:]:
        row = [str(column[0]).removeprefix(EXAMPLE_MARK) for column in table.columns]
        filled[table.sheet] = [table.headers, [column[0] for column in table.columns], row]
    filled["供应"][2][:4] = ["示例有限公司", "", "示例乙有限公司", ""]
    home = workspace(tmp_path)
    report = load(home, [write_xlsx(tmp_path / "filled.xlsx", filled)])
    assert (report.loaded, report.filtered, report.rejected) == (3, 3, 0)
    found = home.sql("SELECT capital, region, above_scale FROM Firm WHERE name = '示例有限公司'", confidential=True)[0]
    assert found.to_numpy().tolist() == [[1000, "320706", True]]


def test_choices_are_offered_and_required_columns_marked(tmp_path: Path) -> None:
    write_blank(tmp_path / "book.xlsx", kinds=["carrier"])
    sheet = load_workbook(tmp_path / "book.xlsx").get_sheet_by_name("科创载体")
    assert sheet.to_python()[0][0] == "*载体名称"
    import zipfile

    with zipfile.ZipFile(tmp_path / "book.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
    assert "众创空间,孵化器,加速器" in xml
    assert choose(HeaderBook(SCHEMA), list(read_tables(tmp_path / "book.xlsx"))[1]).kind == "Carrier"


def test_same_book_same_bytes_and_unknown_kinds_are_said(tmp_path: Path) -> None:
    write_blank(tmp_path / "a.xlsx")
    write_blank(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with pytest.raises(UsageError):
        write_blank(tmp_path / "c.xlsx", kinds=["天气"])
    with pytest.raises(UsageError):
        write_blank(tmp_path / "no" / "c.xlsx")
