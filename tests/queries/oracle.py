"""What each query of the catalogue has to answer, worked out in plain Python on the same graph: no Cypher, no plan."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, permutations
from typing import Any

import pandas as pd
from worlds import RUNS, Edge, Node, World

from analyses.thresholds import load_thresholds

Rows = list[tuple[Any, ...]]
EFFECTIVE = ("高新技术企业", "专精特新", "科技型中小企业", "制造业单项冠军", "链主企业")
CHAMPION = ("制造业单项冠军", "专精特新小巨人")
UTILITIES = ("water", "steam", "waste", "energy_quota")
NONE = ("", "无", "否", "没有", "no", "none", "false", "0")
TIES = ("SUPPLIES", "INVESTS", "COOPERATES", "CONTROLS")


class Oracle:
    """Answers the questions of the catalogue for a region on a day."""

    def __init__(self, world: World, region: str, as_of: date) -> None:
        self.w, self.day = world, as_of
        self.area = region[:2] if region.endswith("0000") else region[:4] if region.endswith("00") else region

    # -- what the questions share ----------------------------------------------------------------------------------

    def valid(self, x: Node | Edge) -> bool:
        start, end = x["_from"], x["_to"]
        return (start is None or start <= self.day) and (end is None or end > self.day)

    def open(self, x: Node) -> bool:
        return x["confidential"] is not True

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
        dated = {e.dst for e in held if e["from_date"] or e["to_date"]}
        for e in held:
            name = "".join(c for c in e.dst["name"] if c not in '“”"「」《》 ')
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
        return self.w.out(firm, "HAS_SITE")

    def here(self, firm: Node) -> bool:
        sites = self.sites(firm)
        if not sites:
            return self.within(firm["region"])
        return any(self.within(e.dst["region"]) and self.valid(e.dst) for e in sites)

    def fills(self, at: Node, firm: Node, segment: Node) -> bool:
        sites = self.sites(firm)
        if not sites:
            return self.within(firm["region"])
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

    def own_placed(self, segment: Node) -> list[tuple[Node, Edge]]:
        rows = [e for s in self.one_thing(segment) for e in self.w.into(s, "OPERATES_IN")]
        return [(e.src, e) for e in rows if e.src.kind == "Firm" and self.counted(e)]

    def segments(self, chain: str | None) -> list[tuple[Node, Node]]:
        parts = [(e.dst, e.src) for e in self.w.all("PART_OF")]
        return [(c, s) for c, s in parts if chain is None or c["code"] == chain]

    def coded(self, code: str) -> list[Node]:
        return [s for s in self.w.of("Segment") if s["code"] == code]

    def supplies(self) -> list[Edge]:
        """Supply relations in force between two different firms, neither confidential."""
        rows = self.w.all("SUPPLIES")
        return [e for e in rows if e.src != e.dst and self.valid(e) and self.open(e.src) and self.open(e.dst)]

    def ties(self, firm: Node) -> list[tuple[Edge, Node]]:
        """Relations of a firm in force with firms here."""
        found = [(e, e.dst) for e in self.w.out(firm, *TIES)] + [(e, e.src) for e in self.w.into(firm, *TIES)]
        return [
            (e, other) for e, other in found
            if other != firm and other.kind == "Firm" and self.valid(e) and self.open(other) and self.here(other)
        ]  # fmt: skip

    def candidates(self, segment: str) -> dict[Node, list[Edge]]:
        """Effective firms outside that are able to fill a segment."""
        found: dict[Node, list[Edge]] = defaultdict(list)
        for s in self.coded(segment):
            for f, e in self.own_placed(s):
                if self.open(f) and self.effective(f) and not self.here(f) and f["dishonest"] is not True:
                    found[f].append(e)
        return found

    # -- the questions ---------------------------------------------------------------------------------------------

    def segments_without_firms(self, chain: str | None = None) -> Rows:
        rows = []
        for c, s in self.segments(chain):
            if not self.fillers(s):
                fed = {e.dst for e in self.w.out(s, "FEEDS") if e.dst != s}
                buyers = {f for d in fed for f in self.fillers(d)}
                rows.append((c["name"], s["name"], s.uid, s["required"] is True, len(buyers)))
        return ordered(rows, -4, -5, 1, 3)

    def segments_with_one_firm(self, chain: str | None = None) -> Rows:
        rows = []
        for c, s in self.segments(chain):
            firms = self.fillers(s)
            if len(firms) == 1 and self.open(firms[0]):
                f = firms[0]
                rows.append((c["name"], s["name"], s.uid, f["name"], f.uid, self.latest(f, "revenue")))
        return ordered(rows, 1, 3)

    def segments_weak(self, chain: str | None = None) -> Rows:
        rows = []
        for c, s in self.segments(chain):
            firms = self.fillers(s)
            graded = any(
                self.above(f)
                or (f["market_share"] or 0) >= 0.1
                or self.titled(f, CHAMPION)
                or self.titled(f, ["高新技术企业"])
                for f in firms
            )
            if firms and not graded:
                known = [r for f in firms if (r := self.latest(f, "revenue")) is not None]
                rows.append((c["name"], s["name"], s.uid, len(firms), max(known, default=None)))
        return ordered(rows, 4, 1, 3)

    def inputs_from_outside(self, chain: str | None = None) -> Rows:
        rows = []
        for c, s in self.segments(chain):
            makers = {f for f, _ in self.own_placed(s)}
            bought = [e for e in self.supplies() if self.here(e.dst) and e.src in makers]
            if bought and not any(self.here(e.src) for e in bought):
                buyers, suppliers = {e.dst for e in bought}, {e.src for e in bought}
                rows.append(
                    (c["name"], s["name"], s.uid, len(buyers), len(suppliers), money(e["amount"] for e in bought))
                )
        return ordered(rows, -4, 1, 3)

    def single_source_upstream(self, firm: str | None = None) -> Rows:
        up: dict[Node, set[Node]] = defaultdict(set)
        for e in self.supplies():
            up[e.dst].add(e.src)
        rows = []
        for f in self.w.of("Firm"):
            asked = firm is None or firm in (f.uid, f["name"])
            if not (asked and self.here(f) and self.open(f) and self.in_business(f)):
                continue
            firsts = up[f]
            two = {top for a in firsts for top in up[a] if len({f, a, top}) == 3}
            three = {top for a in firsts for b in up[a] for top in up[b] if len({f, a, b, top}) == 4}
            for steps, tops in ((2, two), (3, three)):
                makers: dict[Node, set[Node]] = defaultdict(set)
                for top in tops:
                    for e in self.w.out(top, "OPERATES_IN"):
                        if self.counted(e) and e["main"] is True:
                            makers[e.dst].add(top)
                for s, found in makers.items():
                    if len(found) == 1:
                        top = next(iter(found))
                        rows.append((f["name"], f.uid, steps, s["name"], s.uid, top["name"], top.uid, top["region"]))
        return ordered(rows, 2, 3, 5)

    def firms_to_fill(self, segment: str) -> Rows:
        rows = []
        for f, placements in self.candidates(segment).items():
            known = [e["evidence"] for e in placements if e["evidence"] is not None]
            ties = {e.key for e, _ in self.ties(f)}
            main = any(e["main"] is True for e in placements)
            rows.append(
                (f["name"], f.uid, f["region"], main, min(known, default=None), self.latest(f, "revenue"), len(ties))
            )
        return ordered(rows, -7, -6, 2)

    def ties_to_firm(self, firm: str) -> Rows:
        rows: dict[tuple[int, Node, Node | None], set[str]] = defaultdict(set)
        for f in [f for f in self.w.of("Firm") if firm in (f.uid, f["name"]) and self.open(f)]:
            for e, local in self.ties(f):
                rows[1, local, None].add(e.kind)
            around = [(e, e.dst) for e in self.w.out(f, *TIES)] + [(e, e.src) for e in self.w.into(f, *TIES)]
            for e, between in around:
                if between == f or between.kind == "Person" or not self.valid(e) or not self.open(between):
                    continue
                for t, local in self.ties(between):
                    if local != f and t.key != e.key:
                        rows[2, local, between].add(f"{e.kind}–{t.kind}")
        return ordered(
            [
                (steps, local["name"], local.uid, mid["name"] if mid else None, mid.uid if mid else None, sorted(relations))
                for (steps, local, mid), relations in rows.items()
            ],
            1, 3, 5,
        )  # fmt: skip

    def introductions(self, segment: str) -> Rows:
        rows: dict[tuple[Node, Node, str, str], list[Edge]] = defaultdict(list)
        for f in self.candidates(segment):
            for e, local in self.ties(f):
                direction = "both" if e.kind == "COOPERATES" else "out" if e.src == f else "in"
                rows[f, local, e.kind, direction].append(e)
        return ordered(
            [
                (f["name"], f.uid, local["name"], local.uid, relation, direction,
                 money(e["amount"] if e["amount"] is not None else e["money"] for e in found), len(found))
                for (f, local, relation, direction), found in rows.items()
            ],
            -8, 2, 4, 5, 6,
        )  # fmt: skip

    def co_suppliers(self, least: int = 2) -> Rows:
        outside: dict[Node, set[Node]] = defaultdict(set)
        for e in self.supplies():
            if self.here(e.dst) and not self.here(e.src):
                outside[e.src].add(e.dst)
        rows = []
        for a, b in combinations(sorted(outside, key=lambda f: f.uid), 2):
            shared = sorted(f.uid for f in outside[a] & outside[b])
            if len(shared) >= least:
                rows.append((a["name"], a.uid, b["name"], b.uid, len(shared), shared))
        return ordered(rows, -5, 2, 4)

    def co_investors(self) -> Rows:
        into: dict[Node, set[Node]] = defaultdict(set)
        for e in self.w.all("INVESTS"):
            ends = e.src.kind in ("Firm", "Fund") and e.dst.kind == "Firm" and e.src != e.dst
            if ends and self.valid(e) and self.open(e.src) and self.open(e.dst):
                into[e.src].add(e.dst)
        rows = []
        for (a, first), (b, second) in permutations(into.items(), 2):
            shared = sorted(f.uid for f in first & second if f not in (a, b))
            if shared and self.here(a) and not self.here(b):
                rows.append((a["name"], a.uid, b["name"], b.uid, len(shared), shared))
        return ordered(rows, -5, 2, 4)

    def _focused(self, kind: str, segment: str, level: str) -> Rows:
        rows = []
        found = {e.src for s in self.coded(segment) for e in self.w.into(s, "FOCUSES_ON")}
        for x in found:
            fits = x.kind == kind if kind == "TalentTeam" else self.is_kind(x, kind)
            if not (fits and self.valid(x) and self.open(x)):
                continue
            links = [*self.w.out(x, "COOPERATES", "WORKS_WITH"), *self.w.into(x, "COOPERATES", "WORKS_WITH")]
            ends = {e.dst if e.src == x else e.src for e in links if self.valid(e)}
            firms = {f for f in ends - {x} if f.kind == "Firm" and self.open(f) and self.here(f)}
            rows.append((x["name"], x.uid, x["region"], self.within(x["region"]), x[level], len(firms)))
        return ordered(rows, -4, -6, 2)

    def institutes_for_segment(self, segment: str) -> Rows:
        return self._focused("Institute", segment, "level")

    def teams_for_segment(self, segment: str) -> Rows:
        return self._focused("TalentTeam", segment, "stage")

    def funds_for_segment(self, segment: str) -> Rows:
        bets: dict[Node, dict[str, Edge]] = defaultdict(dict)
        for s in self.coded(segment):
            for f, _ in self.own_placed(s):
                if self.open(f) and not self.here(f):
                    for e in self.w.into(f, "INVESTS"):
                        if e.src != f and self.is_kind(e.src, "Fund") and self.valid(e) and self.open(e.src):
                            bets[e.src][e.key] = e
        rows = []
        for fund, found in bets.items():
            firms = sorted({e.dst.uid for e in found.values()})
            dates = [e["date"] for e in found.values() if e["date"]]
            own = [e for e in self.w.out(fund, "INVESTS") if self.valid(e) and e.dst.kind == "Firm" and e.dst != fund]
            invested = any(self.open(e.dst) and self.here(e.dst) for e in own)
            amount = money(e["amount"] for e in found.values())
            rows.append((fund["name"], fund.uid, len(firms), firms, amount, max(dates, default=None), invested))
        return ordered(rows, -3, -5, 2)

    def exits_that_break(self, chain: str | None = None) -> Rows:
        rows = []
        for c, s in self.segments(chain):
            firms = self.fillers(s)
            if len(firms) != 1 or not self.open(firms[0]):
                continue
            f = firms[0]
            buyers = {e.dst for e in self.supplies() if e.src == f and self.here(e.dst)}
            fed = {e.dst for e in self.w.out(s, "FEEDS") if e.dst != s}
            fed = {d for d in fed if set(self.fillers(d)) - {f}}
            if buyers or fed:
                rows.append(
                    (f["name"], f.uid, c["name"], s["name"], s.uid, s["required"] is True, len(buyers), len(fed))
                )
        return ordered(rows, -6, -8, -7, 2, 5)

    def dormant_agreements(self, months: int = 24) -> Rows:
        before = (pd.Timestamp(self.day) - pd.DateOffset(months=months)).date()
        rows = []
        for e in self.w.all("COOPERATES"):
            a, b, since = e.src, e.dst, e["from_date"]
            old = since is not None and since <= before and self.valid(e)
            if not (old and self.open(a) and self.open(b) and (self.here(a) or self.here(b))):
                continue
            shared = [
                x.dst for link, day in (("SIGNED", "date"), ("UNDERTAKES", "from_date"))
                for x in self.w.out(a, link) for y in self.w.out(b, link)
                if x.dst == y.dst and x.key != y.key and x.dst.kind in ("Contract", "Project")
                and since <= (x.dst[day] or self.day) <= self.day
            ]  # fmt: skip
            if not shared:
                told = (e["topic"], since, e["to_date"], e["money"])
                rows.append((a["name"], a.uid, b["name"], b.uid, *told, e.key))
        return [row[:-1] for row in ordered(rows, 6, 9)]

    def spaces_for_lead(  # noqa: PLR0917 - the parameters of the query
        self, lead: str | None = None, area_needed: float | None = None, storey_height: float | None = None,
        floor_load: float | None = None, power: float | None = None, home: str = "320706",
    ) -> Rows:  # fmt: skip
        given = {"area": area_needed, "storey_height": storey_height, "floor_load": floor_load, "power": power}
        named = [x for x in self.w.of("Lead") if lead is not None and lead in (x.uid, x["code"], x["name"])]
        kinds = {e.dst["item_kind"] for x in named for e in self.w.out(x, "WOULD_FILL")}
        if lead is not None and not kinds:
            return []
        least = [load_thresholds().carrying.get(kind, {}) for kind in kinds]
        needs = {
            name: max([0.0, *(one.get(name, 0.0) for one in least)]) if own is None else own
            for name, own in given.items()
        }
        pipes = [name for name in UTILITIES if any(one.get(name) for one in least)]
        rows = []
        for x in self.w.of("Space"):
            free = x["state"] not in ("occupied", "reserved", "planned") and self.within(x["region"] or home)
            short = any(x[name] is not None and x[name] < need for name, need in needs.items())
            dry = any(x[name] is not None and x[name].strip().lower() in NONE for name in pipes)
            if free and not short and not dry:
                unknown = [name for name, need in needs.items() if x[name] is None and need > 0]
                unknown += [name for name in pipes if x[name] is None]
                told = (x["carrier"], x["township"], x["state"], x["area"], x["rent"])
                rows.append((x["name"], x.uid, *told, unknown, len(unknown)))
        return [row[:-1] for row in ordered(rows, 9, 6, 2)]

    def three_in_one(self, chain: str | None = None) -> Rows:
        rows = []
        for c, s in self.segments(chain):
            if self.fillers(s):
                continue
            firms = {f for f, _ in self.own_placed(s) if self.open(f) and self.effective(f) and not self.here(f)}
            focused = {e.src for e in self.w.into(s, "FOCUSES_ON")}
            teams = sorted(t.uid for t in focused if t.kind == "TalentTeam" and self.valid(t) and self.open(t))
            made = {f for f, _ in self.own_placed(s) if self.open(f)}
            bets = {e.src for e in self.w.all("INVESTS") if self.valid(e) and e.dst in made and e.src != e.dst}
            able = [x for x in (bets | focused) if x.kind in ("Firm", "Fund") and self.is_kind(x, "Fund")]
            funds = sorted(x.uid for x in able if self.valid(x) and self.open(x))
            if firms and teams and funds:
                rows.append((c["name"], s["name"], s.uid, len(firms), len(teams), len(funds), teams, funds))
        return ordered(rows, 1, 3)

    def chains_in_carriers(self) -> Rows:
        rows = []
        for carrier in self.w.of("Carrier"):
            if not (self.valid(carrier) and self.within(carrier["region"])):
                continue
            links = [
                e for e in self.w.into(carrier, "TENANT_OF", "LOCATED_IN") if e.src.kind == "Firm" and self.valid(e)
            ]
            tenants = {e.src for e in links if self.open(e.src) and self.in_business(e.src)}
            found: dict[str, tuple[set[Node], set[Node]]] = defaultdict(lambda: (set(), set()))
            for c, s in self.segments(None):
                for f, _ in self.own_placed(s):
                    if f in tenants:
                        found[c["name"]][0].add(f)
                        found[c["name"]][1].add(s)
            rows += [(carrier["name"], carrier.uid, name, len(f), len(s)) for name, (f, s) in found.items()]
        return ordered(rows, 2, -4, 3)

    def changes(self, since: date, until: date) -> Rows:
        told = [
            (x, x, None, x.kind, "") for x in self.w.of("Firm", "Site") if self.within(x["region"]) and self.open(x)
        ]
        bodies = ("Firm", "Fund", "Institute")
        for e in self.w.all("SUPPLIES", "COOPERATES", "INVESTS", "CONTROLS", "HOLDS"):
            near = self.within(e.src["region"]) or self.within(e.dst["region"])
            fits = e.src.kind in bodies and e.dst.kind in (*bodies, "Recognition") and e.src != e.dst
            if near and fits and self.open(e.src) and self.open(e.dst):
                told.append((e, e.src, e.dst, e.kind, e.key))
        rows = [
            (when, change, kind, x["name"], x.uid, y and y["name"], y and y.uid, key)
            for dated, x, y, kind, key in told
            for change, when in (("began", dated["_from"]), ("ended", dated["_to"]))
        ]
        rows += [
            (x["stage_date"], x["stage"], "Lead", x["name"], x.uid, None, None, "")
            for x in self.w.of("Lead") if x["region"] is None or self.within(x["region"])
        ]  # fmt: skip
        rows = [row for row in rows if row[0] and since < row[0] <= until]
        return [row[:-1] for row in ordered(rows, 1, 2, 3, 5, 8)]

    def introduction_paths(self, segment: str) -> Rows:
        rows = set()
        for f in self.candidates(segment):
            around = [(e, e.dst) for e in self.w.out(f, *TIES)] + [(e, e.src) for e in self.w.into(f, *TIES)]
            for e, between in around:
                body = between != f and between.kind in ("Firm", "Fund", "Institute")
                if body and self.valid(e) and self.open(between) and not self.here(between):
                    for t, local in self.ties(between):
                        if local != f:
                            ends = (between["name"], between.uid, t.kind, local["name"], local.uid)
                            rows.add((f["name"], f.uid, e.kind, *ends))
        return ordered(list(rows), 2, 5, 8, 3, 6)

    def stale_facts(self, months: int = 12) -> Rows:
        before = (pd.Timestamp(self.day) - pd.DateOffset(months=months)).date()
        runs = {number: (day, number, source) for number, source, day in RUNS if day}
        found: dict[tuple[date, str, str], list[str]] = defaultdict(list)
        for x in self.w.nodes.values():
            near = x["region"] is None or self.within(x["region"])
            told = [runs[run] for place in x["_sources"] or [] if (run := json.loads(place)[3]) in runs]
            if near and told and self.open(x) and self.valid(x):
                day, _, source = max(told)
                if day <= before:
                    found[day, source, x.kind].append(x.uid)
        return ordered(
            [(source, day, kind, len(uids), sorted(uids)[:20]) for (day, source, kind), uids in found.items()], 2, 1, 3
        )

    def unverified_facts(self, chain: str | None = None, confidence: float = 0.6) -> Rows:
        rows = []
        for _, s in self.segments(chain):
            for e in self.w.into(s, "OPERATES_IN"):
                f, sure = e.src, e["confidence"]
                if (
                    f.kind == "Firm"
                    and self.open(f)
                    and self.here(f)
                    and self.in_business(f)
                    and sure is not None
                    and sure < confidence
                ):
                    rows.append((f["name"], f.uid, s["name"], s.uid, e["evidence"], sure, e["words"] or [], e.key))
        return [row[:-1] for row in ordered(rows, 6, 2, 4, 8)]

    def firms_without_fresh_data(self, years: int = 2) -> Rows:
        rows = []
        for f in self.w.of("Firm"):
            if not (self.open(f) and self.here(f) and self.in_business(f)):
                continue
            known = [e.dst["year"] for e in self.w.out(f, "HAS_YEAR") if e.dst["year"] <= self.day.year]
            latest = max(known, default=None)
            if latest is None or latest < self.day.year - years:
                rows.append(
                    (f["name"], f.uid, latest, sorted({json.loads(source)[0] for source in f["_sources"] or []}))
                )
        return ordered(rows, 3, 2)

    def duplicates_to_review(self) -> Rows:
        firms = [f for f in self.w.of("Firm") if self.open(f)]
        rows = []
        for a, b in combinations(sorted(firms, key=lambda f: f.uid), 2):
            near = self.here(a) or self.here(b)
            if near and stem(a["name"]) == stem(b["name"]):
                rows.append((a["name"], a.uid, b["name"], b.uid, "name" if a["name"] == b["name"] else "stem"))
            if near and a["address"] and a["phone"] and (a["address"], a["phone"]) == (b["address"], b["phone"]):
                rows.append((a["name"], a.uid, b["name"], b.uid, "address_phone"))
        return ordered(rows, 2, 4, 5)

    def suppliers_of(self, firm: str) -> Rows:
        found: dict[Node, list[Edge]] = defaultdict(list)
        for e in self.supplies():
            if firm in (e.dst.uid, e.dst["name"]):
                found[e.src].append(e)
        rows = []
        for f, edges in found.items():
            products = sorted({e["product"] for e in edges if e["product"]})
            rows.append(
                (f["name"], f.uid, f["region"], self.here(f), products, money(e["amount"] for e in edges), len(edges))
            )
        return ordered(rows, -6, 2)

    def outside_customers(self) -> Rows:
        found: dict[Node, list[Edge]] = defaultdict(list)
        for e in self.supplies():
            if self.here(e.src) and not self.here(e.dst):
                found[e.dst].append(e)
        rows = []
        for f, edges in found.items():
            own = sorted({e.src.uid for e in edges})
            rows.append((f["name"], f.uid, f["region"], len(own), own, money(e["amount"] for e in edges)))
        return ordered(rows, -4, -6, 2)

    def outside_owners(self) -> Rows:
        found: dict[Node, list[Edge]] = defaultdict(list)
        for e in self.w.all("CONTROLS", "INVESTS"):
            ends = e.src.kind in ("Firm", "Fund", "Institute") and e.dst.kind == "Firm" and e.src != e.dst
            if (
                ends
                and self.valid(e)
                and self.open(e.src)
                and self.open(e.dst)
                and self.here(e.dst)
                and not self.here(e.src)
            ):
                found[e.src].append(e)
        rows = []
        for owner, edges in found.items():
            firms = sorted({e.dst.uid for e in edges})
            rows.append((owner["name"], owner.uid, owner["region"], len(firms), firms, sorted({e.kind for e in edges})))
        return ordered(rows, -4, 2)

    def groups_here(self, least: int = 2) -> Rows:
        down: dict[Node, set[Node]] = defaultdict(set)
        for e in self.w.all("CONTROLS"):
            if self.valid(e):
                down[e.src].add(e.dst)
        under = {child for parent, children in down.items() if parent.kind != "Person" for child in children - {parent}}
        rows = []
        for top in down:
            if top.kind == "Person" or not self.open(top) or top in under:
                continue
            reached, front = set(), {top}
            for _ in range(3):
                front = {child for parent in front for child in down.get(parent, ())}
                reached |= front
            firms = sorted(f.uid for f in reached - {top} if f.kind == "Firm" and self.open(f) and self.here(f))
            if len(firms) >= least:
                rows.append((top["name"], top.uid, len(firms), firms))
        return ordered(rows, -3, 2)

    def firms_of_segment(self, segment: str) -> Rows:
        found: dict[Node, list[Edge]] = defaultdict(list)
        for s in self.coded(segment):
            for f, at, e in self.placed(s):
                if self.open(f) and self.in_business(f) and self.fills(at, f, s):
                    found[f].append(e)
        rows = []
        for f, edges in found.items():
            known = [e["evidence"] for e in edges if e["evidence"] is not None]
            main = any(e["main"] is True for e in edges)
            figures = (self.above(f), self.latest(f, "revenue"), self.latest(f, "insured"))
            rows.append((f["name"], f.uid, self.effective(f), main, min(known, default=None), *figures))
        return ordered(rows, -3, -7, 2)

    def leads_for_gaps(self, chain: str | None = None) -> Rows:
        rows = []
        for c, s in self.segments(chain):
            for lead in {e.src for e in self.w.into(s, "WOULD_FILL")}:
                near = lead["region"] is None or self.within(lead["region"])
                if near and self.valid(lead) and lead["stage"] != "dropped":
                    here = len(self.fillers(s))
                    rows.append(
                        (c["name"], s["name"], s.uid, lead["name"], lead.uid, lead["stage"], lead["owner"], here)
                    )
        return ordered(rows, 8, 1, 3, 5)

    def titles_running_out(self, months: int = 6) -> Rows:
        horizon = (pd.Timestamp(self.day) + pd.DateOffset(months=months)).date()
        last: dict[tuple[Node, Node], date] = {}
        for e in self.w.all("HOLDS"):
            f, t, start, end = e.src, e.dst, e["from_date"], e["to_date"]
            if not (self.open(f) and self.here(f) and self.in_business(f)) or (start and start > self.day):
                continue
            if end is None and start and (t["valid_years"] or 0) > 0:
                end = start + timedelta(days=round(t["valid_years"] * 365.25))
            if end is not None:
                last[f, t] = max(last.get((f, t), end), end)
        rows = [(f["name"], f.uid, t["name"], end) for (f, t), end in last.items() if self.day < end <= horizon]
        return ordered(rows, 4, 2, 3)

    def unanswered_demands(self) -> Rows:
        rows = []
        for f, d in {(e.src, e.dst) for e in self.w.all("POSTED")}:
            mine = self.open(f) and self.here(f)
            if not (mine and self.valid(d) and d["state"] not in ("solved", "withdrawn")) or self.w.into(d, "ANSWERS"):
                continue
            about = {e.dst for e in self.w.out(d, "FOCUSES_ON")}
            near = {
                e.src for e in self.w.all("FOCUSES_ON") if e.dst in about and self.valid(e.src) and self.open(e.src)
            }
            able = {x.uid for x in near if x.kind == "TalentTeam" or self.is_kind(x, "Institute")}
            rows.append((d["name"], d.uid, f["name"], f.uid, d["budget"], len(able), sorted(able)))
        return ordered(rows, -5, 2, 4)

    def bridging_firms(self, least: int = 2) -> Rows:
        found: dict[Node, set[str]] = defaultdict(set)
        for c, s in self.segments(None):
            for f, _ in self.own_placed(s):
                if self.open(f) and self.here(f) and self.in_business(f):
                    found[f].add(c["name"])
        rows = [(f["name"], f.uid, len(names), sorted(names)) for f, names in found.items() if len(names) >= least]
        return ordered(rows, -3, 2)

    def purchases_by_province(self) -> Rows:
        found: dict[str | None, list[Edge]] = defaultdict(list)
        for e in self.supplies():
            if self.here(e.dst):
                found[e.src["region"][:2] + "0000" if e.src["region"] else None].append(e)
        rows = [
            (
                name,
                len({e.src for e in edges}),
                len({e.dst for e in edges}),
                len(edges),
                money(e["amount"] for e in edges),
            )
            for name, edges in found.items()
        ]
        return ordered(rows, -4, 1)


def question(name: str) -> Callable[..., Rows]:
    """Return the method that answers a query of that name."""
    return getattr(Oracle, name.replace("-", "_"))


def stem(name: str) -> str:
    """A name without the legal form of the company."""
    for form in ("股份有限公司", "有限责任公司", "有限公司"):
        name = name.replace(form, "")
    return name


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
