"""The page of a chain map, without a browser: the same bytes, its size, its figures, its colours."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from view_models import make_map

from graph.errors import NotPossible
from graph.words import say
from visualizations.chain_chips import arrange
from visualizations.chain_data import whole_parts
from visualizations.chain_map import LARGEST_PAGE, chain_map
from visualizations.chain_model import ChainMapModel, FirmLine
from visualizations.palette import BADGES, DOWNSTREAM, STATES, UPSTREAM, contrast

FOLDER = Path(__file__).parent


def test_same_model_same_bytes_and_golden_file() -> None:
    page = chain_map(make_map(6))
    assert page == chain_map(make_map(6))
    golden = FOLDER / "golden" / "chain-map-6.html"
    assert page == golden.read_text("utf-8"), "the page changed: look at it, then write the golden file anew"


def test_every_segment_is_a_chip_with_its_state_spoken() -> None:
    model = make_map(60)
    page = chain_map(model)
    labels = re.findall(r'<g class="c [a-z_ ]+" id="s\d+" role="button" tabindex="-?\d" aria-label="([^"]*)"', page)
    assert len(labels) == 60
    assert all(say(f"gaps.state_{s.state}") in label for s, label in zip(arrange(model).segments, labels, strict=True))


def test_size_budgets() -> None:
    assert len(chain_map(make_map(300, firms=False)).encode()) <= 300_000
    large = make_map(300)
    firms = tuple(
        FirmLine(f"f{i}", "示例一家名字很长的有限责任公司" + str(i), "规上 · 高新技术企业") for i in range(200)
    )
    large = replace(large, segments=tuple(replace(s, firms=firms, firms_total=200) for s in large.segments))
    page = chain_map(large)
    assert len(page.encode()) <= LARGEST_PAGE
    assert say("views.firms_cut", total=200, shown=20) in page


def test_a_page_that_would_be_too_large_lists_less_and_says_so() -> None:
    model = make_map(100)
    firms = tuple(FirmLine(f"f{i}", "很长的名字" * 60, "") for i in range(20))
    page = chain_map(replace(model, segments=tuple(replace(s, firms=firms, firms_total=20) for s in model.segments)))
    assert len(page.encode()) <= LARGEST_PAGE
    assert "为控制文件大小" in page


def test_parts_of_the_priority_add_up_as_shown() -> None:
    ranked = [segment for segment in make_map(100).segments if segment.priority]
    assert len(ranked) > 20
    for segment in ranked:
        parts, total = whole_parts(segment)
        assert round(sum(points for _, points in parts), 1) == total == segment.priority


def test_contrast_of_every_state_and_badge() -> None:
    for style in STATES.values():
        for ground in {style.fill, style.under or style.fill}:
            assert contrast(style.text, ground) >= 4.5
    assert all(contrast(ground, letter) >= 4.5 for ground, letter in BADGES.values())
    assert contrast(UPSTREAM, "#FFFFFF") >= 3
    assert contrast(DOWNSTREAM, "#FFFFFF") >= 3
    borders = [style for style in STATES.values() if not style.quiet]
    assert all(contrast(style.border, "#FFFFFF") >= 3 or style.fill != "#FFFFFF" for style in borders)


def test_contrast_in_the_style_sheets() -> None:
    sheets = FOLDER.parents[1] / "visualizations" / "assets"
    text = "".join((sheets / name).read_text("utf-8") for name in ("page.css", "chain_map.css", "network.css"))
    colours = set(re.findall(r"(?<![-\w])color:(#[0-9A-Fa-f]{6})", text)) - {"#C9DAEA"}
    assert len(colours) > 5
    assert {
        colour: round(contrast(colour, "#F8FAFC"), 2) for colour in colours if contrast(colour, "#F8FAFC") < 4.5
    } == {}
    assert contrast("#C9DAEA", "#102A43") >= 4.5  # on the dark tooltip
    for ground in ("#0B3C66", "#0B5C9E", "#0E6FA8"):  # stage headings
        assert contrast("#FFFFFF", ground) >= 4.5


def test_marks_tell_states_apart_without_colour() -> None:
    looks = [(style.mark, style.dash) for style in STATES.values()]
    assert len(set(looks)) == len(STATES)


def test_a_chain_without_segments_is_an_answer() -> None:
    with pytest.raises(NotPossible):
        chain_map(ChainMapModel("x", "x", "x", ()))
