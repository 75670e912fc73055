"""Official code lists: 行政区划 (GB/T 2260) with townships, changes and zones, and 行业分类 (GB/T 4754-2017)."""

from __future__ import annotations

from graph.codes.divisions import (
    Change,
    Division,
    Zone,
    changes,
    current_code,
    division,
    division_path,
    divisions,
    prefecture_of,
    province_of,
    townships,
    within,
    zones,
)
from graph.codes.industries import Industry, find_industries, industries, industry, industry_path
from graph.codes.places import find_divisions, short_name, zone_of

__all__ = [
    "Change", "Division", "Industry", "Zone",
    "changes", "current_code", "division", "division_path", "divisions", "find_divisions", "find_industries",
    "industries", "industry", "industry_path", "prefecture_of", "province_of", "short_name", "townships", "within",
    "zone_of", "zones",
]  # fmt: skip
