"""The chain map in a browser, without a network: what is drawn, found, opened, filtered, printed and exported."""

import itertools
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from view_models import HOSTILE, hostile_map, make_map

from graph.chains import load_templates
from graph.errors import NotPossible
from graph.words import catalogue, say, set_language
from visualizations.chain_chips import arrange, first_that_fits, name_lines
from visualizations.chain_data import whole_parts
from visualizations.chain_map import LARGEST_PAGE, chain_map
from visualizations.chain_model import ChainMapModel, FirmLine
from visualizations.palette import BADGES, DOWNSTREAM, STATES, UPSTREAM, contrast
from visualizations.svg import wrap

browser_test = pytest.mark.browser
FOLDER = Path(__file__).parent
SIZES = [(1440, 900), (1920, 1080), (1280, 720)]


# --- without a browser ---------------------------------------------------------------------------------------------


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


def test_a_chain_without_segments_is_an_answer() -> None:
    with pytest.raises(NotPossible):
        chain_map(ChainMapModel("x", "x", "x", ()))


# --- in a browser -----------------------------------------------------------------------------------------------------

OVERLAPS = """() => {
  const box = e => e.getBoundingClientRect();
  const boxes = [...document.querySelectorAll('#map .c .x')].map(box);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes.reduce((n, a, i) => n + boxes.slice(0, i).filter(b => meet(a, b)).length, 0);
}"""
# a name over its chip's border; a count or star over the words beside it, over the border, or over each other
SPILLS = """() => [...document.querySelectorAll('#map .c')].filter(c => {
  const box = css => { const e = c.querySelector(css); return e && e.getBoundingClientRect(); };
  const x = box('.x'), name = box('.n'), count = box('.q'), star = box('.star'), low = box('.u') || name;
  const tail = [count, star].filter(Boolean);
  return name.right > x.right + 1 || tail.some(r => r.left < low.right - 1 || r.right > x.right)
    || (count && star && star.right > count.left + 1);
}).map(c => c.getAttribute('aria-label'))"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('#map text')].map(
  t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a))"""
EDGES = """() => [...document.querySelectorAll('#edges path[data-from]')].map(p => {
  const ends = [p.getPointAtLength(0), p.getPointAtLength(p.getTotalLength())].map(q => [q.x, q.y]);
  const box = id => {
    const c = document.getElementById('s' + id), m = c.transform.baseVal[0].matrix, r = c.querySelector('.x');
    return [m.e, m.f, +r.getAttribute('width'), +r.getAttribute('height')];
  };
  return [...ends, box(p.dataset.from), box(p.dataset.to), p.getAttribute('marker-end'), +p.dataset.from, +p.dataset.to];
})"""
# points of drawn edges, every 2 px, that lie over a chip or over the list of ranked gaps; the two ends only touch theirs
OVER_CHIPS = """() => {
  const chips = [...document.querySelectorAll('#map .c')].map(c => {
    const m = c.transform.baseVal[0].matrix, r = c.querySelector('.x');
    return [m.e, m.f, +r.getAttribute('width'), +r.getAttribute('height'), c.id];
  });
  const list = document.querySelector('#ranked .pb');
  if (list) chips.push([...['x', 'y', 'width', 'height'].map(a => +list.getAttribute(a)), 'ranked']);
  const over = [];
  for (const p of document.querySelectorAll('#edges path[data-from]')) {
    const length = p.getTotalLength();
    for (let at = 0; at <= length; at += 2) {
      const q = p.getPointAtLength(at);
      for (const [x, y, w, h, id] of chips)
        if (q.x > x + 0.1 && q.x < x + w - 0.1 && q.y > y + 0.1 && q.y < y + h - 0.1) over.push([p.dataset.from, p.dataset.to, id]);
    }
  }
  return over;
}"""
HANDLERS = """() => [...document.querySelectorAll('*')].filter(
  e => [...e.attributes].some(a => a.name.startsWith('on'))).length"""


@browser_test
@pytest.mark.parametrize(("count", "size"), list(itertools.product([3, 60, 120, 300], SIZES)))
def test_chips_stand_clear_at_every_size(show, count: int, size: tuple[int, int]) -> None:
    page = show(chain_map(make_map(count)), *size)
    assert page.locator("#map .c").count() == count
    assert page.evaluate(OVERLAPS) == 0
    assert page.evaluate(SPILLS) == []
    assert page.evaluate(SMALLEST) >= 11 - 0.01
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@browser_test
@pytest.mark.parametrize("size", SIZES)
def test_the_side_panel_shrinks_the_map_and_covers_nothing(show, size: tuple[int, int]) -> None:
    page = show(chain_map(make_map(60)), *size)
    page.keyboard.press("Escape")
    wide = page.locator("#field").bounding_box()["width"]
    page.locator("#s30").click()
    field, side, svg = (page.locator(css).bounding_box() for css in ("#field", "#side", "#map"))
    assert field["width"] < wide
    assert field["x"] + field["width"] <= side["x"] + 0.5
    assert svg["x"] + svg["width"] <= side["x"] + 0.5
    assert page.evaluate(OVERLAPS) == 0


@browser_test
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


@browser_test
def test_edges_end_on_chip_borders_with_arrowheads(show) -> None:
    model = make_map(60)
    page = show(chain_map(model))
    arranged = arrange(model)
    number = {s.code: i for i, s in enumerate(arranged.segments)}
    checked = 0
    for chip in range(0, 60, 7):
        page.locator(f"#s{chip}").focus()
        drawn = page.evaluate(EDGES)
        wanted = {(number[f.src], number[f.dst]) for f in model.feeds if chip in (number[f.src], number[f.dst])}
        assert {(edge[5], edge[6]) for edge in drawn} == wanted
        for start, end, source, target, head, src, _ in drawn:
            for (x, y), (left, top, width, height) in ((start, source), (end, target)):
                on_side = min(abs(x - left), abs(x - left - width)) < 0.6 and top - 0.6 <= y <= top + height + 0.6
                on_edge = min(abs(y - top), abs(y - top - height)) < 0.6 and left - 0.6 <= x <= left + width + 0.6
                assert on_side or on_edge
            assert head == ("url(#a-down)" if src == chip else "url(#a-up)")
            checked += 1
    assert checked > 10


@browser_test
@pytest.mark.parametrize(
    ("count", "size"), [(30, (1280, 720)), (60, (1440, 900)), (120, (1366, 768)), (300, (1920, 1080))]
)
def test_no_edge_passes_over_a_chip(show, count: int, size: tuple[int, int]) -> None:
    page = show(chain_map(make_map(count)), *size)
    drawn = 0
    for chip in range(0, count, max(1, count // 25)):
        page.locator(f"#s{chip}").dispatch_event("click")
        page.locator(f"#s{chip}").dispatch_event("dblclick")  # two hops
        drawn += page.locator("#edges path[data-from]").count()
        assert page.evaluate(OVER_CHIPS) == []
    assert drawn > count


@browser_test
def test_double_click_shows_two_hops(show) -> None:
    page = show(chain_map(make_map(60)))
    page.locator("#s12").click()
    page.mouse.move(5, 5)
    one = page.locator("#edges path[data-from]").count()
    page.locator("#s12").dblclick()
    assert page.locator("#edges path.far").count() > 0
    assert page.locator("#edges path[data-from]").count() > one


@browser_test
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


@browser_test
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


@browser_test
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


@browser_test
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


@browser_test
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


@browser_test
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


@browser_test
def test_a_chain_without_gaps_says_so(show) -> None:
    model = make_map(8, gaps=False)
    page = show(chain_map(replace(model, segments=tuple(replace(s, headline=False) for s in model.segments))))
    page.click("#do-overview")
    assert say("views.headlines_none") in page.locator("#side").inner_text()
