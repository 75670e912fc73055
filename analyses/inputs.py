"""What a question on a district rests on: firms with their standing, and who fills which segment where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analyses.cells import places, presences
from analyses.counting import standings, title_proofs, written
from analyses.decisions import move_placements, read_decisions
from analyses.reading import (
    DATE,
    FLAG,
    LIST,
    NUMBER,
    TERNARY,
    TEXT,
    SnapshotLike,
    as_text,
    holding,
    look_up,
    read_edges,
    read_nodes,
    segment_id,
)
from analyses.segments import Segments
from analyses.thresholds import Counting, Thresholds

_EVIDENCE = ("expert", "declared", "revenue", "product", "patent")
UNSTATED = "declared"  # what a placement without evidence counts as: somebody listed the firm there


@dataclass(frozen=True)
class Inputs:
    """Tables of a snapshot, ready to be counted.

    ``firms``: one row a firm, attributes and standing. ``places``: where each firm is. ``placed``: counted placements
    (firm, segment, only_site, main, key, evidence, confidence). ``candidates``: firm, segment known by scope words
    alone. ``present``: rows of :func:`analyses.cells.presences`. ``sites``: all, ended ones too. ``decisions``:
    in force.
    """

    firms: pd.DataFrame
    places: pd.DataFrame
    placed: pd.DataFrame
    candidates: pd.DataFrame
    present: pd.DataFrame
    sites: pd.DataFrame
    decisions: pd.DataFrame


def gather(snapshot: SnapshotLike, segments: Segments, rules: Thresholds) -> Inputs:
    """Read the snapshot once and count; answers "who is where, in which segment, and does it count"."""
    firms = read_firms(snapshot)
    holds, titles = read_titles(snapshot)
    proofs = title_proofs(titles, rules.counting)
    signed = [title for line in snapshot.settings.complete if line.holds(snapshot.as_of) for title in line.titles]
    listed = any(written(title, rules.counting.titles.hnte) for title in signed)
    standing = standings(firms, holds, proofs, as_of=snapshot.as_of, rules=rules.counting, listed=listed)
    sites = read_sites(snapshot)
    at = places(firms, sites, as_of=snapshot.as_of)
    decisions = read_decisions(snapshot)
    placed, candidates = placements(snapshot, segments, rules.counting, decisions, sites)
    present = presences(standing, placed, at, filled_by=segments.filled_by, rules=rules.counting)
    merged = firms.drop(columns=["confidential"]).merge(standing, on="uid", how="left")
    order = ["segment", "firm", "site"]
    return Inputs(
        firms=merged.sort_values("uid", ignore_index=True),
        places=at.sort_values(["firm", "site"], ignore_index=True),
        placed=placed.sort_values(["segment", "firm"], ignore_index=True),
        candidates=candidates,
        present=present.sort_values(order, ignore_index=True),
        sites=sites,
        decisions=decisions,
    )


def read_firms(snapshot: SnapshotLike) -> pd.DataFrame:
    """Return one row a firm: identity, place and size; yearly data newer than the register replace its figures."""
    firms = read_nodes(
        snapshot, "Firm", ended=True, name=TEXT, status=TEXT, founded=DATE, closed=DATE, region=TEXT, township=TEXT,
        park=TEXT, stat_unit=TEXT, address=TEXT, above_scale=TERNARY, revenue=NUMBER, insured=NUMBER, market_share=NUMBER,
        zero_tax_years=NUMBER, controller=TEXT, phone=TEXT, confidential=FLAG, dishonest=FLAG, capital=NUMBER,
        paid_in=NUMBER, industry=TEXT, former_names=LIST,
    )  # fmt: skip
    firms = _latest_year(snapshot, firms)
    universe = snapshot.universe(firms["uid"].tolist())
    return firms.assign(in_universe=firms["uid"].map(lambda uid: bool(universe.get(uid))).astype(bool))


def _latest_year(snapshot: SnapshotLike, firms: pd.DataFrame) -> pd.DataFrame:
    """Take revenue, staff and 规上 of the newest year at or before the date, where yearly rows exist."""
    facts = read_nodes(snapshot, "YearFact", year=NUMBER, revenue=NUMBER, insured=NUMBER, above_scale=TERNARY)
    link = read_edges(snapshot, "HAS_YEAR")[["src", "dst"]]
    rows = link.merge(facts, left_on="dst", right_on="uid")
    rows = rows[rows["year"] <= snapshot.as_of.year].sort_values(["src", "year", "uid"])
    if rows.empty:
        return firms
    newest = rows.groupby("src")[["revenue", "insured"]].last()
    above = rows.groupby("src")["above_scale"].last()
    firms = firms.set_index("uid")
    for column in ("revenue", "insured"):
        firms[column] = newest[column].reindex(firms.index).fillna(firms[column])
    yearly = above.reindex(firms.index).astype("boolean")
    firms["above_scale"] = (firms["above_scale"] | yearly).fillna(yearly).fillna(firms["above_scale"])
    return firms.reset_index()


def read_titles(snapshot: SnapshotLike) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return who holds which recognition from when to when, and the title of each recognition.

    A title without an end runs out after the years for which its kind is valid, where the recognition says so.
    """
    holds = read_edges(snapshot, "HOLDS", ended=True, from_date=DATE, to_date=DATE, number=TEXT)
    titles = read_nodes(snapshot, "Recognition", name=TEXT, valid_years=NUMBER).dropna(subset=["name"])
    holds = holds[holds["dst"].isin(titles["uid"])].reset_index(drop=True)
    years = look_up(holds["dst"], titles.set_index("uid")["valid_years"]).fillna(0)
    runs_out = holds["from_date"] + pd.to_timedelta((years * 365.25).round(), unit="D")
    holds["to_date"] = holds["to_date"].fillna(runs_out.where(years > 0).astype("datetime64[us]"))
    return holds, dict(zip(titles["uid"], titles["name"], strict=True))


def read_sites(snapshot: SnapshotLike) -> pd.DataFrame:
    """Return one row a site of a firm: firm, site, role, region, township, park, stat_unit, dates, end_reason."""
    sites = read_nodes(
        snapshot, "Site", ended=True, name=TEXT, role=TEXT, region=TEXT, township=TEXT, park=TEXT, stat_unit=TEXT,
        address=TEXT, from_date=DATE, to_date=DATE, end_reason=TEXT,
    )  # fmt: skip
    owner = read_edges(snapshot, "HAS_SITE", ended=True, role=TEXT)[["src", "dst", "role"]]
    owner = owner.rename(columns={"src": "firm", "dst": "site", "role": "use"})
    rows = owner.merge(sites.rename(columns={"uid": "site"}), on="site").drop_duplicates(["firm", "site"])
    return rows.assign(role=rows["role"].fillna(rows["use"])).drop(columns="use")


def placements(
    snapshot: SnapshotLike, segments: Segments, rules: Counting, decisions: pd.DataFrame, sites: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return counted placements and candidates.

    At most one main and ``secondary_most`` secondary segments a firm or site count, best evidence first; a secondary
    one below the share of revenue does not. Scope words alone make a candidate, never beside a counted placement in the
    same segment. People's decisions outrank both.
    """
    edges = read_edges(snapshot, "OPERATES_IN", ended=True, main=FLAG, share=NUMBER, evidence=TEXT, product=TEXT)
    edges = edges.assign(segment=segment_id(edges["dst"]))
    edges = edges[edges["segment"].isin(segments.position)]
    edges = move_placements(edges, decisions, segments, sites)
    expert = edges["evidence"].eq("expert")
    edges["small"] = ~edges["main"] & ~expert & (edges["share"] < rules.secondary_share)
    # scope words are split off first: the main edge they derive must not stand for the segment of a list that says less
    scope = edges["evidence"].eq("scope")
    counted = _best_first(edges[~scope])
    rank = counted.groupby("src").cumcount()
    keep = counted["evidence"].eq("expert") | ((rank <= rules.secondary_most) & ~counted["small"])
    candidates = pd.concat([counted[~keep], _best_first(edges[scope])], ignore_index=True)
    placed = _same_twice(_of_firms(counted[keep], sites), segments)
    return placed, _beside(_same_twice(_of_firms(candidates, sites), segments), placed)


def _best_first(edges: pd.DataFrame) -> pd.DataFrame:
    """Return one edge a firm or site and segment, the main and best proven first; who names no evidence declares.

    Of several rows one that is too small to count stands for the segment only where all are.
    """
    grades = {name: grade for grade, name in enumerate(_EVIDENCE)}
    grade = edges["evidence"].fillna(UNSTATED).map(grades).fillna(len(_EVIDENCE))
    order, ascending = ["src", "main", "grade", "share", "segment"], [True, False, True, False, True]
    ranked = edges.assign(grade=grade).sort_values(order, ascending=ascending, ignore_index=True)
    return ranked.sort_values("small", kind="stable").drop_duplicates(["src", "segment"]).sort_index()


def _beside(candidates: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    """Leave out the candidates that count already."""
    known, asked = (
        pd.MultiIndex.from_frame(rows[["firm", "segment", "only_site"]].fillna("")) for rows in (placed, candidates)
    )
    return candidates[~asked.isin(known)].reset_index(drop=True)


def _of_firms(edges: pd.DataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    """Say of a placement of a site whose it is."""
    owner = dict(zip(sites["site"], sites["firm"], strict=True))
    firm = as_text(edges["src"].map(owner))
    frame = edges.assign(firm=firm.fillna(edges["src"]), only_site=as_text(edges["src"].where(firm.notna())))
    frame["main"] = frame["main"].astype("int8")
    columns = ["firm", "segment", "only_site", "main", "key", "evidence", "confidence", "inferred", "share", "product"]
    return frame[columns].reset_index(drop=True)


def _same_twice(placed: pd.DataFrame, segments: Segments) -> pd.DataFrame:
    """Let a firm of a segment fill the segments of other chains that are the same thing, too."""
    return segments.spread(placed).drop_duplicates(["firm", "segment", "only_site"]).reset_index(drop=True)


def months_before(day: date, months: int) -> pd.Timestamp:
    """Return the day that lies so many months before."""
    return pd.Timestamp(day) - pd.DateOffset(months=months)


def located_until(snapshot: SnapshotLike) -> pd.DataFrame:
    """Return where firms have stood by dated rows: firm, region, from_date, to_date, reason."""
    rows = read_edges(snapshot, "LOCATED_IN", ended=True, from_date=DATE, to_date=DATE, reason=TEXT)
    rows = rows[rows["dst"].str.startswith("region:")]
    return rows.assign(firm=rows["src"], region=rows["dst"].str.removeprefix("region:")).reset_index(drop=True)


def in_force(frame: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return dated rows (from_date, to_date) in force on a day."""
    return holding(frame, day, "from_date", "to_date")
