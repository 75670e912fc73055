"""Indexes are made after the rows that they find, once a push, and never while they would be empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import neo4j as neo4j_driver
import pytest

from graph.neo4j import faults, indexes, mark_statements
from graph.neo4j.database import Database
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.status import read_status
from graph.queries.run import run_query
from graph.schema import Schema
from tests.neo4j.graphs import assert_same, make_workspace, throw_away, write
from tests.neo4j.harbour import Harbour, harbour, loaded
from tests.neo4j.peers import RESTLESS, unknown_error
from tests.neo4j.servers import TestServer

__all__ = ["harbour", "loaded", "throw_away"]


@pytest.fixture
def database(neo4j: TestServer) -> Database:
    neo4j.empty()
    return Database(neo4j.driver, neo4j.database)


def found_by(database: Database) -> dict[str, set[str]]:
    """Kinds by the property by which an index finds them; every index answers before long."""
    indexes.wait(database)
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


def test_nobody_waits_for_an_index_but_who_needs_it(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is said to be filling one until somebody has looked at it three times."""
    filling = [indexes.Unfilled("liantu_sells_key", "SELLS", "key", 40.0, "")]
    looks: list[int] = []

    def looked(_: Database) -> list[indexes.Unfilled]:
        looks.append(1)
        return filling if len(looks) <= 3 else []

    workspace = make_workspace(tmp_path / "ws", schema, monkeypatch)
    assert push(database, workspace).indexes == 9
    monkeypatch.setattr(indexes, "unfilled", looked)
    assert read_status(database, workspace).unfilled == filling
    assert push(database, workspace).nothing
    assert len(looks) == 1
    write(workspace, {"Place": [{"code": "P", "name": "县"}]})
    assert push(database, workspace).sent == 1
    assert len(looks) == 4
    looks.clear()
    assert read_status(database, workspace, deep=True).deep
    assert len(looks) == 4


def test_a_server_restless_with_its_indexes_is_asked_again(
    database: Database, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every statement is refused the first time, as while index after index comes online."""
    refused: set[str] = set()

    def refusing(run: Callable[..., Any]) -> Callable[..., Any]:
        def running(self: object, query: Any, *arguments: Any, **more: Any) -> Any:
            text = str(getattr(query, "text", query))
            if text not in refused:
                refused.add(text)
                raise unknown_error(RESTLESS)
            return run(self, query, *arguments, **more)

        return running

    workspace = make_workspace(tmp_path / "ws", schema, monkeypatch)
    monkeypatch.setattr(faults, "_PAUSES", (0.0,) * 40)  # as many statements are in one transaction
    for where in (neo4j_driver.Session, neo4j_driver.ManagedTransaction, neo4j_driver.Transaction):
        monkeypatch.setattr(where, "run", refusing(where.run))
    assert push(database, workspace).indexes == 9
    assert_same(workspace.snapshot(), open_snapshot(database))
    assert read_status(database, workspace).is_pushed
    text = "MATCH (n:Mill) RETURN count(*) AS mills"
    assert run_query(database.driver, text, {}, database=database.name).rows["mills"].tolist() == [3]
    assert {mark_statements.TAKE_LOCK, text, f"EXPLAIN\n{text}"} <= refused


def test_an_index_that_others_keep_from_being_filled_is_named(harbour: Harbour) -> None:
    harbour.database.send("DROP INDEX liantu_firm_name IF EXISTS")
    harbour.database.send("CREATE (:Firm {name: $name})", name="长" * 10_000)
    pushed = harbour.run("neo4j", "push")
    assert pushed.code == 0
    assert "索引，建好之前查询结果照样正确" in pushed.err
    indexes.wait(harbour.database)
    for lang, told in (
        ("zh", "索引 liantu_firm_name（Firm 的 name）没有建成"),
        ("en", "DROP INDEX liantu_firm_name in Neo4j"),
    ):
        status = harbour.run("neo4j", "status", "--lang", lang)
        assert (status.code, told in status.err) == (0, True), status.err
    assert harbour.run("neo4j", "push", "--full").code == 0
    harbour.database.send("MATCH (n:Firm) WHERE n.uid IS NULL DELETE n")
    harbour.database.send("DROP INDEX liantu_firm_name")
    assert harbour.run("neo4j", "push", "--full").code == 0
    assert indexes.unfilled(harbour.database) == []
    [row] = harbour.database.read("SHOW INDEXES YIELD name, state WHERE name = 'liantu_firm_name' RETURN state")
    assert row["state"] == "ONLINE"
