"""Small helpers for drawing text in boxes: how wide it is, and where it is cut."""

from __future__ import annotations

import unicodedata

from visualizations.safe import clean

ASCII_EM = 0.58  # of the font size: mean advance of Latin letters and figures in the faces named below
CAPITAL_EM = 0.72
WIDE_EM = 1.0
OPENING, CLOSING = "（(《“「【", "）)》”」】、，。；：·"  # may not end a line; may not begin one
FONTS = '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif'


def text_width(words: str, size: float) -> float:
    """Return the width of ``words`` at font size ``size``, both in px, without asking a font."""
    return size * sum(_em(c) for c in words)


def _em(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in "WFA":
        return WIDE_EM
    return CAPITAL_EM if character.isupper() else ASCII_EM


def fit(words: object, width: float, size: float, *, limit: int = 14) -> str:
    """Return ``words`` cut with … to at most ``limit`` wide characters and ``width`` px."""
    whole = clean(words)
    room = min(width, limit * size)
    if text_width(whole, size) <= room:
        return whole
    kept, used = [], size * WIDE_EM
    for character in whole:
        used += size * _em(character)
        if used > room:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def wrap(words: object, width: float, size: float, lines: int) -> list[str]:
    """Return ``words`` on at most ``lines`` lines of ``width`` px, broken at blanks and between wide characters.

    The last line is cut with … where the rest does not fit.
    """
    rest = clean(words)
    found: list[str] = []
    while len(found) < lines - 1 and text_width(rest, size) > width:
        at = _break(rest, width / size)
        found.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [*found, fit(rest, width, size, limit=len(rest) + 1)]


def _break(words: str, room: float) -> int:
    """Return where a line of ``room`` wide characters ends: after the last whole word, else within the word."""
    used, blank = 0.0, 0
    for at, character in enumerate(words):
        used += _em(character)
        if used > room:
            inside = at > 0 and words[at - 1].isascii() and character.isascii() and character != " "
            if inside and blank:
                return blank
            return _proper_end(words, max(1, at))
        if character in " -":
            blank = at + 1
    return len(words)


def _proper_end(words: str, at: int) -> int:
    """Return the end of a line at or before ``at`` that leaves no bracket or comma on the wrong line."""
    while at > 1 and (words[at] in CLOSING or words[at - 1] in OPENING):
        at -= 1
    return at


def whole(value: float) -> int:
    """Return a coordinate rounded to a whole px: smaller files, the same bytes everywhere."""
    return int(value + 0.5) if value >= 0 else -int(0.5 - value)
