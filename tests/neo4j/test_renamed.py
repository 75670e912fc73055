"""What became of uids since a push, against following each rename through the versions one by one."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import pytest

from graph.neo4j.rows import Outgoing
from graph.schema import load_schema
from graph.workspace.layout import Layout

HERE = "abc"
STEPS = random.Random(5).choices([(old, new) for old in "abcdef" for new in "abcdef" if old != new], k=40)


@pytest.fixture
def outgoing(tmp_path: Path) -> Outgoing:
    connection = duckdb.connect(tmp_path / "file.duckdb")
    connection.execute("CREATE SCHEMA meta; CREATE TABLE meta.renamed (old VARCHAR, new VARCHAR, at_version BIGINT)")
    connection.execute("CREATE TABLE meta.node (uid VARCHAR)")
    connection.execute("CREATE TABLE meta.entity (kind VARCHAR); CREATE TABLE meta.tie (kind VARCHAR)")
    connection.executemany("INSERT INTO meta.node VALUES (?)", [[uid] for uid in HERE])
    steps = [[old, new, version] for version, (old, new) in enumerate(STEPS)]
    connection.executemany("INSERT INTO meta.renamed VALUES (?, ?, ?)", steps)
    return Outgoing(connection, Layout(load_schema()), 0)


def followed(steps: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each uid that is no more and what it is now; of several that are one now, the first."""
    now: dict[str, str] = {}
    for old, new in steps:
        now = {was: new if at == old else at for was, at in now.items()} | {old: new}
    gone = sorted((was, at) for was, at in now.items() if was not in HERE and at in HERE)
    first = {at: was for was, at in reversed(gone)}
    return [(first[at], at) for at in sorted(first)]


def test_what_became_of_uids(outgoing: Outgoing) -> None:
    found = [outgoing.renamed(since) for since in range(-1, len(STEPS))]
    assert found == [followed(STEPS[since + 1 :]) for since in range(-1, len(STEPS))]
    assert {1, 2} <= set(map(len, found))
