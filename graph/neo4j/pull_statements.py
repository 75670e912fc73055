"""Every Cypher query that pull sends, derived from the schema alone; ``$workspace`` is the id of the workspace read."""

from __future__ import annotations

from collections.abc import Sequence

from graph.neo4j.model import BROUGHT, OURS, SOURCE_COUNT, SOURCES, UNIVERSE, WORKSPACE, ticked
from graph.schema import EdgeKind, NodeKind
from graph.workspace.frames import shown_columns

_MARKER = f"MATCH (w:{WORKSPACE} {{id: $workspace}})"


def table(kind: NodeKind | EdgeKind, columns: Sequence[str]) -> str:
    """Write the query for columns of all nodes or edges of a kind that a workspace brings; dates come as texts."""
    types = {column.name: column.type for column in shown_columns(kind)}
    if isinstance(kind, NodeKind):
        listed = ", ".join(_read("n", name, types[name]) for name in columns)
        return f"MATCH (n:{OURS}:{ticked(kind.name)}) WHERE $workspace IN n.{BROUGHT}\nRETURN {listed}"
    ends = {"src": "a.uid", "dst": "b.uid"}
    listed = ", ".join(ends.get(name) or _read("r", name, types[name]) for name in columns)
    return f"MATCH (a)-[r:{ticked(kind.name)}]->(b) WHERE $workspace IN r.{BROUGHT}\nRETURN {listed}"


def _read(item: str, name: str, kind: str) -> str:
    value = f"{item}.{ticked(name)}"
    return f"toString({value})" if kind == "DATE" else value


NODE_PLACES = f"""UNWIND $ids AS id
MATCH (n:{OURS} {{uid: id}})
RETURN id, n.{SOURCES} AS places, n.{SOURCE_COUNT} AS total, n.{BROUGHT}[0] AS owner"""


def edge_places(kind: str) -> str:
    """Write the query for the places behind edges of a kind."""
    return f"""UNWIND $ids AS id
MATCH ()-[r:{ticked(kind)} {{key: id}}]->()
RETURN id, r.{SOURCES} AS places, r.{SOURCE_COUNT} AS total, r.{BROUGHT}[0] AS owner"""


def places(kind: NodeKind | EdgeKind) -> str:
    """Write the query for the places behind all nodes or edges of a kind that a workspace brings."""
    item, name = ("n", "uid") if isinstance(kind, NodeKind) else ("r", "key")
    found = f"(n:{OURS}:{ticked(kind.name)})" if isinstance(kind, NodeKind) else f"()-[r:{ticked(kind.name)}]->()"
    return f"""MATCH {found} WHERE $workspace IN {item}.{BROUGHT} AND {item}.{SOURCE_COUNT} > 0
RETURN {item}.{name} AS id, {item}.{SOURCES} AS places, {item}.{SOURCE_COUNT} AS total, {item}.{BROUGHT}[0] AS owner"""


UNIVERSES = f"""UNWIND $ids AS id
MATCH (n:{OURS} {{uid: id}}) WHERE n.{UNIVERSE} IS NOT NULL
RETURN id, n.{UNIVERSE} AS universe"""

DESCRIPTION = f"""{_MARKER}
RETURN w.settings AS settings, w.schema AS schema, w.runs AS runs, w.as_of AS as_of, w.layout AS layout"""

# places of what another workspace brought first name runs of that one
RUNS = f"MATCH (w:{WORKSPACE}) WHERE w.runs IS NOT NULL\nRETURN w.id AS id, w.runs AS runs"

TEMPLATES = f"{_MARKER}\nRETURN w.templates AS templates"
