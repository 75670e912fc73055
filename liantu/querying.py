"""Queries to the shared graph in Neo4j: named ones from the catalogue, and Cypher that a person writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

import pandas as pd

from analyses.dates import dated as with_dates
from analyses.result import Result
from analyses.scope import division_name
from analyses.thresholds import load_thresholds
from graph.chains.configuration import resolve_chain, resolve_segment
from graph.chains.template import ChainTemplate
from graph.codes import division, find_divisions, zone_of
from graph.codes.divisions import TOWNSHIP
from graph.errors import LiantuError, NotPossible, UsageError, WorkspaceError
from graph.neo4j.address import Address, find_address
from graph.neo4j.database import Database, connected
from graph.neo4j.marker import Marker, choose, known_id, read_markers
from graph.neo4j.model import OURS, ticked
from graph.neo4j.pull import open_snapshot
from graph.queries import ROWS, TIMEOUT
from graph.queries.catalogue import Parameter, Query, find_query
from graph.queries.nodes import check_node
from graph.queries.run import Answer, run_query
from graph.schema import Schema, load_schema
from graph.snapshot import Snapshot
from graph.words import catalogue as words
from graph.words import say
from graph.workspace import Workspace
from graph.workspace.guard import FLAG
from liantu.query_parameters import days, is_statement, refuse_unused, typed

_OFFERED = 10  # divisions that a name may mean
Place = Literal["command", "shell", "python"]
"""Where an answer is read: how to ask otherwise is said in other words there."""


@dataclass(frozen=True)
class SharedGraph:
    """An open connection that answers queries.

    ``workspace`` names one where several share the database; else the one ``at_hand`` (its id) is meant, where it is
    among them. ``place`` is where the answer is read, for sentences that say how to ask otherwise.
    """

    database: Database
    workspace: str | None = None
    at_hand: Callable[[], str | None] = lambda: None
    place: Place = "command"

    @cached_property
    def marker(self) -> Marker:
        """The workspace that pushed the graph; WorkspaceError where nothing was pushed or several did."""
        markers = read_markers(self.database)
        if self.workspace is None and len(markers) > 1:
            own = self.at_hand()
            markers = [marker for marker in markers if marker.id == own] or markers
        return choose(markers, self.workspace)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The graph at its newest declared date."""
        return self.at(None)

    def at(self, day: date | None) -> Snapshot:
        """Return the graph at a day; None: at its newest declared date."""
        return open_snapshot(self.database, day, workspace=self.marker.id)

    @cached_property
    def confidential(self) -> int:
        """How many confidential entities the database holds, whoever pushed them."""
        guarded = [kind.name for kind in self.schema.nodes.values() if any(field.name == FLAG for field in kind.fields)]
        kinds = "|".join(map(ticked, guarded))
        count = f"MATCH (n:{OURS}&({kinds})) WHERE n.{FLAG} = true RETURN count(n) AS found"
        return int(self.database.read(count)[0]["found"]) if guarded else 0

    @cached_property
    def schema(self) -> Schema:
        """The kinds that the workspace declares; the shipped ones where the database does not say whose graph is meant."""
        try:
            return self.snapshot.schema
        except WorkspaceError:
            return load_schema()

    @cached_property
    def templates(self) -> Mapping[str, ChainTemplate]:
        """The chain templates that the workspace pushed."""
        return self.snapshot.templates

    def ask(
        self, text: str, given: Mapping[str, object], *, limit: int = ROWS, timeout: float = TIMEOUT
    ) -> tuple[Query | None, Answer, Mapping[str, object]]:
        """Answer a named query or Cypher text; returns the named query, the answer, and the parameters sent."""
        query = None if is_statement(text) else find_query(text)
        with self._worded():
            if query is None:
                refuse_unused(text, given)
            sent = days(given) if query is None else self.bound(query, given)
            answer = self._run(query, text, sent, limit, timeout)
        return query, answer, sent

    def _run(self, query: Query | None, text: str, sent: Mapping[str, object], limit: int, timeout: float) -> Answer:
        with self.database.explaining():
            return run_query(
                self.database.driver,
                query.text if query else text,
                sent,
                database=self.database.name,
                columns=query.header.columns if query else None,
                limit=limit,
                timeout=timeout,
            )

    @contextmanager
    def _worded(self) -> Iterator[None]:
        """Let errors say how to ask otherwise in the words of the place where they are read."""
        try:
            yield
        except LiantuError as error:
            key = self.at_place(error.key)
            if key == error.key:
                raise
            raise type(error)(key, **error.values) from error

    def at_place(self, key: str) -> str:
        """Return the entry of the word catalogue that says this for the place of the answer, where there is one."""
        stem, _, entry = key.partition(".")
        own = f"{entry}_{self.place}"
        return f"{stem}.{own}" if own in words(stem) else key

    def warnings(self, query: Query | None, answer: Answer, limit: int) -> tuple[str, ...]:
        """Return what must be said beside an answer: what was cut, and that free text may name confidential entities."""
        said = [say(self.at_place("output.cut"), limit=limit)] if answer.cut else []
        if query is None and self.confidential:
            said.append(say("queries.confidential", count=self.confidential))
        return tuple(said)

    def bound(self, query: Query, given: Mapping[str, object]) -> dict[str, object]:
        """Return the parameters of a named query: defaults filled in, names of chains and segments resolved."""
        known = {name: value for name, value in given.items() if value is not None}
        defaults: dict[str, object] = {}
        asked = {p.default for name, p in query.parameters.items() if name not in known}
        if asked & {"home", "as_of"}:
            self.marker.check_complete()
            defaults = {"home": self.marker.home, "as_of": self.marker.as_of}
        values = query.bound(known, defaults)
        bound = {name: self._value(name, query.parameters[name], value) for name, value in values.items()}
        for name, parameter in query.parameters.items():
            if parameter.after and str(bound[name]) <= str(bound[parameter.after]):
                raise UsageError(
                    "queries.not_after", name=name, value=bound[name], other=parameter.after, day=bound[parameter.after]
                )
        return bound

    def _value(self, name: str, parameter: Parameter, value: object) -> object:
        if value is not None and parameter.of:
            check_node(self.database, load_schema().nodes[parameter.of], parameter, str(value))
        if value is None or parameter.type == "text":
            return None if value is None else str(value)
        if parameter.type == "chain":
            return resolve_chain(self.templates, str(value)).chain
        if parameter.type == "segment":
            template, segment = resolve_segment(self.templates, str(value))
            return f"{template.chain}/{segment.id}"
        if parameter.type == "division":
            return self._division(str(value))
        return typed(name, parameter, value)

    def _division(self, text: str) -> str:
        """Return the six-digit code in force of the division that a code or a name means; NotPossible where it is not one.

        The home district settles a name that several prefectures know. Townships and zones are none: no node tells its
        township by code, and a zone would silently become the district it lies in.
        """
        found = [division(text)] if text.isdigit() else find_divisions(text, self._home)
        known = [item for item in found if item is not None and item.level < TOWNSHIP]
        several = "," in text or "，" in text
        if not known or several or (text.isdigit() and len(text) > 6) or zone_of(text, self._home):
            raise NotPossible("queries.unknown_division", text=text)
        if len(known) > 1:
            choices = say("queries.comma").join(f"{item.code} {division_name(item.code)}" for item in known[:_OFFERED])
            raise NotPossible("gaps.ambiguous_region", region=text, choices=choices)
        return known[0].code

    @cached_property
    def _home(self) -> str | None:
        """The home district, where the database says whose graph is meant."""
        try:
            return self.marker.home
        except WorkspaceError:
            return None


@contextmanager
def shared_graph(
    address: Address,
    workspace: str | None = None,
    *,
    at_hand: Callable[[], str | None] = lambda: None,
    place: Place = "command",
) -> Iterator[SharedGraph]:
    """Open the database at an address for queries, and close it at the end."""
    with connected(address) as database:
        yield SharedGraph(database, workspace, at_hand, place)


def own_graph(workspace: Workspace) -> AbstractContextManager[SharedGraph]:
    """Open the database that belongs to a workspace for queries; nobody is asked for a password."""
    with workspace.store.reading() as connection:
        own = known_id(connection) or None
    address = find_address(None, workspace=workspace.folder, settings=workspace.settings.neo4j)
    return shared_graph(address, own, place="python")


def dated(result: Result, graph: SharedGraph) -> Result:
    """Return the answer of a named query with what the gap analysis says of the dates of the same sources.

    Unchanged where the answer is of no day, or the database does not say whose graph is meant.
    """
    if result.as_of is None:
        return result
    try:
        snapshot = graph.at(result.as_of)
    except WorkspaceError:
        return result
    return with_dates(result, snapshot, load_thresholds().dates)


def ask(
    graph: SharedGraph, text: str, given: Mapping[str, object], *, limit: int = ROWS, timeout: float = TIMEOUT
) -> Result:
    """Answer a named query or Cypher text as a Result; what was cut, and what else must be said, is in its warnings."""
    query, answer, sent = graph.ask(text, given, limit=limit, timeout=timeout)
    asked: dict[str, object] = {"query": query.name if query else text.strip(), **sent}
    parameters = query.parameters if query else {}
    day = next((sent.get(name) for name, parameter in parameters.items() if parameter.default == "as_of"), None)
    found = dated(Result("query", answer.rows, asked, {}, day if isinstance(day, date) else None), graph)
    found.rows.attrs["cut"] = answer.cut
    return replace(found, warnings=(*graph.warnings(query, answer, limit), *found.warnings))


def urgent(result: Result) -> tuple[str, ...]:
    """Return the warnings that make an answer mean something else: it was cut, or no source declares the date it is of."""
    dates = result.coverage.get("dates")
    lines = dates["sources"] if isinstance(dates, dict) else []
    undated = bool(lines) and not any(line["date"] for line in lines)
    first = 1 if result.rows.attrs["cut"] else 0
    return (*result.warnings[:first], *(result.warnings[first : first + 1] if undated else ()))


def row_uids(query: Query | None, rows: pd.DataFrame, snapshot: Snapshot) -> list[str]:
    """Return the nodes that an answer speaks of: what stands in its columns of uids, else every cell that is a uid."""
    columns = (
        [name for name, c in query.header.columns.items() if c.type in ("uid", "uids")] if query else list(rows.columns)
    )
    cells = [cell for name in columns for cell in rows[name].tolist()]
    texts = [one for cell in cells for one in (cell if isinstance(cell, list) else [cell]) if isinstance(one, str)]
    return sorted(snapshot.kind_of(texts))
