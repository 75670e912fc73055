"""A large graph: push, pull and first load by import at two sizes, ten times apart; memory in processes of their own."""

from __future__ import annotations

import math
import shutil
import sys
import tempfile
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Row, in_process
from benchmarks.neo4j.catalogue import LONG, Answered, measure
from benchmarks.neo4j.catalogue import rows as catalogue_rows
from benchmarks.neo4j.country import WHOLE, workspace_of
from benchmarks.neo4j.server import Bench, opened, server
from graph.neo4j.export import AFTER, COMMAND
from graph.neo4j.server.admin import run_admin
from graph.neo4j.server.artifacts import LONG_TERM
from graph.neo4j.server.process import start, stop

HEAP = "4g"
SIZES = ((100_000, 500_000), (1_000_000, 5_000_000))
_OPEN = """
import sys, time
from pathlib import Path
from benchmarks.neo4j.server import opened
from graph.neo4j.server.home import running
"""
_PUSH = f"""{_OPEN}
from graph.neo4j.push import push
from graph.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[2]))
with opened(running(Path(sys.argv[1]))) as bench:
    start = time.perf_counter()
    report = push(bench.database, workspace)
    seconds = time.perf_counter() - start
assert report.whole and not report.absent, report
"""
_PULL = f"""{_OPEN}
from benchmarks.neo4j.pull import pull
with opened(running(Path(sys.argv[1]))) as bench:
    start = time.perf_counter()
    count = pull(bench)
    seconds = time.perf_counter() - start
assert count == int(sys.argv[2]), count
"""
_EXPORT = """
import sys, time
from pathlib import Path
from graph.neo4j.export import export_csv
from graph.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]))
start = time.perf_counter()
export_csv(workspace, Path(sys.argv[2]))
seconds = time.perf_counter() - start
"""


@dataclass(frozen=True)
class Done:
    """What the work on one size took: seconds, and the peak memory of liantu in MB."""

    push: Mapping[str, float]
    pull: Mapping[str, float]
    export: Mapping[str, float]
    load: float
    answered: Mapping[str, Answered]


def rows(scratch: Path) -> list[Row]:
    """Return the rows of the table for both sizes, and those of the catalogue."""
    small = work(scratch, *SIZES[0])
    long = [name for name, answered in small.answered.items() if answered.seconds > LONG]
    large = work(scratch, *SIZES[1], long)
    first, second = (f"{nodes:,} nodes, {edges:,} edges" for nodes, edges in SIZES)
    names = (first, second)
    times = sum(SIZES[1]) / sum(SIZES[0])

    def growth(of: str) -> str:
        grown = getattr(large, of)["seconds"] / getattr(small, of)["seconds"]
        return f"exponent of growth {math.log(grown) / math.log(times):.2f}"

    loaded = large.export["seconds"] + large.load
    return [
        Row(f"push, {names[1]}", names[0], large.push["seconds"], small.push["seconds"], "linear; ≤ 500 MB",
            large.push["peak_mb"], f"{growth('push')}; the smaller peaks at {small.push['peak_mb']:.0f} MB"),
        Row(f"pull, {names[1]}", names[0], large.pull["seconds"], small.pull["seconds"], "linear", large.pull["peak_mb"],
            f"{growth('pull')}; all frames are kept"),
        Row(f"export and import, {names[1]}", "push", loaded, large.push["seconds"], "–", large.export["peak_mb"],
            f"export {large.export['seconds']:.0f} s, import {large.load:.0f} s"),
        Row(f"export and import, {names[0]}", "push", small.export["seconds"] + small.load, small.push["seconds"], "–",
            small.export["peak_mb"], f"export {small.export['seconds']:.0f} s, import {small.load:.0f} s"),
        *catalogue_rows(small.answered, large.answered, names),
    ]  # fmt: skip


def is_made(scratch: Path) -> bool:
    """Return whether the larger country was made before."""
    return (_folder(scratch, *SIZES[1]) / WHOLE).exists()


def _folder(scratch: Path, nodes: int, edges: int) -> Path:
    return scratch / f"country-{nodes}-{edges}"


def work(scratch: Path, nodes: int, edges: int, long: Collection[str] = ()) -> Done:
    """Push, pull, ask the catalogue and import at one size; ``long`` are queries that take long."""
    workspace = workspace_of(_folder(scratch, nodes, edges), nodes, edges)
    held = workspace.statistics()
    count = sum(held.nodes.values()) + sum(held.edges.values())
    with server(HEAP) as bench:
        pushed = in_process(_PUSH, str(bench.folder), str(workspace.folder))
        _tell("push", pushed)
        pulled = in_process(_PULL, str(bench.folder), str(count))
        _tell("pull", pulled)
        answered = measure(bench, long)
    exported, loaded = first_load(workspace.folder, count)
    _tell(f"import {loaded:.0f} s, export", exported)
    return Done(pushed, pulled, exported, loaded, answered)


def _tell(work: str, spent: Mapping[str, float]) -> None:
    """Say what one piece of work took as soon as it is known: all of them take long."""
    print(f"{work}: {spent['seconds']:.1f} s, peak {spent['peak_mb']:.0f} MB", file=sys.stderr, flush=True)


def first_load(workspace: Path, count: int) -> tuple[Mapping[str, float], float]:
    """Write the files of a first load and import them into a server that does not run yet."""
    folder = Path(tempfile.mkdtemp(prefix="liantu-bench-"))
    try:
        exported = in_process(_EXPORT, str(workspace), str(folder / "csv"))
        return exported, load_files(folder, count)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def load_files(folder: Path, count: int) -> float:
    """Import the files of a folder, then make constraints and indexes; return the seconds of both, no server's start."""
    arguments = (folder / "csv" / COMMAND).read_text("utf-8").splitlines()
    began = time.perf_counter()
    run_admin(folder / "home", arguments, version=LONG_TERM, heap=HEAP)
    imported = time.perf_counter() - began
    info = start(folder / "home", heap=HEAP).server
    try:
        with opened(info) as bench:
            spent = bench.spent(lambda: _indexes(bench, folder / "csv" / AFTER))
            (row,) = bench.database.read("MATCH (n:Liantu) RETURN count(n) + COUNT { ()-[r]->() } AS rows")
            assert row["rows"] == count, row
    finally:
        stop(info.folder)
    return imported + spent.seconds


def _indexes(bench: Bench, file: Path) -> None:
    for statement in file.read_text("utf-8").removesuffix(";\n").split(";\n"):
        bench.database.send(statement)
    bench.database.send("CALL db.awaitIndexes(600)")
