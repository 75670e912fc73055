"""The chain map in use in a browser, without a network: opened, found, filtered, printed and exported."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from view_models import HOSTILE, hostile_map, make_map

from graph.words import say
from visualizations.chain_chips import arrange
from visualizations.chain_map import chain_map

pytestmark = pytest.mark.browser
HANDLERS = """() => [...document.querySelectorAll('*')].filter(
  e => [...e.attributes].some(a => a.name.startsWith('on'))).length"""


def test_panel_tells_state_reason_parts_facts_targets_and_ties(show) -> None:
    model = make_map(60)
    page = show(chain_map(model))
    shown = arrange(model).segments
    number = next(i for i, s in enumerate(shown) if s.priority and s.facts)
    page.locator(f"#s{number}").click()
    text = page.locator("#side").inner_text()
    for part in (
        shown[number].name,
        say(f"gaps.state_{shown[number].state}"),
        shown[number].reason,
        "需要程度",
        "1.42 [1.05, 1.92]",
        "71%",
    ):
        assert part in text
    values = [float(v) for v in page.locator("#side .parts .v").all_inner_texts()]
    assert round(sum(values[:-1]), 1) == values[-1] == shown[number].priority
    page.locator("#side .target summary").first.click()
    page.locator("#side .fact summary").first.click()
    text = page.locator("#side").inner_text()
    for part in (
        "主导产品相同",
        "示例名录",
        "示例外地 供应→ 示例药业",
        "扩张意愿待核实",
        "企业名录.xlsx",
        "第 12 行",
        "在业且规上",
    ):
        assert part in text


def test_search_by_segment_and_by_firm(show) -> None:
    model = make_map(60)
    page = show(chain_map(model))
    page.keyboard.press("/")
    page.keyboard.type("环节17号")
    assert page.locator("#map .c.hit").count() == 1
    page.keyboard.press("Enter")
    assert page.locator("#side h2").inner_text() == "示例环节17号"
    page.keyboard.press("Escape")
    owner = next(s for s in model.segments if len(s.firms) > 2)
    page.fill("#search", owner.firms[2].name)
    assert owner.firms[2].name in page.locator("#found div").first.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#side h2").inner_text() == owner.name
    page.fill("#search", "没有这样的名字")
    assert page.locator("#found").inner_text() == say("views.found_none")


def test_keyboard_opens_moves_and_closes(show) -> None:
    page = show(chain_map(make_map(60)))
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.classList.contains('c')"):
            break
    assert page.evaluate("() => document.activeElement.id") == "s0"
    page.keyboard.press("ArrowRight")
    second = page.evaluate("() => document.activeElement.id")
    assert second != "s0"
    page.keyboard.press("Enter")
    assert page.locator("#side").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#side").is_visible()
    assert page.evaluate("() => document.activeElement.id") == second


def test_legend_filters_and_comes_back(show) -> None:
    model = make_map(60)
    page = show(chain_map(model))
    missing = sum(s.state == "missing" for s in model.segments)
    button = page.locator('#legend [data-state="missing"]')
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator("#map .c:not(.off)").count() == missing
    button.click()
    assert page.locator("#map .c.off").count() == 0


def test_hostile_names_stay_text_under_hover_and_click(show) -> None:
    page = show(chain_map(hostile_map()))
    assert page.locator("#map .c").count() == 30
    for number in range(0, 30, 2):
        chip = page.locator(f"#s{number}")
        chip.hover()
        page.wait_for_timeout(380)
        chip.click()
        for summary in page.locator("#side summary").all():
            summary.click()
    page.fill("#search", "script")
    page.mouse.move(300, 300)
    assert page.evaluate("() => document.querySelectorAll('img, #side script, #map script').length") == 0
    assert page.locator("h1").inner_text().startswith(HOSTILE[1])
    assert page.evaluate(HANDLERS) == 0


@pytest.mark.parametrize(("count", "pages"), [(60, 1), (300, 3)])
def test_print_has_one_page_a_sheet_with_chinese_text(show, tmp_path: Path, count: int, pages: int) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on this machine: install poppler-utils")
    page = show(chain_map(make_map(count)))
    file = tmp_path / "map.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True, print_background=True)
    info = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages:\s+(\d+)", info)[1] == str(pages)
    assert "(A3)" in info
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    for page_number in range(1, pages + 1):
        assert f"第{page_number}页，共{pages}页" in re.sub(r"\s", "", text)
    assert text.count(say("views.legend_up")) == 1, "the legend stands on the first page alone"
    assert sum(f"示例环节{number}号" in re.sub(r"\s", "", text) for number in range(count)) == count
    assert page.evaluate("() => document.querySelectorAll('#sheets *').length") == 0


def test_svg_and_png_are_written(show, tmp_path: Path) -> None:
    from xml.etree import ElementTree

    page = show(chain_map(make_map(30)))
    for name in ("svg", "png"):
        with page.expect_download() as waiting:
            page.click(f"#do-{name}")
        waiting.value.save_as(tmp_path / f"map.{name}")
    root = ElementTree.parse(tmp_path / "map.svg").getroot()
    assert root.tag.endswith("svg")
    drawn = [e for e in root.iter() if re.match(r"c [a-z]", e.get("class", ""))]
    assert len(drawn) == 30 + len({s.state for s in make_map(30).segments})  # chips and legend
    words = [element.text for element in root.iter() if element.text]
    assert "单一来源" in words
    assert make_map(30).title in words
    assert ".c.strong" in "".join(root.itertext())
    png = (tmp_path / "map.png").read_bytes()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(png) > 50_000


def test_a_chain_without_gaps_says_so(show) -> None:
    model = make_map(8, gaps=False)
    page = show(chain_map(replace(model, segments=tuple(replace(s, headline=False) for s in model.segments))))
    page.click("#do-overview")
    assert say("views.headlines_none") in page.locator("#side").inner_text()
