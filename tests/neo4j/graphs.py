"""What tests of push and pull share: workspaces of the throw-away schema, and the whole of a database to compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from graph.neo4j.database import Database
from graph.neo4j.findings import Finding, push_findings
from graph.neo4j.push import push
from graph.neo4j.status import read_status
from graph.schema import Schema
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.workspace import Workspace
from tests.graph.conftest import make_batch, make_run, throw_away_schema
from tests.neo4j.servers import TestServer

HOME = "320706"
TECHNICAL = ("LiantuWorkspace", "LiantuLock", "LiantuPush")
Rows = Mapping[str, Sequence[Mapping[str, object]]]

MILL = {"name": "海州面粉", "uscc": "91A", "region": HOME, "opened": date(2001, 2, 3), "money": 12345678.91,
        "money_text": "约1234万", "size": 7, "tags": ["面", "粉`\"$"], "good": True, "share": 0.25}  # fmt: skip
FIRST: Rows = {
    "Mill": [MILL, {"name": "东海磨坊", "uscc": "91B", "region": "320722"}, {"name": "新", "region": HOME, "size": 0}],
    "School": [{"name": "农校", "uscc": "12A", "region": HOME, "rank": 1.5}],
    "Thing": [{"name": "面粉😀", "note": "\u202eright\x00zero"}, {"name": "挂面"}],
    "SELLS": [
        {"src_id": "uscc:91A", "dst_id": "uscc:91B", "what": "面粉", "year": 2024, "amount": 10.5},
        {"src_id": "uscc:91A", "dst_id": "uscc:91B", "what": "面粉", "year": 2025},
        {"src_id": "uscc:91A", "dst_id": "uscc:91B", "confidence": 0.5, "inferred": True},
    ],
    "MAKES": [{"src_id": "uscc:91A", "dst_name": "面粉😀"}, {"src_id": "uscc:12A", "dst_name": "挂面"}],
    "MATES": [{"src_id": "uscc:12A", "dst_id": "uscc:91B", "topic": "育种"}],
}  # fmt: skip


@pytest.fixture(name="schema")
def throw_away() -> Schema:
    return throw_away_schema()


@pytest.fixture(name="database")
def empty_database(neo4j: TestServer) -> Database:
    database = Database(neo4j.driver, neo4j.database)
    database.send("MATCH (n) DETACH DELETE n")  # constraints and indexes stay, which spares seconds a test
    return database


@pytest.fixture(name="workspace")
def first_workspace(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace of the first rows."""
    return make_workspace(tmp_path / "one", schema, monkeypatch)


def make_workspace(folder: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch, rows: Rows = FIRST) -> Workspace:
    import graph.workspace.workspace as module

    monkeypatch.setattr(module, "load_schema", lambda _extra=(): schema)
    workspace = module.Workspace.create(folder, Settings(home=HOME), wait=1.0)
    write(workspace, rows)
    return workspace


def write(workspace: Workspace, rows: Rows, source: str = "list", **told: object) -> int:
    workspace.write(make_run(source, **told), [make_batch(workspace.schema, kind, each) for kind, each in rows.items()])
    return int(workspace.runs()["run"].max())


def whole(database: Database) -> tuple[list[Any], list[Any]]:
    """Everything that stands in a database but the marks of pushing, in an order of its own."""
    nodes = database.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS told")
    edges = database.read(
        "MATCH (a)-[r]->(b) RETURN coalesce(a.uid, a.id) AS src, type(r) AS kind, properties(r) AS told, "
        "coalesce(b.uid, b.id) AS dst"
    )
    kept = [(sorted(r["labels"]), _sorted(r["told"])) for r in nodes if not set(r["labels"]) & set(TECHNICAL)]
    return sorted(kept, key=repr), sorted(
        ((r["src"], r["kind"], r["dst"], _sorted(r["told"])) for r in edges), key=repr
    )


def _sorted(told: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(told.items())


def assert_same(ours: Snapshot, theirs: Snapshot) -> None:
    """Both snapshots hold the same frames, places, runs and universes."""
    assert theirs.as_of == ours.as_of
    ids: list[str] = []
    for kind in ours.schema.nodes:
        frame = ours.nodes(kind, ended=True)
        pd.testing.assert_frame_equal(frame, theirs.nodes(kind, ended=True))
        ids += frame["uid"].tolist()
    uids = list(ids)
    for kind in ours.schema.edges:
        frame = ours.edges(kind, ended=True)
        pd.testing.assert_frame_equal(frame, theirs.edges(kind, ended=True))
        ids += frame["key"].tolist()
    pd.testing.assert_frame_equal(ours.provenance(ids), theirs.provenance(ids))
    pd.testing.assert_frame_equal(ours.runs(), theirs.runs())
    assert ours.universe(uids) == theirs.universe(uids)


def kept(database: Database) -> list[str]:
    """The uids of nodes that nobody brings any more and something of others holds."""
    return [uid for uid, _ in read_status(database).kept]


def held_by_findings(database: Database, folder: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two workspaces bring 91X, the first has findings of it, and both drop it; return the id of the first."""
    first, second = (
        make_workspace(folder / name, schema, monkeypatch, {"Mill": [MILL, {"name": "错录", "uscc": "91X"}]})
        for name in ("first", "second")
    )
    one = push(database, first).workspace
    push(database, second)
    push_findings(database, one, "Gap", [Finding("a", {"rank": 1}, [("GAP_OF", "91X")])])
    for workspace in (first, second):
        write(workspace, {"Mill": [MILL]}, "again")
        workspace.undo(1)
        push(database, workspace)
    assert kept(database) == ["91X"]
    return one


@contextmanager
def cut_off(before: str) -> Iterator[None]:
    """Lose the connection where something of the modules of push, as ``push.clean``, is about to be used."""

    def broken(*_: object, **_named: object) -> None:
        raise ConnectionAbortedError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"graph.neo4j.{before}", broken)
        with pytest.raises(ConnectionAbortedError):
            yield
