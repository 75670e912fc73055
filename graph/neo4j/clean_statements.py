"""The Cypher statements of clean-up: what a workspace brings, and how what it has no longer leaves.

``$workspace`` is the id of the workspace at work, ``$ids`` are uids of nodes or keys of edges.
"""

from __future__ import annotations

from graph.neo4j.model import BROUGHT, KEPT, KINDS, KINDS_OF_NODE, OURS, SOURCE_COUNT, SOURCES, ticked


def retype(kind: str) -> str:
    """Write the statement that takes a kind off nodes that are of another kind now; they keep their relationships."""
    return f"""UNWIND $ids AS id
MATCH (n:{OURS}:{ticked(kind)} {{uid: id}})
WHERE n.{BROUGHT} = [$workspace]
REMOVE n:{ticked(kind)}
SET n = {{uid: id, {BROUGHT}: [$workspace]}}
RETURN count(*) AS retyped"""


def _left_to(item: str) -> str:
    """Write the part that leaves a node or edge to ``others``: with no places, which name runs of whoever leaves."""
    nowhere = [f"{item}.{name} = CASE WHEN first THEN null ELSE {item}.{name} END" for name in (SOURCES, SOURCE_COUNT)]
    return ",\n    ".join([f"SET {item}.{BROUGHT} = others", *nowhere])


# leaving goes by uid alone: where the workspace that came first says another kind, that is the kind that stands
LEAVE_NODES = f"""UNWIND $ids AS id
MATCH (n:{OURS} {{uid: id}})
WHERE $workspace IN n.{BROUGHT}
WITH n, n.{BROUGHT}[0] = $workspace AS first, [w IN n.{BROUGHT} WHERE w <> $workspace] AS others
{_left_to("n")}
RETURN count(*) AS left, sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs"""


def leave_edges(kind: str) -> str:
    """Write the statement that removes edges, or leaves them to the other workspaces that bring them."""
    return f"""UNWIND $ids AS id
MATCH ()-[r:{ticked(kind)} {{key: id}}]->()
WHERE $workspace IN r.{BROUGHT}
WITH r, r.{BROUGHT}[0] = $workspace AS first, [w IN r.{BROUGHT} WHERE w <> $workspace] AS others
{_left_to("r")}
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
    return f"""{KINDS}
UNWIND $ids AS id
MATCH (n:{OURS} {{uid: id}})
WHERE n.{BROUGHT} = [] AND n.{KEPT} IS NULL
REMOVE n:$({KINDS_OF_NODE})
SET n = {{uid: id, {BROUGHT}: [], {KEPT}: $kind{told}}}
RETURN count(*) AS kept"""


# kept nodes that nothing holds any more
LET_KEPT_GO = f"""MATCH (n:{OURS})
WHERE n.{KEPT} IS NOT NULL AND n.{BROUGHT} = [] AND NOT EXISTS {{ (n)--() }}
DELETE n
RETURN count(*) AS removed"""


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


KEPT_NODES = f"MATCH (n:{OURS}) WHERE n.{KEPT} IS NOT NULL RETURN n.uid AS id, n.{KEPT} AS kind ORDER BY id"
