"""``liantu --help`` against an interpreter that does nothing: what a person waits before the first word."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.measure import Row, interleaved


def run() -> list[Row]:
    def start(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)

    help_seconds, pass_seconds = interleaved(
        lambda: start("-m", "liantu", "--help"), lambda: start("-c", "pass"), rounds=9
    )
    return [Row("liantu --help (interpreter start included)", "python -c pass", help_seconds, pass_seconds, "≤ 0.4 s")]
