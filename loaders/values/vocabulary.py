"""The words of real tables (``vocabulary.yaml``): placeholders, yes and no, units, currencies, parts of names."""

from __future__ import annotations

from importlib import resources
from typing import Any

from graph.safe_yaml import parse_yaml


def _load() -> dict[str, Any]:
    text = resources.files("loaders.values").joinpath("vocabulary.yaml").read_text("utf-8")
    words: dict[str, Any] = parse_yaml(text)
    return words


WORDS = _load()


def longest_first(words: list[str]) -> tuple[str, ...]:
    """Return words so that one that holds another comes before it; ties in the order of their characters."""
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))
