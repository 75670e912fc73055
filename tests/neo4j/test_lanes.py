"""Lanes: how much is under way at once, in what order it is noted, and what becomes of it when something fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator

import pytest

from graph.neo4j import lanes
from graph.neo4j.lanes import AHEAD, work_through


class Pieces:
    """Makes numbers and keeps count of those made; knows whether it was closed."""

    def __init__(self, count: int) -> None:
        self.made = 0
        self.closed = False
        self.count = count

    def give(self) -> Generator[int, None, None]:
        try:
            for number in range(self.count):
                self.made += 1
                yield number
        finally:
            self.closed = True


def as_it_is(piece: int, _lane: int) -> int:
    return piece


@pytest.mark.parametrize("count", [0, 1, 7])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_piece_is_worked_on_once(count: int, number: int) -> None:
    pieces, noted = Pieces(count), list[int]()
    work_through(pieces.give(), as_it_is, noted.append, lanes=number)
    assert sorted(noted) == list(range(count))
    assert pieces.closed


def test_one_lane_keeps_the_order() -> None:
    noted: list[tuple[int, int]] = []
    work_through(Pieces(5).give(), lambda piece, lane: (piece, lane), noted.append)
    assert noted == [(piece, 0) for piece in range(5)]


def test_lanes_work_at_the_same_time() -> None:
    """Each piece waits for one in the other lane: with one lane alone it would wait in vain."""
    together = threading.Barrier(2, timeout=30)
    seen: set[int] = set()

    def work(_piece: int, lane: int) -> int:
        together.wait()
        return lane

    work_through(Pieces(6).give(), work, seen.add, lanes=2)
    assert seen == {0, 1}


def test_a_stage_waits_for_the_one_before() -> None:
    """Numbers below 10, then those below 20: none of these begins before all of those have ended."""
    begun: list[int] = []
    ended_before: dict[int, int] = {}
    ended = 0

    def work(piece: int, _lane: int) -> int:
        nonlocal ended
        begun.append(piece)
        ended_before[piece] = ended
        time.sleep(0.02 if piece in {3, 9} else 0.001)
        ended += 1
        return piece

    work_through(Pieces(30).give(), work, _none, lanes=3, stage=lambda piece: piece // 10)
    assert sorted(begun) == list(range(30))
    assert [min(ended_before[piece] for piece in range(start, start + 10)) for start in (10, 20)] == [10, 20]


def test_few_pieces_are_made_ahead() -> None:
    """Two under way, those that wait and one more: what a push holds in memory."""
    pieces = Pieces(50)
    ahead: list[int] = []
    work_through(pieces.give(), as_it_is, lambda piece: ahead.append(pieces.made - piece), lanes=2)
    assert len(ahead) == 50
    assert 4 < max(ahead) <= AHEAD + 4


@pytest.mark.parametrize("where", ["work", "note", "pieces"])
def test_what_fails_is_raised_and_nothing_new_begins(where: str) -> None:
    pieces = Pieces(1000)

    def failing(place: str, number: int) -> int:
        if place == where and number == 3:
            raise ValueError(place)
        return number

    def made() -> Generator[int, None, None]:
        try:
            yield from (failing("pieces", number) for number in pieces.give())
        finally:
            pieces.closed = True

    with pytest.raises(ValueError, match=where):
        work_through(
            made(), lambda piece, _: failing("work", piece), lambda done: _none(failing("note", done)), lanes=2
        )
    assert pieces.made < AHEAD + 12
    assert pieces.closed


def _none(_: object) -> None:
    return None


def test_a_lane_that_hangs_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "_MOMENT", 0.2)
    release = threading.Event()
    slow: list[int] = []

    def work(piece: int, _lane: int) -> int:
        if piece == 0:
            release.wait(60)
            slow.append(piece)
        else:
            raise OSError("lost")
        return piece

    before = time.monotonic()
    with pytest.raises(OSError, match="lost"):
        work_through(Pieces(2).give(), work, _none, lanes=2)
    assert time.monotonic() - before < 30
    assert slow == []
    release.set()


def test_after_ctrl_c_no_other_piece_begins() -> None:
    """The waiting thread raises, and what is under way ends."""
    worked: list[int] = []

    def work(piece: int, _lane: int) -> int:
        worked.append(piece)
        time.sleep(0.05)
        return piece

    def stopped(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work_through(Pieces(100).give(), work, stopped, lanes=2)
    count = len(worked)
    assert count <= 4
    time.sleep(0.2)
    assert len(worked) == count
