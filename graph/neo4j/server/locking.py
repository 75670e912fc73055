"""One at a time: a lock on a file that ends with the process that holds it, on every platform."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from graph.errors import WorkspaceError

_PAUSE = 0.1


@contextmanager
def held(file: Path, *, wait: float) -> Iterator[None]:
    """Hold the lock; wait for another holder at most so many seconds, then WorkspaceError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as stream:
        until = time.monotonic() + wait
        while not _try_lock(stream):
            if time.monotonic() > until:
                raise WorkspaceError("neo4j.start_held", folder=file.parent, seconds=int(wait))
            time.sleep(_PAUSE)
        yield  # closing the file gives the lock back, and so does the end of the process


if sys.platform == "win32":
    import msvcrt

    def _try_lock(stream: IO[bytes]) -> bool:
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
