"""What happened here: firms that closed or left, sites that stopped, data grown old; leads that will fill a segment."""

from __future__ import annotations

import pandas as pd

from analyses.cells import UNKNOWN_ROLE
from analyses.inputs import Inputs, located_until, months_before
from analyses.reading import DATE, TEXT, SnapshotLike, look_up, read_edges, read_nodes, segment_id
from analyses.scope import Scope
from analyses.segments import Segments
from analyses.thresholds import Thresholds

_EVENT_COLUMNS = ["segment", "firm", "date", "event"]


def lost_firms(
    snapshot: SnapshotLike, inputs: Inputs, segments: Segments, scope: Scope, rules: Thresholds
) -> pd.DataFrame:
    """Return dated losses here within the months of an event: segment, firm, date, event.

    Events: ``closed`` (deregistered, revoked, stopped, moved out, with its date), ``site_ended`` (a site that filled
    the segment ended), ``moved`` (a dated row says that the firm stood here and no longer does). Only firms that were
    effective, or whose size is unknown: the end of a seedling breaks no chain.
    """
    firms = inputs.firms[inputs.firms["size"] >= 2].set_index("uid")
    moments = [_closed(inputs, firms, scope), _site_ended(inputs, firms, scope), _moved(snapshot, inputs, firms, scope)]
    events = pd.concat(moments, ignore_index=True)
    start, today = months_before(snapshot.as_of, rules.states.event_months), pd.Timestamp(snapshot.as_of)
    events = events[(events["date"] > start) & (events["date"] <= today)]
    placed = inputs.placed[["firm", "segment", "only_site"]]
    found = placed.merge(events, on="firm")
    found = found[found["only_site"].isna() | found["site"].isna() | (found["only_site"] == found["site"])]
    filled = found["segment"].map(segments.filled_by).map(rules.counting.roles)
    fits = [not isinstance(role, str) or role in roles for role, roles in zip(found["role"], filled, strict=True)]
    found = found[fits] if len(found) else found
    order = ["segment", "date", "firm", "event"]
    return found.sort_values(order)[_EVENT_COLUMNS].drop_duplicates(ignore_index=True)


def _rows(firm: pd.Series, site: pd.Series | None, role: pd.Series | None, day: pd.Series, event: str) -> pd.DataFrame:
    nothing = pd.Series(None, index=firm.index, dtype="object")
    parts = {"firm": firm, "site": nothing if site is None else site, "role": nothing if role is None else role}
    frame = pd.DataFrame({**parts, "date": day, "event": event})
    return frame.astype({"site": "object", "role": "object", "date": "datetime64[us]"})


def _closed(inputs: Inputs, firms: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    ended = firms[(firms["standing"] == 0) & firms["closed"].notna()]
    own = pd.concat([
        inputs.places.loc[inputs.places["firm"].isin(ended.index)],
        inputs.sites.loc[inputs.sites["firm"].isin(ended.index) & inputs.sites["to_date"].notna()],
    ])  # fmt: skip
    own = own[scope.holds(own)]
    role = own["role"].fillna(UNKNOWN_ROLE)
    return _rows(own["firm"], own["site"], role, look_up(own["firm"], ended["closed"]), "closed")


def _site_ended(inputs: Inputs, firms: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    sites = inputs.sites[inputs.sites["firm"].isin(firms.index) & inputs.sites["to_date"].notna()]
    sites = sites[scope.holds(sites)]
    return _rows(sites["firm"], sites["site"], sites["role"].fillna(UNKNOWN_ROLE), sites["to_date"], "site_ended")


def _moved(snapshot: SnapshotLike, inputs: Inputs, firms: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    rows = located_until(snapshot).assign(township=None, park=None)
    rows = rows[rows["firm"].isin(firms.index) & rows["to_date"].notna()]
    rows = rows[scope.holds(rows)]
    still = set(inputs.places.loc[scope.holds(inputs.places), "firm"])
    rows = rows[~rows["firm"].isin(still)]
    return _rows(rows["firm"], None, None, rows["to_date"], "moved")


def old_firms(snapshot: SnapshotLike, sightings: pd.DataFrame, rules: Thresholds) -> set[str]:
    """Return firms of which every source is older than the months allowed; undated sources prove nothing."""
    start = months_before(snapshot.as_of, rules.counting.stale_months)
    newest = sightings.groupby("id")["source_date"].max()
    undated = set(sightings.loc[sightings["source_date"].isna(), "id"])
    return set(newest.index[newest < start]) - undated


def read_leads(snapshot: SnapshotLike, segments: Segments) -> pd.DataFrame:
    """Return leads 招商线索 and the segments they would fill, one row each.

    Columns uid, name, firm, stage, owner, from_date, stage_date, region, segment. Leads without a segment
    are kept with segment None: they still stand for their firm.
    """
    leads = read_nodes(
        snapshot, "Lead", name=TEXT, firm=TEXT, stage=TEXT, owner=TEXT, from_date=DATE, stage_date=DATE, region=TEXT,
        township=TEXT, park=TEXT,
    )  # fmt: skip
    fill = read_edges(snapshot, "WOULD_FILL")[["src", "dst"]]
    fill = fill.assign(segment=segment_id(fill["dst"])).rename(columns={"src": "uid"})[["uid", "segment"]]
    fill = fill[fill["segment"].isin(segments.position)]
    return leads.merge(fill, on="uid", how="left").sort_values(["segment", "uid"], ignore_index=True)


def leads_here(leads: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Return the leads inside the boundary; a lead without a region is one of the home district's."""
    at = leads[["township", "park"]].assign(region=leads["region"].fillna(scope.home))
    return leads[scope.holds(at)]
