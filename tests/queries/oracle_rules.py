"""The rules that the questions of the catalogue share, in plain Python on the same graph: no Cypher, no plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from worlds import Edge, Node, World

Rows = list[tuple[Any, ...]]
EFFECTIVE = ("高新技术企业", "专精特新", "科技型中小企业", "制造业单项冠军", "链主企业")
EVIDENCE = ("expert", "declared", "revenue", "product", "patent", "scope")  # gap-logic: the strongest first
TIES = ("SUPPLIES", "INVESTS", "COOPERATES", "CONTROLS")


class Rules:
    """What counts in a region on a day."""

    def __init__(self, world: World, region: str, as_of: date) -> None:
        self.w, self.day = world, as_of
        self.area = region[:2] if region.endswith("0000") else region[:4] if region.endswith("00") else region

    def begun(self, x: Node | Edge) -> bool:
        return x["_from"] is None or x["_from"] <= self.day

    def valid(self, x: Node | Edge) -> bool:
        return self.begun(x) and (x["_to"] is None or x["_to"] > self.day)

    def in_force(self, e: Edge) -> bool:
        """Whether a relation holds: a supply row of a year to come is a plan."""
        return self.valid(e) and (e["year"] or 0) <= self.day.year

    def open(self, x: Node) -> bool:
        return x["confidential"] is not True

    def stands(self, x: Node) -> bool:
        """Whether a relation can end in it: a relation needs both of its ends, and a firm struck off may bear no date."""
        gone = x["status"] in ("cancelled", "revoked", "moved_out") and x["_to"] is None
        return self.open(x) and self.valid(x) and not gone

    def trades(self, firm: Node) -> bool:
        return self.open(firm) and self.in_business(firm)

    def own_open(self, x: Node) -> bool:
        """Neither confidential nor a site or year of a confidential firm."""
        return self.open(x) and all(self.open(e.src) for e in self.w.into(x, "HAS_SITE", "HAS_YEAR"))

    def within(self, region: str | None) -> bool:
        return region is not None and region.startswith(self.area)

    def latest(self, firm: Node, field: str) -> Any:
        years = [
            e.dst for e in self.w.out(firm, "HAS_YEAR") if e.dst["year"] <= self.day.year and e.dst[field] is not None
        ]
        return max(years, key=lambda y: (y["year"], y.uid))[field] if years else firm[field]

    def in_business(self, firm: Node) -> bool:
        empty = (firm["zero_tax_years"] or 0) >= 2 and self.latest(firm, "insured") == 0
        return firm["status"] in (None, "active") and self.valid(firm) and not empty

    def titled(self, firm: Node, titles: Sequence[str]) -> bool:
        held = self.w.out(firm, "HOLDS")
        dated = {e.dst for e in held if self.begun(e) and (e["from_date"] or e["to_date"])}
        for e in held:
            name = "".join(c for c in e.dst["name"] if c not in "“”\"'‘’「」《》 \u3000\t")
            start, end = e["from_date"], e["to_date"]
            if start and end is None and (e.dst["valid_years"] or 0) > 0:
                end = start + timedelta(days=round(e.dst["valid_years"] * 365.25))
            running = (start is None or start <= self.day) and (end is None or end > self.day)
            vouched = e["from_date"] or e["to_date"] or e.dst not in dated
            if running and vouched and any(title in name for title in titles):
                return True
        return False

    def above(self, firm: Node) -> bool:
        return firm["above_scale"] is True or self.latest(firm, "above_scale") is True

    def effective(self, firm: Node) -> bool:
        revenue, insured = self.latest(firm, "revenue"), self.latest(firm, "insured")
        proofs = (
            self.above(firm), revenue is not None and revenue >= 5e6, insured is not None and insured >= 10,
            firm["_universe"] is not None, self.titled(firm, EFFECTIVE),
        )  # fmt: skip
        return self.in_business(firm) and any(proofs)

    def counted(self, e: Edge) -> bool:
        share = e["share"]
        large = e["main"] is True or e["evidence"] == "expert" or share is None or share >= 0.2
        return e["evidence"] != "scope" and large

    def sites(self, firm: Node) -> list[Edge]:
        """Sites that began by the day, ended ones too: whoever has none yet stands at the registered address."""
        return [e for e in self.w.out(firm, "HAS_SITE") if self.begun(e.dst)]

    def here(self, firm: Node) -> bool:
        sites = self.sites(firm)
        if not sites:
            return self.within(firm["region"])
        return any(self.within(e.dst["region"]) and self.valid(e.dst) for e in sites)

    def away(self, x: Node) -> bool:
        """Outside, at a place that is known: whoever is known by name only may be here as well."""
        sites = self.sites(x)
        places = [e.dst["region"] for e in sites if self.valid(e.dst)] if sites else [x["region"]]
        return not self.here(x) and any(place is not None for place in places)

    def fills(self, at: Node, firm: Node, segment: Node) -> bool:
        sites = self.sites(firm)
        if not sites:
            return at.kind != "Site" and self.within(firm["region"])
        anything = segment["filled_by"] == "any"
        return any(
            (at.kind != "Site" or e.dst == at) and self.within(e.dst["region"]) and self.valid(e.dst)
            and (anything or (e.dst["role"] or e["role"] or "unknown") in ("production", "rd", "unknown"))
            for e in sites
        )  # fmt: skip

    def is_kind(self, x: Node, kind: str) -> bool:
        """Whether a legal entity is a fund or an institute, by kind or by a role in force."""
        roles = {e.dst["name"] for e in self.w.out(x, "HAS_ROLE") if self.valid(e)}
        return x.kind == kind or {"Fund": "基金", "Institute": "高校院所"}[kind] in roles

    def one_thing(self, segment: Node) -> list[Node]:
        """The segment and those of other chains that are the same thing."""
        links = [*self.w.out(segment, "SAME_AS"), *self.w.into(segment, "SAME_AS")]
        return sorted({segment, *(e.src for e in links), *(e.dst for e in links)}, key=lambda s: s.uid)

    def focused(self, segment: Node) -> set[Node]:
        """Whoever works on the segment, in whichever chain it stands."""
        return {e.src for s in self.one_thing(segment) for e in self.w.into(s, "FOCUSES_ON")}

    def placed(self, segment: Node) -> list[tuple[Node, Node, Edge]]:
        """Firm, where the placement hangs, and the placement, for all placements that count."""
        found = []
        for e in [e for s in self.one_thing(segment) for e in self.w.into(s, "OPERATES_IN")]:
            if self.counted(e):
                owners = [e.src] if e.src.kind == "Firm" else [h.src for h in self.w.into(e.src, "HAS_SITE")]
                found += [(owner, e.src, e) for owner in owners]
        return found

    def fillers(self, segment: Node) -> list[Node]:
        """Effective firms that fill a segment here."""
        found = {f for f, at, _ in self.placed(segment) if self.fills(at, f, segment) and self.effective(f)}
        return sorted(found, key=lambda f: f.uid)

    def stand_in(self, segment: Node) -> list[Node]:
        """Firms placed in a segment by themselves or by a site in use: what a plant made that closed is made no more."""
        return [f for f, at, _ in self.placed(segment) if self.valid(at)]

    def segments(self, chain: str | None) -> list[tuple[Node, Node]]:
        parts = [(e.dst, e.src) for e in self.w.all("PART_OF")]
        return [(c, s) for c, s in parts if chain is None or c["code"] == chain]

    def coded(self, code: str) -> list[Node]:
        return [s for s in self.w.of("Segment") if s["code"] == code]

    def supplies(self) -> list[Edge]:
        """Supply relations in force between two different firms, both in business and neither confidential."""
        rows = self.w.all("SUPPLIES")
        return [e for e in rows if e.src != e.dst and self.in_force(e) and self.trades(e.src) and self.trades(e.dst)]

    def purchases(self) -> list[Edge]:
        """The newest row of each pair and product, none of a year to come, where it still holds."""
        newest: dict[tuple[str, str, str | None], Edge] = {}
        for e in self.w.all("SUPPLIES"):
            if e.src != e.dst and self.trades(e.src) and self.trades(e.dst) and (e["year"] or 0) <= self.day.year:
                pair = (e.src.uid, e.dst.uid, e["product"])
                newest[pair] = max(
                    newest.get(pair, e), e, key=lambda row: (row["year"] is None, row["year"] or 0, row.key)
                )
        return [e for e in newest.values() if self.valid(e)]

    def stands_in(self, firm: Node, *, ended: bool = False) -> dict[Node, list[Edge]]:
        """Segments of a firm or of its sites, in whichever chain they stand, with the placements behind them.

        ``ended``: those of closed sites as well: what was bought once was made somewhere.
        """
        found: dict[Node, list[Edge]] = defaultdict(list)
        for at in [firm, *(e.dst for e in self.sites(firm) if ended or self.valid(e.dst))]:
            for e in self.w.out(at, "OPERATES_IN"):
                for s in self.one_thing(e.dst) if self.counted(e) else ():
                    found[s].append(e)
        return found

    def segment_of(self, purchase: Edge) -> Node | None:
        """What was bought: what it is called, else what the buyer's segments take, else what its supplier mainly makes."""
        product, made = purchase["product"], self.stands_in(purchase.src, ended=True)
        at = set(self.stands_in(purchase.dst, ended=True))

        def rank(s: Node) -> tuple[bool, bool, bool, str]:
            named = product is not None and any(product in (o["product"], s["name"]) for o in made[s])
            taken = any(e.dst in at for e in self.w.out(s, "FEEDS"))
            return not named, not taken, not any(o["main"] is True for o in made[s]), s.uid

        return min(made, key=rank, default=None)

    def around(self, x: Node) -> list[tuple[Edge, Node]]:
        """Relations in force that tie somebody to others, who are neither gone nor confidential."""
        found = [(e, e.dst) for e in self.w.out(x, *TIES)] + [(e, e.src) for e in self.w.into(x, *TIES)]
        return [(e, other) for e, other in found if other != x and self.in_force(e) and self.stands(other)]

    def ties(self, firm: Node) -> list[tuple[Edge, Node]]:
        """Relations of a firm in force with firms here."""
        return [(e, other) for e, other in self.around(firm) if other.kind == "Firm" and self.here(other)]

    def everywhere(self, x: Node) -> bool:
        """Whether somebody is tied to so many that it explains nothing."""
        return len({other for _, other in self.around(x)}) > 200

    def candidates(self, segment: str) -> dict[Node, list[Edge]]:
        """Effective firms outside that are able to fill a segment."""
        found: dict[Node, list[Edge]] = defaultdict(list)
        for s in self.coded(segment):
            for f, e in self.able_outside(s):
                found[f].append(e)
        return found

    def able_outside(self, segment: Node) -> list[tuple[Node, Edge]]:
        """Honest effective firms known to be elsewhere, placed by themselves or by a site in use."""
        return [
            (f, e) for f, at, e in self.placed(segment)
            if self.valid(at) and self.open(f) and self.effective(f) and self.away(f) and f["dishonest"] is not True
        ]  # fmt: skip


def stem(name: str) -> str:
    """A name without the legal form of the company and blanks, in small letters and with one sort of brackets."""
    name = name.lower().translate(str.maketrans("（）", "()", " \u3000"))
    for form in ("股份有限公司", "有限责任公司", "有限公司"):
        name = name.replace(form, "")
    return name


def strongest(placements: Iterable[Edge]) -> str | None:
    """The best evidence of several placements."""
    return min((e["evidence"] for e in placements if e["evidence"]), key=EVIDENCE.index, default=None)


def known_money(values: Iterable[float | None]) -> float | None:
    """Add yuan exactly; nothing where no amount is known, which is not 0 yuan."""
    known = [value for value in values if value is not None]
    return money(known) if known else None


def money(values: Iterable[float | None]) -> float:
    """Add yuan exactly."""
    total = sum((Decimal(str(value)) for value in values if value is not None), Decimal(0))
    return float(total.quantize(Decimal("0.01"), ROUND_HALF_UP))


def ordered(rows: Rows, *keys: int) -> Rows:
    """Sort by columns (from 1; negative: downwards) as Cypher does: nothing comes last, downwards first."""
    for key in reversed(keys):
        place = abs(key) - 1
        rows = sorted(
            rows, key=lambda row: (row[place] is None, 0 if row[place] is None else row[place]), reverse=key < 0
        )
    return rows


def known_first(rows: Rows, *keys: int) -> Rows:
    """Sort as ``ordered`` does, but what nobody knows comes last downwards too."""
    for key in reversed(keys):
        rows = sorted(ordered(rows, key), key=lambda row: row[abs(key) - 1] is None)
    return rows
