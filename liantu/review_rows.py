"""One filled-in row of a review book: what the person decided, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analyses.decisions import state_code
from analyses.reading import DATE, TEXT, SnapshotLike, read_nodes
from analyses.review import VERDICTS, Standing
from analyses.scope import divisions
from analyses.states import STATES
from graph.chains.configuration import near_segments, resolve_segment
from graph.errors import NotPossible
from graph.words import LANGUAGES, say
from loaders.values import clean_one
from loaders.values.base import Problem, cell_text

BLANK = "review.rule_blank"
Cells = Mapping[str, object]  # field → cell; a column to fill in is called fill_<name>
Faults = list[tuple[str, Problem]]  # field, what is wrong with it


@dataclass(frozen=True)
class Pair:
    """A decision that two uids are, or are not, one thing."""

    a: str
    b: str
    same: bool
    person: str
    reason: str
    day: date


Decision = dict[str, Any]  # fields of a Decision record


class Judge:
    """Checks filled-in rows against what the graph says now.

    Parameters
    ----------
    snapshot : SnapshotLike
        The graph.
    standing : Standing
        What it says of everything that may be reviewed.
    merged : DataFrame
        ``a, b, same, withdrawn``: decisions on duplicates so far.
    today : date
        No decision can be dated later.
    """

    def __init__(self, snapshot: SnapshotLike, standing: Standing, merged: pd.DataFrame, *, today: date) -> None:
        self._templates = snapshot.templates
        self._standing = standing
        self._today = today
        self._codes = credit_codes(snapshot)
        rows = read_nodes(
            snapshot, "Decision", ended=True, subject=TEXT, verdict=TEXT, target=TEXT, value=TEXT, person=TEXT,
            decided=DATE, expires=DATE, reason=TEXT,
        )  # fmt: skip
        self._known: dict[tuple[str, str], list[dict[str, str | None]]] = {}
        for row in rows.to_dict("records"):
            plain = {str(name): _plain(value) for name, value in row.items() if name != "uid"}
            self._known.setdefault((str(plain["subject"]), str(plain["decided"])), []).append(plain)
        live = merged[~merged["withdrawn"].astype(bool)]
        self._merged = set(zip(live["a"], live["b"], live["same"].astype(bool), strict=True))

    def read(self, sheet: str, cells: Cells) -> Decision | Pair | Faults | None:
        """Return what a row decides, or its faults; None where no verdict is filled in."""
        said = {
            name.removeprefix("fill_"): plain_text(cell) for name, cell in cells.items() if name.startswith("fill_")
        }
        if not said["verdict"]:
            # who signs and when is often filled down the whole column
            odd = [name for name in ("segment", "state") if said.get(name)]
            told = {"column": say(f"review.fill_{odd[0]}")} if odd else {}
            return [("fill_verdict", Problem("review.filled_without", said[odd[0]], told))] if odd else None
        faults: Faults = []
        verdict = _verdict(sheet, said["verdict"], faults)
        day, expires = self._days(cells, faults)
        for name, key in (("person", "review.no_person"), ("why", "review.no_reason")):
            if not said[name]:
                faults.append((f"fill_{name}", Problem(key, "")))
        judged = getattr(self, f"_{sheet}")(cells, said, verdict, faults)
        if faults or day is None:
            return faults
        if sheet == "duplicates":
            return Pair(judged["a"], judged["b"], judged["same"], said["person"], said["why"], day)
        signed = {"person": said["person"], "decided": day, "expires": expires, "reason": said["why"]}
        decision: Decision = {**judged, **signed}
        if self._repeated(decision):
            return decision
        self._check_fresh(sheet, cells, decision, faults)
        return faults or decision

    def _days(self, cells: Cells, faults: Faults) -> tuple[date | None, date | None]:
        found: list[date | None] = []
        for name in ("fill_day", "fill_expires"):
            value, *precision = clean_one("date", cells.get(name))[0]  # the values of the cell
            day = value if isinstance(value, date) and precision == ["day"] else None
            text = plain_text(cells.get(name))
            if text and day is None:
                faults.append((name, Problem("review.bad_day", text)))
            found.append(day)
        day, expires = found
        if not plain_text(cells.get("fill_day")):
            faults.append(("fill_day", Problem("review.no_day", "")))
        elif day is not None and day > self._today:
            faults.append(("fill_day", Problem("review.late_day", day.isoformat())))
        if day and expires and expires <= day:
            told = {"expires": expires.isoformat(), "day": day.isoformat()}
            faults.append(("fill_expires", Problem("review.reversed", expires.isoformat(), told)))
        return day, expires

    def _placements(self, cells: Cells, said: Mapping[str, str], verdict: str, faults: Faults) -> Decision:
        firm, segment = plain_text(cells["firm"]), plain_text(cells["segment"])
        target = self._target("segment", said, verdict, faults)
        moved: str | None = None
        if target:
            try:
                template, found = resolve_segment(self._templates, _code_in(target))
                moved = f"{template.chain}/{found.id}"
            except NotPossible:
                told = {"known": near_segments(self._templates, target)}
                faults.append(("fill_segment", Problem("review.unknown_segment", target, told)))
        if moved == segment:
            faults.append(("fill_segment", Problem("review.same_target", target)))
        change = verdict == "change"
        return {
            "subject": firm, "subject_kind": "Firm", "verdict": "move" if change else verdict,
            "target": f"segment:{moved if change else segment}", "value": f"segment:{segment}" if change else None,
        }  # fmt: skip

    def _states(self, cells: Cells, said: Mapping[str, str], verdict: str, faults: Faults) -> Decision:
        region, segment = plain_text(cells["region"]), plain_text(cells["segment"])
        if region not in divisions():
            faults.append(("region", Problem("review.unknown_place", region)))
        now = state_code(plain_text(cells.get("state_name"))) or ""  # fresh or not is checked later
        target = self._target("state", said, verdict, faults)
        state = state_code(target) if target else now
        if target and state is None:
            told = {"known": "、".join(say(f"gaps.state_{each}") for each in STATES)}
            faults.append(("fill_state", Problem("review.unknown_state", target, told)))
        elif target and state == now:
            faults.append(("fill_state", Problem("review.same_target", target)))
        return {
            "subject": f"segment:{segment}", "subject_kind": "Segment",
            "verdict": "state" if verdict == "change" else verdict, "target": region, "value": state,
        }  # fmt: skip

    def _duplicates(self, cells: Cells, _said: Mapping[str, str], verdict: str, faults: Faults) -> Decision:
        a, b, same = plain_text(cells["uid"]), plain_text(cells["other"]), verdict == "confirm"
        if same and a in self._codes and b in self._codes and self._codes[a] != self._codes[b]:
            faults.append(("fill_verdict", Problem("review.two_codes", "", {"a": a, "b": b})))
        if (a, b, same) not in self._merged and self._standing.duplicates.get((a, b)) != plain_text(cells["stamp"]):
            faults.append(("stamp", Problem("review.not_here", f"{a} – {b}")))
        return {"a": a, "b": b, "same": same}

    def decided_before(self, pair: Pair) -> bool:
        """Return whether the same is decided already."""
        return (pair.a, pair.b, pair.same) in self._merged

    def _target(self, name: str, said: Mapping[str, str], verdict: str, faults: Faults) -> str:
        """Return what a row changes to; '' where it changes nothing or says so wrongly."""
        text, told = said[name], {"column": say(f"review.fill_{name}")}
        if verdict == "change" and not text:
            faults.append((f"fill_{name}", Problem("review.no_target", "", told)))
        elif verdict in ("confirm", "reject") and text:
            faults.append((f"fill_{name}", Problem("review.extra_target", text, told)))
        return text if verdict == "change" else ""

    def _repeated(self, decision: Decision) -> bool:
        """Return whether the graph holds this very decision: the same book was loaded before."""
        wanted = {name: _plain(value) for name, value in decision.items() if name != "subject_kind"}
        return any(wanted == known for known in self._known.get((str(wanted["subject"]), str(wanted["decided"])), []))

    def _check_fresh(self, sheet: str, cells: Cells, decision: Decision, faults: Faults) -> None:
        """Add a fault where the graph has changed since the book was written, or somebody else decided the same day."""
        first, second = ("firm", "segment") if sheet == "placements" else ("region", "segment")
        key = plain_text(cells[first]), plain_text(cells[second])
        mark, state = self._standing.states.get(key, (None, ""))
        now = self._standing.placements.get(key) if sheet == "placements" else mark
        named = [plain_text(cells.get(name)) for name in ("firm_name", "segment_name")]
        text = " · ".join(part for part in named if part) or " · ".join(key)
        if now is None:
            faults.append(("stamp", Problem("review.not_here", text)))
            return
        shown = sheet == "placements" or decision["verdict"] == "state" or decision["value"] == state
        if now != plain_text(cells["stamp"]) or not shown:
            faults.append(("stamp", Problem("review.stale", text)))
            return
        mine = {_plain(decision["target"]), _plain(decision["value"])} - {None}
        for known in self._known.get((str(decision["subject"]), str(_plain(decision["decided"]))), []):
            other = {known["target"], known["value"]} - {None}
            if sheet == "placements" and not mine & other:
                continue
            if sheet == "states" and known["target"] != decision["target"]:
                continue
            if (known["verdict"], known["target"]) != (decision["verdict"], decision["target"]):
                faults.append(("fill_day", Problem("review.same_day", text, {"verdict": known["verdict"]})))
                return


def credit_codes(snapshot: SnapshotLike) -> dict[str, str]:
    """Return uid → valid credit code of everything that has one."""
    found: dict[str, str] = {}
    for kind in snapshot.schema.nodes.values():
        for field in kind.fields:
            if field.type == "uscc" and field.name in kind.identifiers:
                rows = read_nodes(snapshot, kind.name, ended=True, **{field.name: TEXT}).dropna()
                found |= dict(zip(rows["uid"], rows[field.name], strict=True))
    return found


def _verdict(sheet: str, text: str, faults: Faults) -> str:
    """Return the verdict that a text names in any language; '' and a fault where it names none that fits the sheet."""
    wanted = text.casefold()
    for verdict in VERDICTS:
        if wanted in {verdict, *(say(f"review.verdict_{verdict}", lang).casefold() for lang in LANGUAGES)}:
            if sheet != "duplicates" or verdict != "change":
                return verdict
            faults.append(("fill_verdict", Problem("review.no_change", text)))
            return ""
    known = "、".join(say(f"review.verdict_{each}") for each in VERDICTS)
    faults.append(("fill_verdict", Problem("review.bad_verdict", text, {"known": known})))
    return ""


def _code_in(text: str) -> str:
    """Return the code in ``原料药（life-health/api）``, the text itself where it holds none."""
    head, bracket, tail = text.replace("(", "（").replace(")", "）").rpartition("（")
    return tail.rstrip("） ") if bracket and "/" in tail and head else text


def plain_text(cell: object) -> str:
    """Return a cell as text without blanks around it; a code that a spreadsheet made a number is the code again."""
    return cell_text(cell).strip() if cell is not None else ""


def _plain(value: object) -> str | None:
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return None
    return value.isoformat()[:10] if isinstance(value, date) else str(value)
