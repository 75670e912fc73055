"""One boundary a question: division (district, prefecture, province), township or park, and the rings around it.

Division and park are two ways of counting 行政区口径 / 园区口径; a question uses one and never adds both.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analyses.reading import TEXT, SnapshotLike, read_nodes
from graph import codes
from graph.errors import NotPossible
from graph.words import language, say

RINGS = ("here", "city", "neighbours", "province", "country")
_MUNICIPALITIES = ("11", "12", "31", "50")
_DISTRICT = 3  # level of districts and counties; townships lie below


@dataclass(frozen=True)
class Scope:
    """The boundary of a question.

    Parameters
    ----------
    way
        ``division`` or ``park``: how firms are counted.
    codes
        Division codes (six digits), in order.
    townships
        (district code, township name) pairs.
    parks
        Names of parks.
    neighbours
        Prefectures within three hours, from the settings.
    """

    way: str
    codes: tuple[str, ...] = ()
    townships: tuple[tuple[str, str], ...] = ()
    parks: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    home: str = ""

    def text(self) -> str:
        """Return the boundary as people read it, with the way of counting."""
        names = [*map(division_name, self.codes), *(division_name(c) + n for c, n in self.townships), *self.parks]
        joined = ("、" if language() == "zh" else ", ").join(names)
        return say(f"gaps.scope_{self.way}", scope=joined)

    def bases(self) -> tuple[str, ...]:
        """Return the divisions from which the rings are drawn: own codes, the townships' districts, or home."""
        return tuple(dict.fromkeys([*self.codes, *(code for code, _ in self.townships)])) or (self.home,)

    def holds(self, at: pd.DataFrame) -> pd.Series:
        """Return which places (columns region, township, park) lie inside, as a boolean Series."""
        if self.way == "park":
            return at["park"].isin(self.parks)
        inside = pd.Series(False, index=at.index)
        for code in self.codes:
            inside |= at["region"].str.startswith(prefix(code)).fillna(False).astype(bool)
        for code, name in self.townships:
            inside |= (at["region"].eq(code) & at["township"].eq(name)).fillna(False).astype(bool)
        return inside

    def ring(self, at: pd.DataFrame) -> pd.Series:
        """Return the innermost ring of each place: here, city, neighbours, province, country, or None (unknown)."""
        region = at["region"]
        found = pd.Series("country", index=at.index, dtype="object").where(region.notna(), None)
        provinces = {prefix(province_of(code)) for code in self.bases()}
        cities = {prefix(city_of(code)) for code in self.bases()}
        steps = {"province": provinces, "neighbours": {prefix(code) for code in self.neighbours}, "city": cities}
        for name, prefixes in steps.items():
            for start in sorted(prefixes):
                found = found.mask(region.str.startswith(start).fillna(False).astype(bool), name)
        return found.mask(self.holds(at), "here")

    def level(self) -> int:
        """Return 3 for a district or less (also parks, townships, lists of districts), 2 prefecture, 1 province."""
        return min((divisions()[code][1] for code in self.codes if code in divisions()), default=3)

    def inside_home(self) -> bool:
        """Return whether the boundary lies in the home district, for which the local settings hold."""
        return all(code == self.home for code in self.bases())


@functools.cache
def divisions() -> dict[str, tuple[str, int, str]]:
    """Return division code → (name, level 1–3, parent code), down to districts."""
    found = codes.divisions().items()
    return {code: (item.name, item.level, item.parent) for code, item in found if item.level <= _DISTRICT}


@functools.cache
def _townships() -> dict[str, tuple[str, str]]:
    """Return township code → (code of its district, name)."""
    found = codes.divisions().items()
    return {code: (item.parent, item.name) for code, item in found if item.level > _DISTRICT}


def prefix(code: str) -> str:
    """Return the leading digits that all codes inside a division share (32, 3207, 320706)."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def city_of(code: str) -> str:
    """Return the prefecture of a division; a municipality is its own city, a county under a province too."""
    if code[:2] in _MUNICIPALITIES:
        return code[:2] + "0000"
    city = code[:4] + "00"
    return city if city in divisions() or code.endswith("00") else code


def province_of(code: str) -> str:
    """Return the province of a division."""
    return code[:2] + "0000"


def division_name(code: str | None) -> str:
    """Return the name of a division with its parents below the province (连云港市海州区), the code where unknown."""
    if not isinstance(code, str) or code not in divisions():
        return code if isinstance(code, str) else ""
    name, level, parent = divisions()[code]
    return divisions()[parent][0] + name if level == 3 and parent in divisions() else name


def find_scope(snapshot: SnapshotLike, region: str | Sequence[str]) -> Scope:
    """Return the boundary that a code, a name, or a list of them states.

    Parameters
    ----------
    region
        Division code or name (320706, 海州区), township code or name, park name or uid (``park:...``), or a list of
        these; a list is the union of its parts, nothing is counted twice.

    Raises
    ------
    NotPossible
        Unknown or ambiguous name; a list that mixes divisions and parks.
    """
    wanted = [region] if isinstance(region, str) else list(region)
    parts = [_one(snapshot, text.strip()) for text in wanted]
    if not parts:
        raise NotPossible("gaps.unknown_region", region="")
    if len({part[0] for part in parts}) > 1:
        raise NotPossible("gaps.mixed_scope", regions="、".join(wanted))
    return Scope(
        way="park" if parts[0][0] == "park" else "division",
        codes=tuple(dict.fromkeys(str(value) for _, kind, value in parts if kind == "code")),
        townships=tuple(dict.fromkeys((str(v[0]), str(v[1])) for _, kind, v in parts if kind == "township")),
        parks=tuple(dict.fromkeys(str(value) for _, kind, value in parts if kind == "park")),
        neighbours=tuple(snapshot.settings.neighbours),
        home=snapshot.settings.home,
    )


def _one(snapshot: SnapshotLike, text: str) -> tuple[str, str, str | tuple[str, str]]:
    if text in divisions():
        return ("division", "code", text)
    if text in _townships() or text + "000" in _townships():
        return ("division", "township", _townships().get(text) or _townships()[text + "000"])
    named = sorted(code for code, (name, _, _) in divisions().items() if text in (name, division_name(code)))
    if len(named) > 1:
        city = city_of(snapshot.settings.home)
        near = [code for code in named if code.startswith(prefix(city))]
        if len(near) != 1:
            choices = "、".join(f"{code} {division_name(code)}" for code in named[:10])
            raise NotPossible("gaps.ambiguous_region", region=text, choices=choices)
        named = near
    if named:
        return ("division", "code", named[0])
    return _local(snapshot, text)


def _local(snapshot: SnapshotLike, text: str) -> tuple[str, str, str | tuple[str, str]]:
    parks = read_nodes(snapshot, "Park", name=TEXT)
    found = parks[(parks["uid"] == text) | (parks["name"] == text)]
    if len(found):
        return ("park", "park", str(found["name"].iloc[0]))
    firms = read_nodes(snapshot, "Firm", region=TEXT, township=TEXT, park=TEXT)
    if firms["park"].eq(text).any():
        return ("park", "park", text)
    listed = [pair for pair in _townships().values() if pair[1] == text]
    near = sorted({pair for pair in listed if pair[0] == snapshot.settings.home} or set(listed))
    if not near:
        seen = firms.loc[firms["township"] == text, "region"].dropna().unique()
        near = sorted((str(code), text) for code in seen)
    if len(near) == 1:
        return ("division", "township", near[0])
    if near:
        choices = "、".join(division_name(code) + name for code, name in near)
        raise NotPossible("gaps.ambiguous_region", region=text, choices=choices)
    raise NotPossible("gaps.unknown_region", region=text)
