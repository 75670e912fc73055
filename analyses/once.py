"""What several questions work out of one snapshot, worked out once: a map asks gaps and targets of the same graph."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from analyses.reading import SnapshotLike
from graph.words import language

T = TypeVar("T")
_MOST = 8  # answers kept a snapshot, the newest: comparing many regions must not fill the memory


class _Kept(NamedTuple):
    question: tuple[str, str]  # with the language
    asked: tuple[object, ...]
    answer: Any


_answers: WeakKeyDictionary[SnapshotLike, deque[_Kept]] = WeakKeyDictionary()


def once(snapshot: SnapshotLike, question: str, asked: tuple[object, ...], answer: Callable[[], T]) -> T:
    """Return the answer to a question, from an earlier time where the same was asked of the same snapshot.

    Parameters
    ----------
    snapshot
        What is asked; it never changes, and its answers go with it.
    question
        Name of the question.
    asked
        All that the answer depends on beside the snapshot, comparable with ``==``.
    answer
        Works the answer out; nobody may change it afterwards.
    """
    wanted = (question, language())  # names of segments follow the language in force
    kept = _answers.setdefault(snapshot, deque(maxlen=_MOST))
    for one in kept:
        if one.question == wanted and one.asked == asked:
            found: T = one.answer
            return found
    made = answer()
    kept.append(_Kept(wanted, asked, made))
    return made
