"""What a chain map shows, as plain data: made by `build_chain_map`, or by hand in a notebook or test."""

from __future__ import annotations

from dataclasses import dataclass

STAGES = ("up", "mid", "down")
MOST_FIRMS = 20  # inlined for a segment
MOST_TARGETS = 12
MOST_FACTS = 16


@dataclass(frozen=True)
class Fact:
    """One fact behind a figure: what it supports, how it was computed, and the record it rests on."""

    figure: str
    formula: str = ""
    value: str = ""
    label: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    source: str = ""


@dataclass(frozen=True)
class FirmLine:
    """A firm that fills a segment; ``note`` says its size, evidence or role; ``lead`` marks a lead firm."""

    uid: str
    name: str
    note: str = ""
    lead: bool = False


@dataclass(frozen=True)
class TargetReason:
    """Why a target was named: the sentence, its source and date."""

    text: str
    source: str = ""
    date: str = ""


@dataclass(frozen=True)
class TargetLine:
    """拟招引企业: a firm, institute, team or fund named for a segment, with its ties as chains of names."""

    uid: str
    name: str
    group: str
    region: str = ""
    score: float | None = None
    parts: tuple[tuple[str, float], ...] = ()
    reasons: tuple[TargetReason, ...] = ()
    ties: tuple[tuple[str, ...], ...] = ()
    counter: str = ""


@dataclass(frozen=True)
class ChainMapSegment:
    """环节: one chip of the map and what its side panel says.

    Parameters
    ----------
    code, name, stage, panel, layer : text and int
        As in the chain template; ``stage`` is up, mid or down.
    state, badges, verb, reason : text
        As the gap analysis found them.
    effective : int or None
        Effective firms here; None where nothing was counted.
    figures : tuple of (label, value)
        Every other figure, ready to read.
    priority, parts, dropped : float
        Points in total and by part (the parts add up), and the weight that could not be computed.
    progress : str
        Stage of the furthest lead (contact … production) for a segment that is being filled.
    firms, firms_total
        Firms to show, and how many there are; likewise targets and facts.
    """

    code: str
    name: str
    stage: str
    panel: str
    layer: int = 0
    weight: str = "normal"
    required: bool = False
    state: str = "unknown"
    badges: tuple[str, ...] = ()
    verb: str = ""
    reason: str = ""
    effective: int | None = None
    figures: tuple[tuple[str, str], ...] = ()
    priority: float | None = None
    parts: tuple[tuple[str, float], ...] = ()
    dropped: float = 0.0
    headline: bool = False
    rank: int | None = None
    progress: str = ""
    leads: tuple[str, ...] = ()
    lead_firms: tuple[str, ...] = ()
    firms: tuple[FirmLine, ...] = ()
    firms_total: int = 0
    targets: tuple[TargetLine, ...] = ()
    targets_total: int = 0
    facts: tuple[Fact, ...] = ()
    facts_total: int = 0


@dataclass(frozen=True)
class Feed:
    """One segment feeds another of the map (codes); ``need`` in (0, 1] and the reason as the template states them."""

    src: str
    dst: str
    need: float = 1.0
    reason: str = ""


@dataclass(frozen=True)
class ChainMapModel:
    """A chain map: header, segments, who feeds whom.

    ``facts`` are label and value pairs of the header (data date, coverages); ``versions`` those of its foot;
    ``lang`` is the language of every word on the page; ``as_of`` the data date that printed pages repeat.
    """

    title: str
    district: str
    chain: str
    segments: tuple[ChainMapSegment, ...]
    feeds: tuple[Feed, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    confidential: bool = False
    lang: str = "zh"
    as_of: str = ""
