"""Which records speak of one thing.

Records that share an identifier, or that a decision joins, are one entity. A record without identifier joins the
entity of its name where exactly one has it: in its own region first, then without region or in the home district,
then in the country. Only records that can be affected by a change are looked at again; doing so for all gives the
same answer.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from graph.workspace.layout import WEAK, Layout, literal
from graph.workspace.store import first

# decisions in force
DECISIONS = "(SELECT * FROM meta.decision WHERE decision NOT IN (SELECT decision FROM meta.withdrawal))"


def identify(connection: duckdb.DuckDBPyConnection, layout: Layout, home: str, *, whole: bool) -> None:
    """Give every record that ``t_seed`` may affect its entity, and collect the touched entities in ``t_uid``.

    Reads ``t_seed`` (kind, hash: records that came, went or changed rank) and ``t_live`` (kind, hash, run: those of
    them that live). ``whole``: the seeds are all there is of their kinds.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE t_sub AS SELECT l.kind, l.hash, l.run FROM t_live l SEMI JOIN t_seed USING (kind, hash)"
    )
    if not whole:
        _close_over(connection, layout)
    _label(connection)
    _join_names(connection, layout, home)
    _write(connection)


def _close_over(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """Grow ``t_sub`` until no record outside shares a token, a name or a decision with one inside."""
    if not _others_stand(connection, layout):
        return
    ruled = ", ".join(literal(kind) for kind in layout.schema.nodes if layout.joins_by_name(kind)) or "''"
    known = -1
    while (count := _count(connection, "t_sub")) != known:
        known = count
        connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE t_near AS
            WITH inside AS (SELECT kind, hash FROM t_sub UNION SELECT kind, hash FROM t_seed),
            tokens AS (SELECT DISTINCT token FROM meta.token SEMI JOIN inside USING (kind, hash) WHERE pos <= {WEAK}),
            decided AS (SELECT token FROM tokens UNION SELECT b FROM {DECISIONS} JOIN tokens ON a = token
                        UNION SELECT a FROM {DECISIONS} JOIN tokens ON b = token),
            names AS (SELECT DISTINCT norm FROM meta.name SEMI JOIN inside USING (kind, hash) WHERE kind IN ({ruled})),
            records AS (SELECT kind, hash FROM meta.token SEMI JOIN decided USING (token) WHERE pos <= {WEAK}
                        UNION SELECT kind, hash FROM meta.name SEMI JOIN names USING (norm) WHERE kind IN ({ruled})
                        UNION SELECT kind, hash FROM inside)
            SELECT DISTINCT uid FROM meta.entity SEMI JOIN records USING (kind, hash)"""
        )
        connection.execute(
            """INSERT INTO t_sub SELECT e.kind, e.hash, e.run FROM meta.entity e SEMI JOIN t_near USING (uid)
            ANTI JOIN t_sub USING (kind, hash) ANTI JOIN t_seed USING (kind, hash)"""
        )


def _others_stand(connection: duckdb.DuckDBPyConnection, layout: Layout) -> bool:
    """Return whether there are entities, beside those looked at, in the spaces of those looked at.

    Tokens, joins by name and decisions never cross the border of a space.
    """
    spaces = layout.schema.spaces()
    seeds = connection.execute("SELECT kind FROM t_sub UNION SELECT kind FROM t_seed").fetchall()
    mates = {mate for (kind,) in seeds for mate in spaces[layout.space_of[kind]]}
    listed = ", ".join(["''", *map(literal, sorted(mates))])
    query = f"""SELECT 1 FROM meta.entity ANTI JOIN t_sub USING (kind, hash) ANTI JOIN t_seed USING (kind, hash)
    WHERE kind IN ({listed}) LIMIT 1"""
    return first(connection, query) is not None


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = first(connection, f"SELECT count(*) FROM {table}")
    return int(row[0]) if row else 0


def _label(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``t_label`` (kind, hash, run, label, pos): the best token of the records' component."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_best AS
        SELECT s.kind, s.hash, any_value(s.run) AS run, arg_min(t.token, (t.pos, t.token)) AS token, min(t.pos) AS pos,
        count(*) AS tokens
        FROM t_sub s JOIN meta.token t USING (kind, hash) WHERE t.pos <= {WEAK} GROUP BY s.kind, s.hash"""
    )
    # a token of one record only, that no decision names, joins nothing and is never the best of its component
    pairs = connection.execute(
        f"""WITH several AS (SELECT token FROM meta.token SEMI JOIN t_sub USING (kind, hash) WHERE pos <= {WEAK}
                         GROUP BY token HAVING count(*) > 1
                         UNION SELECT a FROM {DECISIONS} UNION SELECT b FROM {DECISIONS})
        SELECT DISTINCT b.token AS a, b.pos AS a_pos, t.token AS b, t.pos AS b_pos
        FROM t_best b JOIN meta.token t USING (kind, hash) SEMI JOIN several s ON s.token = t.token
        WHERE b.tokens > 1 AND t.pos <= {WEAK} AND t.token <> b.token"""
    ).df()
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_decided AS
        WITH decided AS MATERIALIZED (FROM {DECISIONS}),
        place AS (SELECT token, min(pos) AS pos FROM meta.token SEMI JOIN t_sub USING (kind, hash)
                  WHERE token IN (SELECT a FROM decided UNION SELECT b FROM decided) GROUP BY token)
        SELECT DISTINCT d.a, d.b, d.same, x.pos AS a_pos, y.pos AS b_pos
        FROM decided d JOIN place x ON x.token = d.a JOIN place y ON y.token = d.b"""
    )
    decided = connection.execute("SELECT * FROM t_decided ORDER BY a, b, same").df()
    joined = _components(pairs, decided[decided["same"]], decided[~decided["same"]])
    connection.register("joined_tokens", joined)
    connection.execute("CREATE OR REPLACE TEMP TABLE t_map AS SELECT * FROM joined_tokens")
    connection.unregister("joined_tokens")
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_label AS
        SELECT b.kind, b.hash, b.run, coalesce(m.label, b.token) AS label, coalesce(m.pos, b.pos) AS pos
        FROM t_best b LEFT JOIN t_map m USING (token)"""
    )


def _components(pairs: pd.DataFrame, same: pd.DataFrame, apart: pd.DataFrame) -> pd.DataFrame:
    """Return token → label, pos: each component is called by its best token.

    Parameters
    ----------
    pairs, same, apart : pandas.DataFrame
        Columns a, a_pos, b, b_pos: tokens that stand in one record, that a decision joins, that one keeps apart.
        Where records would bring together what a decision keeps apart, that component is held together by decisions
        only, and each of its records counts for its best identifier.
    """
    columns = ["a", "a_pos", "b", "b_pos"]
    links = pd.concat([pairs[columns].assign(decided=False), same[columns].assign(decided=True)], ignore_index=True)
    found = _named(links)
    for spared in (links["decided"], pd.Series(data=False, index=links.index)):
        fault = _at_fault(links, found, apart)
        if not fault.any():
            break
        links = links[~fault | spared.reindex(links.index)]
        found = _named(links)
    return found


def _at_fault(links: pd.DataFrame, found: pd.DataFrame, apart: pd.DataFrame) -> pd.Series[bool]:
    """Return which links lie in a component that holds two tokens that a decision keeps apart."""
    label = dict(zip(found["token"], found["label"], strict=True))
    bad = {label.get(a) for a, b in zip(apart["a"], apart["b"], strict=True) if label.get(a, a) == label.get(b, b)}
    return links["a"].map(label).isin(bad - {None})


def _named(links: pd.DataFrame) -> pd.DataFrame:
    """Return token, label, pos for the connected components of the links."""
    if links.empty:
        return pd.DataFrame(
            {"token": pd.Series(dtype="str"), "label": pd.Series(dtype="str"), "pos": pd.Series(dtype="int64")}
        )
    from scipy.sparse import coo_matrix  # only writing needs it; questions must not wait for its import
    from scipy.sparse.csgraph import connected_components

    places = pd.concat([links["a_pos"], links["b_pos"]], ignore_index=True).to_numpy(dtype=np.int64)
    codes, tokens = pd.factorize(pd.concat([links["a"], links["b"]], ignore_index=True), sort=True)
    size, half = len(tokens), len(links)
    matrix = coo_matrix((np.ones(half, dtype=np.int8), (codes[:half], codes[half:])), shape=(size, size))
    component = connected_components(matrix, directed=False)[1]
    pos = np.full(size, WEAK, dtype=np.int64)
    np.minimum.at(pos, codes, places)
    # tokens are sorted, so the first of a component by position is also the smallest of its position
    order = np.lexsort((np.arange(size), pos, component))
    first = order[np.r_[True, component[order][1:] != component[order][:-1]]]
    best = first[component]
    names = np.asarray(tokens, dtype=object)
    return pd.DataFrame(
        {"token": pd.Series(names, dtype="str"), "label": pd.Series(names[best], dtype="str"), "pos": pos[best]}
    )


def _join_names(connection: duckdb.DuckDBPyConnection, layout: Layout, home: str) -> None:
    """Make ``t_now`` (kind, hash, uid, run), in which records without identifier have joined by name."""
    if first(connection, f"SELECT 1 FROM t_label WHERE pos >= {WEAK} LIMIT 1") is None:
        connection.execute("CREATE OR REPLACE TEMP TABLE t_now AS SELECT kind, hash, label AS uid, run FROM t_label")
        return  # every record has an identifier: there is nothing to join
    ruled = [kind for kind in layout.schema.nodes if layout.joins_by_name(kind)]
    cases = " ".join(f"WHEN {literal(kind)} THEN {literal(layout.space_of[kind])}" for kind in ruled)
    space = f"CASE kind {cases} END" if ruled else "NULL::VARCHAR"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_called AS
        SELECT DISTINCT {space} AS space, label, pos < {WEAK} AS strong, norm,
        CASE WHEN NOT former THEN region END AS region
        FROM t_label JOIN meta.name USING (kind, hash)
        WHERE {space} IS NOT NULL AND (pos < {WEAK} OR NOT former)"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_joined AS
        WITH place AS (SELECT label, count(region) = 0 AS nowhere,
                       list(DISTINCT region) FILTER (region IS NOT NULL) AS regions,
                       bool_or(starts_with(region, {literal(home)})) IS TRUE AS here
                       FROM t_called WHERE strong GROUP BY label),
        pairs AS (SELECT w.label, s.label AS target,
                  min(CASE WHEN list_contains(p.regions, w.region) THEN 1 WHEN p.here OR p.nowhere THEN 2 ELSE 3 END)
                  AS tier
                  FROM t_called w JOIN t_called s ON s.strong AND NOT w.strong AND s.space = w.space AND s.norm = w.norm
                  JOIN place p ON p.label = s.label
                  GROUP BY w.label, s.label),
        apart AS (SELECT coalesce(x.label, d.a) AS a, coalesce(y.label, d.b) AS b
                  FROM t_decided d LEFT JOIN t_map x ON x.token = d.a LEFT JOIN t_map y ON y.token = d.b
                  WHERE NOT d.same),
        allowed AS (SELECT pairs.* FROM pairs
                    ANTI JOIN (SELECT a, b FROM apart UNION SELECT b, a FROM apart) x
                    ON x.a = pairs.label AND x.b = pairs.target),
        nearest AS (SELECT * FROM allowed QUALIFY tier = min(tier) OVER (PARTITION BY label))
        SELECT label, min(target) AS target FROM nearest GROUP BY label HAVING count(*) = 1"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_now AS
        SELECT l.kind, l.hash, coalesce(j.target, l.label) AS uid, l.run
        FROM t_label l LEFT JOIN t_joined j USING (label)"""
    )


def _write(connection: duckdb.DuckDBPyConnection) -> None:
    """Replace the entities of the records looked at; note touched uids and uids that went over into another."""
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_was AS
        SELECT kind, hash, uid FROM meta.entity
        SEMI JOIN (SELECT kind, hash FROM t_sub UNION SELECT kind, hash FROM t_seed) USING (kind, hash)"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_moved AS
        SELECT kind, hash FROM t_seed UNION
        SELECT n.kind, n.hash FROM t_now n JOIN t_was w USING (kind, hash) WHERE n.uid <> w.uid"""
    )
    connection.execute(
        """INSERT INTO t_uid
        WITH alone AS (SELECT uid FROM t_now GROUP BY uid HAVING count(*) = 1),
        -- seen again, in another run: what it says is all there is to say of its entity, so nothing changes
        still AS (SELECT n.kind, n.hash FROM t_now n JOIN t_was w USING (kind, hash) SEMI JOIN alone a ON a.uid = n.uid
                  WHERE n.uid = w.uid),
        lone AS (SELECT uid FROM t_was GROUP BY uid HAVING count(*) = 1),
        turned AS (SELECT kind, hash FROM t_moved ANTI JOIN
                   (SELECT s.kind, s.hash FROM still s JOIN t_was w USING (kind, hash) SEMI JOIN lone USING (uid)) same
                   USING (kind, hash))
        SELECT uid FROM (SELECT uid FROM t_was SEMI JOIN turned USING (kind, hash)
                         UNION SELECT uid FROM t_now SEMI JOIN turned USING (kind, hash)) ANTI JOIN t_uid USING (uid)"""
    )
    connection.execute("DELETE FROM meta.entity WHERE (kind, hash) IN (SELECT (kind, hash) FROM t_moved)")
    connection.execute(
        """INSERT INTO meta.entity
        SELECT kind, hash, uid, run FROM t_now SEMI JOIN t_moved USING (kind, hash) ORDER BY kind, uid"""
    )
    note_renamed(connection, "t_was", "t_now")


def note_renamed(connection: duckdb.DuckDBPyConnection, was: str, now: str) -> None:
    """Note the uids that went over into another with the next version: all their records have one other uid now.

    ``was`` and ``now`` name tables of records and their uids (kind, hash, uid).
    """
    connection.execute(
        f"""INSERT INTO meta.renamed
        SELECT w.uid, min(n.uid), (SELECT value::BIGINT + 1 FROM meta.state WHERE name = 'graph_version')
        FROM (FROM {was} ANTI JOIN meta.entity USING (uid)) w JOIN {now} n USING (kind, hash)
        GROUP BY w.uid HAVING count(DISTINCT n.uid) = 1 ORDER BY w.uid"""
    )
