"""A header row is seen as a kind: by name, by coverage, in spite of units, marks and brackets."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading_helpers import write_csv, write_xlsx

from graph.errors import DataError, UsageError
from graph.schema import load_schema
from loaders.choose import choose, named_kind
from loaders.headers import HeaderBook, Target, heading_key, split_unit
from loaders.readers import read_tables

SCHEMA = load_schema()
BOOK = HeaderBook(SCHEMA)


def table(path: Path, *rows: list[object]):
    return next(iter(read_tables(write_csv(path, rows))))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("＊企业 名称：", "企业名称"),
        ("\ufeffUSCC", "uscc"),
        ("企业（机构）类型", "企业(机构)类型"),
        ("R＆D经费", "r&d经费"),
    ],
)
def test_headings_are_compared_after_normalisation(text: str, key: str) -> None:
    assert heading_key(text) == key


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("注册资本（万元）", ("注册资本", "万元")),
        ("总投资(单位：亿元)", ("总投资", "亿元")),
        ("占比（%）", ("占比", "%")),
        ("面积/亩", ("面积", "亩")),
        ("企业名称（必填）", ("企业名称", "")),
        ("营业收入（万元）（2023年）", ("营业收入", "万元")),
        ("营业收入（2023年）（万元）", ("营业收入", "万元")),
    ],
)
def test_units_are_split_off(text: str, reading: tuple[str, str]) -> None:
    assert reading in list(split_unit(heading_key(text)))


def test_fields_units_and_unknown_columns() -> None:
    match = BOOK.match("Firm", ["序号", "企业名称", "统一社会信用代码", "注册资本（万元）", "企业名陈", "天气"])
    assert match.columns == {1: Target("", "name"), 2: Target("", "uscc"), 3: Target("", "capital")}
    assert match.units[3] == "万元"
    assert [(u.heading, u.suggestion) for u in match.unknown] == [("企业名陈", "企业名称"), ("天气", None)]
    assert match.missing == ()


def test_two_headings_of_one_field_use_the_better_and_say_so() -> None:
    match = BOOK.match("Firm", ["企业名称", "所属行业", "国标行业小类"])
    assert match.columns[2] == Target("", "industry")
    assert match.doubled == (("所属行业", "国标行业小类"),)


def test_edges_have_ends_by_name_and_by_code() -> None:
    match = BOOK.match("SUPPLIES", ["供应商", "供应商统一社会信用代码", "客户", "采购方证券代码", "产品", "dst_kind"])
    assert match.columns == {
        0: Target("src", "name"), 1: Target("src", "code"), 2: Target("dst", "name"), 3: Target("dst", "ticker"),
        4: Target("", "product"), 5: Target("dst", "kind"),
    }  # fmt: skip


def test_node_rows_carry_the_ends_of_their_links() -> None:
    match = BOOK.match("YearFact", ["企业名称", "统一社会信用代码", "年度", "营业收入（万元）"])
    assert match.columns[0] == Target("link0", "name")
    assert match.columns[1] == Target("link0", "code")
    assert match.missing == ()


def test_missing_columns_name_every_heading_accepted(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        choose(BOOK, table(tmp_path / "供应关系.csv", ["供应商", "年度"], ["甲", "2023"]))
    text = caught.value.text("zh")
    assert caught.value.key == "load.missing_columns"
    assert "采购方" in text
    assert "客户" in text
    assert "供应关系.csv" in text
    assert "第 1 行" in text
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("given", ["firm", "Firm", "企业", "FIRM"])
def test_kinds_are_named_in_any_way(given: str) -> None:
    assert named_kind(SCHEMA, given) == "Firm"


def test_an_unknown_kind_lists_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        named_kind(SCHEMA, "frim")
    assert "SUPPLIES" in str(caught.value)
    assert caught.value.exit_code == 2


def test_the_sheet_name_chooses_before_the_file_name(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "企业名录.xlsx",
        {"供应关系": [["供应商", "采购方"], ["甲", "乙"]], "Sheet2": [["企业名称", "注册资本"], ["甲", "1万元"]]},
    )
    assert [choose(BOOK, sheet).kind for sheet in read_tables(path)] == ["SUPPLIES", "Firm"]


def test_the_longest_table_name_wins(tmp_path: Path) -> None:
    sheet = table(tmp_path / "企业年度数据2023.csv", ["企业名称", "年度", "营业收入"], ["甲", "2023", "1"])
    assert choose(BOOK, sheet).kind == "YearFact"


def test_headers_choose_where_names_say_nothing(tmp_path: Path) -> None:
    sheet = table(tmp_path / "a.csv", ["供应商", "采购方", "供应产品", "年度"], ["甲", "乙", "丙", "2023"])
    assert choose(BOOK, sheet).kind == "SUPPLIES"


def test_no_kind_fits_and_the_nearest_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        choose(BOOK, table(tmp_path / "b.csv", ["天气", "温度"], ["晴", "20"]))
    assert caught.value.key == "load.no_kind"
    assert "天气" in caught.value.text("zh")
    assert "--kind" in caught.value.text("en")


def test_the_given_kind_outranks_names(tmp_path: Path) -> None:
    sheet = table(tmp_path / "供应关系.csv", ["企业名称", "年度"], ["甲", "2023"])
    assert choose(BOOK, sheet, "YearFact").kind == "YearFact"


def test_headings_that_differ_in_width_only_are_one(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        choose(
            BOOK, table(tmp_path / "企业名录.csv", ["企业名称", "企业(机构)类型", "企业（机构）类型"], ["甲", "a", "b"])
        )
    assert caught.value.key == "load.doubled_heading"
    assert "B, C" in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("Firm", "企业名称 所属区县"),
        ("Firm", "企业名称 统一社会信用代码"),
        ("Firm", "公司名称 主营产品"),
        ("Firm", "企业名称 所在园区"),
        ("Firm", "企业名称"),
        ("SUPPLIES", "供应方 采购方"),
        ("SUPPLIES", "供应商 采购商"),
        ("SUPPLIES", "供货方 采购单位 产品"),
        ("SUPPLIES", "卖方 买方 金额"),
        ("SUPPLIES", "销方名称 购方名称 货物名称"),
        ("YearFact", "企业名称 年度 营业收入"),
        ("HOLDS", "企业名称 资质名称"),
        ("INVESTS", "投资方 被投企业"),
        ("CONTROLS", "母公司 子公司"),
        ("COOPERATES", "企业名称 合作高校"),
        ("MAKES", "企业名称 产品名称"),
        ("Person", "姓名 工作单位"),
        ("Demand", "企业名称 技术难题名称 需求内容"),
        ("Contract", "合同名称 卖方名称 买方名称 合同成交金额"),
        ("Site", "企业名称 厂区名称 建筑面积"),
    ],
)
def test_small_tables_are_told_by_their_headings(tmp_path: Path, kind: str, headings: str) -> None:
    names: list[object] = [*headings.split()]
    assert choose(BOOK, table(tmp_path / "x.csv", names, ["甲"] * len(names))).kind == kind


def test_a_table_that_may_be_several_kinds_names_them_and_the_remedy(tmp_path: Path) -> None:
    names: list[object] = ["单位名称", "统一社会信用代码", "注册地址"]
    with pytest.raises(DataError) as caught:
        choose(BOOK, table(tmp_path / "x.csv", names, ["甲"] * 3))
    for part in ("firm（企业）", "institute（高校院所）", "--kind firm"):
        assert part in caught.value.text("zh")


def test_messages_name_headings_that_people_see(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        choose(BOOK, table(tmp_path / "x.csv", ["供应商", "数量"], ["甲", "1"]), "SUPPLIES")
    assert "采购商" in caught.value.text("zh")
    assert "dst" not in caught.value.text("zh")
    assert BOOK.match("SUPPLIES", ["src_id", "dst_name"]).missing == ()  # still read, for programs


def test_every_real_heading_is_known() -> None:
    """The headings of ``table-headers`` that stand for a field are those of some kind."""
    listed = [
        "计划总投资(含单位)",
        "总投资（万元）",
        "投资持股比例（%）",
        "是否专精特新“小巨人”企业",
        "企业(机构)类型",
        "注册外资(万美元)",
    ]
    for text in listed:
        kinds = [k for k in (*SCHEMA.nodes, *SCHEMA.edges) if not BOOK.match(k, [text]).unknown]
        assert kinds, text


@pytest.mark.parametrize(
    "text", ["2025年营业收入（万元）", "2025年度营业收入(万元)", "营业收入（2025年）（万元）", "营业收入2025（万元）"]
)
def test_a_heading_with_a_year_is_the_field(text: str) -> None:
    match = BOOK.match("Firm", ["企业名称", text])
    assert match.columns[1] == Target("", "revenue")
    assert match.units[1] == "万元"


def test_of_headings_with_years_the_newest_stands_and_the_others_are_named() -> None:
    match = BOOK.match("Firm", ["企业名称", "2024年营业收入", "2025年主营业务收入", "营业收入（2023年）"])
    assert match.columns == {0: Target("", "name"), 2: Target("", "revenue")}
    newest = "2025年主营业务收入"
    assert match.doubled == (("2024年营业收入", newest), ("营业收入（2023年）", newest))


def test_a_year_alone_is_no_field() -> None:
    match = BOOK.match("Firm", ["企业名称", "2024年度", "2025"])
    assert [unknown.heading for unknown in match.unknown] == ["2024年度", "2025"]
