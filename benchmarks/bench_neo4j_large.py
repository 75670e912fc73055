"""A large invented graph on a real Neo4j server, at two sizes: push, pull, first load by import, the catalogue's queries.

The larger graph is made once and kept in ``bench-out``; making it takes 10 GB of memory, measuring it 6 GB.
"""

from __future__ import annotations

import sys

import psutil

from benchmarks.measure import Row
from benchmarks.neo4j import large
from benchmarks.neo4j.server import SCRATCH
from graph.errors import LiantuError


def run() -> list[Row]:
    """Return the rows; none, and one line that says why, where memory is short or a server is not to be had."""
    needed = 6 if large.is_made(SCRATCH) else 10
    free = psutil.virtual_memory().available / 1e9
    if free < needed:
        print(f"neo4j-large: not measured: {free:.0f} GB of memory are free, {needed} are needed", file=sys.stderr)
        return []
    try:
        return large.rows(SCRATCH)
    except LiantuError as error:
        print(f"neo4j-large: not measured: {error.text('en')}", file=sys.stderr)
        return []
