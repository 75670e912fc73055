"""Room for long texts: a graph of them is read whole, and one of short texts takes no more memory for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.neo4j.room import LEAST, longest_piece
from graph.neo4j.rows import MEMORY, Outgoing, rows_of
from graph.schema import Schema
from graph.workspace import Workspace
from graph.workspace.layout import Layout
from tests.neo4j.graphs import make_workspace, throw_away

__all__ = ["throw_away"]
COUNT, LENGTH = 250, 200_000  # characters of three bytes: more than DuckDB may hold otherwise


def read(workspace: Workspace) -> tuple[int, str, list[int]]:
    """Bytes of the largest piece, what DuckDB may hold, the lengths of all notes."""
    kind = workspace.schema.nodes["Thing"]
    with workspace.store.reading({"memory_limit": MEMORY}) as connection:
        outgoing = Outgoing(connection, Layout(workspace.schema), 1)
        outgoing.choose_all()
        rows = [row for batch in outgoing.batches(kind) for row in rows_of(batch)]
        [[limit]] = connection.execute("SELECT current_setting('memory_limit')").fetchall()
        return longest_piece(connection), limit, [len(str(row[2])) for row in rows]


def test_long_texts_come_whole(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    things = [{"name": f"物{number}", "note": chr(0x4E00 + number) * LENGTH} for number in range(COUNT)]
    workspace = make_workspace(tmp_path / "ws", schema, monkeypatch, {"Thing": things})
    longest, _, lengths = read(workspace)
    assert longest >= COUNT * LENGTH * 3
    assert lengths == [LENGTH] * COUNT


def test_short_texts_take_no_more_room(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    things = [{"name": f"物{number}", "note": "短"} for number in range(COUNT)]
    workspace = make_workspace(tmp_path / "ws", schema, monkeypatch, {"Thing": things})
    longest, limit, lengths = read(workspace)
    assert (lengths, longest < 100_000) == ([1] * COUNT, True)
    assert limit == f"{LEAST / 1.048576:.1f} MiB"
