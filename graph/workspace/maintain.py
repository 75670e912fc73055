"""Keeps the graph in step with the records: what changed, whom it touches, fold again.

The order is that of dependence: entities, role edges, nodes that belong to others, observed edges, derived edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from graph.workspace.derive import Derivation, deriving, given_kinds
from graph.workspace.fold import derived_kinds, derived_table, fold_edges, fold_nodes, rank_runs
from graph.workspace.identity import identify, note_renamed
from graph.workspace.layout import ALIAS, Layout, edge_key, listed, literal, quoted
from graph.workspace.records import rewrite_statics
from graph.workspace.resolve import register_allowed, register_roles, resolve_edges, resolve_owners
from graph.workspace.store import first

IMPLIED = ""  # the derivation that makes role edges from records of further kinds


def maintain(
    connection: duckdb.DuckDBPyConnection,
    layout: Layout,
    home: str,
    derivations: Sequence[Derivation] = (),
    *,
    whole: bool = False,
) -> None:
    """Bring the graph up to the records, given those in ``t_hit`` (kind, hash) as changed.

    Leaves ``t_known`` (kind, hash: those of ``t_hit`` that lived before), ``t_had`` and ``t_had_key`` (nodes and
    edges among the touched that stood before) and ``t_waited`` (kind, hash: edges looked at that waited) for counting.
    """
    _prepare(connection, layout)
    nodes = layout.plain_kinds()
    connection.execute(f"CREATE OR REPLACE TEMP TABLE t_seed AS SELECT * FROM t_hit WHERE kind IN {listed(nodes)}")
    _identify_and_fold(connection, layout, home, whole=whole)
    if _roles(connection, layout, home):
        register_roles(connection, layout)
        _dirty(connection)
    if _owned(connection, layout, home, whole=whole):
        register_roles(connection, layout)
        _dirty(connection)
    else:
        _all_touched(connection)
    done = set(layout.role_edges())
    derived = sorted({derivation.writes for derivation in derivations} - done)
    observed = [kind for kind in layout.schema.edges if kind not in done and kind not in derived]
    given = {kind for derivation in derivations for kind in given_kinds(derivation)} & {*observed}
    if given:
        _edges(connection, layout, home, sorted(given))
    with deriving(connection, layout, derivations) as finish:
        _edges(connection, layout, home, [kind for kind in observed if kind not in given])
        finish()
    _edges(connection, layout, home, derived)


def rebuild(
    connection: duckdb.DuckDBPyConnection, layout: Layout, home: str, derivations: Sequence[Derivation] = ()
) -> None:
    """Make tokens, entities and the whole graph anew from the records; what is called otherwise then counts as renamed."""
    if all(first(connection, f"SELECT 1 FROM meta.{table} LIMIT 1") is None for table in ("sighting", "node", "tie")):
        return  # a new workspace: neither records nor a graph
    connection.execute("CREATE OR REPLACE TEMP TABLE t_before AS SELECT kind, hash, uid FROM meta.entity")
    rewrite_statics(connection, layout)
    for kind in (*layout.schema.nodes, *layout.schema.edges):
        connection.execute(f"DELETE FROM fold.{quoted(kind)}")
    for kind in sorted(derived_kinds(connection)):
        connection.execute(f"DELETE FROM derived.{quoted(kind)}")
    connection.execute("CREATE OR REPLACE TEMP TABLE t_hit AS SELECT DISTINCT kind, hash FROM meta.sighting")
    declared = [*layout.schema.nodes, *layout.schema.edges]
    connection.execute(f"DELETE FROM t_hit WHERE kind NOT IN {listed(declared)}")
    maintain(connection, layout, home, derivations, whole=True)
    note_renamed(connection, "t_before", "meta.entity")
    connection.execute("DROP TABLE t_before")


def _prepare(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    rank_runs(connection)
    register_allowed(connection, layout)
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_live AS
        SELECT s.kind, s.hash, arg_max(s.run, r.rank) AS run
        FROM meta.sighting s SEMI JOIN t_hit USING (kind, hash) JOIN t_rank r ON r.run = s.run GROUP BY s.kind, s.hash"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_known AS
        SELECT kind, hash FROM (SELECT kind, hash FROM meta.entity UNION ALL SELECT kind, hash FROM meta.tie)
        SEMI JOIN t_hit USING (kind, hash)"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_others AS SELECT kind, hash, src_token, src_norm, dst_token, dst_norm
        FROM meta.link ANTI JOIN t_hit USING (kind, hash)"""
    )
    for table, columns in (
        ("t_uid", "uid VARCHAR"),
        ("t_dirty_token", "token VARCHAR"),
        ("t_dirty_norm", "norm VARCHAR"),
        ("t_touched", "uid VARCHAR"),
        ("t_had", "uid VARCHAR"),
        ("t_key", "kind VARCHAR, key VARCHAR"),
        ("t_had_key", "key VARCHAR"),
        ("t_waited", "kind VARCHAR, hash UHUGEINT"),
    ):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")


def _identify_and_fold(connection: duckdb.DuckDBPyConnection, layout: Layout, home: str, *, whole: bool) -> None:
    """Identify the records in ``t_seed``, fold the nodes touched and leave only those in ``t_uid``."""
    connection.execute("DELETE FROM t_uid")
    if first(connection, "SELECT 1 FROM t_seed LIMIT 1") is None:
        return
    identify(connection, layout, home, whole=whole)
    connection.execute(
        """INSERT INTO t_had SELECT uid FROM meta.node SEMI JOIN t_uid USING (uid)
        UNION SELECT n.uid FROM t_now n SEMI JOIN t_was USING (kind, hash)"""
    )
    fold_nodes(connection, layout)
    connection.execute("INSERT INTO t_touched SELECT uid FROM t_uid ANTI JOIN t_touched USING (uid)")


def _dirty(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``t_dirty_token`` and ``t_dirty_norm``: whatever an end could have meant, or means now, among the touched."""
    _all_touched(connection)
    if first(connection, "SELECT 1 FROM t_others LIMIT 1") is None:
        return  # nothing stands beside what changed, as in a first load: there is no end to look at again
    # of all that an end could have meant only what others rest on is of any use: mostly few beside a large load
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_leaning AS
        SELECT t.kind, t.hash, t.token, NULL AS norm FROM meta.token t
        SEMI JOIN (SELECT src_token AS token FROM t_others UNION SELECT dst_token FROM t_others) o USING (token)
        WHERE t.pos <= {ALIAS}
        UNION ALL SELECT n.kind, n.hash, NULL, n.norm FROM meta.name n
        SEMI JOIN (SELECT src_norm AS norm FROM t_others UNION SELECT dst_norm FROM t_others) o USING (norm)"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_around AS
        WITH leaning AS (SELECT DISTINCT kind, hash FROM t_leaning)
        SELECT kind, hash FROM leaning SEMI JOIN t_hit USING (kind, hash)
        ANTI JOIN (SELECT kind, hash FROM t_known SEMI JOIN t_live USING (kind, hash)) seen USING (kind, hash)
        UNION SELECT kind, hash FROM meta.entity SEMI JOIN leaning USING (kind, hash) SEMI JOIN t_uid USING (uid)"""
    )
    for table, column in (("t_dirty_token", "token"), ("t_dirty_norm", "norm")):
        connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE {table} AS SELECT DISTINCT {column} FROM t_leaning
            SEMI JOIN t_around USING (kind, hash) WHERE {column} IS NOT NULL"""
        )


def _all_touched(connection: duckdb.DuckDBPyConnection) -> None:
    """Put all touched nodes into ``t_uid``."""
    connection.execute("DELETE FROM t_uid")
    connection.execute("INSERT INTO t_uid SELECT uid FROM t_touched")


def _stale_links(connection: duckdb.DuckDBPyConnection, kinds: Iterable[str]) -> None:
    """Make ``t_stale`` (kind, hash): records beside those that changed whose ends may mean something else now."""
    parts = [
        f"""SELECT kind, hash FROM t_others SEMI JOIN {table} d ON d.{column} = t_others.{side}_{column}
        WHERE kind IN {listed(kinds)}"""
        for side in ("src", "dst")
        for table, column in (("t_dirty_token", "token"), ("t_dirty_norm", "norm"))
    ]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE t_stale AS {' UNION '.join(parts)}")


def _roles(connection: duckdb.DuckDBPyConnection, layout: Layout, home: str) -> bool:
    """Bring role edges up to date: the observed ones, and one for every record of a further kind of an entity.

    Returns whether anything changed, so that ``t_stands`` and what ``_dirty`` makes are to be made again.
    """
    names = layout.role_edges()
    if not names:
        return True
    for name in names:
        _implied_roles(connection, layout, name)
    register_roles(connection, layout)
    _dirty(connection)
    _edges(connection, layout, home, names)
    for name in names:
        # who gains or loses a role may now stand, or no longer stand, at other ends
        connection.execute(
            f"""INSERT INTO t_touched SELECT DISTINCT src FROM (
            SELECT src FROM meta.tie SEMI JOIN t_key USING (key) UNION SELECT src FROM fold.{quoted(name)}
            SEMI JOIN t_key USING (key) UNION SELECT src FROM t_old_ends) WHERE src IS NOT NULL"""
        )
    return any(first(connection, f"SELECT 1 FROM {table} LIMIT 1") for table in ("t_key", "t_old_ends"))


def _implied_roles(connection: duckdb.DuckDBPyConnection, layout: Layout, name: str) -> None:
    edge = layout.schema.edges[name]
    table = derived_table(connection, layout, name)
    role_kind = edge.dst.kinds[0]
    targets = {kind: layout.role_node(role_kind, kind) for kind in layout.schema.nodes}
    old = f"SELECT {literal(name)}, key FROM {table} WHERE derivation = '' AND src IN (SELECT uid FROM t_uid)"
    connection.execute(f"INSERT INTO t_key {old}")
    connection.execute(f"DELETE FROM {table} WHERE derivation = '' AND src IN (SELECT uid FROM t_uid)")
    allowed = {*edge.src.kinds, *edge.src.roles}
    tail = "''" if not edge.key else literal("-" * len(edge.key))
    nulls = "".join(f"NULL::{column.type}, " for column in edge.storage())
    for kinds in layout.shared.values():
        for kind in kinds:
            connection.execute(
                f"""INSERT INTO {table} SELECT '', {edge_key(literal(name), tail)}, src, dst, {nulls} inferred, confidence
                FROM (SELECT f.uid AS src, {literal(targets[kind])} AS dst, m.inferred,
                      CASE WHEN m.inferred THEN m.confidence END AS confidence FROM fold.{quoted(kind)} f
                      SEMI JOIN t_uid USING (uid) JOIN meta.node n USING (uid) JOIN ({_marked(kind)}) m USING (uid)
                      WHERE NOT f."primary" AND n.kind IN {listed(allowed)})"""
            )
    connection.execute(f"INSERT INTO t_key {old}")
    _role_nodes(connection, layout, role_kind, table, {uid: kind for kind, uid in targets.items()})


def _marked(kind: str) -> str:
    """Write the query (uid, inferred, confidence): whether only inferred records say that something is of a kind, and how surely."""
    return f"""SELECT e.uid, bool_and(coalesce(r.inferred, false)) AS inferred, max(r.confidence) AS confidence
    FROM meta.entity e SEMI JOIN t_uid USING (uid) JOIN record.{quoted(kind)} r USING (hash)
    WHERE e.kind = {literal(kind)} GROUP BY e.uid"""


def _role_nodes(
    connection: duckdb.DuckDBPyConnection, layout: Layout, role_kind: str, table: str, kinds: dict[str, str]
) -> None:
    """Keep a role node for every implied role, unless records of the role say what it is."""
    node = layout.schema.nodes[role_kind]
    made = f"uid NOT IN (SELECT uid FROM meta.entity WHERE kind = {literal(role_kind)})"
    fold = f"fold.{quoted(role_kind)}"
    connection.execute(f"DELETE FROM meta.node WHERE kind = {literal(role_kind)} AND {made}")
    connection.execute(f"DELETE FROM {fold} WHERE {made}")
    rows = connection.execute(
        f"SELECT DISTINCT dst FROM {table} WHERE derivation = '' AND dst NOT IN (SELECT uid FROM {fold}) ORDER BY dst"
    ).fetchall()
    for (uid,) in rows:
        kind = kinds[uid]
        known = dict.fromkeys(node.identifiers, kind) | {node.caption: layout.schema.nodes[kind].zh}
        columns = ", ".join(["uid", '"primary"', "inferred", *(quoted(name) for name in known)])
        values = ", ".join("?" for _ in known)
        connection.execute(f"INSERT INTO {fold} ({columns}) VALUES (?, true, false, {values})", [uid, *known.values()])
        connection.execute("INSERT INTO meta.node VALUES (?, ?, NULL)", [uid, role_kind])


def _owned(connection: duckdb.DuckDBPyConnection, layout: Layout, home: str, *, whole: bool) -> bool:
    """Identify and fold the nodes whose identity rests on another node; return whether there was any to look at."""
    kinds = layout.owned_kinds()
    if not kinds:
        return False
    _stale_links(connection, kinds)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_seed AS
        SELECT kind, hash FROM t_hit WHERE kind IN {listed(kinds)}
        UNION SELECT kind, hash FROM t_stale SEMI JOIN meta.entity USING (kind, hash)"""
    )
    connection.execute(
        f"""INSERT INTO t_live SELECT kind, hash, run FROM meta.entity SEMI JOIN t_seed USING (kind, hash)
        ANTI JOIN t_hit USING (kind, hash) WHERE kind IN {listed(kinds)}"""
    )
    for (kind,) in connection.execute("SELECT DISTINCT kind FROM t_seed ORDER BY kind").fetchall():
        resolve_owners(connection, layout, home, kind)
    _identify_and_fold(connection, layout, home, whole=whole)
    return first(connection, "SELECT 1 FROM t_seed LIMIT 1") is not None


def _edges(connection: duckdb.DuckDBPyConnection, layout: Layout, home: str, kinds: Sequence[str]) -> None:
    """Resolve and fold the edges of these kinds that changed, or whose ends may have."""
    _stale_links(connection, kinds)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_edge AS
        SELECT kind, hash, run FROM t_live WHERE kind IN {listed(kinds)}
        UNION ALL SELECT kind, hash, run FROM meta.tie SEMI JOIN t_stale USING (kind, hash)"""
    )
    if first(connection, "SELECT 1 FROM t_edge LIMIT 1"):
        resolve_edges(connection, layout, home)
    else:
        connection.execute("CREATE OR REPLACE TEMP TABLE t_tie AS FROM meta.tie LIMIT 0")
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE t_turned AS SELECT kind, hash FROM t_edge
        UNION SELECT kind, hash FROM t_hit WHERE kind IN {listed(kinds)}"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE t_old_ends AS
        SELECT kind, key, src, dst FROM meta.tie SEMI JOIN t_turned USING (kind, hash)"""
    )
    connection.execute(
        """INSERT INTO t_key SELECT kind, key FROM t_old_ends WHERE key IS NOT NULL
        UNION SELECT kind, key FROM t_tie WHERE key IS NOT NULL"""
    )
    connection.execute(
        "INSERT INTO t_waited SELECT kind, hash FROM meta.tie SEMI JOIN t_turned USING (kind, hash) WHERE key IS NULL"
    )
    connection.execute("DELETE FROM meta.tie WHERE (kind, hash) IN (SELECT (kind, hash) FROM t_turned)")
    connection.execute("INSERT INTO meta.tie SELECT * FROM t_tie ORDER BY kind, key")
    for kind in sorted(derived_kinds(connection) & {*kinds}):
        _derived_keys(connection, kind)
    connection.execute("CREATE OR REPLACE TEMP TABLE t_key AS SELECT DISTINCT kind, key FROM t_key")
    for (kind,) in connection.execute(
        f"SELECT DISTINCT kind FROM t_key WHERE kind IN {listed(kinds)} ORDER BY kind"
    ).fetchall():
        connection.execute(f"INSERT INTO t_had_key SELECT key FROM fold.{quoted(kind)} SEMI JOIN t_key USING (key)")
        fold_edges(connection, layout, kind)


def _derived_keys(connection: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Add derived edges whose ends came or went, or whose place an observed edge took or left."""
    if first(connection, f"SELECT 1 FROM derived.{quoted(kind)} LIMIT 1") is None:
        return
    connection.execute(
        f"""INSERT INTO t_key SELECT {literal(kind)}, d.key FROM derived.{quoted(kind)} d
        WHERE d.src IN (SELECT uid FROM t_touched) OR d.dst IN (SELECT uid FROM t_touched)
        OR d.src IN (SELECT src FROM t_old_ends WHERE kind = {literal(kind)})
        OR d.src IN (SELECT src FROM t_tie WHERE kind = {literal(kind)})"""
    )
