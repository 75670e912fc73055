"""Whether the graph knows one node that a parameter names, and which names come near where it knows none."""

from __future__ import annotations

from rapidfuzz import process

from graph.errors import NotPossible
from graph.neo4j.database import Database
from graph.neo4j.model import OURS, ticked
from graph.queries.catalogue import Parameter
from graph.schema import NodeKind
from graph.words import name_of, say
from graph.workspace.guard import FLAG

_COMPARED = 200_000  # names that are looked through for near ones
_NEAR = 60  # likeness from which a name is offered
_OFFERED = 5


def check_node(database: Database, kind: NodeKind, parameter: Parameter, text: str) -> None:
    """Do nothing where one node answers to the text as the query will look for it; NotPossible names near ones.

    A name that several bear is refused with their uids: the query would take two legal entities for one. A uid
    is never refused.

    Confidential ones are left out, as in every query of the catalogue: neither known nor offered. Whoever pushed a node,
    it counts: queries see all that is in the database.
    """
    found = f"MATCH (n:{OURS}:{ticked(kind.name)}) WHERE coalesce(n.{FLAG}, false) = false"
    same = " OR ".join(f"n.{ticked(field)} = $text" for field in parameter.by)
    values = {"kind": name_of(kind), "text": text, "about": parameter.named()}
    # a uid of that text comes first
    rows = database.read(f"{found} AND ({same}) RETURN n.uid AS uid ORDER BY n.uid <> $text, uid", text=text)
    uids = [str(row["uid"]) for row in rows]
    if len(uids) > 1 and uids[0] != text:
        listed = say("queries.comma").join(uids[:_OFFERED])
        raise NotPossible("queries.ambiguous_node", uids=listed, count=len(uids), **values)
    if uids:
        return
    caption = ticked(kind.caption)
    rows = database.read(f"{found} AND n.{caption} IS NOT NULL RETURN DISTINCT n.{caption} AS name LIMIT {_COMPARED}")
    names = sorted(str(row["name"]) for row in rows)
    near = [name for name, _, _ in process.extract(text, names, limit=_OFFERED, score_cutoff=_NEAR)]
    if near:
        raise NotPossible("queries.unknown_node", near=say("queries.comma").join(near), **values)
    raise NotPossible("queries.unknown_node_alone", **values)
