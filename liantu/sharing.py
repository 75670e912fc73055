"""A workspace and the shared graph: pushing it and its gap findings, and what a database holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analyses.result import Result
from analyses.scope import Scope, find_scope
from graph.errors import LiantuError, NotPossible
from graph.neo4j.address import Address
from graph.neo4j.connection import check
from graph.neo4j.database import connected
from graph.neo4j.findings import Finding, push_findings
from graph.neo4j.forget import Forgotten, forget
from graph.neo4j.marker import Marker, choose, counts_of, pushed_as, read_markers
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import Progress, push
from graph.neo4j.report import PushReport
from graph.neo4j.status import Held, Status, read_status
from graph.snapshot import Snapshot
from liantu.home import Home
from liantu.unfinished import Unfinished

GAP, GAP_IN, GAP_OF = "Gap", "GAP_IN", "GAP_OF"
_FOUND = ("missing", "broken", "weak", "being_filled", "unverified")  # states that are findings
_TOLD = ("chain_name", "name", "state", "state_name", "verb", "rank", "priority", "reason", "badges")


def pushing(
    home: Home,
    address: Address,
    *,
    dry_run: bool = False,
    full: bool = False,
    as_new: bool = False,
    progress: Progress | None = None,
) -> PushReport:
    """Push a workspace to the database at an address; see :func:`graph.neo4j.push.push`.

    Raises
    ------
    Unfinished
        It was stopped after it had begun to change the database.
    LiantuError
        It could not begin.
    """
    stand: list[tuple[int, int]] = []

    def told(sent: int, total: int) -> None:
        stand[:] = [(sent, total)]
        if progress:
            progress(sent, total)

    try:
        with connected(address) as database:
            return push(database, home.workspace, dry_run=dry_run, full=full, as_new=as_new, progress=told)
    except (LiantuError, KeyboardInterrupt) as error:
        if not stand:
            raise
        sent, total = stand[0]
        raise Unfinished("neo4j_graph.unfinished", error, sent=sent, total=total) from error


@dataclass(frozen=True)
class Pulled:
    """Whose graph was written to a folder, and how many confidential entities were left out."""

    marker: Marker
    hidden: int


def pulling(
    address: Address,
    folder: Path,
    *,
    as_of: date | None = None,
    workspace: str | None = None,
    confidential: bool = False,
) -> Pulled:
    """Write the graph in the database at an address to a folder, as Parquet.

    Parameters
    ----------
    address : Address
        Where the database is.
    folder : Path
        Where to; analyses read it in place of a workspace.
    as_of : date, optional
        The day that counts where a question names none; None: the newest declared date of the sources.
    workspace : str, optional
        Id or name of the workspace whose graph is meant, where several share the database.
    confidential : bool, optional
        Write confidential entities too.

    Raises
    ------
    WorkspaceError
        There is no whole graph, or the folder cannot be written.
    """
    with connected(address) as database:
        marker = choose(read_markers(database), workspace)
        snapshot = open_snapshot(database, as_of, workspace=marker.id)
        if confidential:
            snapshot.to_parquet(folder)
            return Pulled(marker, 0)
        return Pulled(marker, snapshot.to_share(folder))


@dataclass(frozen=True)
class Gaps:
    """Gap findings of a day, ready to be written; ``unplaced`` names the places asked about that the graph has no node for."""

    findings: list[Finding]
    unplaced: tuple[str, ...]


def find_gaps(home: Home, *, region: str | None = None, as_of: date | None = None) -> Gaps:
    """Return the gap findings of a day.

    Each is to be a node ``Gap`` with state, priority, date and versions, tied to its segment by GAP_IN and to its
    regions by GAP_OF.

    Raises
    ------
    NotPossible
        Gaps cannot be found: an unknown region, say.
    """
    found = home.gaps(region=region, as_of=as_of)
    asked: Any = found.parameters["region"]
    snapshot = home.snapshot(as_of)
    places = _nodes_of(snapshot, find_scope(snapshot, asked))
    name = asked if isinstance(asked, str) else ",".join(asked)
    gaps = [row for row in found.rows.to_dict("records") if row["state"] in _FOUND]
    findings = [_finding(row, found, name, [uid for uid in places.values() if uid]) for row in gaps]
    return Gaps(findings, tuple(place for place, uid in places.items() if uid is None))


def push_gaps(home: Home, address: Address, gaps: Gaps) -> int:
    """Replace the gap findings in the database by these; return how many ties found no node there.

    Raises
    ------
    NotPossible
        The workspace was never pushed there.
    """
    with connected(address) as database:
        marker = pushed_as(database, home.workspace)
        if marker is None:
            raise NotPossible("neo4j_graph.nothing_pushed")
        tied = push_findings(database, marker.id, GAP, gaps.findings)
    return sum(len(finding.links) for finding in gaps.findings) - tied


def _nodes_of(snapshot: Snapshot, scope: Scope) -> dict[str, str | None]:
    """Return the node of each division, township and park of a boundary, None where the graph has none."""
    regions = snapshot.nodes("Region", ["code", "name", "parent"])
    parks = snapshot.nodes("Park", ["name"])
    wanted = {code: regions.loc[regions["code"] == code, "uid"] for code in scope.codes}
    for district, name in scope.townships:
        wanted[name] = regions.loc[(regions["parent"] == district) & (regions["name"] == name), "uid"]
    wanted |= {name: parks.loc[parks["name"] == name, "uid"] for name in scope.parks}
    return {place: str(uids.iloc[0]) if len(uids) else None for place, uids in wanted.items()}


def _finding(row: dict[Any, Any], found: Result, region: str, places: list[str]) -> Finding:
    told = {name: row[name] for name in _TOLD if name in row and _is_told(row[name])}
    told |= {"as_of": found.as_of, "region": region}
    told |= {"versions": [f"{name} {version}" for name, version in sorted(found.versions.items())]}
    links = [(GAP_IN, f"segment:{row['segment']}"), *((GAP_OF, uid) for uid in places)]
    return Finding(f"{region}|{row['segment']}", told, links)


def _is_told(value: object) -> bool:
    """Return whether a cell says something: neither empty nor not a number."""
    return bool(value) if isinstance(value, list) else not pd.isna(value)  # type: ignore[call-overload]


def naming(address: Address, workspace: str) -> Held:
    """Return what the database at an address holds of a workspace, by id or name; WorkspaceError where it is unclear."""
    with connected(address) as database:
        marker = choose(read_markers(database), workspace)
        return Held(marker, *counts_of(database, marker.id))


def forgetting(address: Address, workspace: str) -> Forgotten:
    """Take all that a workspace brought out of the database at an address; see :func:`graph.neo4j.forget.forget`.

    Raises
    ------
    Unfinished
        It was stopped after it had begun to change the database.
    LiantuError
        It could not begin.
    """
    begun: list[int] = []
    try:
        with connected(address) as database:
            return forget(database, workspace, progress=lambda sent, _: begun.append(sent))
    except (LiantuError, KeyboardInterrupt) as error:
        if not begun:
            raise
        raise Unfinished("neo4j_graph.forget_unfinished", error, workspace=workspace) from error


def looking(home: Home | None, address: Address, *, deep: bool = False) -> Status:
    """Return what the database at an address holds; ``deep`` compares every value of the workspace."""
    with connected(address) as database:
        status = read_status(database, home.workspace if home else None, deep=deep)
        status.release = check(database.driver, address).version
    return status
