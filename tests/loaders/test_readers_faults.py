"""Every file that cannot be read is refused with file, place and remedy, in both languages."""

from __future__ import annotations

import csv
import zipfile

import pytest
import xlsxwriter

from graph.errors import DataError
from loaders.readers import read_tables
from loaders.readers.text import LARGEST_CELL


def fault(path, **options) -> DataError:
    with pytest.raises(DataError) as caught:
        list(read_tables(path, **options))
    error = caught.value
    assert error.exit_code == 3
    assert path.name in error.text("zh")
    assert path.name in error.text("en")
    assert error.text("zh") != error.text("en")
    return error


def write(folder, name: str, data: bytes):
    path = folder / name
    path.write_bytes(data)
    return path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("空.csv", b"", "read.empty_file"),
        ("空.xlsx", b"", "read.empty_file"),
        ("空行.csv", b"\xef\xbb\xbf\r\n \r\n", "read.empty_file"),
        ("空格.csv", b",,\n", "read.header"),
        ("网页.xls", b"\r\n<html><table><tr><td>1</td></tr></table>", "read.html"),
        ("网页.csv", b"<!DOCTYPE html><html></html>", "read.html"),
        (
            "表.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "read.other_form",
        ),
        ("文件.pdf", b"%PDF-1.7 ...", "read.other_form"),
        ("加密.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "read.encrypted"),
        ("文档.xls", OLE + "WordDocument".encode("utf-16-le"), "read.other_form"),
        ("坏.xls", OLE, "read.corrupt"),
        ("坏.xlsx", b"PK\x03\x04 no archive", "read.corrupt"),
        ("图.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "read.binary"),
        ("数据.json", b'{"a": 1}', "read.unknown_suffix"),
        ("引号.csv", '名称,数\n甲,1\n"乙,2\n丙,3\n'.encode(), "read.open_quote"),
        ("乱码.csv", b"name,x\nabc,\xff\xff\xff\n", "read.encoding"),
    ],
)
def test_fault_of_a_file(tmp_path, name, data, key):
    path = write(tmp_path, name, data)
    if key == "read.header":
        (table,) = read_tables(path)
        assert table.headers == []
        assert [note.key for note in table.notes] == ["read.empty_sheet"]
        return
    assert fault(path).key == key


def test_missing_file_and_folder(tmp_path):
    assert fault(tmp_path / "没有.xlsx").key == "read.missing_file"
    assert fault(tmp_path).key == "read.is_folder"


def test_damaged_utf8_is_not_read_as_other_chinese(tmp_path):
    good = "名称,简介\n" + "海州区示例公司,做新材料的企业\n" * 20
    data = good.encode()
    broken = data[:-20] + b"\xe6\xb5" + data[-18:]
    error = fault(write(tmp_path, "半字.csv", broken))
    assert error.key == "read.encoding"
    assert error.values["line"] == 21


def test_truncated_workbook(tmp_path):
    path = tmp_path / "断.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("s").write_row(0, 0, ["名称", "数"])
    book.close()
    path.write_bytes(path.read_bytes()[:-200])
    assert fault(path).key == "read.corrupt"


def test_workbook_with_broken_sheet_names_the_sheet(tmp_path):
    path = tmp_path / "坏页.xlsx"
    book = xlsxwriter.Workbook(str(tmp_path / "g.xlsx"))
    book.add_worksheet("企业").write_row(0, 0, ["名称", "数"])
    book.close()
    with zipfile.ZipFile(tmp_path / "g.xlsx") as source, zipfile.ZipFile(path, "w") as target:
        for item in source.infolist():
            data = source.read(item.filename)
            target.writestr(item, data[:200] if item.filename.endswith("sheet1.xml") else data)
    error = fault(path)
    assert error.key == "read.corrupt_sheet"
    assert "企业" in error.text("zh")


def test_unknown_sheet_names_those_there_are(tmp_path):
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("企业").write_row(0, 0, ["名称", "数"])
    book.close()
    error = fault(path, sheets=["投资"])
    assert error.key == "read.unknown_sheet"
    assert "企业" in error.text("zh")
    assert fault(write(tmp_path, "a.csv", "名称,数\n甲,1\n".encode()), sheets=["投资"]).key == "read.no_sheets"


def test_workbook_without_any_cell(tmp_path):
    path = tmp_path / "空表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("一")
    book.add_worksheet("二")
    book.close()
    assert fault(path).key == "read.empty_workbook"


def test_word_document_named_xlsx(tmp_path):
    path = tmp_path / "报告.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert fault(path).values["form"] == "Word (docx)"


def test_cell_beyond_the_limit_names_the_row_and_the_limit_is_restored(tmp_path):
    before = csv.field_size_limit()
    path = write(tmp_path, "大.csv", b"name,x\na,1\nb," + b"y" * (LARGEST_CELL + 1) + b"\n")
    error = fault(path)
    assert (error.key, error.values["row"]) == ("read.cell_too_large", 3)
    assert csv.field_size_limit() == before
