"""Panels and chips: nothing overlaps, stages get their share of width, sheets keep type readable."""

import itertools

import pytest
from view_models import make_map

from visualizations.chain_chips import arrange
from visualizations.chain_map import LEAST_PRINT_SCALE, SHEETS, printed_sheets, window_plans
from visualizations.layout import LEAST_SHARE, Metrics, chip_places, make_plan, shelves, stacked_plan
from visualizations.printed import sheets

METRICS = Metrics(chip=160, height=30)


def boxes_overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


@pytest.mark.parametrize("columns", range(3, 15))
@pytest.mark.parametrize(
    "counts", [[[6, 5, 1], [9, 4, 3, 3], [2]], [[40, 30, 1, 1], [90, 12], [7, 6, 5, 4, 3, 2, 1]], [[1], [1], [1]]]
)
def test_nothing_overlaps_and_every_chip_lies_in_its_panel(columns: int, counts: list[list[int]]) -> None:
    plan = make_plan(counts, columns, METRICS)
    panels = [count for stage in counts for count in stage]
    frames = [(box.x, box.y, box.width, box.height) for box in plan.panels]
    assert not [(a, b) for i, a in enumerate(frames) for b in frames[:i] if boxes_overlap(a, b)]
    for box, count in zip(plan.panels, panels, strict=True):
        assert METRICS.chip <= box.chip <= METRICS.chip * METRICS.stretch + 1
        assert box.y + box.height <= plan.height
        chips = [(x, y, box.chip, METRICS.height) for x, y in chip_places(box, count, METRICS)]
        assert not [(a, b) for i, a in enumerate(chips) for b in chips[:i] if boxes_overlap(a, b)]
        assert all(x >= box.x and x + w <= box.x + box.width and y + h <= box.y + box.height for x, y, w, h in chips)


@pytest.mark.parametrize("counts", [[[60, 62], [59], [34]], [[90], [6], [4]], [[20, 10], [30], [10]]])
def test_width_follows_content_and_no_stage_is_under_its_least_share(counts: list[list[int]]) -> None:
    for columns in range(4, 15):
        plan = make_plan(counts, columns, METRICS)
        total = sum(width for _, width in plan.stages)
        assert all(width >= LEAST_SHARE * total - 1 for _, width in plan.stages)
        assert plan.stages[-1][1] == min(width for _, width in plan.stages)


def test_shelves_keep_order_and_use_few_rows() -> None:
    found = shelves((6, 6, 6, 5), 3, 38, 40)
    assert [i for shelf in found for i in shelf] == [0, 1, 2, 3]
    assert len(found) == 2


@pytest.mark.parametrize(("count", "pages"), [(12, 1), (60, 1), (120, 1), (150, 3), (300, 3)])
def test_print_goes_by_stage_above_120_keeps_seven_points_and_fills_the_sheet(count: int, pages: int) -> None:
    arranged = arrange(make_map(count, firms=False))
    found = printed_sheets(arranged)
    assert len(found) == pages
    shown = [panel for sheet in found for panel in sheet.panels]
    assert len(shown) == len(set(shown)) == sum(len(stage) for stage in arranged.counts)
    for number, sheet in enumerate(found):
        area, plan = SHEETS[min(number, 1)], sheet.plan
        scale = min(area[0] / plan.width, area[1] / plan.height)
        assert scale >= LEAST_PRINT_SCALE
        assert scale * scale * plan.width * plan.height >= 0.98 * area[0] * area[1]


def test_a_stage_too_large_for_a_sheet_is_shared_evenly() -> None:
    counts = [[150] * 4, [5], [5]]
    found = sheets(counts, METRICS, SHEETS, LEAST_PRINT_SCALE, 120)
    assert len(found) > 3
    assert sorted(panel for sheet in found for panel in sheet.panels) == sorted(
        (s, p) for s, stage in enumerate(counts) for p in range(len(stage))
    )
    first = [sum(counts[s][p] for s, p in sheet.panels) for sheet in found if sheet.panels[0][0] == 0]
    assert len(first) > 1
    assert max(first) - min(first) <= 150


def test_windows_get_plans_from_narrow_to_wide() -> None:
    plans = window_plans(arrange(make_map(60, firms=False)))
    assert plans[0].width < 800
    assert [plan.height for plan in plans] == sorted((plan.height for plan in plans), reverse=True)


@pytest.mark.parametrize("width", [150, 372, 600])
def test_stages_stacked_for_a_narrow_window_stand_apart_and_hold_their_panels(width: int) -> None:
    counts = [[6, 5, 1], [9], [3, 2]]
    plan = stacked_plan(counts, width, METRICS)
    assert plan.width >= width
    ends = [(top, top + height) for top, height in plan.tops]
    assert all(one[1] < two[0] for one, two in itertools.pairwise(ends))
    assert plan.height == ends[-1][1]
    stage_of = [stage for stage, panels in enumerate(counts) for _ in panels]
    assert len(plan.panels) == len(stage_of)
    for stage, box in zip(stage_of, plan.panels, strict=True):
        assert ends[stage][0] + METRICS.stage_head <= box.y
        assert box.y + box.height <= ends[stage][1]
        assert box.x >= 0
        assert box.x + box.width <= plan.width
