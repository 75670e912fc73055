"""Records: appended, never changed, stored once by content; every time one is seen is a sighting."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Sequence

import duckdb
import numpy as np
import pyarrow as pa

from graph.errors import WorkspaceError
from graph.names import NORMAL, SEPARATOR, normalise_name
from graph.records import Batch, RunInfo
from graph.schema import StorageColumn
from graph.workspace.layout import ALIAS, WEAK, Layout, Side, edge_tail, literal, quoted
from graph.workspace.store import first
from graph.workspace.tables import named

_PLACE = ("origin", "row")
_PIECE = 25_000  # rows
_SEPARATOR = f"chr({ord(SEPARATOR)})"


def append_run(connection: duckdb.DuckDBPyConnection, run: RunInfo) -> int:
    """Write the run and its origins; return its number."""
    row = first(connection, "SELECT coalesce(max(run), 0) + 1 FROM meta.run")
    number = int(row[0]) if row else 1
    connection.execute(
        "INSERT INTO meta.run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [number, run.command, run.source, run.publisher, run.licence, run.source_date, run.universe, run.priority,
         json.dumps(run.rows, sort_keys=True)],
    )  # fmt: skip
    origins = [(number, place, o.file, o.sheet, o.digest) for place, o in enumerate(run.origins)]
    if origins:
        connection.executemany("INSERT INTO meta.origin VALUES (?, ?, ?, ?, ?)", origins)
    return number


def append_records(connection: duckdb.DuckDBPyConnection, layout: Layout, run: int, batches: Iterable[Batch]) -> None:
    """Write the records not yet known and a sighting of every one handed over.

    Raises
    ------
    WorkspaceError
        A batch of an undeclared kind or with an undeclared column.
    """
    by_kind: dict[str, list[pa.Table]] = {}
    for batch in batches:
        by_kind.setdefault(batch.kind, []).append(batch.table)
    for kind, tables in sorted(by_kind.items()):
        layout.schema.kind(kind)
        whole = _whole(layout, kind, tables)
        connection.register("handed_over", whole)
        _stage(connection, layout, kind, {name for name in whole.column_names if not whole[name].null_count})
        connection.execute(
            f"INSERT INTO meta.sighting SELECT {run}, {literal(kind)}, hash, origin, row FROM t_stage ORDER BY origin, row"
        )
        columns = layout.record_columns(kind)
        _only_new(connection, layout, kind)
        connection.execute(
            f"INSERT INTO record.{quoted(kind)} (hash, {named(columns)}) SELECT hash, {named(columns)} FROM t_new"
        )
        write_statics(connection, layout, kind)
        connection.execute("DROP VIEW t_new")
        connection.unregister("handed_over")
    for table in ("t_stage", "t_fresh", "t_norm"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def _whole(layout: Layout, kind: str, tables: Sequence[pa.Table]) -> pa.Table:
    """Return the rows of a kind in their order, numbered; WorkspaceError where one has a column that no record has."""
    columns = layout.record_columns(kind)
    known = {column.name for column in columns} | {"origin", "row"}
    for table in tables:
        unknown = sorted(set(table.column_names) - known)
        if unknown:
            raise WorkspaceError("workspace.unknown_column", kind=kind, columns=", ".join(unknown))
    whole = pa.concat_tables(tables, promote_options="permissive")
    for name in _PLACE:
        if name not in whole.column_names:
            whole = whole.append_column(name, pa.nulls(len(whole), pa.int32()))
    # a column without a value is as good as none, and none costs nothing
    whole = whole.select([name for name in whole.column_names if name in _PLACE or whole[name].null_count < len(whole)])
    whole = whole.append_column("_place", pa.array(np.arange(len(whole))))
    # DuckDB reads the pieces side by side, and keeps their order
    return pa.Table.from_batches(whole.to_batches(max_chunksize=_PIECE), whole.schema)


def _stage(connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str, full: Container[str]) -> None:
    """Make ``t_stage`` (hash, origin, row, _place) of the rows handed over, in their order; ``full`` columns lack nothing."""
    filled = _filled(connection, layout, kind)
    chosen = [f"CAST({quoted(c.name)} AS {c.type}) AS {quoted(c.name)}" for c in filled]
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_stage AS
        SELECT md5_number({_content(filled, full)}) AS hash, origin, row, _place
        FROM (SELECT {", ".join([*chosen, *(f"{c}::INTEGER AS {c}" for c in _PLACE)])}, _place FROM handed_over)"""
    )


def _filled(connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str) -> list[StorageColumn]:
    """Return the columns of a kind in which the rows handed over have a value."""
    present = {str(name) for name, *_ in connection.execute("DESCRIBE handed_over").fetchall()}
    return [column for column in layout.record_columns(kind) if column.name in present]


def _only_new(connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str) -> None:
    """Make ``t_new`` of the records handed over that are not yet known, each once."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_fresh AS SELECT hash, min(_place) AS _place FROM t_stage
        ANTI JOIN record.{quoted(kind)} known USING (hash) GROUP BY hash"""
    )
    filled = {column.name for column in _filled(connection, layout, kind)}
    columns = [
        f"CAST({f'h.{quoted(c.name)}' if c.name in filled else 'NULL'} AS {c.type}) AS {quoted(c.name)}"
        for c in layout.record_columns(kind)
    ]
    # joined by number, which all threads do together, and not laid side by side, which is the work of one
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW t_new AS SELECT f.hash, {', '.join(columns)} FROM handed_over h JOIN t_fresh f USING (_place)"
    )


def _content(columns: Iterable[StorageColumn], full: Container[str] = ()) -> str:
    """Write the expression whose md5 is a record's hash.

    Only filled fields take part, each with its name and length: no two contents give one text, and a field declared
    later leaves the hashes of earlier records as they are. Of ``full`` columns none needs a look whether it is filled.
    """
    parts = []
    for column in columns:
        name = quoted(column.name)
        if column.type == "VARCHAR":
            value = f"strlen({name}), ':', {name}"
        elif column.type.endswith("[]"):
            value = f"to_json({name})::VARCHAR"
        else:
            value = f"{name}::VARCHAR"
        part = f"{literal('|' + column.name + '=')}, {value}"
        parts.append(part if column.name in full else f"CASE WHEN {name} IS NULL THEN '' ELSE concat({part}) END")
    return f"concat({', '.join([chr(39) * 2, *parts])})"


def content_hash(columns: Iterable[StorageColumn]) -> str:
    """Write the expression of a record's hash, given columns that hold its content."""
    return f"md5_number({_content(columns)})"


def write_statics(connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str) -> None:
    """Write what the records in ``t_new`` say of identity: tokens, names, ends."""
    if kind in layout.schema.nodes:
        _node_statics(connection, layout, kind)
    else:
        _edge_statics(connection, layout, kind)


def rewrite_statics(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """Write tokens, names and ends of all records again, after the schema changed."""
    for table in ("token", "name", "link", "entity", "tie", "owned", "node", "derived"):
        connection.execute(f"DELETE FROM meta.{table}")
    for kind in (*layout.schema.nodes, *layout.schema.edges):
        connection.execute(f"CREATE OR REPLACE TEMP VIEW t_new AS SELECT * FROM record.{quoted(kind)}")
        write_statics(connection, layout, kind)
    connection.execute("DROP VIEW IF EXISTS t_new")


def _node_statics(connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str) -> None:
    node = layout.schema.nodes[kind]
    this = literal(kind)
    for identifier in layout.identifiers(kind):
        column = quoted(identifier.field)
        connection.execute(
            f"""INSERT INTO meta.token SELECT {this}, hash, {literal(identifier.field)},
            {literal(identifier.prefix)} || {column}::VARCHAR, {identifier.position}
            FROM t_new WHERE {column} IS NOT NULL AND {column}::VARCHAR <> ''"""
        )
    own = [part for part in node.fallback if "." not in part]
    owner = layout.owner(kind)
    texts = [quoted(name) for name in {*own, node.caption} if _is_text(layout, kind, name)]
    lists = [quoted(node.former)] if node.former else []
    _norms(connection, texts + (['"owner_id"', '"owner_name"'] if owner else []), lists)
    parts = [_part(layout, kind, part) for part in node.fallback if "." not in part] or ["''"]
    none = " AND ".join(f"{quoted(identifier.field)} IS NULL" for identifier in layout.identifiers(kind)) or "true"
    if owner is None:
        _weak_tokens(connection, layout, kind, parts, none)
    else:
        _owner_links(connection, layout, kind, owner, none)
    _names(connection, layout, kind)


def _weak_tokens(
    connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str, parts: Sequence[str], none: str
) -> None:
    """Give records without identifier a token from their fallback fields; from all content where those are empty."""
    joined = f" || {_SEPARATOR} || ".join(parts)
    prefix = literal(layout.weak_prefix(kind))
    connection.execute(
        f"""INSERT INTO meta.token SELECT {literal(kind)}, hash, '',
        {prefix} || CASE WHEN {joined} = repeat({_SEPARATOR}, {len(parts) - 1}) THEN lower(left(hex(hash), 16))
        ELSE left(md5({joined}), 16) END, {WEAK} FROM (SELECT * FROM t_new WHERE {none}) t_new"""
    )


def _owner_links(
    connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str, owner: tuple[str, Side], none: str
) -> None:
    """Note whom an owned record speaks of, and an alias under which edges can name the node before that is known."""
    node = layout.schema.nodes[kind]
    edge, side = owner
    tokens = _end_tokens(connection, layout, edge, side, "owner_id")
    this = literal(kind)
    rest = [_part(layout, kind, part) for part in node.fallback if "." not in part]
    tail = f" || {_SEPARATOR} || ".join(rest) or "''"
    connection.execute(
        f"""INSERT INTO meta.link SELECT {this}, hash, {_token("i", "owner_id")}, i.scheme, {_norm('"owner_name"')}, NULL,
        NULL, NULL, NULL, NULL, {tail} FROM t_new LEFT JOIN {tokens} i ON i.head = {_head("owner_id")}"""
    )
    called = f"coalesce({_norm(quoted('owner_id'))}, {_norm(quoted('owner_name'))}, '')"
    alias = [called if "." in part else _part(layout, kind, part) for part in node.fallback]
    joined = f" || {_SEPARATOR} || ".join(alias)
    prefix = literal(layout.weak_prefix(kind))
    connection.execute(
        f"""INSERT INTO meta.token SELECT {this}, hash, '', {prefix} || left(md5({joined}), 16), {ALIAS}
        FROM t_new WHERE {none}"""
    )


def _names(connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str) -> None:
    node = layout.schema.nodes[kind]
    this, caption = literal(kind), quoted(node.caption)
    region = layout.region(kind)
    place = f"t_new.{quoted(region)}" if region else "NULL"
    if _is_text(layout, kind, node.caption):
        connection.execute(
            f"""INSERT INTO meta.name SELECT {this}, hash, coalesce(norm, {caption}), {place}, false
            FROM t_new LEFT JOIN t_norm ON text = {caption} WHERE coalesce(norm, {caption}) <> ''"""
        )
    if node.former:
        connection.execute(
            f"""INSERT INTO meta.name SELECT DISTINCT {this}, hash, coalesce(norm, old), place, true
            FROM (SELECT hash, {place} AS place, unnest({quoted(node.former)}) AS old FROM t_new)
            LEFT JOIN t_norm ON text = old WHERE coalesce(norm, old) <> ''"""
        )


def _edge_statics(connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str) -> None:
    src_name, dst_name = '"src_name"', '"dst_name"'
    _norms(connection, [src_name, dst_name], [])
    # mostly codes stand at the ends, and names in their normal form: then there is nothing to look up
    norm = _own_norm if first(connection, "SELECT 1 FROM t_norm LIMIT 1") is None else _norm
    src = _end_tokens(connection, layout, kind, "src", "src_id")
    dst = _end_tokens(connection, layout, kind, "dst", "dst_id")
    tail = edge_tail(layout, kind)
    connection.execute(
        f"""INSERT INTO meta.link SELECT {literal(kind)}, hash,
        {_token("s", "src_id")}, s.scheme, {norm(src_name)}, src_kind,
        {_token("d", "dst_id")}, d.scheme, {norm(dst_name)}, dst_kind, {tail}
        FROM t_new LEFT JOIN {src} s ON s.head = {_head("src_id")} LEFT JOIN {dst} d ON d.head = {_head("dst_id")}"""
    )


def _is_text(layout: Layout, kind: str, name: str) -> bool:
    return layout.schema.nodes[kind].field(name).storage()[0].type == "VARCHAR"


def _part(layout: Layout, kind: str, name: str) -> str:
    column = quoted(name)
    return f"coalesce({_norm(column) if _is_text(layout, kind, name) else column + '::VARCHAR'}, '')"


def _norm(column: str) -> str:
    """Write the look-up of a column's normal form; null for null and for what normalises to nothing."""
    return f"nullif(coalesce((SELECT norm FROM t_norm WHERE text = t_new.{column}), t_new.{column}), '')"


def _own_norm(column: str) -> str:
    """Write the normal form of a column whose values are all in it."""
    return f"nullif({column}, '')"


def _norms(connection: duckdb.DuckDBPyConnection, texts: Iterable[str], lists: Iterable[str]) -> None:
    """Make ``t_norm`` (text, norm) for the distinct values of the columns that may not be their own normal form."""
    parts = [f"SELECT {column} AS text FROM t_new" for column in sorted(texts)]
    parts += [f"SELECT unnest({column}) AS text FROM t_new" for column in lists]
    parts.append("SELECT NULL::VARCHAR AS text")
    query = f"""SELECT DISTINCT text FROM ({" UNION ALL ".join(parts)})
    WHERE text IS NOT NULL AND NOT regexp_full_match(text, {literal(NORMAL)})"""
    _mapped(connection, "t_norm", query, ("text", "norm"), lambda text: (text, normalise_name(text)))


def _end_tokens(connection: duckdb.DuckDBPyConnection, layout: Layout, edge: str, side: Side, column: str) -> str:
    """Make a table (head, prefix, scheme) of what stands before the first colon of a column's ids; return its name."""
    name = f"t_ids_{side}"
    _mapped(connection, name, f"SELECT DISTINCT {_head(column)} AS head FROM t_new WHERE {_head(column)} IS NOT NULL",
            ("head", "prefix", "scheme"), lambda head: (head, *layout.end_scheme(edge, side, head)))  # fmt: skip
    return name


def _head(column: str) -> str:
    """Write what an id begins with, up to its first colon; null where there is no id."""
    return f"CASE WHEN {column} <> '' THEN left({column}, strpos({column}, ':')) END"


def _token(table: str, column: str) -> str:
    """Write the token that an id means, given the row of ``_end_tokens`` for its head."""
    return f"{table}.prefix || substr({column}, strpos({column}, ':') + 1)"


def _mapped(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    query: str,
    columns: Sequence[str],
    row: Callable[[str], Sequence[str]],
) -> None:
    values = connection.sql(query).to_arrow_table().column(0).to_pylist()
    rows = [row(value) for value in values]
    arrays = [pa.array([r[place] for r in rows], pa.string()) for place in range(len(columns))]
    connection.register("mapped_values", pa.table(dict(zip(columns, arrays, strict=True))))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM mapped_values")
    connection.unregister("mapped_values")
