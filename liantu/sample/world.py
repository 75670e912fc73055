"""What the parts of the sample share: firms, institutes, places, and the tables written of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from liantu.sample.names import Codes
from liantu.sample.structure import Spot, Structure

Cell = str | int | float | date | None
Title = tuple[str, date, date | None, str]  # title, from, until, number


@dataclass(frozen=True)
class Sheet:
    """One sheet to be written: the workbook's file name, the sheet's name, headings, rows."""

    file: str
    name: str
    headers: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


@dataclass
class SampleFirm:
    """An invented firm. Money is in 万元; ``revenue`` None: size wholly unknown; ``ring`` 0 is the home district."""

    name: str
    uscc: str
    region: str
    ring: int
    spots: list[Spot]
    products: list[str]
    founded: date
    industry: str
    revenue: float | None = None
    insured: int | None = None
    above: bool = False
    capital: float = 100.0
    status: str = "存续"
    closed: date | None = None
    township: str = ""
    park: str = ""
    titles: list[Title] = field(default_factory=list)
    market_share: float | None = None
    confidential: bool = False
    dishonest: bool = False
    growth: float = 1.0
    controller: str = ""

    @property
    def main(self) -> Spot | None:
        """The main segment, None for a firm outside every chain."""
        return self.spots[0] if self.spots else None

    @property
    def active(self) -> bool:
        """Whether the firm is in business."""
        return self.status == "存续"

    def title(self, name: str) -> bool:
        """Return whether the firm holds a title."""
        return any(title[0] == name for title in self.titles)


@dataclass
class Actor:
    """An institute, fund, talent team or carrier: name, code (uscc or a running code), place, segments it is for."""

    name: str
    code: str
    region: str
    spots: list[Spot]
    kind: str = ""


@dataclass
class World:
    """The invented district and country while they are made."""

    seed: int
    structure: Structure
    codes: Codes
    local: list[SampleFirm] = field(default_factory=list)
    outside: list[SampleFirm] = field(default_factory=list)
    parks: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    carriers: list[Actor] = field(default_factory=list)
    institutes: list[Actor] = field(default_factory=list)
    teams: list[Actor] = field(default_factory=list)
    funds: list[Actor] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)

    def add(self, file: str, name: str, headers: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> None:
        """Add a sheet; its rows have as many cells as there are headings."""
        self.sheets.append(Sheet(file, name, tuple(headers), list(rows)))

    def active(self) -> list[SampleFirm]:
        """Return the firms here that are in business and in a chain."""
        return [firm for firm in self.local if firm.active and firm.spots]

    def scale(self, per_thousand: float, least: int) -> int:
        """Return a number of things that grows with the firms here."""
        return max(least, round(len(self.local) * per_thousand / 1000))
