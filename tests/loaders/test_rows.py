"""Titles, totals, notes and repeated headers are filtered by name of the rule; every row is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading_helpers import write_xlsx

from graph.errors import LiantuError
from loaders.pipeline import check
from loaders.rows import RowBook


def firms(path: Path, *rows: list[object]) -> Path:
    return write_xlsx(path / "企业名录.xlsx", {"企业名录": list(rows)})


def test_rows_that_are_no_records(tmp_path: Path) -> None:
    path = firms(
        tmp_path,
        ["海州区企业名录"],
        ["序号", "企业名称", "注册资本", "成立日期"],
        ["一、规上企业"],
        [1, "示例甲有限公司", "1000万元", "2010-01-01"],
        [],
        ["序号", "企业名称", "注册资本", "成立日期"],
        [2, "合肥示例有限公司", "5万元", "2011-01-01"],
        [3, None, None, None],
        ["小计", None, "1005万元", None],
        ["合 计", None, "1005万元", None],
        ["注：数据来自示例", None, None, None],
        ["填表人：张三", None, None, "联系电话：1"],
    )
    report = check([path], kind="firm")
    assert report.tables[0].filtered == {
        "load.rule_empty": 2, "load.rule_header": 1, "load.rule_note": 1, "load.rule_section": 1, "load.rule_title": 1,
        "load.rule_total": 2,
    }  # fmt: skip
    assert report.loaded == 2
    # a form's signature that also fills a field is not taken for a note
    assert [finding.problem.key for finding in report.tables[0].rejected] != []
    assert report.read == report.loaded + report.filtered + report.rejected


def test_a_firm_called_like_a_total_loads(tmp_path: Path) -> None:
    path = firms(tmp_path, ["企业名称", "注册资本"], ["合计划示例有限公司", "1万元"], ["注塑示例有限公司", "2万元"])
    assert check([path]).loaded == 2


def test_rows_counted_twice_are_an_error() -> None:
    book = RowBook(3, filtered={0: "load.rule_total"}, rejected={0}, loaded=1)
    with pytest.raises(LiantuError) as caught:
        book.check("x.csv")
    assert caught.value.key == "load.unbalanced"


def test_a_row_lost_is_an_error() -> None:
    with pytest.raises(LiantuError):
        RowBook(3, loaded=2).check("x.csv")


CELLS = st.sampled_from(["", "合计", "注：a", "企业名称", "示例甲有限公司", "示例乙有限公司", "<script>", "2015", "x"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12))
def test_rows_always_balance(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]) -> None:
    path = tmp_path_factory.mktemp("rows") / "企业名录.csv"
    lines = ["企业名称,成立日期,统一社会信用代码", *(",".join(row) for row in rows), "示例丙有限公司,2015,"]
    path.write_text("\n".join(lines), "utf-8")
    report = check([path])
    assert report.read == report.loaded + report.filtered + report.rejected
    # lines without anything at the end are how a file ends, and no rows
    assert report.read <= len(rows) + 1
