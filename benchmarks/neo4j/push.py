"""Push of the chains of listed firms: against a hand-written script, again unchanged, and after one change."""

from __future__ import annotations

import shutil
import statistics
from datetime import date
from functools import partial
from pathlib import Path

import pyarrow as pa

import liantu
from benchmarks.measure import Row
from benchmarks.neo4j.country import HOME, WHOLE
from benchmarks.neo4j.floor import kinds_of, push_by_hand, seconds_by_row
from benchmarks.neo4j.server import Bench, Spent, median, processor_note
from graph.neo4j.push import push
from graph.records import Batch, Origin, RunInfo
from graph.workspace import Workspace
from graph.workspace.frames import arrow_type
from graph.workspace.layout import Layout

ROOT = Path(__file__).resolve().parents[2]
LISTED = ROOT.parent / "shared" / "data" / "a-share-chains"
SOURCE = ROOT / "tests" / "sources" / "a-share-chains.toml"
KINDS = ROOT / "tests" / "kinds"
WARM = 2  # rounds before those that count
SAMPLE, SAMPLE_SLOW = 12_000, 300  # statements of one row, with and without an index; half of them are measured


def listed_firms(folder: Path) -> Workspace:
    """Return a workspace of the listed firms, loaded the first time."""
    if not (folder / WHOLE).exists():
        shutil.rmtree(folder, ignore_errors=True)
        liantu.init(folder, home=HOME)
        for file in KINDS.glob("*.yaml"):
            shutil.copy(file, folder / "kinds")
        liantu.open(folder).load([LISTED], source=SOURCE)
        (folder / WHOLE).touch()
    return Workspace.open(folder)


def rows(bench: Bench, workspace: Workspace) -> list[Row]:
    """Return the rows of the table; afterwards the database holds the workspace, pushed."""
    kinds = kinds_of(workspace)
    size = f"{sum(len(kind.rows) for kind in kinds if kind.shape.is_node):,} nodes, "
    size += f"{sum(len(kind.rows) for kind in kinds if not kind.shape.is_node):,} edges"
    by_hand = partial(push_by_hand, bench, kinds)
    ours = partial(push, bench.database, workspace)
    one_by_one: list[float] = []

    def by_row() -> None:
        one_by_one.append(seconds_by_row(bench, kinds, sample=SAMPLE, index=True))

    # all in the same rounds: the speed of a machine is not the same at every hour
    found = bench.turns({"floor": by_hand, "push": ours, "row": by_row}, before=bench.empty, warm=WARM)
    floor, pushed = found["floor"], found["push"]
    without = seconds_by_row(bench, kinds, sample=SAMPLE_SLOW, index=False)
    bench.empty()
    ours()
    return [
        Row(f"push, {size}", "bare driver, UNWIND MERGE in 10,000s", pushed.seconds, floor.seconds, "≤ 1.3", None,
            processor_note(pushed, floor)),
        Row("one statement a row, index on uid", "push", statistics.median(one_by_one[WARM:]), pushed.seconds, "≥ 40", None,
            f"from {SAMPLE // 2:,} rows"),
        Row("one statement a row, no index", "push", without, pushed.seconds, "≥ 400", None,
            f"from {SAMPLE_SLOW // 2:,} rows, as a peer project's script loads"),
        _unchanged(bench, workspace, pushed),
        _one_changed(bench, workspace, pushed),
    ]  # fmt: skip


def _unchanged(bench: Bench, workspace: Workspace, first: Spent) -> Row:
    before = bench.log()
    bench.database.send("MERGE (probe:BenchProbe) DELETE probe")
    assert bench.log() != before, "the transaction log does not tell writes"
    before = bench.log()
    spent = median([bench.spent(lambda: _push_nothing(bench, workspace)) for _ in range(5)])
    assert bench.log() == before, "a push with nothing to do wrote"
    note = f"processor {spent.processor:.2g} s; the server's transaction log is untouched"
    return Row("push again, unchanged", "push", spent.seconds, first.seconds, "≤ 1 s", None, note)


def _push_nothing(bench: Bench, workspace: Workspace) -> None:
    assert push(bench.database, workspace).nothing


def _one_changed(bench: Bench, workspace: Workspace, first: Spent) -> Row:
    """Change the address of one firm, push that; the change itself does not count."""
    several = []
    for turn in range(5):
        number = _change(workspace, f"示例路{turn}号")
        several.append(bench.spent(lambda: _push_one(bench, workspace)))
        workspace.undo(number)
        push(bench.database, workspace)
    spent = median(several)
    note = f"processor {spent.processor:.2g} s"
    return Row("push after one firm changed", "push", spent.seconds, first.seconds, "≤ 1 s", None, note)


def _push_one(bench: Bench, workspace: Workspace) -> None:
    report = push(bench.database, workspace)
    assert not report.whole
    assert [(change.kind, change.changed) for change in report.changes] == [("Firm", 1)], report.changes


def _change(workspace: Workspace, address: str) -> int:
    """Write a record that gives the first firm another address; return the number of the run."""
    firm = workspace.snapshot().nodes("Firm", ["name", "ticker"]).iloc[0]
    told = {"name": firm["name"], "ticker": firm["ticker"], "address": address}
    columns = Layout(workspace.schema).record_columns("Firm")
    arrays = {column.name: pa.array([told.get(column.name)], arrow_type(column)) for column in columns}
    place = {"origin": pa.array([0], pa.int32()), "row": pa.array([2], pa.int32())}
    run = RunInfo("load", "one firm", [Origin("one.csv")], source_date=date(2021, 10, 31), priority=1)
    return workspace.write(run, [Batch("Firm", pa.table(arrays | place))]).run
