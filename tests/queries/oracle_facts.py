"""What the queries on institutes, teams, funds, agreements and the state of the facts have to answer."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations

import pandas as pd
from oracle_rules import Rows, Rules, known_first, known_money, ordered, stem
from worlds import RUNS, Edge, Node


class FactQuestions(Rules):
    """Who works on a field, and which facts changed, are old or need a look."""

    def _focused(self, kind: str, segment: str, level: str) -> Rows:
        rows = []
        found = {x for s in self.coded(segment) for x in self.focused(s)}
        for x in found:
            fits = x.kind == kind if kind == "TalentTeam" else self.is_kind(x, kind)
            if not (fits and self.stands(x)):
                continue
            links = [*self.w.out(x, "COOPERATES", "WORKS_WITH"), *self.w.into(x, "COOPERATES", "WORKS_WITH")]
            ends = {e.dst if e.src == x else e.src for e in links if self.valid(e)}
            firms = {f for f in ends - {x} if f.kind == "Firm" and self.stands(f) and self.here(f)}
            rows.append((x["name"], x.uid, x["region"], self.here(x), x[level], len(firms)))
        return ordered(rows, -4, -6, 2)

    def institutes_for_segment(self, segment: str) -> Rows:
        return self._focused("Institute", segment, "level")

    def teams_for_segment(self, segment: str) -> Rows:
        return self._focused("TalentTeam", segment, "stage")

    def funds_for_segment(self, segment: str) -> Rows:
        bets: dict[Node, dict[str, Edge]] = defaultdict(dict)
        for s in self.coded(segment):
            for f in self.stand_in(s):
                if self.stands(f) and self.away(f):
                    for e in self.w.into(f, "INVESTS"):
                        if e.src != f and self.is_kind(e.src, "Fund") and self.valid(e) and self.stands(e.src):
                            bets[e.src][e.key] = e
        rows = []
        for fund, found in bets.items():
            firms = sorted({e.dst.uid for e in found.values()})
            dates = [e["date"] for e in found.values() if e["date"]]
            own = [e for e in self.w.out(fund, "INVESTS") if self.valid(e) and e.dst.kind == "Firm" and e.dst != fund]
            invested = any(self.stands(e.dst) and self.here(e.dst) for e in own)
            amount = known_money(e["amount"] for e in found.values())
            rows.append((fund["name"], fund.uid, len(firms), firms, amount, max(dates, default=None), invested))
        return known_first(rows, -3, -5, 2)

    def three_in_one(self, chain: str | None = None) -> Rows:
        rows = []
        for c, s in self.segments(chain):
            if self.fillers(s):
                continue
            firms = {f for f, _ in self.able_outside(s)}
            focused = self.focused(s)
            teams = sorted(t.uid for t in focused if t.kind == "TalentTeam" and self.stands(t))
            made = {f for f in self.stand_in(s) if self.stands(f)}
            bets = {e.src for e in self.w.all("INVESTS") if self.valid(e) and e.dst in made and e.src != e.dst}
            able = [x for x in (bets | focused) if x.kind in ("Firm", "Fund") and self.is_kind(x, "Fund")]
            funds = sorted(x.uid for x in able if self.stands(x))
            if firms and teams and funds:
                rows.append((c["name"], s["name"], s.uid, len(firms), len(teams), len(funds), teams, funds))
        return ordered(rows, 1, 3)

    def dormant_agreements(self, months: int = 24) -> Rows:
        before = (pd.Timestamp(self.day) - pd.DateOffset(months=months)).date()
        rows = []
        for e in self.w.all("COOPERATES"):
            a, b, since = e.src, e.dst, e["from_date"]
            old = since is not None and since <= before and self.valid(e)
            if not (old and self.stands(a) and self.stands(b) and (self.here(a) or self.here(b))):
                continue
            shared = [
                x.dst for link in ("SIGNED", "UNDERTAKES") for x in self.w.out(a, link) for y in self.w.out(b, link)
                if x.dst == y.dst and x.key != y.key and self._since(x.dst, since)
            ]  # fmt: skip
            if not shared:
                told = (e["topic"], since, e["to_date"], e["money"])
                rows.append((a["name"], a.uid, b["name"], b.uid, *told, e.key))
        return [row[:-1] for row in ordered(rows, 6, 9)]

    def _since(self, matter: Node, start: date) -> bool:
        """Whether a contract or project may be of the time after the start; of one without a day nobody knows."""
        if matter.kind == "Contract":
            when = matter["date"] or matter["signed"]
        elif matter.kind == "Project":
            when = matter["from_date"] or matter["filed"]
        else:
            return False
        if when is None and matter["year"] is not None:
            return start.year <= matter["year"] <= self.day.year
        return when is None or start <= when <= self.day

    def changes(self, since: date, until: date, home: str = "320706") -> Rows:
        told = [
            (x, x, None, x.kind, "") for x in self.w.of("Firm", "Site") if self.within(x["region"]) and self.own_open(x)
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
            for change, when in (("began", self._began(dated)), ("ended", self._ended(dated, until)))
        ]
        rows += [
            (x["stage_date"], x["stage"], "Lead", x["name"], x.uid, None, None, "")
            for x in self.w.of("Lead") if self.within(x["region"] or home)
        ]  # fmt: skip
        rows = [row for row in rows if row[0] and since < row[0] <= until]
        return [row[:-1] for row in ordered(rows, 1, 2, 3, 5, 8)]

    def _began(self, x: Node | Edge) -> date | None:
        """The first day; supplies of a product begin with the first of their years."""
        if not isinstance(x, Edge) or x.kind != "SUPPLIES":
            return x["_from"]
        rows = [e for e in self.w.out(x.src, "SUPPLIES") if e.dst == x.dst and e["product"] == x["product"]]
        years = [e["year"] for e in rows if e["year"]]
        return date(x["year"], 1, 1) if years and x["year"] == min(years) else None

    def _ended(self, x: Node | Edge, until: date) -> date | None:
        """The last day; supplies of a product end with the newest of their rows, titles by their years of validity too."""
        if isinstance(x, Edge) and x.kind == "HOLDS":
            return _runs_out(x)
        if not isinstance(x, Edge) or x.kind != "SUPPLIES":
            return x["_to"]
        rows = [e for e in self.w.out(x.src, "SUPPLIES") if e.dst == x.dst and e["product"] == x["product"]]
        rows = [e for e in rows if e["year"] is None or e["year"] <= until.year]
        newest = max(rows, key=lambda e: (e["year"] is None, e["year"] or 0, e.key), default=None)
        return x["_to"] if newest is not None and newest.key == x.key else None

    def _lies(self, x: Node) -> str | None:
        """The division of a fact, or of the firm whose site or year it is."""
        owners = [e.src for e in self.w.into(x, "HAS_SITE", "HAS_YEAR")]
        return owners[0]["region"] if x["region"] is None and owners else x["region"]

    def stale_facts(self, months: int = 12) -> Rows:
        before = (pd.Timestamp(self.day) - pd.DateOffset(months=months)).date()
        runs = {number: (day, number, source) for number, source, day in RUNS if day}
        undated = {number for number, _, day in RUNS if day is None}
        found: dict[tuple[date, str, str], list[str]] = defaultdict(list)
        for x in self.w.nodes.values():
            near = self._lies(x) is None or self.within(self._lies(x))
            if (x["_source_count"] or 0) > len(x["_sources"] or []):
                continue  # a newer one may be among those that are not listed
            told = [json.loads(place)[3] for place in x["_sources"] or []]
            if near and told and not undated & set(told) and self.own_open(x) and self.valid(x):
                day, _, source = max(runs[run] for run in told)
                if day < before:
                    found[day, source, x.kind].append(x.uid)
        return ordered(
            [(source, day, kind, len(uids), sorted(uids)[:20]) for (day, source, kind), uids in found.items()], 2, 1, 3
        )

    def unverified_facts(self, chain: str | None = None, confidence: float = 0.6) -> Rows:
        rows = []
        for _, s in self.segments(chain):
            for e in self.w.into(s, "OPERATES_IN"):
                at, sure = e.src, e["confidence"]
                doubtful = e["evidence"] == "scope" if sure is None else sure < confidence
                owners = [at] if at.kind == "Firm" else [h.src for h in self.w.into(at, "HAS_SITE")]
                for f in owners if doubtful and self.valid(at) else ():
                    mine = self.open(f) and self.here(f) and self.in_business(f)
                    if mine and not self._decided(f, at, s):
                        rows.append((f["name"], f.uid, s["name"], s.uid, e["evidence"], sure, e["words"] or [], e.key))
        return [row[:-1] for row in ordered(rows, 6, 2, 4, 8)]

    def _decided(self, f: Node, at: Node, s: Node) -> bool:
        """Whether somebody signed a decision in force on the firm (or its site) and this segment, or the same thing."""
        things = self.one_thing(s)
        for d in self.w.of("Decision"):
            told = d["person"] and d["decided"] and d["verdict"] != "state" and self.valid(d)
            if told and self._meant(d["subject"]) in (f, at):
                target, left = self._segment(d["target"]), self._segment(d["value"])
                moved = d["verdict"] == "move"
                if target is None or (moved and d["value"] is not None and left is None):
                    continue  # it names no segment, or several
                if target in things or (moved and (d["value"] is None or left in things)):
                    return True
        return False

    def _segment(self, text: str | None) -> Node | None:
        """The only segment of that code, uid or name."""
        found = [s for s in self.w.of("Segment") if text in (s["code"], s.uid, s["name"])]
        return found[0] if len(found) == 1 else None

    def _meant(self, subject: str) -> Node | None:
        """The firm or site of that uid, or the only firm of that name by the day."""
        firms = self.w.of("Firm")
        named = [f for f in firms if f["name"] == subject and self.begun(f)]
        return self.w.nodes.get(subject, named[0] if len(named) == 1 else None)

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
            ever, other = ({stem(name) for name in (f["name"], *(f["former_names"] or ()))} for f in (a, b))
            if near and ever & other:
                same = a["name"].lower() == b["name"].lower()
                reason = "name" if same else "stem" if stem(a["name"]) == stem(b["name"]) else "former"
                rows.append((a["name"], a.uid, b["name"], b.uid, reason))
            if near and a["address"] and a["phone"] and (a["address"], a["phone"]) == (b["address"], b["phone"]):
                rows.append((a["name"], a.uid, b["name"], b.uid, "address_phone"))
        return ordered(rows, 2, 4, 5)

    def titles_running_out(self, months: int = 6) -> Rows:
        horizon = (pd.Timestamp(self.day) + pd.DateOffset(months=months)).date()
        last: dict[tuple[Node, Node], date] = {}
        for e in self.w.all("HOLDS"):
            f, t, start = e.src, e.dst, e["from_date"]
            if not (self.open(f) and self.here(f) and self.in_business(f)) or (start and start > self.day):
                continue
            end = _runs_out(e)
            if end is not None:
                last[f, t] = max(last.get((f, t), end), end)
        rows = [(f["name"], f.uid, t["name"], end) for (f, t), end in last.items() if self.day < end <= horizon]
        return ordered(rows, 4, 2, 3)

    def unanswered_demands(self) -> Rows:
        rows = []
        for f, d in {(e.src, e.dst) for e in self.w.all("POSTED")}:
            mine = self.stands(f) and self.here(f)
            answers = [e for e in self.w.into(d, "ANSWERS") if e["date"] is None or e["date"] <= self.day]
            taken = any(self.valid(e.src) and e["state"] != "declined" for e in answers)
            open_ = d["state"] in (None, "open") and d["valid"] is not False
            if taken or not (mine and self.valid(d) and open_):
                continue
            near = {x for e in self.w.out(d, "FOCUSES_ON") for x in self.focused(e.dst) if self.stands(x)}
            able = {x.uid for x in near if x.kind == "TalentTeam" or self.is_kind(x, "Institute")}
            rows.append((d["name"], d.uid, f["name"], f.uid, d["budget"], len(able), sorted(able)))
        return known_first(rows, -5, 2, 4)


def _runs_out(held: Edge) -> date | None:
    """When a title ends: on the day stated, else by its years of validity."""
    years, start = held.dst["valid_years"] or 0, held["from_date"]
    reckoned = start + timedelta(days=round(years * 365.25)) if start and years > 0 else None
    return held["to_date"] or reckoned
