"""The Cypher statements about pushes: who pushes, what each workspace pushed, how much of it stands.

``$workspace`` is the id of the workspace at work.
"""

from __future__ import annotations

from graph.neo4j.model import BROUGHT, DRAWN, HOLDER, LOCK, OURS, WORKSPACE

_MARKER = f"MATCH (w:{WORKSPACE} {{id: $workspace}})"

MARKERS = f"""MATCH (w:{WORKSPACE})
RETURN w.id AS id, w.name AS name, w.home AS home, w.state AS state, w.version AS version, w.version_token AS version_token,
       w.push AS push, w.database AS database, w.digest AS digest, w.declared AS declared, w.stale AS stale,
       w.nodes AS nodes, w.edges AS edges, w.kinds AS kinds, w.relations AS relations, w.as_of AS as_of
ORDER BY w.joined, id"""

BEGIN = f"""OPTIONAL MATCH (other:{WORKSPACE})
WITH count(other) AS others
MERGE (w:{WORKSPACE} {{id: $workspace}})
ON CREATE SET w.joined = others
SET w.database = CASE WHEN toStringOrNull(w.database) =~ '{DRAWN}' THEN toStringOrNull(w.database) ELSE $database END,
    w.state = $state, w.name = coalesce($name, w.name), w.home = coalesce($home, w.home), w.layout = $layout,
    w.columns = $columns,
    w.kinds = coalesce(w.kinds, []) + [kind IN $kinds WHERE NOT kind IN coalesce(w.kinds, [])],
    w.relations = coalesce(w.relations, []) + [kind IN $relations WHERE NOT kind IN coalesce(w.relations, [])]
RETURN w.database AS database"""

COLUMNS = f"""{_MARKER}
RETURN coalesce(w.columns, []) AS columns"""

# a kind that is no longer declared stays known as long as it stands: whoever inherits such a node takes it off
COMPLETE = f"""{_MARKER}
WITH w, [kind IN w.kinds WHERE NOT kind IN $marker.kinds
         AND EXISTS {{ MATCH (n:{OURS}) WHERE kind IN labels(n) }}] AS former
SET w += $marker, w.state = 'complete', w.kinds = $marker.kinds + former"""

DECLARED = f"""{_MARKER}
WHERE w.push = $push
SET w.declared = $declared"""

FORGET = f"""{_MARKER}
DELETE w"""

STALE = f"""MATCH (w:{WORKSPACE})
WHERE w.id IN $others
SET w.stale = true"""

# whoever inherits sends all, and knows the kinds and properties that the leaver alone may have declared: they have to go
INHERIT = f"""{_MARKER}
MATCH (heir:{WORKSPACE})
WHERE heir.id IN $heirs
SET heir.stale = true,
    heir.kinds = coalesce(heir.kinds, []) + [kind IN coalesce(w.kinds, []) WHERE NOT kind IN coalesce(heir.kinds, [])],
    heir.columns = coalesce(heir.columns, [])
        + [column IN coalesce(w.columns, []) WHERE NOT column IN coalesce(heir.columns, [])]"""

TRY_LOCK = f"MATCH (l:{LOCK} {{name: 'push'}}) SET l.tried = true"
TAKE_LOCK = f"MERGE (l:{LOCK} {{name: 'push'}}) SET l.tried = false"
HOLD = f"UNWIND $lanes AS lane MERGE (h:{HOLDER} {{name: lane}}) SET h.token = $token, h.holder = $holder"
WHO_HOLDS = f"MATCH (h:{HOLDER} {{name: 'push'}}) RETURN h.holder AS holder"
# writing takes the node's lock: a push that takes over waits for the batches under way, and then this one sees its token
STILL_MINE = f"MATCH (h:{HOLDER} {{name: $lane}}) SET h.at_work = true RETURN h.token = $token AS mine"
RELEASE = f"MATCH (h:{HOLDER} {{token: $token}}) DELETE h"

# beside the number of edges that the last push left
COUNTS = f"""CALL () {{ MATCH (n:{OURS}) WHERE $workspace IN n.{BROUGHT} RETURN count(*) AS nodes }}
CALL () {{ MATCH ()-[r]->() WHERE $workspace IN r.{BROUGHT} AND r.key IS NOT NULL RETURN count(*) AS edges }}
OPTIONAL {_MARKER}
RETURN nodes, edges, w.edges AS pushed"""

# without those of other types, which somebody gave all the properties of one of ours; it takes longer
OWN_EDGES = f"""MATCH ()-[r]->() WHERE $workspace IN r.{BROUGHT} AND r.key IS NOT NULL
WITH type(r) AS type, count(*) AS number
{_MARKER} WHERE type IN w.relations
RETURN sum(number) AS edges"""

POPULATION = f"MATCH (n:{OURS}) RETURN count(n) AS nodes"
