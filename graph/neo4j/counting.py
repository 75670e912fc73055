"""Counting what a database has of a workspace while the workspace is read: on a large graph the server takes its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread

from graph.neo4j.database import Database
from graph.neo4j.marker import Marker, counts_of

_MOMENT = 2.0  # seconds that counting may take to end when nobody asks for it any more


@contextmanager
def counting(database: Database, marker: Marker | None) -> Iterator[Callable[[Marker], bool]]:
    """Count in a thread of its own what a database has of the workspace of a mark, where its last push is complete.

    Gives what tells whether a workspace's counts are those of its mark. Told of another mark than ``marker``, as after
    a push that came between, it counts anew.
    """
    if marker is None or not marker.complete or marker.stale:  # everything is sent, whatever the counts
        yield lambda asked: _agrees(asked, counts_of(database, asked.id))
        return
    found: Future[tuple[int, int]] = Future()

    def count() -> None:
        try:
            found.set_result(counts_of(database, marker.id))
        except BaseException as error:  # noqa: BLE001 - raised again where the counts are asked for
            found.set_exception(error)

    def agrees(asked: Marker) -> bool:
        return _agrees(asked, found.result() if asked == marker else counts_of(database, asked.id))

    beside = Thread(target=count, daemon=True)  # a connection gone silent keeps no program alive
    beside.start()
    try:
        yield agrees
    finally:
        beside.join(_MOMENT)


def _agrees(marker: Marker, counted: tuple[int, int]) -> bool:
    return counted == (marker.nodes, marker.edges)
