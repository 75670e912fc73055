"""The one catalogue of user text, Chinese first and English complete.

Each ``*.yaml`` beside this file holds entries ``name: {zh: ..., en: ...}``; the key of an entry is
``<file stem>.<name>``. Texts are ``str.format`` patterns; values are shown with control characters removed, because
they may come from hostile data.
"""

from __future__ import annotations

import functools
import locale
import os
import string
from collections.abc import Mapping
from contextvars import ContextVar
from importlib import resources
from typing import Literal, Protocol

from graph.safe_yaml import parse_yaml

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_language: ContextVar[Language | None] = ContextVar("language", default=None)


def set_language(lang: str | None) -> None:
    """Put a language in force for this context; None returns to the locale's."""
    if lang is not None and lang not in LANGUAGES:
        msg = f"language must be zh or en, not {lang!r}"
        raise ValueError(msg)
    _language.set("zh" if lang == "zh" else "en" if lang == "en" else None)


def language() -> Language:
    """Return the language in force: the one set, else English for an English locale, else Chinese."""
    chosen = _language.get()
    if chosen is not None:
        return chosen
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name:
        name = locale.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") else "zh"


class Named(Protocol):
    """What has a name in both languages: a kind, a field, a column."""

    @property
    def zh(self) -> str:
        """The Chinese name."""

    @property
    def en(self) -> str:
        """The English name."""


def name_of(thing: Named) -> str:
    """Return the name of a thing in the language in force."""
    return thing.zh if language() == "zh" else thing.en


@functools.cache
def catalogue(stem: str) -> Mapping[str, Mapping[str, str]]:
    """Return one file of the catalogue as ``{entry: {zh, en}}``; KeyError where there is none."""
    file = resources.files(__name__).joinpath(f"{stem}.yaml")
    if not file.is_file():
        msg = f"no word file {stem}.yaml"
        raise KeyError(msg)
    entries: Mapping[str, Mapping[str, str]] = parse_yaml(file.read_text("utf-8"))
    return entries


class _Shown(string.Formatter):
    """Format with every value made safe to print on one line of a terminal."""

    def format_field(self, value: object, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        return "".join(c if c == "\n" or c.isprintable() else "�" for c in text)


_formatter = _Shown()


def say(key: str, lang: str | None = None, **values: object) -> str:
    """Return the text of ``key`` in ``lang`` (None: the language in force) with ``values`` put in.

    Raises
    ------
    KeyError
        No such entry; a test walks every key used in the code.
    """
    stem, _, entry = key.partition(".")
    text = catalogue(stem)[entry][lang or language()]
    return _formatter.vformat(text, (), values) if values else text
