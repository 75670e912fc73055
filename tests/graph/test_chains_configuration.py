"""Chains and segments are found by what people call them."""

from datetime import date

import pytest

from graph.chains import load_templates
from graph.chains.configuration import declared_segments, find_segment, leading_chains, resolve_chain, resolve_segment
from graph.errors import NotPossible
from graph.settings import Settings

TEMPLATES = load_templates()


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("life-health", "life-health"), ("生命健康", "life-health"), ("生物医药", "life-health"), ("医药健康", "life-health"),
        ("智能制造", "high-end-equipment"), ("高端装备", "high-end-equipment"), ("高端装备（智能制造）", "high-end-equipment"),
        ("新型储能", "new-energy-storage"), ("双碳", "new-energy-storage"), ("新能源", "new-energy-storage"),
        ("数字经济", "digital-economy"), ("Digital economy", "digital-economy"), ("海洋经济", "marine-economy"),
        ("碳纤维", "fibre-composites"),
    ],
)  # fmt: skip
def test_a_chain_is_found(text: str, chain: str) -> None:
    assert resolve_chain(TEMPLATES, text).chain == chain


def test_an_unknown_chain_names_those_that_exist() -> None:
    with pytest.raises(NotPossible) as caught:
        resolve_chain(TEMPLATES, "元宇宙")
    assert all(chain in caught.value.text("zh") for chain in TEMPLATES)


def test_a_field_of_two_chains_is_ambiguous() -> None:
    with pytest.raises(NotPossible) as caught:
        resolve_chain(TEMPLATES, "新材料")
    assert caught.value.key == "chains.ambiguous_chain"
    assert "silicon-materials" in caught.value.text("en")


@pytest.mark.parametrize(
    ("text", "chain", "code"),
    [
        ("new-energy-storage/electrolyte", None, "new-energy-storage/electrolyte"),
        ("segment:new-energy-storage/electrolyte", None, "new-energy-storage/electrolyte"),
        ("新型储能/电解液", None, None),
        ("新能源与新型储能/电解液", None, "new-energy-storage/electrolyte"),
        ("电解液", "储能", "new-energy-storage/electrolyte"),
        ("石墨负极", None, "new-energy-storage/anode"),
        ("岩心钻机", "智能制造", "high-end-equipment/geological-drills"),
    ],
)
def test_a_segment_is_found(text: str, chain: str | None, code: str | None) -> None:
    if code is None:
        with pytest.raises(NotPossible):
            resolve_segment(TEMPLATES, text, chain)
        return
    template, segment = resolve_segment(TEMPLATES, text, chain)
    assert f"{template.chain}/{segment.id}" == code


def test_an_unknown_segment_names_near_ones() -> None:
    with pytest.raises(NotPossible) as caught:
        resolve_segment(TEMPLATES, "电解液材料", "新能源")
    assert "电解液 (new-energy-storage/electrolyte)" in caught.value.text("zh")


def test_the_same_name_in_two_chains_is_ambiguous_without_the_chain() -> None:
    with pytest.raises(NotPossible) as caught:
        resolve_segment(TEMPLATES, "工业软件")
    assert caught.value.key == "chains.ambiguous_segment"
    assert resolve_segment(TEMPLATES, "工业软件", "数字经济")[1].id == "industrial-software"


def test_texts_of_tables_name_chain_and_segment() -> None:
    assert find_segment(TEMPLATES, "新能源与新型储能-电解液") == "new-energy-storage/electrolyte"
    assert find_segment(TEMPLATES, "工业软件") is None
    assert find_segment(TEMPLATES, "  ") is None


def test_leading_and_declared_hold_from_day_to_day() -> None:
    settings = Settings(
        home="320706",
        leading=[{"chain": "生物医药", "from": "2025-01-01", "to": "2026-01-01", "unit": "例办"}, {"chain": "双碳"}],
        declared=[{"chain": "新能源", "segment": "电解液", "from": "2026-03-01"}],
    )
    assert list(leading_chains(settings, TEMPLATES, date(2025, 6, 1))) == ["life-health", "new-energy-storage"]
    assert list(leading_chains(settings, TEMPLATES, date(2026, 1, 1))) == ["new-energy-storage"]
    assert leading_chains(settings, TEMPLATES, date(2025, 6, 1))["life-health"].unit == "例办"
    assert declared_segments(settings, TEMPLATES, date(2026, 2, 1)) == {}
    assert list(declared_segments(settings, TEMPLATES, date(2026, 3, 1))) == ["new-energy-storage/electrolyte"]
