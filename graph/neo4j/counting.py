"""Counting what a database has of a workspace while the workspace is read: on a large graph the server takes its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from graph.neo4j.database import Database
from graph.neo4j.lanes import beside
from graph.neo4j.marker import Marker, counts_of


@contextmanager
def counting(database: Database, marker: Marker | None) -> Iterator[Callable[[Marker], bool]]:
    """Count in a thread of its own what a database has of the workspace of a mark, where its last push holds.

    Gives what tells whether a workspace's counts are those of its mark. Told of another mark than ``marker``, as after
    a push that came between, it counts anew.
    """
    count = partial(counts_of, database)
    if marker is None or not marker.holds:  # everything is sent, whatever the counts
        yield lambda asked: count(asked.id) == (asked.nodes, asked.edges)
        return
    with beside(partial(count, marker.id)) as found:
        yield lambda asked: (found.result() if asked == marker else count(asked.id)) == (asked.nodes, asked.edges)
