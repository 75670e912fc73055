"""The firms, facts and targets behind a chain map's segments, with the records they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analyses.result import Result
from graph.snapshot import Snapshot
from graph.words import catalogue, language, say
from visualizations.chain_model import MOST_FACTS, Fact, FirmLine, TargetLine, TargetReason
from visualizations.sheets import cell_text, heading, in_words, plain, records

_FIRM_FIGURES = ("lead_firms", "effective_firms", "firms", "size_unknown", "seedlings")  # best first
_TITLES_SHOWN = 2


class Evidence:
    """Facts of a gap analysis by row, with names, confidentiality and records looked up once for all of them.

    Parameters
    ----------
    snapshot : Snapshot
        Where names and records come from.
    gaps : Result
        The analysis.
    numbers : sequence of int
        The rows that are drawn.
    """

    def __init__(self, snapshot: Snapshot, gaps: Result, numbers: Sequence[int]) -> None:
        wanted = gaps.facts[gaps.facts["row"].isin(list(numbers))]
        self._facts: dict[int, list[dict[str, Any]]] = {}
        for fact in records(wanted):
            self._facts.setdefault(int(fact["row"]), []).append(fact)
        self.hidden = _confidential(snapshot)
        shown = {str(fact["id"]) for facts in self._facts.values() for fact in self._picked(facts) if fact.get("id")}
        self._places = _places(snapshot, sorted(shown - self.hidden))
        firms = {str(fact["id"]) for facts in self._facts.values() for fact in facts if fact["figure"] in _FIRM_FIGURES}
        self._notes = _firm_notes(snapshot, firms)
        self.confidential = any(str(fact.get("id")) in self.hidden for facts in self._facts.values() for fact in facts)

    def _picked(self, facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return facts to list: every figure has a turn before any has a second, so that none is crowded out."""
        turns: dict[str, int] = {}
        ranked = []
        for order, fact in enumerate(facts):
            turn = turns.get(str(fact["figure"]), 0)
            turns[str(fact["figure"])] = turn + 1
            ranked.append((turn, order, fact))
        chosen = sorted(ranked, key=lambda item: item[:2])[:MOST_FACTS]
        return [fact for _, _, fact in sorted(chosen, key=lambda item: item[1])]

    def firms(self, number: int | None) -> tuple[list[FirmLine], int]:
        """Return the firms that the analysis counted in a segment, lead firms first, and how many there are."""
        if number is None:
            return [], 0
        found: dict[str, FirmLine] = {}
        for figure in _FIRM_FIGURES:
            for fact in self._facts.get(number, []):
                uid = str(fact.get("id") or "")
                if fact["figure"] == figure and uid and uid not in found and uid not in self.hidden:
                    below = heading(figure) if figure in ("seedlings", "size_unknown") else ""
                    note = " · ".join(part for part in (below, self._notes.get(uid, "")) if part)
                    found[uid] = FirmLine(uid, cell_text(fact["label"]), note, lead=figure == "lead_firms")
        return list(found.values()), len(found)

    def facts(self, number: int | None) -> tuple[list[Fact], int]:
        """Return the facts listed for a row with their records, and how many there are."""
        if number is None:
            return [], 0
        every = self._facts.get(number, [])
        found = []
        for fact in self._picked(every):
            uid = str(fact.get("id") or "")
            if uid in self.hidden:
                continue
            place = self._places.get(uid, {})
            figure, formula = str(in_words("figure", str(fact["figure"]))), cell_text(fact["formula"])
            value, label = cell_text(fact["value"]), cell_text(fact["label"])
            file, sheet, source = (cell_text(place.get(name)) for name in ("file", "sheet", "source"))
            found.append(Fact(figure, formula, value, label, file, sheet, place.get("row"), source))
        return found, len(every)

    def place(self, uid: str) -> Mapping[str, Any]:
        """Return the first record of a node or edge: file, sheet, row, source; empty where none is known."""
        return self._places.get(uid, {})


def _confidential(snapshot: Snapshot) -> set[str]:
    """Return the uids of confidential entities, of whatever kind declares the mark."""
    found: set[str] = set()
    for kind in snapshot.schema.nodes.values():
        if any(field.name == "confidential" for field in kind.fields):
            frame = snapshot.nodes(kind.name, ["confidential"])
            found |= set(frame.loc[frame["confidential"].eq(other=True).fillna(value=False).astype(bool), "uid"])
    return found


def _firm_notes(snapshot: Snapshot, uids: set[str]) -> dict[str, str]:
    """Return what is said beside a firm's name: above scale or its size class, its first titles, its township."""
    frame = snapshot.nodes("Firm", ["scale", "above_scale", "titles", "township"])
    sizes = snapshot.schema.nodes["Firm"].field("scale").choices if language() == "zh" else {}
    found = {}
    for firm in records(frame[frame["uid"].isin(uids)]):
        size = say("views.above_scale") if firm["above_scale"] else sizes.get(firm["scale"] or "", firm["scale"] or "")
        titles = "、".join((firm["titles"] or [])[:_TITLES_SHOWN])
        found[str(firm["uid"])] = " · ".join(part for part in (size, titles, firm["township"] or "") if part)
    return found


def _places(snapshot: Snapshot, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    if not ids:
        return {}
    found: dict[str, dict[str, Any]] = {}
    for record in records(snapshot.provenance(list(ids))):
        found.setdefault(str(record["id"]), record)
    return found


def target_lines(snapshot: Snapshot, targets: Result | None, evidence: Evidence) -> dict[str, list[TargetLine]]:
    """Return the targets of each segment in their ranked order; excluded and confidential ones are left out."""
    if targets is None:
        return {}
    rows = [row for row in records(targets.rows) if not row.get("excluded") and row.get("uid") not in evidence.hidden]
    ties = _Ties(snapshot, rows, evidence.hidden)
    found: dict[str, list[TargetLine]] = {}
    for row in rows:
        found.setdefault(str(row["segment"]), []).append(_target_line(row, ties))
    return found


def _target_line(row: Mapping[str, Any], ties: _Ties) -> TargetLine:
    parts = {name: points for name, points in (row.get("parts") or {}).items() if points is not None}
    return TargetLine(
        uid=cell_text(row.get("uid")),
        name=cell_text(row.get("firm") or row.get("name")),
        group=cell_text(row.get("list_name") or row.get("list")),
        region=cell_text(row.get("region_name") or row.get("region")),
        score=row.get("score"),
        parts=tuple((_part_word(name), float(points)) for name, points in parts.items()),
        reasons=tuple(_reason(reason) for reason in row.get("reasons") or []),
        ties=tuple(ties.words(path) for path in (row.get("paths") or [])[:3]),
        counter=cell_text(row.get("counter")),
    )


def _part_word(name: str) -> str:
    return say(f"targets.part_{name}") if f"part_{name}" in catalogue("targets") else heading(name)


def _reason(reason: object) -> TargetReason:
    if isinstance(reason, Mapping):
        return TargetReason(
            cell_text(reason.get("text")), cell_text(reason.get("source")), cell_text(reason.get("date"))
        )
    return TargetReason(cell_text(reason))


class _Ties:
    """Words for evidence paths: node, relation, node, ...; a relation reads ``供应→`` or ``←供应`` by its direction."""

    def __init__(self, snapshot: Snapshot, rows: Iterable[Mapping[str, Any]], hidden: set[str]) -> None:
        steps = {str(step) for row in rows for path in row.get("paths") or [] for step in plain(path)}
        self._names = snapshot.names(sorted(steps)) | dict.fromkeys(sorted(hidden & steps), say("views.hidden"))
        self._edges: dict[str, tuple[str, str]] = {}
        chinese = language() == "zh"
        for kind in snapshot.schema.edges.values() if steps else ():
            frame = snapshot.edges(kind.name, [])
            for key, src in frame.loc[frame["key"].isin(steps), ["key", "src"]].itertuples(index=False):
                self._edges[str(key)] = (kind.zh if chinese else kind.en, str(src))

    def words(self, path: Sequence[object]) -> tuple[str, ...]:
        """Return one path as people read it."""
        found, before = [], ""
        for step in map(str, path):
            if step in self._edges:
                word, src = self._edges[step]
                found.append(f"{word}→" if src == before else f"←{word}")
            else:
                found.append(self._names.get(step, step))
                before = step
        return tuple(found)
