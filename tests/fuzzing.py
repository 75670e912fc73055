"""How much is tried: ``make test`` tries a little of everything, ``make fuzz`` many times that."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("LIANTU_FUZZ", "1"))


def examples(usual: int) -> int:
    """Return how many examples a property test tries."""
    return usual * TIMES
