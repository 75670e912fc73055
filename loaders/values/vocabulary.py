"""The words of real tables (``vocabulary.yaml``): placeholders, yes and no, units, currencies, parts of names."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml


def _load() -> dict[str, Any]:
    text = resources.files("loaders.values").joinpath("vocabulary.yaml").read_text("utf-8")
    words: dict[str, Any] = yaml.load(text, Loader=_loader())  # noqa: S506 - a safe loader
    return words


def _loader() -> type:
    """Use libyaml's safe loader where the wheel brings it: ten times faster."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


WORDS = _load()


def longest_first(words: list[str]) -> tuple[str, ...]:
    """Return words so that one that holds another comes before it; ties in the order of their characters."""
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))
