"""Leaving is easy: everything a workspace holds as Parquet, with a file that says what it is."""

from __future__ import annotations

import json
from pathlib import Path

from graph.schema import NodeKind
from graph.workspace.faults import writing_files
from graph.workspace.guard import Hidden, hidden_records, hide, masked, shown
from graph.workspace.layout import Layout, declared, literal, quoted
from graph.workspace.store import FILE, FORMAT, Store

FILE_CATALOG = Path(FILE).stem  # under this name DuckDB opens the file
_META = ("run", "undo", "origin", "count", "sighting", "decision", "withdrawal", "renamed", "entity", "tie")

# of tables without hashes: rows in which no confidential entity stands
_KEPT = {
    "decision": "a NOT IN (SELECT uid FROM t_hidden) AND b NOT IN (SELECT uid FROM t_hidden)",
    "renamed": "old NOT IN (SELECT uid FROM t_hidden) AND new NOT IN (SELECT uid FROM t_hidden)",
}


def export_everything(store: Store, layout: Layout, folder: Path, *, confidential: bool = False) -> int:
    """Write all nodes, edges, records, sightings, runs and decisions; the same bytes for the same workspace.

    Confidential entities, what rests on them, their edges and their records are left out unless ``confidential``.
    Returns how many entities were left out.
    """
    with store.reading({"threads": 1}) as connection, writing_files(folder):
        folder.mkdir(parents=True, exist_ok=True)
        hidden = Hidden() if confidential else hide(connection, layout)
        if hidden.count:
            connection.execute(f"CREATE TEMP TABLE t_withheld AS {hidden_records(layout)}")
        for name, query in _jobs(layout, hidden).items():
            file = folder / f"{name}.parquet"
            file.parent.mkdir(exist_ok=True)
            path = str(file).replace("'", "''")
            connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        (folder / "schema.json").write_text(_described(layout), "utf-8")
    return hidden.count


def _jobs(layout: Layout, hidden: Hidden) -> dict[str, str]:
    """Return file → query, with what is hidden left out."""
    jobs: dict[str, str] = {}
    for kind in layout.schema.nodes:
        jobs[f"nodes/{kind}"] = f"SELECT * FROM {_view(layout, kind, hidden)} ORDER BY uid"
    for kind in layout.schema.edges:
        jobs[f"edges/{kind}"] = f"SELECT * FROM {_view(layout, kind, hidden)} ORDER BY key"
    for own in declared(layout.schema):
        table = f"record.{quoted(own.name)}"
        if hidden.count:
            columns = masked(own, hidden.names) if isinstance(own, NodeKind) else "*"
            kept = f"hash NOT IN (SELECT hash FROM t_withheld WHERE kind = {literal(own.name)})"
            table = f"(SELECT {columns} FROM {table} WHERE {kept})"
        jobs[f"records/{own.name}"] = f"SELECT {_hex('hash')}, * EXCLUDE (hash) FROM {table} ORDER BY hash"
    for name in _META:
        hashed = name in ("sighting", "entity", "tie")
        columns = f"{_hex('hash')}, * EXCLUDE (hash)" if hashed else "*"
        kept = _KEPT.get(name, "(kind, hash) NOT IN (SELECT (kind, hash) FROM t_withheld)" if hashed else "true")
        jobs[name] = f"SELECT {columns} FROM meta.{name} WHERE {kept if hidden.count else 'true'} ORDER BY ALL"
    return jobs


def _view(layout: Layout, kind: str, hidden: Hidden) -> str:
    return f"({shown(layout, kind, FILE_CATALOG, hidden.names)})" if hidden.count else f"main.{quoted(kind)}"


def _hex(column: str) -> str:
    return f"lpad(lower(hex({column})), 32, '0') AS {column}"


def _described(layout: Layout) -> str:
    schema = layout.schema
    data = {
        "format": FORMAT,
        "nodes": [kind.model_dump(mode="json") for kind in schema.nodes.values()],
        "edges": [kind.model_dump(mode="json") for kind in schema.edges.values()],
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
