"""Which chain and segment a person means, and which of them lead 主导 or are declared 主攻 on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from rapidfuzz import process

from graph.chains.phrases import fold
from graph.chains.template import ChainTemplate, SegmentTemplate
from graph.errors import NotPossible
from graph.settings import DeclaredSegment, LeadingChain, Settings

_PARTS = re.compile(r"[（()）]")
_NEAR = 60  # likeness from which a known name is offered instead of an unknown one
_OFFERED = 8


def _key(text: str) -> str:
    return "".join(fold(text).split())


def _chain_tiers(template: ChainTemplate) -> tuple[Iterable[str], ...]:
    """Return what a chain answers to, the surest first: id, whole names, parts of the name, fields."""
    parts = [part for part in _PARTS.split(template.zh) if part]
    return (template.chain,), (template.zh, template.en), parts, template.fields


def _segment_tiers(template: ChainTemplate, segment: SegmentTemplate) -> tuple[Iterable[str], ...]:
    """Return what a segment answers to, the surest first: ids, names, other names, product words."""
    codes = (segment.id, f"{template.chain}/{segment.id}", f"segment:{template.chain}/{segment.id}")
    chains = [template.chain, template.zh, *_chain_tiers(template)[2]]
    both = [f"{chain}/{own}" for chain in chains for own in (segment.zh, segment.id)]
    names = [segment.zh, segment.en, *both]
    return codes, names, segment.names, [word.rpartition(":")[0] or word for word in segment.keywords]


def resolve_chain(templates: Mapping[str, ChainTemplate], text: str) -> ChainTemplate:
    """Return the chain meant by an id, a name or a field of the plan (生物医药 finds 生命健康).

    Raises
    ------
    NotPossible
        No chain answers to the text, or several do; the message names those that exist.
    """
    wanted = _key(text)
    for tier in range(4):
        found = [t for t in templates.values() if wanted in map(_key, _chain_tiers(t)[tier])]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotPossible("chains.ambiguous_chain", text=text, found=_chains(found))
    raise NotPossible("chains.unknown_chain", text=text, known=_chains(templates.values()))


def _chains(templates: Iterable[ChainTemplate]) -> str:
    return "、".join(f"{template.zh} ({template.chain})" for template in sorted(templates, key=lambda t: t.chain))


def resolve_segment(
    templates: Mapping[str, ChainTemplate], text: str, chain: str | None = None
) -> tuple[ChainTemplate, SegmentTemplate]:
    """Return the segment meant by an id (``api``, ``life-health/api``), a name, another name or a product word.

    Parameters
    ----------
    templates : mapping
        Chain id → template.
    text : str
        What the person wrote.
    chain : str, optional
        The chain to look in (anything ``resolve_chain`` understands); None looks in all.

    Raises
    ------
    NotPossible
        No segment answers to the text, or several do; the message names near or existing ones.
    """
    searched = [resolve_chain(templates, chain)] if chain else list(templates.values())
    found = _candidates(searched, text)
    if len(found) == 1:
        return found[0]
    if found:
        shown = "、".join(f"{segment.zh} ({template.chain}/{segment.id})" for template, segment in found)
        raise NotPossible("chains.ambiguous_segment", text=text, found=shown)
    raise NotPossible("chains.unknown_segment", text=text, known=_near(searched, text))


def near_segments(templates: Mapping[str, ChainTemplate], text: str) -> str:
    """Return the segments whose names are nearest to a text that names none, as one line."""
    return _near(templates.values(), text)


def _candidates(searched: Iterable[ChainTemplate], text: str) -> list[tuple[ChainTemplate, SegmentTemplate]]:
    wanted = _key(text)
    pairs = [(template, segment) for template in searched for segment in template.segments]
    for tier in range(4):
        found = [pair for pair in pairs if wanted in map(_key, _segment_tiers(*pair)[tier])]
        if found:
            return found
    return []


def _near(searched: Iterable[ChainTemplate], text: str) -> str:
    pairs = [(template, segment) for template in searched for segment in template.segments]
    names = {segment.zh: f"{segment.zh} ({template.chain}/{segment.id})" for template, segment in pairs}
    near = process.extract(text, sorted(names), limit=_OFFERED, score_cutoff=_NEAR)
    chosen = [name for name, _, _ in near] or sorted(names)[:_OFFERED]
    return "、".join(names[name] for name in chosen)


def find_segment(templates: Mapping[str, ChainTemplate], text: str) -> str | None:
    """Return the ``chain/segment`` code that a text of a table names, None where it names none or several.

    Texts such as ``生命健康/原料药`` or ``生命健康-原料药`` name chain and segment.
    """
    head, dash, tail = text.replace("—", "-").replace("－", "-").partition("-")
    for form in (text, f"{head.strip()}/{tail.strip()}" if dash else ""):
        found = _candidates(templates.values(), form) if form.strip() else []
        if len(found) == 1:
            return f"{found[0][0].chain}/{found[0][1].id}"
    return None


def leading_chains(settings: Settings, templates: Mapping[str, ChainTemplate], day: date) -> dict[str, LeadingChain]:
    """Return the chains that lead in the district on a day: chain id → the line that says so."""
    lines = {resolve_chain(templates, line.chain).chain: line for line in settings.leading if line.holds(day)}
    return dict(sorted(lines.items()))


def declared_segments(
    settings: Settings, templates: Mapping[str, ChainTemplate], day: date
) -> dict[str, DeclaredSegment]:
    """Return the segments declared as an aim on a day: ``chain/segment`` code → the line that says so."""
    lines: dict[str, DeclaredSegment] = {}
    for line in settings.declared:
        if line.holds(day):
            template, segment = resolve_segment(templates, line.segment, line.chain)
            lines[f"{template.chain}/{segment.id}"] = line
    return dict(sorted(lines.items()))
