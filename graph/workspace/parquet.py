"""A snapshot as a folder of Parquet files, the same bytes for the same snapshot."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypedDict

import duckdb
import pandas as pd
import pyarrow as pa
from pydantic import ValidationError

from graph.chains.template import ChainTemplate
from graph.errors import WorkspaceError
from graph.schema import EdgeKind, NodeKind, Schema
from graph.settings import Settings
from graph.workspace.faults import writing_files
from graph.workspace.frames import FACT_COLUMNS, Source, arrow_type, empty, frame_of, shown_columns
from graph.workspace.layout import declared

DESCRIPTION = "snapshot.json"
LAYOUT = 2  # version of the folder's layout


def write_snapshot(
    source: Source,
    folder: Path,
    *,
    schema: Schema,
    settings: Settings,
    templates: Mapping[str, ChainTemplate],
    as_of: date,
) -> None:
    """Write tables, facts, runs, settings, templates and declarations; kinds without rows are left out."""
    # first: settings that cannot be told spoil no export that is there
    description = _described(schema, settings, templates, as_of)
    with writing_files(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / DESCRIPTION).unlink(missing_ok=True)  # until all is there, no folder passes for a snapshot
        ids = _write_kinds(schema, source, folder)
        _write(folder / "facts.parquet", _facts(source, ids))
        _write(folder / "runs.parquet", _runs(source))
        universes = sorted(source.universes(ids).items())
        columns = {"uid": [uid for uid, _ in universes], "universe": [name for _, name in universes]}
        _write(folder / "universes.parquet", pa.table({name: pa.array(v, pa.string()) for name, v in columns.items()}))
        (folder / DESCRIPTION).write_text(description, "utf-8")


def _described(schema: Schema, settings: Settings, templates: Mapping[str, ChainTemplate], as_of: date) -> str:
    description = {
        "layout": LAYOUT,
        "as_of": as_of.isoformat(),
        "settings": settings.told_elsewhere(),
        "templates": {name: template.model_dump(mode="json") for name, template in sorted(templates.items())},
        "nodes": [kind.model_dump(mode="json") for kind in schema.nodes.values()],
        "edges": [kind.model_dump(mode="json") for kind in schema.edges.values()],
    }
    return json.dumps(description, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _write_kinds(schema: Schema, source: Source, folder: Path) -> list[str]:
    ids: list[str] = []
    for kind in declared(schema):
        columns = [column.name for column in shown_columns(kind)]
        table = source.table(kind.name, columns)
        place = folder / ("nodes" if isinstance(kind, NodeKind) else "edges")
        place.mkdir(exist_ok=True)
        file = place / f"{kind.name}.parquet"
        if table.num_rows == 0:
            file.unlink(missing_ok=True)
            continue
        _write(file, table)
        ids += table.column(columns[0]).to_pylist()
    return ids


def _write(file: Path, table: pa.Table) -> None:
    # DuckDB writes row groups in order and stores no time of writing; one thread keeps their cut the same
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("rows_to_write", table)
        connection.execute(
            f"COPY rows_to_write TO '{str(file).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, COMPRESSION zstd)"
        )


_FACT_TYPES = {
    "id": pa.string(), "file": pa.string(), "sheet": pa.string(), "row": pa.int64(), "run": pa.int64(),
    "source": pa.string(), "source_date": pa.date32(), "total": pa.int64(),
}  # fmt: skip
_RUN_TYPES = {
    "run": pa.int64(), "source": pa.string(), "publisher": pa.string(), "licence": pa.string(),
    "source_date": pa.date32(), "universe": pa.string(), "priority": pa.int64(),
}  # fmt: skip


def _facts(source: Source, ids: Sequence[str]) -> pa.Table:
    return _arrow(source.facts(sorted(ids)), _FACT_TYPES)


def _runs(source: Source) -> pa.Table:
    return _arrow(source.runs(), _RUN_TYPES)


def _arrow(frame: pd.DataFrame, types: dict[str, pa.DataType]) -> pa.Table:
    return pa.table({name: pa.Array.from_pandas(frame[name]).cast(kind) for name, kind in types.items()})


class Parts(TypedDict):
    """What a snapshot is made of."""

    source: Source
    schema: Schema
    settings: Settings
    templates: Mapping[str, ChainTemplate]
    as_of: date


def read_snapshot(folder: Path) -> Parts:
    """Return the parts of the snapshot in a folder; WorkspaceError where it is none, or of a newer layout."""
    file = folder / DESCRIPTION
    try:
        data = json.loads(file.read_text("utf-8"))
        if data["layout"] > LAYOUT:
            raise WorkspaceError("workspace.newer", file=file, found=data["layout"], known=LAYOUT)
        nodes = [NodeKind(**kind) for kind in data["nodes"]]
        edges = [EdgeKind(**kind) for kind in data["edges"]]
        schema = Schema({kind.name: kind for kind in nodes}, {kind.name: kind for kind in edges})
        return Parts(
            source=ParquetSource(folder, schema, marked=data["layout"] > 1),
            schema=schema,
            settings=Settings.from_elsewhere(data["settings"]),
            templates={name: ChainTemplate(**template) for name, template in data["templates"].items()},
            as_of=date.fromisoformat(data["as_of"]),
        )
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise WorkspaceError("workspace.no_snapshot", file=file, reason=error) from error


class ParquetSource:
    """Tables of a snapshot from a folder of Parquet files.

    Where nodes are not ``marked``, as in folders of layout 1, all of them count as stated.
    """

    def __init__(self, folder: Path, schema: Schema, *, marked: bool) -> None:
        self._folder = folder
        self._schema = schema
        self._marked = marked
        self._facts: pd.DataFrame | None = None

    def table(self, kind: str, columns: Sequence[str]) -> pa.Table:
        """Return these columns of a kind."""
        declared = self._schema.kind(kind)
        place = "nodes" if isinstance(declared, NodeKind) else "edges"
        file = self._folder / place / f"{kind}.parquet"
        if not file.is_file():
            return empty(declared, columns)
        types = {column.name: arrow_type(column) for column in shown_columns(declared)}
        lacking = {} if place == "edges" or self._marked else {"inferred": False, "confidence": None}
        table = self._read(file, [name for name in columns if name not in lacking])
        for name, value in lacking.items():
            if name in columns:
                table = table.append_column(name, pa.array([value] * len(table), types[name]))
        return table.select(list(columns)).cast(pa.schema([(name, types[name]) for name in columns]))

    def _read(self, file: Path, columns: Sequence[str] | None = None) -> pa.Table:
        import pyarrow.parquet as pq  # costs every other question a fifth of a second

        try:
            return pq.read_table(file, columns=None if columns is None else list(columns))
        except (OSError, pa.ArrowException) as error:
            raise WorkspaceError("workspace.no_snapshot", file=file, reason=error) from error

    def facts(self, ids: Sequence[str]) -> pd.DataFrame:
        """Return the places behind the ids."""
        if self._facts is None:
            self._facts = frame_of(self._read(self._folder / "facts.parquet", FACT_COLUMNS))
        return self._facts[self._facts["id"].isin(ids)].reset_index(drop=True)

    def runs(self) -> pd.DataFrame:
        """Return the runs."""
        return frame_of(self._read(self._folder / "runs.parquet"))

    def universes(self, uids: Sequence[str]) -> dict[str, str]:
        """Return the declared universes."""
        table = self._read(self._folder / "universes.parquet")
        known = dict(zip(table.column("uid").to_pylist(), table.column("universe").to_pylist(), strict=True))
        return {uid: known[uid] for uid in uids if uid in known}
