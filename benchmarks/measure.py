"""Timing and memory of one piece of work, each in a process of its own, and the table they are printed in."""

from __future__ import annotations

import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True)
class Row:
    """One line of the table: the work, its reference, both medians (seconds), the ratio's goal, peak memory."""

    work: str
    reference: str
    seconds: float
    reference_seconds: float | None
    goal: str
    peak_mb: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The work's time over the reference's; None where there is no reference."""
        return self.seconds / self.reference_seconds if self.reference_seconds else None


def interleaved(work: Callable[[], object], reference: Callable[[], object], rounds: int = 3) -> tuple[float, float]:
    """Return the median seconds of both, run in turn so that a drift of the machine's speed hits both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for place, function in enumerate((reference, work)):
            start = time.perf_counter()
            function()
            times[1 - place].append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def in_process(code: str, *arguments: str) -> dict[str, float]:
    """Run ``code`` in a fresh interpreter; it sets ``seconds``; return that and the process's peak memory in MB."""
    tail = "import json\nfrom benchmarks.measure import peak_mb\npeak = peak_mb()"
    script = f"{code}\n{tail}\nprint(json.dumps({{'seconds': seconds, 'peak_mb': peak}}))"
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def peak_mb() -> float:
    """Return this process's peak memory in MB.

    Where Linux tells it; the common call counts from before the interpreter was started, with its parent's memory.
    """
    told = Path("/proc/self/status")
    if told.exists() and (found := re.search(r"VmHWM:\s+(\d+)", told.read_text())):
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def print_table(rows: Sequence[Row], stream: TextIO) -> None:
    """Print the rows as a Markdown table."""
    print("| work | s | against | s | ratio | goal | peak MB | note |", file=stream)
    print("| --- | --- | --- | --- | --- | --- | --- | --- |", file=stream)
    for row in rows:
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else "–"
        reference = f"{row.reference_seconds:.3g}" if row.reference_seconds is not None else "–"
        peak = f"{row.peak_mb:.0f}" if row.peak_mb is not None else "–"
        print(
            f"| {row.work} | {row.seconds:.3g} | {row.reference} | {reference} | {ratio} | {row.goal} | {peak} | {row.note} |",
            file=stream,
        )
