"""Every figure opens: its formula in words, its value, and the ids behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analyses.assess import Assessment
from analyses.carrying import carrying, read_spaces
from analyses.counting import EFFECTIVE, SEEDLING, SIZE_UNKNOWN
from analyses.decisions import placing_facts
from analyses.demand import buyers_of
from analyses.figures import Figures
from analyses.reach import chain_graph, dominated
from analyses.reading import SnapshotLike, as_text
from analyses.result import FACT_COLUMNS
from analyses.wording import access_name, events_of, percent
from graph.words import say

Floats = NDArray[np.float64]
# place of each rule in the order in which they are tried (未核实 and 数据不足 are one rule with two outcomes)
_ORDER = {"strong": 1, "being_filled": 2, "broken": 3, "unsuited": 4, "missing": 5, "unverified": 6, "unknown": 6,
          "absent": 7, "weak": 8, "normal": 9}  # fmt: skip
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


def gap_facts(
    snapshot: SnapshotLike, seen: Assessment, rows: pd.DataFrame, components: Mapping[str, Floats]
) -> pd.DataFrame:
    """Return the facts behind each row of a gaps table (column ``_row``: position of the segment).

    ``components`` are those of the priority, per segment.

    The state and the counts come first, then the priority and what it is made of, then coverages and rates.
    """
    sheet = FactSheet()
    behind, figures = _Behind(snapshot, seen), Figures(seen)
    for number, line in enumerate(rows.to_dict("records")):
        _state_facts(sheet, number, line, figures, behind)
        _count_facts(sheet, number, line, seen, behind)
        own = {name: float(values[int(str(line["_row"]))]) for name, values in components.items()}
        _priority_facts(sheet, number, line, figures, own)
        _figure_facts(sheet, number, line, figures, behind)
        _place_facts(sheet, number, line, seen, behind)
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
        self.placed = placing_facts(seen.inputs.decisions, inside)
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


def _count_facts(sheet: FactSheet, number: int, line: dict[object, Any], seen: Assessment, behind: _Behind) -> None:
    segment, rules = str(line["segment"]), seen.rules.counting
    effective = say("gaps.fact_effective", revenue=f"{rules.revenue / 1e4:g}", insured=rules.insured)
    sheet.add(number, "effective_firms", effective, line["effective_firms"], behind.firms(segment, EFFECTIVE))
    for text, decisions in behind.placed.get(segment, []):
        sheet.add(number, "decided", text, len(decisions), decisions)
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


def _priority_facts(
    sheet: FactSheet, number: int, line: dict[object, Any], figures: Figures, own: Mapping[str, float]
) -> None:
    if not line["parts"]:
        return
    dropped = float(line["dropped_weight"])
    sheet.add(number, "priority", *figures.priority(line["parts"], float(line["priority"]), dropped))
    for name, points in line["parts"].items():
        sheet.add(number, "parts", *figures.part(name, float(points), dropped, own[name]))


def _figure_facts(sheet: FactSheet, number: int, line: dict[object, Any], figures: Figures, behind: _Behind) -> None:
    """Tell every figure with its numbers; purchases stand behind the local supply rate, and count for its neighbours."""
    row, segment = int(line["_row"]), str(line["segment"])
    edges = behind.bought.get(segment)
    ids = {
        "demand": [f"segment:{taker}" for taker in buyers_of(segment, figures.effective, figures.seen.segments)],
        "reach": [f"segment:{node}" for node in sorted(behind.below[segment])],
        "lsr": [] if edges is None else sorted(edges["key"]),
    }
    for name, told in figures.whole_numbers(row).items():
        sheet.add(number, name, *told(row), ids.get(name, []))
    for badge in ("single_source", "concentrated"):
        if badge in line["badges"]:
            top = figures.largest_supplier(row)
            text = say(f"gaps.fact_{badge}", share=percent(figures.seen.supply.top_share[row]))
            sheet.add(number, "badges", text, say(f"gaps.badge_{badge}"), [top])


def _place_facts(sheet: FactSheet, number: int, line: dict[object, Any], seen: Assessment, behind: _Behind) -> None:
    """Tell what the place allows: access, carrying, and the leads that are followed."""
    least = seen.rules.carrying.get(str(line["kind"]), {})
    _, spaces = carrying(behind.spaces, least)
    wanted = [condition(name, value) for name, value in least.items() if value is not False]
    text = say("gaps.fact_carrying", least="、".join(wanted) or "–")
    sheet.add(number, "carrying", text, line["carrying_name"], spaces)
    access = seen.access.iloc[int(line["_row"])]
    if access["document"] or access["local"]:
        document = say("gaps.fact_access", document=access["document"], date=access["date"])
        sheet.add(number, "access_grade", document, access_name(str(access["grade"])))
    for lead in line["leads"]:
        stage = say("gaps.fact_lead_project", stage=lead["stage_name"], owner=lead["owner"], date=lead["date"])
        sheet.add(number, "leads", stage, lead["name"], [lead["uid"]])


def condition(name: str, value: float | bool) -> str:
    """Return one condition on a space in words with its unit; one of the user's own stands as it is."""
    known = ("area", "storey_height", "floor_load", "power", "water", "steam", "waste", "energy_quota")
    shown = "" if isinstance(value, bool) else f"{value:g}"
    return say(f"gaps.condition_{name}", value=shown) if name in known else f"{name} {shown}".strip()


def _state_facts(sheet: FactSheet, number: int, line: dict[object, Any], figures: Figures, behind: _Behind) -> None:
    seen, segment, computed = figures.seen, str(line["segment"]), str(line["state_computed"])
    rule = figures.rule(computed)
    text = say("gaps.fact_state", order=_ORDER[computed], version=seen.rules.version, rule=rule)
    sheet.add(number, "state", text, say(f"gaps.state_{computed}"))
    if computed == "broken":
        for event, ids in events_of(seen, int(line["_row"]), behind.names).items():
            open_ids = [uid for uid in ids if uid not in behind.secret_ids]
            sheet.add(number, "state", event, say(f"gaps.state_{computed}"), open_ids)
    decided = seen.decided.get(segment)
    if decided:
        said = {name: decided[name] for name in ("person", "decided", "expires")}
        text = say("gaps.fact_decision", **said)
        sheet.add(number, "state", text, say(f"gaps.state_{decided['state']}"), [decided["uid"]])
