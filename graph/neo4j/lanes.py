"""Lanes: threads that send pieces while the next one is made."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

_Piece = TypeVar("_Piece")
_Done = TypeVar("_Done")
_MOMENT = 2.0  # seconds that what is under way may take to end when the work is stopped


def work_through(
    pieces: Generator[_Piece, None, None],
    work: Callable[[_Piece, int], _Done],
    note: Callable[[_Done], None],
    *,
    lanes: int = 1,
) -> None:
    """Do work on every piece, each in the thread of a lane, while another thread makes the next.

    At most ``lanes`` pieces are under way. The caller's thread only waits and notes, so that Ctrl-C reaches it at once.
    When something fails or is stopped, nothing new begins and what is under way has a moment to end; after that nobody
    waits for it, since a connection gone silent must not keep a person waiting (the lanes keep no program alive).

    Parameters
    ----------
    pieces : generator
        Makes them one after the other, in one thread; closed at the end, with what it has open.
    work : callable
        Given a piece and the number of the lane, from 0; called in the lane's thread.
    note : callable
        Given what ``work`` returns, in the order in which pieces end; called in the caller's thread.
    lanes : int
        How many work at once; more than one where pieces do not depend on each other.

    Raises
    ------
    BaseException
        The first that ``work`` raised.
    """
    given: SimpleQueue[_Piece | None] = SimpleQueue()
    ended: SimpleQueue[Future[_Done]] = SimpleQueue()
    threads = [Thread(target=_lane, args=(lane, given, work, ended), daemon=True) for lane in range(lanes)]
    for thread in threads:
        thread.start()
    busy = 0
    try:
        with closing(pieces), ThreadPoolExecutor(1) as maker:
            coming = maker.submit(next, pieces, None)
            while (piece := coming.result()) is not None:
                if busy == lanes:
                    note(ended.get().result())
                    busy -= 1
                given.put(piece)
                busy += 1
                coming = maker.submit(next, pieces, None)
        for _ in range(busy):
            note(ended.get().result())
    finally:
        for _ in threads:
            given.put(None)
        until = time.monotonic() + _MOMENT
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))


def _lane(
    lane: int,
    given: SimpleQueue[_Piece | None],
    work: Callable[[_Piece, int], _Done],
    ended: SimpleQueue[Future[_Done]],
) -> None:
    while (piece := given.get()) is not None:
        future: Future[_Done] = Future()
        try:
            future.set_result(work(piece, lane))
        except BaseException as error:  # noqa: BLE001 - raised again where the result is asked for
            future.set_exception(error)
        ended.put(future)
