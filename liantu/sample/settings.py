"""The settings of a workspace for the sample: leading chains, declared segments, statements, chokepoints."""

from __future__ import annotations

from datetime import date

from graph.settings import Chokepoint, CompleteList, DeclaredSegment, LeadingChain, Settings
from liantu.sample.country import NEIGHBOURS
from liantu.sample.dice import HOME
from liantu.sample.names import MARK
from liantu.sample.structure import MEDIUM, STRONG, Spot, structure

_UNITS = ("区科技局", "区工信局", "区发改局", "高新区科经局")
_START = date(2025, 1, 1)


def sample_settings() -> Settings:
    """Return the settings of the invented district; they follow from the chain templates that ship.

    Home is 海州区 (320706) for its place on the map only: nothing in the sample is a statement about it.
    """
    known = list(dict.fromkeys(spot.chain.chain for spot in structure().spots.values()))
    leading = [chain for chain in (*STRONG, *MEDIUM[:1]) if chain in known] or known[:3]
    document = f"{MARK}区产业规划"
    return Settings(
        home=HOME,
        neighbours=NEIGHBOURS,
        leading=tuple(
            LeadingChain(chain=chain, start=_START, unit=MARK + unit, document=document)
            for chain, unit in zip(leading, _UNITS, strict=False)
        ),
        declared=tuple(
            DeclaredSegment(
                chain=spot.chain.chain, segment=spot.segment.id, start=_START, unit=f"{MARK}招商专班", document=document
            )
            for spot in _declared(leading)
        ),
        complete=(
            CompleteList(
                region=HOME, titles=("规上", "高新技术企业"), signed_by=f"{MARK}区工信局、{MARK}区科技局", start=date(2026, 3, 31),
                document=f"{MARK}名录完整性说明",
            ),
        ),
        chokepoints=tuple(
            Chokepoint(segment=spot.id, expert=f"{MARK}专家", grade=2, lag_years=5, start=_START, document=f"{MARK}专家意见")
            for spot in _hard(leading)
        ),
    )  # fmt: skip


def _declared(leading: list[str]) -> list[Spot]:
    """Return the first two segments of each leading chain that are missing here though they are wanted."""
    made = structure()
    found: list[Spot] = []
    for chain in leading:
        empty = [
            s for s in made.of_part("empty", "in_city") if s.chain.chain == chain and s.segment.access.grade == "free"
        ]
        wanted = [spot for spot in empty if made.wanted_here(spot)] or empty
        found += sorted(wanted, key=lambda spot: (-spot.segment.value, spot.id))[:2]
    return found


def _hard(leading: list[str]) -> list[Spot]:
    """Return the segment of the highest value among the core ones of each of the first two leading chains."""
    spots = structure().spots.values()
    found = []
    for chain in leading[:2]:
        core = [spot for spot in spots if spot.chain.chain == chain and spot.segment.weight == "core"]
        found += sorted(core, key=lambda spot: (-spot.segment.value, spot.id))[:1]
    return found
