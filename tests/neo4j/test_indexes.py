"""Indexes are made after the rows that they find, once a push, and never while they would be empty."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.neo4j import indexes
from graph.neo4j.database import Database
from graph.neo4j.push import push
from graph.schema import Schema
from tests.neo4j.graphs import make_workspace, throw_away, write
from tests.neo4j.servers import TestServer

__all__ = ["throw_away"]


@pytest.fixture
def database(neo4j: TestServer) -> Database:
    neo4j.empty()
    return Database(neo4j.driver, neo4j.database)


def keys(database: Database) -> dict[str, str]:
    """Kinds of edges that are found by key, and whether their index answers."""
    rows = database.read(
        "SHOW INDEXES YIELD entityType, labelsOrTypes, properties, state WHERE entityType = 'RELATIONSHIP' "
        "AND properties = ['key'] RETURN labelsOrTypes[0] AS kind, state"
    )
    return {row["kind"]: row["state"] for row in rows}


def test_a_kind_of_edge_is_indexed_when_there_are_any(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make_workspace(tmp_path / "ws", schema, monkeypatch)
    push(database, workspace)
    first = {"SELLS": "ONLINE", "MAKES": "ONLINE", "MATES": "ONLINE"}
    assert keys(database) == first
    write(workspace, {"TEACHES": [{"src_id": "uscc:12A", "dst_name": "面粉😀"}]}, "more")
    push(database, workspace)
    assert keys(database) == {**first, "TEACHES": "ONLINE"}
    nodes = database.read("SHOW INDEXES YIELD name, owningConstraint WHERE name STARTS WITH 'liantu_' RETURN name")
    names = {row["name"] for row in nodes}
    assert {"liantu_uid", "liantu_mill_uid", "liantu_mill_name", "liantu_year_year"} <= names


def test_a_push_cut_off_before_its_indexes_makes_them_the_next_time(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make_workspace(tmp_path / "ws", schema, monkeypatch)
    original = indexes.make

    def breaking(where: Database, missing: Mapping[str, str]) -> None:
        if any(name.endswith("_key") for name in missing):
            raise ConnectionAbortedError
        original(where, missing)

    monkeypatch.setattr(indexes, "make", breaking)
    with pytest.raises(ConnectionAbortedError):
        push(database, workspace)
    assert keys(database) == {}
    monkeypatch.setattr(indexes, "make", original)
    report = push(database, workspace)
    assert (report.sent, report.whole) == (0, False)
    assert set(keys(database)) == {"SELLS", "MAKES", "MATES"}
    assert push(database, workspace).nothing
