"""Tables for people: headings by answer, shares as per cent, money in 万元, codes in words; csv and json stay raw."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from analyses.result import Result
from graph.errors import UsageError
from liantu.cli.options import Format
from liantu.cli.output import emit, table_text
from visualizations import sheets
from visualizations.sheets import heading, to_csv, to_json, to_xlsx

ROWS = pd.DataFrame({
    "firm": ["示例甲"], "revenue": [532000000.0], "market_share": [0.9053], "official": [True],
    "parts": [{"titles": 40.0, "links": 12.5}],
})  # fmt: skip
LEADERS = Result("leaders", ROWS, {}, {}, date(2026, 6, 30))
GAPS = Result(
    "gaps",
    pd.DataFrame({
        "state": ["weak"], "state_name": ["薄弱环节"], "badges": [["concentrated", "hollow"]], "top_share": [0.714],
        "weight": ["core"], "unit": ["示例局"], "lsr_definition": ["LSR-v"],
        "leads": [[{"name": "项目甲", "stage": "signed", "stage_name": "签约"}]],
    }),
    {}, {}, date(2026, 6, 30), {"register": {"basis": "overlap", "recall": {"above": 0.95}, "ring": "province"}},
    facts=pd.DataFrame({"row": [0], "figure": ["lsr"], "formula": ["式"], "value": ["1"], "id": [None], "label": [""]}),
)  # fmt: skip


def test_a_table_gives_money_and_shares_with_their_units() -> None:
    text = table_text(ROWS, command="leaders")
    assert "营业收入（万元）" in text
    assert "53,200" in text
    assert "90.5%" in text
    assert "532000000" not in text
    assert "links" not in text


def test_csv_and_json_stay_raw_and_the_csv_has_its_date_in_a_column() -> None:
    head, row = list(csv.reader(io.StringIO(to_csv(LEADERS))))
    told = dict(zip(head, row, strict=True))
    assert told["营业收入（元）"] == "532000000"
    assert told["市场占有率"] == "0.9053"
    assert told["数据日期"] == "2026-06-30"
    assert json.loads(to_json(LEADERS))["rows"][0]["revenue"] == 532000000


def test_the_same_column_is_headed_by_the_answer_it_stands_in() -> None:
    assert heading("unit", "gaps") == "责任单位"
    assert heading("unit", "tables") == "计量单位"
    assert heading("unit", "sql") == "unit"
    assert heading("segments", "chains") != heading("segments", "leaders")
    text = table_text(pd.DataFrame({"unit": ["t"], "revenue": [5.0e8]}), command="sql")
    assert "责任单位" not in text
    assert "500000000" in text


def test_workbooks_speak_in_words(tmp_path: Path) -> None:
    to_xlsx(GAPS, tmp_path / "g.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "g.xlsx"))
    rows, facts, about = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    told = dict(zip(rows[0], rows[1], strict=True))
    assert "状态代码" not in told
    assert told["标记"] == "来源集中 71.4%；总部型"
    assert told["重要性"] == "核心"
    assert told["配套率定义"] == "按采购额"
    assert told["在谈项目"] == "名称 项目甲；进展 签约"
    assert facts[1][:2] == [1.0, "区内配套率"]
    text = "".join(str(cell) for line in about for cell in line)
    assert "规上 95%" in text
    for code in ("basis", "overlap", "recall", "above", "province"):
        assert code not in text


def test_a_workbook_loses_nothing_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [2**53 + 1, -(2**63), 10**15, 999_999_999_999_999, 7]
    frame = pd.DataFrame({"n": pd.Series(numbers, dtype="Int64"), "t": ["长" * 32_768, "长" * 32_767, "x", "y", "z"]})
    result = Result("sql", frame, {}, {}, None)
    assert to_xlsx(result, tmp_path / "n.xlsx") == 1
    rows = CalamineWorkbook.from_path(str(tmp_path / "n.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [*map(str, numbers[:3]), *map(float, numbers[3:])]
    assert [len(row[1]) for row in rows[1:3]] == [32_767, 32_767]
    monkeypatch.setattr(sheets, "_ROW_LIMIT", 4)
    with pytest.raises(UsageError) as refused:
        to_xlsx(result, tmp_path / "more.xlsx")
    assert "csv" in refused.value.text("zh")
    assert not (tmp_path / "more.xlsx").exists()


def test_a_workbook_drops_no_columns(tmp_path: Path) -> None:
    frames = [pd.DataFrame([range(count)], columns=[f"c{n}" for n in range(count)]) for count in (16_384, 16_385)]
    to_xlsx(Result("sql", frames[0], {}, {}, None), tmp_path / "all.xlsx")
    rows = CalamineWorkbook.from_path(str(tmp_path / "all.xlsx")).get_sheet_by_index(0).to_python()
    assert len(rows[1]) == 16_384
    with pytest.raises(UsageError) as refused:
        to_xlsx(Result("sql", frames[1], {}, {}, None), tmp_path / "more.xlsx")
    assert all("16385" in refused.value.text(lang) and "csv" in refused.value.text(lang) for lang in ("zh", "en"))
    assert not (tmp_path / "more.xlsx").exists()


@pytest.mark.parametrize("place", ["taken", "none/g.xlsx"])
def test_a_workbook_that_cannot_be_written_is_told(tmp_path: Path, place: str) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(UsageError) as refused:
        to_xlsx(LEADERS, tmp_path / place)
    assert refused.value.key == "output.workbook_failed"
    assert [word for word in (str(tmp_path / place), "Excel") if word not in refused.value.text("en")] == []


def test_texts_cut_in_a_workbook_are_told_on_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    emit(Result("sql", pd.DataFrame({"t": ["长" * 40_000]}), {}, {}, None), Format.xlsx, tmp_path / "t.xlsx")
    told = capsys.readouterr()
    assert told.out == ""
    assert "32767" in told.err


def test_a_figure_behind_several_records_is_told_once() -> None:
    facts = pd.DataFrame({"figure": ["lsr", "lsr"], "formula": ["向本地采购", "向本地采购"], "value": ["30%", "30%"],
                          "label": ["甲 → 乙", "丙 → 乙"]})  # fmt: skip
    text = table_text(facts, command="gaps")
    assert text.count("向本地采购") == 1
    assert "丙 → 乙" in text
