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


def found_by(database: Database) -> dict[str, set[str]]:
    """Kinds by the property by which an index finds them; every index answers."""
    rows = database.read(
        "SHOW INDEXES YIELD labelsOrTypes, properties, state, owningConstraint "
        "WHERE size(properties) = 1 AND owningConstraint IS NULL RETURN labelsOrTypes[0] AS kind, properties[0] AS by, state"
    )
    assert {row["state"] for row in rows} <= {"ONLINE"}
    return {by: {row["kind"] for row in rows if row["by"] == by} for by in ("uid", "name", "key")}


def test_a_kind_is_indexed_when_there_are_any(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make_workspace(tmp_path / "ws", schema, monkeypatch)
    push(database, workspace)
    nodes, edges = {"Mill", "School", "Thing"}, {"SELLS", "MAKES", "MATES"}
    assert found_by(database) == {"uid": nodes, "name": nodes, "key": edges}
    write(
        workspace, {"TEACHES": [{"src_id": "uscc:12A", "dst_name": "面粉😀"}], "Place": [{"code": "P", "name": "县"}]}
    )
    push(database, workspace)
    nodes, edges = {*nodes, "Place"}, {*edges, "TEACHES"}
    assert found_by(database) == {"uid": nodes, "name": nodes, "key": edges}


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
    assert found_by(database)["uid"] == found_by(database)["key"] == set()
    monkeypatch.setattr(indexes, "make", original)
    report = push(database, workspace)
    assert (report.sent, report.whole) == (0, False)
    assert found_by(database)["key"] == {"SELLS", "MAKES", "MATES"}
    assert push(database, workspace).nothing
