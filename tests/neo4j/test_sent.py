"""What is really sent: every statement stands in the golden files, and every statement of the golden files is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j as driver_package
import pytest

from analyses.reading import TEXT, read_edges, read_nodes
from graph.neo4j import pull, pull_statements, statements
from graph.neo4j.address import Address
from graph.neo4j.claims import read_claims
from graph.neo4j.connection import check
from graph.neo4j.database import Database
from graph.neo4j.findings import Finding, push_findings
from graph.neo4j.forget import forget
from graph.neo4j.model import WORKSPACE
from graph.neo4j.pull import open_snapshot
from graph.neo4j.push import push
from graph.neo4j.status import read_status
from graph.schema import EdgeKind, NodeKind, Schema
from graph.snapshot import Snapshot
from graph.workspace.frames import shown_columns
from graph.workspace.layout import declared
from liantu.sharing import GAP, GAP_IN, GAP_OF
from tests.neo4j.graphs import FIRST, HOME, MILL, Rows, assert_same, make_workspace, throw_away, write
from tests.neo4j.servers import TestServer
from tests.neo4j.test_statements import FORMER, known

__all__ = ["throw_away"]
PROBE = "RETURN 1"  # a connection that is checked
# two that the test itself sends: somebody else's, and one that makes a push forget a property
COUNT = "MATCH (n:Liantu) RETURN count(n)"
DROPPED = f"MATCH (w:{WORKSPACE}) SET w.columns = w.columns + 'Mill.{FORMER}'"
INSERTED = re.compile(r"(`\w+`: |uid: )\$columns\[(\d+)\]\[i\]")
TABLE = re.compile(r"(MATCH .*)\nRETURN (.*)")


class Sent(list[str]):
    """The statements sent, in their order."""

    def shapes(self, schema: Schema) -> set[str]:
        """Return the statements; one that reads or makes some columns of a kind counts as the one of all its columns."""
        whole = {
            _parts(pull_statements.table(kind, [c.name for c in shown_columns(kind)])) for kind in declared(schema)
        }
        found = set()
        for text in self:
            parts = _parts(text)
            same = [w for w in whole if parts and w and w[0] == parts[0] and parts[1] <= w[1]]
            found.add(
                pull_statements.table(_kind(schema, same[0][0]), _columns(schema, same[0][0]))
                if same
                else _whole_insert(schema, text)
            )
        return found


def _whole_insert(schema: Schema, text: str) -> str:
    """Return the insert of all columns where the text is that of some of them, else the text."""
    if "$columns[" not in text:
        return text
    named = {int(place): name for name, place in INSERTED.findall(text)}
    named = {place: "dst" if name == "uid: " else name.strip("`: ") for place, name in named.items()}
    kind = _kind(schema, text)
    assert statements.insert(kind, [named[place] for place in sorted(named)]) == text
    return statements.insert(kind)


def _parts(text: str) -> tuple[str, frozenset[str]] | None:
    found = TABLE.fullmatch(text)
    return (found[1], frozenset(found[2].split(", "))) if found else None


def _kind(schema: Schema, head: str) -> NodeKind | EdgeKind:
    return next(kind for kind in declared(schema) if f":`{kind.name}`" in head)


def _columns(schema: Schema, head: str) -> list[str]:
    return [column.name for column in shown_columns(_kind(schema, head))]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sent]:
    """Everything that sessions and transactions of the driver run from here on."""
    kept = Sent()

    def recording(original: Any) -> Any:
        def run(self: Any, query: Any, *arguments: Any, **more: Any) -> Any:
            kept.append(str(query))
            return original(self, query, *arguments, **more)

        return run

    for kind in (driver_package.Session, driver_package.Transaction, driver_package.ManagedTransaction):
        monkeypatch.setattr(kind, "run", recording(kind.run))
    return kept


@pytest.fixture
def database(neo4j: TestServer) -> Database:
    neo4j.empty()
    return Database(neo4j.driver, neo4j.database)


def without_the_first(rows: Rows) -> Rows:
    return {kind: each[1:] for kind, each in rows.items()}


def test_push_pull_clean_up_and_findings_send_golden_statements(
    database: Database, sent: Sent, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_workspace(tmp_path / "one", schema, monkeypatch)
    institute = {"name": "研究院", "ticker": "T9"}
    second = make_workspace(
        tmp_path / "two", schema, monkeypatch,
        {"Mill": [{**MILL, "size": 8}], "School": [institute], "SELLS": FIRST["SELLS"]},
    )  # fmt: skip
    sent.clear()
    # claims, renaming, another kind, edges without an end, clean-up: each by what makes it necessary
    extra = write(first, {"Mill": [{"name": "错录", "uscc": "91X"}], "School": [institute],
                          "SELLS": [{"src_id": "uscc:91X", "dst_id": "uscc:91A"}]}, "wrong")  # fmt: skip
    one = push(database, first).workspace
    push(database, second)
    push_findings(database, one, GAP, [Finding("a", {"rank": 1}, [(GAP_IN, "91A"), (GAP_OF, "91B")])])
    first.undo(extra)
    write(first, {"Mill": [{"name": "新", "uscc": "91N", "region": HOME}, institute]}, "codes")
    database.send(DROPPED)
    push(database, first, full=True)
    database.read(COUNT)
    read_status(database, first, deep=True)
    read_claims(database)
    snapshot = open_snapshot(database, workspace=one)
    assert_same(first.snapshot(), snapshot)
    assert isinstance(snapshot.templates, dict)
    # many places are read kind by kind, and are the same
    monkeypatch.setattr(pull, "MANY", 0)
    assert_same(first.snapshot(), open_snapshot(database, workspace=one))
    forget(database, one)
    own = known(schema)
    strange = sent.shapes(schema) - set(own.values()) - {COUNT, DROPPED}
    assert strange == set()
    # of each sort of statement at least one was sent, so that the golden file holds nothing that nobody sends
    sorts = {name.rpartition(" ")[2] for name in own}
    shapes = sent.shapes(schema)
    used = {name.rpartition(" ")[2] for name, text in own.items() if text in shapes}
    # sent only where somebody removed a node, or copied an edge, in the database, and after an import
    rare = {"ABSENT", "OWN_EDGES", "drop_copies", "AWAIT"}
    assert {sort for sort in sorts - used - rare if not sort.isdigit()} == set()


def test_a_checked_connection_sends_its_probe_only(neo4j: TestServer, sent: Sent) -> None:
    address = Address(neo4j.uri, neo4j.user, neo4j.password, neo4j.database)
    check(neo4j.driver, address)
    assert set(sent) == {PROBE}


def test_only_the_columns_asked_for_are_read(
    database: Database, sent: Sent, tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    push(database, make_workspace(tmp_path / "one", schema, monkeypatch))
    snapshot = open_snapshot(database)
    sent.clear()
    read_nodes(snapshot, "Mill", name=TEXT)
    read_edges(snapshot, "SELLS", what=TEXT)
    asked = {
        pull_statements.table(schema.nodes["Mill"], _bounded(snapshot, "Mill", "uid", "name")),
        pull_statements.table(
            schema.edges["SELLS"],
            _bounded(snapshot, "SELLS", "key", "src", "dst", "what", "inferred", "confidence"),
        ),
    }
    # an edge also needs both its nodes: of those that may have ended, the days
    bounds = {name: _bounded(snapshot, name, "uid") for name in schema.nodes}
    ended = {pull_statements.table(schema.nodes[name], columns) for name, columns in bounds.items() if len(columns) > 1}
    assert {text for text in sent if TABLE.fullmatch(text) and "$workspace IN" in text} == asked | ended


def _bounded(snapshot: Snapshot, kind: str, *columns: str) -> list[str]:
    """These columns and the bounds of validity, by which a snapshot leaves out what does not hold."""
    validity = snapshot.schema.kind(kind).validity
    return [*columns, *(name for name in (validity.start, validity.end) if name and name not in columns)]
