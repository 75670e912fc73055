"""人工复核: what people are asked to confirm, move or reject: placements, states of segments, likely duplicates.

Each row carries a stamp 核对码 of what it shows, so that a sheet filled in weeks later tells row by row whether the
graph still says what the person judged.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analyses.assess import assess
from analyses.gaps import gaps
from analyses.inputs import Inputs, gather
from analyses.reading import FLAG, LIST, SnapshotLike, read_edges, read_nodes
from analyses.scope import Scope, find_scope, prefix
from analyses.segments import Segments, find_chain, read_segments
from analyses.states import STATES
from analyses.thresholds import load_thresholds
from graph.words import language, say

# columns that are shown, by sheet; the last is the stamp
PLACEMENTS = ("firm", "firm_name", "segment", "segment_name", "role", "evidence_name", "confidence", "words",
              "product", "source", "decision", "stamp")  # fmt: skip
STATE_ROWS = ("region", "segment", "chain_name", "segment_name", "state_name", "priority", "effective_firms", "reason",
              "decision", "stamp")  # fmt: skip
DUPLICATES = ("uid", "name", "region_name", "other", "other_name", "other_region", "kind_name", "why", "stamp")
# columns that people fill in, by sheet
FILLED = {
    "placements": ("verdict", "segment", "why", "person", "day", "expires"),
    "states": ("verdict", "state", "why", "person", "day", "expires"),
    "duplicates": ("verdict", "why", "person", "day"),
}
SHOWN = {"placements": PLACEMENTS, "states": STATE_ROWS, "duplicates": DUPLICATES}
VERDICTS = ("confirm", "change", "reject")
Row = Mapping[Hashable, Any]
_HASHED = re.compile(r"[a-z_]+:[0-9a-f]{16}")
_WORDS = 8  # words that are shown of those that led to a placement


@dataclass(frozen=True)
class Review:
    """What a review sheet shows: three tables, what was asked, versions and sentences for the reader."""

    placements: pd.DataFrame
    states: pd.DataFrame
    duplicates: pd.DataFrame
    parameters: Mapping[str, object]
    versions: Mapping[str, str]
    as_of: date
    segments: tuple[str, ...]  # names that a placement may be moved to
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """What the graph says now of everything that a review sheet may speak of: stamps by row."""

    placements: Mapping[tuple[str, str], str]
    states: Mapping[tuple[str, str], tuple[str, str]]  # (region, segment) → stamp, state
    duplicates: Mapping[tuple[str, str], str]


def review(
    snapshot: SnapshotLike, duplicates: pd.DataFrame, *, region: str | Sequence[str], chain: str | None = None
) -> Review:
    """Return the rows to be reviewed of a region's chains; answers "what should a person look at".

    Parameters
    ----------
    snapshot
        The graph at a day.
    duplicates
        ``space, name, uid, kind, region`` as the workspace lists them.
    region, chain
        As for gaps. States are given only for one division, because decisions on states speak of one.

    Raises
    ------
    NotPossible
        Unknown region or chain.
    """
    rules = load_thresholds(None)
    scope = find_scope(snapshot, region)
    asked = find_chain(snapshot.templates, chain) if chain else None
    found = gaps(snapshot, region=region, chain=chain)
    segments = read_segments(snapshot.templates)
    shown = [asked] if asked else sorted(set(found.rows["chain"]))
    warnings = list(found.warnings)
    place = _division(scope)
    states = _states(found.rows, place) if place else pd.DataFrame(columns=list(STATE_ROWS))
    if place is None:
        warnings.append(say("review.no_states", scope=scope.text()))
    secret = confidential(snapshot)
    return Review(
        placements=_placements(snapshot, gather(snapshot, segments, rules), segments, _Asked(scope, shown, secret)),
        states=states,
        duplicates=_of_scope(duplicate_pairs(snapshot, duplicates), scope, secret),
        parameters=found.parameters,
        versions=found.versions,
        as_of=snapshot.as_of,
        segments=tuple(segment_label(segments, segment) for segment in segments.ids),
        warnings=tuple(warnings),
    )


def standing(snapshot: SnapshotLike, duplicates: pd.DataFrame, regions: Collection[str]) -> Standing:
    """Return what the graph says now, for the regions that a filled-in sheet names; unknown regions have no states."""
    rules = load_thresholds(None)
    home = find_scope(snapshot, snapshot.settings.home)
    placed: dict[tuple[str, str], str] = {}
    states: dict[tuple[str, str], tuple[str, str]] = {}
    for region in sorted({*regions, home.codes[0]}):
        seen = assess(snapshot, find_scope(snapshot, region), rules)
        if not placed:
            rows = placement_rows(snapshot, seen.inputs)
            placed = dict(zip(zip(rows["firm"], rows["segment"], strict=True), rows["stamp"], strict=True))
        for at, segment in enumerate(seen.segments.ids):
            state, computed = STATES[seen.state[at]], STATES[seen.computed[at]]
            decided = seen.decided.get(segment, {}).get("uid", "")
            states[region, segment] = stamp(region, segment, state, computed, decided), state
    pairs = duplicate_pairs(snapshot, duplicates)
    both = dict(zip(zip(pairs["uid"], pairs["other"], strict=True), pairs["stamp"], strict=True))
    return Standing(placed, states, both)


def stamp(*values: object) -> str:
    """Return the 核对码 of values: ten hexadecimal digits after a letter, so that no spreadsheet takes it for a number."""
    text = "\x1f".join("" if value is None else str(value) for value in values)
    return "k" + hashlib.sha256(text.encode()).hexdigest()[:10]


def segment_label(segments: Segments, segment: str) -> str:
    """Return a segment as the sheet names it: ``原料药（life-health/api）``."""
    return f"{segments.table['name'].iloc[segments.position[segment]]}（{segment}）"


def confidential(snapshot: SnapshotLike) -> set[str]:
    """Return the uids of confidential firms: they leave in no sheet."""
    rows = read_nodes(snapshot, "Firm", ended=True, confidential=FLAG)
    return set(rows.loc[rows["confidential"], "uid"])


def _division(scope: Scope) -> str | None:
    one = scope.way == "division" and len(scope.codes) == 1 and not scope.townships
    return scope.codes[0] if one else None


def placement_rows(snapshot: SnapshotLike, inputs: Inputs) -> pd.DataFrame:
    """Return every placement, counted or candidate: firm, segment, role, evidence, confidence, words, product, stamp.

    One row a firm and segment; ``role`` is main, secondary or candidate. Of segments that are the same thing in
    several chains every one stands.
    """
    rows = pd.concat([inputs.placed.assign(role="secondary"), inputs.candidates.assign(role="candidate")])
    rows["role"] = rows["role"].mask(rows["role"].eq("secondary") & rows["main"].eq(1), "main")
    rows = rows.sort_values(["firm", "segment"], kind="stable").drop_duplicates(["firm", "segment"])
    edges = read_edges(snapshot, "OPERATES_IN", ended=True, words=LIST)
    words = dict(zip(edges["key"], edges["words"], strict=True))
    rows["words"] = [_joined(words.get(key)) for key in rows["key"]]
    signed = {row["uid"]: _signed(row) for row in inputs.decisions.to_dict("records")}
    rows["decision"] = [signed.get(key, "") for key in rows["key"]]
    rows["product"] = rows["product"].fillna("")
    basis = ["firm", "segment", "role", "evidence", "words", "decision"]
    rows["stamp"] = [stamp(*values) for values in rows[basis].itertuples(index=False)]
    return rows.reset_index(drop=True)


def _joined(words: object) -> str:
    return "、".join(map(str, list(words)[:_WORDS])) if isinstance(words, Iterable) else ""


def _signed(row: Row) -> str:
    return say("review.signed", person=row["person"], decided=row["decided"].date().isoformat())


@dataclass(frozen=True)
class _Asked:
    """What a sheet is about: boundary, chains, and the firms that it must not name."""

    scope: Scope
    chains: Sequence[str]
    secret: set[str]


def _placements(snapshot: SnapshotLike, inputs: Inputs, segments: Segments, asked: _Asked) -> pd.DataFrame:
    """Return the placements of firms inside the boundary, the least sure first."""
    at = inputs.places
    inside = set(at.loc[asked.scope.holds(at), "firm"]) - asked.secret
    alive = set(inputs.firms.loc[inputs.firms["standing"] > 0, "uid"])
    rows = placement_rows(snapshot, inputs)
    chain = rows["segment"].str.split("/").str[0]
    rows = rows[rows["firm"].isin(inside & alive) & chain.isin(asked.chains)]
    rows = rows[~rows.duplicated(["firm", "key"])]  # the same thing in a second chain is judged once
    names = snapshot.names(sorted(set(rows["firm"])))
    order = {"candidate": 0, "secondary": 1, "main": 2}
    rows = rows.assign(
        firm_name=[names.get(uid, uid) for uid in rows["firm"]],
        position=rows["segment"].map(segments.position),
        segment_name=[segment_label(segments, segment) for segment in rows["segment"]],
        turn=rows["role"].map(order),
        evidence_name=[_evidence(snapshot, value) for value in rows["evidence"]],
        source=_sources(snapshot, rows),
    ).sort_values(["confidence", "turn", "position", "firm"], kind="stable", ignore_index=True)
    rows["role"] = [say(f"review.role_{role}") for role in rows["role"]]
    return rows[list(PLACEMENTS)]


def _evidence(snapshot: SnapshotLike, value: str) -> str:
    if language() != "zh":
        return value
    return snapshot.schema.edges["OPERATES_IN"].field("evidence").choices.get(value, value)


def _sources(snapshot: SnapshotLike, rows: pd.DataFrame) -> list[str]:
    """Return where each placement comes from: its own record, else the firm's."""
    wanted = {*rows["key"].dropna(), *rows["firm"]}
    places: dict[str, str] = {}
    for line in snapshot.provenance(sorted(wanted)).to_dict("records"):
        parts = [str(line[name]) for name in ("file", "sheet") if isinstance(line[name], str) and line[name]]
        places.setdefault(str(line["id"]), " · ".join([*parts, say("review.row", row=int(line["row"]))]))
    return [places.get(key) or places.get(firm, "") for key, firm in zip(rows["key"], rows["firm"], strict=True)]


def _states(rows: pd.DataFrame, region: str) -> pd.DataFrame:
    """Return the states of the segments shown, ranked ones first, as the gap analysis orders them."""
    decided = [line.get("uid", "") for line in rows["decided"]]
    stamps = [
        stamp(region, *values)
        for values in zip(rows["segment"], rows["state"], rows["state_computed"], decided, strict=True)
    ]
    signed = [
        say("review.signed", person=line["person"], decided=line["decided"]) if line else "" for line in rows["decided"]
    ]
    frame = rows.assign(region=region, segment_name=rows["name"], decision=signed, stamp=stamps)
    return frame[list(STATE_ROWS)].reset_index(drop=True)


def duplicate_pairs(snapshot: SnapshotLike, duplicates: pd.DataFrame) -> pd.DataFrame:
    """Return pairs that may be one thing, with the reason why they stand apart.

    Of each group under one name the first (the one with an identifier) is paired with every other. What its own
    identifiers tell apart, such as two districts of one name, is left out.
    """
    pairs = []
    for (_, name), part in duplicates.groupby(["space", "name"], sort=True):
        ordered = sorted(part.to_dict("records"), key=lambda row: (_hashed(row), str(row["uid"])))
        pairs += [(name, ordered[0], other) for other in ordered[1:]]
    uids = sorted({str(row["uid"]) for _, *both in pairs for row in both})
    names = snapshot.names(uids)
    rows = []
    for _, one, other in pairs:
        coded = not _hashed(one), not _hashed(other)
        if all(coded) and not snapshot.schema.nodes[str(one["kind"])].space:
            continue
        a, b = str(one["uid"]), str(other["uid"])
        rows.append({
            "uid": a, "name": names.get(a, a), "region_name": _text(one["region"]), "other": b,
            "other_name": names.get(b, b), "other_region": _text(other["region"]),
            "kind_name": snapshot.schema.nodes[str(one["kind"])].zh, "why": _why(one, other, coded), "stamp": stamp(a, b),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=list(DUPLICATES))


def _hashed(row: Row) -> bool:
    """Return whether a node has no identifier of its own: its uid is then made from kind, name and region."""
    return _HASHED.fullmatch(str(row["uid"])) is not None


def _why(one: Row, other: Row, coded: tuple[bool, bool]) -> str:
    if all(coded):
        return say("review.why_codes")
    if isinstance(one["region"], str) and isinstance(other["region"], str) and one["region"] != other["region"]:
        return say("review.why_regions")
    return say("review.why_one_code" if any(coded) else "review.why_no_code")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _of_scope(pairs: pd.DataFrame, scope: Scope, secret: set[str]) -> pd.DataFrame:
    """Leave the pairs of which one lies inside the divisions of the boundary, or whose place is unknown."""
    starts = tuple(prefix(code) for code in scope.bases())
    near = [
        any(not place or place.startswith(starts) for place in both)
        for both in zip(pairs["region_name"], pairs["other_region"], strict=True)
    ]
    open_ = ~(pairs["uid"].isin(secret) | pairs["other"].isin(secret))
    return pairs[pd.Series(near, index=pairs.index, dtype=bool) & open_].reset_index(drop=True)
