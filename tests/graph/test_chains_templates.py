"""Every shipped template: form, completeness, what must not be forgotten."""

from pathlib import Path

import pytest

from graph.chains import ChainTemplate, load_templates
from graph.chains.phrases import fold
from graph.chains.validation import faults, industry_codes

TEMPLATES = load_templates()
ROOT = Path(__file__).resolve().parents[2] / "graph" / "chains" / "templates"
CHAINS = sorted(TEMPLATES)
# items of which a template must speak, by a name or a product word; alternatives apart by |
MUST = {
    "life-health": (
        "药用辅料 淀粉糖醇 医药中间体 原料药 化药制剂|片剂 "
        "生物药|抗体药物 现代中药 CRO|临床试验服务 CDMO 药包材|药用玻璃 "
        "制药装备|压片机 医疗器械|植介入器械 体外诊断 医药冷链 特医食品"
    ),
    "silicon-materials": (
        "石英原矿 高纯石英砂 角形硅微粉 熔融硅微粉 球形硅微粉 亚微米 "
        "Low-α|低α 球形氧化铝 环氧树脂 固化剂 环氧塑封料 底填胶|底部填充胶 "
        "导热胶 覆铜板 IC载板 封装测试 粉体装备"
    ),
    "fibre-composites": (
        "丙烯腈 聚丙烯腈原丝 上浆剂 碳化 碳纤维布|织物 预浸料 "
        "环氧树脂 缠绕 拉挤 风电叶片 储氢瓶 航空 "
        "轨交|轨道交通 热场 成套装备 回收"
    ),
    "high-end-equipment": (
        "铸件 锻件 轴承 丝杠 减速器 伺服 控制器 "
        "液压件 传感器 汽车电子 机床 工业机器人 矿山支架 纺织机械 "
        "地质钻机 装卸与船海装备 系统集成 检测 维保"
    ),
    "new-energy-storage": (
        "多晶硅 光伏组件 风机|风电整机 塔筒 正极 负极 隔膜 电解液 "
        "电芯 PACK BMS EMS PCS 储能集成|储能系统集成 液流 压缩空气 "
        "熔盐 氢能|氢气 光热 充电桩 换电 电池回收 电站运维"
    ),
    "digital-economy": (
        "电子元器件 智能终端 算力 数据中心 云 基础软件 "
        "工业软件 工业互联网 行业软件 数据要素 人工智能应用 智能交通 "
        "信息安全 电商 智慧物流 数字内容"
    ),
    "marine-economy": (
        "深海 海洋传感器 船海|船用 海洋观测 海上风电 海洋药物 "
        "海洋生物|海洋酶 种苗 精深加工 冷链 海水淡化 港口 "
        "海运|航运 海洋信息 海洋科研 检测"
    ),
}


def test_all_chains_are_shipped() -> None:
    assert set(CHAINS) == set(MUST)


@pytest.mark.parametrize("chain", CHAINS)
def test_without_faults(chain: str) -> None:
    assert faults(TEMPLATES[chain], TEMPLATES) == []


@pytest.mark.parametrize("chain", CHAINS)
def test_size_weights_and_panels(chain: str) -> None:
    segments = TEMPLATES[chain].segments
    assert 40 <= len(segments) <= 80
    assert 0.2 <= sum(segment.weight == "core" for segment in segments) / len(segments) <= 0.4
    assert {segment.stage for segment in segments} == {"up", "mid", "down"}
    assert 4 <= len({segment.panel for segment in segments}) <= 10
    assert all(segment.required for segment in segments if segment.weight == "core")


@pytest.mark.parametrize("chain", CHAINS)
def test_every_field_is_filled(chain: str) -> None:
    template = TEMPLATES[chain]
    assert template.fields
    assert template.exclusions
    for segment in template.segments:
        assert segment.names, segment.id
        assert segment.fields, segment.id
        assert 4 <= len(segment.keywords) <= 16, segment.id
        assert segment.codes, segment.id
        assert segment.access.document, segment.id
        assert segment.access.date[:2] in {"19", "20"}, segment.id
        assert all(len(code) == 4 and code in industry_codes() for code in segment.codes), segment.id


@pytest.mark.parametrize(("chain", "items"), [(chain, item) for chain, text in MUST.items() for item in text.split()])
def test_nothing_is_forgotten(chain: str, items: str) -> None:
    words = [
        fold(text)
        for segment in TEMPLATES[chain].segments
        for text in (segment.zh, *segment.names, *(word.partition(":")[0] for word in segment.keywords))
    ]
    assert any(fold(item) in word for item in items.split("|") for word in words)


def test_electrolyte_and_raw_drugs_need_a_chemical_park() -> None:
    assert TEMPLATES["new-energy-storage"].segment("electrolyte").access.grade == "chemical_park"
    assert TEMPLATES["life-health"].segment("chemical-api").access.grade == "chemical_park"


def test_data_centres_are_restricted() -> None:
    assert TEMPLATES["digital-economy"].segment("data-centres").access.grade == "restricted"


def test_same_thing_in_two_chains_points_to_a_segment() -> None:
    known = {f"{chain}/{segment.id}" for chain, template in TEMPLATES.items() for segment in template.segments}
    pairs = [(chain, other) for chain, t in TEMPLATES.items() for segment in t.segments for other in segment.same_as]
    assert pairs
    assert all(other in known and not other.startswith(f"{chain}/") for chain, other in pairs)


def test_own_file_overrides_the_shipped_one(tmp_path: Path) -> None:
    shipped = TEMPLATES["marine-economy"]
    own = tmp_path / "own.yaml"
    source = ROOT / shipped.file
    own.write_text(source.read_text("utf-8").replace(f'version: "{shipped.version}"', 'version: "mine"'), "utf-8")
    templates = load_templates([own])
    assert templates["marine-economy"].version == "mine"
    assert templates["marine-economy"].file == "own.yaml"
    assert templates["life-health"] == TEMPLATES["life-health"]


def test_lines_point_at_the_segments() -> None:
    for template in TEMPLATES.values():
        lines = (ROOT / template.file).read_text("utf-8").splitlines()
        assert set(template.lines) == {segment.id for segment in template.segments}
        assert all(f"id: {name}" in lines[line - 1] for name, line in template.lines.items())


def test_a_template_made_in_memory_has_file_and_digest() -> None:
    made = ChainTemplate(**TEMPLATES["marine-economy"].model_dump())
    assert made.file == "marine-economy.yaml"
    assert made.lines == {}
    assert len(made.digest) == 64
