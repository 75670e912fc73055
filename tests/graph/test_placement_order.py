"""Levels of evidence, main and secondary segments, decisions, determinism."""

from datetime import date
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.chains import load_template, load_templates
from graph.chains.focus import FocusPlacement
from graph.chains.placement import FirmPlacement, place_firms

TEMPLATES = load_templates()
DAY = date(2026, 11, 1)
BEARING, ROBOT, CELL, LASER = (
    f"segment:{code}"
    for code in ("high-end-equipment/bearings", "high-end-equipment/industrial-robots", "new-energy-storage/lithium-cells",
                 "high-end-equipment/lasers")
)  # fmt: skip
FIRM = {"uid": "f", "name": "江苏示例有限公司"}


def place(firm: dict[str, Any] | None = None, **tables: Any) -> dict[str, dict[str, Any]]:
    found = place_firms(pd.DataFrame([{**FIRM, **(firm or {})}]), templates=TEMPLATES, as_of=DAY, **tables)
    return {row["dst"]: row for row in found.to_dict("records")}


def rows(*values: tuple[Any, ...], columns: str) -> pd.DataFrame:
    return pd.DataFrame(values, columns=columns.split())


def makes(*values: tuple[str, float | None]) -> pd.DataFrame:
    return rows(*(("f", product, share) for product, share in values), columns="src product share")


def decide(*values: tuple[Any, ...]) -> pd.DataFrame:
    return rows(*values, columns="subject verdict target value decided expires")


def test_every_level_has_its_name_and_order() -> None:
    holds = rows(("f", "一种光纤激光器"), columns="src title")
    text = {"product_text": "公司生产工业机器人。", "scope": "电解液制造"}
    everything = place({**text, "products": ["锂电池"]}, makes=makes(("轴承", 0.5)), holds=holds)
    assert list(everything) == [CELL, BEARING]
    assert [row["evidence"] for row in everything.values()] == ["declared", "revenue"]
    assert [row["confidence"] for row in everything.values()] == [0.9, 0.85]
    without = place(text, makes=makes(("轴承", 0.5)), holds=holds)
    assert list(without) == [BEARING]
    assert list(place(text, holds=holds)) == [ROBOT]
    assert place(text, holds=holds)[ROBOT]["evidence"] == "product"
    assert place({"scope": "电解液制造"}, holds=holds)[LASER]["evidence"] == "patent"
    assert place({"scope": "电解液制造"})["segment:new-energy-storage/electrolyte"]["evidence"] == "scope"


def test_the_words_and_the_product_are_told() -> None:
    row = place({"products": ["深沟球轴承", "滚子轴承"]})[BEARING]
    assert row["words"] == ["滚子轴承", "轴承"] or row["words"] == ["轴承", "滚子轴承"]
    assert row["product"] == "深沟球轴承"


def test_at_most_one_main_and_two_secondary() -> None:
    found = place({"products": ["轴承", "工业机器人", "锂电池", "光纤激光器", "电解液"]})
    assert len(found) == 3
    assert [row["main"] for row in found.values()] == [True, False, False]


def test_a_secondary_segment_needs_a_fifth_of_revenue_or_a_declared_product() -> None:
    found = place(makes=makes(("轴承", 0.6), ("工业机器人", 0.25), ("锂电池", 0.15)))
    assert list(found) == [BEARING, ROBOT]
    assert found[BEARING]["share"] == 0.6
    assert list(place({"products": ["轴承", "锂电池"]}, makes=makes(("锂电池", 0.9)))) == [CELL, BEARING]
    assert list(place({"product_text": "生产轴承；生产工业机器人"})) in ([BEARING], [ROBOT])


def test_a_product_of_no_weight_says_nothing() -> None:
    assert place(makes=makes(("轴承", 0.01))) == {}


def test_shares_of_one_segment_add_up_in_the_newest_year() -> None:
    table = rows(
        ("f", "深沟球轴承", 0.3, 2025),
        ("f", "滚子轴承", 0.2, 2025),
        ("f", "锂电池", 0.9, 2023),
        columns="src product share year",
    )
    assert {dst: round(row["share"], 10) for dst, row in place(makes=table).items()} == {BEARING: 0.5}


def test_the_industry_code_settles_a_tie() -> None:
    assert next(iter(place({"products": ["轴承", "工业机器人"], "industry": "3491"}))) == ROBOT
    assert next(iter(place({"products": ["轴承", "工业机器人"], "industry": "3451"}))) == BEARING


def test_declared_segments_come_first() -> None:
    found = place(
        {"main_segment": "工业机器人", "other_segments": ["高端装备/轴承", "不知所云"], "products": ["锂电池"]}
    )
    assert list(found) == [ROBOT, BEARING, CELL]
    assert found[ROBOT]["confidence"] == 0.95
    assert found[ROBOT]["words"] == ["工业机器人"]


def test_the_same_thing_in_two_chains_is_placed_once() -> None:
    found = place({"products": ["风电叶片", "轴承"]})
    assert sum("blade" in dst for dst in found) == 1
    assert BEARING in found


def test_people_outrank_the_computation_until_their_word_expires() -> None:
    firm = {"products": ["轴承", "工业机器人"], "industry": "3451"}
    said = decide(("f", "confirm", CELL, None, "2026-05-01", "2027-01-01"))
    found = place(firm, decisions=said)
    assert next(iter(found)) == CELL
    assert found[CELL]["evidence"] == "expert"
    assert found[CELL]["confidence"] == 1.0
    assert CELL not in place(firm, decisions=said.assign(expires="2026-10-01"))
    assert CELL not in place(firm, decisions=said.assign(decided="2026-12-01"))
    rejected = decide(("f", "reject", BEARING, None, "2026-05-01", None))
    assert list(place(firm, decisions=rejected)) == [ROBOT]
    moved = decide(("f", "move", "高端装备/工业激光器与光学器件", BEARING, "2026-05-01", None))
    assert list(place(firm, decisions=moved)) == [LASER, ROBOT]
    later = pd.concat([rejected, decide(("f", "confirm", BEARING, None, "2026-06-01", None))], ignore_index=True)
    assert place(firm, decisions=later)[BEARING]["evidence"] == "expert"
    assert list(place(firm, decisions=decide(("other", "reject", BEARING, None, None, None)))) == [BEARING, ROBOT]


def test_no_firms_no_placements() -> None:
    assert len(place_firms(pd.DataFrame({"uid": [], "name": []}), templates=TEMPLATES)) == 0
    assert len(place_firms(pd.DataFrame([FIRM]), templates={})) == 0
    assert place() == {}


WORDS = st.sampled_from(
    ["轴承", "工业机器人", "锂电池", "片剂", "碳纤维", "大药房", "销售", "球形硅微粉", "和", "设备", ""]
)
FIRMS = st.lists(
    st.tuples(st.lists(WORDS, max_size=4), WORDS, st.sampled_from([None, "3451", "5151", "2720"])), max_size=6
)


@settings(max_examples=12, deadline=None)
@given(FIRMS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(firms: list[tuple[list[str], str, str | None]], random: Any) -> None:
    table = [
        {"uid": f"u{n}", "name": f"示例{name}公司", "products": products, "industry": code}
        for n, (products, name, code) in enumerate(firms)
    ]
    columns = ["uid", "name", "products", "industry"]
    first = place_firms(pd.DataFrame(table, columns=columns), templates=TEMPLATES)
    random.shuffle(table)
    again = place_firms(pd.DataFrame(table, columns=columns), templates=TEMPLATES)
    pd.testing.assert_frame_equal(first, again)
    assert first.groupby("src")["main"].sum().eq(1).all()
    assert first[first["evidence"] != "scope"].groupby("src").size().le(3).all()
    for row in table[:1]:
        alone = place_firms(pd.DataFrame([row], columns=columns), templates=TEMPLATES)
        assert alone["dst"].tolist() == first.loc[first["src"] == row["uid"], "dst"].tolist()


def test_the_derivation_reads_what_a_firm_makes_and_holds() -> None:
    derivation = FirmPlacement(TEMPLATES)
    firms = pd.DataFrame([{**FIRM, "products": None}])
    edges = rows(("f", "product:1", "轴承", "Product", 0.7, 2025), columns="src dst dst_name dst_kind share year")
    titles = rows(
        ("f", "ip:1", "一种工业机器人", "IP"), ("f", "r", "锂电池", "Recognition"), columns="src dst dst_name dst_kind"
    )
    assert derivation.derive({"Firm": firms, "MAKES": edges, "HOLDS": titles})["dst"].tolist() == [BEARING]
    assert derivation.derive({"Firm": firms, "HOLDS": titles})["dst"].tolist() == [ROBOT]
    assert derivation.derive({"Firm": firms})["dst"].tolist() == []
    assert derivation.writes == "OPERATES_IN"


def test_another_template_gives_another_version() -> None:
    template = TEMPLATES["marine-economy"]
    other = load_template(template._text.replace("海洋经济", "海洋经济甲", 1), template.file)
    assert FirmPlacement(TEMPLATES).version == FirmPlacement(dict(reversed(TEMPLATES.items()))).version
    assert FirmPlacement(TEMPLATES).version != FirmPlacement({**TEMPLATES, "marine-economy": other}).version


def test_institutes_and_demands_focus_on_segments() -> None:
    derivation = FocusPlacement(TEMPLATES)
    frames = {
        "Institute": pd.DataFrame([{"uid": "i", "name": "示例研究院", "fields": ["工业机器人", "轴承"]}]),
        "Demand": pd.DataFrame([{"uid": "d", "name": "高性能锂电池电解液攻关"}]),
    }
    found = derivation.derive(frames)
    assert set(zip(found["src"], found["dst"], strict=True)) == {
        ("i", ROBOT), ("i", BEARING), ("d", "segment:new-energy-storage/electrolyte"),
    }  # fmt: skip
    assert found.loc[found["dst"] == ROBOT, "note"].tolist() == ["工业机器人"]
    assert len(derivation.derive({})) == 0
