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
        f"""CREATE OR REPLACE TEMP TABLE t_fate AS
        WITH seen AS (SELECT s.kind, s.hash, s.origin, s.row, k.hash IS NOT NULL AS known, e.uid AS id,
                      h.uid IS NOT NULL AS stood, false AS waits
                      FROM meta.sighting s JOIN meta.entity e USING (kind, hash)
                      LEFT JOIN t_known k USING (kind, hash) LEFT JOIN (SELECT DISTINCT uid FROM t_had) h ON h.uid = e.uid
                      WHERE s.run = {run}
                      UNION ALL
                      SELECT s.kind, s.hash, s.origin, s.row, k.hash IS NOT NULL, t.key, h.key IS NOT NULL, t.key IS NULL
                      FROM meta.sighting s JOIN meta.tie t USING (kind, hash)
                      LEFT JOIN t_known k USING (kind, hash) LEFT JOIN (SELECT DISTINCT key FROM t_had_key) h ON h.key = t.key
                      WHERE s.run = {run}),
        again AS (SELECT *, known OR row_number() OVER (PARTITION BY kind, hash ORDER BY origin, row) > 1 AS repeated FROM seen),
        placed AS (SELECT *, row_number() OVER (PARTITION BY id, repeated ORDER BY kind, origin, row, hash) AS place
                   FROM again)
        SELECT kind, CASE WHEN waits THEN 'waiting' WHEN repeated THEN 'unchanged'
                          WHEN NOT stood AND place = 1 THEN 'created' ELSE 'updated' END AS fate
        FROM placed"""
    )
    connection.execute(
        f"""INSERT INTO meta.count SELECT {run}, kind, count(*) FILTER (fate = 'created'),
        count(*) FILTER (fate = 'updated'), count(*) FILTER (fate = 'unchanged'), count(*) FILTER (fate = 'waiting')
        FROM t_fate GROUP BY kind ORDER BY kind"""
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
