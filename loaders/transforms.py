"""Transforms that a source may ask for: each takes whole columns and gives a column."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from graph.codes import Division, division_path, divisions, short_name
from loaders.readers.table import Cell
from loaders.shape import Column, Fault
from loaders.values.base import Problem, cell_text

Columns = Mapping[str, Column]
COUNTY = 3


@dataclass(frozen=True)
class Changed:
    """A column that a transform gave, and the cells it could not use."""

    column: Column
    faults: tuple[Fault, ...] = ()


class _Transform(BaseModel):
    """``column`` is a header or was given by an earlier transform; ``into`` is the column to give, else the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str
    into: str | None = None

    @property
    def given(self) -> str:
        """Name of the column that the transform gives."""
        return self.into or self.column

    @property
    def needed(self) -> tuple[str, ...]:
        """Names of the columns that the transform reads."""
        return (self.column,)

    def apply(self, columns: Columns) -> Changed:
        """Change the distinct texts of the column."""
        own = columns[self.column]
        memo: dict[str, Cell | None] = {}
        cells: list[Cell | None] = []
        faults: list[Fault] = []
        for index, cell in enumerate(own.cells):
            text = cell_text(cell)
            if text not in memo:
                memo[text] = self.one(text) if text else ""
            value = memo[text]
            if value is None:
                faults.append(Fault(index, own.heading, Problem("load.transform_unknown", text)))
            cells.append(value)
        return Changed(Column(cells, own.heading, own.unit), tuple(faults))

    def one(self, text: str) -> Cell | None:
        """Change one text; None: it cannot be used."""
        raise AssertionError(text)


class StripSuffix(_Transform):
    """Drops the first of the suffixes that a text ends with."""

    use: Literal["strip_suffix"]
    suffixes: tuple[str, ...]

    def one(self, text: str) -> Cell | None:
        """Change one text."""
        suffix = next((s for s in self.suffixes if s and text.endswith(s)), "")
        return text.removesuffix(suffix).strip()


class Affix(_Transform):
    """Puts a text before or after."""

    use: Literal["affix"]
    prefix: str = ""
    suffix: str = ""

    def one(self, text: str) -> Cell | None:
        """Change one text."""
        return f"{self.prefix}{text}{self.suffix}"


class MapValues(_Transform):
    """Replaces texts by the table ``values``; one that is not in it is kept, emptied or (``left_out``) listed."""

    use: Literal["map"]
    values: dict[str, str | int | float | bool]
    other: Literal["keep", "empty", "left_out"] = "left_out"

    def one(self, text: str) -> Cell | None:
        """Change one text."""
        found = self.values.get(text)
        if found is not None:
            return found
        return text if self.other == "keep" else "" if self.other == "empty" else None


class Split(_Transform):
    """Takes one part (``part``, from 0; negative: from the end) of a text; '' where there are fewer."""

    use: Literal["split"]
    separator: str = Field(min_length=1)
    part: int = 0

    def one(self, text: str) -> Cell | None:
        """Change one text."""
        parts = text.split(self.separator)
        return parts[self.part].strip() if -len(parts) <= self.part < len(parts) else ""


class Extract(_Transform):
    """Takes the first group of a regular expression (the whole match without one); '' where nothing matches."""

    use: Literal["regex"]
    pattern: str

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, text: str) -> str:
        re.compile(text)
        return text

    def one(self, text: str) -> Cell | None:
        """Change one text."""
        match = re.search(self.pattern, text)
        return "" if match is None else (match[1] if match.re.groups else match[0]) or ""


class NormalisePer(_Transform):
    """Divides weights by their sum over the rows that share the value of ``by``.

    Only positive weights count: w / Σ max(w, 0). A weight that is no positive number gives nothing and is listed.
    """

    use: Literal["normalise_per"]
    by: str

    @property
    def needed(self) -> tuple[str, ...]:
        """Names of the columns that the transform reads."""
        return (self.column, self.by)

    def apply(self, columns: Columns) -> Changed:
        """Normalise the column."""
        own = columns[self.column]
        weights = [_number(cell) for cell in own.cells]
        groups: dict[str, list[float]] = {}
        for key, weight in zip(columns[self.by].cells, weights, strict=True):
            groups.setdefault(cell_text(key), []).append(max(weight, 0.0))
        sums = {key: math.fsum(values) for key, values in groups.items()}
        cells: list[Cell | None] = []
        faults: list[Fault] = []
        for index, (key, weight) in enumerate(zip(columns[self.by].cells, weights, strict=True)):
            if weight > 0:
                cells.append(weight / sums[cell_text(key)])
                continue
            cells.append("")
            text = cell_text(own.cells[index])
            if text:
                faults.append(Fault(index, own.heading, Problem("load.not_positive", text)))
        return Changed(Column(cells, own.heading), tuple(faults))


def _number(cell: Cell | None) -> float:
    try:
        number = float(cell_text(cell) or 0)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


class PlaceFromName(_Transform):
    """The division that a company name begins with, as an inferred value with the stated confidence.

    The longest chain of places at the start of the name counts (江苏连云港…), if it is one division, lies in the
    province that ``province`` names (a column), and is not the bare two-character name of a county: those are
    ordinary words too often (东海, 海州).
    """

    use: Literal["place_from_name"]
    confidence: float = Field(gt=0, lt=1)
    province: str | None = None

    @property
    def needed(self) -> tuple[str, ...]:
        """Names of the columns that the transform reads."""
        return (self.column, self.province) if self.province else (self.column,)

    def apply(self, columns: Columns) -> Changed:
        """Give the six-digit codes of the places."""
        names = columns[self.column].cells
        provinces: Sequence[Cell | None] = columns[self.province].cells if self.province else [""] * len(names)
        codes = [place_in_name(cell_text(n), cell_text(p)) for n, p in zip(names, provinces, strict=True)]
        marks = np.array([self.confidence if code else math.nan for code in codes])
        return Changed(Column(list(codes), columns[self.column].heading, confidence=marks))


@functools.lru_cache(maxsize=65536)
def place_in_name(name: str, province: str = "") -> str:
    """Return the code of the division that a name begins with, '' where none can be told.

    Parameters
    ----------
    name : str
        A company name: 连云港示例有限公司.
    province : str
        Name or code of the province it must lie in; '' for any.
    """
    above = _province(province)
    if province and above is None:
        return ""
    found: Division | None = None
    rest = name.removeprefix("中国")
    while step := _first_place(rest, found or above):
        found, rest = step
    return found.code if found else ""


def _province(text: str) -> Division | None:
    items = _places().get(text, ())
    return next((item for item in items if item.level == 1), None)


def _first_place(text: str, above: Division | None) -> tuple[Division, str] | None:
    for length in range(min(12, len(text) - 2), 1, -1):
        items = _places().get(text[:length], ())
        inside = [item for item in items if above is None or above in division_path(item.code)]
        if not inside:
            continue
        top = min(item.level for item in inside)  # 吉林 is the province before it is the city
        best = [item for item in inside if item.level == top]
        if len(best) == 1 and not (length == 2 and top == COUNTY):
            return best[0], text[length:]
    return None


@functools.cache
def _places() -> dict[str, tuple[Division, ...]]:
    """Return full and short names of provinces, prefectures and counties with what they may mean."""
    table: dict[str, list[Division]] = {}
    for item in divisions().values():
        if item.level <= COUNTY:
            for name in {item.name, short_name(item)}:
                table.setdefault(name, []).append(item)
            if item.level == 1:
                table.setdefault(item.code, []).append(item)
    return {name: tuple(items) for name, items in table.items()}


Transform = Annotated[
    StripSuffix | Affix | MapValues | Split | Extract | NormalisePer | PlaceFromName, Field(discriminator="use")
]
