"""People decide 人工判断: dated decisions outrank computation, are shown as such, and expire."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from analyses.reading import DATE, TEXT, SnapshotLike, read_nodes
from analyses.segments import Segments
from analyses.states import STATES
from graph.chains.configuration import find_segment
from graph.names import normalise_name
from graph.words import LANGUAGES, say

_NAMED = 3  # subjects that a warning names
PLACING = ("confirm", "move", "reject")  # verdicts on a placement


def read_decisions(snapshot: SnapshotLike) -> pd.DataFrame:
    """Return the decisions in force, oldest first: uid, subject, verdict, target, value, person, dates, reason.

    A decision holds from its date until it expires; unsigned or undated it does not hold, for nobody could check it.
    ``subject`` is a uid, whatever the record calls the firm or the segment. ``segment`` is the one it speaks of, and
    ``old`` the one that a move leaves.
    """
    rows = _understood(snapshot)
    return rows[rows["fault"] == ""].drop(columns="fault").reset_index(drop=True)


def idle_warnings(snapshot: SnapshotLike) -> list[str]:
    """Return a sentence for each reason for which decisions that should hold today have no effect."""
    rows = _understood(snapshot)
    idle = rows[rows["fault"] != ""]
    return [
        say(str(fault), count=len(part), subjects="、".join(part["subject"].astype(str)[:_NAMED]))
        for fault, part in idle.groupby("fault", sort=True)
    ]


def _understood(snapshot: SnapshotLike) -> pd.DataFrame:
    """Return the decisions of the day with what they speak of, and the fault that keeps one from being used."""
    rows = read_nodes(
        snapshot, "Decision", subject=TEXT, subject_kind=TEXT, verdict=TEXT, target=TEXT, value=TEXT, person=TEXT,
        decided=DATE, expires=DATE, reason=TEXT,
    )  # fmt: skip
    today = pd.Timestamp(snapshot.as_of)
    begun = rows["decided"].isna() | (rows["decided"] <= today)
    rows = rows[begun & (rows["expires"].isna() | (rows["expires"] > today))]
    rows = rows.sort_values(["decided", "uid"], ignore_index=True)
    known = _Known(snapshot) if len(rows) else None
    told = [known.read(row) for row in rows.to_dict("records")] if known else []
    names = ("subject", "subject_kind", "segment", "old", "value", "fault")
    return rows.assign(
        **{name: pd.Series([line[at] for line in told], dtype="object") for at, name in enumerate(names)}
    )


class _Known:
    """What decisions may speak of: firms and sites by uid or name, segments by anything they answer to."""

    def __init__(self, snapshot: SnapshotLike) -> None:
        firms = read_nodes(snapshot, "Firm", ended=True, name=TEXT)
        self._kinds = dict.fromkeys(firms["uid"], "Firm")
        self._kinds |= dict.fromkeys(read_nodes(snapshot, "Site", ended=True)["uid"], "Site")
        norms = firms["name"].dropna().map(normalise_name)
        alone = ~norms.duplicated(keep=False)
        self._named = dict(zip(norms[alone], firms.loc[norms.index[alone], "uid"], strict=True))
        self._segment = cache(lambda text: find_segment(snapshot.templates, text.removeprefix("segment:")))

    def read(self, row: Mapping[Hashable, Any]) -> tuple[str, str, str | None, str | None, str | None, str]:
        """Return subject, its kind, segment, old segment, value and fault ('' none) of one decision."""
        subject = str(row["subject"])
        value = row["value"] if isinstance(row["value"], str) else None
        if not isinstance(row["person"], str) or pd.isna(row["decided"]):
            return subject, "", None, None, value, "review.idle_unsigned"
        uid = subject if subject in self._kinds else self._named.get(normalise_name(subject))
        if uid is not None:
            target, old = self._named_segment(row["target"]), self._named_segment(value)
            # a move from a segment that nobody knows must not take the firm out of all of its segments
            lost = row["verdict"] == "move" and bool(value and value.strip()) and old is None
            fault = "" if target and row["verdict"] in PLACING and not lost else "review.idle_segment"
            return uid, self._kinds[uid], target, old, value, fault
        own = self._named_segment(subject)
        state = state_code(value or "")
        fault = "review.idle_subject" if own is None else "review.idle_state" if state is None else ""
        return f"segment:{own}" if own else subject, "Segment", own, None, state or value, fault

    def _named_segment(self, text: object) -> str | None:
        return self._segment(text) if isinstance(text, str) and text.strip() else None


def state_code(text: str) -> str | None:
    """Return the state that a text names (``missing``, 缺失环节, Missing), None where it names none."""
    wanted = text.strip().casefold()
    for state in STATES:
        if wanted in {state, *(say(f"gaps.state_{state}", lang).casefold() for lang in LANGUAGES)}:
            return state
    return None


def move_placements(
    edges: pd.DataFrame, decisions: pd.DataFrame, segments: Segments, sites: pd.DataFrame
) -> pd.DataFrame:
    """Return the placements as people decided them: confirm, move (old → new) or reject a firm's segment.

    A decision on a firm holds for its sites too, and one on a segment for the segments that are the same thing.
    """
    rows = decisions[decisions["verdict"].isin(PLACING) & decisions["subject_kind"].isin(["Firm", "Site"])]
    rows = rows[rows["segment"].isin(segments.position)]
    if rows.empty:
        return edges.astype({"main": bool})
    owner = dict(zip(sites["site"], sites["firm"], strict=True))
    holder = edges["src"].map(lambda src: owner.get(src, src)).astype("str")
    # only the placements of firms that somebody decided on are looked at one by one
    touched = edges["src"].isin(rows["subject"]) | holder.isin(rows["subject"])
    own = edges[touched]
    for row in rows.to_dict("records"):
        own = _decide_one(own, row, segments.same, owner)
    return pd.concat([edges[~touched], own], ignore_index=True).astype({"main": bool})


def _decide_one(
    edges: pd.DataFrame, row: Mapping[Hashable, Any], same: Mapping[str, tuple[str, ...]], owner: Mapping[str, str]
) -> pd.DataFrame:
    mine = edges["src"].eq(row["subject"]) | edges["src"].map(owner).eq(row["subject"])
    segment, old = str(row["segment"]), row["old"]
    here = mine & edges["segment"].isin(same.get(segment, (segment,)))
    if row["verdict"] == "reject":
        return edges[~here]
    leaving = here
    if row["verdict"] == "move":
        leaving = here | (mine & edges["segment"].isin(same.get(old, (old,))) if isinstance(old, str) else mine)
    said = {"key": row["uid"], "evidence": "expert", "confidence": 1.0, "inferred": False}
    if row["verdict"] == "move" or not leaving.any():
        said |= {"dst": f"segment:{segment}", "segment": segment}
    placed = edges[leaving].assign(**said)
    if placed.empty:
        placed = pd.DataFrame([{"src": row["subject"], "main": False, **said}])
    placed = placed.assign(main=bool(edges.loc[leaving, "main"].any())).drop_duplicates(["src", "segment"])
    return pd.concat([edges[~leaving], placed], ignore_index=True)


def placing_facts(decisions: pd.DataFrame, firms: Collection[str]) -> dict[str, list[tuple[str, list[str]]]]:
    """Return segment → what people decided on placements of these firms in it: a sentence, the decisions' uids.

    A move is told where the firm came to and, as a rejection, where it left.
    """
    rows = decisions[decisions["subject"].isin(firms) & decisions["verdict"].isin(PLACING)]
    told: dict[tuple[str, str, str, str], list[str]] = {}
    for row in rows.to_dict("records"):
        verdicts = [(row["segment"], row["verdict"])]
        if row["verdict"] == "move" and isinstance(row["old"], str):
            verdicts.append((row["old"], "reject"))
        for segment, verdict in verdicts:
            key = str(segment), str(verdict), str(row["person"]), _text(row["decided"])
            told.setdefault(key, []).append(str(row["uid"]))
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for (segment, verdict, person, day), uids in sorted(told.items()):
        text = say(f"review.placed_{verdict}", person=person, decided=day)
        found.setdefault(segment, []).append((text, uids))
    return found


def decided_states(decisions: pd.DataFrame, regions: Collection[str], home: str) -> dict[str, dict[str, str]]:
    """Return segment → the last decision on its state here: uid, verdict, state, person, decided, expires, reason.

    ``target`` names the region of the decision (division code or ``region:`` uid); without one it speaks of home.
    ``reject`` takes the named state away: the segment is then normal.
    """
    found: dict[str, dict[str, str]] = {}
    for row in decisions[decisions["subject_kind"].eq("Segment")].to_dict("records"):
        target = row["target"]
        region = target.removeprefix("region:") if isinstance(target, str) else home
        if region in regions:
            found[str(row["segment"])] = {
                "uid": row["uid"], "verdict": row["verdict"], "state": row["value"], "person": _text(row["person"]),
                "decided": _text(row["decided"]), "expires": _text(row["expires"]), "reason": _text(row["reason"]),
            }  # fmt: skip
    return found


def _text(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value if isinstance(value, str) else ""
