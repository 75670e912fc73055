"""承载 carrying: does a vacant space here meet the least that a segment of this kind needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analyses.reading import NUMBER, TEXT, SnapshotLike, read_nodes
from analyses.scope import Scope

ANSWERS = ("fit", "custom", "none", "unverified")
_TAKEN = ("occupied", "reserved", "planned")
_NO = {"", "无", "否", "没有", "no", "none", "false", "0"}


@dataclass(frozen=True)
class Spaces:
    """Free spaces, one mapping each, and what they answered to conditions already asked: segments share them."""

    rows: list[dict[object, object]]
    answers: dict[tuple[tuple[str, float | bool], ...], tuple[str, list[str]]] = field(default_factory=dict)


def read_spaces(snapshot: SnapshotLike, scope: Scope) -> Spaces:
    """Return the spaces inside a boundary that are free: uid, name, conditions (m², m, t/m², kVA), utilities as text.

    A space without a division is one of the home district's; its carrier or park is matched with a park asked for.
    """
    spaces = read_nodes(
        snapshot, "Space", name=TEXT, state=TEXT, area=NUMBER, storey_height=NUMBER, floor_load=NUMBER, power=NUMBER,
        water=TEXT, steam=TEXT, waste=TEXT, energy_quota=TEXT, region=TEXT, township=TEXT, carrier=TEXT,
    )  # fmt: skip
    at = spaces[["township"]].assign(region=spaces["region"].fillna(scope.home), park=spaces["carrier"])
    free = spaces[scope.holds(at) & ~spaces["state"].isin(_TAKEN)]
    return Spaces([dict(row) for row in free.to_dict("records")])


def carrying(spaces: Spaces, least: Mapping[str, float | bool]) -> tuple[str, list[str]]:
    """Return whether spaces can carry a segment, and the uids that answer so.

    ``fit`` 可承载: one space meets every condition. ``custom`` 需定制: large enough, something else falls short.
    ``none`` 无承载: spaces are known and none is large enough. ``unverified`` 待核: no spaces loaded, no conditions
    set, or the values that decide are not known.

    Parameters
    ----------
    spaces
        Rows of :func:`read_spaces`.
    least
        Condition → least number, or true where the utility is needed.
    """
    asked = tuple(sorted(least.items()))
    if asked not in spaces.answers:
        spaces.answers[asked] = _answer(spaces.rows, least)
    return spaces.answers[asked]


def _answer(rows: list[dict[object, object]], least: Mapping[str, float | bool]) -> tuple[str, list[str]]:
    if rows and least:
        grades = [_grade(row, least) for row in rows]
        for answer in ("fit", "unverified", "custom", "none"):
            if answer in grades:
                return answer, sorted(
                    {str(row["uid"]) for row, grade in zip(rows, grades, strict=True) if grade == answer}
                )
    return "unverified", []


def _grade(row: Mapping[object, object], least: Mapping[str, float | bool]) -> str:
    meets = {name: _meets(row.get(name), wanted) for name, wanted in least.items()}
    if meets.get("area") is False:
        return "none"
    if False in meets.values():
        return "custom"
    return "unverified" if None in meets.values() else "fit"


def _meets(value: object, wanted: float | bool) -> bool | None:
    """Whether one condition is met; None where it is not known."""
    if wanted is False:
        return True
    if isinstance(wanted, bool):
        return None if not isinstance(value, str) else value.strip().casefold() not in _NO
    return None if not isinstance(value, float) or pd.isna(value) else value >= wanted
