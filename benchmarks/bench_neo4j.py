"""Push and pull of the chains of listed firms on a real Neo4j server, every figure against a reference of the same run."""

from __future__ import annotations

import sys

from benchmarks.measure import Row
from benchmarks.neo4j import pull, push
from benchmarks.neo4j.server import SCRATCH, server
from graph.errors import LiantuError

HEAP = "2g"


def run() -> list[Row]:
    """Return the rows; none, and one line that says why, where the tables or a server are not to be had."""
    if not push.LISTED.is_dir():
        print(f"neo4j: not measured: {push.LISTED.name} is not beside this checkout", file=sys.stderr)
        return []
    workspace = push.listed_firms(SCRATCH / "listed")
    try:
        with server(HEAP) as bench:
            return [*push.rows(bench, workspace), *pull.rows(bench, workspace.schema)]
    except LiantuError as error:
        print(f"neo4j: not measured: {error.text('en')}", file=sys.stderr)
        return []
