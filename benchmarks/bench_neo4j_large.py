"""A large invented graph on a real Neo4j server, at two sizes: push, pull, first load by import, the catalogue's queries."""

from __future__ import annotations

import sys

from benchmarks.measure import Row
from benchmarks.neo4j import large
from benchmarks.neo4j.server import SCRATCH
from graph.errors import LiantuError


def run() -> list[Row]:
    """Return the rows; none, and one line that says why, where a server is not to be had."""
    try:
        return large.rows(SCRATCH)
    except LiantuError as error:
        print(f"neo4j-large: not measured: {error.text('en')}", file=sys.stderr)
        return []
