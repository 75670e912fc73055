"""Values that their field does not allow: below or above its bounds, or a date later than the table that states it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.schema.core import Field
from loaders.values.base import Cell, CleanedColumn, Problem, cell_text


def within(own: Field, cleaned: CleanedColumn, cells: Sequence[Cell], day: dt.date | None) -> CleanedColumn:
    """Leave out the values of a cleaned column that the field does not allow, and say why.

    Parameters
    ----------
    own : Field
        Its ``min`` and ``max``, in the field's unit, and ``past`` are looked at.
    cleaned : CleanedColumn
        The column after cleaning.
    cells : sequence
        The cells as handed in, for the message.
    day : date or None
        The date of the source; None: the day of loading.
    """
    values = cleaned.arrays[own.name]
    problems: dict[int, Problem] = {}
    for key, limit, late in _limits(own, day):
        bound = pa.scalar(limit)
        beyond = pc.greater(values, bound) if late else pc.less(values, bound)
        for index in np.flatnonzero(np.asarray(pc.fill_null(beyond, False))).tolist():
            shown = limit if isinstance(limit, dt.date) else f"{limit:g}"
            problems[index] = Problem(key, cell_text(cells[index]), {"limit": shown, "unit": own.unit})
    if not problems:
        return cleaned
    keep = np.ones(len(values), bool)
    keep[list(problems)] = False
    held = pc.if_else(pa.array(keep), values, pa.scalar(None, values.type))
    return replace(cleaned, arrays=cleaned.arrays | {own.name: held}, problems=cleaned.problems | problems)


def _limits(own: Field, day: dt.date | None) -> list[tuple[str, float | dt.date, bool]]:
    """Return what holds for a field: message, limit, whether it is an upper one."""
    limits: list[tuple[str, float | dt.date, bool]] = []
    if own.min is not None:
        limits.append(("values.below", own.min, False))
    if own.max is not None:
        limits.append(("values.above", own.max, True))
    if own.past:
        # one slip (2031 for 2013) would else become the date of every answer
        limits.append(("values.future", dt.date.today(), True) if day is None else ("values.later", day, True))
    return limits
