"""区位商 location quotient, shrunk to the national share, with an interval; unknown without a reference profile."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaincinv

from analyses.inputs import Inputs
from analyses.scope import Scope, city_of
from analyses.segments import Segments
from analyses.thresholds import Quotient
from graph.errors import UsageError
from graph.settings import is_text

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Profile:
    """基准画像: effective firms of the reference by segment; ``firms`` follows the order of the segments.

    ``origin`` is ``file``, ``outside`` (computed from the workspace's outside firms) or ``none``.
    """

    origin: str
    firms: Floats
    date: str = ""
    universe: str = ""
    regions: int = 0

    @property
    def total(self) -> float:
        """All firms of the reference, each counted in every segment that it fills."""
        return float(self.firms.sum())

    @property
    def shares(self) -> Floats:
        """p_s: each segment's share; NaN where the reference is empty or knows no firm of the segment."""
        total = self.total
        shares = self.firms / total if total else np.full_like(self.firms, np.nan)
        return np.where(shares > 0, shares, np.nan)


@dataclass(frozen=True)
class Quotients:
    """LQ̃ with its interval, per segment; NaN where unknown."""

    lq: Floats
    low: Floats
    high: Floats


def location_quotient(here: Floats, total: Floats | float, shares: Floats, rules: Quotient) -> Quotients:
    """Return the shrunk location quotient; answers "is the region specialised in this".

    LQ̃ = (n_rs + κ·p_s) ⁄ (n_r + κ) ⁄ p_s, the mean of a Gamma(n_rs + κ·p_s, 1 ⁄ (n_r + κ)) posterior of a Poisson
    rate, divided by p_s; the interval takes that posterior's quantiles. After B.3 of the gap definitions and the
    smoothed quotient of the literature.

    Parameters
    ----------
    here, shares
        n_rs firms of each segment, p_s share in the reference; arrays of one shape (or broadcastable).
    total
        n_r firms of the region over all segments.
    """
    kappa = rules.shrink
    shape = here + kappa * shares
    scale = 1.0 / ((total + kappa) * shares)
    tail = (1 - rules.level) / 2
    known = np.isfinite(shape) & np.isfinite(scale)
    low, high = np.full(known.shape, np.nan), np.full(known.shape, np.nan)
    spread = np.broadcast_to(scale, known.shape)
    # quantiles of the posterior; scipy.stats has them by name and takes a second to import
    low[known] = gammaincinv(shape[known], tail) * spread[known]
    high[known] = gammaincinv(shape[known], 1 - tail) * spread[known]
    return Quotients(shape * scale, low, high)


def reference_profile(
    inputs: Inputs, segments: Segments, scope: Scope, reference: str | None, rules: Quotient
) -> Profile:
    """Return the reference: the user's table, else the workspace's outside firms if there are enough, else none.

    Parameters
    ----------
    reference
        Path or text of a CSV with columns region, segment, firms, date, universe; None where there is none.
    """
    if reference:
        return read_profile(reference, segments)
    return outside_profile(inputs, segments, scope, rules)


def read_profile(reference: str, segments: Segments) -> Profile:
    """Read a reference table (path, or the text itself); UsageError names what is wrong."""
    given = is_text(reference)
    try:
        frame = pd.read_csv(io.StringIO(reference) if given else Path(reference), dtype={"region": str, "segment": str})
        firms = frame.groupby("segment")["firms"].sum()
    except Exception as error:  # a packed file that is damaged raises what it likes
        raise UsageError("gaps.bad_reference", file="reference" if given else reference, reason=error) from error
    values = firms.reindex(segments.ids).fillna(0).to_numpy(dtype=float)
    dates = frame.get("date", pd.Series(dtype=str)).dropna().astype(str)
    universe = frame.get("universe", pd.Series(dtype=str)).dropna().astype(str)
    return Profile(
        "file" if values.sum() else "none", values, max(dates, default=""),
        "、".join(sorted(set(universe))), int(frame["region"].nunique()),
    )  # fmt: skip


def outside_profile(inputs: Inputs, segments: Segments, scope: Scope, rules: Quotient) -> Profile:
    """Compute the reference from effective firms outside the boundary; too few firms or cities make none."""
    present = inputs.present[(inputs.present["fills"] > 0) & (inputs.present["standing"] == 3)]
    region = present["region"]
    outside = present[~scope.holds(present) & region.notna()].drop_duplicates(["unit", "segment"])
    cities = outside["region"].map(city_of, na_action="ignore").nunique()
    counted = outside.groupby("segment")["unit"].nunique().reindex(segments.ids).fillna(0)
    firms = np.asarray(counted, dtype=np.float64)
    enough = outside["unit"].nunique() >= rules.least_firms and cities >= rules.least_regions
    if not enough:
        return Profile("none", np.zeros(len(segments.ids)))
    return Profile("outside", firms, "", "", int(cities))


def profile_text(profile: Profile, as_of: date) -> dict[str, object]:
    """Return the reference as a coverage entry of a result."""
    return {
        "origin": profile.origin, "firms": int(profile.total), "regions": profile.regions,
        "date": profile.date or (as_of.isoformat() if profile.origin == "outside" else ""),
        "universe": profile.universe,
    }  # fmt: skip
