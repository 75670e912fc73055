"""Every figure opens: its formula in words, its value, and the ids behind it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analyses.assess import Assessment
from analyses.carrying import carrying, read_spaces
from analyses.counting import EFFECTIVE, SEEDLING, SIZE_UNKNOWN
from analyses.demand import buyers_of
from analyses.reach import chain_graph, dominated
from analyses.reading import SnapshotLike, as_text
from analyses.result import FACT_COLUMNS
from analyses.states import STATES
from analyses.wording import events_of, percent
from graph.words import say

MOST = 200  # ids a figure; the rest is told as a number


class FactSheet:
    """Collects facts row by row; ids beyond ``MOST`` a figure are told as a number."""

    def __init__(self) -> None:
        self._lines: list[tuple[int, str, str, str, str | None, str]] = []

    def add(self, row: int, figure: str, formula: str, value: object, ids: Iterable[str] = ()) -> None:
        """Add one figure of a row with the ids behind it; labels are put in at the end."""
        listed = list(dict.fromkeys(ids))
        text = _value(value)
        if not listed:
            self._lines.append((row, figure, formula, text, None, ""))
        for uid in listed[:MOST]:
            self._lines.append((row, figure, formula, text, uid, ""))
        if len(listed) > MOST:
            more = say("gaps.fact_more", count=len(listed), shown=MOST)
            self._lines.append((row, figure, formula, text, None, more))

    def frame(self, snapshot: SnapshotLike, labels: dict[str, str]) -> pd.DataFrame:
        """Return the facts with the names of the nodes behind them; ``labels`` name edges."""
        facts = pd.DataFrame(self._lines, columns=list(FACT_COLUMNS))
        ids = sorted(set(facts["id"].dropna()))
        named = {**snapshot.names([uid for uid in ids if uid not in labels]), **labels}
        known = as_text(facts["id"].map(named))
        return facts.assign(label=facts["label"].where(facts["label"] != "", known.fillna("")))


def _value(value: object) -> str:
    if isinstance(value, float):
        return say("gaps.coverage_none") if np.isnan(value) else f"{value:.10g}"
    return str(value)


def gap_facts(snapshot: SnapshotLike, seen: Assessment, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the facts behind each row of a gaps table (column ``_row``: position of the segment)."""
    sheet = FactSheet()
    behind = _Behind(snapshot, seen)
    for number, line in enumerate(rows.to_dict("records")):
        _count_facts(sheet, number, line, seen, behind)
        _coverage_facts(sheet, number, line, seen, behind)
        _figure_facts(sheet, number, line, seen, behind)
        _state_facts(sheet, number, line, seen, behind)
    return sheet.frame(snapshot, behind.labels)


class _Behind:
    """What lies behind the figures, grouped by segment once."""

    def __init__(self, snapshot: SnapshotLike, seen: Assessment) -> None:
        open_rows = seen.local[seen.local["confidential"] == 0]
        lines = open_rows[["segment", "firm", "standing", "fills", "lead", "hollow"]].to_dict("records")
        self.standing = _grouped(((str(r["segment"]), r["standing"]), str(r["firm"])) for r in lines if r["fills"])
        self.flags = _grouped(
            ((str(r["segment"]), flag), str(r["firm"])) for flag in ("lead", "hollow") for r in lines if r[flag]
        )
        hidden = seen.local[(seen.local["confidential"] > 0) & (seen.local["fills"] > 0)]
        self.secret = hidden.groupby("segment")["unit"].nunique()
        secret = set(seen.inputs.firms.loc[seen.inputs.firms["confidential"] > 0, "uid"])
        at = seen.inputs.places
        inside = set(at.loc[seen.scope.holds(at), "firm"]) - secret
        waiting = seen.inputs.candidates[seen.inputs.candidates["firm"].isin(inside)]
        self.candidates = waiting.groupby("segment")["firm"].agg(sorted)
        self.bought = dict(iter(seen.supply.bought.groupby("segment")))
        self.secret_ids = secret | set(seen.lost.loc[seen.lost["firm"].isin(secret), "id"])
        self.double = dict(iter(seen.double.groupby("segment")))
        self.below = dominated(chain_graph(seen.segments))
        self.spaces = read_spaces(snapshot, seen.scope)
        edges = pd.concat([seen.supply.bought, seen.supply.gone])
        named = {*edges["src"], *edges["dst"], *seen.lost["firm"]}
        self.names = names = snapshot.names(sorted(named))
        self.labels = {uid: names.get(firm, firm) for uid, firm in zip(seen.lost["id"], seen.lost["firm"], strict=True)}
        self.labels |= {
            key: f"{names.get(src, src)} → {names.get(dst, dst)}"
            for key, src, dst in zip(edges["key"], edges["src"], edges["dst"], strict=True)
        }

    def firms(self, segment: str, standing: int) -> list[str]:
        return self.standing.get((segment, standing), [])

    def flagged(self, segment: str, flag: str) -> list[str]:
        return self.flags.get((segment, flag), [])


def _grouped(pairs: Iterable[tuple[tuple[str, object], str]]) -> dict[tuple[str, object], list[str]]:
    found: dict[tuple[str, object], set[str]] = {}
    for key, firm in pairs:
        found.setdefault(key, set()).add(firm)
    return {key: sorted(firms) for key, firms in found.items()}


def _count_facts(sheet: FactSheet, number: int, line: dict[object, object], seen: Assessment, behind: _Behind) -> None:
    segment, rules = str(line["segment"]), seen.rules.counting
    effective = say("gaps.fact_effective", revenue=f"{rules.revenue / 1e4:g}", insured=rules.insured)
    sheet.add(number, "effective_firms", effective, line["effective_firms"], behind.firms(segment, EFFECTIVE))
    if behind.secret.get(segment, 0):
        count = int(behind.secret[segment])
        sheet.add(number, "effective_firms", say("gaps.fact_confidential", count=count), count)
    for name, standing in (("seedlings", SEEDLING), ("size_unknown", SIZE_UNKNOWN)):
        if line[name]:
            sheet.add(number, name, say(f"gaps.fact_{name}"), line[name], behind.firms(segment, standing))
    if line["candidates"]:
        ids = list(behind.candidates.get(segment, []))
        sheet.add(number, "candidates", say("gaps.fact_candidates"), line["candidates"], ids)
    if line["lead_firms"]:
        share = percent(rules.market_share)
        ids = [uid for uid in behind.flagged(segment, "lead") if uid]
        sheet.add(number, "lead_firms", say("gaps.fact_lead", share=share), len(ids), ids)
    hollow = behind.flagged(segment, "hollow")
    if hollow:
        sheet.add(number, "badges", say("gaps.fact_hollow"), say("gaps.badge_hollow"), hollow)
    if segment in behind.double:
        for unit, part in behind.double[segment].groupby("claimed_by"):
            text = say("gaps.fact_double", unit=unit)
            sheet.add(number, "badges", text, say("gaps.badge_double"), sorted(part["firm"]))


def _coverage_facts(
    sheet: FactSheet, number: int, line: dict[object, object], seen: Assessment, behind: _Behind
) -> None:
    register, segment = seen.register, str(line["segment"])
    recall = "、".join(f"{name} {value:.0%}" for name, value in register.recall.items()) or "–"
    signed = "；".join(f"{s['titles']} {s['signed_by']} {s['from']}" for s in register.signed) or "–"
    text = say("gaps.fact_register", basis=register.basis, recall=recall, signed=signed, ring=register.ring or "–")
    sheet.add(number, "register_coverage", text, line["register_coverage"])
    edges = behind.bought.get(segment)
    keys = [] if edges is None else sorted(edges["key"])
    sheet.add(number, "supply_coverage", say("gaps.fact_supply"), line["supply_coverage"], keys)
    if keys:
        row = int(str(line["_row"]))
        text = say("gaps.fact_lsr", definition=line["lsr_definition"], scope=seen.scope.text())
        sheet.add(number, "lsr", text, line["lsr"], keys)
        top, suppliers = percent(seen.supply.top_share[row]), int(seen.supply.suppliers[row])
        sheet.add(number, "hhi", say("gaps.fact_hhi", suppliers=suppliers, top=top), line["hhi"], keys)


def _figure_facts(sheet: FactSheet, number: int, line: dict[object, object], seen: Assessment, behind: _Behind) -> None:
    row, segment = int(str(line["_row"])), str(line["segment"])
    if np.isfinite(seen.quotient.lq[row]):
        rules = seen.rules.quotient
        text = say(
            "gaps.fact_lq", level=percent(rules.level), here=int(seen.counts["effective"].iloc[row]),
            kappa=f"{rules.shrink:g}",
            total=int(seen.counts["effective"].sum()), share=f"{seen.profile.shares[row]:.4g}",
        )  # fmt: skip
        sheet.add(number, "lq", text, line["lq"])
    takers = buyers_of(segment, seen.counts["effective"].to_numpy(), seen.segments)
    sheet.add(number, "demand", say("gaps.fact_demand"), line["demand"], [f"segment:{taker}" for taker in takers])
    below = [f"segment:{node}" for node in sorted(behind.below[segment])]
    sheet.add(number, "reach", say("gaps.fact_reach"), line["reach"], below)
    if line["parts"]:
        dropped = f"{line['dropped_weight']:g}"
        sheet.add(number, "priority", say("gaps.fact_priority", dropped=dropped), line["priority"])
        for name, points in dict(line["parts"]).items():  # type: ignore[call-overload]
            sheet.add(number, "parts", say(f"gaps.part_{name}"), float(points))
    least = seen.rules.carrying.get(str(line["kind"]), {})
    _, spaces = carrying(behind.spaces, least)
    text = say("gaps.fact_carrying", least="、".join(f"{name} {value}" for name, value in least.items()))
    sheet.add(number, "carrying", text, line["carrying"], spaces)


def _state_facts(sheet: FactSheet, number: int, line: dict[object, object], seen: Assessment, behind: _Behind) -> None:
    segment, computed = str(line["segment"]), str(line["state_computed"])
    text = say("gaps.fact_state", order=STATES.index(computed) + 1, version=seen.rules.version)
    sheet.add(number, "state", text, say(f"gaps.state_{computed}"))
    if computed == "broken":
        for event, ids in events_of(seen, int(str(line["_row"])), behind.names).items():
            open_ids = [uid for uid in ids if uid not in behind.secret_ids]
            sheet.add(number, "state", event, say(f"gaps.state_{computed}"), open_ids)
    decided = seen.decided.get(segment)
    if decided:
        said = {name: decided[name] for name in ("person", "decided", "expires")}
        sheet.add(number, "state", say("gaps.fact_decision", **said), decided["state"], [decided["uid"]])
    access = seen.access.iloc[int(str(line["_row"]))]
    if access["document"] or access["local"]:
        document = say("gaps.fact_access", document=access["document"], date=access["date"])
        sheet.add(number, "access_grade", document, access["grade"])
    for lead in line["leads"]:  # type: ignore[attr-defined]
        stage = say("gaps.fact_lead_project", stage=lead["stage_name"], owner=lead["owner"], date=lead["date"])
        sheet.add(number, "leads", stage, lead["name"], [lead["uid"]])
