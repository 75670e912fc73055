"""Every Cypher statement that push and clean-up send, derived from the schema alone.

Names come from the schema and stand in backticks; values travel as parameters only. ``$workspace`` is the id of the
workspace at work, ``$rows`` a list of rows as :mod:`graph.neo4j.model` shapes them, ``$columns`` such rows as columns,
``$starts`` the nodes where such edges start, each with its first and its last row.
"""

from __future__ import annotations

from collections.abc import Collection

from graph.neo4j.model import (
    BROUGHT,
    CLAIM,
    FINDING,
    HOLDER,
    KEPT,
    LOCK,
    OURS,
    WORKSPACE,
    Shape,
    shape_of,
    ticked,
)
from graph.schema import EdgeKind, NodeKind, Schema

# -- constraints and indexes -------------------------------------------------------------------------------------------


def constraints() -> dict[str, str]:
    """Write the constraints by name: ``uid`` unique, and what describes workspaces, claims and pushes."""
    unique = {
        "liantu_uid": (OURS, "uid"), "liantu_workspace": (WORKSPACE, "id"), "liantu_claim": (CLAIM, "id"),
        "liantu_lock": (LOCK, "name"), "liantu_push": (HOLDER, "name"),
    }  # fmt: skip
    return {
        name: f"CREATE CONSTRAINT {ticked(name)} IF NOT EXISTS FOR (n:{ticked(label)}) REQUIRE n.{ticked(column)} IS UNIQUE"
        for name, (label, column) in unique.items()
    }


def indexes(schema: Schema, kinds: Collection[str]) -> dict[str, str]:
    """Write the indexes of these kinds by name: nodes found by uid and caption, edges by key."""
    found = {}
    for node in (node for node in schema.nodes.values() if node.name in kinds):
        for column in dict.fromkeys(("uid", node.caption)):
            name = f"liantu_{node.name.lower()}_{column}"
            found[name] = (
                f"CREATE INDEX {ticked(name)} IF NOT EXISTS FOR (n:{ticked(node.name)}) ON (n.{ticked(column)})"
            )
    for edge in (edge for edge in schema.edges.values() if edge.name in kinds):
        name = f"liantu_{edge.name.lower()}_key"
        found[name] = f"CREATE INDEX {ticked(name)} IF NOT EXISTS FOR ()-[r:{ticked(edge.name)}]-() ON (r.`key`)"
    return found


AWAIT = "CALL db.awaitIndexes(600)"
INDEXES = "SHOW INDEXES YIELD name"
UNFILLED = """SHOW INDEXES YIELD name, state, populationPercent, labelsOrTypes, properties, failureMessage
WHERE name STARTS WITH 'liantu_' AND state <> 'ONLINE'
RETURN name, labelsOrTypes[0] AS kind, properties[0] AS property, populationPercent AS percent,
       coalesce(failureMessage, '') AS reason
ORDER BY name"""
KINDS_IN_USE = """CALL db.labels() YIELD label RETURN label AS kind
UNION CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType AS kind"""

# -- push --------------------------------------------------------------------------------------------------------------


def upsert(kind: NodeKind | EdgeKind, former: Collection[str] = ()) -> str:
    """Write the statement that makes or changes nodes or edges of a kind; ``former`` properties are no longer declared.

    Returns how many of the rows are there (``written``), and how many nodes or edges that are (``found``): more where
    somebody copied edges with all their properties.
    """
    shape = shape_of(kind)
    item = "n" if shape.is_node else "r"
    start = len(shape.head)
    sets = [f"{item}.{ticked(name)} = row[{place}]" for place, name in enumerate(shape.properties, start)]
    sets += [f"{item}.{ticked(name)} = null" for name in former]
    sets.append(
        f"{item}.{BROUGHT} = CASE WHEN $workspace IN {item}.{BROUGHT} THEN {item}.{BROUGHT} "
        f"ELSE coalesce({item}.{BROUGHT}, []) + $workspace END"
    )
    if shape.is_node:
        sets.append(f"n.{KEPT} = null")
        found = [f"MERGE (n:{OURS} {{uid: row[0]}})", f"SET n:{ticked(kind.name)}"]
    else:
        found = [
            f"MATCH (a:{OURS} {{uid: row[1]}})",
            f"MATCH (b:{OURS} {{uid: row[2]}})",
            f"MERGE (a)-[r:{ticked(kind.name)} {{key: row[0]}}]->(b)",
        ]
    return "\n".join(
        [
            "UNWIND $rows AS row",
            *found,
            "SET " + ",\n    ".join(sets),
            "RETURN count(DISTINCT row[0]) AS written, count(*) AS found",
        ]
    )


def drop_copies(kind: str) -> str:
    """Write the statement that leaves one edge of each of ``$ids``, where copies of it bear this workspace's mark."""
    return f"""UNWIND $ids AS id
MATCH ()-[r:{ticked(kind)} {{key: id}}]->()
WHERE $workspace IN r.{BROUGHT}
WITH id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy"""


def insert(kind: NodeKind | EdgeKind) -> str:
    """Write the statement that makes nodes or edges of a kind where the database has none; returns how many it made.

    Values come column by column; edges stand together by the node where they start, which is then looked for once.
    """
    shape = shape_of(kind)
    names = [name for name in (*shape.head, *shape.properties) if name != "src"]
    values = {name: f"$columns[{place}][i]" for place, name in enumerate(names)}
    told = [f"{ticked(name)}: {value}" for name, value in values.items() if name != "dst"]
    listed = ",\n    ".join([*told, f"{BROUGHT}: [$workspace]"])
    if shape.is_node:
        lines = [
            "UNWIND range(0, size($columns[0]) - 1) AS i",
            f"CREATE (n:{OURS}:{ticked(kind.name)} {{{listed}}})",
        ]
    else:
        lines = [
            "UNWIND $starts AS start",
            f"MATCH (a:{OURS} {{uid: start[0]}})",
            "UNWIND range(start[1], start[2]) AS i",
            f"MATCH (b:{OURS} {{uid: {values['dst']}}})",
            f"CREATE (a)-[r:{ticked(kind.name)} {{{listed}}}]->(b)",
        ]
    return "\n".join([*lines, "RETURN count(*) AS written"])


# a node may also have labels that somebody else gave it: its kinds are those that a workspace knows
_KINDS = f"CALL () {{ MATCH (w:{WORKSPACE}) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }}"
_KINDS_OF_NODE = "[label IN labels(n) WHERE label IN known]"


def theirs(kind: NodeKind | EdgeKind) -> str:
    """Write the statement that finds, among ``$ids``, what another workspace brings too: workspaces, values, kinds.

    It also finds nodes that are ours alone by now but stand under the kind of a workspace that left.
    """
    shape = shape_of(kind)
    item = "n" if shape.is_node else "r"
    listed = ", ".join(f"{item}.{ticked(column.name)}" for column in shape.values)
    others = f"any(w IN {item}.{BROUGHT} WHERE w <> $workspace)"
    told = f"RETURN id, {item}.{BROUGHT} AS brought, [{listed}] AS stands"
    if not shape.is_node:
        return f"UNWIND $ids AS id\n{_found(shape)}\nWHERE {others}\n{told}, [type(r)] AS kinds"
    return f"""{_KINDS}
UNWIND $ids AS id
{_found(shape)}
WHERE {others} OR (n.{BROUGHT} = [$workspace] AND NOT n:{ticked(kind.name)})
{told}, {_KINDS_OF_NODE} AS kinds"""


def join(kind: NodeKind | EdgeKind) -> str:
    """Write the statement by which a workspace also brings what another brought first, without changing a value."""
    shape = shape_of(kind)
    item = "n" if shape.is_node else "r"
    return f"""UNWIND $ids AS id
{_found(shape)}
WHERE NOT $workspace IN {item}.{BROUGHT}
SET {item}.{BROUGHT} = {item}.{BROUGHT} + $workspace"""


# nodes lose kinds that are not theirs (rows: uid, kinds), and every value; who brings them and their relationships stay
OTHER_KIND = f"""UNWIND $rows AS row
MATCH (n:{OURS} {{uid: row[0]}})
REMOVE n:$(row[1])
SET n = {{uid: row[0], {BROUGHT}: n.{BROUGHT}}}"""


def values(kind: NodeKind | EdgeKind) -> str:
    """Write the query for the values that stand for ``$ids`` of a kind, as ``status --deep`` compares them.

    A node may have lost the label of its kind; a relationship cannot change its type.
    """
    shape = shape_of(kind)
    item = "n" if shape.is_node else "r"
    listed = ", ".join(f"{item}.{ticked(column.name)}" for column in shape.values)
    is_kind = f"n:{ticked(kind.name)}" if shape.is_node else "true"
    told = f"RETURN id, {item}.{BROUGHT} AS brought, [{listed}] AS stands, {is_kind} AS is_kind"
    return f"UNWIND $ids AS id\n{_found(shape)}\n{told}"


def _found(shape: Shape) -> str:
    if shape.is_node:
        return f"MATCH (n:{OURS} {{uid: id}})"
    return f"MATCH ()-[r:{ticked(shape.kind.name)} {{key: id}}]->()"


CLAIMED = f"""UNWIND $rows AS row
MERGE (c:{CLAIM} {{id: row[0]}})
SET c:Claim, c.of = row[1], c.kind = row[2], c.fields = row[3], c.says = row[4], c.stands = row[5],
    c.by = $workspace
WITH c, row
MATCH (n:{OURS} {{uid: row[6]}})
MERGE (c)-[:CLAIMS]->(n)"""

OUTDATED = f"""UNWIND $rows AS row
MATCH (c:{CLAIM} {{id: row[0]}})
SET c.stands = [i IN range(0, size(c.fields) - 1) | coalesce(row[1][c.fields[i]], c.stands[i])]"""

UNCLAIMED = f"""UNWIND $ids AS id
MATCH (c:{CLAIM} {{id: $workspace + '|' + id}})
DETACH DELETE c"""

CLAIMS = f"""MATCH (c:{CLAIM})
RETURN c.of AS id, c.kind AS kind, c.by AS workspace, c.fields AS fields, c.says AS says, c.stands AS stands
ORDER BY id, workspace"""

ABSENT = f"""UNWIND $uids AS uid
OPTIONAL MATCH (n:{OURS} {{uid: uid}})
WITH uid, n WHERE n IS NULL
RETURN uid ORDER BY uid"""

RENAME = f"""UNWIND $rows AS row
MATCH (n:{OURS} {{uid: row[0]}})
WHERE n.{BROUGHT} = [$workspace] AND NOT EXISTS {{ MATCH (:{OURS} {{uid: row[1]}}) }}
SET n.uid = row[1]
RETURN count(*) AS renamed"""

# -- clean-up ----------------------------------------------------------------------------------------------------------


def retype(kind: str) -> str:
    """Write the statement that takes a kind off nodes that are of another kind now; they keep their relationships."""
    return f"""UNWIND $ids AS id
MATCH (n:{OURS}:{ticked(kind)} {{uid: id}})
WHERE n.{BROUGHT} = [$workspace]
REMOVE n:{ticked(kind)}
SET n = {{uid: id, {BROUGHT}: [$workspace]}}
RETURN count(*) AS retyped"""


# leaving goes by uid alone: where the workspace that came first says another kind, that is the kind that stands
LEAVE_NODES = f"""UNWIND $ids AS id
MATCH (n:{OURS} {{uid: id}})
WHERE $workspace IN n.{BROUGHT}
WITH n, n.{BROUGHT}[0] = $workspace AS first, [w IN n.{BROUGHT} WHERE w <> $workspace] AS others
SET n.{BROUGHT} = others
RETURN count(*) AS left, sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs"""


def leave_edges(kind: str) -> str:
    """Write the statement that removes edges, or leaves them to the other workspaces that bring them."""
    return f"""UNWIND $ids AS id
MATCH ()-[r:{ticked(kind)} {{key: id}}]->()
WHERE $workspace IN r.{BROUGHT}
WITH r, r.{BROUGHT}[0] = $workspace AS first, [w IN r.{BROUGHT} WHERE w <> $workspace] AS others
SET r.{BROUGHT} = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs"""


# what liantu itself drew to nodes that nobody brings any more
LET_GO = f"""UNWIND $ids AS id
MATCH (n:{OURS} {{uid: id}})-[r]-()
WHERE n.{BROUGHT} = [] AND r.{BROUGHT} = [$workspace]
DELETE r"""

# nodes that nobody brings any more and nobody else's relationship holds
REMOVE = f"""UNWIND $ids AS id
MATCH (n:{OURS} {{uid: id}})
WHERE n.{BROUGHT} = [] AND NOT EXISTS {{ (n)--() }}
DELETE n"""


def keep(caption: str | None) -> str:
    """Write the statement that strips nodes that nobody brings any more but on which relationships of others hang.

    ``caption`` stays, so that they can be told apart; None where it is personal.
    """
    told = f", {ticked(caption)}: n.{ticked(caption)}" if caption else ""
    return f"""{_KINDS}
UNWIND $ids AS id
MATCH (n:{OURS} {{uid: id}})
WHERE n.{BROUGHT} = [] AND n.{KEPT} IS NULL
REMOVE n:$({_KINDS_OF_NODE})
SET n = {{uid: id, {BROUGHT}: [], {KEPT}: $kind{told}}}
RETURN count(*) AS kept"""


def brought_nodes(kind: str) -> str:
    """Write the query for the uids of a kind that a workspace brings, the first to do so."""
    return f"MATCH (n:{OURS}:{ticked(kind)}) WHERE n.{BROUGHT}[0] = $workspace RETURN n.uid AS id"


# what else it brings: after another, whose kind it has, or cut off before it got its kind
BROUGHT_OTHERWISE = f"""MATCH (n:{OURS})
WHERE $workspace IN n.{BROUGHT}
  AND (n.{BROUGHT}[0] <> $workspace OR none(label IN labels(n) WHERE label IN $kinds))
RETURN n.uid AS id, coalesce([label IN labels(n) WHERE label IN $kinds][0], $kinds[0]) AS kind"""


def brought_edges(kind: str) -> str:
    """Write the query for the keys of a kind that a workspace brings."""
    return f"MATCH ()-[r:{ticked(kind)}]->() WHERE $workspace IN r.{BROUGHT} RETURN r.key AS id"


COUNTS = f"""CALL () {{ MATCH (n:{OURS}) WHERE $workspace IN n.{BROUGHT} RETURN count(*) AS nodes }}
CALL () {{ MATCH ()-[r]->() WHERE $workspace IN r.{BROUGHT} AND r.key IS NOT NULL RETURN count(*) AS edges }}
RETURN nodes, edges"""

POPULATION = f"MATCH (n:{OURS}) RETURN count(n) AS nodes"

KEPT_NODES = f"MATCH (n:{OURS}) WHERE n.{KEPT} IS NOT NULL RETURN n.uid AS id, n.{KEPT} AS kind ORDER BY id"

# -- who pushes, and what was pushed -----------------------------------------------------------------------------------

_MARKER = f"MATCH (w:{WORKSPACE} {{id: $workspace}})"

MARKERS = f"""MATCH (w:{WORKSPACE})
RETURN w.id AS id, w.name AS name, w.home AS home, w.state AS state, w.version AS version, w.push AS push,
       w.database AS database, w.digest AS digest, w.declared AS declared, w.stale AS stale, w.nodes AS nodes, w.edges AS edges,
       w.kinds AS kinds, w.relations AS relations, w.as_of AS as_of
ORDER BY w.joined, id"""

BEGIN = f"""OPTIONAL MATCH (other:{WORKSPACE})
WITH count(other) AS others
MERGE (w:{WORKSPACE} {{id: $workspace}})
ON CREATE SET w.database = $database, w.joined = others
SET w.state = 'incomplete', w.name = $name, w.home = $home, w.layout = $layout,
    w.columns = $columns,
    w.kinds = coalesce(w.kinds, []) + [kind IN $kinds WHERE NOT kind IN coalesce(w.kinds, [])],
    w.relations = coalesce(w.relations, []) + [kind IN $relations WHERE NOT kind IN coalesce(w.relations, [])]
RETURN w.database AS database"""

COLUMNS = f"""{_MARKER}
RETURN coalesce(w.columns, []) AS columns"""

COMPLETE = f"""{_MARKER}
SET w += $marker, w.state = 'complete'"""

DECLARED = f"""{_MARKER}
WHERE w.push = $push
SET w.declared = $declared"""

STALE = f"""MATCH (w:{WORKSPACE})
WHERE w.id IN $others
SET w.stale = true"""

TRY_LOCK = f"MATCH (l:{LOCK} {{name: 'push'}}) SET l.tried = true"
TAKE_LOCK = f"MERGE (l:{LOCK} {{name: 'push'}}) SET l.tried = false"
HOLD = f"UNWIND $lanes AS lane MERGE (h:{HOLDER} {{name: lane}}) SET h.token = $token, h.holder = $holder"
WHO_HOLDS = f"MATCH (h:{HOLDER} {{name: 'push'}}) RETURN h.holder AS holder"
# writing takes the node's lock: a push that takes over waits for the batches under way, and then this one sees its token
STILL_MINE = f"MATCH (h:{HOLDER} {{name: $lane}}) SET h.at_work = true RETURN h.token = $token AS mine"
RELEASE = f"MATCH (h:{HOLDER} {{token: $token}}) DELETE h"

# -- findings ----------------------------------------------------------------------------------------------------------

DROP_FINDINGS = f"""MATCH (f:{FINDING} {{workspace: $workspace}})
DETACH DELETE f"""


def findings(label: str) -> str:
    """Write the statement that makes findings of a label (rows: properties)."""
    return f"""UNWIND $rows AS row
CREATE (f:{FINDING}:{ticked(label)})
SET f = row, f.workspace = $workspace"""


def finding_links(label: str, relation: str) -> str:
    """Write the statement that links findings of a label to nodes (rows: finding's id, node's uid)."""
    return f"""UNWIND $rows AS row
MATCH (f:{FINDING}:{ticked(label)} {{id: row[0], workspace: $workspace}})
MATCH (n:{OURS} {{uid: row[1]}})
CREATE (f)-[:{ticked(relation)} {{{BROUGHT}: [$workspace]}}]->(n)
RETURN count(*) AS written"""
