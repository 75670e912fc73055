"""Confidential entities: they count in totals of analyses, and neither questions in SQL nor exports show them.

A kind guards its nodes by a flag field called ``confidential``. With a node go the nodes that rest on it (its years, its
sites), every edge at any of them, and its name in columns of other tables that name a node. This keeps what is handed
on clean; it is no lock against who has the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from graph.schema import EdgeKind, Field, NodeKind
from graph.workspace.frames import shown_columns
from graph.workspace.layout import Layout, declared, literal, quoted
from graph.workspace.store import first
from graph.workspace.tables import defined

FLAG = "confidential"


@dataclass(frozen=True)
class Hidden:
    """The confidential entities of a workspace: how many there are, and what they are and were called.

    ``uids`` are theirs and those of the nodes that rest on them.
    """

    count: int = 0
    names: tuple[str, ...] = ()
    uids: tuple[str, ...] = ()


def hide(connection: duckdb.DuckDBPyConnection, layout: Layout) -> Hidden:
    """Make ``t_hidden`` (uid) of the confidential entities and of the nodes that rest on them."""
    guarded = [kind for kind in layout.schema.nodes.values() if any(field.name == FLAG for field in kind.fields)]
    marked = " UNION ".join(f"SELECT uid FROM fold.{quoted(kind.name)} WHERE {FLAG}" for kind in guarded)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE t_hidden AS {marked or 'SELECT NULL::VARCHAR AS uid LIMIT 0'}")
    row = first(connection, "SELECT count(*) FROM t_hidden")
    count = int(row[0]) if row else 0
    if not count:
        return Hidden()
    names = [f"SELECT {quoted(kind.caption)} AS name FROM fold.{quoted(kind.name)} SEMI JOIN t_hidden USING (uid)"
             for kind in guarded]  # fmt: skip
    names += [f"SELECT unnest({quoted(kind.former)}) FROM fold.{quoted(kind.name)} SEMI JOIN t_hidden USING (uid)"
              for kind in guarded if kind.former]  # fmt: skip
    called = connection.execute(f"SELECT name FROM ({' UNION '.join(names)}) WHERE name IS NOT NULL ORDER BY name")
    called_so = tuple(str(name) for (name,) in called.fetchall())
    for kind in layout.owned_kinds():
        owner = layout.owner(kind)
        if owner is not None:
            edge, side = owner
            other = "dst" if side == "src" else "src"
            connection.execute(
                f"INSERT INTO t_hidden SELECT {other} FROM fold.{quoted(edge)} WHERE {side} IN (SELECT uid FROM t_hidden)"
            )
    uids = connection.execute("SELECT DISTINCT uid FROM t_hidden ORDER BY uid").fetchall()
    return Hidden(count, called_so, tuple(str(uid) for (uid,) in uids))


def shown(layout: Layout, kind: str, catalog: str, names: Sequence[str]) -> str:
    """Write the query for the rows of a view without confidential entities; needs what ``hide`` makes."""
    own = layout.schema.kind(kind)
    table = f"{quoted(catalog)}.main.{quoted(kind)}"
    if isinstance(own, EdgeKind):
        return f"SELECT * FROM {table} WHERE {_apart('src')} AND {_apart('dst')}"
    return f"SELECT {masked(own, names)} FROM {table} WHERE {_apart('uid')}"


def masked(kind: NodeKind, names: Sequence[str]) -> str:
    """Write all columns of a node kind, with these names taken out of the columns that name nodes."""
    replaced = [f"{_without(kind.field(name), names)} AS {quoted(name)}" for name in naming(kind)]
    return "*" + (f" REPLACE ({', '.join(replaced)})" if replaced else "")


def naming(kind: NodeKind) -> list[str]:
    """Return the fields of a node kind whose values name other nodes."""
    columns = dict.fromkeys(link.column for link in kind.links if link.column)
    return [name for name in columns if name and kind.field(name).type in ("text", "name", "list")]


def cover(connection: duckdb.DuckDBPyConnection, layout: Layout, names: Sequence[str]) -> None:
    """Put views of what is shown before those of the file."""
    row = first(connection, "SELECT current_database()")
    catalog = str(row[0]) if row else ""
    for kind in declared(layout.schema):
        connection.execute(f"CREATE TEMP VIEW {quoted(kind.name)} AS {shown(layout, kind.name, catalog, names)}")


def check_reach(layout: Layout, statement: str, params: Mapping[str, object]) -> None:
    """Raise DuckDB's error where a statement reads anything but the views: it must hold where there is nothing else."""
    with duckdb.connect(config={"enable_external_access": False}) as empty:
        for kind in declared(layout.schema):
            empty.execute(f"CREATE TABLE {quoted(kind.name)} ({defined(shown_columns(kind))})")
        empty.execute(f"EXPLAIN {statement}", dict(params) or None)


def _apart(column: str) -> str:
    return f"{column} NOT IN (SELECT uid FROM t_hidden)"


def _without(own: Field, names: Sequence[str]) -> str:
    name, called = quoted(own.name), f"[{', '.join(map(literal, names))}]"
    if own.type == "list":
        return f"list_filter({name}, lambda item: NOT list_contains({called}, item))"
    return f"CASE WHEN list_contains({called}, {name}) THEN NULL ELSE {name} END"


def hidden_records(layout: Layout) -> str:
    """Write the query (kind, hash) for the records that speak of confidential entities, edges at them among them."""
    kinds = ", ".join(literal(kind) for kind in layout.schema.edges) or "''"
    return f"""SELECT kind, hash FROM meta.entity WHERE uid IN (SELECT uid FROM t_hidden)
    UNION SELECT kind, hash FROM meta.tie
    WHERE kind IN ({kinds}) AND (src IN (SELECT uid FROM t_hidden) OR dst IN (SELECT uid FROM t_hidden))"""
