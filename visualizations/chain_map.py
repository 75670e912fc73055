"""产业链图谱: a chain as stages, panels and chips on one offline page.

Python lays out; the page carries the arrangement for several window widths, and a little plain script that moves the
chips, draws edges for the chip in hand only, and opens the facts. At 200 segments and more no layered drawing gets
below some 2,000 crossings, so position carries the structure and edges wait until asked for.
"""

from __future__ import annotations

from dataclasses import replace

from graph.errors import NotPossible
from graph.words import say
from visualizations.chain_build import build_chain_map
from visualizations.chain_chips import Arranged, arrange, badge_mark, badge_word
from visualizations.chain_data import Plans, page_data
from visualizations.chain_drawing import definitions, drawing
from visualizations.chain_model import (
    MOST_FACTS,
    MOST_FIRMS,
    MOST_TARGETS,
    ChainMapModel,
    ChainMapSegment,
    Fact,
    Feed,
    FirmLine,
    TargetLine,
    TargetReason,
)
from visualizations.html import Masthead, Page, asset, head, hint, render
from visualizations.layout import Plan, make_plan, stacked_plan
from visualizations.palette import BADGES, DOWNSTREAM, STATES, UPSTREAM, state_css
from visualizations.printed import Sheet, sheets
from visualizations.safe import attributes, tag, text

__all__ = [
    "ChainMapModel", "ChainMapSegment", "Fact", "Feed", "FirmLine", "TargetLine", "TargetReason", "build_chain_map", "chain_map",
]  # fmt: skip

SHEETS = ((1510, 896), (1510, 1004))  # px for the map on an A3 sheet in landscape: below heading and legend, and alone
LEAST_PRINT_SCALE = 0.85  # 11 px × 0.85 = 7 pt
MOST_ON_SHEET = 120
LARGEST_PAGE = 1_500_000  # bytes
NARROW = 372  # px: the map on a phone
_FIRST_PLAN = 1340  # px: the arrangement the page opens with before its script has measured the window


def chain_map(model: ChainMapModel) -> str:
    """Return the chain map as one HTML page that needs nothing beside itself.

    Parameters
    ----------
    model : ChainMapModel
        Segments with their states and facts; at most 20 firms a segment are inlined and the cut is stated.

    Returns
    -------
    str
        The document, at most 1.5 MB: where facts and firms would exceed that, fewer are listed and the page says so.

    Raises
    ------
    NotPossible
        The model has no segment.
    """
    if not model.segments:
        raise NotPossible("views.map_empty")
    page = _document(model)
    for firms, targets, facts in ((20, 12, 8), (20, 8, 4), (15, 5, 2), (10, 3, 0), (5, 0, 0), (0, 0, 0)):
        if len(page.encode()) <= LARGEST_PAGE:
            break
        page = _document(_shortened(model, firms, targets, facts))
    return page


def _shortened(model: ChainMapModel, firms: int, targets: int, facts: int) -> ChainMapModel:
    note = say("views.size_cut", model.lang, firms=firms, targets=targets, facts=facts)
    cut = [
        replace(s, firms=s.firms[:firms], targets=s.targets[:targets], facts=s.facts[:facts]) for s in model.segments
    ]
    return replace(model, segments=tuple(cut), notes=(*model.notes, note))


def _document(model: ChainMapModel) -> str:
    model = replace(model, segments=tuple(map(_bounded, model.segments)))
    arranged = arrange(model)
    plans = window_plans(arranged)
    start = max((number for number, plan in enumerate(plans) if plan.width <= _FIRST_PLAN), default=0)
    masthead = Masthead(model.title, model.facts, model.versions[:2], model.confidential)
    label = say("views.overview", model.lang)
    body = [
        definitions(),
        '<div class="app">',
        head(masthead, model.lang, _tools(model)),
        _legend(model),
        '<main class="work">',
        tag("div", drawing(model, arranged, plans[start]), class_="field", id="field"),
        tag("aside", id="side", class_="side", tabindex=-1, aria_label=label, hidden=True),
        "</main></div>",
        '<div id="tip" class="tip" role="tooltip" hidden></div><div id="sheets"></div>',
    ]
    arrows = f".a-up{{fill:{UPSTREAM}}}.a-down{{fill:{DOWNSTREAM}}}"
    look = "\n".join([state_css(), asset("chain_map.svg.css"), arrows])
    data = page_data(
        model, arranged, Plans(plans, stacked_plan(arranged.counts, NARROW, arranged.metrics), printed_sheets(arranged))
    )
    styles = (asset("page.css") + asset("chain_map.css"), look)
    return render(Page(masthead, model.lang, "\n".join(body), styles, (asset("chain_map.js"),), {"data": data}))


def _bounded(segment: ChainMapSegment) -> ChainMapSegment:
    return replace(
        segment,
        firms=segment.firms[:MOST_FIRMS],
        targets=segment.targets[:MOST_TARGETS],
        facts=segment.facts[:MOST_FACTS],
    )


def printed_sheets(arranged: Arranged) -> list[Sheet]:
    """Return the printed sheets: one, or one a stage and more where type would fall under 7 pt."""
    return sheets(arranged.counts, arranged.metrics, SHEETS, LEAST_PRINT_SCALE, MOST_ON_SHEET)


def window_plans(arranged: Arranged) -> list[Plan]:
    """Return the arrangements the page may take, narrowest first, up to the width of a large screen."""
    stages = len(arranged.stages)
    found: list[Plan] = []
    for columns in range(stages, 17):
        plan = make_plan(arranged.counts, columns, arranged.metrics)
        if found and plan.height >= found[-1].height and plan.width > found[-1].width:
            continue  # wider and no shorter: of no use to any window
        found.append(plan)
    return found


def _tools(model: ChainMapModel) -> str:
    lang = model.lang
    field = attributes(
        id="search",
        type="search",
        placeholder=say("views.search_hint", lang),
        aria_label=say("views.search", lang),
        autocomplete="off",
        role="combobox",
        aria_expanded="false",
        aria_controls="found",
    )
    search = f'<div class="find"><input{field}><div id="found" class="found" role="listbox" hidden></div></div>'
    notes = len(model.warnings) + len(model.notes)
    overview = say("views.overview_notes", lang, count=notes) if notes else say("views.overview", lang)
    words = {"overview": overview, "svg": "SVG", "png": "PNG", "print": say("views.print", lang)}
    buttons = "".join(tag("button", text(word), type="button", id=f"do-{name}") for name, word in words.items())
    return tag("div", search, buttons, class_="tools", role="toolbar", aria_label=say("views.map_tools", lang))


def _legend(model: ChainMapModel) -> str:
    """Return the legend: every state on the map with its mark, word and number, then the corner letters in use."""
    lang = model.lang
    states = [_state_button(state, model) for state in STATES if any(s.state == state for s in model.segments)]
    keys = [
        _key('<text class="kt" y="13">8</text>', "0 0 9 16", say("views.legend_count", lang)),
        _key(
            f'<text class="kt" y="13">{text(say("views.points_sign", lang))}</text>',
            "0 0 16 16",
            say("views.priority", lang),
        ),
        _key('<rect class="hf" x="2" y="2" width="22" height="12" rx="3"/>', "0 0 26 16", say("views.headlines", lang)),
    ]
    if any(segment.lead_firms for segment in model.segments):
        keys.append(_key('<use class="star" href="#m-star"/>', "-8 -8 16 16", say("views.legend_star", lang)))
    for badge in BADGES:
        if any(badge in segment.badges for segment in model.segments):
            keys.append(_key(badge_mark(badge, lang), "-10 -10 20 20", badge_word(badge, lang)))
    for way in ("up", "down"):
        line = f'<path class="w-{way}" d="M0 5H18"/><path class="a-{way}" d="M18 1 26 5 18 9z"/>'
        keys.append(_key(line, "0 0 26 10", say(f"views.legend_{way}", lang)))
    group = tag("div", *states, class_="states", role="group", aria_label=say("views.legend", lang))
    return tag("div", group, hint("hint", lang), tag("div", *keys, class_="keys"), class_="legend", id="legend")


def _state_button(state: str, model: ChainMapModel) -> str:
    number = sum(segment.state == state for segment in model.segments)
    word = text(say(f"gaps.state_{state}", model.lang))
    swatch = (
        '<svg width="26" height="18" viewBox="0 0 26 18" aria-hidden="true">'
        f'<g class="c {state}"><rect class="x" x="1" y="1" width="24" height="16" rx="4"/>'
        f'<use href="#m-{STATES[state].mark}" x="13" y="9"/></g></svg>'
    )
    named = {"class_": "lg", "data_state": state, "aria_pressed": "false"}
    return tag("button", swatch, word, tag("b", str(number)), type="button", **named)


def _key(drawn: str, box: str, word: str) -> str:
    width, height = box.split(" ")[2:]
    icon = tag("svg", drawn, width=width, height=height, viewBox=box, aria_hidden="true")
    return tag("span", icon, text(word), class_="lb")
