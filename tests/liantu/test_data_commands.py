"""Commands for data in and out: template, erase, export; each with its exit codes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from tests.liantu.conftest import Run

CODE, PHONE, SECRET = "91320706MA1X12345R", "13812345678", "示例机密厂"


def table(path: Path, rows: Sequence[Sequence[object]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return str(path)


def test_exit_codes_of_load(liantu: Run, tmp_path: Path) -> None:
    ws = str(tmp_path / "ws")
    assert liantu("init", ws, "--home", "320706").code == 0
    good = table(tmp_path / "企业名录.csv", [["企业名称", "所属区县"], ["示例甲厂", "海州区"]])
    (tmp_path / "空.csv").write_bytes(b"")
    only = table(tmp_path / "企业名单.csv", [["企业名称"]])
    missing = liantu("load", good, str(tmp_path / "没有.csv"), "-w", ws)
    assert (missing.code, "没有.csv" in missing.err) == (2, True)
    assert liantu("load", str(tmp_path / "空.csv"), "-w", ws).code == 3
    assert liantu("load", only, "-w", ws).code == 3
    mixed = liantu("load", str(tmp_path), "-w", ws)
    assert mixed.code == 3
    assert "没有载入 空.csv" in mixed.out
    assert "企业：新增 1" in mixed.out


def test_personal_data_is_erased_after_confirmation(liantu: Run, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    liantu("init", str(ws), "--home", "320706")
    rows = [["企业名称", "统一社会信用代码", "电话"], ["示例甲厂", CODE, PHONE], ["示例乙厂", "123", PHONE]]
    assert liantu("load", table(tmp_path / "企业名录.csv", rows), "-w", str(ws)).code == 3
    asked = liantu("erase", CODE, "-w", str(ws))
    assert (asked.code, "Firm.phone" in asked.err, PHONE in asked.err) == (2, True, False)
    assert PHONE.encode() in (ws / "liantu.duckdb").read_bytes()
    done = liantu("erase", CODE, "-w", str(ws), "--yes")
    assert (done.code, "run-2-企业名录.xlsx" in done.err) == (0, True)
    assert PHONE.encode() not in (ws / "liantu.duckdb").read_bytes()
    again = liantu("load", str(ws / "quarantine"), "-w", str(ws))
    assert (again.code, PHONE in again.out) == (3, False)
    assert liantu("erase", CODE, "-w", str(ws), "--yes").code == 1
    assert liantu("erase", "nobody", "-w", str(ws), "--yes").code == 1


def test_what_was_pushed_is_erased_by_the_next_push(liantu: Run, tmp_path: Path) -> None:
    """The prints of a push tell uids made from names; the database is told of nothing until then."""
    ws = tmp_path / "ws"
    liantu("init", str(ws), "--home", "320706")
    rows = [
        ["企业名称", "统一社会信用代码", "电话"],
        ["示例甲厂", CODE, PHONE],
        ["示例乙厂", "91320706MA1X54321Q", PHONE],
    ]
    assert liantu("load", table(tmp_path / "企业名录.csv", rows), "-w", str(ws)).code == 0
    before = liantu("erase", CODE, "-w", str(ws), "--yes")
    assert (before.code, "neo4j push" in before.err) == (0, False)
    assert liantu("neo4j", "export", str(tmp_path / "csv"), "-w", str(ws)).code == 0
    assert len(list((ws / "pushed").glob("*.parquet"))) == 1
    for name in ("0123-4567.parquet", "0123-89ab.part"):  # of a database that is there no longer, of a push cut off
        (ws / "pushed" / name).touch()
    done = liantu("erase", "91320706MA1X54321Q", "-w", str(ws), "--yes")
    assert (done.code, "liantu neo4j push" in done.err) == (0, True)
    assert list((ws / "pushed").iterdir()) == []


def test_confidential_firms_stay_at_home(liantu: Run, tmp_path: Path) -> None:
    ws = str(tmp_path / "ws")
    liantu("init", ws, "--home", "320706")
    liantu("load", table(tmp_path / "企业名录.csv", [["企业名称", "涉密"], [SECRET, "是"], ["示例甲厂", ""]]), "-w", ws)
    asked = liantu("sql", "SELECT name FROM Firm", "--format", "csv", "-w", ws)
    assert (SECRET in asked.out, "1 家涉密" in asked.err) == (False, True)
    out = liantu("export", str(tmp_path / "out"), "--everything", "-w", ws)
    assert (out.code, "1 家涉密单位" in out.err) == (0, True)
    whole = liantu("export", str(tmp_path / "whole"), "--everything", "--with-confidential", "-w", ws)
    assert (whole.code, "涉密" in whole.err) == (0, False)


def test_a_template_is_written_and_read(liantu: Run, tmp_path: Path) -> None:
    book = str(tmp_path / "book.xlsx")
    assert liantu("template", "firm", "供应", "--out", book).code == 0
    read = liantu("check", book)
    assert (read.code, "示例行" in read.out) == (0, True)
    assert liantu("template", "天气", "--out", book).code == 2
