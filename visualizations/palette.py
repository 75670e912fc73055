"""Colours, marks and letters of states and badges, and the contrast they give.

Every state differs in fill, border and mark, so that it can be told without colour and on a grey photocopy.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StateStyle:
    """How a state is drawn: colours as ``#rrggbb``, ``dash`` of the border, ``mark`` the symbol's name.

    ``under`` is the lightest or darkest colour that text may meet besides the fill (hatching).
    """

    fill: str
    text: str
    border: str
    mark: str
    dash: str = ""
    under: str = ""
    quiet: bool = False


NAVY, MAGENTA, AMBER, INK = "#0B5C9E", "#A3195B", "#F2B134", "#1A1A1A"

STATES: dict[str, StateStyle] = {
    "strong": StateStyle(NAVY, "#FFFFFF", "#084777", "full"),
    "normal": StateStyle("#DCE9F5", "#0B3C66", "#8DB4D6", "dot"),
    "weak": StateStyle(AMBER, INK, "#9A6A00", "half"),
    "missing": StateStyle("#FFFFFF", MAGENTA, MAGENTA, "ring", dash="5 3"),
    "broken": StateStyle("#FFFFFF", MAGENTA, MAGENTA, "cross", dash="5 3"),
    "being_filled": StateStyle("#FFFFFF", MAGENTA, MAGENTA, "plus", dash="5 3"),
    "unverified": StateStyle("#F1F3F5", "#333B43", "#6B7680", "ask", under="#DCE1E6"),
    "unknown": StateStyle("#F1F3F5", "#333B43", "#8A949D", "askring", dash="1.5 2.5", under="#DCE1E6"),
    "unsuited": StateStyle("#FFFFFF", "#5B6670", "#AEB8C1", "bar", quiet=True),
    "absent": StateStyle("#FFFFFF", "#5B6670", "#CBD3DA", "dash", quiet=True),
}
HATCHED = ("unverified", "unknown")
PRESENT = ("strong", "normal", "weak")

BADGES: dict[str, tuple[str, str]] = {  # badge: ground, letter colour
    "chokepoint": ("#7A0F41", "#FFFFFF"),
    "single_source": ("#5A3A00", "#FFFFFF"),
    "lagging": ("#5A3A00", "#FFFFFF"),
    "hollow": ("#37474F", "#FFFFFF"),
    "in_city": ("#0B3C66", "#FFFFFF"),
    "double": ("#37474F", "#FFFFFF"),
    "stale": ("#4A5560", "#FFFFFF"),
    "seedlings": ("#1B5E20", "#FFFFFF"),
    "size_unknown": ("#4A5560", "#FFFFFF"),
}

UPSTREAM, DOWNSTREAM = "#0072B2", "#B84A00"

# symbols drawn, not typed: fonts differ in which of these signs they hold; box 14 × 14 around the origin
_LINE = 'fill="none" stroke="currentColor"'
_SOLID = 'fill="currentColor"'
_QUESTION = "M-2-1.6c0-2.8 4.2-2.6 4.2-.3C2.2-.3.1-.2.1 1.6M.1 3v1.2"
MARKS: dict[str, str] = {
    "full": f'<circle r="5.5" {_SOLID}/>',
    "dot": f'<circle r="5" {_LINE} stroke-width="1.6"/><circle r="2.1" {_SOLID}/>',
    "half": f'<circle r="5" {_LINE} stroke-width="1.6"/><path d="M0-5a5 5 0 0 0 0 10z" {_SOLID}/>',
    "ring": f'<circle r="5" {_LINE} stroke-width="1.8"/>',
    "cross": f'<path d="M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5" {_LINE} stroke-width="2.4" stroke-linecap="round"/>',
    "plus": f'<circle r="5.4" {_LINE} stroke-width="1.4"/><path d="M-3 0H3M0-3V3" {_LINE} stroke-width="1.8"/>',
    "ask": f'<circle r="6" {_SOLID}/><path d="{_QUESTION}" fill="none" stroke="#fff" stroke-width="1.5"/>',
    "askring": f'<circle r="5.4" {_LINE} stroke-width="1.2" stroke-dasharray="2 1.6"/>'
    f'<path d="{_QUESTION}" {_LINE} stroke-width="1.4"/>',
    "bar": f'<circle r="5" {_LINE} stroke-width="1.6"/><path d="M-3.5 3.5 3.5-3.5" {_LINE} stroke-width="1.6"/>',
    "dash": f'<path d="M-4 0H4" {_LINE} stroke-width="1.8"/>',
}
STAR = "M0-5.6 1.6-1.8 5.7-1.6 2.5 1 3.6 5 0 2.7-3.6 5-2.5 1-5.7-1.6-1.6-1.8z"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours after WCAG 2 (1 to 21; text needs 4.5, large marks 3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def state_css() -> str:
    """Return the style rules of all states and badges: ``.c.<state>`` for boxes, ``.b.<badge>`` for corner letters."""
    rules = []
    for state, style in STATES.items():
        fill = f"url(#hatch-{state})" if state in HATCHED else style.fill
        dash = f";stroke-dasharray:{style.dash}" if style.dash else ""
        rules.append(f".{state}{{color:{style.text}}}.c.{state}>.x{{fill:{fill};stroke:{style.border}{dash}}}")
    rules += [f".b.{badge}{{color:{ground};fill:{letter}}}" for badge, (ground, letter) in BADGES.items()]
    return "\n".join(rules)


def hatches() -> str:
    """Return the SVG patterns of the hatched states."""
    return "".join(
        f'<pattern id="hatch-{state}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0H6V6H0z" fill="{STATES[state].fill}"/>'
        f'<path d="M0 0V6" stroke="{STATES[state].under}" stroke-width="3"/></pattern>'
        for state in HATCHED
    )
