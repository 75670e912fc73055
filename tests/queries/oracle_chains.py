"""What the queries on segments, firms that fill them and rooms for them have to answer."""

from __future__ import annotations

from collections import defaultdict

from oracle_rules import Rows, Rules, known_first, known_money, ordered, strongest
from worlds import Edge, Node

from analyses.thresholds import load_thresholds

CHAMPION = ("制造业单项冠军", "专精特新小巨人")
UTILITIES = ("water", "steam", "waste", "energy_quota")
NONE = ("", "无", "否", "没有", "no", "none", "false", "0")


class ChainQuestions(Rules):
    """Segments with too few firms, who could fill them, and where."""

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
                known = [r for f in firms if self.open(f) and (r := self.latest(f, "revenue")) is not None]
                rows.append((c["name"], s["name"], s.uid, len(firms), max(known, default=None)))
        return ordered(rows, 4, 1, 3)

    def inputs_from_outside(self, chain: str | None = None) -> Rows:
        rows, of = [], defaultdict(list)
        for e in self.purchases():
            made = self.segment_of(e)
            for s in self.one_thing(made) if made and self.here(e.dst) else ():
                of[s].append(e)
        for c, s in self.segments(chain):
            bought = of[s]
            if bought and not any(self.here(e.src) for e in bought):
                buyers, suppliers = {e.dst for e in bought}, {e.src for e in bought}
                rows.append(
                    (c["name"], s["name"], s.uid, len(buyers), len(suppliers), known_money(e["amount"] for e in bought))
                )
        return ordered(rows, -4, 1, 3)

    def single_source_upstream(self, firm: str | None = None) -> Rows:
        up: dict[Node, set[Node]] = defaultdict(set)
        for e in self.supplies():
            up[e.dst].add(e.src)
        rows = []
        for f in self.w.of("Firm"):
            asked = firm is None or firm in (f.uid, f["name"])
            if not (asked and self.here(f) and self.trades(f)):
                continue
            firsts = up[f]
            two = {top for a in firsts for top in up[a] if len({f, a, top}) == 3}
            three = {top for a in firsts for b in up[a] for top in up[b] if len({f, a, b, top}) == 4}
            for steps, tops in ((2, two), (3, three)):
                makers: dict[Node, set[Node]] = defaultdict(set)
                for top in tops:
                    for s, placements in self.stands_in(top).items():
                        if any(o["main"] is not False for o in placements):
                            makers[s].add(top)
                for s, found in makers.items():
                    if len(found) == 1:
                        top = next(iter(found))
                        rows.append((f["name"], f.uid, steps, s["name"], s.uid, top["name"], top.uid, top["region"]))
        return ordered(rows, 2, 3, 5)

    def exits_that_break(self, chain: str | None = None) -> Rows:
        rows = []
        for c, s in self.segments(chain):
            firms = self.fillers(s)
            if len(firms) != 1 or not self.open(firms[0]):
                continue
            f = firms[0]
            sold = [e for e in self.purchases() if e.src == f and self.here(e.dst)]
            buyers = {e.dst for e in sold if (made := self.segment_of(e)) and s in self.one_thing(made)}
            fed = {e.dst for e in self.w.out(s, "FEEDS") if e.dst != s}
            fed = {d for d in fed if set(self.fillers(d)) - {f}}
            if buyers or fed:
                rows.append(
                    (f["name"], f.uid, c["name"], s["name"], s.uid, s["required"] is True, len(buyers), len(fed))
                )
        return ordered(rows, -6, -8, -7, 2, 5)

    def firms_of_segment(self, segment: str) -> Rows:
        found: dict[Node, list[Edge]] = defaultdict(list)
        for s in self.coded(segment):
            for f, at, e in self.placed(s):
                if self.open(f) and self.in_business(f) and self.fills(at, f, s):
                    found[f].append(e)
        rows = []
        for f, edges in found.items():
            main = any(e["main"] is True for e in edges)
            figures = (self.above(f), self.latest(f, "revenue"), self.latest(f, "insured"))
            rows.append((f["name"], f.uid, self.effective(f), main, strongest(edges), *figures))
        return known_first(rows, -3, -7, 2)

    def firms_to_fill(self, segment: str) -> Rows:
        rows = []
        for f, placements in self.candidates(segment).items():
            ties = {(e.kind, e.src, e.dst) for e, _ in self.ties(f)}
            main = any(e["main"] is True for e in placements)
            revenue = self.latest(f, "revenue")
            told = (f["region"], main, strongest(placements), revenue, len(ties))
            rows.append((f["name"], f.uid, *told, revenue is None))
        return [row[:-1] for row in ordered(rows, -7, 8, -6, 2)]

    def leads_for_gaps(self, chain: str | None = None, home: str = "320706") -> Rows:
        rows = []
        for c, s in self.segments(chain):
            for lead in {e.src for e in self.w.into(s, "WOULD_FILL")}:
                near = self.within(lead["region"] or home)
                if near and self.valid(lead) and lead["stage"] != "dropped":
                    here = len(self.fillers(s))
                    rows.append(
                        (c["name"], s["name"], s.uid, lead["name"], lead.uid, lead["stage"], lead["owner"], here)
                    )
        return ordered(rows, 8, 1, 3, 5)

    def spaces_for_lead(  # noqa: PLR0917 - the parameters of the query
        self, lead: str | None = None, area_needed: float | None = None, storey_height: float | None = None,
        floor_load: float | None = None, power: float | None = None, home: str = "320706",
    ) -> Rows:  # fmt: skip
        given = {"area": area_needed, "storey_height": storey_height, "floor_load": floor_load, "power": power}
        named = [x for x in self.w.of("Lead") if lead is not None and lead in (x.uid, x["code"], x["name"])]
        kinds = {e.dst["item_kind"] for x in named for e in self.w.out(x, "WOULD_FILL")}
        if lead is not None and not named:
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

    def chains_in_carriers(self) -> Rows:
        rows = []
        for carrier in self.w.of("Carrier"):
            if not (self.valid(carrier) and self.within(carrier["region"])):
                continue
            rooms = {e.src for e in self.w.into(carrier, "LOCATED_IN") if e.src.kind == "Space" and self.valid(e)}
            links = [
                e for place in (carrier, *rooms) for e in self.w.into(place, "TENANT_OF", "LOCATED_IN")
                if self.valid(e.src) and self.valid(e) and e["stage"] != "graduated"
            ]  # fmt: skip
            tenants = {f for e in links for f in (e.src, *(has.src for has in self.w.into(e.src, "HAS_SITE")))}
            tenants = {f for f in tenants if f.kind == "Firm" and self.open(f) and self.in_business(f)}
            found: dict[str, tuple[set[Node], set[Node]]] = defaultdict(lambda: (set(), set()))
            for c, s in self.segments(None):
                for f in self.stand_in(s):
                    if f in tenants:
                        found[c["name"]][0].add(f)
                        found[c["name"]][1].add(s)
            rows += [(carrier["name"], carrier.uid, name, len(f), len(s)) for name, (f, s) in found.items()]
        return ordered(rows, 2, -4, 3)
