"""Personal data, erased: gone from records, graph and file, with a mark that something was erased.

Fields marked ``personal`` are emptied in every record of a node. Where the caption itself is personal the node is
called by a running number instead, ends of edges that name it by name name it by its id, and the records are hashed anew,
because the hash of a content in which only a telephone number is unknown gives the number away.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from graph.errors import NotPossible
from graph.schema import NodeKind
from graph.workspace.derive import Derivation
from graph.workspace.layout import Layout, literal, quoted
from graph.workspace.maintain import maintain
from graph.workspace.records import content_hash, write_statics
from graph.workspace.store import first, graph_version

MARK = "〔已删除 {number}〕"
_ENDS = ("src", "dst")


@dataclass(frozen=True)
class Personal:
    """What a node holds of personal data: kind and field → values, of all its records."""

    uid: str
    values: dict[tuple[str, str], tuple[str, ...]]

    @property
    def fields(self) -> list[str]:
        """The fields with values, as ``Kind.field``."""
        return [f"{kind}.{field}" for kind, field in sorted(self.values)]

    @property
    def texts(self) -> set[str]:
        """All the values."""
        return {text for values in self.values.values() for text in values}


def personal_data(connection: duckdb.DuckDBPyConnection, layout: Layout, uid: str) -> Personal:
    """Return what the records of a node hold of personal data; NotPossible where there is no such node or nothing."""
    kinds = [str(k) for (k,) in connection.execute(
        "SELECT DISTINCT kind FROM meta.entity WHERE uid = ? ORDER BY kind", [uid]
    ).fetchall()]  # fmt: skip
    if not kinds:
        raise NotPossible("workspace.no_such_uid", uid=uid)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for kind in kinds:
        for own in layout.schema.nodes[kind].fields:
            if own.personal:
                column = f"unnest({quoted(own.name)})" if own.type == "list" else quoted(own.name)
                rows = connection.execute(
                    f"""SELECT DISTINCT value::VARCHAR FROM (SELECT {column} AS value FROM record.{quoted(kind)}
                    WHERE hash IN (SELECT hash FROM meta.entity WHERE kind = ? AND uid = ?))
                    WHERE value IS NOT NULL AND NOT starts_with(value::VARCHAR, ?) ORDER BY 1""",
                    [kind, uid, MARK.partition("{")[0]],
                ).fetchall()
                if rows:
                    found[kind, own.name] = tuple(str(value) for (value,) in rows)
    if not found:
        raise NotPossible("workspace.nothing_personal", uid=uid)
    return Personal(uid, found)


def erase(
    connection: duckdb.DuckDBPyConnection, layout: Layout, home: str, derivations: tuple[Derivation, ...], uid: str
) -> str:
    """Erase the personal data of a node inside a transaction; return the node's uid afterwards.

    It is a new one where the old one was made from the node's name.
    """
    personal = personal_data(connection, layout, uid)
    connection.execute(
        "CREATE TABLE IF NOT EXISTS meta.erased (erasure INTEGER, uid VARCHAR, fields VARCHAR[], at_version BIGINT)"
    )
    row = first(connection, "SELECT coalesce(max(erasure), 0) + 1 FROM meta.erased")
    number = int(row[0]) if row else 1
    ties = connection.execute(
        "SELECT kind, hash, src = $1, dst = $1 FROM meta.tie WHERE src = $1 OR dst = $1", [uid]
    ).fetchall()
    kinds = sorted({str(kind) for (kind,) in connection.execute(
        "SELECT DISTINCT kind FROM meta.entity WHERE uid = ?", [uid]).fetchall()})  # fmt: skip
    connection.execute("CREATE OR REPLACE TEMP TABLE t_hit (kind VARCHAR, hash UHUGEINT)")
    for kind in kinds:
        hashes = "SELECT hash FROM meta.entity WHERE kind = $1 AND uid = $2"
        _again(connection, layout, kind, hashes, _emptied(layout.schema.nodes[kind], number), params=[kind, uid])
    maintain(connection, layout, home, derivations)
    now = _now(connection, uid)
    if _called_personally(layout, kinds):
        _name_by_id(connection, layout, now, uid, ties)
        maintain(connection, layout, home, derivations)
        for column in ("a", "b"):
            connection.execute(f"UPDATE meta.decision SET {column} = ? WHERE {column} = ?", [now, uid])
    if now != uid:
        connection.execute("DELETE FROM meta.renamed WHERE old = $1 OR new = $1", [uid])
    version = graph_version(connection) + 1
    connection.execute("INSERT INTO meta.erased VALUES (?, ?, ?, ?)", [number, now, personal.fields, version])
    return now


def _now(connection: duckdb.DuckDBPyConnection, uid: str) -> str:
    """Return what the node of the records just written is called."""
    row = first(connection, "SELECT min(uid) FROM meta.entity SEMI JOIN t_hit USING (kind, hash)")
    return str(row[0]) if row and row[0] is not None else uid


def _called_personally(layout: Layout, kinds: list[str]) -> bool:
    nodes = [layout.schema.nodes[kind] for kind in kinds]
    return any(node.field(node.caption).personal for node in nodes)


def _emptied(node: NodeKind, number: int) -> dict[str, str]:
    """Return column → SQL of what stands in it after erasing; a personal caption becomes a mark."""
    changed: dict[str, str] = {}
    for own in node.fields:
        if own.personal:
            changed |= {column.name: "NULL" for column in own.storage()}
    if node.field(node.caption).personal:
        changed[node.caption] = literal(MARK.format(number=number))
    return changed


def _again(
    connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str, hashes: str, changed: dict[str, str], *,
    params: list[object],
) -> None:  # fmt: skip
    """Write records of a kind anew with changed columns: what saw the old ones sees the new ones; adds both to ``t_hit``."""
    table, columns = f"record.{quoted(kind)}", layout.record_columns(kind)
    listed = ", ".join(
        f"({changed[c.name]})::{c.type} AS {quoted(c.name)}" if c.name in changed else quoted(c.name) for c in columns
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_anew AS SELECT old, {content_hash(columns)} AS hash, * EXCLUDE (old)
        FROM (SELECT hash AS old, {listed} FROM {table} WHERE hash IN ({hashes}))""",
        params,
    )
    connection.execute("DELETE FROM t_anew WHERE old = hash")
    this = literal(kind)
    connection.execute(f"""INSERT INTO t_hit SELECT {this}, old FROM t_anew UNION SELECT {this}, hash FROM t_anew""")
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_new AS SELECT * EXCLUDE (old) FROM t_anew
        ANTI JOIN {table} known USING (hash) QUALIFY row_number() OVER (PARTITION BY hash ORDER BY old) = 1"""
    )
    names = ", ".join(["hash", *(quoted(column.name) for column in columns)])
    connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM t_new")
    write_statics(connection, layout, kind)
    connection.execute(
        f"""UPDATE meta.sighting SET hash = t_anew.hash FROM t_anew
        WHERE sighting.kind = {this} AND sighting.hash = t_anew.old"""
    )
    connection.execute(f"DELETE FROM {table} WHERE hash IN (SELECT old FROM t_anew)")
    for name in ("token", "name", "link"):
        connection.execute(f"DELETE FROM meta.{name} WHERE kind = {this} AND hash IN (SELECT old FROM t_anew)")
    for name in ("t_new", "t_norm"):
        connection.execute(f"DROP TABLE IF EXISTS {name}")


def _name_by_id(
    connection: duckdb.DuckDBPyConnection, layout: Layout, now: str, uid: str, ties: list[tuple[str, int, bool, bool]]
) -> None:
    """Let the edges of a node whose name is gone name it by its id."""
    connection.execute("CREATE OR REPLACE TEMP TABLE t_hit (kind VARCHAR, hash UHUGEINT)")
    groups: dict[tuple[str, str], list[int]] = {}
    for kind, key, at_src, at_dst in ties:
        if kind in layout.schema.edges:
            for side, there in zip(_ENDS, (at_src, at_dst), strict=True):
                if there:
                    groups.setdefault((kind, side), []).append(key)
    for (kind, side), keys in sorted(groups.items()):
        column = f"{side}_id"
        kept = f"CASE WHEN {column} IS NULL OR {column} = {literal(uid)} THEN {literal(now)} ELSE {column} END"
        changed = {column: kept, f"{side}_name": "NULL"}
        _again(connection, layout, kind, "SELECT unnest($1::UHUGEINT[])", changed, params=[keys])
