"""The cycle collector, held while cells by the million come and go: each of its rounds would look at every one."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """Hold the cycle collector for a block: lists of plain cells hold no cycles. As it was before, it is afterwards."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
