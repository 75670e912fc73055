"""Who is not to be approached, and the reason: printed beside the name, never silent."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analyses.assess import Assessment
from analyses.events import read_leads
from analyses.inputs import located_until
from analyses.reading import SnapshotLike
from analyses.wording import access_name
from graph.names import normalise_name
from graph.words import language, say


def exclusions(snapshot: SnapshotLike, seen: Assessment, table: pd.DataFrame) -> pd.Series:
    """Return the reason why each row (columns firm, segment, list) is excluded, '' where it is not.

    Reasons, the first that holds: not in business; dishonest; access limited here; already a lead (its stage and owner
    are shown); renamed; moved inside the city; moved away from here.
    """
    firms = seen.inputs.firms.set_index("uid")
    closed = set(seen.access.index[seen.access["closed"]])
    leads, renamed = _leads(snapshot, seen), _renamed(seen)
    away, inside = _moved(snapshot, seen)
    reasons = []
    for firm, segment, which in zip(table["firm"], table["segment"], table["list"], strict=True):
        own = firms.loc[firm]
        if own["standing"] == 0:
            reason = say("targets.excluded_cancelled")
        elif own["dishonest"]:
            reason = say("targets.excluded_dishonest")
        elif segment in closed and which != "in_city":
            reason = say("targets.excluded_access", grade=access_name(str(seen.access.loc[segment, "grade"])))
        elif firm in leads:
            reason = leads[firm]
        elif firm in renamed and which != "expansion":
            reason = say("targets.excluded_renamed", firm=renamed[firm])
        elif firm in inside:
            reason = say("targets.excluded_moved_in_city")
        else:
            reason = say("targets.excluded_moved_away", date=away[firm]) if firm in away else ""
        reasons.append(reason)
    return pd.Series(reasons, index=table.index, dtype="str")


def _leads(snapshot: SnapshotLike, seen: Assessment) -> dict[str, str]:
    """Firms already followed by anybody here, with stage and owner; a lead that was dropped no longer counts."""
    stages = snapshot.schema.nodes["Lead"].field("stage").choices if "Lead" in snapshot.schema.nodes else {}
    names = _by_name(seen)
    found: dict[str, str] = {}
    for line in read_leads(snapshot, seen.segments).to_dict("records"):
        stage = line["stage"] if isinstance(line["stage"], str) else ""
        if not isinstance(line["firm"], str) or stage == "dropped":
            continue
        shown = stages.get(stage, stage) if language() == "zh" else stage
        owner = line["owner"] if isinstance(line["owner"], str) else ""
        for uid in {line["firm"], *names.get(normalise_name(line["firm"]), ())}:
            found[uid] = say("targets.excluded_lead", stage=shown, owner=owner)
    return found


def _by_name(seen: Assessment) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for uid, name in zip(seen.inputs.firms["uid"], seen.inputs.firms["name"], strict=True):
        if isinstance(name, str):
            found.setdefault(normalise_name(name), []).append(uid)
    return found


def _renamed(seen: Assessment) -> dict[str, str]:
    """Firms elsewhere whose name, or a former one, is a name that a firm of this city bears or bore."""
    at = seen.inputs.places
    near = set(at.loc[seen.scope.ring(at).isin(["here", "city"]), "firm"])
    borne: dict[str, str] = {}
    firms = seen.inputs.firms[["uid", "name", "former_names"]].to_dict("records")
    for line in firms:
        if line["uid"] in near:
            borne.update({normalise_name(name): str(line["name"]) for name in _names(line)})
    return {
        str(line["uid"]): borne[normalise_name(name)]
        for line in firms
        for name in _names(line)
        if line["uid"] not in near and normalise_name(name) in borne
    }


def _names(line: dict[object, object]) -> list[str]:
    former = line["former_names"]
    listed = [str(name) for name in former] if isinstance(former, (list, tuple, np.ndarray)) else []
    return [*([line["name"]] if isinstance(line["name"], str) else []), *listed]


def _moved(snapshot: SnapshotLike, seen: Assessment) -> tuple[dict[str, str], set[str]]:
    """Firms that left this boundary: away (with the date), and those that only moved inside the city."""
    rows = located_until(snapshot).assign(township=None, park=None)
    sites = seen.inputs.sites
    rows = pd.concat(
        [
            rows[["firm", "region", "township", "park", "to_date"]],
            sites[["firm", "region", "township", "park", "to_date"]],
        ]
    )
    left = rows[rows["to_date"].notna() & (rows["to_date"] <= pd.Timestamp(snapshot.as_of))].reset_index(drop=True)
    left = left[seen.scope.holds(left)]
    at = seen.inputs.places
    ring = seen.scope.ring(at)
    still, city = set(at.loc[ring.eq("here"), "firm"]), set(at.loc[ring.eq("city"), "firm"])
    left = left[~left["firm"].isin(still)].sort_values("to_date")
    away = {
        str(f): day.date().isoformat() for f, day in zip(left["firm"], left["to_date"], strict=True) if f not in city
    }
    return away, set(left["firm"]) & city
