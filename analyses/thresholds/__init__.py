"""The numbers of the gap and target rules: versioned files that users copy and change; outputs print the version."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.errors import UsageError, faults_of
from graph.safe_yaml import parse_yaml

Share = Field(ge=0, le=1)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Titles(_Part):
    """资质: ways of writing a title, by what it proves; quotation marks and blanks do not count."""

    effective: tuple[str, ...]
    hnte: tuple[str, ...]
    lead: tuple[str, ...]
    champion: tuple[str, ...]
    chain_master: tuple[str, ...]


class Counting(_Part):
    """What makes a firm effective (money in CNY, staff in persons) and which sites fill a segment."""

    revenue: float = Field(gt=0)
    above_revenue: float = Field(gt=0)
    insured: int = Field(gt=0)
    zero_years: int = Field(gt=0)
    stale_months: int = Field(gt=0)
    in_business: tuple[str, ...]
    titles: Titles
    market_share: float = Share
    secondary_share: float = Share
    secondary_most: int = Field(ge=0)
    roles: dict[str, tuple[str, ...]]
    hollow_roles: tuple[str, ...]


class Coverage(_Part):
    """When an absence may be called missing (register), and when a supply rate may be used (supply)."""

    missing: float = Share
    unverified: float = Share
    signed: float = Share
    signed_titles: tuple[str, ...]
    signed_months: int = Field(gt=0)
    supply: float = Share
    overlap: int = Field(gt=0)
    overlap_cap: float = Share
    class_prior: float = Field(ge=0)


class States(_Part):
    """Cut-offs of the states of a segment."""

    strong_lq: float
    strong_lq_low: float
    strong_out_supply: float = Share
    strong_lsr: float = Share
    weak_lsr: float = Share
    weak_lq_high: float
    event_months: int = Field(gt=0)
    being_filled_stages: tuple[str, ...]
    closed_access: tuple[str, ...]
    park_access: tuple[str, ...]
    chokepoint_grade: int
    lagging_years: float
    single_source_share: float = Share
    start_share: float = Share


class Headline(_Part):
    """How many findings stand in front, a chain and a district."""

    chain: int = Field(ge=0)
    district: int = Field(ge=0)


class Quotient(_Part):
    """Shrinkage κ (firms), level of the interval, and the least reference."""

    shrink: float = Field(gt=0)
    level: float = Field(gt=0, lt=1)
    least_firms: int = Field(ge=1)
    least_regions: int = Field(ge=1)


class Priority(_Part):
    """Weights of the priority and of the severities; ``draws`` and ``seed`` are of the rank acceptability."""

    weights: dict[str, float]
    severity: dict[str, float]
    prior_presence: float = Field(gt=0, lt=1)
    size_cap: float = Field(gt=0)
    least_weight: float = Share
    best_targets: int = Field(gt=0)
    draws: int = Field(ge=100)
    seed: int


class Dates(_Part):
    """When a date is old: months of a source before the answer's date, and of the answer's date before today."""

    source_months: int = Field(default=12, gt=0)
    today_months: int = Field(default=12, gt=0)


class Thresholds(_Part):
    """All numbers of the gap rules, with version, effective date and source."""

    version: str = Field(min_length=1)
    effective: date
    source: str = Field(min_length=2)
    counting: Counting
    coverage: Coverage
    states: States
    headline: Headline
    segment_weight: dict[str, float]
    quotient: Quotient
    priority: Priority
    carrying: dict[str, dict[str, float | bool]]
    dates: Dates = Dates()


class Reach(_Part):
    """Distance at which reach halves (km), and the distance assumed for each ring (km)."""

    half_distance: float = Field(gt=0)
    rings: dict[str, float]


class Paths(_Part):
    """How many evidence paths, how long at most, and the degree above which a node is not passed through."""

    most: int = Field(gt=0)
    length: int = Field(gt=0)
    degree: int = Field(gt=0)


class TargetThresholds(_Part):
    """All numbers of the target score, with version, effective date and source."""

    version: str = Field(min_length=1)
    effective: date
    source: str = Field(min_length=2)
    weights: dict[str, float]
    fit: dict[str, float]
    fit_secondary: float = Share
    restart: float = Field(gt=0, lt=1)
    iterations: int = Field(gt=0)
    tolerance: float = Field(gt=0)
    kinship: dict[str, float]
    reach: Reach
    capability: dict[str, float]
    risk: dict[str, float]
    confidence: dict[str, float]
    paths: Paths
    per_segment: int = Field(gt=0)
    search_titles: tuple[str, ...]
    search_insured: int
    search_revenue: float


def load_thresholds(path: Path | None = None) -> Thresholds:
    """Return the numbers of the gap rules: those shipped, or the user's own file; UsageError lists its faults."""
    name, data = _read("gaps.yaml", path)
    try:
        return Thresholds(**data)
    except (ValidationError, TypeError) as error:
        raise UsageError("gaps.bad_thresholds", file=name, reason=_faults(error)) from error


def load_target_thresholds(path: Path | None = None) -> TargetThresholds:
    """Return the numbers of the target score: those shipped, or the user's own file; UsageError lists its faults."""
    name, data = _read("targets.yaml", path)
    try:
        return TargetThresholds(**data)
    except (ValidationError, TypeError) as error:
        raise UsageError("gaps.bad_thresholds", file=name, reason=_faults(error)) from error


def _read(shipped: str, path: Path | None) -> tuple[str, dict[str, Any]]:
    name = str(path) if path else shipped
    try:
        text = path.read_text("utf-8") if path else resources.files(__name__).joinpath(shipped).read_text("utf-8")
        data = parse_yaml(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError("gaps.bad_thresholds", file=name, reason=error) from error
    if not isinstance(data, dict):
        raise UsageError("gaps.bad_thresholds", file=name, reason=type(data).__name__)
    return name, data


def _faults(error: ValidationError | TypeError) -> str:
    if isinstance(error, TypeError):
        return str(error)
    return faults_of(error)
