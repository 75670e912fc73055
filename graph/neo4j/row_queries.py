"""The queries that read rows for Neo4j from a workspace's file: declared columns, validity, and what the sightings say.

They stand on ``t_send`` (kind, id, version), which :class:`graph.neo4j.rows.Outgoing` makes.
"""

from __future__ import annotations

from graph.neo4j.model import Shape, shape_of
from graph.neo4j.prints import in_part
from graph.schema import EdgeKind, NodeKind
from graph.workspace.frames import FACTS_SHOWN
from graph.workspace.layout import literal, quoted
from graph.workspace.source import LIVE_RUNS, SPEAKS


def write_query(kind: NodeKind | EdgeKind, part: int, parts: int) -> str:
    """Write the query that gives one of so many parts of the rows of a kind in ``t_send``, as ``Shape`` orders their columns."""
    shape = shape_of(kind)
    this = literal(kind.name)
    send = f"(SELECT rowid AS n, id, version FROM t_send WHERE kind = {this} AND {in_part('id', part, parts)})"
    listed = ", ".join(f"f.{quoted(name)}" for name in shape.head)
    columns = "".join(f", {_shown(column.name, column.type)}" for column in shape.values)
    universe = ", u.universe" if shape.is_node else ""
    return f"""WITH send AS MATERIALIZED {send}, {_places(shape)}
    SELECT {listed}{columns}, {_day(kind, kind.validity.start)}, {_day(kind, kind.validity.end)}{universe},
    p.places, coalesce(p.total, 0), send.version
    FROM main.{quoted(kind.name)} f JOIN send ON send.id = f.{quoted(shape.head[0])}
    LEFT JOIN listed p ON p.n = send.n
    {"LEFT JOIN universes u ON u.n = send.n" if shape.is_node else "ORDER BY f.src"}"""


def _places(shape: Shape) -> str:
    """Write ``listed`` (n, places, total) and ``universes``: what the sightings say of the rows numbered in ``send``."""
    if shape.is_node:
        records = "SELECT n, kind, hash FROM meta.entity JOIN send ON send.id = uid"
    else:
        this = literal(shape.kind.name)
        records = f"SELECT n, kind, hash FROM meta.tie JOIN send ON send.id = key WHERE kind = {this}"
    universes = """, universes AS (
      SELECT n, arg_max(universe, (priority, coalesce(source_date, DATE '0001-01-01'), run)) AS universe
      FROM sighted WHERE universe <> '' GROUP BY n)"""
    # a place is told once for all its rows, and only where several runs or rows are named is there an order to keep
    return f"""records AS ({records}),
    runs AS MATERIALIZED (SELECT run, universe, priority, source_date, row_number() OVER (ORDER BY {SPEAKS}) AS turn
                          FROM {LIVE_RUNS}),
    origins AS MATERIALIZED (
      SELECT run, origin, '[' || to_json(file) || ',' || to_json(sheet) || ',' AS told,
      CASE WHEN file = '' AND sheet = '' THEN 0 ELSE dense_rank() OVER (ORDER BY file, sheet) END AS spot
      FROM (SELECT run, origin, coalesce(file, '') AS file, coalesce(sheet, '') AS sheet FROM meta.origin)),
    sighted AS (SELECT n, coalesce(spot, 0) AS spot, coalesce(told, '["","",') AS told, row, run, turn, universe,
                priority, source_date FROM records JOIN meta.sighting USING (kind, hash) JOIN runs USING (run)
                LEFT JOIN origins USING (run, origin)),
    once AS (SELECT n, spot, row, min_by(run, turn) AS run, any_value(told) AS told
             FROM sighted GROUP BY n, spot, row),
    placed AS (SELECT n, run, spot, row, told || coalesce(row::VARCHAR, 'null') || ',' || run || ']' AS place
               FROM once),
    counted AS (SELECT n, any_value(place) AS place, count(*) AS total FROM placed GROUP BY n),
    several AS (SELECT n, list(place ORDER BY run, spot, row)[:{FACTS_SHOWN}] AS places FROM placed
                SEMI JOIN (SELECT n FROM counted WHERE total > 1) USING (n) GROUP BY n),
    listed AS (SELECT n, coalesce(places, [place]) AS places, total
               FROM counted LEFT JOIN several USING (n)){universes if shape.is_node else ""}"""


def _shown(name: str, kind: str) -> str:
    """Write a column as Neo4j keeps it: money as a floating number of yuan, no empty entries in lists."""
    value = f"f.{quoted(name)}"
    if kind.startswith("DECIMAL"):
        return f"CAST({value} AS DOUBLE)"
    if kind.endswith("[]"):
        return f"list_filter({value}, lambda entry: entry IS NOT NULL)"
    return value


def _day(kind: NodeKind | EdgeKind, bound: str | None) -> str:
    """Write a bound of validity as a day; a year stands for its first day."""
    if bound is None:
        return "NULL::DATE"
    value = f"f.{quoted(bound)}"
    return value if kind.field(bound).type == "date" else f"make_date({value}::BIGINT, 1, 1)"
