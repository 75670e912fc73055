"""People decide 人工判断: dated decisions outrank computation, are shown as such, and expire."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any

import pandas as pd

from analyses.reading import DATE, TEXT, SnapshotLike, read_nodes, segment_id
from analyses.states import STATES


def read_decisions(snapshot: SnapshotLike) -> pd.DataFrame:
    """Return the decisions in force, oldest first: uid, subject, verdict, target, value, person, dates, reason.

    A decision holds from its date until it expires; without a date it does not hold, for nobody could check it.
    """
    rows = read_nodes(
        snapshot, "Decision", subject=TEXT, subject_kind=TEXT, verdict=TEXT, target=TEXT, value=TEXT, person=TEXT,
        decided=DATE, expires=DATE, reason=TEXT,
    )  # fmt: skip
    today = pd.Timestamp(snapshot.as_of)
    rows = rows[(rows["decided"] <= today) & (rows["expires"].isna() | (rows["expires"] > today))]
    return rows.sort_values(["decided", "uid"], ignore_index=True)


def move_placements(edges: pd.DataFrame, decisions: pd.DataFrame, known: Collection[str]) -> pd.DataFrame:
    """Return the placements as people decided them: confirm, move (value → target) or reject a firm's segment."""
    own = decisions[decisions["verdict"].isin(["confirm", "move", "reject"]) & decisions["target"].notna()]
    for row in own.assign(segment=segment_id(own["target"]), old=segment_id(own["value"])).to_dict("records"):
        if row["segment"] in known:
            edges = _decide_one(edges, row)
    return edges.astype({"main": bool})


def _decide_one(edges: pd.DataFrame, row: Mapping[Hashable, Any]) -> pd.DataFrame:
    mine = edges["src"].eq(row["subject"])
    here = mine & edges["segment"].eq(row["segment"])
    leaving = here
    if row["verdict"] == "move":
        leaving = here | (mine & edges["segment"].eq(row["old"]) if isinstance(row["old"], str) else mine)
    was_main = bool(edges.loc[leaving, "main"].any())
    edges = edges[~leaving]
    if row["verdict"] == "reject":
        return edges
    added = {
        "key": row["uid"], "src": row["subject"], "dst": f"segment:{row['segment']}", "segment": row["segment"],
        "main": was_main, "evidence": "expert", "confidence": 1.0, "inferred": False,
    }  # fmt: skip
    return pd.concat([edges, pd.DataFrame([added])], ignore_index=True)


def decided_states(decisions: pd.DataFrame, regions: Collection[str], home: str) -> dict[str, dict[str, str]]:
    """Return segment → the last decision on its state here: uid, verdict, state, person, decided, expires, reason.

    ``target`` names the region of the decision (division code or ``region:`` uid); without one it speaks of home.
    ``reject`` takes the named state away: the segment is then normal.
    """
    found: dict[str, dict[str, str]] = {}
    rows = decisions[decisions["subject_kind"].eq("Segment") | decisions["subject"].str.startswith("segment:")]
    for row in rows.to_dict("records"):
        target = row["target"]
        region = target.removeprefix("region:") if isinstance(target, str) else home
        if region in regions and row["value"] in STATES:
            found[str(row["subject"]).removeprefix("segment:")] = {
                "uid": row["uid"], "verdict": row["verdict"], "state": row["value"], "person": _text(row["person"]),
                "decided": _text(row["decided"]), "expires": _text(row["expires"]), "reason": _text(row["reason"]),
            }  # fmt: skip
    return found


def _text(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value if isinstance(value, str) else ""
