"""How a run or its undoing changed the graph, counted per kind so that the numbers add up."""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb

from graph.records import KindCount


@dataclass(frozen=True)
class Undone:
    """What the undoing of a run did to the records of one kind: ``records`` = ``removed`` + ``kept``.

    ``kept`` are seen by another run as well.
    """

    kind: str
    records: int
    removed: int
    kept: int


def count_run(connection: duckdb.DuckDBPyConnection, run: int) -> list[KindCount]:
    """Count the records of a run by what they did, and keep the counts with the run.

    A record made a node or edge (created), is the first to say something new of one that stood (updated), was known
    already or stands twice among those handed over (unchanged), or is an edge with an end unknown (waiting). What is
    told of edges joined and of loops beside is not kept.
    """
    connection.execute(
        f"""INSERT INTO meta.count
        WITH handed AS (SELECT kind, hash, count(*) AS times FROM meta.sighting WHERE run = {run} GROUP BY kind, hash),
        seen AS (SELECT s.kind, s.times, k.hash IS NOT NULL AS known, e.uid AS id, h.uid IS NOT NULL AS stood, false AS waits
                 FROM handed s JOIN meta.entity e USING (kind, hash) LEFT JOIN t_known k USING (kind, hash)
                 LEFT JOIN (SELECT DISTINCT uid FROM t_had) h ON h.uid = e.uid
                 UNION ALL
                 SELECT s.kind, s.times, k.hash IS NOT NULL, t.key, h.key IS NOT NULL, t.key IS NULL
                 FROM handed s JOIN meta.tie t USING (kind, hash) LEFT JOIN t_known k USING (kind, hash)
                 LEFT JOIN (SELECT DISTINCT key FROM t_had_key) h ON h.key = t.key),
        -- of new records of one thing the first makes it, whatever their number
        made AS (SELECT kind, count(*) AS created FROM
                 (SELECT min(kind) AS kind FROM seen WHERE NOT known AND NOT waits AND NOT stood GROUP BY id) GROUP BY kind),
        told AS (SELECT kind, count(*) FILTER (NOT waits AND NOT known) AS fresh,
                 sum(times) FILTER (NOT waits) AS standing, sum(times) FILTER (waits) AS waiting FROM seen GROUP BY kind)
        SELECT {run}, kind, coalesce(created, 0), fresh - coalesce(created, 0), coalesce(standing, 0) - fresh,
        coalesce(waiting, 0) FROM told LEFT JOIN made USING (kind) ORDER BY kind"""
    )
    return _with_ties(connection, run, counts_of(connection, run))


def _with_ties(connection: duckdb.DuckDBPyConnection, run: int, counts: list[KindCount]) -> list[KindCount]:
    """Add the edges that will never join because both ends are one, and those that waited and stand now."""
    loops = connection.execute(
        """SELECT s.kind, count(*) FROM meta.sighting s JOIN meta.tie t USING (kind, hash)
        WHERE s.run = ? AND t.why = 'self_loop' GROUP BY s.kind""",
        [run],
    ).fetchall()
    joined = connection.execute(
        """SELECT kind, count(*) FROM (SELECT DISTINCT kind, hash FROM t_waited) w JOIN meta.tie t USING (kind, hash)
        WHERE t.key IS NOT NULL GROUP BY kind"""
    ).fetchall()
    known = {count.kind: count for count in counts}
    for name, rows in (("loops", loops), ("joined", joined)):
        for kind, number in rows:
            known[kind] = replace(known.get(kind, KindCount(kind)), **{name: number})
    return [known[kind] for kind in sorted(known)]


def counts_of(connection: duckdb.DuckDBPyConnection, run: int) -> list[KindCount]:
    """Return the counts kept with a run."""
    rows = connection.execute(
        "SELECT kind, created, updated, unchanged, waiting FROM meta.count WHERE run = ? ORDER BY kind", [run]
    ).fetchall()
    return [KindCount(*row) for row in rows]


def count_undo(connection: duckdb.DuckDBPyConnection) -> list[Undone]:
    """Count the records in ``t_hit`` that still live and those that do not."""
    rows = connection.execute(
        """SELECT h.kind, count(*), count(*) FILTER (l.hash IS NULL), count(l.hash)
        FROM t_hit h LEFT JOIN t_live l USING (kind, hash) GROUP BY h.kind ORDER BY h.kind"""
    ).fetchall()
    return [Undone(*row) for row in rows]
