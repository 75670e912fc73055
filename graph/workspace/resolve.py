"""Which nodes the ends of edges, and the owners of owned nodes, mean.

By identifier; else by exact normalised or former name among the kinds and roles allowed there, if that is unique in
the home district, then in the country. An end that means nothing yet, or several things, waits.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from graph.workspace.layout import ALIAS, WEAK, Layout, literal

CANDIDATES = 10  # so many are listed where an end is ambiguous


def _ask(edge: str, side: str, token: str, norm: str, wanted: str) -> str:
    """Write the number that stands for one question: the md5 of a text that no two questions share."""
    parts = (f"coalesce(strlen({part}), -1), ':', {part}" for part in (token, norm, wanted))
    return f"md5_number(concat({edge}, '.{side}|', {', '.join(parts)}))"


def register_allowed(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """Make ``t_allowed`` (edge, side, kind): kinds and roles that may stand at an end."""
    rows = [
        (edge.name, side, kind)
        for edge in layout.schema.edges.values()
        for side, end in (("src", edge.src), ("dst", edge.dst))
        for kind in sorted({*end.kinds, *end.roles})
    ]
    connection.register("allowed_rows", pd.DataFrame(rows, columns=["edge", "side", "kind"], dtype="str"))
    connection.execute("CREATE OR REPLACE TEMP TABLE t_allowed AS SELECT * FROM allowed_rows")
    connection.unregister("allowed_rows")


def register_roles(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """Make ``t_stands`` (uid, kind): the kind of every node and the kinds that it has as roles."""
    parts = ["SELECT uid, kind FROM meta.node"]
    for name, targets in layout.role_targets().items():
        values = ", ".join(f"({literal(uid)}, {literal(kind)})" for uid, kind in targets.items())
        parts.append(f'SELECT e.src, r.kind FROM fold."{name}" e JOIN (VALUES {values}) r(uid, kind) ON r.uid = e.dst')
    connection.execute(f"CREATE OR REPLACE TEMP TABLE t_stands AS {' UNION '.join(parts)}")


def resolve(connection: duckdb.DuckDBPyConnection, home: str) -> None:
    """Answer ``t_ask`` (ask, edge, side, token, scheme, norm, wanted) by ``t_answer`` (ask, uid, why, candidates)."""
    # a node called by the token itself goes before all others that bear it
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_chosen AS
        WITH hits AS MATERIALIZED (
          SELECT a.ask, e.uid, e.uid = a.token AS itself
          FROM t_ask a JOIN meta.token t USING (token) JOIN meta.entity e ON e.kind = t.kind AND e.hash = t.hash
          WHERE t.pos <= {ALIAS}),
        own AS (SELECT ask, any_value(uid) AS uid FROM hits WHERE itself GROUP BY ask)
        SELECT ask, uid FROM own UNION ALL SELECT DISTINCT ask, uid FROM hits ANTI JOIN own USING (ask)"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_named AS
        WITH named AS (SELECT DISTINCT a.ask, a.token, a.scheme, e.uid
                       FROM t_ask a JOIN meta.name n USING (norm)
                       JOIN meta.entity e ON e.kind = n.kind AND e.hash = n.hash
                       ANTI JOIN t_chosen c ON c.ask = a.ask)
        SELECT ask, uid FROM named WHERE token IS NULL OR scheme = ''
        UNION ALL
        -- a name does not outweigh another code of the same register
        SELECT ask, uid FROM named ANTI JOIN
        (SELECT e.uid, t.scheme FROM meta.entity e SEMI JOIN named USING (uid)
         JOIN meta.token t USING (kind, hash) WHERE t.pos < {WEAK}) other USING (uid, scheme)
        WHERE token IS NOT NULL AND scheme <> ''"""
    )
    # ``one`` and ``near_one`` are looked at only where there is no other
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_answer AS
        WITH fits AS (SELECT DISTINCT a.ask, c.uid, c.coded
                      FROM (SELECT ask, uid, true AS coded FROM t_chosen
                            UNION ALL SELECT ask, uid, false FROM t_named) c
                      JOIN t_ask a USING (ask) JOIN t_stands s ON s.uid = c.uid
                      SEMI JOIN t_allowed w ON w.edge = a.edge AND w.side = a.side AND w.kind = s.kind
                      WHERE a.wanted IS NULL OR a.wanted = s.kind),
        placed AS (SELECT f.*, NOT coded AND starts_with(n.region, {literal(home)}) IS TRUE AS here
                   FROM fits f JOIN meta.node n USING (uid)),
        told AS (SELECT ask, count(*) AS n, count(*) FILTER (here) AS near, any_value(uid) AS one,
                 any_value(uid) FILTER (here) AS near_one FROM placed GROUP BY ask),
        listed AS (SELECT ask, list(uid ORDER BY uid)[1:{CANDIDATES}] AS candidates
                   FROM placed SEMI JOIN (SELECT ask FROM told WHERE n > 1 AND near <> 1) several USING (ask)
                   GROUP BY ask),
        reached AS (SELECT ask FROM t_chosen UNION SELECT ask FROM t_named)
        SELECT a.ask, CASE WHEN t.near = 1 THEN t.near_one WHEN t.n = 1 THEN t.one END AS uid,
        CASE WHEN t.near = 1 OR t.n = 1 THEN NULL WHEN t.n > 1 THEN 'ambiguous'
             WHEN r.ask IS NOT NULL THEN 'wrong_kind'
             WHEN a.token IS NULL AND a.norm IS NULL THEN 'empty' ELSE 'unknown' END AS why,
        coalesce(c.candidates, []) AS candidates
        FROM t_ask a LEFT JOIN told t USING (ask) LEFT JOIN listed c USING (ask) LEFT JOIN reached r USING (ask)"""
    )


def resolve_owners(connection: duckdb.DuckDBPyConnection, layout: Layout, home: str, kind: str) -> None:
    """Give the records in ``t_seed`` of an owned kind the tokens that rest on whom they belong to."""
    owner = layout.owner(kind)
    if owner is None:
        return
    this = literal(kind)
    edge, side = owner
    ask = _ask(literal(edge), side, "src_token", "src_norm", "src_kind")
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_ask AS
        SELECT DISTINCT {ask} AS ask, {literal(edge)} AS edge, {literal(side)} AS side, src_token AS token,
        src_scheme AS scheme, src_norm AS norm, src_kind AS wanted
        FROM meta.link SEMI JOIN t_seed USING (kind, hash) WHERE kind = {this}"""
    )
    resolve(connection, home)
    none = " AND ".join(f"r.{i.field} IS NULL" for i in layout.identifiers(kind)) or "true"
    connection.execute(
        f"""DELETE FROM meta.token WHERE kind = {this} AND pos = {WEAK}
        AND hash IN (SELECT hash FROM t_seed WHERE kind = {this})"""
    )
    connection.execute(
        f"""INSERT INTO meta.token SELECT l.kind, l.hash, '', {literal(layout.weak_prefix(kind))}
        || left(md5(concat(coalesce(w.uid, l.src_token, l.src_norm, ''), chr(31), l.tail)), 16), {WEAK}
        FROM meta.link l SEMI JOIN t_seed USING (kind, hash) JOIN record."{kind}" r USING (hash)
        JOIN t_answer w ON w.ask = {ask} WHERE l.kind = {this} AND {none}"""
    )


def resolve_edges(connection: duckdb.DuckDBPyConnection, layout: Layout, home: str) -> None:
    """Make ``t_tie`` (kind, hash, src, dst, key, why, candidates, run) for the edge records in ``t_edge``."""
    src = _ask("kind", "src", "src_token", "src_norm", "src_kind")
    dst = _ask("kind", "dst", "dst_token", "dst_norm", "dst_kind")
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_linked AS
        SELECT l.*, e.run, {src} AS src_ask, {dst} AS dst_ask FROM meta.link l JOIN t_edge e USING (kind, hash)"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_ask AS
        SELECT DISTINCT src_ask AS ask, kind AS edge, 'src' AS side, src_token AS token, src_scheme AS scheme,
        src_norm AS norm, src_kind AS wanted FROM t_linked
        UNION SELECT dst_ask, kind, 'dst', dst_token, dst_scheme, dst_norm, dst_kind FROM t_linked"""
    )
    resolve(connection, home)
    undirected = [literal(edge.name) for edge in layout.schema.edges.values() if not edge.directed]
    swapped = f"l.kind IN ({', '.join(undirected)}) AND s.uid > d.uid" if undirected else "false"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_tie AS
        WITH ended AS (
          SELECT l.kind, l.hash, l.run, l.tail,
          CASE WHEN {swapped} THEN d.uid ELSE s.uid END AS src, CASE WHEN {swapped} THEN s.uid ELSE d.uid END AS dst,
          CASE WHEN s.why IS NOT NULL THEN 'src_' || s.why WHEN d.why IS NOT NULL THEN 'dst_' || d.why
               WHEN s.uid = d.uid THEN 'self_loop' END AS why,
          CASE WHEN s.why IS NOT NULL THEN s.candidates ELSE d.candidates END AS candidates
          FROM t_linked l JOIN t_answer s ON s.ask = l.src_ask JOIN t_answer d ON d.ask = l.dst_ask)
        SELECT kind, hash, src, dst,
        CASE WHEN why IS NULL THEN left(md5(concat(kind, '|', src, '|', dst, '|', tail)), 20) END AS key,
        why, candidates, run FROM ended"""
    )
