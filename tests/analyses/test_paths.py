"""Ways between firms: the same ones in every run, also where many are equally sure."""

from __future__ import annotations

import os
import subprocess
import sys

MANY_WAYS = """
import pandas as pd
from analyses.thresholds import load_target_thresholds
from analyses.ties import PathFinder, Ties

pairs = [("far", f"between-{n}") for n in range(20)] + [(f"between-{n}", f"local-{n % 7}") for n in range(20)]
pairs += [(f"elsewhere-{n}", f"elsewhere-{n + 1}") for n in range(200)]
edges = pd.DataFrame(pairs, columns=["src", "dst"]).assign(kind="SUPPLIES", confidence=1.0, day=pd.NaT)
edges["key"] = edges["src"] + edges["dst"]
finder = PathFinder(Ties(edges), [f"local-{n}" for n in range(7)], load_target_thresholds())
print(finder.paths("far"))
"""


def test_ways_do_not_depend_on_the_seed_of_strings() -> None:
    found = set()
    for seed in range(4):
        done = subprocess.run(
            [sys.executable, "-c", MANY_WAYS], env={**os.environ, "PYTHONHASHSEED": str(seed)}, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        found.add(done.stdout)
    (ways,) = found
    assert ways.count("far") == 6  # three ways, each with the key of its first step
