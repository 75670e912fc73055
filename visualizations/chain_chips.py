"""The SVG of a chain map: stages, panels and chips, drawn for one plan; the page moves them for the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from graph.words import say
from visualizations.chain_model import STAGES, ChainMapModel, ChainMapSegment
from visualizations.layout import Box, Metrics, Plan, chip_places
from visualizations.palette import MARKS, STAR, STATES, hatches
from visualizations.safe import tag, text
from visualizations.svg import fit, text_width, whole

NAME_SIZE, SMALL_SIZE, STAGE_SIZE = (
    13,
    12,
    16,
)  # px; nothing on the map is smaller, and the page may scale by 0.92 (11 px)
ROOMY = 90  # up to so many chips each has a second line
GAP_STATES = ("missing", "broken", "weak")
_STATE_ORDER = (
    "strong",
    "normal",
    "weak",
    "broken",
    "missing",
    "being_filled",
    "unverified",
    "unknown",
    "unsuited",
    "absent",
)
_PROGRESS = {
    "contact": 0.1,
    "negotiating": 0.25,
    "signed": 0.45,
    "registered": 0.6,
    "construction": 0.8,
    "production": 1.0,
}
_BAR = 60


@dataclass(frozen=True)
class Group:
    """A panel: its name and its segments as indices into ``Arranged.segments``."""

    name: str
    members: tuple[int, ...]


@dataclass(frozen=True)
class Arranged:
    """Segments in drawing order, grouped by stage and panel; stages without any segment are left out."""

    segments: tuple[ChainMapSegment, ...]
    stages: tuple[tuple[str, tuple[Group, ...]], ...]
    metrics: Metrics

    @property
    def counts(self) -> list[list[int]]:
        """Numbers of chips by stage and panel."""
        return [[len(group.members) for group in groups] for _, groups in self.stages]


def arrange(model: ChainMapModel) -> Arranged:
    """Order panels by size, chips by (layer, state, −firms, code), and choose the size of a chip for all of them."""
    ordered: list[ChainMapSegment] = []
    stages = []
    for stage in STAGES:
        panels: dict[str, list[ChainMapSegment]] = {}
        for segment in model.segments:
            if segment.stage == stage:
                panels.setdefault(segment.panel, []).append(segment)
        groups = []
        for name, members in sorted(
            panels.items(), key=lambda item: (-len(item[1]), min(s.layer for s in item[1]), item[0])
        ):
            first = len(ordered)
            ordered += sorted(members, key=_chip_order)
            groups.append(Group(name, tuple(range(first, len(ordered)))))
        if groups:
            stages.append((stage, tuple(groups)))
    return Arranged(tuple(ordered), tuple(stages), _metrics(ordered))


def _chip_order(segment: ChainMapSegment) -> tuple[int, int, int, str]:
    return segment.layer, _STATE_ORDER.index(segment.state), -(segment.effective or 0), segment.code


def _metrics(segments: Sequence[ChainMapSegment]) -> Metrics:
    """Choose the chip that shows nine names of ten whole: two lines up to `ROOMY` chips, else one."""
    widths = sorted(min(14 * NAME_SIZE, text_width(segment.name, NAME_SIZE)) for segment in segments) or [0.0]
    usual = widths[min(len(widths) - 1, math.ceil(0.9 * len(widths)))]
    if len(segments) <= ROOMY:
        return Metrics(chip=max(152, min(224, whole(usual) + 40)), height=48)
    return Metrics(chip=max(138, min(236, whole(usual) + 66)), height=30)


def roomy(metrics: Metrics) -> bool:
    """Return whether chips have a second line."""
    return metrics.height >= 40


def second_line(segment: ChainMapSegment, lang: str) -> str:
    """Return what the second line of a chip says: the lead firms of a present segment, the action for a gap."""
    if segment.state == "being_filled" and segment.progress:
        return say(f"views.progress_{segment.progress}", lang)
    if segment.lead_firms:
        return "、".join(segment.lead_firms) if lang == "zh" else ", ".join(segment.lead_firms)
    points = (
        say("views.priority_short", lang, points=f"{segment.priority:.0f}")
        if segment.priority is not None and segment.state in GAP_STATES
        else ""
    )
    return " · ".join(word for word in (segment.verb or say(f"views.state_{segment.state}", lang), points) if word)


def badge_letter(badge: str, lang: str) -> str:
    """Return the letter a badge shows in the corner."""
    return say(f"views.badge_{badge}", lang).split("|")[0]


def badge_word(badge: str, lang: str) -> str:
    """Return the full word of a badge."""
    return say(f"views.badge_{badge}", lang).split("|")[1]


def spoken(segment: ChainMapSegment, lang: str) -> str:
    """Return what a screen reader says of a chip."""
    parts = [segment.name, say(f"views.state_{segment.state}", lang)]
    if segment.effective is not None:
        parts.append(say("views.effective_count", lang, count=segment.effective))
    if segment.lead_firms:
        parts.append(say("views.legend_star", lang))
    return ("，" if lang == "zh" else ", ").join([*parts, *(badge_word(badge, lang) for badge in segment.badges)])


def chip(index: int, segment: ChainMapSegment, place: tuple[int, int], width: int, metrics: Metrics, lang: str) -> str:
    """Return one chip: box, mark, name, count with star, corner letters; the tail moves with the right border."""
    tall = roomy(metrics)
    count = str(segment.effective) if segment.effective else ""
    used = text_width(count, NAME_SIZE) + (8 if count else 0) + (15 if segment.lead_firms else 0)
    room = metrics.chip - 28 - 10
    name = fit(segment.name, room if tall else room - used, NAME_SIZE)
    middle = 17 if tall else metrics.height // 2
    base = 21 if tall else 20
    parts = [
        f'<rect class="x" width="{width}" height="{metrics.height}" rx="6"/>',
        f'<use href="#m-{STATES[segment.state].mark}" x="16" y="{middle}"/>',
        f'<text class="n" x="28" y="{base}">{text(name)}</text>',
    ]
    low = 38 if tall else 20
    if tall:
        shift = _BAR + 8 if segment.state == "being_filled" and segment.progress else 0
        line = fit(second_line(segment, lang), room - used - shift, SMALL_SIZE, limit=30)
        parts.append(f'<text class="u" x="{28 + shift}" y="{low}">{text(line)}</text>')
    if segment.state == "being_filled" and segment.progress in _PROGRESS:
        done = whole(_BAR * _PROGRESS[segment.progress])
        top = low - 8 if tall else metrics.height - 6
        parts.append(
            f'<path class="k" d="M28 {top}h{_BAR}v5h-{_BAR}z"/><path class="kk" d="M28 {top}h{done}v5h-{done}z"/>'
        )
    parts.append(_tail(segment, (width, low), count, lang))
    names = ["c", segment.state]
    names += ["hl"] if segment.headline else []
    return (
        f'<g class="{" ".join(names)}" id="s{index}" role="button" tabindex="{0 if index == 0 else -1}" '
        f'aria-label="{text(spoken(segment, lang))}" transform="translate({place[0]} {place[1]})">{"".join(parts)}</g>'
    )


def _tail(segment: ChainMapSegment, place: tuple[int, int], count: str, lang: str) -> str:
    width, low = place
    parts = []
    if count:
        parts.append(f'<text class="q" x="-10" y="{low}">{count}</text>')
    if segment.lead_firms:
        left = -10 - whole(text_width(count, NAME_SIZE)) - (9 if count else 4)
        parts.append(f'<use class="star" href="#m-star" x="{left}" y="{low - 5}"/>')
    for number, badge in enumerate(segment.badges):
        parts.append(
            f'<g class="b {text(badge)}" transform="translate({-14 - 18 * number} 0)"><circle r="8"/><text y="4">{text(badge_letter(badge, lang))}</text></g>'
        )
    return f'<g class="t" transform="translate({width} 0)">{"".join(parts)}</g>' if parts else ""


def stage_arrow(x: int, width: int, first: bool) -> str:
    """Return the outline of a stage's heading, an arrow that points to the next stage."""
    notch = "" if first else f"L{x + 12} 19"
    return f"M{x} 0H{x + width - 12}L{x + width} 19L{x + width - 12} 38H{x}{notch}Z"


def drawing(model: ChainMapModel, arranged: Arranged, plan: Plan) -> str:
    """Return the whole map as one SVG element for the given plan."""
    lang = model.lang
    parts = [_definitions()]
    for number, ((stage, groups), (x, width)) in enumerate(zip(arranged.stages, plan.stages, strict=True)):
        parts.append(_stage(stage, groups, arranged, (x, width, plan.height), number == 0, lang))
    boxes = iter(plan.panels)
    panels = [(group, next(boxes)) for _, groups in arranged.stages for group in groups]
    parts += [_panel(number, group, box, lang) for number, (group, box) in enumerate(panels)]
    parts.append('<g id="halo"></g>')
    for group, box in panels:
        for index, place in zip(group.members, chip_places(box, len(group.members), arranged.metrics), strict=True):
            parts.append(chip(index, arranged.segments[index], place, box.chip, arranged.metrics, lang))
    parts.append('<g id="edges"></g>')
    label = say("views.map_label", lang, title=model.title, count=len(arranged.segments))
    return tag(
        "svg", "\n".join(parts), id="map", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {plan.width} {plan.height}",
        width=plan.width, height=plan.height, role="group", aria_label=label,
    )  # fmt: skip


def _definitions() -> str:
    marks = "".join(f'<g id="m-{name}">{shape}</g>' for name, shape in MARKS.items())
    heads = "".join(
        f'<marker id="a-{way}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto" markerUnits="userSpaceOnUse">'
        f'<path class="a-{way}" d="M0 0 8 4 0 8z"/></marker>'
        for way in ("up", "down")
    )
    return f'<defs>{hatches()}{marks}<path id="m-star" d="{STAR}"/>{heads}</defs>'


def _stage(
    stage: str, groups: Sequence[Group], arranged: Arranged, place: tuple[int, int, int], first: bool, lang: str
) -> str:
    x, width, height = place
    members = [arranged.segments[index] for group in groups for index in group.members]
    gaps = sum(segment.state in GAP_STATES for segment in members)
    words = text(say("views.stage_count", lang, count=len(members)))
    words += tag("tspan", f" · {text(say('views.stage_gaps', lang, count=gaps))}", class_="sg") if gaps else ""
    return (
        f'<g class="s {stage}"><rect class="sb" x="{x}" y="42" width="{width}" height="{height - 42}" rx="10"/>'
        f'<path class="sh" d="{stage_arrow(x, width, first)}"/><g class="sl" transform="translate({x + (18 if first else 26)} 0)">'
        f'<text class="sn" y="25">{text(say(f"views.stage_{stage}", lang))}</text>'
        f'<text class="sc" x="{whole(text_width(say(f"views.stage_{stage}", lang), STAGE_SIZE)) + 12}" y="24">{words}</text></g></g>'
    )


def _panel(number: int, group: Group, box: Box, lang: str) -> str:
    del lang
    size = text_width(str(len(group.members)), NAME_SIZE)
    name = fit(group.name, box.width - 34 - size, NAME_SIZE, limit=30)
    return (
        f'<g class="p" id="p{number}"><rect class="pb" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="8"/>'
        f'<text class="pt" x="{box.x + 10}" y="{box.y + 20}">{text(name)}<tspan class="pc" dx="8">{len(group.members)}</tspan></text></g>'
    )
