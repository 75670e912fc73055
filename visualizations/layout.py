"""Where panels and chips of a panel map stand: columns of stages, shelves of panels, grids of chips.

A *plan* is one arrangement for a number of chip columns. The page carries several and takes the one that fits the
window, so no text is ever scaled down. All of it is arithmetic on whole numbers: same input, same plan.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from visualizations.svg import whole

LEAST_SHARE = 0.22  # of the width, for the smallest stage
Size = tuple[int, int]  # px


@dataclass(frozen=True)
class Metrics:
    """Sizes in px: the least width and the height of a chip, gaps, head of a panel and of a stage.

    ``stretch`` bounds how much wider than its least width a chip may get where a shelf has room to spare; ``lines``
    are the lines a name may take.
    """

    chip: int
    height: int
    gap: int = 10
    pad: int = 8
    panel_head: int = 32
    panel_gap: int = 8
    stage_head: int = 46
    stage_gap: int = 14
    stage_pad: int = 10
    stretch: float = 2.6
    lines: int = 1

    @property
    def pitch(self) -> int:
        """Height of a row of chips with its gap."""
        return self.height + self.gap


@dataclass(frozen=True)
class Box:
    """A panel: its place and size, chips a row, width of a chip, height of a row."""

    x: int
    y: int
    width: int
    height: int
    columns: int
    chip: int
    pitch: int


@dataclass(frozen=True)
class Plan:
    """One arrangement: chip columns in all, size, per stage its x and width, and the panels in stage order.

    ``fill`` is the share of the area that stages would fill without any stretching. ``tops`` are the y and the height
    of each stage where they stand one above another; else all begin at the top.
    """

    columns: int
    width: int
    height: int
    stages: tuple[tuple[int, int], ...]
    panels: tuple[Box, ...]
    fill: float
    tops: tuple[tuple[int, int], ...] = ()


@functools.lru_cache(maxsize=4096)
def _shelf_rows(counts: tuple[int, ...], columns: int) -> int:
    """Return the least number of chip rows in which panels of these counts fit side by side in ``columns``."""
    rows = math.ceil(sum(counts) / columns)
    while sum(math.ceil(count / rows) for count in counts) > columns:
        rows += 1
    return rows


@functools.lru_cache(maxsize=4096)
def shelves(counts: tuple[int, ...], columns: int, pitch: int, head: int) -> tuple[tuple[int, ...], ...]:
    """Return the panels, in order, cut into shelves so that the stage gets least height (indices per shelf)."""
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # height so far, shelves so far, start of the last shelf
    for end in range(1, len(counts) + 1):
        choices = []
        for start in range(max(0, end - columns), end):
            height = best[start][0] + head + _shelf_rows(counts[start:end], columns) * pitch
            choices.append((height, best[start][1] + 1, start))
        best.append(min(choices))
    found, end = [], len(counts)
    while end:
        start = best[end][2]
        found.append(tuple(range(start, end)))
        end = start
    return tuple(reversed(found))


def _stage_height(counts: tuple[int, ...], columns: int, metrics: Metrics) -> int:
    head = metrics.panel_head + metrics.pad + metrics.panel_gap
    found = shelves(counts, columns, metrics.pitch, head)
    return sum(head + _shelf_rows(tuple(counts[i] for i in shelf), columns) * metrics.pitch for shelf in found)


def share_columns(counts: Sequence[tuple[int, ...]], columns: int, metrics: Metrics) -> tuple[int, ...]:
    """Return how many chip columns each stage gets, at least one.

    Start from widths ∝ √(number of chips), then move single columns while that makes the tallest stage shorter:
    empty space at the foot of a stage is a defect.
    """
    stages = len(counts)
    roots = [math.sqrt(sum(stage)) for stage in counts]
    given = [max(1, int(columns * root / math.fsum(roots))) for root in roots]
    while sum(given) != columns:
        step = 1 if sum(given) < columns else -1
        order = sorted(range(stages), key=lambda i: (step * (given[i] / roots[i]), i))
        mover = next(i for i in order if given[i] + step >= 1)
        given[mover] += step

    def cost(shares: Sequence[int]) -> tuple[int, int]:
        heights = [_stage_height(stage, share, metrics) for stage, share in zip(counts, shares, strict=True)]
        return max(heights), sum(heights)

    improved = True
    while improved:
        improved = False
        for i in range(stages):
            for j in range(stages):
                trial = list(given)
                trial[i], trial[j] = trial[i] - 1, trial[j] + 1
                if i != j and trial[i] >= 1 and cost(trial) < cost(given):
                    given, improved = trial, True
    return tuple(given)


def _widths(shares: Sequence[int], metrics: Metrics) -> list[int]:
    """Return the width of each stage: what its chip columns need, and at least 22 % of the whole."""
    between = 2 * metrics.pad + metrics.panel_gap - metrics.gap  # as if each column were a panel of its own
    needed = [
        share * (metrics.chip + metrics.gap)
        - metrics.gap
        + 2 * metrics.pad
        + 2 * metrics.stage_pad
        + (share - 1) * between
        for share in shares
    ]
    if len(shares) * LEAST_SHARE >= 1:
        return needed
    gaps = metrics.stage_gap * (len(shares) - 1)
    small: set[int] = set()
    while True:
        rest = math.fsum(width for i, width in enumerate(needed) if i not in small) + gaps
        least = (
            math.ceil(LEAST_SHARE * rest / (1 - LEAST_SHARE * len(small))) if small else math.ceil(LEAST_SHARE * rest)
        )
        more = {i for i, width in enumerate(needed) if i not in small and width < least}
        if not more:
            return [least if i in small else width for i, width in enumerate(needed)]
        small |= more


def _drawn_out(widths: list[int], total: int) -> list[int]:
    """Return the widths in the same proportions, adding up to ``total`` where that is more."""
    if total <= sum(widths):
        return widths
    ends = [whole(total * sum(widths[: i + 1]) / sum(widths)) for i in range(len(widths))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def make_plan(counts: Sequence[Sequence[int]], columns: int, metrics: Metrics, size: Size | None = None) -> Plan:
    """Arrange the panels of each stage in ``columns`` chip columns.

    Parameters
    ----------
    counts : sequence of sequence of int
        For each stage that has any, the numbers of chips of its panels, in their order.
    columns : int
        Chip columns over all stages, at least one a stage.
    metrics : Metrics
        Sizes in px.
    size : Size or None
        Width and height to fill, where the plan needs less.
    """
    stages = [tuple(stage) for stage in counts]
    columns = max(columns, len(stages))
    shares = share_columns(stages, columns, metrics)
    heights = [_stage_height(stage, share, metrics) for stage, share in zip(stages, shares, strict=True)]
    tallest = max(heights)
    widths = _widths(shares, metrics)
    if size:
        tallest = max(tallest, size[1] - metrics.stage_head - metrics.stage_pad)
        widths = _drawn_out(widths, size[0] - metrics.stage_gap * (len(stages) - 1))
    x, places, boxes = 0, [], []
    for stage, share, height, width in zip(stages, shares, heights, widths, strict=True):
        boxes += _stage_boxes(
            stage, share, (x + metrics.stage_pad, width - 2 * metrics.stage_pad), tallest - height, metrics
        )
        places.append((x, width))
        x += width + metrics.stage_gap
    total = metrics.stage_head + metrics.stage_pad + tallest
    used = sum(width * height for (_, width), height in zip(places, heights, strict=True))
    fill = used / (tallest * sum(width for _, width in places))
    return Plan(columns, x - metrics.stage_gap, total, tuple(places), tuple(boxes), round(fill, 3))


def stacked_plan(counts: Sequence[Sequence[int]], width: int, metrics: Metrics) -> Plan:
    """Arrange the stages one above another, for a window that is too narrow for columns side by side.

    Parameters
    ----------
    counts : sequence of sequence of int
        As in `make_plan`.
    width : int
        Width in px to fill; one column of chips where that is wider.
    metrics : Metrics
        Sizes in px.
    """
    y, tops, boxes, widest = 0, [], [], width
    for stage in counts:
        fitting = [columns for columns in (2, 3) if make_plan([stage], columns, metrics).width <= width]
        plan = make_plan([stage], max(fitting, default=1), metrics, (width, 0))
        tops.append((y, plan.height))
        boxes += [replace(box, y=box.y + y) for box in plan.panels]
        y += plan.height + metrics.stage_gap
        widest = max(widest, plan.width)
    return Plan(1, widest, y - metrics.stage_gap, ((0, widest),) * len(counts), tuple(boxes), 1.0, tuple(tops))


def _stage_boxes(
    counts: tuple[int, ...], columns: int, span: tuple[int, int], spare: int, metrics: Metrics
) -> list[Box]:
    """Place the panels of one stage; ``spare`` height is spread between rows and shelves so that stages end level."""
    left, width = span
    head = metrics.panel_head + metrics.pad
    found = shelves(counts, columns, metrics.pitch, head + metrics.panel_gap)
    rows = [_shelf_rows(tuple(counts[i] for i in shelf), columns) for shelf in found]
    inside = sum(rows) - len(rows)
    extra = min(spare // inside, metrics.height // 3) if inside else 0
    loose = spare - extra * inside
    y, boxes = metrics.stage_head + metrics.stage_pad, []
    for number, (shelf, depth) in enumerate(zip(found, rows, strict=True)):
        share = min(loose // (len(found) - number), 3 * metrics.panel_gap)
        loose -= share
        height = head + depth * metrics.pitch + extra * (depth - 1) + share
        boxes += _shelf_boxes(
            [counts[i] for i in shelf], depth, (left, y, width, height, metrics.pitch + extra), metrics
        )
        y += height + metrics.panel_gap
    return boxes


def _shelf_boxes(counts: list[int], depth: int, place: tuple[int, int, int, int, int], metrics: Metrics) -> list[Box]:
    left, y, width, height, pitch = place
    wide = [math.ceil(count / depth) for count in counts]
    room = width - metrics.panel_gap * (len(counts) - 1)
    unit = room / sum(wide)
    most = whole(metrics.chip * metrics.stretch)
    boxes, x = [], float(left)
    for columns_here in wide:
        inner = unit * columns_here - 2 * metrics.pad + metrics.gap
        chip = min(most, int(inner / columns_here) - metrics.gap)
        boxes.append(Box(whole(x), y, whole(x + unit * columns_here) - whole(x), height, columns_here, chip, pitch))
        x += unit * columns_here + metrics.panel_gap
    return boxes


def chip_places(box: Box, count: int, metrics: Metrics) -> list[tuple[int, int]]:
    """Return x and y of each chip of a panel, row by row."""
    top = box.y + metrics.panel_head
    step = box.chip + metrics.gap
    return [
        (box.x + metrics.pad + (i % box.columns) * step, top + (i // box.columns) * box.pitch) for i in range(count)
    ]
