"""The review book goes out, comes back filled in, and people's decisions change the answers until they are undone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from analyses.review import review, standing
from liantu.home import Home
from liantu.review_rows import Judge
from loaders.readers import read_tables
from tests.liantu.conftest import Done, run_liantu

PLACED, STATES, PAIRS = "企业归环节复核", "环节状态复核", "疑似重复复核"
POWDER = "silicon-materials/spherical-silica"
SIGNED = {"理由": "现场核实", "决定人": "示例张三", "日期": "2026-11-01"}
Fill = Callable[[str, dict[str, Any]], dict[str, Any]]


def silicon(workspace: Path) -> dict[str, dict[str, Any]]:
    done = run_liantu("gaps", "--chain", "silicon-materials", "-f", "json", "-w", workspace)
    assert done.code == 0, done.err
    return {row["segment"]: row for row in done.json["rows"]}


def rows_of(book: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for table in read_tables(book):
        cells = [[column[at] for column in table.columns] for at in range(len(table.rows))]
        yield table.sheet, [dict(zip(table.headers, row, strict=True)) for row in cells]


def fill(book: Path, out: Path, answer: Fill) -> Path:
    """Write the book again as somebody who fills it in would, with another program."""
    with xlsxwriter.Workbook(str(out), {"strings_to_formulas": False}) as filled:
        for name, rows in rows_of(book):
            sheet = filled.add_worksheet(name)
            for number, row in enumerate(rows, start=1):
                for column, (heading, cell) in enumerate({**row, **answer(name, row)}.items()):
                    sheet.write_string(0, column, heading)
                    if cell != "":
                        sheet.write(number, column, cell if isinstance(cell, (int, float)) else str(cell))
    return out


def firm_row(row: dict[str, Any], name: str, segment: str = "") -> bool:
    return name in str(row.get("企业名称", "")) and segment in str(row.get("环节编号", ""))


@pytest.fixture
def workspace(district: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(district, tmp_path / "ws"))


@pytest.fixture
def book(workspace: Path, tmp_path: Path) -> Path:
    done = run_liantu("review", "--chain", "silicon-materials", "-o", tmp_path / "复核表.xlsx", "-w", workspace)
    assert done.code == 0, done.err
    return tmp_path / "复核表.xlsx"


def bring_back(filled: Path, workspace: Path, *, by: str = "review") -> Done:
    words = ("review", "--load", filled) if by == "review" else ("load", filled)
    return run_liantu(*words, "-f", "json", "-w", workspace)


def test_the_book_shows_what_is_to_be_judged(book: Path, workspace: Path, tmp_path: Path) -> None:
    sheets = dict(rows_of(book))
    powder = next(row for row in sheets[PLACED] if firm_row(row, "云台硅微粉"))
    assert (powder["环节编号"], powder["主次"], powder["归链依据"]) == (POWDER, "主环节", "企业申报")
    assert "球形硅微粉" in powder["命中词"]
    assert powder["数据出处"].startswith("企业.csv")
    assert {row["地区代码"] for row in sheets[STATES]} == {"320706"}
    assert any(row["企业名称"].startswith("=cmd") for row in sheets[PLACED]), "hostile names stand as text"
    again = tmp_path / "again.xlsx"
    run_liantu("review", "--chain", "silicon-materials", "-o", again, "-w", workspace)
    assert again.read_bytes() == book.read_bytes()


def test_a_blank_book_changes_nothing(book: Path, workspace: Path) -> None:
    before = silicon(workspace)
    done = bring_back(book, workspace)
    assert done.code == 0, done.err
    assert done.json["run"] is None
    assert done.json["rows"]["rejected"] == done.json["rows"]["loaded"] == 0
    assert done.json["rows"]["read"] == done.json["rows"]["filtered"] > 0
    assert all(set(table["filtered"]) <= {"未填结论"} for table in done.json["tables"])
    assert silicon(workspace) == before


def test_decisions_hold_are_shown_and_are_undone(book: Path, workspace: Path, tmp_path: Path) -> None:
    before = silicon(workspace)
    assert before[POWDER]["effective_firms"] == 1
    fused = "silicon-materials/fused-powder"

    def answer(sheet: str, row: dict[str, Any]) -> dict[str, Any]:
        if firm_row(row, "云台硅微粉", POWDER):
            return {**SIGNED, "结论": "改为", "改为环节": fused}
        if sheet == STATES and row["环节编号"] == "silicon-materials/piezo-quartz":
            return {**SIGNED, "结论": "改为", "改为状态": "缺失环节", "有效期至": "2027-05-01"}
        return {}

    filled = fill(book, tmp_path / "filled.xlsx", answer)
    done = bring_back(filled, workspace)
    assert done.code == 0, done.out + done.err
    assert done.json["rows"]["loaded"] == 2
    after = silicon(workspace)
    assert after[POWDER]["effective_firms"] == 0
    assert after[fused]["effective_firms"] == before[fused]["effective_firms"] + 1
    decided = after["silicon-materials/piezo-quartz"]
    assert (decided["state"], decided["decided"]["person"]) == ("missing", "示例张三")
    assert "人工判断" in decided["reason"]
    later = run_liantu("gaps", "--chain", "silicon-materials", "-f", "json", "-w", workspace, "--as-of", "2027-05-01")
    state = {row["segment"]: row for row in later.json["rows"]}["silicon-materials/piezo-quartz"]
    assert state["state"] != "missing", "it expires on that day"
    assert state["decided"] == {}

    again = bring_back(filled, workspace)
    assert again.code == 0, again.out
    assert {c["kind"]: (c["created"], c["updated"]) for c in again.json["records"]} == {"Decision": (0, 0)}
    for run in (again.json["run"], done.json["run"]):
        assert run_liantu("undo", run, "-w", workspace).code == 0
    assert silicon(workspace) == before


def test_a_rejected_placement_is_gone_and_a_map_says_who_decided(book: Path, workspace: Path, tmp_path: Path) -> None:
    def answer(sheet: str, row: dict[str, Any]) -> dict[str, Any]:
        if firm_row(row, "云台硅微粉"):
            return {**SIGNED, "结论": "驳回"}
        if sheet == STATES and row["环节编号"] == "silicon-materials/piezo-quartz":
            return {**SIGNED, "结论": "确认"}
        return {}

    assert bring_back(fill(book, tmp_path / "f.xlsx", answer), workspace, by="load").code == 0
    assert silicon(workspace)[POWDER]["effective_firms"] == 0
    page = tmp_path / "map.html"
    assert run_liantu("map", "--chain", "silicon-materials", "-o", page, "-w", workspace).code == 0
    assert "示例张三" in page.read_text("utf-8")


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"fill_verdict": "可能"}, "不认识"),
    ({"fill_verdict": "改为"}, "请填写“改为环节”"),
    ({"fill_verdict": "改为", "fill_segment": "量子纠缠器"}, "没有环节“量子纠缠器”"),
    ({"fill_verdict": "改为", "fill_segment": POWDER}, "就是现在的"),
    ({"fill_segment": POWDER}, "只在结论为“改为”时填写"),
    ({"fill_verdict": "", "fill_segment": POWDER}, "却没有结论"),
    ({"fill_person": ""}, "没有写明决定人"),
    ({"fill_why": " "}, "没有写明理由"),
    ({"fill_day": ""}, "没有写明日期"),
    ({"fill_day": "2026年11月"}, "应为 2026-11-23 这样的完整日期"),
    ({"fill_day": "前天"}, "应为 2026-11-23 这样的完整日期"),
    ({"fill_day": "2026-11-24"}, "在今天之后"),
    ({"fill_expires": "2026-10-01"}, "不晚于日期"),
    ({"stamp": "k0000000000"}, "有变动"),
    ({"segment": "silicon-materials/not-there"}, "已不在现有结果中"),
    ({"fill_verdict": "改为", "fill_state": "极好"}, "没有状态“极好”"),
    ({"fill_verdict": "改为", "fill_state": ""}, "请填写“改为状态”"),
    ({"region": 999999.0}, "没有地区代码“999999”"),
]


@pytest.fixture(scope="module")
def judged(district: Path) -> tuple[Judge, dict[str, dict[str, Any]]]:
    """Return what checks rows of the district's book, and a placement and a state of the book as cells."""
    home = Home.open(district)
    snapshot, pairs = home.snapshot(), home.workspace.duplicates()
    made = review(snapshot, pairs, region="320706", chain="silicon-materials")
    judge = Judge(snapshot, standing(snapshot, pairs, {"320706"}), home.workspace.decisions(), today=date(2026, 11, 23))
    placed = made.placements[made.placements["firm_name"].str.contains("云台")].iloc[0].to_dict()
    state = made.states[made.states["segment"] == POWDER].iloc[0].to_dict()
    blank = {f"fill_{name}": "" for name in ("segment", "state", "expires")}
    signed = {"fill_verdict": "确认", "fill_why": "现场核实", "fill_person": "示例张三", "fill_day": date(2026, 11, 1)}
    return judge, {name: {**cells, **blank, **signed} for name, cells in (("placements", placed), ("states", state))}


@pytest.mark.parametrize(("change", "told"), FAULTS, ids=[told for _, told in FAULTS])
def test_a_wrong_row_says_what_is_wrong(judged: Any, change: dict[str, Any], told: str) -> None:
    judge, rows = judged
    name = "states" if {"fill_state", "region"} & change.keys() else "placements"
    assert isinstance(judge.read(name, rows[name]), dict), "the row itself is in order"
    assert isinstance(judge.read("states", {**rows["states"], "region": 320706.0}), dict), "a code made a number"
    found = judge.read(name, {**rows[name], **change})
    assert isinstance(found, list)
    assert any(told in problem.say("zh") for _, problem in found), [problem.say("zh") for _, problem in found]


def test_wrong_rows_come_back_and_the_others_hold(book: Path, workspace: Path, tmp_path: Path) -> None:
    def answer(_sheet: str, row: dict[str, Any]) -> dict[str, Any]:
        if firm_row(row, "云台"):
            return {**SIGNED, "结论": "改为", "改为环节": "量子纠缠器", "决定人": ""}
        return {**SIGNED, "结论": "确认"} if firm_row(row, "朐阳") else {}

    filled = fill(book, tmp_path / "f.xlsx", answer)
    checked = run_liantu("check", filled, "-f", "json", "-w", workspace)
    assert (checked.code, checked.json["run"], checked.json["quarantine"]) == (3, None, [])
    done = bring_back(filled, workspace)
    assert done.code == 3, done.out
    assert done.json["rows"] == checked.json["rows"]
    assert done.json["rows"]["rejected"] == 1
    assert done.json["rows"]["loaded"] >= 1
    aside = dict(rows_of(Path(done.json["quarantine"][0])))[PLACED]
    assert "没有环节“量子纠缠器”" in aside[0]["退回原因"]
    assert "没有写明决定人" in aside[0]["退回原因"]


def test_a_stale_row_comes_back_and_the_others_hold(book: Path, workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text(
        "企业名称,所属区县,主要产品\n示例云台硅微粉有限公司,海州区,熔融硅微粉\n", "utf-8"
    )
    assert run_liantu("load", tmp_path / "企业.csv", "-w", workspace).code == 0

    def answer(_sheet: str, row: dict[str, Any]) -> dict[str, Any]:
        return {**SIGNED, "结论": "确认"} if firm_row(row, "云台") or firm_row(row, "朐阳") else {}

    done = bring_back(fill(book, tmp_path / "f.xlsx", answer), workspace)
    assert done.code == 3, done.out
    assert done.json["rows"]["loaded"] >= 1
    stale = dict(rows_of(Path(done.json["quarantine"][0])))[PLACED]
    assert {row["企业名称"] for row in stale} == {"示例云台硅微粉有限公司"}
    assert all("请重新取复核表" in row["退回原因"] for row in stale)


def test_two_words_on_one_thing(book: Path, workspace: Path, tmp_path: Path) -> None:
    def answer(_sheet: str, row: dict[str, Any]) -> dict[str, Any]:
        return {**SIGNED, "结论": "驳回"} if firm_row(row, "云台") else {}

    assert bring_back(fill(book, tmp_path / "a.xlsx", answer), workspace).code == 0
    done = run_liantu("review", "--chain", "silicon-materials", "-o", tmp_path / "new.xlsx", "-w", workspace)
    assert done.code == 0
    assert not any(firm_row(row, "云台") for row in dict(rows_of(tmp_path / "new.xlsx"))[PLACED])


def test_what_is_no_review_book(book: Path, workspace: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    with xlsxwriter.Workbook(str(other)) as made:
        made.add_worksheet("企业").write_row(0, 0, ["企业名称"])
    assert "没有复核表的工作表" in run_liantu("review", "--load", other, "-w", workspace).err
    lost = tmp_path / "lost.xlsx"
    with xlsxwriter.Workbook(str(lost)) as made:
        sheet = made.add_worksheet(PLACED)
        sheet.write_row(0, 0, ["企业编号", "结论", "理由"])
        sheet.write_row(1, 0, ["x", "确认", "y"])
    done = run_liantu("review", "--load", lost, "-w", workspace)
    assert (done.code, "核对码（勿改）" in done.err) == (3, True)
    assert run_liantu("review", "-w", workspace).code == 2
    assert run_liantu("load", book, other, "-w", workspace).code == 2
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(book, folder / "复核表.xlsx")
    (folder / "企业.csv").write_text("企业名称,所属区县\n示例新来有限公司,海州区\n", "utf-8")
    loaded = run_liantu("load", folder, "-f", "json", "-w", workspace)
    assert (loaded.code, loaded.json["rows"]["loaded"]) == (0, 1)
    assert any("人工复核表" in text for text in json.loads(loaded.out)["skipped"])
