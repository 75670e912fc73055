"""The state of a segment: the first rule that holds, on arrays, for one district or for a whole country at once.

Unknown figures are NaN; a clause on an unknown figure is never true.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from analyses.thresholds import Thresholds

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STATES = (
    "strong",
    "being_filled",
    "broken",
    "unsuited",
    "missing",
    "unverified",
    "unknown",
    "absent",
    "weak",
    "normal",
)
RANKED = ("missing", "broken", "weak")
BADGES = (
    "chokepoint", "single_source", "concentrated", "lagging", "hollow", "in_city", "double", "stale", "seedlings",
    "size_unknown",
)  # fmt: skip
_CODE = {name: number for number, name in enumerate(STATES)}


@dataclass(frozen=True)
class Evidence:
    """What the rules read, one array element a region and segment.

    Counts: ``effective``, ``seedlings``, ``size_unknown`` firms; ``lead`` lead firms (链主, 单项冠军, 小巨人, share ≥
    10 %), ``champion`` (单项冠军, 小巨人, share ≥ 10 %), ``above`` 规上, ``hnte`` 高企, ``ungraded`` not known to be
    either or neither. Flags: ``coming`` (a lead is
    signed, registered or under construction), ``lost`` (dated event within 24 months of a firm that counted),
    ``source_lost`` (the single source of local users is lost), ``closed`` (access refused here), ``wanted`` (a local
    effective buyer's segment takes this input), ``declared`` 主攻环节, ``stale`` (all data here too old). Figures:
    ``register`` and ``supply`` coverage, ``lsr`` local supply rate, ``out_supply``, ``lq`` with ``lq_low``,
    ``lq_high``; NaN where unknown.
    """

    effective: NDArray[np.int64]
    seedlings: NDArray[np.int64]
    size_unknown: NDArray[np.int64]
    lead: NDArray[np.int64]
    champion: NDArray[np.int64]
    above: NDArray[np.int64]
    hnte: NDArray[np.int64]
    ungraded: NDArray[np.int64]
    coming: Bools
    lost: Bools
    source_lost: Bools
    closed: Bools
    wanted: Bools
    declared: Bools
    stale: Bools
    register: Floats
    supply: Floats
    lsr: Floats
    out_supply: Floats
    lq: Floats
    lq_low: Floats
    lq_high: Floats

    @classmethod
    def of(cls, size: int, **given: object) -> Evidence:
        """Return evidence on ``size`` cells: what is not given is zero, false or unknown."""
        arrays = {}
        for spec in fields(cls):
            kind = str(spec.type)
            dtype, empty = (bool, False) if kind == "Bools" else (float, np.nan) if kind == "Floats" else (np.int64, 0)
            arrays[spec.name] = np.broadcast_to(np.asarray(given.pop(spec.name, empty), dtype=dtype), (size,))
        if given:
            msg = f"no such evidence: {sorted(given)}"
            raise TypeError(msg)
        return cls(**arrays)


def clauses(seen: Evidence, rules: Thresholds) -> dict[str, Bools]:
    """Return the rule of each state as an array of truth, in the order in which the rules are tried."""
    cut, cover = rules.states, rules.coverage
    usable = seen.supply >= cover.supply
    some = seen.effective > 0
    blank = ~some & (seen.size_unknown == 0)
    nobody = blank & (seen.seedlings == 0)
    gap = blank & (seen.wanted | seen.declared)
    return {
        "strong": some & (seen.lead > 0) & _strong_figures(seen, rules, usable),
        "being_filled": ~some & seen.coming,
        "broken": (seen.lost & blank) | seen.source_lost,
        "stale": seen.stale & ~nobody,
        "unsuited": nobody & seen.closed,
        "missing": gap & (seen.register >= cover.missing),
        "unverified": gap & (seen.register >= cover.unverified) & (seen.register < cover.missing),
        "unknown": gap,
        "absent": nobody,
        "weak": some & (seen.champion == 0) & (
            (usable & (seen.lsr < cut.weak_lsr))
            | (seen.lq_high < cut.weak_lq_high)
            | ((seen.above == 0) & (seen.hnte == 0) & (seen.ungraded == 0))
        ),
    }  # fmt: skip


def _strong_figures(seen: Evidence, rules: Thresholds, usable: Bools) -> Bools:
    """Where the quotient is unknown the supply clause has to be verified; where the supply is unknown the quotient."""
    cut = rules.states
    quotient = (seen.lq >= cut.strong_lq) & (seen.lq_low > cut.strong_lq_low)
    supplies = usable & ((seen.out_supply >= cut.strong_out_supply) | (seen.lsr >= cut.strong_lsr))
    return (quotient & (supplies | ~usable)) | (np.isnan(seen.lq) & supplies)


def states(seen: Evidence, rules: Thresholds) -> NDArray[np.int8]:
    """Return the state of each cell as its index in ``STATES``: the first rule that holds, else normal.

    Only old data (未更新) is no state of its own: it comes back as normal, and carries the badge ``stale``.
    """
    found = np.full(len(seen.effective), _CODE["normal"], dtype=np.int8)
    for name, holds in reversed(clauses(seen, rules).items()):
        found[holds] = _CODE["normal" if name == "stale" else name]
    return found
