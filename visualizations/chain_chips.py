"""The chips of a chain map: their order, their size, and the SVG of each."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.words import say
from visualizations.chain_model import STAGES, ChainMapModel, ChainMapSegment
from visualizations.layout import Metrics
from visualizations.palette import STATES
from visualizations.safe import attributes, text
from visualizations.svg import fit, text_width, whole, wrap

NAME_SIZE, SMALL_SIZE = 13, 12  # px; the page may scale by 0.92, so that no text falls under 11 px
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
LINE = 16  # px from one line of a name to the next


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


@dataclass(frozen=True)
class Slot:
    """Where a chip is drawn: its number among all, left upper corner, width."""

    index: int
    place: tuple[int, int]
    width: int


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
    """Choose the chip that shows nine names of ten whole: with a second line below the name up to `ROOMY` chips.

    Names that are long for the most part, as English ones are, get two lines.
    """
    widths = sorted(text_width(segment.name, NAME_SIZE) for segment in segments) or [0.0]
    usual = widths[min(len(widths) - 1, math.ceil((0.9 if len(segments) <= ROOMY else 0.8) * len(widths)))]
    tall = 48 if len(segments) <= ROOMY else 30
    if usual > 14 * NAME_SIZE:
        return _two_lined(segments, tall + LINE)
    least, most, beside = (152, 224, 40) if len(segments) <= ROOMY else (138, 236, 76)
    return Metrics(chip=max(least, min(most, whole(usual) + beside)), height=tall)


def _two_lined(segments: Sequence[ChainMapSegment], height: int) -> Metrics:
    """Return the narrowest chip on which every name stands whole on two lines, else the widest there is."""
    for width in range(152, 240, 4):
        metrics = Metrics(chip=width, height=height, lines=2)
        if not any(name_lines(segment, width, metrics)[-1].endswith("…") for segment in segments):
            break
    return metrics


def roomy(metrics: Metrics) -> bool:
    """Return whether chips have a second line."""
    return metrics.height - (metrics.lines - 1) * LINE >= 40


def second_lines(segment: ChainMapSegment, lang: str) -> list[str]:
    """Return what the second line of a chip may say, the fullest first.

    A present segment names its lead firms, a gap the action and its points; a figure that does not fit is left out,
    never cut.
    """
    if segment.state == "being_filled" and segment.progress:
        return [say(f"views.progress_{segment.progress}", lang)]
    if segment.lead_firms:
        return ["、".join(segment.lead_firms) if lang == "zh" else ", ".join(segment.lead_firms)]
    action = segment.verb or say(f"gaps.state_{segment.state}", lang)
    bare = re.sub(r"\s*[（(].*", "", action) or action  # what stands in brackets is told in full by the side panel
    if segment.priority is None or segment.state not in GAP_STATES:
        return list(dict.fromkeys([action, bare, bare.split("·")[0]]))
    figure = f"{segment.priority:.0f}"
    short, tight = (say(f"views.{word}", lang, points=figure) for word in ("priority_short", "priority_tight"))
    told = [f"{action} · {short}", f"{action} {tight}", f"{action} {figure}", action, bare, bare.split("·")[0]]
    return list(dict.fromkeys(told))


def first_that_fits(choices: Sequence[str], width: float, size: float) -> str:
    """Return the first of ``choices`` that fits ``width`` px, else the last, cut."""
    fitting = (choice for choice in choices if text_width(choice, size) <= width)
    return next(fitting, None) or fit(choices[-1], width, size, limit=30)


def name_lines(segment: ChainMapSegment, width: int, metrics: Metrics) -> list[str]:
    """Return a chip's name as the lines on which it is written at a given width of the chip."""
    room = name_room(segment, width, metrics)
    if metrics.lines == 1:
        return [fit(segment.name, room, name_size(segment, width, metrics), limit=40)]
    return wrap(segment.name, room, NAME_SIZE, metrics.lines)


def name_size(segment: ChainMapSegment, width: int, metrics: Metrics) -> int:
    """Return the type of a chip's name: a little smaller where one line would not hold it."""
    long = text_width(segment.name, NAME_SIZE) > name_room(segment, width, metrics)
    return SMALL_SIZE if long and metrics.lines == 1 else NAME_SIZE


def name_top(lines: int, metrics: Metrics) -> int:
    """Return the base line of the first of ``lines`` lines of a name; `lay` of the page's script does the same."""
    if roomy(metrics):
        return 22 + 7 * (metrics.lines - lines)
    return metrics.height // 2 + 5 - (lines - 1) * LINE // 2


def second_left(segment: ChainMapSegment) -> int:
    """Return where the second line of a chip begins: behind the bar of progress, where there is one."""
    return 28 + (_BAR + 8 if segment.state == "being_filled" and segment.progress else 0)


def badge_letter(badge: str, lang: str) -> str:
    """Return the letter a badge shows in the corner."""
    return say(f"views.letter_{badge}", lang)


def badge_word(badge: str, lang: str) -> str:
    """Return the full word of a badge."""
    return say(f"gaps.badge_{badge}", lang)


def badge_mark(badge: str, lang: str, transform: str | None = None) -> str:
    """Return the round mark of a badge with its letter, around the origin."""
    letter = f'<circle r="8.5"/><text y="4">{text(badge_letter(badge, lang))}</text>'
    return f"<g{attributes(class_=f'b {badge}', transform=transform)}>{letter}</g>"


def spoken(segment: ChainMapSegment, lang: str) -> str:
    """Return what a screen reader says of a chip."""
    parts = [segment.name, say(f"gaps.state_{segment.state}", lang)]
    if segment.effective is not None:
        parts.append(say("views.effective_count", lang, count=segment.effective))
    if segment.lead_firms:
        parts.append(say("views.legend_star", lang))
    return ("，" if lang == "zh" else ", ").join([*parts, *(badge_word(badge, lang) for badge in segment.badges)])


def tail_width(segment: ChainMapSegment) -> int:
    """Return the room that the count and the star take at the right of a chip, in px."""
    count = text_width(str(segment.effective), NAME_SIZE) + 8 if segment.effective else 0
    return whole(count + (15 if segment.lead_firms else 0))


def name_room(segment: ChainMapSegment, width: int, metrics: Metrics) -> int:
    """Return the room for a chip's name at a given width of the chip, in px."""
    return width - 38 - (0 if roomy(metrics) else tail_width(segment))


def chip(segment: ChainMapSegment, slot: Slot, metrics: Metrics, lang: str) -> str:
    """Return one chip: box, mark, name, count with star, corner letters; the tail moves with the right border."""
    width, place, index = slot.width, slot.place, slot.index
    tall = roomy(metrics)
    lines = name_lines(segment, width, metrics)
    base = name_top(len(lines), metrics)
    words = text(lines[0])
    if len(lines) > 1:
        words = "".join(
            f'<tspan x="28" y="{base + LINE * number}">{text(line)}</tspan>' for number, line in enumerate(lines)
        )
    middle = 17 + (metrics.lines - 1) * LINE // 2 if tall else metrics.height // 2
    parts = [
        f'<rect class="x" width="{width}" height="{metrics.height}" rx="6"/>',
        f'<use href="#m-{STATES[segment.state].mark}" x="16" y="{middle}"/>',
        f'<text class="{"n" if name_size(segment, width, metrics) == NAME_SIZE else "n tight"}" x="28" y="{base}">{words}</text>',
    ]
    low = metrics.height - 10 if tall else metrics.height // 2 + 5
    if tall:
        left = second_left(segment)
        line = first_that_fits(second_lines(segment, lang), width - left - 18 - tail_width(segment), SMALL_SIZE)
        parts.append(f'<text class="u" x="{left}" y="{low}">{text(line)}</text>')
    if segment.state == "being_filled" and segment.progress in _PROGRESS:
        deep = 5 if tall else 3
        done = whole(_BAR * _PROGRESS[segment.progress])
        top = low - 8 if tall else metrics.height - 5
        parts += [f'<path class="{name}" d="M28 {top}h{w}v{deep}h-{w}z"/>' for name, w in (("k", _BAR), ("kk", done))]
    parts.append(_tail(segment, (width, low), metrics, lang))
    names = ["c", segment.state]
    names += ["hl"] if segment.headline else []
    return (
        f'<g class="{" ".join(names)}" id="s{index}" role="button" tabindex="{0 if index == 0 else -1}" '
        f'aria-label="{text(spoken(segment, lang))}" transform="translate({place[0]} {place[1]})">{"".join(parts)}</g>'
    )


def _tail(segment: ChainMapSegment, place: tuple[int, int], metrics: Metrics, lang: str) -> str:
    width, low = place
    count = str(segment.effective) if segment.effective else ""
    parts = []
    if count:
        parts.append(f'<text class="q" x="-10" y="{low}">{count}</text>')
    if segment.lead_firms:
        left = -10 - whole(text_width(count, NAME_SIZE)) - (9 if count else 4)
        parts.append(f'<use class="star" href="#m-star" x="{left}" y="{low - 5}"/>')
    for number, badge in enumerate(segment.badges):
        parts.append(badge_mark(badge, lang, f"translate({-14 - 19 * number} {1 if roomy(metrics) else -1})"))
    return f'<g class="t" transform="translate({width} 0)">{"".join(parts)}</g>' if parts else ""
