"""The segments of all chain templates as one table, their inputs as one matrix, and what is the same thing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from graph.chains.configuration import near_segments
from graph.chains.template import ChainTemplate, SegmentTemplate
from graph.errors import NotPossible
from graph.words import language


@dataclass(frozen=True)
class Segments:
    """All segments, in the order chain, stage, layer, id.

    ``table`` has one row a segment: segment (``life-health/api``), chain, chain_name, name, stage, layer, panel,
    weight, required, kind, filled_by, grade, document, date, value.
    """

    table: pd.DataFrame
    templates: Mapping[str, ChainTemplate]

    @cached_property
    def ids(self) -> list[str]:
        """Segment ids in the order of the table."""
        return self.table["segment"].tolist()

    @cached_property
    def position(self) -> dict[str, int]:
        """Segment id → row of the table."""
        return {segment: row for row, segment in enumerate(self.ids)}

    @cached_property
    def captions(self) -> dict[str, str]:
        """Segment id → name, in the language in force when the table was made."""
        return dict(zip(self.ids, self.table["name"].tolist(), strict=True))

    @cached_property
    def filled_by(self) -> dict[str, str]:
        """Segment id → which sites fill it (production, rd, any)."""
        return dict(zip(self.ids, self.table["filled_by"].tolist(), strict=True))

    @cached_property
    def needs(self) -> sparse.csr_array:
        """Matrix a[s, t]: how much segment t needs segment s (0–1), from the inputs of the templates."""
        rows, columns, values = [], [], []
        for taker, made in self.inputs():
            for segment, need in made:
                rows.append(self.position[segment])
                columns.append(self.position[taker])
                values.append(need)
        size = len(self.ids)
        return sparse.csr_array((values, (rows, columns)), shape=(size, size), dtype=float)

    def inputs(self) -> Iterable[tuple[str, list[tuple[str, float]]]]:
        """Yield each segment with the segments that it takes and the need of each; unknown names are left out."""
        for chain, template in self.templates.items():
            for segment in template.segments:
                taken = [(full_id(chain, item.segment), item.need) for item in segment.inputs]
                yield f"{chain}/{segment.id}", [(name, need) for name, need in taken if name in self.position]

    @cached_property
    def same(self) -> dict[str, tuple[str, ...]]:
        """Segment id → all segments that are the same thing in other chains, itself first; only where there are any."""
        pairs: dict[str, set[str]] = {}
        for chain, template in self.templates.items():
            for segment in template.segments:
                own = f"{chain}/{segment.id}"
                for other in (full_id(chain, name) for name in segment.same_as):
                    if other in self.position:
                        pairs.setdefault(own, set()).add(other)
                        pairs.setdefault(other, set()).add(own)
        return {own: (own, *sorted(others - {own})) for own, others in sorted(pairs.items())}

    def spread(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Repeat each row with a ``segment`` for the segments of other chains that are the same thing."""
        if not self.same or rows.empty:
            return rows
        lists = rows["segment"].map(lambda segment: list(self.same.get(segment, (segment,))))
        return rows.assign(segment=lists).explode("segment").astype({"segment": "str"})

    def declared(self, segment: str) -> SegmentTemplate:
        """Return the template's own words on a segment."""
        chain, _, own = segment.partition("/")
        return self.templates[chain].segment(own)

    def of_chains(self, chains: Iterable[str]) -> NDArray[np.bool_]:
        """Return which rows of the table belong to the chains."""
        return self.table["chain"].isin(list(chains)).to_numpy(dtype=bool)

    def versions(self, chains: Iterable[str]) -> dict[str, str]:
        """Return ``chain:<id>`` → version of the template."""
        return {f"chain:{chain}": self.templates[chain].version for chain in chains}


def full_id(chain: str, name: str) -> str:
    """Return ``chain/segment`` of a segment named inside a chain or with its chain."""
    return name if "/" in name else f"{chain}/{name}"


def read_segments(templates: Mapping[str, ChainTemplate]) -> Segments:
    """Return the segments of the templates as a table with the matrix of inputs."""
    chinese = language() == "zh"
    stages = {"up": 0, "mid": 1, "down": 2}
    rows = [
        {
            "segment": f"{chain}/{item.id}", "chain": chain, "chain_name": template.zh if chinese else template.en,
            "name": item.zh if chinese else item.en, "stage": item.stage, "layer": item.layer, "panel": item.panel,
            "weight": item.weight, "required": item.required, "kind": item.kind, "filled_by": item.filled_by,
            "grade": item.access.grade, "document": item.access.document, "date": item.access.date,
            "value": item.value,
        }
        for chain, template in sorted(templates.items())
        for item in sorted(template.segments, key=lambda s: (stages[s.stage], s.layer, s.id))
    ]  # fmt: skip
    columns = [
        "segment", "chain", "chain_name", "name", "stage", "layer", "panel", "weight", "required", "kind", "filled_by",
        "grade", "document", "date", "value",
    ]  # fmt: skip
    return Segments(pd.DataFrame(rows, columns=columns), dict(sorted(templates.items())))


def find_chain(templates: Mapping[str, ChainTemplate], text: str) -> str:
    """Return the id of the chain that an id, a name or a field alias states (生物医药 finds life-health).

    Raises
    ------
    NotPossible
        No chain, or more than one, goes by that name.
    """
    if text in templates:
        return text
    wanted = text.strip().casefold()
    ways = {c: {t.zh.casefold(), t.en.casefold(), *(f.casefold() for f in t.fields)} for c, t in templates.items()}
    found = sorted(chain for chain, names in ways.items() if wanted in names)
    if not found:
        found = sorted(chain for chain, names in ways.items() if wanted and any(wanted in name for name in names))
    if len(found) == 1:
        return found[0]
    known = "、".join(f"{chain} {template.zh}" for chain, template in sorted(templates.items()))
    key = "gaps.ambiguous_chain" if found else "gaps.unknown_chain"
    raise NotPossible(key, chain=text, known=known, found="、".join(found))


def find_segment(segments: Segments, text: str, chain: str | None = None) -> str:
    """Return the id of the segment that an id or a name states, inside one chain where given.

    Raises
    ------
    NotPossible
        No segment, or more than one, goes by that name.
    """
    if text in segments.position:
        return text
    if chain and f"{chain}/{text}" in segments.position:
        return f"{chain}/{text}"
    wanted = text.strip().casefold()
    found = []
    for own in segments.ids:
        if chain and not own.startswith(chain + "/"):
            continue
        item = segments.declared(own)
        if wanted in {item.id, item.zh.casefold(), item.en.casefold(), *(name.casefold() for name in item.names)}:
            found.append(own)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotPossible("gaps.ambiguous_segment", segment=text, found="、".join(found))
    asked = {name: own for name, own in segments.templates.items() if name == chain or not chain}
    raise NotPossible("gaps.unknown_segment", segment=text, near=near_segments(asked, text))
