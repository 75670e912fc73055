"""A graph that is read in many small parts is the graph that is read at once: prints, rows, files of an export."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import graph.neo4j.rows as rows_module
from graph.neo4j import prints
from graph.neo4j.export import export_csv
from graph.neo4j.rows import Outgoing, rows_of
from graph.schema import Schema
from graph.workspace import Workspace
from graph.workspace.layout import Layout, declared
from tests.neo4j.graphs import FIRST, make_workspace, throw_away, write

__all__ = ["throw_away"]
MILLS = [{"name": f"磨坊{number}", "uscc": f"91M{number}", "size": number} for number in range(40)]
SALES = [
    {"src_id": f"uscc:91M{number}", "dst_id": f"uscc:91M{number * 7 % 40}", "year": 2024} for number in range(1, 40)
]


@pytest.fixture
def workspace(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = make_workspace(tmp_path / "ws", schema, monkeypatch)
    write(made, {"Mill": MILLS, "SELLS": SALES}, "more")
    write(made, {"Mill": MILLS[::3], "SELLS": [*SALES[::4], *FIRST["SELLS"]]}, "seen again")
    return made


def read(workspace: Workspace) -> tuple[list[Any], dict[str, list[Any]], dict[str, int]]:
    """Prints, rows by kind, and the number of parts in which each kind was read."""
    with workspace.store.reading() as connection:
        outgoing = Outgoing(connection, Layout(workspace.schema), 1)
        outgoing.choose_all()
        printed = connection.execute("SELECT * FROM t_print ORDER BY ALL").fetchall()
        kinds = declared(workspace.schema)
        rows = {
            kind.name: sorted((row for batch in outgoing.batches(kind) for row in rows_of(batch)), key=repr)
            for kind in kinds
        }
        return printed, rows, {kind.name: len(outgoing.queries(kind)) for kind in kinds}


def test_parts_change_neither_prints_nor_rows(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    printed, rows, parts = read(workspace)
    assert set(parts.values()) == {1}
    monkeypatch.setattr(prints, "PART", 5)
    printed_in_parts, rows_in_parts, many = read(workspace)
    assert printed_in_parts == printed
    assert rows_in_parts == rows
    assert many["Mill"] == len(rows["Mill"]) // 5 + 1 > 8
    # the print tells a place at which something was seen once more
    workspace.undo(3)
    assert read(workspace)[0] != printed


def test_what_is_gone_comes_once_whatever_the_parts(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"91M{number}" for number in range(40, 80)]

    def gone() -> list[str]:
        with workspace.store.reading() as connection:
            outgoing = Outgoing(connection, Layout(workspace.schema), 1)
            outgoing.choose_all()
            outgoing.add_gone("Mill", [*ids, "91M1"])
            return [uid for moved in (True, False) for batch in outgoing.gone("Mill", moved=moved) for uid in batch]

    whole = gone()
    assert whole == ["91M1", *ids]
    monkeypatch.setattr(prints, "PART", 5)
    assert sorted(gone()) == sorted(whole)


@pytest.mark.parametrize(("sizes", "bounded"), [
    ([], []),
    ([10, 10, 10], [[10, 10, 10]]),
    ([900, 10, 900, 10], [[900, 10], [900, 10]]),
    ([5000, 10, 10, 10], [[5000], [10], [10, 10]]),
    ([5000], [[5000]]),
])  # fmt: skip
def test_batches_are_bounded_by_bytes(
    monkeypatch: pytest.MonkeyPatch, sizes: list[int], bounded: list[list[int]]
) -> None:
    """Each has few enough bytes, or one row; none is empty, and the order stays."""
    monkeypatch.setattr(rows_module, "BATCH_BYTES", 1_000)
    batch = pa.record_batch({"text": pa.array(["x" * size for size in sizes], pa.string())})
    cut = [[len(text) for text in piece.column("text").to_pylist()] for piece in rows_module._bounded(batch)]
    assert cut == bounded


def test_large_values_travel_in_batches_of_their_own(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "BATCH_BYTES", 1_000)
    with workspace.store.reading() as connection:
        outgoing = Outgoing(connection, Layout(workspace.schema), 1)
        outgoing.choose_all()
        batches = list(outgoing.batches(workspace.schema.nodes["Mill"]))
    assert sum(batch.num_rows for batch in batches) == outgoing.waiting("Mill") > 40
    assert all(batch.num_rows == 1 or batch.nbytes <= 1_000 for batch in batches)


def test_an_export_in_parts_has_one_heading_and_every_row_once(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_csv(workspace, tmp_path / "whole")
    monkeypatch.setattr(prints, "PART", 5)
    arguments = export_csv(workspace, tmp_path / "parts")
    (given,) = [each for each in arguments if each.startswith("--nodes=Mill:")]
    files = [Path(file) for file in given.partition("=")[2].partition("=")[2].split(",")]
    assert len(files) > 8
    heading, *rows = lines(tmp_path / "whole" / "Mill.csv")
    first, *others = [lines(file) for file in files]
    assert first[0] == heading
    assert sorted([*first[1:], *(row for other in others for row in other)]) == sorted(rows)


def lines(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))
