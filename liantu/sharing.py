"""A workspace and the shared graph: pushing it, and what is to be said about that."""

from __future__ import annotations

import pandas as pd

from analyses.result import Result
from graph.neo4j.address import Address
from graph.neo4j.connection import connect
from graph.neo4j.database import Database
from graph.neo4j.push import Progress, PushReport, push
from liantu.home import Home


def pushing(
    home: Home, address: Address, *, dry_run: bool = False, full: bool = False, progress: Progress | None = None
) -> PushReport:
    """Push a workspace to the database at an address; see :func:`graph.neo4j.push.push`."""
    with connect(address) as driver:
        database = Database(driver, address.database, address)
        return push(database, home.workspace, dry_run=dry_run, full=full, progress=progress)


def push_result(report: PushReport) -> Result:
    """Return what a push changed, kind by kind."""
    rows = pd.DataFrame([vars(change) for change in report.changes], columns=["kind", "new", "changed", "gone"])
    told = {"workspace": report.workspace, "graph_version": report.version, "whole": report.whole}
    return Result("neo4j push", rows, told, {}, None)
