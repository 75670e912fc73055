"""What is wrong in a chain template, said with the segment, its line and the remedy."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path

import networkx as nx

from graph.chains.form import doubled, read_text
from graph.chains.matching import ranked
from graph.chains.template import WHAT, ChainTemplate, SegmentTemplate, load_template
from graph.words import say

_STAGES = {"up": 0, "mid": 1, "down": 2}


@cache
def industry_codes() -> frozenset[str]:
    """Return the codes of GB/T 4754-2017, all levels."""
    text = resources.files("graph.codes").joinpath("gbt4754-2017.csv").read_text("utf-8")
    return frozenset(row["code"] for row in csv.DictReader(text.splitlines()))


def faults(template: ChainTemplate, others: Mapping[str, ChainTemplate] | None = None) -> list[str]:
    """Return what is wrong in a template, in the language in force; empty where nothing is.

    Parameters
    ----------
    template : ChainTemplate
        The template to look at.
    others : mapping, optional
        Chain id → template of the other chains, to which ``same_as`` and inputs from other chains may point.

    Returns
    -------
    list of str
        One sentence a fault: segment (with its line where known), what is wrong, how to mend it; in file order.
    """
    known = {**(others or {}), template.chain: template}
    found = _doubled_ids(template)
    for segment in template.segments:
        found += [_at(template, segment, text) for text in _segment_faults(template, segment, known)]
    found += _keyword_faults(template)
    found += _order_faults(template)
    return found


def check_file(file: Path, others: Mapping[str, ChainTemplate] | None = None) -> list[str]:
    """Return what is wrong in a template's file (``faults``).

    Raises
    ------
    UsageError
        The file cannot be read, is not YAML or not of the form of a template; the message lists each place.
    """
    text = read_text(file, WHAT)
    template = load_template(text, str(file))
    return [*doubled(text), *faults(template, others)]


def breaking_faults(template: ChainTemplate) -> list[str]:
    """Return the faults of content with which no analysis can work: a segment id twice, inputs in a circle."""
    return [*_doubled_ids(template), *_circles(template)]


def _doubled_ids(template: ChainTemplate) -> list[str]:
    """Name each segment whose id an earlier one has, with its own line."""
    found, seen = [], set()
    for number, segment in enumerate(template.segments):
        if segment.id in seen:
            line = template.places[number] if number < len(template.places) else None
            found.append(_told(segment, line, say("chains.duplicate_id", id=segment.id)))
        seen.add(segment.id)
    return found


def _at(template: ChainTemplate, segment: SegmentTemplate, text: str) -> str:
    return _told(segment, template.lines.get(segment.id), text)


def _told(segment: SegmentTemplate, line: int | None, text: str) -> str:
    if line is None:
        return say("chains.at_segment", segment=segment.id, name=segment.zh, fault=text)
    return say("chains.at_line", segment=segment.id, name=segment.zh, line=line, fault=text)


def _segment_faults(
    template: ChainTemplate, segment: SegmentTemplate, known: Mapping[str, ChainTemplate]
) -> Iterator[str]:
    own = {each.id: each for each in template.segments}
    for item in segment.inputs:
        giver = own.get(item.segment)
        if giver is None and not _stands(item.segment, known):
            yield say("chains.unknown_input", input=item.segment)
        elif giver is not None and (giver.id, segment.id) not in template.feedback:
            if giver.layer > segment.layer:
                yield say("chains.wrong_layer", input=giver.id, given=giver.layer, taken=segment.layer)
            elif _STAGES[giver.stage] > _STAGES[segment.stage]:
                yield say("chains.wrong_stage", input=giver.id, given=giver.stage, taken=segment.stage)
    for code in segment.codes:
        if code not in industry_codes():
            yield say("chains.unknown_code", code=code)
    for other in segment.same_as:
        if not _stands(other, known):
            yield say("chains.unknown_same", other=other)
    takers = (item.segment for each in template.segments for item in each.inputs if each.id != segment.id)
    if not segment.inputs and segment.id not in takers:
        yield say("chains.orphan")
    if segment.required and not any(word.strip() for word in segment.keywords):
        yield say("chains.no_keywords")


def _stands(code: str, known: Mapping[str, ChainTemplate]) -> bool:
    chain, slash, segment = code.partition("/")
    return bool(slash) and chain in known and any(each.id == segment for each in known[chain].segments)


def _keyword_faults(template: ChainTemplate) -> list[str]:
    """Name each keyword that two segments claim at the same rank."""
    first: dict[tuple[str, int], SegmentTemplate] = {}
    found = []
    for segment in template.segments:
        for word, rank in dict.fromkeys(map(ranked, segment.keywords)):
            owner = first.setdefault((word, rank), segment)
            if owner is not segment:
                text = say("chains.keyword_twice", word=word, other=owner.id, rank=rank + 1)
                found.append(_at(template, segment, text))
    return found


def _pairs(template: ChainTemplate) -> list[tuple[str, str]]:
    """Return giver and taker of every input inside the chain."""
    own = {segment.id for segment in template.segments}
    return [
        (item.segment, segment.id) for segment in template.segments for item in segment.inputs if item.segment in own
    ]


def _circles(template: ChainTemplate) -> list[str]:
    """Name the cycles among the inputs that are not declared as feedback."""
    own = {segment.id: segment for segment in template.segments}
    graph = nx.DiGraph(pair for pair in _pairs(template) if pair not in template.feedback)
    found = []
    for part in sorted(map(sorted, nx.strongly_connected_components(graph))):
        loop = [part[0]] if graph.has_edge(part[0], part[0]) else []
        if len(part) > 1:
            loop = [giver for giver, _ in nx.find_cycle(graph, part[0])]
        if loop:
            circle = " → ".join([*loop, loop[0]])
            found.append(_at(template, own[loop[0]], say("chains.cycle", cycle=circle, last=loop[-1], first=loop[0])))
    return found


def _order_faults(template: ChainTemplate) -> list[str]:
    """Name feedback that is none, cycles that are not declared, and stages that stand on the wrong side."""
    pairs = _pairs(template)
    found = [
        say("chains.unknown_feedback", giver=giver, taker=taker)
        for giver, taker in template.feedback
        if (giver, taker) not in pairs
    ]
    found += _circles(template)
    left = {stage: [s for s in template.segments if s.stage == stage] for stage in _STAGES}
    for early, late in (("up", "mid"), ("mid", "down"), ("up", "down")):
        if not left[early] or not left[late]:
            continue
        limit = max(segment.layer for segment in left[late])
        found += [
            _at(template, segment, say("chains.stage_layer", stage=early, layer=segment.layer, late=late, limit=limit))
            for segment in left[early]
            if segment.layer > limit
        ]
    return found
