"""A workspace and the shared graph: pushing it and its gap findings, and what a database holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from analyses.result import Result
from graph.errors import INTERRUPTED, LiantuError, NotPossible
from graph.neo4j.address import Address
from graph.neo4j.connection import connect
from graph.neo4j.database import Database
from graph.neo4j.findings import Finding, push_findings
from graph.neo4j.push import Progress, push
from graph.neo4j.report import PushReport
from graph.neo4j.status import Status, read_status
from graph.snapshot import Snapshot
from graph.words import say
from liantu.home import Home

GAP, GAP_IN, GAP_OF = "Gap", "GAP_IN", "GAP_OF"
_FOUND = ("missing", "broken", "weak", "being_filled", "unverified")  # states that are findings
_TOLD = ("chain_name", "name", "state", "state_name", "verb", "rank", "priority", "reason", "badges")


class Unfinished(LiantuError):  # noqa: N818 - a state of the push, whatever the fault
    """A push that was stopped midway: why, and what stands; Ctrl-C counts as a stop like any other."""

    def __init__(self, why: LiantuError | KeyboardInterrupt, sent: int, total: int) -> None:
        super().__init__("neo4j_graph.unfinished", sent=sent, total=total)
        self.why = why
        self.exit_code = why.exit_code if isinstance(why, LiantuError) else INTERRUPTED

    def text(self, lang: str | None = None) -> str:
        """Return the message in ``lang``."""
        told = self.why
        why = told.text(lang) if isinstance(told, LiantuError) else say("neo4j_graph.stopped_by_hand", lang)
        return say(self.key, lang, why=why, **self.values)


def pushing(
    home: Home, address: Address, *, dry_run: bool = False, full: bool = False, progress: Progress | None = None
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
        with connect(address) as driver:
            database = Database(driver, address.database, address)
            return push(database, home.workspace, dry_run=dry_run, full=full, progress=told)
    except (LiantuError, KeyboardInterrupt) as error:
        if not stand:
            raise
        raise Unfinished(error, *stand[0]) from error


def push_result(report: PushReport) -> Result:
    """Return what a push changed, kind by kind."""
    rows = pd.DataFrame([vars(change) for change in report.changes], columns=["kind", "new", "changed", "gone"])
    told = {"workspace": report.workspace, "graph_version": report.version, "whole": report.whole}
    return Result("neo4j push", rows, told, {}, None)


def push_gaps(home: Home, address: Address, *, region: str | None = None, as_of: date | None = None) -> int:
    """Replace the gap findings in the database by those of today; return how many there are.

    Each is a node ``Gap`` with state, priority, date and versions, tied to its segment by GAP_IN and to its region by
    GAP_OF. NotPossible where the workspace was never pushed there.
    """
    found = home.gaps(region=region, as_of=as_of)
    snapshot = home.snapshot(as_of)
    regions = _region_uids(snapshot, str(found.parameters["region"]))
    findings = [_finding(row, found, regions) for row in found.rows.to_dict("records") if row["state"] in _FOUND]
    with connect(address) as driver:
        database = Database(driver, address.database, address)
        status = read_status(database, home.workspace)
        if status.mine not in {held.marker.id for held in status.held}:
            raise NotPossible("neo4j_graph.nothing_pushed")
        push_findings(database, status.mine, GAP, findings)
    return len(findings)


def _region_uids(snapshot: Snapshot, codes: str) -> list[str]:
    """Return the nodes of the divisions asked about, where the graph has them."""
    regions = snapshot.nodes("Region", ["code"])
    wanted = {code.strip() for code in codes.strip("[]").replace("'", "").split(",")}
    return [str(uid) for uid in regions.loc[regions["code"].isin(wanted), "uid"]]


def _finding(row: dict[Any, Any], found: Result, regions: list[str]) -> Finding:
    told = {name: row[name] for name in _TOLD if name in row and _is_told(row[name])}
    told |= {"as_of": found.as_of, "region": str(found.parameters["region"])}
    told |= {"versions": [f"{name} {version}" for name, version in sorted(found.versions.items())]}
    segment = f"{row['chain']}/{str(row['segment']).rpartition('/')[2]}"
    links = [(GAP_IN, f"segment:{segment}"), *((GAP_OF, uid) for uid in regions)]
    return Finding(f"{found.parameters['region']}|{segment}", told, links)


def _is_told(value: object) -> bool:
    """Return whether a cell says something: neither empty nor not a number."""
    return bool(value) if isinstance(value, list) else not pd.isna(value)  # type: ignore[call-overload]


def looking(home: Home | None, address: Address, *, deep: bool = False) -> Status:
    """Return what the database at an address holds; ``deep`` compares every value of the workspace."""
    with connect(address) as driver:
        database = Database(driver, address.database, address)
        return read_status(database, home.workspace if home else None, deep=deep)


def status_result(status: Status) -> Result:
    """Return what a database holds, a line each: workspaces, claims, nodes kept, values that differ."""
    columns = ["part", "workspace", "kind", "id", "field", "value", "stands"]
    lines: list[dict[str, object]] = []
    for held in status.held:
        mark = held.marker
        state = {"version": mark.version, "nodes": held.nodes, "edges": held.edges, "state": mark.state}
        lines += [
            {"part": "workspace", "workspace": mark.name, "id": mark.id, "field": k, "value": str(v)}
            for k, v in state.items()
        ]
    lines += [
        {"part": "claim", "workspace": claim.workspace, "kind": claim.kind, "id": claim.id, "field": claim.field,
         "value": claim.says, "stands": claim.stands}
        for claim in status.claims
    ]  # fmt: skip
    lines += [{"part": "kept", "kind": kind, "id": uid} for uid, kind in status.kept]
    lines += [
        {"part": "differs" if each.field else "absent", "kind": each.kind, "id": each.id, "field": each.field,
         "value": _text(each.pushed), "stands": _text(each.found)}
        for each in status.differences
    ]  # fmt: skip
    rows = pd.DataFrame(lines, columns=columns, dtype=object).fillna("")
    return Result("neo4j status", rows, {"workspace": status.mine, "graph_version": status.version}, {}, None)


def _text(value: object) -> str:
    return "" if value is None else str(value)
