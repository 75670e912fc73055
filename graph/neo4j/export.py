"""The graph as CSV files for ``neo4j-admin database import full``: the way in for tens of millions of edges."""

from __future__ import annotations

import csv
import os
import secrets
import shlex
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from graph.errors import UsageError
from graph.neo4j import statements
from graph.neo4j.marker import COMPLETE, Description, describe, templates_text, workspace_id
from graph.neo4j.model import (
    BROUGHT,
    OURS,
    SINCE,
    SOURCE_COUNT,
    SOURCES,
    UNIVERSE,
    UNTIL,
    VERSION,
    WORKSPACE,
    shape_of,
)
from graph.neo4j.print_files import count_on_prints, prints_file
from graph.neo4j.rows import MEMORY, Outgoing
from graph.schema import EdgeKind, NodeKind
from graph.workspace import Workspace
from graph.workspace.faults import writing_files
from graph.workspace.layout import Layout, declared, literal

CELLS = 2_000_000  # that are put in order at once: rows of many columns in smaller parts
ENTRIES = "\x1f"  # between the entries of a list; no text of a table holds it
COMMAND = "import.args"  # arguments of neo4j-admin, one a line
AFTER = "after-import.cypher"
_EXPORTED = "export"  # begins the token of an export, which no push followed yet

_TYPES = {"VARCHAR": "string", "DATE": "date", "INTEGER": "long", "BIGINT": "long", "DOUBLE": "double",
          "BOOLEAN": "boolean", "VARCHAR[]": "string[]", "DECIMAL(18,2)": "double"}  # fmt: skip
_BESIDE = {SINCE: "date", UNTIL: "date", UNIVERSE: "string", SOURCES: "string[]",
           SOURCE_COUNT: "long", VERSION: "long"}  # fmt: skip


def export_csv(workspace: Workspace, folder: Path) -> list[str]:
    """Write one file a kind, the arguments for ``neo4j-admin`` and the statements to run afterwards.

    Parameters
    ----------
    workspace : Workspace
        Whose graph.
    folder : Path
        Where to; made if need be.

    Returns
    -------
    list of str
        The arguments after ``neo4j-admin``: run from any folder, they load the database ``neo4j``.

    Raises
    ------
    UsageError
        The folder's path has a comma.
    WorkspaceError
        The folder, or the workspace's own, cannot be written.
    """
    name = workspace_id(workspace)
    folder = readable(folder)
    count_on_prints(workspace)
    with workspace.store.reading({"memory_limit": MEMORY}) as connection, writing_files(folder):
        folder.mkdir(parents=True, exist_ok=True)
        described = describe(connection, workspace)
        outgoing = Outgoing(connection, Layout(workspace.schema), described.version)
        outgoing.choose_all()
        kinds = [kind.name for kind in declared(workspace.schema) if outgoing.waiting(kind.name)]
        written = [_write(connection, outgoing, workspace.schema.kind(kind), folder, name) for kind in kinds]
        written.append(_write_marker(workspace, outgoing, described, folder, name))
        arguments = arguments_of(written)
        (folder / COMMAND).write_text("\n".join(arguments) + "\n", "utf-8")
        made = statements.constraints() | statements.indexes(workspace.schema, kinds)
        after = [*made.values(), statements.AWAIT]
        (folder / AFTER).write_text("".join(f"{statement};\n" for statement in after), "utf-8")
    return arguments


def readable(folder: Path) -> Path:
    """Return the whole path of a folder; UsageError where ``neo4j-admin`` would take it for several."""
    whole = folder.resolve()
    if "," in str(whole):
        raise UsageError("neo4j_graph.comma", folder=whole)
    return whole


def arguments_of(written: Sequence[str]) -> list[str]:
    """Return the arguments of ``neo4j-admin`` that load files, each named as it wants them."""
    return [
        "database", "import", "full", "neo4j", "--overwrite-destination=true", "--array-delimiter=U+001F",
        "--multiline-fields=true", *written,
    ]  # fmt: skip


def command_line(arguments: list[str]) -> str:
    """Return the arguments as one line for a shell; that of Windows takes no single quotes."""
    return (subprocess.list2cmdline if os.name == "nt" else shlex.join)(["neo4j-admin", *arguments])


def _write(
    connection: duckdb.DuckDBPyConnection, outgoing: Outgoing, kind: NodeKind | EdgeKind, folder: Path, workspace: str
) -> str:
    """Write the rows of a kind; return the argument that names the file, or the files of a large one."""
    shape = shape_of(kind)
    head = ["uid:ID"] if shape.is_node else ["key:string", ":START_ID", ":END_ID"]
    values = [f"{column.name}:{_TYPES[column.type]}" for column in shape.values]
    beside = [f"{column}:{_BESIDE[column]}" for column in shape.beside]
    names = [*head, *values, *beside, f"{BROUGHT}:string[]"]
    columns = [f"c{place}" for place in range(len(names) - 1)]
    lists = {place for place, title in enumerate(names) if title.endswith("[]")}
    listed = [
        f"array_to_string({column}, chr(31)) AS {_titled(title)}" if place in lists else f"{column} AS {_titled(title)}"
        for place, (column, title) in enumerate(zip(columns, names, strict=False))
    ]
    files = []
    for number, query in enumerate(outgoing.queries(kind, max(1, CELLS // len(names)))):
        file = folder / (f"{kind.name}-{number}.csv" if number else f"{kind.name}.csv")
        rows = f"""SELECT {", ".join(listed)}, {literal(workspace)} AS {_titled(names[-1])}
        FROM ({query}) rows({", ".join(columns)}) ORDER BY c0"""
        header = "false" if number else "true"  # the first file's counts for all
        connection.execute(
            f"COPY ({rows}) TO {literal(str(file))} (HEADER {header}, QUOTE '\"', ESCAPE '\"', FORCE_QUOTE *)"
        )
        files.append(str(file))
    given = ",".join(files)
    return f"--nodes={kind.name}:{OURS}={given}" if shape.is_node else f"--relationships={kind.name}={given}"


def _drop_earlier(kept: Path) -> None:
    """Drop the prints of earlier exports: those that were imported and pushed to since have others by now.

    A push to one that was imported and not pushed to yet sends everything.
    """
    for file in kept.parent.glob(f"*-{_EXPORTED}*"):
        if file != kept:
            file.unlink(missing_ok=True)


def _write_marker(workspace: Workspace, outgoing: Outgoing, described: Description, folder: Path, name: str) -> str:
    """Write the mark of a complete push, and keep its prints, so that what is imported counts as pushed."""
    database, token = secrets.token_hex(6), _EXPORTED + secrets.token_hex(8)
    kept = prints_file(workspace, database, token)
    outgoing.write_prints(kept)
    _drop_earlier(kept)
    nodes, edges = outgoing.count()
    told = described.properties(templates_text(workspace), workspace.schema, push=token, nodes=nodes, edges=edges)
    # a declaration that is none of ours: the next push makes the constraints that an import cannot bring
    told |= {"declared": ""}
    told |= {"id": name, "name": workspace.name, "home": workspace.settings.home, "database": database,
             "state": COMPLETE, "stale": False, "joined": 0}  # fmt: skip
    file = folder / f"{WORKSPACE}.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow([":ID", *(f"{title}:{_type_of(value)}" for title, value in told.items())])
        writer.writerow([f"workspace {name}", *(_cell(value) for value in told.values())])
    return f"--nodes={WORKSPACE}={file}"


def _type_of(value: object) -> str:
    if isinstance(value, list):
        return "long[]" if value and all(isinstance(entry, int) for entry in value) else "string[]"
    kinds = {bool: "boolean", int: "long", date: "date"}
    return kinds.get(type(value), "string")


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ENTRIES.join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _titled(text: str) -> str:
    """Return a heading in SQL quotes."""
    return '"' + text.replace('"', '""') + '"'
