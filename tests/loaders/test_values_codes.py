"""USCC, names, divisions and industries: against the standard, an independent library, and known traps."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as oracle

from graph.codes import (
    changes,
    division,
    division_path,
    divisions,
    find_divisions,
    find_industries,
    industries,
    industry,
    industry_path,
    prefecture_of,
    province_of,
    short_name,
    townships,
    within,
    zone_of,
    zones,
)
from graph.schema.core import Field
from loaders.values import Context, clean_column, clean_name, clean_one, compare, explain, name_parts
from loaders.values.uscc import ALPHABET, check_character, is_valid, mends, organisation_check, registration_check

EXAMPLE = "91350100M000100Y43"  # the example of GB 32100-2015
USCC = Field(name="uscc", type="uscc", zh="代码", en="USCC")
HOME = "320706"


def code_of(rng: random.Random, *, whole: bool = True) -> str:
    organisation = "".join(rng.choice(ALPHABET) for _ in range(8))
    inner = organisation_check(organisation) if whole else rng.choice(ALPHABET)
    body = f"91{rng.randrange(110000, 660000)}{organisation}{inner}"
    return body + check_character(body)


def key(cell: object, kind: str = "uscc", home: str | None = HOME) -> str:
    told = clean_one(kind, cell, None, Context(home=home)).problem
    assert told is not None
    assert told.say("zh") != told.say("en")
    return told.key.removeprefix("values.")


def test_the_standards_example():
    assert is_valid(EXAMPLE)
    assert check_character(EXAMPLE[:17]) == "3"
    assert organisation_check(EXAMPLE[8:16]) == "4"
    assert clean_one("uscc", EXAMPLE) == ((EXAMPLE,), None, None)


def test_twenty_thousand_codes_against_an_independent_library():
    rng = random.Random(20260101)
    codes = []
    for _ in range(20_000):
        code = list(code_of(rng, whole=False))
        for _ in range(rng.choice((0, 0, 1, 2))):
            code[rng.randrange(18)] = rng.choice(ALPHABET + "IOSVZ")
        codes.append("".join(code))
    column = clean_column("uscc", codes, USCC)
    ours = [v is not None for v in column.arrays["uscc"].to_pylist()]
    assert ours == [is_valid(code) for code in codes]
    # the library also asks for the form of the first eight characters; where those are digits it must agree
    formed = [i for i, code in enumerate(codes) if code[:8].isdigit()]
    assert len(formed) > 15_000
    assert [ours[i] for i in formed] == [oracle.is_valid(codes[i]) for i in formed]
    assert 0 < sum(ours) < 20_000


@pytest.mark.parametrize(
    "cell",
    [
        "91350100m000100y43",
        " 9135 0100 M000 100Y43 ",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        "91350100-M000100Y43",
        "\u200b91350100M000100Y43",
    ],
)
def test_codes_are_normalised(cell):
    assert clean_one("uscc", cell).values == (EXAMPLE,)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (913501000001001043.0, "uscc_number"), (913501000001001043, "uscc_number"),
        ("9.13501E+17", "uscc_number"), ("9135010", "uscc_length"),
        ("91350100M000100Y44", "uscc_check"), ("91350100MO00100Y43", "uscc_letter"),
        ("91350100M000100Y4！", "uscc_character"),
        (EXAMPLE[8:17], "uscc_organisation"), (f"{EXAMPLE[8:16]}-{EXAMPLE[16]}", "uscc_organisation"),
        ("110000000000018", "uscc_length"),
    ],
)  # fmt: skip
def test_code_problems(cell, wanted):
    assert key(cell) == wanted


def test_old_registration_number_is_recognised():
    code = next(f"32070000001234{d}" for d in "0123456789" if registration_check(f"32070000001234{d}"))
    assert key(code) == "uscc_registration"


@given(st.integers(0, 17), st.sampled_from(ALPHABET), st.randoms(use_true_random=False))
def test_one_wrong_character_is_found_and_the_right_code_is_among_the_mends(position, char, rng):
    code = code_of(rng)
    wrong = code[:position] + char + code[position + 1 :]
    cleaned = clean_one("uscc", wrong)
    if wrong == code:
        assert cleaned.problem is None
        return
    assert cleaned.values == (None,)
    assert code in mends(wrong)
    if cleaned.problem.key == "values.uscc_digit":
        assert cleaned.problem.values["fixed"] == code


def test_inner_check_is_a_note_not_a_problem():
    rng = random.Random(7)
    code = next(c for c in iter(lambda: code_of(rng, whole=False), "") if organisation_check(c[8:16]) != c[16])
    column = clean_column("uscc", [code, EXAMPLE], USCC)
    assert column.arrays["uscc"].to_pylist() == [code, EXAMPLE]
    assert {row: note.key for row, note in column.notes.items()} == {0: "values.uscc_inner"}
    assert clean_one("uscc", code).note.key == "values.uscc_inner"


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("江苏 联瑞(海州)有限公司", "江苏联瑞（海州）有限公司"),
        ("ＡＢＣ  Trading Co., Ltd.", "ABC Trading Co., Ltd."), ("示例公司\n", "示例公司"),
        ("示例【海州】公司", "示例（海州）公司"), ("示例公司（已注销）", "示例公司"),
        ("示例公司(吊销，未注销)", "示例公司"), ("示例公司（原名：旧名公司）", "示例公司"),
        ("示例合伙企业（有限合伙）", "示例合伙企业（有限合伙）"),
        ("Example (China) Ltd", "Example (China) Ltd"), ("示例１２３公司", "示例123公司"),
    ],
)  # fmt: skip
def test_names_are_cleaned(cell, wanted):
    assert clean_one("name", cell).values == (wanted,)


def test_status_in_a_name_is_noted():
    cleaned = clean_one("name", "示例公司（已注销）")
    assert cleaned.note.values["status"] == "已注销"
    assert clean_name("示例公司（已注销）") == ("示例公司", "已注销")
    assert key(123, "name") == "name_number"
    assert key("???!!", "name") == "name"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("江苏联瑞新材料股份有限公司", ("江苏", "联瑞", "新材料", "股份有限公司", "")),
        ("江苏恒瑞医药股份有限公司", ("江苏", "恒瑞", "医药", "股份有限公司", "")),
        ("中复神鹰碳纤维股份有限公司", ("", "中复神鹰", "碳纤维", "股份有限公司", "")),
        ("连云港市海州区示例贸易有限公司", ("连云港市海州区", "示例", "贸易", "有限公司", "")),
        ("华海诚科（连云港）新材料有限公司", ("连云港", "华海诚科", "新材料", "有限公司", "")),
        ("江苏恒瑞医药股份有限公司上海分公司", ("江苏", "恒瑞", "医药", "股份有限公司", "上海分公司")),
    ],
)
def test_parts_of_names(name, parts):
    found = name_parts(name)
    assert (found.region, found.brand, found.trade, found.form, found.branch) == parts


def test_swapped_characters_never_match():
    a, b = "江苏联瑞新材料股份有限公司", "江苏瑞联新材料股份有限公司"
    assert compare("name", a, b) == 0
    assert "联瑞" in explain("name", a, b)


def test_branches_differ_and_variants_agree():
    full = "江苏恒瑞医药股份有限公司"
    assert compare("name", full, f"{full}上海分公司") == 0
    assert compare("name", "示例（海州）公司", "示例(海州)公司") == 1
    assert compare("name", full, "恒瑞医药") > 0.8
    assert compare("name", full, "江苏恒端医药股份有限公司") <= 0.5
    assert compare("name", full, "连云港恒瑞贸易有限公司") < compare("name", full, "恒瑞医药")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("320706", "320706"), (320706.0, "320706"), ("320706015000", "320706"), ("3207", "320700"),
        ("江苏省连云港市海州区", "320706"), ("海州区", "320706"),
        ("海州", "320706"), ("新浦区", "320706"), ("连云港市新浦区海连路", "320706"), ("320705", "320706"),
        ("320721", "320707"), ("赣榆县", "320707"),
        ("江苏省连云港市海州区郁洲街道海连东路1号", "320706"), ("郁洲街道", "320706"),
        ("海州区郁洲街道", "320706"), ("连云港", "320700"), ("江苏", "320000"),
        ("上海市浦东新区张江", "310115"), ("上海浦东", "310115"), ("连云港市东海路5号", "320700"),
        ("南京路100号连云港市海州区", "320706"), ("东海", "320722"),
        ("高新区", "320706"), ("经开区", "320703"), ("徐圩新区", "320703"), ("连云港市高新区科技路", "320706"),
        ("南京高新区", "320100"),
        ("吉林", "220000"), ("恩施州", "422800"), ("广西", "450000"), ("江苏海州", "320706"),
        ("辽宁省阜新市海州区", "210902"), ("中国江苏省", "320000"),
    ],
)  # fmt: skip
def test_divisions(text, code):
    assert clean_one("division", text, None, Context(home=HOME)).values == (code,)


@pytest.mark.parametrize("text", ["鼓楼区", "通州区", "朝阳区"])
def test_namesakes_elsewhere_are_a_problem_that_lists_them(text):
    told = clean_one("division", text, None, Context(home=HOME)).problem
    assert told.key == "values.division_ambiguous"
    assert told.values["candidates"].count("、") >= 1


def test_nothing_is_guessed_without_a_home():
    assert key("海州区", "division", None) == "division_ambiguous"
    assert {found.code for found in find_divisions("海州区")} == {"320706", "210902"}
    assert key("高新区", "division", None) == "division"
    assert key("郁洲街道", "division", None) == "division"
    assert find_divisions("徐圩新区")[0].code == "320703"
    assert key("火星", "division") == "division"
    assert key("999999", "division") == "division"


def test_zones_and_old_codes_are_noted():
    assert clean_one("division", "高新区", None, Context(home=HOME)).note.key == "values.division_zone"
    assert clean_one("division", "320705", None, Context(home=HOME)).note.key == "values.division_old"
    assert zone_of("海州区", HOME) is None
    assert all(zone.division in divisions() for zone in zones())


def test_division_tree():
    assert division("320706").full_name == "江苏省连云港市海州区"
    assert [item.code for item in division_path("320706015000")] == ["320000", "320700", "320706", "320706015000"]
    assert province_of("320706").code == "320000"
    assert prefecture_of("320706").code == "320700"
    assert prefecture_of("110105") is None
    assert len(townships("320706")) == 19
    assert within("320706", "320700")
    assert within("320706", "32")
    assert within("320705", "320706")
    assert not within("210902", "320700")
    assert not within("320700", "320706")
    assert not within("999999", "320000")
    assert division("32070") is None
    assert all(not (c.old_code and c.new_code) or c.old_code[:2] == c.new_code[:2] for c in changes())


def test_every_division_is_found_by_its_full_name_and_code():
    for item in divisions().values():
        assert find_divisions(item.full_name) == [item]
        assert find_divisions(item.code) == [item]
        assert len(short_name(item)) >= 2


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2710", "2710"), ("C2710", "2710"), ("c27", "27"), ("271", "2710"), (271.0, "2710"), ("C", "C"),
        ("医药制造业", "27"), ("医药制造", "27"),
        ("化学药品原料药制造", "2710"), ("2710 化学药品原料药制造", "2710"),
        ("化学药品原料药制造（C2710）", "2710"), ("制造业/医药制造业/化学药品原料药制造", "2710"),
        ("制糖业", "1340"), ("其他采矿业", "1200"), ("0111", "0111"), ("Ｃ２７１０", "2710"),
        ("农、林、牧、渔业", "A"), ("农林牧渔业", "A"), (2710, "2710"),
    ],
)  # fmt: skip
def test_industries(cell, code):
    assert clean_one("industry", cell).values == (code,)


def test_industry_problems():
    assert key(112.0, "industry") == "industry_ambiguous"
    assert key("D2710", "industry") == "industry"
    assert key("2710 稻谷种植", "industry") == "industry"
    assert key("不存在的行业", "industry") == "industry"
    assert compare("industry", "2710", "2720") == 0.5
    assert compare("industry", "2710", "0111") == 0


def test_every_industry_is_found_by_code_and_name():
    for item in industries().values():
        found = industry(item.code)
        assert found.name == item.name or found.parent == item.code
        assert found in find_industries(item.name)
        path = industry_path(item.code)
        assert path[0].level == 1
        assert path[-1] == found
