"""Progress by rows on standard error; nothing where standard error is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from graph.words import say


@contextmanager
def row_progress() -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function ``(rows done, rows in all)`` that moves the bar, or None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("cli.loading"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
