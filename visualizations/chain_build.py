"""From a snapshot and the answers of the analyses to what a chain map shows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from analyses.result import Result
from graph.chains.template import ChainTemplate, SegmentTemplate
from graph.errors import NotPossible
from graph.words import catalogue, language, say
from visualizations.chain_evidence import Evidence, target_lines
from visualizations.chain_model import MOST_FIRMS, MOST_TARGETS, ChainMapModel, ChainMapSegment, Feed
from visualizations.palette import BADGES, STATES
from visualizations.sheets import cell_text, heading, plain, records

if TYPE_CHECKING:
    from graph.snapshot import Snapshot

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
    rows = {
        str(row["segment"]): (number, row) for number, row in enumerate(records(gaps.rows)) if row.get("chain") == chain
    }
    evidence = Evidence(snapshot, gaps, [number for number, _ in rows.values()])
    lines = target_lines(snapshot, targets, evidence)
    lang = language()
    found = []
    for part in template.segments:
        code = f"{chain}/{part.id}"
        number, row = rows.get(code, (None, {}))
        found.append(_segment(code, part, number, row, evidence, lines.get(code, []), lang))
    district = _district(gaps)
    chain_name = template.zh if lang == "zh" else template.en
    return ChainMapModel(
        title=say("views.map_title", lang, district=district, chain=chain_name),
        district=district,
        chain=chain_name,
        segments=tuple(found),
        feeds=tuple(_feeds(template)),
        facts=tuple(_header(gaps, district, chain_name, lang)),
        versions=tuple((heading(str(key)), cell_text(value)) for key, value in sorted(gaps.versions.items())),
        warnings=tuple(gaps.warnings),
        notes=(say("views.confidential_firms", lang),) if evidence.confidential else (),
        confidential=confidential_mark,
        lang=lang,
    )


def _district(gaps: Result) -> str:
    for key in ("region_name", "scope", "region"):
        value = gaps.parameters.get(key)
        if value:
            return cell_text(value)
    return ""


def _header(gaps: Result, district: str, chain: str, lang: str) -> Iterable[tuple[str, str]]:
    if district:
        yield say("views.fact_district", lang), district
    yield say("views.fact_chain", lang), chain
    if gaps.as_of is not None:
        yield say("views.fact_as_of", lang), gaps.as_of.isoformat()
    for key, value in gaps.coverage.items():
        value = plain(value)
        if isinstance(value, (bool, dict, list)) or value is None:
            continue
        yield heading(str(key)), _share(value) if isinstance(value, float) and 0 <= value <= 1 else cell_text(value)


def _feeds(template: ChainTemplate) -> Iterable[Feed]:
    known = {segment.id for segment in template.segments}
    for segment in template.segments:
        for taken in segment.inputs:
            source = taken.segment.removeprefix(f"{template.chain}/")
            if source in known and source != segment.id:
                yield Feed(f"{template.chain}/{source}", f"{template.chain}/{segment.id}", taken.need, taken.reason)


def _segment(
    code: str,
    part: SegmentTemplate,
    number: int | None,
    row: Mapping[str, Any],
    evidence: Evidence,
    lines: list[Any],
    lang: str,
) -> ChainMapSegment:
    state = row.get("state")
    state = state if state in STATES else "unknown"
    firms, firms_total = evidence.firms(number, code)
    facts, facts_total = evidence.facts(number)
    leads = [cell_text(lead) for lead in row.get("leads") or []]
    priority = _number(row.get("priority"))
    return ChainMapSegment(
        code=code,
        name=part.zh if lang == "zh" else part.en,
        stage=part.stage,
        panel=str(row.get("panel") or part.panel),
        layer=part.layer,
        weight=part.weight,
        required=part.required,
        state=state,
        badges=tuple(badge for badge in BADGES if badge in (row.get("badges") or [])),
        verb=_text(row.get("verb")),
        reason=_text(row.get("reason")),
        effective=_whole(row.get("effective_firms")),
        figures=tuple(_figures(row, lang)),
        priority=priority,
        parts=tuple(
            (heading(name), float(points)) for name, points in (row.get("parts") or {}).items() if points is not None
        )
        if priority is not None
        else (),
        dropped=_number(row.get("dropped_weight")) or 0.0,
        headline=bool(row.get("headline")),
        rank=_whole(row.get("rank")),
        progress=_progress(row.get("leads") or []) if state == "being_filled" else "",
        leads=tuple(leads),
        lead_firms=tuple(_text(name) for name in row.get("lead_firms") or []),
        firms=tuple(firms[:MOST_FIRMS]),
        firms_total=firms_total,
        targets=tuple(lines[:MOST_TARGETS]),
        targets_total=len(lines),
        facts=tuple(facts),
        facts_total=facts_total,
    )


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
    for column in ("carrying", "unit"):
        if row.get(column):
            yield heading(column), cell_text(row[column])


def _progress(leads: Iterable[Any]) -> str:
    """Return the furthest stage among the leads that fill the segment."""
    stages = [str(lead.get("stage", "")) for lead in leads if isinstance(lead, Mapping)]
    return max((stage for stage in stages if stage in _LEAD_STAGES), key=_LEAD_STAGES.index, default="")


def _share(value: float) -> str:
    return f"{value:.0%}" if value >= 0.1 or value == 0 else f"{value:.1%}"


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _number(value: Any) -> float | None:
    return (
        float(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        else None
    )


def _whole(value: Any) -> int | None:
    number = _number(value)
    return None if number is None else int(number)
