"""Reading: what is in a file comes out with its place, whatever the file is called."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import DataError
from loaders.readers import RawTable, column_letter, read_tables
from loaders.readers.table import Place, build_table
from loaders.readers.text import decode, find_delimiter


def write_csv(folder: Path, data: str | bytes, name: str = "企业.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def only(path: Path, **options) -> RawTable:
    (table,) = read_tables(path, **options)
    return table


def keys(table: RawTable) -> list[str]:
    return [note.key for note in table.notes]


def write_book(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(i, j, cell)
                else:
                    sheet.write(i, j, cell)
    book.close()
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_text_is_decoded_in_a_fixed_order(tmp_path, encoding):
    text = "id,name\r\n" + "".join(f"{i},abc\r\n" for i in range(5000)) + "x,海州区示例公司\r\n"
    table = only(write_csv(tmp_path, text.encode(encoding)))
    assert table.headers == ["id", "name"]
    assert table.columns[1][-1] == "海州区示例公司"
    assert table.rows[-1] == 5002


def test_utf16_big_endian_with_mark(tmp_path):
    table = only(write_csv(tmp_path, b"\xfe\xff" + "名称,数\n甲,1\n".encode("utf-16-be")))
    assert table.columns == [["甲"], ["1"]]
    assert "read.decoded" in keys(table)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_is_the_one_that_splits_evenly(tmp_path, delimiter):
    rows = [["名称", "范围", "数"], ["甲", '"a,b;c"', "1"], ["乙", "x", "2"]]
    table = only(write_csv(tmp_path, "\n".join(delimiter.join(row) for row in rows)))
    assert table.headers == ["名称", "范围", "数"]
    assert table.columns[1] == ["a,b;c", "x"]


def test_excel_separator_line_is_obeyed(tmp_path):
    table = only(write_csv(tmp_path, "sep=;\n名称;数\n甲,一;1\n"))
    assert (table.header_row, table.headers, table.columns) == (2, ["名称", "数"], [["甲,一"], ["1"]])


def test_one_column_without_delimiter(tmp_path):
    assert find_delimiter("名称\n甲\n乙\n") == ","
    assert only(write_csv(tmp_path, "名称\n甲\n乙\n")).columns == [["甲", "乙"]]


def test_rows_are_those_a_spreadsheet_shows(tmp_path):
    table = only(write_csv(tmp_path, '通知：内部资料\n名称,简介\n甲,"第一行\n第二行"\n\n乙,x\n , \n丙,y\n'))
    assert table.header_row == 2
    assert list(table.rows) == [3, 5, 7]
    assert table.columns == [["甲", "乙", "丙"], ["第一行\n第二行", "x", "y"]]
    assert keys(table) == ["read.rows_above", "read.empty_rows"]
    assert table.above == ((1, ("通知：内部资料",)),)
    assert table.cell_name(1, 1) == "B5"


def test_long_rows_are_named_and_short_ones_filled(tmp_path):
    table = only(write_csv(tmp_path, "名称,数\n甲,1,多\n乙\n丙,3\n"))
    assert table.headers == ["名称", "数", ""]
    assert table.columns == [["甲", "乙", "丙"], ["1", "", "3"], ["多", "", ""]]
    assert table.long_rows == (2,)
    assert {"read.long_rows", "read.unnamed_columns"} <= set(keys(table))


def test_header_only_is_a_table_without_rows(tmp_path):
    table = only(write_csv(tmp_path, "名称,代码\n"))
    assert (table.headers, list(table.rows), table.columns) == (["名称", "代码"], [], [[], []])
    assert keys(table) == ["read.header_only"]
    assert table.fault is None


def test_duplicate_header_is_a_fault_that_names_both_columns(tmp_path):
    table = only(write_csv(tmp_path, "名称,代码,名称\n甲,1,乙\n"))
    assert isinstance(table.fault, DataError)
    assert "A, C" in table.fault.text("zh")
    assert "企业.csv" in table.fault.text("en")
    assert table.duplicates() == {"名称": (0, 2)}


def test_numbers_alone_have_no_header(tmp_path):
    table = only(write_csv(tmp_path, "1,2\n3,4\n"))
    assert table.fault.key == "read.no_header"
    found = table.with_header(1)
    assert (found.headers, found.columns) == (["1", "2"], [["3"], ["4"]])


def test_header_row_can_be_given_and_moved(tmp_path):
    path = write_csv(tmp_path, "标题,二〇二三年\n名称,数\n甲,1\n")
    assert only(path).headers == ["标题", "二〇二三年"]
    given_row = only(path, header_row=2)
    assert (given_row.headers, list(given_row.rows)) == (["名称", "数"], [3])
    moved = only(path).with_header(2)
    assert (moved.headers, moved.columns, list(moved.rows)) == (["名称", "数"], [["甲"], ["1"]], [3])
    with pytest.raises(DataError, match="第 9 行") as caught:
        only(path, header_row=9)
    assert caught.value.key == "read.header_row_empty"


def test_workbook_cells_keep_their_types(tmp_path):
    rows = [
        ["名称", "数", "日期", "真", "空"],
        ["甲", 1.5, dt.date(2023, 5, 1), True, None],
        ["乙", 2, dt.date(2024, 1, 1), False, None],
    ]
    table = only(write_book(tmp_path / "a.xlsx", {"企业": rows}))
    assert table.columns[0] == ["甲", "乙"]
    assert table.columns[1] == [1.5, 2.0]
    assert table.columns[2] == [dt.date(2023, 5, 1), dt.date(2024, 1, 1)]
    assert table.columns[3] == [True, False]
    assert table.columns[4] == ["", ""]
    assert (table.file, table.sheet, len(table.digest)) == ("a.xlsx", "企业", 64)


def test_table_that_begins_inside_the_sheet_keeps_its_place(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "b.xlsx"))
    sheet = book.add_worksheet("s")
    for i, row in enumerate([["名称", "数"], ["甲", "1"]]):
        for j, cell in enumerate(row):
            sheet.write_string(i + 4, j + 2, cell)
    book.close()
    table = only(tmp_path / "b.xlsx")
    assert (table.header_row, list(table.rows), table.cell_name(0, 0)) == (5, [6], "C6")


def test_hidden_and_empty_sheets_are_told(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "c.xlsx"))
    for name in ("明", "隐", "深", "空"):
        sheet = book.add_worksheet(name)
        if name != "空":
            sheet.write_row(0, 0, ["名称", "数"])
            sheet.write_row(1, 0, [name, 1])
    book.get_worksheet_by_name("隐").hide()
    book.get_worksheet_by_name("深").very_hidden()
    book.close()
    tables = {table.sheet: table for table in read_tables(tmp_path / "c.xlsx")}
    assert [t.visible for t in tables.values()] == [True, False, False, True]
    assert "read.hidden_sheet" in keys(tables["深"])
    assert tables["空"].headers == []
    assert keys(tables["空"]) == ["read.empty_sheet"]
    assert tables["空"].fault is None
    assert [t.sheet for t in read_tables(tmp_path / "c.xlsx", sheets=["隐"])] == ["隐"]


def test_formula_without_result_is_noted(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "f.xlsx"))
    sheet = book.add_worksheet("表 & 一")
    sheet.write_row(0, 0, ["名称", "数"])
    sheet.write_string(1, 0, "甲")
    sheet.write_formula(1, 1, "=1+1", None, "")
    sheet.write_string(2, 0, "乙")
    sheet.write_formula(2, 1, "=1+1", None, 2)
    book.close()
    table = only(tmp_path / "f.xlsx")
    (note,) = table.notes
    assert note.key == "read.unstored_formula"
    assert note.values["cells"] == "B2"
    assert "B2" in note.text("en")
    assert table.columns[1] == ["", 2.0]


def test_ods_is_read(tmp_path):
    office = "urn:oasis:names:tc:opendocument:xmlns"

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(text: str, kind: str = 'office:value-type="string"') -> str:
        return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"

    number = cell("3", 'office:value-type="float" office:value="3"')
    table = f'<table:table table:name="企业">{row(cell("名称"), cell("数"))}{row(cell("甲"), number)}</table:table>'
    names = "".join(f' xmlns:{name}="{office}:{name}:1.0"' for name in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    path = tmp_path / "o.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0"/>')
        archive.writestr("content.xml", f"<office:document-content{names}>{body}</office:document-content>")
    assert only(path).columns == [["甲"], [3.0]]


def test_csv_named_xlsx_and_workbook_named_csv_are_read_with_a_note(tmp_path):
    text = only(write_csv(tmp_path, "名称,数\n甲,1\n", "x.xlsx"))
    assert text.columns == [["甲"], ["1"]]
    assert "read.text_named_workbook" in keys(text)
    path = write_book(tmp_path / "y.xlsx", {"s": [["名称", "数"], ["甲", 1]]})
    book = only(path.rename(tmp_path / "y.csv"))
    assert book.columns == [["甲"], [1.0]]
    assert "read.workbook_named_text" in keys(book)
    assert only((tmp_path / "y.csv").rename(tmp_path / "z.xls")).columns == [["甲"], [1.0]]


def test_ten_megabyte_cell_is_read(tmp_path):
    table = only(write_csv(tmp_path, f"名称,简介\n甲,{'长' * (10 << 20)}\n"))
    assert len(table.columns[1][0]) == 10 << 20


def test_stray_quote_is_read_as_it_stands(tmp_path):
    table = only(write_csv(tmp_path, '名称,规格\n甲,"12" 管"\n乙,3" 管\n'))
    assert table.columns[0] == ["甲", "乙"]
    assert table.columns[1][1] == '3" 管'
    assert "read.stray_quote" in keys(table)


def test_column_letters():
    assert [column_letter(n) for n in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


def test_notes_are_told_in_both_languages(tmp_path):
    table = only(write_csv(tmp_path, "通知\n名称,数\n甲,1,x\n\n乙,2\n".encode("gb18030")))
    for note in table.notes:
        assert note.text("zh")
        assert note.text("zh") != note.text("en")


CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=6))
def test_csv_round_trip(tmp_path_factory, rows):
    import csv

    path = tmp_path_factory.mktemp("csv") / "r.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["名称", "代码"])
        writer.writerows(rows)
    table = only(path)
    kept = [(i + 2, row) for i, row in enumerate(rows) if any(cell and not cell.isspace() for cell in row)]
    assert list(table.rows) == [number for number, _ in kept]
    assert [list(cells) for cells in zip(*table.columns, strict=True)] == [row for _, row in kept]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_data_error(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bytes") / "any.csv"
    path.write_bytes(data)
    told = []
    tables = []
    try:
        tables = list(read_tables(path))
    except DataError as error:
        told = [error.text("zh"), error.text("en")]
    assert bool(tables) != bool(told)
    assert all(told)
    for table in tables:
        assert {len(column) for column in table.columns} <= {len(table.rows)}


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=50))
def test_decode_round_trip(text):
    assert decode(text.encode(), "x")[0].removeprefix("\ufeff") == text.removeprefix("\ufeff")


def test_build_table_drops_trailing_empty_columns():
    table = build_table(Place("x"), [["名称", "数", "", ""], ["甲", 1, "", ""]])
    assert (table.headers, table.columns) == (["名称", "数"], [["甲"], [1]])
