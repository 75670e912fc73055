"""产业链图谱: a chain as stages, panels and chips on one offline page.

Python lays out; the page carries the arrangement for several window widths, and a little plain script that moves the
chips, draws edges for the chip in hand only, and opens the facts. At 200 segments and more no layered drawing gets
below some 2,000 crossings, so position carries the structure and edges wait until asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.errors import NotPossible
from graph.words import say
from visualizations.chain_build import build_chain_map
from visualizations.chain_chips import Arranged, arrange, badge_letter, badge_word, drawing
from visualizations.chain_data import page_data
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
from visualizations.html import Masthead, Page, asset, head, render
from visualizations.layout import Plan, make_plan, sheets
from visualizations.palette import BADGES, DOWNSTREAM, STATES, UPSTREAM, state_css
from visualizations.safe import attributes, tag, text

__all__ = [
    "ChainMapModel", "ChainMapSegment", "Fact", "Feed", "FirmLine", "TargetLine", "TargetReason", "build_chain_map", "chain_map",
]  # fmt: skip

SHEET = (1500, 890)  # px for the map on an A3 sheet in landscape with 8 mm margins, below its heading and legend
LEAST_PRINT_SCALE = 0.85  # 11 px × 0.85 = 7 pt
MOST_ON_SHEET = 120
LARGEST_PAGE = 1_500_000  # bytes
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
    bounded = [
        replace(s, firms=s.firms[:MOST_FIRMS], targets=s.targets[:MOST_TARGETS], facts=s.facts[:MOST_FACTS])
        for s in model.segments
    ]
    model = replace(model, segments=tuple(bounded))
    arranged = arrange(model)
    plans = window_plans(arranged)
    start = max((plan for plan in plans if plan.width <= _FIRST_PLAN), key=lambda plan: plan.columns, default=plans[0])
    printed = sheets(arranged.counts, arranged.metrics, SHEET, LEAST_PRINT_SCALE, MOST_ON_SHEET)
    masthead = Masthead(model.title, model.facts, model.versions, model.confidential)
    body = "\n".join([
        '<div class="app">', head(masthead, model.lang, _tools(model.lang)), _legend(model),
        '<main class="work">', tag("div", drawing(model, arranged, plans[plans.index(start)]), class_="field", id="field"),
        tag("aside", id="side", class_="side", tabindex=-1, aria_label=say("views.overview", model.lang), hidden=True), "</main></div>",
        '<div id="tip" class="tip" role="tooltip" hidden></div><div id="sheets"></div>',
    ])  # fmt: skip
    look = "\n".join([state_css(), asset("chain_map.svg.css"), f".a-up{{fill:{UPSTREAM}}}.a-down{{fill:{DOWNSTREAM}}}"])
    return render(
        Page(
            masthead, model.lang, body, styles=(asset("page.css") + asset("chain_map.css"), look), scripts=(asset("chain_map.js"),),
            data={"data": page_data(model, arranged, plans, printed, plans.index(start))},
        )
    )  # fmt: skip


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


def _tools(lang: str) -> str:
    hint = say("views.search_hint", lang)
    search = (
        '<div class="find"><input'
        + attributes(id="search", type="search", placeholder=hint, aria_label=say("views.search", lang), autocomplete="off", role="combobox",
                     aria_expanded="false", aria_controls="found")
        + '><div id="found" class="found" role="listbox" hidden></div></div>'
    )  # fmt: skip
    buttons = [
        ("overview", say("views.overview", lang)),
        ("svg", "SVG"),
        ("png", "PNG"),
        ("print", say("views.print", lang)),
    ]
    made = "".join(tag("button", text(word), type="button", id=f"do-{name}") for name, word in buttons)
    return tag("div", search, made, class_="tools", role="toolbar", aria_label=say("views.map_tools", lang))


def _legend(model: ChainMapModel) -> str:
    """Return the legend: every state on the map with its mark, word and number, then the corner letters in use."""
    lang = model.lang
    numbers = {state: sum(segment.state == state for segment in model.segments) for state in STATES}
    states = "".join(
        tag(
            "button",
            _swatch(state),
            text(say(f"views.state_{state}", lang)),
            tag("b", str(number)),
            type="button",
            class_="lg",
            data_state=state,
            aria_pressed="false",
        )
        for state, number in numbers.items()
        if number
    )
    badges = [badge for badge in BADGES if any(badge in segment.badges for segment in model.segments)]
    letters = "".join(
        tag("span", f'<svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true"><g class="b {badge}"><circle r="8"/><text y="4">{text(badge_letter(badge, lang))}</text></g></svg>',
            text(badge_word(badge, lang)), class_="lb")
        for badge in badges
    )  # fmt: skip
    star = ""
    if any(segment.lead_firms for segment in model.segments):
        icon = '<svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true"><use class="star" href="#m-star"/></svg>'
        star = tag("span", icon, text(say("views.legend_star", lang)), class_="lb")
    ways = "".join(tag("span", f'<svg width="26" height="10" aria-hidden="true"><path class="w-{way}" d="M0 5H18"/><path class="a-{way}" d="M18 1 26 5 18 9z"/></svg>',
                       text(say(f"views.legend_{way}", lang)), class_="lb") for way in ("up", "down"))  # fmt: skip
    group = tag("div", states, class_="states", role="group", aria_label=say("views.legend", lang))
    return tag("div", group, tag("div", star, letters, ways, class_="keys"), class_="legend", id="legend")


def _swatch(state: str) -> str:
    return (
        f'<svg width="26" height="18" viewBox="0 0 26 18" aria-hidden="true"><g class="c {state}"><rect class="x" x="1" y="1" width="24" height="16" rx="4"/>'
        f'<use href="#m-{STATES[state].mark}" x="13" y="9"/></g></svg>'
    )


def printed_pages(model: ChainMapModel) -> Sequence[int]:
    """Return the number of segments on each printed sheet."""
    arranged = arrange(model)
    counts = arranged.counts
    return [
        sum(counts[s][p] for s, p in panels)
        for panels, _ in sheets(counts, arranged.metrics, SHEET, LEAST_PRINT_SCALE, MOST_ON_SHEET)
    ]
