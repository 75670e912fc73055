"""The SVG of a chain map: stages, panels and chips, drawn for one plan; the page moves them for the others."""

from __future__ import annotations

from collections.abc import Sequence

from graph.words import say
from visualizations.chain_chips import GAP_STATES, NAME_SIZE, Arranged, Group, Slot, chip
from visualizations.chain_model import ChainMapModel
from visualizations.layout import Box, Plan, chip_places
from visualizations.palette import MARKS, STAR, hatches
from visualizations.safe import attributes, tag, text
from visualizations.svg import fit, text_width, whole

_STAGE_SIZE = 16
_NOTE_FROM = 250  # px: a narrower stage heading leaves the number of gaps out


def stage_arrow(x: int, width: int, first: bool) -> str:
    """Return the outline of a stage's heading, an arrow that points to the next stage."""
    notch = "" if first else f"L{x + 12} 19"
    return f"M{x} 0H{x + width - 12}L{x + width} 19L{x + width - 12} 38H{x}{notch}Z"


def drawing(model: ChainMapModel, arranged: Arranged, plan: Plan) -> str:
    """Return the whole map as one SVG element for the given plan."""
    parts = [_stage(number, arranged, plan, model.lang) for number in range(len(arranged.stages))]
    panels = list(zip(_groups(arranged), plan.panels, strict=True))
    parts += [_panel(number, group, box) for number, (group, box) in enumerate(panels)]
    for group, box in panels:
        places = chip_places(box, len(group.members), arranged.metrics)
        for index, place in zip(group.members, places, strict=True):
            parts.append(chip(arranged.segments[index], Slot(index, place, box.chip), arranged.metrics, model.lang))
    parts.append('<g id="ranked"></g><g id="edges"></g>')
    label = say("views.map_label", model.lang, title=model.title, count=len(arranged.segments))
    size = {"viewBox": f"0 0 {plan.width} {plan.height}", "width": plan.width, "height": plan.height}
    space = "http://www.w3.org/2000/svg"
    return tag("svg", "\n".join(parts), id="map", xmlns=space, role="group", aria_label=label, **size)


def _groups(arranged: Arranged) -> Sequence[Group]:
    return [group for _, groups in arranged.stages for group in groups]


def definitions() -> str:
    """Return marks, hatching and arrow heads, in a drawing of no size that every other drawing of the page uses."""
    marks = "".join(f'<g id="m-{name}">{shape}</g>' for name, shape in MARKS.items())
    box = attributes(viewBox="0 0 8 8", refX=8, refY=4, markerWidth=8, markerHeight=8, orient="auto")
    heads = "".join(
        f'<marker id="a-{way}"{box} markerUnits="userSpaceOnUse"><path class="a-{way}" d="M0 0 8 4 0 8z"/></marker>'
        for way in ("up", "down")
    )
    defs = f'<defs>{hatches()}{marks}<path id="m-star" d="{STAR}"/>{heads}</defs>'
    return f'<svg id="defs" class="defs" width="0" height="0" aria-hidden="true">{defs}</svg>'


def _stage(number: int, arranged: Arranged, plan: Plan, lang: str) -> str:
    stage, groups = arranged.stages[number]
    x, width = plan.stages[number]
    name = say(f"views.stage_{stage}", lang)
    box = attributes(class_="sb", x=x, y=42, width=width, height=plan.height - 42, rx=10)
    words = text(say("views.stage_count", lang, count=sum(len(group.members) for group in groups)))
    gaps = sum(arranged.segments[index].state in GAP_STATES for group in groups for index in group.members)
    if gaps:
        note = f" · {text(say('views.stage_gaps', lang, count=gaps))}"
        words += tag("tspan", note, class_="sg", display="none" if width < _NOTE_FROM else None)
    label = (
        f'<g class="sl" transform="translate({x + (18 if number == 0 else 26)} 0)">'
        f'<text class="sn" y="25">{text(name)}</text>'
        f'<text class="sc" x="{whole(text_width(name, _STAGE_SIZE)) + 2 * len(name) + 12}" y="24">{words}</text></g>'
    )
    arrow = f'<path class="sh" d="{stage_arrow(x, width, number == 0)}"/>'
    return f'<g class="s {stage}"><rect{box}/>{arrow}{label}</g>'


def _panel(number: int, group: Group, box: Box) -> str:
    count = len(group.members)
    name = fit(group.name, box.width - 36, NAME_SIZE, limit=99)
    frame = attributes(class_="pb", x=box.x, y=box.y, width=box.width, height=box.height, rx=8)
    place = attributes(class_="pt", x=box.x + 10, y=box.y + 20)
    words = f'{text(name)}<tspan class="pc" dx="8">{count}</tspan>'
    return f'<g class="p" id="p{number}"><rect{frame}/><text{place}>{words}</text></g>'
