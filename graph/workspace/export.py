"""Leaving is easy: everything a workspace holds as Parquet, with a file that says what it is."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from graph.errors import WorkspaceError
from graph.workspace.layout import Layout, quoted
from graph.workspace.store import FORMAT, Store

_META = ("run", "undo", "origin", "count", "sighting", "decision", "withdrawal", "renamed", "entity", "tie")


def export_everything(store: Store, layout: Layout, folder: Path) -> None:
    """Write all nodes, edges, records, sightings, runs and decisions; the same bytes for the same workspace."""
    kinds = (*layout.schema.nodes, *layout.schema.edges)
    jobs = {f"nodes/{kind}": f"SELECT * FROM main.{quoted(kind)} ORDER BY uid" for kind in layout.schema.nodes}
    jobs |= {f"edges/{kind}": f"SELECT * FROM main.{quoted(kind)} ORDER BY key" for kind in layout.schema.edges}
    jobs |= {
        f"records/{kind}": f"SELECT {_hex('hash')}, * EXCLUDE (hash) FROM record.{quoted(kind)} ORDER BY hash"
        for kind in kinds
    }
    for name in _META:
        hashed = name in ("sighting", "entity", "tie")
        columns = f"{_hex('hash')}, * EXCLUDE (hash)" if hashed else "*"
        jobs[name] = f"SELECT {columns} FROM meta.{name} ORDER BY ALL"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with store.reading({"threads": 1}) as connection:
            for name, query in jobs.items():
                file = folder / f"{name}.parquet"
                file.parent.mkdir(exist_ok=True)
                path = str(file).replace("'", "''")
                connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        (folder / "schema.json").write_text(_described(layout), "utf-8")
    except (OSError, duckdb.Error) as error:
        raise WorkspaceError("workspace.cannot_write", file=folder, reason=error) from error


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
