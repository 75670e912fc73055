"""The Cypher statements that make constraints and indexes and write rows and findings, derived from the schema alone.

Names come from the schema and stand in backticks; values travel as parameters only. ``$workspace`` is the id of the
workspace at work, ``$rows`` a list of rows as :mod:`graph.neo4j.model` shapes them, ``$columns`` such rows as columns,
``$starts`` the nodes where such edges start, each with its first and its last row.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph.neo4j.model import (
    BROUGHT,
    CLAIM,
    FINDING,
    HOLDER,
    KEPT,
    KINDS,
    KINDS_OF_NODE,
    LOCK,
    OURS,
    VERSION,
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
    """Write the statement that leaves one of each edge (rows: key, src, dst) where copies bear this workspace's mark."""
    return f"""UNWIND $rows AS row
MATCH (a:{OURS} {{uid: row[1]}})-[r:{ticked(kind)} {{key: row[0]}}]->(b:{OURS} {{uid: row[2]}})
WHERE $workspace IN r.{BROUGHT}
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy"""


def put_back(kind: str) -> str:
    """Write the statement that ties edges (rows: key, src, dst) to their own ends again, where somebody moved them.

    The key is made of the ends: other ends are nobody's, whoever brings the edge.
    """
    return f"""UNWIND $rows AS row
MATCH (x)-[moved:{ticked(kind)} {{key: row[0]}}]->(y)
WHERE $workspace IN moved.{BROUGHT}
  AND NOT (x:{OURS} AND y:{OURS} AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:{OURS} {{uid: row[1]}})
MATCH (b:{OURS} {{uid: row[2]}})
MERGE (a)-[r:{ticked(kind)} {{key: row[0]}}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved"""


def insert(kind: NodeKind | EdgeKind, names: Sequence[str] | None = None) -> str:
    """Write the statement that makes nodes or edges of a kind where the database has none; returns how many it made.

    Values come column by column, in the order of ``names``: ids and properties (None: all that the kind may have);
    edges stand together by the node where they start, which is then looked for once.
    """
    shape = shape_of(kind)
    given = [name for name in names or (*shape.head, *shape.properties) if name != "src"]
    values = {name: f"$columns[{place}][i]" for place, name in enumerate(given)}
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
    return f"""{KINDS}
UNWIND $ids AS id
{_found(shape)}
WHERE {others} OR (n.{BROUGHT} = [$workspace] AND NOT n:{ticked(kind.name)})
{told}, {KINDS_OF_NODE} AS kinds"""


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
    """Write the query for what stands for ``$ids`` of a kind, ends first, as ``status --deep`` compares it.

    A node may have lost the label of its kind; a relationship cannot change its type.
    """
    shape = shape_of(kind)
    item = "n" if shape.is_node else "r"
    listed = ", ".join(f"{item}.{ticked(name)}" for name in shape.told)
    ends = "" if shape.is_node else "startNode(r).uid, endNode(r).uid, "
    is_kind = f"n:{ticked(kind.name)}" if shape.is_node else "true"
    told = f"RETURN id, {item}.{BROUGHT} AS brought, [{ends}{listed}] AS stands, {is_kind} AS is_kind"
    return f"UNWIND $ids AS id\n{_found(shape)}\n{told}"


def _found(shape: Shape) -> str:
    if shape.is_node:
        return f"MATCH (n:{OURS} {{uid: id}})"
    return f"MATCH ()-[r:{ticked(shape.kind.name)} {{key: id}}]->()"


CLAIMED = f"""UNWIND $rows AS row
MERGE (c:{CLAIM} {{id: row[0]}})
SET c:Claim, c.of = row[1], c.kind = row[2], c.fields = row[3], c.says = row[4], c.stands = row[5],
    c.by = $workspace, c.{VERSION} = row[7]
WITH c, row
MATCH (n:{OURS} {{uid: row[6]}})
MERGE (c)-[:CLAIMS]->(n)"""

OUTDATED = f"""UNWIND $rows AS row
MATCH (c:{CLAIM} {{id: row[0]}})
SET c.stands = [i IN range(0, size(c.fields) - 1) | coalesce(row[1][c.fields[i]], c.stands[i])]"""

UNCLAIMED = f"""UNWIND $ids AS id
MATCH (c:{CLAIM} {{id: $workspace + '|' + id}})
DETACH DELETE c"""

DROP_OWN_CLAIMS = f"""MATCH (c:{CLAIM} {{by: $workspace}})
DETACH DELETE c"""

DROP_CLAIMS = f"""MATCH (c:{CLAIM})
DETACH DELETE c"""

CLAIMS = f"""MATCH (c:{CLAIM})
RETURN c.of AS id, c.kind AS kind, c.by AS workspace, c.fields AS fields, c.says AS says, c.stands AS stands
ORDER BY id, workspace"""

ABSENT = f"""UNWIND $uids AS uid
OPTIONAL MATCH (n:{OURS} {{uid: uid}})
WITH uid, n WHERE n IS NULL
RETURN uid ORDER BY uid"""

# rows: a uid that is not there yet, and those that went over into it: the first that is there and ours alone becomes it
RENAME = f"""UNWIND $rows AS row
CALL (row) {{
  UNWIND range(0, size(row[1]) - 1) AS place
  MATCH (n:{OURS} {{uid: row[1][place]}})
  WHERE n.{BROUGHT} = [$workspace]
  RETURN n ORDER BY place LIMIT 1
}}
WITH row, n WHERE NOT EXISTS {{ MATCH (:{OURS} {{uid: row[0]}}) }}
SET n.uid = row[0]
RETURN count(*) AS renamed"""

# -- findings ----------------------------------------------------------------------------------------------------------

DROP_FINDINGS = f"""MATCH (f:{FINDING} {{workspace: $workspace}})
DETACH DELETE f"""


def findings(label: str) -> str:
    """Write the statement that makes findings of a label (rows: properties), of the graph as it was pushed last."""
    return f"""OPTIONAL MATCH (w:{WORKSPACE} {{id: $workspace}})
UNWIND $rows AS row
CREATE (f:{FINDING}:{ticked(label)})
SET f = row, f.workspace = $workspace, f.{VERSION} = w.version"""


def finding_links(label: str, relation: str) -> str:
    """Write the statement that links findings of a label to nodes (rows: finding's id, node's uid)."""
    return f"""UNWIND $rows AS row
MATCH (f:{FINDING}:{ticked(label)} {{id: row[0], workspace: $workspace}})
MATCH (n:{OURS} {{uid: row[1]}})
CREATE (f)-[:{ticked(relation)} {{{BROUGHT}: [$workspace]}}]->(n)
RETURN count(*) AS written"""
