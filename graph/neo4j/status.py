"""What a database holds, beside what a workspace would push: versions, counts, claims, and on request every value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal

import duckdb
import neo4j
import pyarrow as pa

from graph.errors import UsageError
from graph.neo4j import clean_statements, indexes, statements
from graph.neo4j.claims import KIND, Claim, native, read_claims
from graph.neo4j.cleanup import scan
from graph.neo4j.database import Database
from graph.neo4j.indexes import Unfilled
from graph.neo4j.lanes import work_through
from graph.neo4j.lock import who_pushes
from graph.neo4j.marker import Description, Marker, counts_of, describe, known_id, read_markers
from graph.neo4j.model import Row, Shape, shape_of
from graph.neo4j.rows import MEMORY, Outgoing, rows_of
from graph.workspace import Workspace
from graph.workspace.layout import Layout, declared

SHOWN = 100  # differing values that are named


@dataclass(frozen=True)
class Held:
    """A workspace's part of a database: its mark, and how many nodes and edges of it are there now."""

    marker: Marker
    nodes: int
    edges: int

    @property
    def is_touched(self) -> bool:
        """Whether somebody added or removed some since the last push came to its end."""
        return self.marker.complete and (self.nodes, self.edges) != (self.marker.nodes, self.marker.edges)


@dataclass(frozen=True)
class Difference:
    """A value in the database that is not the one pushed, or a node or edge that is ``absent`` there or ``extra``."""

    kind: str
    id: str
    field: str = ""
    pushed: Any = None
    found: Any = None
    part: Literal["differs", "absent", "extra"] = "differs"


@dataclass
class Status:
    """What a database holds.

    ``mine`` is the id of the workspace at hand (``''``: none, or never pushed) and ``version`` its graph version now;
    ``kept`` are nodes that nobody brings any more; ``pushing`` says who pushes at the moment. ``differing`` counts
    all ``differences`` that a deep look found, of which the first are listed: there is none where the workspace was
    never pushed, or while somebody pushes. ``release`` is the server's, ``unfilled`` are indexes that do not answer.
    ``is_past`` says that what was pushed is a former state of this folder, ``is_current`` that all that a push tells of
    a workspace besides its graph is as it was; ``unreadable`` why that cannot be told.
    """

    held: list[Held]
    claims: list[Claim]
    kept: list[tuple[str, str]]
    mine: str = ""
    version: int = -1
    is_past: bool = True
    is_current: bool = True
    unreadable: UsageError | None = None
    pushing: str = ""
    deep: bool = False
    differing: int = 0
    differences: list[Difference] = field(default_factory=list)
    release: str = ""
    unfilled: list[Unfilled] = field(default_factory=list)

    @property
    def own(self) -> Held | None:
        """What the database holds of the workspace at hand."""
        return next((held for held in self.held if held.marker.id == self.mine), None)

    @property
    def is_pushed(self) -> bool:
        """Whether the database holds the workspace at hand."""
        return self.own is not None

    @property
    def age(self) -> str:
        """How the graph there stands to the workspace at hand.

        ``behind``, newer (``older_copy``), another copy's or one of before this was restored (``elsewhere``), with
        former settings or declarations (``settings_changed``), ``''`` where alike.
        """
        if self.own is None:
            return ""
        pushed = self.own.marker.version
        if pushed > self.version:
            return "older_copy"
        if not self.is_past:
            return "elsewhere"
        if pushed < self.version:
            return "behind"
        return "" if self.is_current else "settings_changed"


def read_status(database: Database, workspace: Workspace | None = None, *, deep: bool = False) -> Status:
    """Return what a database holds.

    Parameters
    ----------
    database : Database
        Which.
    workspace : Workspace, optional
        The workspace at hand.
    deep : bool, optional
        Compare every value that the workspace brings, which reads the whole graph; what changed in the workspace
        since its last push counts as differing.
    """
    held = []
    for marker in read_markers(database):
        held.append(Held(marker, *counts_of(database, marker.id)))
    kept = [(record["id"], record["kind"]) for record in database.read(clean_statements.KEPT_NODES)]
    status = Status(
        held, read_claims(database), kept, pushing=who_pushes(database), unfilled=indexes.unfilled(database)
    )
    if workspace is not None:
        with workspace.store.reading({"memory_limit": MEMORY}) as connection:
            status.mine = known_id(connection)
            described = _described(connection, workspace, status)
            status.version = described.version
            if status.own:
                status.is_past = described.follows(status.own.marker)
                status.is_current = bool(status.unreadable) or status.own.marker.digest == described.digest
            if deep and status.own and not status.pushing:
                outgoing = Outgoing(connection, Layout(workspace.schema), status.version)
                _look(database, status, status.own.marker, outgoing, workspace)
    return status


def _described(connection: duckdb.DuckDBPyConnection, workspace: Workspace, status: Status) -> Description:
    """Describe a workspace, without its reference where that cannot be read: what a database holds can be told all the same."""
    try:
        return describe(connection, workspace)
    except UsageError as error:
        status.unreadable = error
        settings = workspace.settings.model_copy(update={"reference": None})
        return describe(connection, replace(workspace, settings=settings))


def _look(database: Database, status: Status, marker: Marker, outgoing: Outgoing, workspace: Workspace) -> None:
    """Compare every value, batch by batch; then look for what the workspace is said to bring and does not."""
    status.deep = True
    indexes.wait(database)  # edges are looked for by key
    outgoing.choose_all()
    for kind in declared(workspace.schema):
        if outgoing.waiting(kind.name):
            ask = partial(_ask, database, statements.values(kind))
            work_through(outgoing.batches(kind), ask, partial(_compare, status, shape_of(kind)))
    scan(database, outgoing, marker)
    for kind_name in outgoing.gone_kinds():
        for ids in outgoing.gone(kind_name):
            for extra in ids:
                _add(status, Difference(kind_name, extra, part="extra"))


def _ask(database: Database, statement: str, batch: pa.RecordBatch, _lane: int) -> tuple[Sequence[Row], dict[str, Any]]:
    rows = rows_of(batch)
    found: dict[str, list[neo4j.Record]] = {}
    for record in database.read(statement, ids=[row[0] for row in rows]):
        found.setdefault(record["id"], []).append(record)
    return rows, found


def _compare(status: Status, shape: Shape, asked: tuple[Sequence[Row], dict[str, Any]]) -> None:
    rows, found = asked
    fields = (*shape.head[1:], *shape.told)
    for row in rows:
        ours = [record for record in found.get(str(row[0]), []) if status.mine in (record["brought"] or [])]
        if not ours:
            _add(status, Difference(shape.kind.name, str(row[0]), part="absent"))
        for record in ours:
            if record["brought"][0] == status.mine:
                _compare_one(status, shape.kind.name, fields, row, record)
        for _ in ours[1:]:  # copies of an edge, with all that it says
            _add(status, Difference(shape.kind.name, str(row[0]), part="extra"))


def _compare_one(status: Status, kind: str, fields: Sequence[str], row: Row, record: neo4j.Record) -> None:
    if not record["is_kind"]:
        _add(status, Difference(kind, str(row[0]), KIND, kind))
    for name, pushed, there in zip(fields, row[1:], map(native, record["stands"]), strict=False):
        if pushed != there:
            _add(status, Difference(kind, str(row[0]), name, pushed, there))


def _add(status: Status, difference: Difference) -> None:
    status.differing += 1
    if len(status.differences) < SHOWN:
        status.differences.append(difference)
