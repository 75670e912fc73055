"""Words of a chain map: each language on its own, names whole on their chips, figures left out rather than cut."""

import re
from dataclasses import replace

import pytest
from view_models import make_map

from graph.chains import load_templates
from graph.words import catalogue, set_language
from visualizations.chain_chips import arrange, first_that_fits, name_lines
from visualizations.chain_map import chain_map
from visualizations.chain_model import ChainMapModel
from visualizations.svg import wrap


def test_english_page_has_no_chinese_words_of_its_own() -> None:
    set_language("en")
    segment = replace(
        make_map(1).segments[0],
        name="A",
        panel="P",
        verb="",
        reason="",
        figures=(),
        firms=(),
        facts=(),
        targets=(),
        leads=(),
        lead_firms=(),
    )
    page = chain_map(ChainMapModel("T", "D", "C", (segment,), lang="en"))
    body = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", page, flags=re.DOTALL)
    assert re.findall(r"[\u4e00-\u9fff]+", body) == []
    assert '<html lang="en">' in page


def test_every_panel_of_the_shipped_chains_has_an_english_name() -> None:
    named = {entry["zh"]: entry["en"] for entry in catalogue("panels").values()}
    panels = {segment.panel for template in load_templates().values() for segment in template.segments}
    assert panels <= set(named)
    assert not [name for name in named.values() if re.search(r"[\u4e00-\u9fff]", name)]
    assert len(set(named.values())) == len(named)


def test_english_names_stand_whole_on_two_lines() -> None:
    set_language("en")
    cut = total = 0
    for template in load_templates().values():
        chips = [
            replace(make_map(1).segments[0], name=s.en, code=s.id, stage=s.stage, panel=s.panel)
            for s in template.segments
        ]
        arranged = arrange(ChainMapModel("T", "D", "C", tuple(chips), lang="en"))
        total += len(chips)
        cut += sum(name_lines(chip, arranged.metrics.chip, arranged.metrics)[-1].endswith("…") for chip in chips)
    assert total > 400
    assert cut <= 0.03 * total  # their full names are in the tip and the side panel


def test_chinese_names_stand_whole_on_one_line() -> None:
    cut = []
    for template in load_templates().values():
        chips = [
            replace(make_map(1).segments[0], name=s.zh, code=s.id, stage=s.stage, panel=s.panel)
            for s in template.segments
        ]
        arranged = arrange(ChainMapModel("T", "D", "C", tuple(chips)))
        cut += [
            chip.name for chip in chips if name_lines(chip, arranged.metrics.chip, arranged.metrics)[-1].endswith("…")
        ]
    assert len(cut) <= 9, cut  # of 439; their full names are in the tip and the side panel


@pytest.mark.parametrize(
    ("words", "room", "lines", "wanted"),
    [
        ("Medical polymers and biomaterials", 17, 2, ["Medical polymers and", "biomaterials"]),
        ("Foundry and heat-treatment machines", 11, 2, ["Foundry and heat-", "treatment machines"]),
        ("Servomotors", 11, 2, ["Servomotors"]),
        ("高端复杂与改良型制剂", 6, 2, ["高端复杂与改", "良型制剂"]),
        ("高端复杂与改良型制剂的名字", 4, 2, ["高端复杂", "与改良…"]),
        ("能量管理系统（EMS）", 7, 2, ["能量管理系统", "（EMS）"]),
        ("海洋酶、微生物", 3, 3, ["海洋", "酶、微", "生物"]),
    ],
)
def test_names_break_after_words_and_between_characters(words: str, room: float, lines: int, wanted: list[str]) -> None:
    assert wrap(words, room * 13, 13, lines) == wanted


def test_a_figure_that_does_not_fit_is_left_out_not_cut() -> None:
    choices = ["强链·延链 · 12 分", "强链·延链 · 12", "强链·延链"]
    assert first_that_fits(choices, 140, 12) == choices[0]
    assert first_that_fits(choices, 118, 12) == choices[1]
    assert first_that_fits(choices, 70, 12) == choices[2]
