"""What the script of a chain map reads: arrangements, words, and the side panel's content, as compact lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.words import say
from visualizations.chain_chips import (
    LINE,
    NAME_SIZE,
    SMALL_SIZE,
    Arranged,
    name_room,
    roomy,
    second_left,
    second_lines,
    tail_width,
)
from visualizations.chain_model import ChainMapModel, ChainMapSegment, Fact, Feed, TargetLine
from visualizations.layout import Metrics, Plan
from visualizations.palette import STATES
from visualizations.printed import Sheet
from visualizations.svg import ASCII_EM, CAPITAL_EM, CLOSING, OPENING, text_width

_WORDS = (
    "close", "back", "help", "headlines", "headlines_none", "priority", "points", "firms", "firms_none", "targets",
    "facts", "figures", "upstream", "downstream", "none", "reason", "verb", "leads", "counter", "ties", "versions",
    "warnings", "lead_mark", "overview", "counts", "found_none", "export_failed", "colon",
    "legend_star", "core", "required", "page_of", "targets_none", "points_sign",
)  # fmt: skip


@dataclass(frozen=True)
class Plans:
    """Arrangements of a map: for windows by width, for one too narrow for columns, and for print."""

    window: Sequence[Plan]
    narrow: Plan
    printed: Sequence[Sheet]


class _Names:
    """A table of repeated texts: each is written once and referred to by its number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        """Return the number of ``word``, adding it when it is new."""
        return self.numbers.setdefault(word, len(self.numbers))


def page_data(model: ChainMapModel, arranged: Arranged, plans: Plans) -> dict[str, Any]:
    """Return the page's data block; keys are short because every one is written hundreds of times."""
    lang, names = model.lang, _Names()
    states = {state: say(f"gaps.state_{state}", lang) for state in STATES}
    return {
        "words": {name: say(f"views.{name}", lang) for name in _WORDS} | {"states": states},
        "marks": {state: style.mark for state, style in STATES.items()},
        "title": model.title,
        "lang": lang,
        "metrics": _sizes(arranged.metrics),
        "panels": [list(group.members) for _, groups in arranged.stages for group in groups],
        "titles": [group.name for _, groups in arranged.stages for group in groups],
        "foot": _foot(model),
        "stages": [len(groups) for _, groups in arranged.stages],
        "plans": [_plan(plan) for plan in plans.window],
        "narrow": _plan(plans.narrow),
        "sheets": [_sheet(sheet, arranged) for sheet in plans.printed],
        "feeds": _feeds(model, arranged, names),
        "segments": [_segment(segment, names, arranged.metrics, lang) for segment in arranged.segments],
        "notes": [*model.warnings, *model.notes],
        "versions": [list(pair) for pair in model.versions],
        "names": list(names.numbers),
    }


def _foot(model: ChainMapModel) -> list[str]:
    """Return what stands at the foot of every printed page: mark, district, chain, data date."""
    day = f"{say('views.fact_as_of', model.lang)}{say('views.colon', model.lang)}{model.as_of}" if model.as_of else ""
    mark = say("views.confidential", model.lang) if model.confidential else ""
    return [word for word in (mark, model.district, model.chain, day) if word]


def _sizes(metrics: Metrics) -> dict[str, Any]:
    found = {"height": metrics.height, "gap": metrics.gap, "pad": metrics.pad, "head": metrics.panel_head}
    found |= {"lines": metrics.lines, "line": LINE, "roomy": int(roomy(metrics))}
    return found | {
        "size": NAME_SIZE,
        "small": SMALL_SIZE,
        "narrow": ASCII_EM,
        "capital": CAPITAL_EM,
        "opening": OPENING,
        "closing": CLOSING,
    }


def _sheet(sheet: Sheet, arranged: Arranged) -> dict[str, Any]:
    sizes = [len(groups) for _, groups in arranged.stages]
    panels = [sum(sizes[:stage]) + panel for stage, panel in sheet.panels]
    return {"panels": panels, "stages": sorted({stage for stage, _ in sheet.panels}), "plan": _plan(sheet.plan)}


def _feeds(model: ChainMapModel, arranged: Arranged, names: _Names) -> list[list[int]]:
    """Return who feeds whom as three lists: source, destination, number of the reason; each pair once."""
    numbers = {segment.code: index for index, segment in enumerate(arranged.segments)}
    pairs: dict[tuple[int, int], Feed] = {}
    for feed in model.feeds:
        if feed.src in numbers and feed.dst in numbers and feed.src != feed.dst:
            pairs.setdefault((numbers[feed.src], numbers[feed.dst]), feed)
    ordered = sorted(pairs)
    reasons = [names.number(_why(pairs[pair], model.lang)) for pair in ordered]
    return [[src for src, _ in ordered], [dst for _, dst in ordered], reasons]


def _why(feed: Feed, lang: str) -> str:
    need = say("views.need", lang, need=f"{feed.need:g}")
    return " · ".join(part for part in (need, feed.reason) if part)


def _plan(plan: Plan) -> dict[str, Any]:
    boxes = [[box.x, box.y, box.width, box.height, box.columns, box.chip, box.pitch] for box in plan.panels]
    found = {"w": plan.width, "h": plan.height, "f": plan.fill, "s": [list(stage) for stage in plan.stages], "p": boxes}
    return found | ({"t": [list(top) for top in plan.tops]} if plan.tops else {})


def _segment(segment: ChainMapSegment, names: _Names, metrics: Metrics, lang: str) -> dict[str, Any]:
    """Return one segment; what is empty is left out."""
    long = text_width(segment.name, NAME_SIZE) > name_room(segment, metrics.chip, metrics)
    second = second_lines(segment, lang) if roomy(metrics) else [""]
    taken = second_left(segment) + 18 + tail_width(segment)
    found: dict[str, Any] = {
        "n": segment.name,
        "y": [second, taken] if text_width(second[0], SMALL_SIZE) > metrics.chip - taken else None,
        "z": metrics.chip - name_room(segment, metrics.chip, metrics) if long else None,  # what a name cannot use
        "s": segment.state,
        "g": names.number(segment.panel),
        "b": [names.number(say(f"gaps.badge_{badge}", lang)) for badge in segment.badges],
        "v": names.number(segment.verb) if segment.verb else None,
        "r": segment.reason,
        "e": segment.effective,
        "f": [[names.number(label), value] for label, value in segment.figures],
        "k": segment.rank if segment.headline else None,
        "q": (["core"] if segment.weight == "core" else []) + (["required"] if segment.required else []),
        "l": list(segment.leads),
        "h": list(segment.lead_firms),
        "m": [[line.name, line.note, int(line.lead)] for line in segment.firms],
        "mt": say("views.firms_cut", lang, total=segment.firms_total, shown=len(segment.firms))
        if segment.firms_total > len(segment.firms)
        else "",
        "t": [_target(line, names) for line in segment.targets],
        "tt": say("views.targets_cut", lang, total=segment.targets_total, shown=len(segment.targets))
        if segment.targets_total > len(segment.targets)
        else "",
        "a": [_fact(fact, names, lang) for fact in segment.facts],
        "at": say("views.facts_cut", lang, total=segment.facts_total, shown=len(segment.facts))
        if segment.facts_total > len(segment.facts)
        else "",
    }
    if segment.priority is not None:
        parts, total = whole_parts(segment)
        found["p"] = [total, [[names.number(label), points] for label, points in parts]]
        if segment.dropped > 0:
            found["pd"] = say("views.dropped", lang, share=f"{segment.dropped:.0%}")
    return {key: value for key, value in found.items() if value not in ("", None, [])}


def whole_parts(segment: ChainMapSegment) -> tuple[list[tuple[str, float]], float]:
    """Return the parts of the priority to one decimal such that they add up to the total shown.

    Rounded down first; the tenths left over go to the parts with the largest remainder.
    """
    tenths = [(label, points * 10) for label, points in segment.parts]
    total = round((segment.priority or 0.0) * 10)
    given = [int(points) for _, points in tenths]
    order = sorted(range(len(tenths)), key=lambda i: (given[i] - tenths[i][1], i))
    for i in order[: max(0, total - sum(given))]:
        given[i] += 1
    return [(label, given[i] / 10) for i, (label, _) in enumerate(tenths)], total / 10


def _target(line: TargetLine, names: _Names) -> dict[str, Any]:
    found: dict[str, Any] = {
        "n": line.name,
        "g": names.number(line.group),
        "c": line.region,
        "s": None if line.score is None else round(line.score, 1),
        "p": [[names.number(label), round(points, 1)] for label, points in line.parts],
        "r": [[reason.text, reason.source, reason.date] for reason in line.reasons],
        "t": [list(tie) for tie in line.ties],
        "x": line.counter,
    }
    return {key: value for key, value in found.items() if value not in ("", None, [])}


def _fact(fact: Fact, names: _Names, lang: str) -> list[Any]:
    """Return a fact as figure, formula, value, label and where it stands."""
    place = " · ".join(
        part
        for part in (
            fact.file,
            fact.sheet,
            say("views.row", lang, row=fact.row) if fact.row is not None else "",
            fact.source,
        )
        if part
    )
    return [names.number(fact.figure), names.number(fact.formula), fact.value, fact.label, place]
