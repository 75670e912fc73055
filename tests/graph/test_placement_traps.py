"""Each trap of placing firms: who looks like a link of a chain and is none, and who is one all the same."""

from typing import Any

import pandas as pd
import pytest

from graph.chains import load_templates
from graph.chains.exclusions import kept_out, load_exclusions
from graph.chains.placement import place_firms

TEMPLATES = load_templates()


def placed(**firm: Any) -> pd.DataFrame:
    table = pd.DataFrame([{"uid": "f", "name": "江苏示例有限公司", **firm}])
    return place_firms(table, templates=TEMPLATES)


def counted(**firm: Any) -> list[str]:
    table = placed(**firm)
    return [dst.removeprefix("segment:") for dst in table.loc[table["evidence"] != "scope", "dst"]]


def candidates(**firm: Any) -> list[str]:
    table = placed(**firm)
    return [dst.removeprefix("segment:") for dst in table.loc[table["evidence"] == "scope", "dst"]]


NEVER = {
    "a pharmacy is no drug maker": {"name": "连云港示例大药房有限公司", "industry": "5251", "products": ["阿莫西林胶囊", "片剂"]},
    "a pharmacy whose code is wrong": {"name": "示例大药房连锁有限公司", "industry": "2720", "products": ["片剂"]},
    "a drug trader": {"name": "江苏示例医药有限公司", "industry": "5151", "products": ["化学药制剂", "片剂"]},
    "a dealer in machines": {"name": "示例机床销售有限公司", "industry": "5179", "products": ["数控机床"]},
    "a dealer by its code alone": {"name": "示例轴承有限公司", "industry": "5174", "products": ["轴承"]},
    "a dealer by its name alone": {"name": "示例轴承贸易有限公司", "industry": "3451", "products": ["轴承"]},
    "a shop": {"name": "海州区示例机电经营部", "products": ["伺服电机", "变频器"]},
    "machines let": {"name": "示例工程机械租赁有限公司", "industry": "7113", "products": ["挖掘机"]},
    "crystal jewellery in silicon": {"name": "东海县示例水晶工艺品有限公司", "industry": "2433", "products": ["水晶饰品", "水晶项链"]},
    "silicone in silicon": {"products": ["有机硅密封胶", "硅橡胶管"], "industry": "2652"},
    "ferrosilicon in silicon": {"products": ["硅铁", "硅锰合金"], "industry": "3140"},
    "one-project power company": {
        "name": "海州示例光伏发电有限公司", "industry": "4416", "products": ["光伏组件"], "product_text": "建设光伏组件电站",
    },
    "wind farm": {"name": "灌云示例风力发电有限公司", "industry": "4415", "products": ["风电整机"], "scope": "风力发电"},
    "the nuclear plant of another district": {"name": "江苏示例核电有限公司", "industry": "4414", "products": ["核电站蒸汽"]},
    "information consulting": {"name": "示例信息技术咨询有限公司", "industry": "6560", "products": ["信息技术咨询服务"]},
    "consulting with software words": {"name": "示例科技咨询有限公司", "industry": "7249", "products": ["工业软件"]},
    "a telecom carrier's branch": {
        "name": "中国移动通信集团江苏有限公司连云港分公司", "industry": "6312", "products": ["云计算", "数据中心"],
    },
    "an investor": {"name": "示例氢能股权投资合伙企业", "industry": "6720", "products": ["燃料电池"]},
    "a jobbing shop": {"name": "示例机械加工部", "industry": "3484", "products": ["轴承"]},
    "car repair": {"name": "示例汽车维修有限公司", "industry": "8111", "products": ["汽车电子"]},
    "selling words in a product": {"products": ["数控机床销售", "机床租赁"]},
    "the code alone never proves high end": {"name": "示例机械厂", "industry": "3421", "scope": "机械零件、零部件加工；五金加工"},
    "jobbing under C35": {"industry": "3599", "products": ["机械零件加工", "来料加工"]},
    "activated carbon in fibres": {"products": ["活性炭", "竹炭"], "industry": "2663"},
    "seafood restaurant": {"name": "示例海鲜餐饮有限公司", "industry": "6210", "products": ["海鲜大餐"]},
    "the metaverse": {"products": ["元宇宙平台"]},
}  # fmt: skip


@pytest.mark.parametrize("firm", NEVER.values(), ids=NEVER)
def test_trap(firm: dict[str, Any]) -> None:
    assert counted(**firm) == []


PLACED = {
    "a drug maker": ({"name": "江苏示例药业股份有限公司", "industry": "2720", "products": ["片剂"]}, "life-health/oral-solid"),
    "a solar water heater is solar heat": (
        {"name": "示例太阳能股份有限公司", "industry": "3862", "products": ["太阳能热水器"]}, "new-energy-storage/solar-heating",
    ),
    "a photovoltaic module": ({"industry": "3825", "products": ["光伏组件"]}, "new-energy-storage/pv-modules"),
    "an integrator makes no robots": (
        {"industry": "6531", "products": ["工业机器人系统集成"]}, "high-end-equipment/system-integration",
    ),
    "a robot maker": ({"industry": "3491", "products": ["焊接机器人"]}, "high-end-equipment/industrial-robots"),
    "a bumper maker is no insurer": (
        {"name": "示例汽车保险杠有限公司", "industry": "3670", "products": ["汽车零部件"]}, "high-end-equipment/auto-parts",
    ),
    "the head of the name stands last": ({"products": ["锂电池隔膜"]}, "new-energy-storage/separators"),
    "recycling of cells": ({"products": ["锂电池回收"]}, "new-energy-storage/battery-recycling"),
    "use in brackets is no product": ({"products": ["球形硅微粉（IC载板用）"]}, "silicon-materials/spherical-silica"),
    "a name in brackets where nothing else is known": ({"products": ["HG-3（电解液）"]}, "new-energy-storage/electrolyte"),
    "cargo arms": ({"industry": "3432", "products": ["船用装卸臂"]}, "offshore-cargo-equipment"),
    "software with a name": ({"industry": "6513", "products": ["工业软件"]}, "industrial-software"),
    "a wholesaler on line is e-commerce": (
        {"name": "示例电子商务有限公司", "industry": "5193", "products": ["电商平台"]}, "digital-economy/e-commerce",
    ),
    "making and selling": ({"product_text": "公司研发、生产、销售数控机床。"}, "high-end-equipment/machine-tools"),
}  # fmt: skip


@pytest.mark.parametrize(("firm", "segment"), PLACED.values(), ids=PLACED)
def test_it_is_one(firm: dict[str, Any], segment: str) -> None:
    assert counted(**firm)[0].endswith(segment)


def test_water_heaters_are_no_photovoltaics() -> None:
    found = counted(name="示例太阳能有限公司", industry="3862", products=["太阳能热水器", "太阳能集热器"])
    assert not {"new-energy-storage/pv-modules", "new-energy-storage/solar-cells"} & set(found)


def test_solar_silicon_is_no_packaging_silicon() -> None:
    assert all(
        not segment.startswith("silicon-materials/") for segment in counted(products=["太阳能级多晶硅料", "多晶硅"])
    )


def test_scope_words_with_code_make_a_candidate_only() -> None:
    firm = {"industry": "6513", "scope": "一般项目：工业软件开发；信息技术咨询服务；软件销售（除依法须经批准的项目外）"}
    assert counted(**firm) == []
    found = placed(**firm)
    assert set(found["evidence"]) == {"scope"}
    assert any(dst.endswith("industrial-software") for dst in found["dst"])
    assert (found["confidence"] <= 0.3).all()


def test_scope_words_against_the_code_make_nothing() -> None:
    assert len(placed(industry="6210", scope="数控机床制造")) == 0


def test_scope_words_without_a_code_make_a_weaker_candidate() -> None:
    assert candidates(scope="数控机床制造") == ["high-end-equipment/machine-tools"]
    assert placed(scope="数控机床制造")["confidence"].tolist() == [0.2]


def test_a_scope_of_selling_makes_nothing() -> None:
    assert len(placed(industry="3421", scope="销售：数控机床、轴承；机床批发")) == 0


def test_a_thousand_consultants_are_told_apart_by_registered_software() -> None:
    firm = pd.DataFrame([{"uid": "f", "name": "示例软件有限公司", "industry": "6513", "scope": "软件开发"}])
    titles = pd.DataFrame([{"src": "f", "title": "示例生产管理软件V1.0"}])
    found = place_firms(firm, holds=titles, templates=TEMPLATES)
    assert found["evidence"].tolist() == ["patent"]
    assert found["dst"].str.endswith("industrial-software").all()


def test_blades_plant_and_fibre_maker_are_not_merged() -> None:
    assert counted(products=["风电叶片"])[0].endswith(("wind-blade", "wind-blades"))
    assert counted(products=["聚丙烯腈基碳纤维"])[0] == "fibre-composites/carbon-fibre"
    assert counted(products=["碳纤维生产线"])[0] == "fibre-composites/carbonising-equipment"


def test_who_is_kept_out_and_why() -> None:
    rules = load_exclusions()
    firms = pd.DataFrame(
        [{"uid": "a", "name": "示例大药房", "industry": None}, {"uid": "b", "name": "示例轴承", "industry": "5174"},
         {"uid": "c", "name": "示例发电设备有限公司", "industry": "3811"}]
    )  # fmt: skip
    out = kept_out(firms, rules)
    assert out[["uid", "type", "word", "lift"]].to_numpy().tolist() == [
        ["a", "pharmacy", "药房", ""],
        ["b", "trader", "5174", "5174"],
    ]


def test_a_declared_segment_outranks_the_exclusion() -> None:
    table = placed(name="示例轴承贸易有限公司", industry="5174", main_segment="高端装备/轴承")
    assert table["dst"].tolist() == ["segment:high-end-equipment/bearings"]
    assert table["evidence"].tolist() == ["declared"]
