"""What happened here: firms that closed or left, sites that stopped, data grown old; leads that will fill a segment."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analyses.cells import UNKNOWN_ROLE
from analyses.inputs import Inputs, located_until, months_before
from analyses.reading import DATE, TEXT, SnapshotLike, as_text, look_up, read_edges, read_nodes, segment_id
from analyses.scope import Scope
from analyses.segments import Segments
from analyses.thresholds import Thresholds
from graph.words import say

_EVENT_COLUMNS = ["segment", "firm", "date", "event", "id", "why"]
ENDS = ("cancelled", "revoked", "moved_out", "suspended")  # registration states that name the event


def lost_firms(
    snapshot: SnapshotLike, inputs: Inputs, segments: Segments, scope: Scope, rules: Thresholds
) -> pd.DataFrame:
    """Return dated losses here within the months of an event: segment, firm, date, event, id, why.

    ``event`` is the one that ended the firm here: ``cancelled`` 注销, ``revoked`` 吊销, ``moved_out`` 迁出, ``suspended``
    停业, ``ended`` (out of business, the register does not say how), ``site_ended`` (the last site that filled the
    segment), ``moved`` (a dated row says that the firm stood here and no longer does). ``id`` is the node or edge that
    says so, ``why`` the reason it states. Only firms that were effective, or whose size is unknown: the end of a
    seedling breaks no chain.
    """
    firms = inputs.firms[inputs.firms["size"] >= 2].set_index("uid")
    moments = [_closed(inputs, firms, scope), _site_ended(inputs, firms, scope), _moved(snapshot, inputs, firms, scope)]
    events = pd.concat(moments, ignore_index=True)
    start, today = months_before(snapshot.as_of, rules.states.event_months), pd.Timestamp(snapshot.as_of)
    placed = inputs.placed[["firm", "segment", "only_site"]]
    found = placed.merge(events[events["date"] <= today], on="firm")
    found = found[found["only_site"].isna() | found["site"].isna() | (found["only_site"] == found["site"])]
    filled = found["segment"].map(segments.filled_by).map(rules.counting.roles)
    fits = [not isinstance(role, str) or role in roles for role, roles in zip(found["role"], filled, strict=True)]
    found = _one_event(found[fits] if len(found) else found)
    order = ["segment", "date", "firm", "event"]
    return found[found["date"] > start].sort_values(order)[_EVENT_COLUMNS].reset_index(drop=True)


def _one_event(events: pd.DataFrame) -> pd.DataFrame:
    """Keep the one event that ended each firm in a segment: leaving (last site, move) or closing, whichever came first.

    Of a move and the end of a site on one day the move says more, and closing more than either.
    """
    leaves = events["event"].isin(["site_ended", "moved"])
    ranked = events.assign(step=events["event"].map({"site_ended": 2, "moved": 1}).fillna(0).astype("int8"))
    left = ranked[leaves].sort_values(
        ["firm", "segment", "date", "step", "id"], ascending=[True, True, False, True, True]
    )
    first = [left.drop_duplicates(["firm", "segment"]), ranked[~leaves]]
    return pd.concat(first).sort_values(["firm", "segment", "date", "step", "id"]).drop_duplicates(["firm", "segment"])


def _rows(at: pd.DataFrame, day: pd.Series, event: pd.Series | str, **values: pd.Series) -> pd.DataFrame:
    """Return firm, site, role, date, event, id, why of rows that have a column ``firm``."""
    given = {"firm": at["firm"], "date": day, "event": event, **values}
    frame = pd.DataFrame(given, index=at.index).reindex(columns=["firm", "site", "role", "date", "event", "id", "why"])
    text = dict.fromkeys(["site", "role", "event", "id", "why"], "object")
    return frame.astype({**text, "date": "datetime64[us]"})


def _closed(inputs: Inputs, firms: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    ended = firms[(firms["standing"] == 0) & firms["closed"].notna()]
    own = pd.concat([
        inputs.places.loc[inputs.places["firm"].isin(ended.index)],
        inputs.sites.loc[inputs.sites["firm"].isin(ended.index) & inputs.sites["to_date"].notna()],
    ], ignore_index=True)  # fmt: skip
    own = own[scope.holds(own)]
    status = as_text(look_up(own["firm"], ended["status"]))
    event = status.where(status.isin(ENDS), "ended")
    day = look_up(own["firm"], ended["closed"])
    return _rows(own, day, event, site=own["site"], role=own["role"].fillna(UNKNOWN_ROLE), id=own["firm"])


def _site_ended(inputs: Inputs, firms: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    sites = inputs.sites[inputs.sites["firm"].isin(firms.index) & inputs.sites["to_date"].notna()]
    own = sites[scope.holds(sites)]
    role = own["role"].fillna(UNKNOWN_ROLE)
    return _rows(own, own["to_date"], "site_ended", site=own["site"], role=role, id=own["site"], why=own["end_reason"])


def _moved(snapshot: SnapshotLike, inputs: Inputs, firms: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    rows = located_until(snapshot).assign(township=None, park=None)
    rows = rows[rows["firm"].isin(firms.index) & rows["to_date"].notna()]
    rows = rows[scope.holds(rows)]
    still = set(inputs.places.loc[scope.holds(inputs.places), "firm"])
    own = rows[~rows["firm"].isin(still)]
    return _rows(own, own["to_date"], "moved", id=own["key"], why=own["reason"])


def event_text(event: Mapping[Hashable, Any], name: str, *, secret: bool = False) -> str:
    """Return one loss in words: firm, what happened, date, the reason stated (not of a confidential firm)."""
    told = isinstance(event["why"], str) and event["why"] and not secret
    text = say(f"gaps.event_{event['event']}", None, firm=name, date=event["date"].date().isoformat())
    text += say("gaps.event_why", why=event["why"]) if told else ""
    return say("gaps.event_source", event=text) if event["source"] else text


def old_firms(snapshot: SnapshotLike, sightings: pd.DataFrame, rules: Thresholds) -> set[str]:
    """Return firms of which every source is older than the months allowed; undated sources prove nothing."""
    start = months_before(snapshot.as_of, rules.counting.stale_months)
    newest = sightings.groupby("id")["source_date"].max()
    undated = set(sightings.loc[sightings["source_date"].isna(), "id"])
    return set(newest.index[newest < start]) - undated


def read_leads(snapshot: SnapshotLike, segments: Segments) -> pd.DataFrame:
    """Return leads 招商线索 and the segments they would fill, one row each.

    Columns uid, name, firm, stage, stage_zh, owner, from_date, stage_date, region, segment. Leads without a segment
    are kept with segment None: they still stand for their firm.
    """
    leads = read_nodes(
        snapshot, "Lead", name=TEXT, firm=TEXT, stage=TEXT, owner=TEXT, from_date=DATE, stage_date=DATE, region=TEXT,
        township=TEXT, park=TEXT,
    )  # fmt: skip
    kind = snapshot.schema.nodes.get("Lead")
    stages = kind.field("stage").choices if kind else {}
    leads = leads.assign(stage_zh=leads["stage"].map(lambda stage: stages.get(stage, stage)))
    fill = read_edges(snapshot, "WOULD_FILL")[["src", "dst"]]
    fill = fill.assign(segment=segment_id(fill["dst"])).rename(columns={"src": "uid"})[["uid", "segment"]]
    fill = fill[fill["segment"].isin(segments.position)]
    return leads.merge(fill, on="uid", how="left").sort_values(["segment", "uid"], ignore_index=True)


def leads_here(leads: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Return the leads inside the boundary; a lead without a region is one of the home district's."""
    at = leads[["township", "park"]].assign(region=leads["region"].fillna(scope.home))
    return leads[scope.holds(at)]
