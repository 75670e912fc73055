"""A map cut into printed sheets, each filled by what stands on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from visualizations.layout import Metrics, Plan, Size, make_plan

LARGEST_SCALE = 1.9  # larger than this a few chips look like a poster


@dataclass(frozen=True)
class Sheet:
    """A printed sheet: the panels on it as (stage, panel), and their arrangement."""

    panels: tuple[tuple[int, int], ...]
    plan: Plan


def sheets(
    counts: Sequence[Sequence[int]], metrics: Metrics, areas: tuple[Size, Size], least: float, most: int
) -> list[Sheet]:
    """Cut a map into printed sheets, each filled by what stands on it.

    Parameters
    ----------
    counts : sequence of sequence of int
        As in `make_plan`.
    metrics : Metrics
        Sizes in px.
    areas : (Size, Size)
        Width and height in px that the first sheet and the others give to the map.
    least : float
        The smallest scale at which text is still large enough in print.
    most : int
        Chips that may stand on one sheet; above that every stage gets its own.

    Returns
    -------
    list of Sheet
        A stage that one sheet cannot hold is shared evenly among as few as can.
    """
    if sum(map(sum, counts)) <= most:
        plan, scale = _best_fit(counts, metrics, areas[0])
        if scale >= least:
            return [Sheet(tuple((s, p) for s, stage in enumerate(counts) for p in range(len(stage))), plan)]
    found: list[Sheet] = []
    for s, stage in enumerate(counts):
        for pages in range(1, len(stage) + 1):
            parts = _even_parts(stage, pages)
            room = [areas[0] if not found and number == 0 else areas[1] for number in range(pages)]
            fits = [
                _best_fit([[stage[p] for p in part]], metrics, area) for part, area in zip(parts, room, strict=True)
            ]
            if all(scale >= least for _, scale in fits) or pages == len(stage):
                found += [Sheet(tuple((s, p) for p in part), plan) for part, (plan, _) in zip(parts, fits, strict=True)]
                break
    return found


def _even_parts(counts: Sequence[int], parts: int) -> list[range]:
    """Cut panels, in order, into ``parts`` runs of which the largest is as small as can be (indices)."""
    limit = max(*counts, math.ceil(sum(counts) / parts))
    while True:
        starts, held = [0], 0
        for index, count in enumerate(counts):
            short = parts - len(starts) >= len(counts) - index  # every part left needs a panel of its own
            if index > starts[-1] and (held + count > limit or short):
                starts.append(index)
                held = 0
            held += count
        if len(starts) <= parts:
            return [range(a, b) for a, b in zip(starts, [*starts[1:], len(counts)], strict=True)]
        limit += 1


def _best_fit(counts: Sequence[Sequence[int]], metrics: Metrics, area: Size) -> tuple[Plan, float]:
    """Return the plan with large text and little left empty, drawn out to fill ``area``, and its scale there."""
    plans = [make_plan(counts, columns, metrics) for columns in range(len(counts), 15)]
    scaled = [(min(LARGEST_SCALE, area[0] / plan.width, area[1] / plan.height), plan) for plan in plans]
    scale, plan = max(scaled, key=lambda pair: (round(pair[0] * pair[1].fill, 6), -pair[1].columns))
    return make_plan(counts, plan.columns, metrics, (int(area[0] / scale), int(area[1] / scale))), scale
