"""招引优先序（建议） priority of a gap, 0–100: parts that add up, unknown ones dropped and their weight printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyses.thresholds import Priority

Floats = NDArray[np.float64]
COMPONENTS = ("need", "feasibility", "momentum", "declared", "reachable")


@dataclass(frozen=True)
class Ranking:
    """Components in [0, 1] (NaN unknown), points of each part, priority (NaN: not ranked), weight dropped, per row."""

    components: dict[str, Floats]
    points: dict[str, Floats]
    priority: Floats
    dropped: Floats


def missing_chance(coverage: Floats, effective: NDArray[np.int64], prior: float) -> Floats:
    """Return m = P(no capable local firm) = (1−π) ⁄ ((1−π) + π·(1−C)); 0 where firms are seen, NaN where C is unknown.

    Occupancy after MacKenzie 2002: π is the chance of presence before looking, C the register coverage.
    """
    chance = (1 - prior) / ((1 - prior) + prior * (1 - coverage))
    return np.where(effective > 0, 0.0, chance)


def severity(parts: Mapping[str, Floats], alphas: Mapping[str, float]) -> Floats:
    """Return V = 1 − Π(1 − α·v) over the types that are known (missing, weak, external, concentrated).

    A segment with firms of which no type of weakness is known has no severity (NaN), not a severity of 0.
    """
    left = np.ones(len(next(iter(parts.values()))))
    any_known = np.zeros(len(left), dtype=bool)
    for name, values in parts.items():
        known = np.isfinite(values)
        left = left * np.where(known, 1 - alphas[name] * np.where(known, values, 0.0), 1.0)
        any_known |= known & ((values > 0) if name == "missing" else True)
    return np.where(any_known, 1 - left, np.nan)


def need(demand: Floats, harm: Floats, reach: Floats) -> Floats:
    """Return Need = (D·V)^½ · (½ + ½K); NaN where D or V is unknown, K unknown counts as no added weight."""
    return np.sqrt(demand * harm) * (0.5 + 0.5 * np.where(np.isfinite(reach), reach, 0.0))


def rank_by(components: Mapping[str, Floats], rules: Priority) -> Ranking:
    """Return the priority of each row from its components; what is unknown is dropped and the rest scaled up.

    A row of which less than ``least_weight`` of the weight is known has no priority: it is not ranked.
    """
    size = len(next(iter(components.values())))
    given = {name: components.get(name, np.full(size, np.nan)) for name in COMPONENTS}
    weights = {name: rules.weights.get(name, 0.0) for name in COMPONENTS}
    total = sum(weights.values())
    known = sum((np.where(np.isfinite(given[name]), weights[name], 0.0) for name in COMPONENTS), np.zeros(size))
    usable = known >= rules.least_weight * total - 1e-12
    scale = np.divide(100.0, known, out=np.zeros(size), where=known > 0)
    points = {
        name: np.asarray(
            np.round(np.where(np.isfinite(given[name]), given[name] * weights[name] * scale, 0.0), 2), float
        )
        for name in COMPONENTS
    }
    score = np.round(sum(points.values(), np.zeros(size)), 2)
    return Ranking(given, points, np.where(usable, score, np.nan), np.round((total - known) / total, 10))


def rank_acceptability(components: Mapping[str, Floats], *, top: int, draws: int, seed: int) -> Floats:
    """Return b^top: the share of weightings, drawn evenly from all, in which a row is among the ``top`` best.

    SMAA (Lahdelma, Hokkanen and Salminen 1998): weights ~ Dirichlet(1) over the components that are known for every
    row; ties go to the earlier row. Rows with an unknown component anywhere are compared on the common ones.
    """
    common = [name for name in COMPONENTS if name in components and np.isfinite(components[name]).all()]
    size = len(next(iter(components.values())))
    if not common or not size:
        return np.full(size, np.nan)
    table = np.column_stack([components[name] for name in common])
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(common)), draws)
    scores = np.round(table @ weights.T, 10)
    order = np.argsort(-scores, axis=0, kind="stable")[:top]
    return np.bincount(order.ravel(), minlength=size) / draws
