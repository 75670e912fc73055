"""What a workspace says of itself: runs, decisions, what waits, what disagrees, how much there is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from graph.errors import NotPossible
from graph.records import KindCount
from graph.schema import EdgeKind, NodeKind, Schema
from graph.workspace.counting import counts_of
from graph.workspace.disputes import disagreeing, disputed
from graph.workspace.frames import frame_of
from graph.workspace.identity import DECISIONS
from graph.workspace.layout import Layout, declared, literal, quoted
from graph.workspace.source import LIVE_RUNS
from graph.workspace.store import first


@dataclass(frozen=True)
class RunReport:
    """One run: the facts of its source, its files, its rows and what its records did."""

    run: int
    command: str
    source: str
    publisher: str
    licence: str
    source_date: date | None
    universe: str
    priority: int
    undone: bool
    rows: dict[str, int]
    origins: pd.DataFrame
    counts: list[KindCount]


_RUN_FIELDS = (
    "run", "command", "source", "publisher", "licence", "source_date", "universe", "priority", "undone",
)  # fmt: skip


@dataclass(frozen=True)
class Statistics:
    """How much of everything a workspace holds: ``inferred`` nodes and edges; ``bytes`` is the size of its file."""

    nodes: dict[str, int]
    edges: dict[str, int]
    records: dict[str, int]
    inferred: int
    runs: int
    undone: int
    waiting: dict[str, int]
    conflicts: int
    decisions: int
    graph_version: int
    bytes: int


def _frame(connection: duckdb.DuckDBPyConnection, query: str) -> pd.DataFrame:
    return frame_of(connection.sql(query).to_arrow_table())


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = first(connection, query)
    return int(row[0]) if row and row[0] is not None else 0


def runs(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return all runs, newest first."""
    return _frame(
        connection,
        """SELECT r.run, command, source, publisher, licence, source_date, universe, priority,
        u.run IS NOT NULL AS undone, coalesce(created, 0) AS created, coalesce(updated, 0) AS updated,
        coalesce(unchanged, 0) AS unchanged, coalesce(waiting, 0) AS waiting
        FROM meta.run r LEFT JOIN meta.undo u USING (run)
        LEFT JOIN (SELECT run, sum(created)::BIGINT AS created, sum(updated)::BIGINT AS updated,
                   sum(unchanged)::BIGINT AS unchanged, sum(waiting)::BIGINT AS waiting FROM meta.count GROUP BY run) c
        USING (run) ORDER BY r.run DESC""",
    )


def run(connection: duckdb.DuckDBPyConnection, number: int) -> RunReport:
    """Return one run; NotPossible where there is none."""
    row = first(
        connection,
        """SELECT run, command, source, publisher, licence, source_date, universe, priority,
        run IN (SELECT run FROM meta.undo), rows FROM meta.run WHERE run = ?""",
        [number],
    )
    if row is None:
        raise NotPossible("workspace.no_run", run=number, last=_number(connection, "SELECT max(run) FROM meta.run"))
    origins = _frame(connection, f"SELECT file, sheet, digest FROM meta.origin WHERE run = {number:d} ORDER BY origin")
    told = dict(zip(_RUN_FIELDS, row[:-1], strict=True))
    return RunReport(**told, rows=json.loads(row[-1]), origins=origins, counts=counts_of(connection, number))


def check_undo(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Refuse to undo a run that does not exist or was undone."""
    if run(connection, number).undone:
        raise NotPossible("workspace.undone_already", run=number)


def newest_date(connection: duckdb.DuckDBPyConnection, schema: Schema) -> date | None:
    """Return the newest declared date of the live runs' sources, else the newest beginning of a node or edge."""
    row = first(connection, f"SELECT max(source_date) FROM {LIVE_RUNS}")
    if row and isinstance(row[0], date):
        return row[0]
    starts = [
        f"SELECT max({quoted(kind.validity.start)}) AS day FROM main.{quoted(kind.name)}"
        for kind in declared(schema)
        if kind.validity.start and kind.field(kind.validity.start).type == "date"
    ]
    row = first(connection, f"SELECT max(day) FROM ({' UNION ALL '.join(starts)})") if starts else None
    return row[0] if row and isinstance(row[0], date) else None


def append_decision(
    connection: duckdb.DuckDBPyConnection,
    layout: Layout,
    a: str,
    b: str,
    *,
    same: bool,
    who: str,
    reason: str,
    day: date,
) -> int:
    """Append a decision on two uids and return its number.

    Raises
    ------
    NotPossible
        One is unknown, both are one, they are of kinds that cannot be one, or nothing says who and why.
    """
    found = connection.execute(
        """SELECT token, kind FROM meta.token WHERE token IN ($1, $2)
        UNION SELECT uid, kind FROM meta.node WHERE uid IN ($1, $2)""",
        [a, b],
    ).fetchall()
    spaces = {str(uid): layout.space_of[str(kind)] for uid, kind in found}
    for uid in (a, b):
        if uid not in spaces:
            raise NotPossible("workspace.no_such_uid", uid=uid)
    if a == b:
        raise NotPossible("workspace.same_uid", uid=a)
    if spaces[a] != spaces[b]:
        raise NotPossible("workspace.other_space", a=a, b=b)
    if not who.strip() or not reason.strip():
        raise NotPossible("workspace.unsigned")
    number = _number(connection, "SELECT coalesce(max(decision), 0) + 1 FROM meta.decision")
    connection.execute("INSERT INTO meta.decision VALUES (?, ?, ?, ?, ?, ?, ?)", [number, a, b, same, who, reason, day])
    return number


def append_withdrawal(connection: duckdb.DuckDBPyConnection, decision: int) -> list[str]:
    """Append the withdrawal of a decision and return the two uids; NotPossible where it is not in force."""
    row = first(connection, f"SELECT a, b FROM {DECISIONS} WHERE decision = ?", [decision])
    if row is None:
        raise NotPossible("workspace.no_decision", decision=decision)
    connection.execute(
        "INSERT INTO meta.withdrawal SELECT ?, value::BIGINT + 1 FROM meta.state WHERE name = 'graph_version'",
        [decision],
    )
    return [str(row[0]), str(row[1])]


def decisions(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return all decisions."""
    return _frame(
        connection,
        """SELECT decision, a, b, same, who, reason, day,
        decision IN (SELECT decision FROM meta.withdrawal) AS withdrawn FROM meta.decision ORDER BY decision""",
    )


def renamed(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return uids that went over into another."""
    return _frame(connection, "SELECT old, new, at_version FROM meta.renamed ORDER BY at_version, old")


def waiting(connection: duckdb.DuckDBPyConnection, layout: Layout) -> pd.DataFrame:
    """Return ``kind, reason, src, dst, candidates, file, sheet, row, run``; the ends as handed in."""
    kinds = [
        str(row[0]) for row in connection.execute("SELECT DISTINCT kind FROM meta.tie WHERE key IS NULL").fetchall()
    ]
    parts = [
        f"""SELECT t.kind, t.hash, t.why AS reason, t.run, t.candidates, coalesce(r.src_name, r.src_id) AS src,
        coalesce(r.dst_name, r.dst_id) AS dst FROM meta.tie t JOIN record.{quoted(kind)} r USING (hash)
        WHERE t.kind = {literal(kind)} AND t.key IS NULL"""
        for kind in sorted(kinds)
        if kind in layout.schema.edges
    ]
    if not parts:
        parts = ["SELECT kind, hash, why AS reason, run, candidates, src, dst FROM meta.tie WHERE false"]
    return _frame(
        connection,
        f"""SELECT w.kind, reason, src, dst, candidates, coalesce(file, '') AS file, coalesce(sheet, '') AS sheet,
        s.row, w.run FROM ({" UNION ALL ".join(parts)}) w
        JOIN (SELECT kind, hash, run, min((origin, row)) AS place FROM meta.sighting GROUP BY ALL) x
          ON x.kind = w.kind AND x.hash = w.hash AND x.run = w.run
        JOIN meta.sighting s ON s.kind = w.kind AND s.hash = w.hash AND s.run = w.run AND (s.origin, s.row) = x.place
        LEFT JOIN meta.origin o ON o.run = s.run AND o.origin = s.origin
        ORDER BY w.kind, w.run, file, sheet, s.row, src, dst""",
    )


def conflicts(connection: duckdb.DuckDBPyConnection, layout: Layout, kind: str | None = None) -> pd.DataFrame:
    """Return ``kind, id, field, value, source, source_date, run, won``, a row for each value of a disputed field."""
    kinds = [layout.schema.kind(kind)] if kind else declared(layout.schema)
    parts = [disagreeing(each) for each in kinds if each.fields]
    return _frame(
        connection,
        f"""SELECT c.kind, c.id, c.field, c.value, r.source, r.source_date, c.run, c.won
        FROM (SELECT DISTINCT * FROM ({" UNION ALL ".join(f"({part})" for part in parts)})) c
        JOIN meta.run r USING (run) ORDER BY c.kind, c.id, c.field, c.won DESC, c.run, c.value""",
    )


def duplicates(connection: duckdb.DuckDBPyConnection, layout: Layout) -> pd.DataFrame:
    """Return ``space, name, uid, kind, region``: nodes of one space under one normalised name, several of them."""
    spaces = " ".join(
        f"WHEN {literal(kind)} THEN {literal(layout.space_of[kind])}"
        for kind in layout.schema.nodes
        if layout.joins_by_name(kind)
    )
    if not spaces:
        return _frame(connection, "SELECT '' AS space, '' AS name, uid, kind, region FROM meta.node WHERE false")
    return _frame(
        connection,
        f"""WITH called AS (SELECT DISTINCT CASE n.kind {spaces} END AS space, n.norm AS name, e.uid
                            FROM meta.name n JOIN meta.entity e USING (kind, hash))
        SELECT c.space, c.name, c.uid, n.kind, n.region FROM called c JOIN meta.node n USING (uid)
        WHERE c.space IS NOT NULL
        -- a decision that they are not one settles the question
        QUALIFY count(*) OVER (PARTITION BY c.space, c.name) > 1
        AND (SELECT count(*) FROM {DECISIONS} d WHERE NOT d.same AND (d.a = c.uid OR d.b = c.uid)) = 0
        ORDER BY c.space, c.name, c.uid""",
    )


def statistics(connection: duckdb.DuckDBPyConnection, layout: Layout, file: Path) -> Statistics:
    """Count everything; kinds without rows are left out."""

    def counted(space: str, kinds: dict[str, NodeKind] | dict[str, EdgeKind]) -> dict[str, int]:
        found = {kind: _number(connection, f"SELECT count(*) FROM {space}.{quoted(kind)}") for kind in kinds}
        return {kind: count for kind, count in found.items() if count}

    nodes, edges = layout.schema.nodes, layout.schema.edges
    waits = connection.execute(
        "SELECT why, count(*) FROM meta.tie WHERE key IS NULL GROUP BY why ORDER BY why"
    ).fetchall()
    return Statistics(
        nodes=counted("main", nodes),
        edges=counted("main", edges),
        records=counted("record", nodes) | counted("record", edges),
        inferred=sum(
            _number(connection, f"SELECT count(*) FROM main.{quoted(kind.name)} WHERE inferred")
            for kind in declared(layout.schema)
        ),
        runs=_number(connection, "SELECT count(*) FROM meta.run"),
        undone=_number(connection, "SELECT count(*) FROM meta.undo"),
        waiting={str(why): int(count) for why, count in waits},
        conflicts=sum(
            _number(connection, f"SELECT sum(fields) FROM ({disputed(kind)})")
            for kind in declared(layout.schema)
            if kind.fields
        ),
        decisions=_number(connection, f"SELECT count(*) FROM {DECISIONS}"),
        graph_version=_number(connection, "SELECT value::BIGINT FROM meta.state WHERE name = 'graph_version'"),
        bytes=file.stat().st_size,
    )
