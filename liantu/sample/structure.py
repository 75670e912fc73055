"""Which segments the invented district is strong, thin and empty in. Follows from the chain templates alone.

No seed enters here: the settings of the sample name declared segments, and these must be the empty ones.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import networkx as nx
import pandas as pd

from graph.chains import ChainTemplate, SegmentTemplate, load_templates
from graph.chains.placement import place_firms
from liantu.sample.dice import stream
from liantu.sample.names import MARK

Part = Literal["cluster", "present", "thin", "single", "seedling", "in_city", "empty", "lead", "lost"]
STRONG = ("life-health", "silicon-materials", "high-end-equipment")
MEDIUM = ("new-energy-storage", "digital-economy")
# share of a chain's segments that play a part here; what is left over is present
_SHARES: dict[str, dict[Part, float]] = {
    "strong": {"cluster": 0.16, "thin": 0.12, "single": 0.06, "seedling": 0.05, "in_city": 0.06, "empty": 0.12,
               "lead": 0.05, "lost": 0.03},
    "medium": {"cluster": 0.06, "thin": 0.16, "single": 0.06, "seedling": 0.07, "in_city": 0.08, "empty": 0.24,
               "lead": 0.04, "lost": 0.02},
    "thin": {"thin": 0.12, "single": 0.04, "seedling": 0.06, "in_city": 0.10, "empty": 0.50, "lead": 0.02},
}  # fmt: skip
_ORDER = {"strong": 0, "medium": 1, "thin": 2}
_CLOSED = ("chemical_park", "restricted", "phased_out", "banned")


@dataclass(frozen=True)
class Spot:
    """A segment in the sample: its template, the part it plays here, and how much of it local buyers buy nearby."""

    id: str
    chain: ChainTemplate
    segment: SegmentTemplate
    part: Part
    nearby: float
    size: float  # relative number of firms in the country
    products: tuple[str, ...]  # product words that mean this segment and no other

    @property
    def inputs(self) -> tuple[tuple[str, float], ...]:
        """Segments that this one takes from, with how much it needs them."""
        return tuple(
            (each.segment if "/" in each.segment else f"{self.chain.chain}/{each.segment}", each.need)
            for each in self.segment.inputs
        )


@dataclass(frozen=True)
class Structure:
    """All segments by id, and which segments take each of them."""

    spots: dict[str, Spot]
    takers: dict[str, list[str]]

    def of_part(self, *parts: Part) -> list[Spot]:
        """Return the segments that play one of the parts."""
        return [spot for spot in self.spots.values() if spot.part in parts]

    def gaps(self) -> list[Spot]:
        """Return the segments that are empty or weak here though firms here take them."""
        return [spot for spot in self.of_part("empty", "in_city", "seedling", "thin") if self.wanted_here(spot)]

    def wanted_here(self, spot: Spot) -> bool:
        """Return whether a segment with firms here takes this one."""
        here = ("cluster", "present", "thin", "single")
        return any(self.spots[taker].part in here for taker in self.takers.get(spot.id, []))


@functools.cache
def structure() -> Structure:
    """Return the structure of the sample for the templates that ship."""
    templates = load_templates()
    parts = _parts_of_all(templates)
    words = _own_words(templates)
    spots: dict[str, Spot] = {}
    for chain in templates.values():
        rng = stream("structure", f"{chain.chain}/rates")
        for segment in chain.segments:
            spot_id = f"{chain.chain}/{segment.id}"
            nearby, size = rng.choice((0.1, 0.3, 0.55, 0.85)), rng.lognormvariate(0.0, 0.7)
            spots[spot_id] = Spot(spot_id, chain, segment, parts[spot_id], nearby, size, words[spot_id])
    takers: dict[str, list[str]] = {}
    for spot in spots.values():
        for taken, _ in spot.inputs:
            if taken in spots:
                takers.setdefault(taken, []).append(spot.id)
    return Structure(spots, takers)


def _own_words(templates: Mapping[str, ChainTemplate]) -> dict[str, tuple[str, ...]]:
    """Return for each segment its product words that place a firm there and nowhere else; all where there are none."""
    segments = [(f"{chain.chain}/{segment.id}", segment) for chain in templates.values() for segment in chain.segments]
    words = sorted({word.partition(":")[0] for _, segment in segments for word in segment.keywords})
    firms = pd.DataFrame({"uid": words, "name": MARK, "products": [[word] for word in words]})
    placed = place_firms(firms, templates=templates).groupby("src")["dst"].agg(list).to_dict()
    found = {}
    for spot_id, segment in segments:
        all_words = tuple(dict.fromkeys(word.partition(":")[0] for word in segment.keywords))
        found[spot_id] = tuple(word for word in all_words if placed.get(word) == [f"segment:{spot_id}"]) or all_words
    return found


def _parts_of_all(templates: Mapping[str, ChainTemplate]) -> dict[str, Part]:
    """Return the part of every segment; segments that are the same thing play the part of the strongest chain's one."""
    parts = {f"{chain.chain}/{name}": part for chain in templates.values() for name, part in _parts(chain).items()}
    pairs = [
        (f"{chain.chain}/{segment.id}", other)
        for chain in templates.values()
        for segment in chain.segments
        for other in segment.same_as
        if other in parts
    ]
    for group in nx.connected_components(nx.Graph(pairs)):
        first = min(group, key=lambda name: (_ORDER[tier(name.partition("/")[0])], name))
        parts |= dict.fromkeys(group, parts[first])
    return parts


def tier(chain: str) -> str:
    """Return how strong a chain is here: strong, medium or thin."""
    return "strong" if chain in STRONG else "medium" if chain in MEDIUM else "thin"


def _parts(chain: ChainTemplate) -> dict[str, Part]:
    """Deal the parts out: closed segments are empty, the rest is shuffled and cut by the shares."""
    rng = stream("structure", chain.chain)
    found: dict[str, Part] = {s.id: "empty" for s in chain.segments if s.access.grade in _CLOSED}
    open_ids = [segment.id for segment in chain.segments if segment.id not in found]
    rng.shuffle(open_ids)
    for part, share in _SHARES[tier(chain.chain)].items():
        for _ in range(max(1, round(share * len(open_ids)))):
            if len(found) < len(chain.segments):
                found[next(name for name in open_ids if name not in found)] = part
    return {segment.id: found.get(segment.id, "present") for segment in chain.segments}
