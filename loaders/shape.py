"""Rows seen as records of one kind, before cleaning: for every target the cells that fill it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from loaders.headers import Match, Target
from loaders.readers.table import Cell, RawTable
from loaders.values.base import Problem


@dataclass(frozen=True)
class Column:
    """The cells that fill a target, with the heading they stand under and the unit it states.

    ``confidence`` (0–1, NaN: observed) is given where values were inferred and not read.
    """

    cells: Sequence[Cell | None]
    heading: str = ""
    unit: str = ""
    confidence: np.ndarray | None = None


@dataclass(frozen=True)
class EndPlan:
    """What is known of an end of an edge beside the cells.

    Its kind, whether to make nodes that are not known, whether a cell may hold several names (None: as declared).
    """

    kind: str | None = None
    create: bool = False
    split: bool | None = None


@dataclass(frozen=True)
class Shaped:
    """Rows to be cleaned as records of ``kind``.

    ``positions`` is the 0-based data row of each record; ``symmetric`` sorts the ends of each edge; ``confidence``
    marks all records, of nodes and of edges, as inferred.
    """

    kind: str
    positions: Sequence[int]
    columns: dict[Target, Column]
    ends: dict[str, EndPlan] = field(default_factory=dict)
    symmetric: bool = False
    confidence: float | None = None

    @property
    def size(self) -> int:
        """Number of records."""
        return len(self.positions)


class Fault(NamedTuple):
    """A cell that was left out, or for which a row was rejected: record (or data row), heading, reason."""

    record: int
    heading: str
    problem: Problem


def shape_table(table: RawTable, match: Match, kept: Sequence[int]) -> Shaped:
    """See the kept data rows of a table as the kind that its header row was matched to."""
    whole = len(kept) == len(table.rows)
    columns = {}
    for index, target in match.columns.items():
        cells = table.columns[index]
        columns[target] = Column(
            cells if whole else [cells[position] for position in kept], table.headers[index], match.units.get(index, "")
        )
    return Shaped(match.kind, kept, columns)
