"""What is said of a segment: names, badges, actions, and the sentence that gives the reason."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analyses.assess import Assessment
from analyses.demand import buyers_of
from analyses.events import event_text
from analyses.states import STATES
from graph.words import language, say

_VERBS = {
    "strong": ("strengthen",), "being_filled": ("land",), "broken": ("hold",), "unsuited": ("city",),
    "missing": ("fill",), "unverified": ("check",), "unknown": ("check",), "weak": ("strengthen",),
}  # fmt: skip


def join(names: list[str], most: int = 5) -> str:
    """Return names joined in the language in force, the rest as a number."""
    chinese = language() == "zh"
    shown = ("、" if chinese else ", ").join(names[:most])
    rest = len(names) - most
    return shown if rest <= 0 else f"{shown} 等 {len(names)} 个" if chinese else f"{shown} and {rest} more"


def percent(value: float, *cuts: float) -> str:
    """Return a fraction as per cent, or the word for unknown.

    No decimals, unless rounding would put it on or across one of ``cuts``: 0.396 beside 0.4 is 39.6%, not 40%.
    """
    return say("gaps.coverage_none") if np.isnan(value) else _apart(value, cuts, 0, 100) + "%"


def number(value: float, *cuts: float) -> str:
    """Return a number with two decimals, or as many more as keep it on its side of every cut; unknown in words."""
    return say("gaps.coverage_none") if np.isnan(value) else _apart(value, cuts, 2, 1)


def _apart(value: float, cuts: Sequence[float], places: int, scale: int) -> str:
    while True:
        text = f"{value * scale:.{places}f}"
        shown = float(text) / scale
        if places >= 12 or all(np.sign(shown - cut) == np.sign(value - cut) for cut in cuts):
            return text
        places += 1


def badges_of(seen: Assessment, experts: dict[str, tuple[float, float]]) -> list[list[str]]:
    """Return the badges of each segment, in their fixed order.

    Parameters
    ----------
    experts
        segment → (grade, years behind), from signed statements.
    """
    cut, cover = seen.rules.states, seen.rules.coverage
    counts = seen.counts.to_dict("list")
    claimed = set(seen.double["segment"])
    blank = (seen.counts["effective"] == 0) & (seen.counts["size_unknown"] == 0)
    usable = seen.supply.coverage >= cover.supply
    single = usable & (seen.supply.suppliers == 1)
    concentrated = usable & (seen.supply.suppliers > 1) & (seen.supply.top_share >= cut.single_source_share)
    found = []
    for row, segment in enumerate(seen.segments.ids):
        grade, behind = experts.get(segment, (0.0, 0.0))
        holds = {
            "chokepoint": grade >= cut.chokepoint_grade,
            "single_source": bool(single[row]),
            "concentrated": bool(concentrated[row]),
            "lagging": behind >= cut.lagging_years,
            "hollow": counts["hollow"][row] > 0,
            "in_city": bool(blank.iloc[row]) and counts["city"][row] > 0 and seen.scope.level() == 3,
            "double": segment in claimed,
            "stale": bool(seen.evidence.stale[row]),
            "seedlings": counts["effective"][row] == 0 and counts["seedlings"][row] > 0,
            "size_unknown": counts["size_unknown"][row] > 0,
        }
        found.append([name for name, true in holds.items() if true])
    return found


def verbs_of(state: str, badges: list[str], *, extends: bool, plans: bool) -> str:
    """Return the action 建议动作 of a segment.

    A missing segment with seedlings is grown, one that the city has is sourced there. ``extends``: beside a strong
    segment and of at least median value added; ``plans``: a required segment of a chain that is known to have hardly
    begun here. For an absent segment both hold only where it is feasible, and feasibility is not computed: the verb says
    so and claims nothing. A chokepoint adds the open challenge.
    """
    verbs = list(_VERBS.get(state, ()))
    if state == "missing" and {"seedlings", "in_city"} & set(badges):
        verbs = [verb for verb, badge in (("grow", "seedlings"), ("source", "in_city")) if badge in badges]
    if state == "absent" and (plans or extends):
        verbs.append("plan_open" if plans else "extend_open")
    elif state == "weak" and extends:
        verbs.append("extend")
    if "chokepoint" in badges:
        verbs.append("attack")
    return "·".join(say(f"gaps.verb_{verb}") for verb in verbs or ["none"])


def extending(seen: Assessment) -> np.ndarray:
    """Return which segments stand beside a strong one and add at least the median value of their chain."""
    strong = (seen.state == STATES.index("strong")).astype(float)
    needs = (seen.segments.needs > 0).astype(float)
    beside = np.asarray(needs @ strong + needs.T @ strong) > 0
    table = seen.segments.table
    median = table.groupby("chain")["value"].transform("median")
    return np.asarray(beside & (table["value"] >= median).to_numpy())


def reason_of(seen: Assessment, row: int, names: dict[str, str]) -> str:
    """Return the sentence that says why a segment has its state, with the decision of a person first."""
    segment = seen.segments.ids[row]
    computed = STATES[seen.computed[row]]
    sentence = _why(seen, row, computed, names)
    line = seen.decided.get(segment)
    if line is None:
        return sentence
    told = {"person": line["person"], "decided": line["decided"], "reason": line["reason"]}
    if line["verdict"] == "reject":
        return say("gaps.why_rejected", state=say(f"gaps.state_{line['state']}"), **told)
    state = say(f"gaps.state_{line['state']}")
    return say("gaps.why_decided", state=state, computed=say(f"gaps.state_{computed}"), **told)


def _why(seen: Assessment, row: int, state: str, names: dict[str, str]) -> str:
    count = seen.count_of[row]
    if state in ("missing", "unverified", "unknown"):
        cuts = (seen.rules.coverage.unverified, seen.rules.coverage.missing)
        told = {"register": percent(seen.register.coverage[row], *cuts), "demand": _demand(seen, row)}
        if state == "unverified":
            told["check"] = say("gaps.check_lists")
        return say(f"gaps.why_{state}", **told)
    tellers = {"being_filled": _why_filled, "unsuited": _why_unsuited, "normal": _why_normal}
    if state in tellers:
        return tellers[state](seen, row)
    found: dict[str, str | int] = {"effective": count["effective"]}
    if state == "strong":
        found |= {"lead": count["lead"], "lq": _lq(seen, row), "supply": _supply(seen, row)}
    elif state == "broken":
        found |= {"months": seen.rules.states.event_months, "events": join(list(events_of(seen, row, names)), 3)}
    elif state == "weak":
        found |= {"faults": join(_faults(seen, row))}
    return say(f"gaps.why_{state}", None, **found)


def _why_filled(seen: Assessment, row: int) -> str:
    coming = seen.leads[seen.leads["segment"] == seen.segments.ids[row]]
    coming = coming[coming["stage"].isin(seen.rules.states.being_filled_stages)]
    return say("gaps.why_being_filled", leads=len(coming), names=join(_lead_names(coming)))


def _why_unsuited(seen: Assessment, row: int) -> str:
    access = seen.access.iloc[row]
    text = "，".join(str(part) for part in (access["document"], access["date"]) if part)
    return say("gaps.why_unsuited", grade=access_name(str(access["grade"])), document=f"（{text}）" if text else "")


def access_name(grade: str) -> str:
    """Return an access grade in words; a grade of the user's own stands as it is."""
    known = ("free", "limited", "chemical_park", "restricted", "phased_out", "banned")
    return say(f"gaps.access_{grade}") if grade in known else grade


def _why_normal(seen: Assessment, row: int) -> str:
    count = seen.count_of[row]
    here = {name: count[name] for name in ("effective", "seedlings", "size_unknown")}
    if seen.evidence.stale[row]:
        return say("gaps.why_stale", firms=sum(here.values()), months=seen.rules.counting.stale_months)
    return say(
        "gaps.why_normal", effective=here["effective"], seedlings=here["seedlings"], unknown=here["size_unknown"]
    )


def _lead_names(leads: pd.DataFrame) -> list[str]:
    """Return each lead with its stage, who answers for it, and since when: 某项目（在建，招商局，2026-03-10）."""
    told = []
    for line in leads.to_dict("records"):
        name = next(str(line[part]) for part in ("name", "firm", "uid") if isinstance(line[part], str))
        day = line["stage_date"] if pd.notna(line["stage_date"]) else line["from_date"]
        parts = [str(line["stage_zh" if language() == "zh" else "stage"])]
        parts += [line["owner"]] if isinstance(line["owner"], str) else []
        parts += [day.date().isoformat()] if pd.notna(day) else []
        told.append(say("gaps.lead_is", lead=name, told=join(parts)))
    return told


def _lq(seen: Assessment, row: int) -> str:
    found = seen.quotient
    if np.isnan(found.lq[row]):
        return say("gaps.lq_unknown")
    cut = seen.rules.states
    lq, low = number(found.lq[row], cut.strong_lq), number(found.low[row], cut.strong_lq_low)
    return say("gaps.lq_is", lq=lq, low=low, high=number(found.high[row], cut.weak_lq_high))


def _supply(seen: Assessment, row: int) -> str:
    given = seen.supply
    if not given.coverage[row] >= seen.rules.coverage.supply:
        return say("gaps.supply_unknown")
    cut = seen.rules.states
    lsr = percent(given.lsr[row], cut.strong_lsr, cut.weak_lsr)
    parts = [say("gaps.lsr_is", lsr=lsr, definition=lsr_name(str(given.definition[row])))]
    if not np.isnan(given.out_supply[row]):
        parts.append(say("gaps.out_is", out=percent(given.out_supply[row], cut.strong_out_supply)))
    return join(parts)


def lsr_name(definition: str) -> str:
    """Return the definition of a local supply rate in words (LSR-v: by value, LSR-n: by number of relations)."""
    return say(f"gaps.definition_{definition}") if definition else ""


def _demand(seen: Assessment, row: int) -> str:
    segment = seen.segments.ids[row]
    takers = buyers_of(segment, seen.counts["effective"].to_numpy(), seen.segments)
    table = seen.segments.table
    names = [str(table["name"].iloc[seen.segments.position[taker]]) for taker in takers]
    parts = [say("gaps.demand_is", count=len(names), names=join(names, 3))] if names else []
    if seen.declared[row]:
        parts.append(say("gaps.demand_declared"))
    return join(parts)


def events_of(seen: Assessment, row: int, names: Mapping[str, str]) -> dict[str, list[str]]:
    """Return each event behind a broken segment in words, with the ids of the nodes or edges that say so."""
    hidden = set(seen.inputs.firms.loc[seen.inputs.firms["confidential"] > 0, "uid"])
    told: dict[str, list[str]] = {}
    for line in losses(seen, row):
        secret = line["firm"] in hidden
        name = say("gaps.hidden_firm") if secret else names.get(str(line["firm"]), str(line["firm"]))
        told.setdefault(event_text(line, name, secret=secret), []).append(str(line["id"]))
    return told


def losses(seen: Assessment, row: int) -> list[dict[Hashable, Any]]:
    """Return what broke a segment: one event a firm that filled it, and the end of its only source."""
    segment = seen.segments.ids[row]
    found = seen.lost[seen.lost["segment"] == segment].assign(source=False)
    gone = seen.supply.gone
    gone = gone[gone["segment"] == segment] if seen.supply.source_lost[row] else gone.iloc[:0]
    gone = gone[~gone["src"].isin(found["firm"])].sort_values(["end", "key"])
    own = gone["key"].where(gone["event"].eq("contract"), gone["src"])
    ends = pd.DataFrame({"firm": gone["src"], "date": gone["end"], "event": gone["event"], "id": own})
    return [*found.to_dict("records"), *ends.assign(why=None, source=True).to_dict("records")]


def _faults(seen: Assessment, row: int) -> list[str]:
    cut, found = seen.rules.states, []
    count = seen.count_of[row]
    if seen.supply.coverage[row] >= seen.rules.coverage.supply and seen.supply.lsr[row] < cut.weak_lsr:
        lsr = percent(seen.supply.lsr[row], cut.weak_lsr)
        found.append(say("gaps.fault_lsr", lsr=lsr, cut=percent(cut.weak_lsr, cut.weak_lsr)))
    if seen.quotient.high[row] < cut.weak_lq_high:
        high = number(seen.quotient.high[row], cut.weak_lq_high)
        found.append(say("gaps.fault_lq", high=high, cut=f"{cut.weak_lq_high:g}"))
    if count["above"] == 0 and count["hnte"] == 0 and count["ungraded"] == 0:
        found.append(say("gaps.fault_size"))
    return found
