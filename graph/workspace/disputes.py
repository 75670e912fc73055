"""Queries for what records of one node or edge disagree on; the winning values stand in the graph, the others here."""

from __future__ import annotations

from graph.schema import EdgeKind, NodeKind
from graph.workspace.layout import literal, quoted


def disputed(kind: NodeKind | EdgeKind) -> str:
    """Write the query for nodes or edges of a kind with the number of fields in which their records disagree."""
    ids, name = ("meta.entity", "uid") if isinstance(kind, NodeKind) else ("meta.tie", "key")
    fields = " + ".join(
        f"coalesce((min(r.{column}) <> max(r.{column}))::INTEGER, 0)"
        for column in map(quoted, (f.name for f in kind.fields))
    )
    return f"""SELECT id, fields FROM (
        SELECT e.{name} AS id, {fields} AS fields FROM {ids} e
        SEMI JOIN (SELECT {name} FROM {ids} WHERE {name} IS NOT NULL GROUP BY {name} HAVING count(*) > 1) several
          ON several.{name} = e.{name}
        JOIN record.{quoted(kind.name)} r ON r.hash = e.hash WHERE e.kind = {literal(kind.name)} GROUP BY e.{name})
        WHERE fields > 0"""


def disagreeing(kind: NodeKind | EdgeKind) -> str:
    """Write the query for the values of fields in which records of one node or edge disagree."""
    ids, name = ("meta.entity", "uid") if isinstance(kind, NodeKind) else ("meta.tie", "key")
    shown = ", ".join(f"{quoted(f.name)}::VARCHAR AS {quoted(f.name)}" for f in kind.fields)
    listed = ", ".join(quoted(f.name) for f in kind.fields)
    this = literal(kind.name)
    only = 'AND "primary"' if isinstance(kind, NodeKind) else ""
    ids_disputed = f"(SELECT id FROM ({disputed(kind)}))"
    return f"""
        SELECT {this} AS kind, v.id, v.field, v.value, v.run, v.value = w.value AS won FROM (
          UNPIVOT (SELECT e.{name} AS id, e.run, {shown} FROM {ids} e JOIN record.{quoted(kind.name)} r USING (hash)
                   WHERE e.kind = {this} AND e.{name} IN {ids_disputed})
          ON {listed} INTO NAME field VALUE value) v
        JOIN (UNPIVOT (SELECT {name} AS id, {shown} FROM fold.{quoted(kind.name)} WHERE {name} IN {ids_disputed} {only})
              ON {listed} INTO NAME field VALUE value) w ON w.id = v.id AND w.field = v.field
        QUALIFY min(v.value) OVER (PARTITION BY v.id, v.field) <> max(v.value) OVER (PARTITION BY v.id, v.field)"""
