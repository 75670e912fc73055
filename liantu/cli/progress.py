"""Progress by rows on standard error; nothing where standard error is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from graph.words import say


@contextmanager
def row_progress(work: str = "loading") -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function ``(rows done, rows in all)`` that moves the bar of a ``work``, or None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say(f"cli.{work}"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
