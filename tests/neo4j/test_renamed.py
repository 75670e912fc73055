"""What became of uids since a push, against following each rename through the versions one by one; and in the database."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import pytest

from graph.names import name_uid
from graph.neo4j.database import Database
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.rows import Outgoing
from graph.schema import Schema, load_schema
from graph.workspace import Workspace
from graph.workspace.layout import Layout
from tests.neo4j.graphs import HOME, assert_same, empty_database, first_workspace, throw_away, write

__all__ = ["empty_database", "first_workspace", "throw_away"]
HERE = "abc"
STEPS = random.Random(5).choices([(old, new) for old in "abcdef" for new in "abcdef" if old != new], k=40)


def outgoing(file: Path, here: str, steps: list[tuple[str, str]]) -> Outgoing:
    """Of a graph that has certain uids now and got them in certain steps, one a version from 0 on."""
    connection = duckdb.connect(file)
    connection.execute("CREATE SCHEMA meta; CREATE TABLE meta.renamed (old VARCHAR, new VARCHAR, at_version BIGINT)")
    connection.execute("CREATE TABLE meta.node (uid VARCHAR)")
    connection.execute("CREATE TABLE meta.entity (kind VARCHAR); CREATE TABLE meta.tie (kind VARCHAR)")
    connection.executemany("INSERT INTO meta.node VALUES (?)", [[uid] for uid in here])
    rows = [[old, new, version] for version, (old, new) in enumerate(steps)]
    connection.executemany("INSERT INTO meta.renamed VALUES (?, ?, ?)", rows)
    return Outgoing(connection, Layout(load_schema()), 0)


def followed(steps: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Each uid that is there, with those that are no more and are this one now."""
    now: dict[str, str] = {}
    for old, new in steps:
        now = {was: new if at == old else at for was, at in now.items()} | {old: new}
    gone = sorted((at, was) for was, at in now.items() if was not in HERE and at in HERE)
    return [(at, [was for to, was in gone if to == at]) for at in sorted({at for at, _ in gone})]


def test_what_became_of_uids(tmp_path: Path) -> None:
    known = outgoing(tmp_path / "file.duckdb", HERE, STEPS)
    found = [known.renamed(since) for since in range(-1, len(STEPS))]
    assert found == [followed(STEPS[since + 1 :]) for since in range(-1, len(STEPS))]
    assert {1, 2} <= set(map(len, found))


def test_every_former_uid_is_named(tmp_path: Path) -> None:
    """The last push may have been at any of the versions; g went over into what is no more."""
    steps = [("d", "e"), ("f", "a"), ("e", "a"), ("g", "h"), ("b", "c")]
    known = outgoing(tmp_path / "file.duckdb", HERE, steps)
    # b is there, though it went over once: taken back
    assert known.renamed(-1) == [("a", ["d", "e", "f"])]
    assert known.renamed(0) == [("a", ["e", "f"])]
    assert known.renamed(2) == []


@pytest.mark.parametrize("full", [False, True])
def test_a_firm_that_got_better_codes_twice_keeps_its_node(
    database: Database, workspace: Workspace, full: bool
) -> None:
    """Known by name, then by ticker, then by code: the database has it by ticker, also where a push asks since ever."""
    write(workspace, {"Mill": [{"name": "新", "ticker": "T9", "region": HOME}]}, "ticker")
    push(database, workspace)
    database.send("MATCH (m:Mill {uid: 'ticker:T9'}) CREATE (:Note)-[:ABOUT]->(m)")
    write(workspace, {"Mill": [{"name": "新", "ticker": "T9", "uscc": "91N", "region": HOME}]}, "code")
    report = push(database, workspace, full=full)
    assert (report.renamed, report.cleaned.kept) == (1, 0)
    assert tied(database) == ["91N"]
    assert_same(workspace.snapshot(), open_snapshot(database))
    assert push(database, workspace).nothing


def test_a_name_that_was_never_pushed_is_not_the_one_renamed(database: Database, workspace: Workspace) -> None:
    """Both names turn out to be one firm, and the one loaded since the push comes first by its uid."""
    push(database, workspace)
    [there] = [uid for uid, name in workspace.snapshot().nodes("Mill")[["uid", "name"]].to_numpy() if name == "新"]
    database.send("MATCH (m:Mill {uid: $uid}) CREATE (:Note)-[:ABOUT]->(m)", uid=there)
    former = next(name for name in map("旧{}".format, range(100)) if name_uid(name, HOME) < there)
    write(workspace, {"Mill": [{"name": former, "region": HOME}]}, "a name")
    write(workspace, {"Mill": [{"name": name, "uscc": "91N", "region": HOME} for name in ("新", former)]}, "codes")
    assert push(database, workspace).renamed == 1
    assert tied(database) == ["91N"]
    assert_same(workspace.snapshot(), open_snapshot(database))


def test_an_identifier_declared_later_renames_in_place(
    database: Database, workspace: Workspace, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(workspace, {"Thing": [{"name": "样品", "note": "N7"}]}, "things")
    push(database, workspace)
    database.send("MATCH (t:Thing {name: '样品'}) CREATE (:Note)-[:ABOUT]->(t)")
    thing = schema.nodes["Thing"].model_copy(update={"identifiers": ("note",)})
    declared = Schema({**schema.nodes, "Thing": thing}, schema.edges)
    monkeypatch.setattr("graph.workspace.workspace.load_schema", lambda _extra=(): declared)
    workspace = Workspace.open(workspace.folder)
    report = push(database, workspace)
    assert (report.renamed, report.cleaned.kept) == (2, 0)
    assert tied(database) == ["thing:N7"]
    assert_same(workspace.snapshot(), open_snapshot(database))


def tied(database: Database) -> list[str]:
    """The uids of what somebody tied a note to."""
    return [row["uid"] for row in database.read("MATCH (:Note)-[:ABOUT]->(n) RETURN n.uid AS uid")]
