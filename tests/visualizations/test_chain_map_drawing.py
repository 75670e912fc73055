"""The chain map as drawn in a browser, without a network: chips stand clear, and links end at them and pass none."""

import itertools

import pytest
from view_models import make_map

from visualizations.chain_chips import arrange
from visualizations.chain_map import chain_map

pytestmark = pytest.mark.browser
SIZES = [(1440, 900), (1920, 1080), (1280, 720)]
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


@pytest.mark.parametrize(("count", "size"), list(itertools.product([3, 60, 120, 300], SIZES)))
def test_chips_stand_clear_at_every_size(show, count: int, size: tuple[int, int]) -> None:
    page = show(chain_map(make_map(count)), *size)
    assert page.locator("#map .c").count() == count
    assert page.evaluate(OVERLAPS) == 0
    assert page.evaluate(SPILLS) == []
    assert page.evaluate(SMALLEST) >= 11 - 0.01
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


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


def test_double_click_shows_two_hops(show) -> None:
    page = show(chain_map(make_map(60)))
    page.locator("#s12").click()
    page.mouse.move(5, 5)
    one = page.locator("#edges path[data-from]").count()
    page.locator("#s12").dblclick()
    assert page.locator("#edges path.far").count() > 0
    assert page.locator("#edges path[data-from]").count() > one
