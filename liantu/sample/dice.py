"""Chance that repeats: a named stream of random numbers for each part, so that parts do not disturb one another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

Item = TypeVar("Item")

HOME = "320706"
TODAY = date(2026, 6, 30)  # the day on which the sample's tables were drawn up
YEARS = range(2021, 2026)


def stream(seed: object, name: str) -> Random:
    """Return the random numbers of one part of the sample."""
    return Random(f"{seed}/{name}")  # noqa: S311 - an invented district, no secret


def heavy(rng: Random, median: float, spread: float) -> float:
    """Return a log-normal number: half of them lie below ``median``; ``spread`` is the deviation of the logarithm."""
    return rng.lognormvariate(math.log(median), spread)


def day(rng: Random, start: date, end: date) -> date:
    """Return a day from ``start`` to ``end``, both included."""
    return start + timedelta(days=rng.randint(0, max(0, (end - start).days)))


def some(rng: Random, items: Sequence[Item], most: int) -> list[Item]:
    """Return up to ``most`` different items, in the order drawn."""
    return rng.sample(items, min(most, len(items)))


def whole(value: float, digits: int = 3) -> float:
    """Return a number with so many leading digits, as people write them; whole from 100 on."""
    if value <= 0:
        return 0.0
    places = digits - 1 - math.floor(math.log10(value))
    rounded = round(value, places)
    return float(round(rounded)) if rounded >= 100 else rounded


def later(start: date, years: int) -> date:
    """Return the day so many years later (29 February becomes the 28th)."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)
