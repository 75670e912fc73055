"""Edges that follow from nodes: kept beside the observed ones, made again for the nodes that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import duckdb
import pandas as pd

from graph.errors import WorkspaceError
from graph.workspace.fold import derived_table
from graph.workspace.frames import frame_of, selected
from graph.workspace.layout import Layout, edge_key, edge_tail, literal, quoted
from graph.workspace.store import first


class Derivation(Protocol):
    """A rule that makes edges of one kind from nodes.

    ``reads`` are the node kinds whose rows it is given, ``writes`` the edge kind that it makes; ``version`` changes
    whenever the same rows would give other edges (rules, templates), and all edges are then made again. An edge may
    rest on its ``src`` node and on observed edges that start there, so that a change makes only those anew. Such edge
    kinds are named in an attribute ``beside`` where there are any. An attribute ``columns`` (kind → fields) spares the
    reading of all others; without it every field is given.
    """

    @property
    def name(self) -> str:
        """The derivation's name, unique in a workspace."""

    @property
    def version(self) -> str:
        """The version of rules and knowledge behind it."""

    @property
    def reads(self) -> Sequence[str]:
        """Node kinds that it is given."""

    @property
    def writes(self) -> str:
        """Edge kind it makes."""

    def derive(self, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """Return edges for the nodes in ``frames``.

        Parameters
        ----------
        frames : mapping
            Node kind → rows as ``Snapshot.nodes`` gives them; edge kind → ``key, src, dst, dst_name, dst_kind`` and
            the kind's fields.

        Returns
        -------
        pandas.DataFrame
            ``src`` (a node in ``frames``), ``dst``, ``confidence`` and any fields of the edge kind.
        """


def given_kinds(derivation: Derivation) -> list[str]:
    """Return the kinds whose rows a derivation is given: nodes, then the edges beside them."""
    return [*derivation.reads, *getattr(derivation, "beside", ())]


def given_columns(derivation: Derivation, kind: str) -> tuple[str, ...] | None:
    """Return the fields of a kind that a derivation is given; None: all."""
    declared: Mapping[str, Sequence[str]] = getattr(derivation, "columns", {})
    return tuple(declared[kind]) if kind in declared else None


@dataclass(frozen=True)
class _Job:
    """A derivation under way: ``whole`` where all its edges are made again; no ``edges`` where it was given nothing."""

    derivation: Derivation
    whole: bool
    edges: Future[pd.DataFrame] | None

    @property
    def sources(self) -> str:
        """The condition under which edges are made again."""
        return "" if self.whole else "AND src IN (SELECT uid FROM t_uid)"


@contextmanager
def deriving(
    connection: duckdb.DuckDBPyConnection, layout: Layout, derivations: Sequence[Derivation]
) -> Iterator[Callable[[], None]]:
    """Make derived edges again for the touched nodes, all of them where a derivation's version changed.

    Reads ``t_uid``, and ``t_old_ends`` and ``t_tie`` for changed edges beside. The rules work in a thread while the
    block resolves other edges; the function given to the block waits for them, replaces the edges and adds the keys of
    old and new ones to ``t_key``.
    """
    _reach(connection, layout, derivations)
    frames: dict[tuple[str, bool, tuple[str, ...] | None], pd.DataFrame] = {}
    with ThreadPoolExecutor(1) as pool:
        jobs = []
        for derivation in sorted(derivations, key=lambda each: each.name):
            row = first(connection, "SELECT version FROM meta.derived WHERE derivation = ?", [derivation.name])
            whole = row is None or row[0] != derivation.version
            given: dict[str, pd.DataFrame] = {}
            for kind in given_kinds(derivation):
                fields = given_columns(derivation, kind)
                if (kind, whole, fields) not in frames:
                    frames[kind, whole, fields] = _rows(connection, layout, kind, fields, whole=whole)
                given[kind] = frames[kind, whole, fields].copy(deep=False)
            some = any(len(frame) for frame in given.values())
            jobs.append(_Job(derivation, whole, pool.submit(derivation.derive, given) if some else None))
        yield lambda: _replace(connection, layout, jobs)


def _reach(connection: duckdb.DuckDBPyConnection, layout: Layout, derivations: Sequence[Derivation]) -> None:
    """Add to ``t_uid`` who gained or lost an edge that is given, and whose edge leads to a node that changed."""
    for kind in sorted({kind for each in derivations for kind in given_kinds(each) if kind in layout.schema.edges}):
        connection.execute(
            f"""INSERT INTO t_uid SELECT DISTINCT src FROM
            (SELECT src FROM t_old_ends WHERE kind = {literal(kind)} UNION ALL
             SELECT src FROM t_tie WHERE kind = {literal(kind)} UNION ALL
             SELECT src FROM fold.{quoted(kind)} WHERE dst IN (SELECT uid FROM t_touched))
            WHERE src IS NOT NULL AND src NOT IN (SELECT uid FROM t_uid)"""
        )


def _replace(connection: duckdb.DuckDBPyConnection, layout: Layout, jobs: Sequence[_Job]) -> None:
    for job in jobs:
        name, kind = job.derivation.name, job.derivation.writes
        table = derived_table(connection, layout, kind)
        chosen = f"FROM {table} WHERE derivation = {literal(name)} {job.sources}"
        connection.execute(f"INSERT INTO t_key SELECT {literal(kind)}, key {chosen}")
        connection.execute(f"DELETE {chosen}")
        if job.edges is not None:
            _insert(connection, layout, job.derivation, job.edges.result())
            connection.execute(f"INSERT INTO t_key SELECT {literal(kind)}, key {chosen}")
        if job.whole:
            connection.execute("DELETE FROM meta.derived WHERE derivation = ?", [name])
            connection.execute("INSERT INTO meta.derived VALUES (?, ?)", [name, job.derivation.version])


def _rows(
    connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str, fields: tuple[str, ...] | None, *, whole: bool
) -> pd.DataFrame:
    storage = layout.schema.kind(kind).storage()
    columns = selected(column for column in storage if fields is None or column.name in fields)
    if kind in layout.schema.edges:
        only = "" if whole else "WHERE src IN (SELECT uid FROM t_uid)"
        end = layout.schema.edges[kind].dst
        names = " UNION ALL ".join(
            f"SELECT uid, CAST({quoted(layout.schema.nodes[name].caption)} AS VARCHAR) AS dst_name FROM main.{quoted(name)}"
            for name in sorted({*end.kinds, *end.roles})
        )
        query = f"""SELECT key, src, dst, dst_name, node.kind AS dst_kind{", " + columns if columns else ""}
        FROM fold.{quoted(kind)} LEFT JOIN ({names}) names ON names.uid = dst LEFT JOIN meta.node node ON node.uid = dst
        {only} ORDER BY key"""
        return frame_of(connection.sql(query).to_arrow_table())
    only = "" if whole else "AND uid IN (SELECT uid FROM t_uid)"
    query = (
        f'SELECT uid{", " + columns if columns else ""} FROM fold.{quoted(kind)} WHERE "primary" {only} ORDER BY uid'
    )
    return frame_of(connection.sql(query).to_arrow_table())


def _insert(connection: duckdb.DuckDBPyConnection, layout: Layout, derivation: Derivation, edges: pd.DataFrame) -> None:
    edge = layout.schema.edges[derivation.writes]
    columns = edge.storage()
    unknown = sorted(set(edges.columns) - {column.name for column in columns} - {"src", "dst", "confidence"})
    if unknown:
        raise WorkspaceError("workspace.unknown_column", kind=edge.name, columns=", ".join(unknown))
    values = [
        f"CAST({quoted(c.name)} AS {c.type}) AS {quoted(c.name)}"
        if c.name in edges
        else f"NULL::{c.type} AS {quoted(c.name)}"
        for c in columns
    ]
    connection.register("derived_rows", edges)
    table = derived_table(connection, layout, edge.name)
    tail = edge_tail(layout, edge.name)
    listed = "".join(f"{quoted(c.name)}, " for c in columns)
    confidence = "confidence" if "confidence" in edges else "NULL"
    connection.execute(
        f"""INSERT INTO {table}
        SELECT {literal(derivation.name)}, {edge_key(literal(edge.name), tail)}, src, dst, {listed} true, confidence
        FROM (SELECT src, dst, {"".join(value + ", " for value in values)} {confidence} AS confidence FROM derived_rows)
        ORDER BY src, dst"""
    )
    connection.unregister("derived_rows")
