"""The shell of every page: one file, no network, scripts and styles allowed by their hash."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

from graph.errors import UsageError
from graph.words import say
from visualizations.safe import attributes, policy, remote_references, script_json, tag, text


@dataclass(frozen=True)
class Masthead:
    """What stands at the head of a page.

    Parameters
    ----------
    title : str
        The page's own title.
    facts : tuple of (str, str)
        Label and value pairs: district, data date, coverage.
    versions : tuple of (str, str)
        Label and value pairs: which rules and templates were used.
    confidential : bool
        Show the mark 内部资料.
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    confidential: bool = False


@dataclass(frozen=True)
class Page:
    """A page: ``body`` is markup already escaped; ``data`` are blocks of JSON by element id."""

    masthead: Masthead
    lang: str
    body: str
    styles: Sequence[str] = ()
    scripts: Sequence[str] = ()
    data: Mapping[str, object] = field(default_factory=dict)
    inline_styles: bool = False


@functools.cache
def asset(name: str) -> str:
    """Return the text of a packaged asset with line ends as LF, so that hashes hold on every system."""
    file = resources.files("visualizations").joinpath("assets", name)
    return file.read_text("utf-8").replace("\r\n", "\n")


def head(masthead: Masthead, lang: str, extra: str = "") -> str:
    """Return the header bar: title, facts, mark; ``extra`` is markup for its right side."""
    facts = "".join(
        tag("span", f"{text(label)}{say('views.colon', lang)}", tag("b", text(value)))
        for label, value in masthead.facts
    )
    if masthead.versions:
        used = " · ".join(f"{label} {value}" for label, value in masthead.versions)
        facts += tag("span", text(say("views.versions_short", lang)), say("views.colon", lang), tag("b", text(used)))
    mark = tag("strong", text(say("views.confidential", lang)), class_="secret") if masthead.confidential else ""
    left = tag("div", tag("h1", text(masthead.title), mark), tag("p", facts, class_="facts"), class_="what")
    return tag("header", left, extra, class_="top")


def hint(word: str, lang: str) -> str:
    """Return the line that says what to do first."""
    return tag("p", text(say(f"views.{word}", lang)), class_="hint")


def foot(word: str, lang: str) -> str:
    """Return the line below a network: what is shown (the page's script writes it), and what to do first."""
    return tag("footer", '<p class="status" id="status" aria-live="polite"></p>', hint(word, lang), class_="foot")


def render(page: Page) -> str:
    """Return the whole document; UsageError when it would reach out of its own file.

    The content security policy stands first in the head, so that nothing runs before it.
    """
    for block in (*page.scripts, *page.styles):
        if "</script" in block.lower() or "</style" in block.lower():
            raise UsageError("views.unsafe_block")
    styles = "".join(f"<style>{block}</style>" for block in page.styles)
    data = "".join(
        f'<script type="application/json"{attributes(id=key)}>{script_json(value)}</script>\n'
        for key, value in page.data.items()
    )
    scripts = "".join(f"<script>{block}</script>" for block in page.scripts)
    secure = attributes(
        http_equiv="Content-Security-Policy",
        content=policy(page.scripts, page.styles, inline_styles=page.inline_styles),
    )
    document = (
        f"<!DOCTYPE html>\n<html{attributes(lang='zh-CN' if page.lang == 'zh' else page.lang)}>\n<head>\n"
        f'<meta charset="utf-8">\n<meta{secure}>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(page.masthead.title)}</title>\n{styles}\n</head>\n<body>\n{page.body}\n{data}{scripts}\n</body>\n</html>\n"
    )
    if remote_references(document):
        raise UsageError("views.not_offline", reference=remote_references(document)[0])
    return document
