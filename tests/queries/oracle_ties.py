"""What the queries on ties between firms have to answer."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, permutations

from oracle_rules import Rows, Rules, known_first, known_money, ordered
from worlds import Edge, Node


class TieQuestions(Rules):
    """Who supplies, owns and knows whom."""

    def ties_to_firm(self, firm: str) -> Rows:
        rows: dict[tuple[int, Node, Node | None], set[str]] = defaultdict(set)
        for f in [f for f in self.w.of("Firm") if firm in (f.uid, f["name"]) and self.stands(f)]:
            for e, local in self.ties(f):
                rows[1, local, None].add(e.kind)
            for e, between in self.around(f):
                if between.kind == "Person" or (not self.here(between) and self.everywhere(between)):
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
                 known_money(e["amount"] if e["amount"] is not None else e["money"] for e in found), len(found))
                for (f, local, relation, direction), found in rows.items()
            ],
            -8, 2, 4, 5, 6,
        )  # fmt: skip

    def introduction_paths(self, segment: str) -> Rows:
        rows = set()
        for f in self.candidates(segment):
            for e, between in self.around(f):
                body = between.kind in ("Firm", "Fund", "Institute") and not self.everywhere(between)
                if body and not self.here(between):
                    for t, local in self.ties(between):
                        if local != f:
                            ends = (between["name"], between.uid, t.kind, local["name"], local.uid)
                            rows.add((f["name"], f.uid, e.kind, *ends))
        return ordered(list(rows), 2, 5, 8, 3, 6)

    def co_suppliers(self, least: int = 2) -> Rows:
        outside: dict[Node, set[Node]] = defaultdict(set)
        for e in self.purchases():
            if self.here(e.dst) and self.away(e.src):
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
            ends = e.src.kind in ("Firm", "Fund", "Institute") and e.dst.kind == "Firm" and e.src != e.dst
            if ends and self.valid(e) and self.stands(e.src) and self.stands(e.dst):
                into[e.src].add(e.dst)
        rows = []
        for (a, first), (b, second) in permutations(into.items(), 2):
            shared = sorted(f.uid for f in first & second if f not in (a, b))
            if shared and self.here(a) and self.away(b):
                rows.append((a["name"], a.uid, b["name"], b.uid, len(shared), shared))
        return ordered(rows, -5, 2, 4)

    def suppliers_of(self, firm: str) -> Rows:
        found: dict[Node, list[Edge]] = defaultdict(list)
        for e in self.purchases():
            if firm in (e.dst.uid, e.dst["name"]):
                found[e.src].append(e)
        rows = []
        for f, edges in found.items():
            products = sorted({e["product"] for e in edges if e["product"]})
            amount = known_money(e["amount"] for e in edges)
            rows.append((f["name"], f.uid, f["region"], self.here(f), products, amount, len(edges)))
        return known_first(rows, -6, 2)

    def outside_customers(self) -> Rows:
        found: dict[Node, list[Edge]] = defaultdict(list)
        for e in self.purchases():
            if self.here(e.src) and self.away(e.dst):
                found[e.dst].append(e)
        rows = []
        for f, edges in found.items():
            own = sorted({e.src.uid for e in edges})
            rows.append((f["name"], f.uid, f["region"], len(own), own, known_money(e["amount"] for e in edges)))
        return known_first(rows, -4, -6, 2)

    def outside_owners(self) -> Rows:
        found: dict[Node, list[Edge]] = defaultdict(list)
        for e in self.w.all("CONTROLS", "INVESTS"):
            ends = e.src.kind in ("Firm", "Fund", "Institute") and e.dst.kind == "Firm" and e.src != e.dst
            if (
                ends
                and self.valid(e)
                and self.stands(e.src)
                and self.stands(e.dst)
                and self.here(e.dst)
                and self.away(e.src)
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
            if self.valid(e) and self.stands(e.src) and self.stands(e.dst):
                down[e.src].add(e.dst)
        under = {child for parent, children in down.items() if parent.kind != "Person" for child in children - {parent}}
        rows = []
        for top in down:
            if top.kind == "Person" or top in under:
                continue
            reached, front = set(), {top}
            for _ in range(3):
                front = {child for parent in front for child in down.get(parent, ())}
                reached |= front
            firms = sorted(f.uid for f in reached - {top} if f.kind == "Firm" and self.here(f))
            if len(firms) >= least:
                rows.append((top["name"], top.uid, len(firms), firms))
        return ordered(rows, -3, 2)

    def bridging_firms(self, least: int = 2) -> Rows:
        found: dict[Node, set[str]] = defaultdict(set)
        for c, s in self.segments(None):
            for f in self.stand_in(s):
                if self.open(f) and self.here(f) and self.in_business(f):
                    found[f].add(c["name"])
        rows = [(f["name"], f.uid, len(names), sorted(names)) for f, names in found.items() if len(names) >= least]
        return ordered(rows, -3, 2)

    def purchases_by_province(self) -> Rows:
        found: dict[str | None, list[Edge]] = defaultdict(list)
        for e in self.purchases():
            if self.here(e.dst):
                found[e.src["region"][:2] + "0000" if e.src["region"] else None].append(e)
        rows = [
            (
                name,
                len({e.src for e in edges}),
                len({e.dst for e in edges}),
                len(edges),
                known_money(e["amount"] for e in edges),
            )
            for name, edges in found.items()
        ]
        return ordered(rows, -4, 1)
