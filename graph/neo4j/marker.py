"""The node that describes a workspace in a database: who it is, what was pushed last, and all that a snapshot needs."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from graph.errors import WorkspaceError
from graph.neo4j import mark_statements
from graph.neo4j.database import Database
from graph.neo4j.model import LAYOUT, shape_of
from graph.schema import Schema
from graph.workspace import Workspace, reports
from graph.workspace.frames import RUN_COLUMNS
from graph.workspace.layout import Layout, declared
from graph.workspace.source import LIVE_RUNS
from graph.workspace.store import graph_version, read_state, version_tokens, write_state
from graph.workspace.workspace import NO_DATE

COMPLETE, INCOMPLETE, FORGETTING = "complete", "incomplete", "forgetting"
"""How the last push of a workspace stands; one that is forgotten is said to be until its mark goes."""

_STATE = "workspace"  # where a workspace keeps its id
_WRITTEN = ("id", "name", "home", "state", "database")  # by the beginning of a push already


@dataclass(frozen=True)
class Marker:
    """A workspace as a database knows it.

    ``push`` is the token of the last complete push, ``database`` a token of the database for this workspace,
    ``version_token`` that of the graph version in the workspace's file (see :meth:`Description.follows`); ``stale``
    says that another workspace changed what both bring, so that everything has to be sent again; ``declared`` tells
    the schema whose indexes are there.
    """

    id: str
    name: str
    home: str
    state: str
    version: int
    version_token: str
    push: str
    database: str
    digest: str
    declared: str
    stale: bool
    nodes: int
    edges: int
    kinds: tuple[str, ...]
    relations: tuple[str, ...]
    as_of: date | None

    @property
    def complete(self) -> bool:
        """Whether the last push came to its end."""
        return self.state == COMPLETE

    @property
    def unfinished(self) -> str:
        """The entry that says what was not completed, ``''`` where all is there."""
        return "" if self.complete else f"neo4j_graph.{FORGETTING if self.state == FORGETTING else INCOMPLETE}"

    def check_complete(self) -> None:
        """Raise WorkspaceError where the last push did not come to its end."""
        if self.unfinished:
            raise WorkspaceError(self.unfinished, workspace=self.name, id=self.id)

    @property
    def holds(self) -> bool:
        """Whether what stands is what the workspace said: the last push came to its end, and nobody has to send anew."""
        return self.complete and not self.stale

    @property
    def waits(self) -> bool:
        """Whether what stands is not what the workspace says until it pushes again, although it is complete."""
        return self.complete and self.stale


def read_markers(database: Database) -> list[Marker]:
    """Return the workspaces that a database knows, the first to push first; nodes of others under our label are none."""
    found = [record.data() for record in database.read(mark_statements.MARKERS)]
    return [_marker(data) for data in found if all(isinstance(data[name], str) for name in _WRITTEN)]


def counts_of(database: Database, workspace: str) -> tuple[int, int]:
    """Return how many nodes and edges a database has from a workspace."""
    [record] = database.read(mark_statements.COUNTS, workspace=workspace)
    if record["edges"] == record["pushed"]:
        return record["nodes"], record["edges"]
    [own] = database.read(mark_statements.OWN_EDGES, workspace=workspace)
    return record["nodes"], own["edges"]


def _marker(data: dict[str, Any]) -> Marker:
    filled = {
        "push": "", "version": -1, "version_token": "", "digest": "", "declared": "", "stale": False,
        "nodes": 0, "edges": 0, "kinds": [], "relations": [],
        **{name: value for name, value in data.items() if value is not None},
    }  # fmt: skip
    as_of = data["as_of"]
    filled |= {"kinds": tuple(filled["kinds"]), "relations": tuple(filled["relations"])}
    return Marker(**{**filled, "as_of": as_of.to_native() if as_of else None})


def workspace_id(workspace: Workspace) -> str:
    """Return the id of a workspace, made when it is first asked for; a copy of the folder has the same."""
    with workspace.store.reading() as connection:
        found = read_state(connection, _STATE)
    if found is not None:
        return found
    with workspace.store.writing() as connection:
        found = read_state(connection, _STATE)  # another first push may have been sooner
        if found is None:
            found = secrets.token_hex(6)
            write_state(connection, _STATE, found)
    return found


@contextmanager
def opened_with_id(workspace: Workspace, drawn: str, *, memory: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """Open a workspace's file for reading; gives it with the id, ``drawn`` or its own, made where it has none yet.

    ``memory`` is what DuckDB may hold, as ``140MB``.
    """
    config = {"memory_limit": memory}
    with workspace.store.reading(config) as connection:
        if name := drawn or known_id(connection):
            yield connection, name
            return
    name = workspace_id(workspace)
    with workspace.store.reading(config) as connection:
        yield connection, name


def adopt_id(workspace: Workspace, identity: str) -> None:
    """Let a workspace be the one of an id: what it pushes takes the place of what that one pushed."""
    with workspace.store.writing() as connection:
        write_state(connection, _STATE, identity)


def known_id(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the id of a workspace, ``''`` where it was never pushed."""
    return read_state(connection, _STATE) or ""


def pushed_as(database: Database, workspace: Workspace) -> Marker | None:
    """Return the mark of a workspace in a database, None where it was never pushed there."""
    with workspace.store.reading() as connection:
        own = known_id(connection)
    return next((marker for marker in read_markers(database) if marker.id == own), None)


@dataclass(frozen=True)
class Description:
    """What a push writes of a workspace; ``digest`` changes with everything in it that the graph version does not tell.

    ``tokens`` are those of all versions that its file came to.
    """

    version: int
    tokens: Mapping[int, str]
    as_of: date
    settings: str
    schema: str
    runs: str
    declared: str
    digest: str

    def follows(self, marker: Marker) -> bool:
        """Return whether what was pushed is this file's own past: no copy's that went another way, no restored one's."""
        return self.tokens.get(marker.version, "") == marker.version_token

    def is_told(self, marker: Marker) -> bool:
        """Return whether a mark tells all this; which indexes are there is another matter."""
        return (marker.version, marker.digest) == (self.version, self.digest)

    def properties(self, templates: str, schema: Schema, *, push: str, nodes: int, edges: int) -> dict[str, Any]:
        """Return the properties of the marker of a complete push."""
        return {
            "version": self.version, "version_token": self.tokens.get(self.version, ""), "as_of": self.as_of,
            "settings": self.settings, "schema": self.schema, "runs": self.runs, "declared": self.declared,
            "digest": self.digest, "templates": templates, "push": push, "nodes": nodes, "edges": edges,
            "kinds": list(schema.nodes), "relations": list(schema.edges), "columns": declared_columns(schema),
            "layout": LAYOUT, **self.run_lists(),
        }  # fmt: skip

    def run_lists(self) -> dict[str, list[Any]]:
        """Return the runs as lists side by side: Cypher cannot read JSON, and lists hold no nulls ('' for no date)."""
        runs = [dict(zip(RUN_COLUMNS, row, strict=True)) for row in json.loads(self.runs)]
        columns = {"run_numbers": "run", "run_sources": "source", "run_dates": "source_date"}
        return {name: [run[column] or "" for run in runs] for name, column in columns.items()}


def describe(connection: duckdb.DuckDBPyConnection, workspace: Workspace) -> Description:
    """Return the description of a workspace as it is now."""
    version = graph_version(connection)
    as_of = reports.newest_date(connection, workspace.schema) or NO_DATE
    settings = _json(workspace.settings.told_elsewhere())
    kinds = declared(workspace.schema)
    schema = _json([kind.model_dump(mode="json") for kind in kinds])
    query = f"SELECT {', '.join(RUN_COLUMNS)} FROM {LIVE_RUNS} ORDER BY run"
    rows = connection.execute(query).fetchall()
    runs = _json([[value.isoformat() if isinstance(value, date) else value for value in row] for row in rows])
    digest = Layout(workspace.schema).digest()
    told = _json([LAYOUT, workspace.name, as_of.isoformat(), settings, digest, runs])
    return Description(
        version, version_tokens(connection), as_of, settings, schema, runs, digest,
        hashlib.sha256(told.encode()).hexdigest()[:16],
    )  # fmt: skip


def declared_columns(schema: Schema) -> list[str]:
    """Return the declared properties of every kind as ``Kind.property``: what is no longer among them has to leave."""
    return [f"{kind.name}.{column.name}" for kind in declared(schema) for column in shape_of(kind).values]


def templates_text(workspace: Workspace) -> str:
    """Return the chain templates of a workspace as one text."""
    return _json({name: template.model_dump(mode="json") for name, template in sorted(workspace.templates.items())})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def named(markers: Iterable[Marker]) -> str:
    """Return workspaces as sentences list them: id and name."""
    return ", ".join(f"{marker.id} ({marker.name})" for marker in markers)


def choose(markers: list[Marker], wanted: str | None) -> Marker:
    """Return the marker of the workspace asked for by id or name, else the only one; WorkspaceError where unclear."""
    found = [marker for marker in markers if wanted in {None, marker.id, marker.name}]
    if not markers:
        raise WorkspaceError("neo4j_graph.nothing_pushed")
    if not found:
        raise WorkspaceError("neo4j_graph.no_such_workspace", workspace=wanted, known=named(markers))
    if len(found) > 1 and wanted is not None:
        raise WorkspaceError("neo4j_graph.namesakes", workspace=wanted, known=named(found))
    if len(found) > 1:
        raise WorkspaceError("neo4j_graph.several_workspaces", known=named(found))
    return found[0]
