"""本地需求 local demand: who here takes this input, and how much of all inputs taken here that is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analyses.segments import Segments
from analyses.thresholds import Priority

Floats = NDArray[np.float64]


def size_of(effective: NDArray[np.int64], rules: Priority) -> Floats:
    """Return x_rt, the capped log size of local segments: min(1, ln(1+n) ⁄ ln(1+cap)), n effective firms."""
    return np.asarray(np.minimum(1.0, np.log1p(effective) / np.log1p(rules.size_cap)), dtype=float)


def wanted(effective: NDArray[np.int64], segments: Segments) -> NDArray[np.bool_]:
    """Return which segments some local effective firm's segment takes as an input.

    ``effective`` may be one region (segments) or many (regions × segments).
    """
    takes = (segments.needs > 0).astype(np.float32)
    present = sparse.csr_array(np.atleast_2d(effective > 0), dtype=np.float32)
    found = sparse.csr_array(present @ takes.T).toarray() > 0
    return np.asarray(found, dtype=bool).reshape(effective.shape)


def demand(effective: NDArray[np.int64], segments: Segments, rules: Priority) -> Floats:
    """Return D in [0, 1] for each segment: Σ_t x_t·a_st ⁄ Σ_t x_t·max_s a_st over the takers t of its chain.

    x_t is the capped log size of local segment t (:func:`size_of`), a_st the need of t for s in the template. The sum
    below runs over the local segments of the chain and the segments of other chains that take from it. A chain nobody
    here takes from has demand 0.

    Parameters
    ----------
    effective
        Effective firms here by segment, in the order of ``segments``.
    """
    taken, total = demand_sums(effective, segments, rules)
    return np.minimum(np.divide(taken, total, out=np.zeros(len(taken)), where=total > 0), 1.0)


def demand_sums(effective: NDArray[np.int64], segments: Segments, rules: Priority) -> tuple[Floats, Floats]:
    """Return what demand D divides by what: Σ_t x_t·a_st and Σ_t x_t·max_s a_st, per segment."""
    size = size_of(effective, rules)
    needs = segments.needs
    taken = np.asarray(needs @ size, dtype=float)
    largest = needs.max(axis=0).toarray().ravel() if needs.nnz else np.zeros(len(size))
    whole = np.zeros(len(size))
    for chain in segments.templates:
        own = segments.of_chains([chain])
        buys = np.asarray((needs[own, :] > 0).sum(axis=0)).ravel() > 0 if own.any() else np.zeros(len(size), bool)
        whole[own] = float(((own | buys) * size * largest).sum())
    return taken, whole


def buyers_of(segment: str, effective: NDArray[np.int64], segments: Segments) -> list[str]:
    """Return the local segments that take this input, the most dependent first."""
    row = segments.needs[[segments.position[segment]], :].toarray().ravel()
    order = sorted(np.flatnonzero((row > 0) & (effective > 0)), key=lambda t: (-row[t], segments.ids[t]))
    return [segments.ids[t] for t in order]
