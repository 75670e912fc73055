"""Lanes: threads that send pieces while the next ones are made, and one that does a single piece of work beside others."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

_Piece = TypeVar("_Piece")
_Done = TypeVar("_Done")
AHEAD = 8  # pieces that wait: the first of a kind takes long to make, and the lanes have work meanwhile
_MOMENT = 2.0  # seconds that what is under way may take to end when the work is stopped


def work_through(
    pieces: Generator[_Piece, None, None],
    work: Callable[[_Piece, int], _Done],
    note: Callable[[_Done], None],
    *,
    lanes: int = 1,
    stage: Callable[[_Piece], object] = lambda _: None,
) -> None:
    """Do work on every piece, each in the thread of a lane, while another thread makes the next ones.

    At most ``lanes`` pieces are under way and ``AHEAD`` wait. The caller's thread only waits and notes, so that Ctrl-C
    reaches it at once. When something fails or is stopped, nothing new begins and what is under way has a moment to
    end; after that nobody waits for it, since a connection gone silent must not keep a person waiting (the lanes keep
    no program alive).

    Parameters
    ----------
    pieces : generator
        Makes them one after the other, in one thread; closed at the end, with what it has open.
    work : callable
        Given a piece and the number of the lane, from 0; called in the lane's thread.
    note : callable
        Given what ``work`` returns, in the order in which pieces end; called in the caller's thread.
    lanes : int
        How many work at once; more than one where pieces of a stage do not depend on each other.
    stage : callable, optional
        Given a piece, returns the stage it belongs to; pieces come stage by stage, and none is worked on before all of
        the stage before have ended.

    Raises
    ------
    BaseException
        The first that making a piece, ``work`` or ``note`` raised.
    """
    given: SimpleQueue[_Piece | None] = SimpleQueue()
    ended: SimpleQueue[Future[_Done]] = SimpleQueue()
    threads = [Thread(target=_lane, args=(lane, given, work, ended), daemon=True) for lane in range(lanes)]
    for thread in threads:
        thread.start()
    busy = 0
    current: object = None
    try:
        with closing(_made_ahead(pieces)) as coming:
            for piece in coming:
                before, current = current, stage(piece)
                most = lanes - 1 if current == before else 0
                while busy > most:
                    note(ended.get().result())
                    busy -= 1
                given.put(piece)
                busy += 1
        for _ in range(busy):
            note(ended.get().result())
    finally:
        for _ in threads:
            given.put(None)
        until = time.monotonic() + _MOMENT
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))


def _made_ahead(pieces: Generator[_Piece, None, None]) -> Generator[_Piece, None, None]:
    """Give pieces that another thread makes while the caller is at work; when it stops, what waits is not made."""
    with closing(pieces), ThreadPoolExecutor(1) as maker:
        coming = deque(maker.submit(next, pieces, None) for _ in range(AHEAD))
        try:
            while (piece := coming.popleft().result()) is not None:
                coming.append(maker.submit(next, pieces, None))
                yield piece
        finally:
            for future in coming:
                future.cancel()


def _lane(
    lane: int,
    given: SimpleQueue[_Piece | None],
    work: Callable[[_Piece, int], _Done],
    ended: SimpleQueue[Future[_Done]],
) -> None:
    while (piece := given.get()) is not None:
        future: Future[_Done] = Future()
        _settle(future, partial(work, piece, lane))
        ended.put(future)


@contextmanager
def beside(work: Callable[[], _Done]) -> Iterator[Future[_Done]]:
    """Do work in a thread of its own; at the end nobody waits longer than a moment for what is still under way."""
    future: Future[_Done] = Future()
    thread = Thread(target=_settle, args=(future, work), daemon=True)
    thread.start()
    try:
        yield future
    finally:
        thread.join(_MOMENT)


def _settle(future: Future[_Done], work: Callable[[], _Done]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 - raised again where the result is asked for
        future.set_exception(error)
