"""From a snapshot and the answers of the analyses to what a chain map shows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from analyses.result import Result
from analyses.scope import division_name
from graph.chains.template import ChainTemplate, SegmentTemplate
from graph.errors import NotPossible
from graph.snapshot import Snapshot
from graph.words import catalogue, language, say
from visualizations.chain_evidence import Evidence, target_lines
from visualizations.chain_model import MOST_FIRMS, MOST_TARGETS, ChainMapModel, ChainMapSegment, Feed, TargetLine
from visualizations.palette import BADGES, STATES
from visualizations.sheets import cell_text, heading, plain, records

_COUNTS = ("effective_firms", "firms", "seedlings", "size_unknown", "candidates")
_SHARES = ("register_coverage", "supply_coverage", "lsr", "demand", "reach", "hhi")
_LEAD_STAGES = ("contact", "negotiating", "signed", "registered", "construction", "production")


def build_chain_map(
    snapshot: Snapshot, gaps: Result, targets: Result | None = None, *, chain: str, confidential_mark: bool = False
) -> ChainMapModel:
    """Gather what the chain map of one chain shows.

    Parameters
    ----------
    snapshot : Snapshot
        The graph the analyses read; gives names, templates and the records behind facts.
    gaps : Result
        Rows of the gap analysis; those of ``chain`` are drawn. A segment of the template without a row is drawn
        数据不足.
    targets : Result or None
        Rows of the target analysis; None leaves targets out.
    chain : str
        Id of the chain.
    confidential_mark : bool
        Print 内部资料 at the head.

    Returns
    -------
    ChainMapModel
        In the language in force. Confidential entities are never named, they stay in the totals.

    Raises
    ------
    NotPossible
        The snapshot knows no chain of that id.
    """
    template = snapshot.templates.get(chain)
    if template is None:
        raise NotPossible("views.unknown_chain", chain=chain, known=", ".join(sorted(snapshot.templates)))
    found_rows = enumerate(records(gaps.rows))
    rows: dict[str, tuple[int | None, Mapping[str, Any]]] = {
        str(row["segment"]): (number, row) for number, row in found_rows if row.get("chain") == chain
    }
    evidence = Evidence(snapshot, gaps, [number for number, _ in rows.values() if number is not None])
    lines = target_lines(snapshot, targets, evidence)
    lang = language()
    found = []
    for part in template.segments:
        code = f"{chain}/{part.id}"
        found.append(_segment(part, rows.get(code, (None, {"segment": code})), evidence, lines.get(code, [])))
    district = _district(gaps)
    chain_name = template.zh if lang == "zh" else template.en
    return ChainMapModel(
        title=say("views.map_title", lang, district=district, chain=chain_name),
        district=district,
        chain=chain_name,
        segments=tuple(found),
        feeds=tuple(_feeds(template)),
        facts=tuple(_header(gaps, chain, lang)),
        versions=tuple(_versions(gaps, template, lang)),
        warnings=tuple(gaps.warnings),
        notes=(say("views.confidential_firms", lang),) if evidence.confidential else (),
        confidential=confidential_mark,
        lang=lang,
        as_of="" if gaps.as_of is None else gaps.as_of.isoformat(),
    )


def _district(gaps: Result) -> str:
    """Return the name of what was asked for: divisions by name, parks and townships as they are called."""
    asked = gaps.parameters.get("region", "")
    places = [str(place) for place in asked] if isinstance(asked, (list, tuple)) else [str(asked)]
    return "、".join(division_name(place) or place for place in places if place)


def _header(gaps: Result, chain: str, lang: str) -> Iterable[tuple[str, str]]:
    """Yield boundary, data date, the coverage of core segments and the number of firms counted."""
    if gaps.parameters.get("scope"):
        yield say("views.fact_scope", lang), cell_text(gaps.parameters["scope"])
    if gaps.as_of is not None:
        yield say("views.fact_as_of", lang), gaps.as_of.isoformat()
    completeness = plain(gaps.coverage.get("completeness"))
    own = completeness.get(chain) if isinstance(completeness, dict) else None
    if isinstance(own, dict) and own.get("covered") is not None:
        covered, unverified = _share(own["covered"]), _share(own.get("unverified") or 0.0)
        value = say("views.fact_completeness_value", lang, covered=covered, unverified=unverified)
        yield say("views.fact_completeness", lang), value
    if gaps.coverage.get("firms") is not None:
        yield say("views.fact_firms", lang), cell_text(gaps.coverage["firms"])


def _versions(gaps: Result, template: ChainTemplate, lang: str) -> Iterable[tuple[str, str]]:
    """Yield what the map rests on: template, versions of rules, register, reference."""
    yield (
        say("views.fact_template", lang),
        say("views.version_of", lang, name=f"{template.chain} {template.version}", date=template.effective.isoformat()),
    )
    for key, value in sorted(gaps.versions.items(), key=lambda item: (item[0] != "thresholds", item[0])):
        if not str(key).endswith(template.chain):
            known = f"fact_{key}" in catalogue("views")
            yield say(f"views.fact_{key}", lang) if known else heading(str(key)), cell_text(value)
    for key, entry in (("register", "basis"), ("reference", "origin")):
        part = gaps.coverage.get(key)
        if isinstance(part, Mapping) and part.get(entry):
            word = f"{key}_{part[entry]}"
            known = word in catalogue("views")
            yield say(f"views.fact_{key}", lang), say(f"views.{word}", lang) if known else cell_text(part[entry])


def _feeds(template: ChainTemplate) -> Iterable[Feed]:
    known = {segment.id for segment in template.segments}
    for segment in template.segments:
        for taken in segment.inputs:
            source = taken.segment.removeprefix(f"{template.chain}/")
            if source in known and source != segment.id:
                yield Feed(f"{template.chain}/{source}", f"{template.chain}/{segment.id}", taken.need, taken.reason)


def _segment(
    part: SegmentTemplate, found: tuple[int | None, Mapping[str, Any]], evidence: Evidence, lines: list[TargetLine]
) -> ChainMapSegment:
    number, row = found
    lang = language()
    state = row.get("state")
    state = state if state in STATES else "unknown"
    firms, firms_total = evidence.firms(number)
    facts, facts_total = evidence.facts(number)
    leads = row.get("leads") or []
    priority = _number(row.get("priority"))
    verb = _text(row.get("verb"))
    return ChainMapSegment(
        code=str(row.get("segment") or part.id),
        name=part.zh if lang == "zh" else part.en,
        stage=part.stage,
        panel=_panel_name(_text(row.get("panel")) or part.panel, lang),
        layer=part.layer,
        weight=part.weight,
        required=part.required,
        state=state,
        badges=tuple(badge for badge in BADGES if badge in (row.get("badges") or [])),
        verb="" if verb == say("gaps.verb_none", lang) else verb,
        reason=_text(row.get("reason")),
        effective=_whole(row.get("effective_firms")),
        figures=tuple(_figures(row, lang)),
        priority=priority,
        parts=() if priority is None else tuple(_parts(row.get("parts") or {}, lang)),
        dropped=_number(row.get("dropped_weight")) or 0.0,
        headline=bool(row.get("headline")),
        rank=_whole(row.get("rank")),
        progress=_progress(leads) if state == "being_filled" else "",
        leads=tuple(_lead(lead) for lead in leads),
        lead_firms=tuple(_text(name) for name in row.get("lead_firms") or []),
        firms=tuple(firms[:MOST_FIRMS]),
        firms_total=firms_total,
        targets=tuple(lines[:MOST_TARGETS]),
        targets_total=len(lines),
        facts=tuple(facts),
        facts_total=facts_total,
    )


def _panel_name(name: str, lang: str) -> str:
    """Return a panel's name in ``lang``; panels of a user's own chain keep the name they were given."""
    entries = catalogue("panels").values()
    return next((entry["en"] for entry in entries if entry["zh"] == name), name) if lang == "en" else name


def _parts(parts: Mapping[str, Any], lang: str) -> Iterable[tuple[str, float]]:
    for name, points in parts.items():
        if points is not None:
            known = f"part_{name}" in catalogue("gaps")
            yield say(f"gaps.part_{name}", lang) if known else heading(name), float(points)


def _lead(lead: object) -> str:
    """Return a lead as one line: project, firm, stage, owner, date."""
    if not isinstance(lead, Mapping):
        return cell_text(lead)
    parts = [cell_text(lead.get(key)) for key in ("name", "firm", "stage_name", "owner", "date")]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _figures(row: Mapping[str, Any], lang: str) -> Iterable[tuple[str, str]]:
    """Yield the segment's figures, ready to read; what is unknown is left out."""
    for column in _COUNTS:
        value = _whole(row.get(column))
        if value is not None and (value or column in ("effective_firms", "firms")):
            yield heading(column), str(value)
    for column in _SHARES:
        share = _number(row.get(column))
        if share is not None:
            yield heading(column), _share(share)
    quotient = _number(row.get("lq"))
    if quotient is not None:
        low, high = _number(row.get("lq_low")), _number(row.get("lq_high"))
        yield (
            heading("lq"),
            f"{quotient:.2f}" + (f" [{low:.2f}, {high:.2f}]" if low is not None and high is not None else ""),
        )
    grade = _text(row.get("access_grade"))
    if grade:
        yield (
            heading("access_grade"),
            say(f"views.access_{grade}", lang) if f"access_{grade}" in catalogue("views") else grade,
        )
    for column, shown in (("carrying", "carrying_name"), ("unit", "unit")):
        value = row.get(shown) or row.get(column)
        if value:
            yield heading(column), cell_text(value)


def _progress(leads: Iterable[Any]) -> str:
    """Return the furthest stage among the leads that fill the segment."""
    stages = [str(lead.get("stage", "")) for lead in leads if isinstance(lead, Mapping)]
    return max((stage for stage in stages if stage in _LEAD_STAGES), key=_LEAD_STAGES.index, default="")


def _share(value: float) -> str:
    return f"{value:.0%}" if value >= 0.1 or value == 0 else f"{value:.1%}"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _number(value: object) -> float | None:
    return (
        float(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        else None
    )


def _whole(value: object) -> int | None:
    number = _number(value)
    return None if number is None else int(number)
