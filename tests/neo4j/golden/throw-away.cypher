// schema 1
CREATE CONSTRAINT `liantu_uid` IF NOT EXISTS FOR (n:`Liantu`) REQUIRE n.`uid` IS UNIQUE

// schema 2
CREATE CONSTRAINT `liantu_workspace` IF NOT EXISTS FOR (n:`LiantuWorkspace`) REQUIRE n.`id` IS UNIQUE

// schema 3
CREATE CONSTRAINT `liantu_claim` IF NOT EXISTS FOR (n:`LiantuClaim`) REQUIRE n.`id` IS UNIQUE

// schema 4
CREATE CONSTRAINT `liantu_lock` IF NOT EXISTS FOR (n:`LiantuLock`) REQUIRE n.`name` IS UNIQUE

// schema 5
CREATE CONSTRAINT `liantu_push` IF NOT EXISTS FOR (n:`LiantuPush`) REQUIRE n.`name` IS UNIQUE

// schema 6
CREATE INDEX `liantu_mill_uid` IF NOT EXISTS FOR (n:`Mill`) ON (n.`uid`)

// schema 7
CREATE INDEX `liantu_mill_name` IF NOT EXISTS FOR (n:`Mill`) ON (n.`name`)

// schema 8
CREATE INDEX `liantu_place_uid` IF NOT EXISTS FOR (n:`Place`) ON (n.`uid`)

// schema 9
CREATE INDEX `liantu_place_name` IF NOT EXISTS FOR (n:`Place`) ON (n.`name`)

// schema 10
CREATE INDEX `liantu_role_uid` IF NOT EXISTS FOR (n:`Role`) ON (n.`uid`)

// schema 11
CREATE INDEX `liantu_role_name` IF NOT EXISTS FOR (n:`Role`) ON (n.`name`)

// schema 12
CREATE INDEX `liantu_school_uid` IF NOT EXISTS FOR (n:`School`) ON (n.`uid`)

// schema 13
CREATE INDEX `liantu_school_name` IF NOT EXISTS FOR (n:`School`) ON (n.`name`)

// schema 14
CREATE INDEX `liantu_thing_uid` IF NOT EXISTS FOR (n:`Thing`) ON (n.`uid`)

// schema 15
CREATE INDEX `liantu_thing_name` IF NOT EXISTS FOR (n:`Thing`) ON (n.`name`)

// schema 16
CREATE INDEX `liantu_year_uid` IF NOT EXISTS FOR (n:`Year`) ON (n.`uid`)

// schema 17
CREATE INDEX `liantu_year_year` IF NOT EXISTS FOR (n:`Year`) ON (n.`year`)

// schema 18
CREATE INDEX `liantu_has_key` IF NOT EXISTS FOR ()-[r:`HAS`]-() ON (r.`key`)

// schema 19
CREATE INDEX `liantu_in_key` IF NOT EXISTS FOR ()-[r:`IN`]-() ON (r.`key`)

// schema 20
CREATE INDEX `liantu_is_key` IF NOT EXISTS FOR ()-[r:`IS`]-() ON (r.`key`)

// schema 21
CREATE INDEX `liantu_makes_key` IF NOT EXISTS FOR ()-[r:`MAKES`]-() ON (r.`key`)

// schema 22
CREATE INDEX `liantu_mates_key` IF NOT EXISTS FOR ()-[r:`MATES`]-() ON (r.`key`)

// schema 23
CREATE INDEX `liantu_sells_key` IF NOT EXISTS FOR ()-[r:`SELLS`]-() ON (r.`key`)

// schema 24
CREATE INDEX `liantu_teaches_key` IF NOT EXISTS FOR ()-[r:`TEACHES`]-() ON (r.`key`)

// AWAIT
CALL db.awaitIndexes(600)

// INDEXES
SHOW INDEXES YIELD name

// UNFILLED
SHOW INDEXES YIELD name, state, populationPercent, labelsOrTypes, properties, failureMessage
WHERE name STARTS WITH 'liantu_' AND state <> 'ONLINE'
RETURN name, labelsOrTypes[0] AS kind, properties[0] AS property, populationPercent AS percent,
       coalesce(failureMessage, '') AS reason
ORDER BY name

// KINDS_IN_USE
CALL db.labels() YIELD label RETURN label AS kind
UNION CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType AS kind

// OTHER_KIND
UNWIND $rows AS row
MATCH (n:Liantu {uid: row[0]})
REMOVE n:$(row[1])
SET n = {uid: row[0], _workspaces: n._workspaces}

// CLAIMED
UNWIND $rows AS row
MERGE (c:LiantuClaim {id: row[0]})
SET c:Claim, c.of = row[1], c.kind = row[2], c.fields = row[3], c.says = row[4], c.stands = row[5],
    c.by = $workspace, c._version = row[7]
WITH c, row
MATCH (n:Liantu {uid: row[6]})
MERGE (c)-[:CLAIMS]->(n)

// OUTDATED
UNWIND $rows AS row
MATCH (c:LiantuClaim {id: row[0]})
SET c.stands = [i IN range(0, size(c.fields) - 1) | coalesce(row[1][c.fields[i]], c.stands[i])]

// UNCLAIMED
UNWIND $ids AS id
MATCH (c:LiantuClaim {id: $workspace + '|' + id})
DETACH DELETE c

// DROP_OWN_CLAIMS
MATCH (c:LiantuClaim {by: $workspace})
DETACH DELETE c

// DROP_CLAIMS
MATCH (c:LiantuClaim)
DETACH DELETE c

// CLAIMS
MATCH (c:LiantuClaim)
RETURN c.of AS id, c.kind AS kind, c.by AS workspace, c.fields AS fields, c.says AS says, c.stands AS stands
ORDER BY id, workspace

// ABSENT
UNWIND $uids AS uid
OPTIONAL MATCH (n:Liantu {uid: uid})
WITH uid, n WHERE n IS NULL
RETURN uid ORDER BY uid

// RENAME
UNWIND $rows AS row
CALL (row) {
  UNWIND range(0, size(row[1]) - 1) AS place
  MATCH (n:Liantu {uid: row[1][place]})
  WHERE n._workspaces = [$workspace]
  RETURN n ORDER BY place LIMIT 1
}
WITH row, n WHERE NOT EXISTS { MATCH (:Liantu {uid: row[0]}) }
SET n.uid = row[0]
RETURN count(*) AS renamed

// DROP_FINDINGS
MATCH (f:LiantuFinding {workspace: $workspace})
DETACH DELETE f

// LEAVE_NODES
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others,
    n._sources = CASE WHEN first THEN null ELSE n._sources END,
    n._source_count = CASE WHEN first THEN null ELSE n._source_count END
RETURN count(*) AS left, sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// LET_GO
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// REMOVE
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// LET_KEPT_GO
MATCH (n:Liantu)
WHERE n._kept IS NOT NULL AND n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n
RETURN count(*) AS removed

// BROUGHT_OTHERWISE
MATCH (n:Liantu)
WHERE $workspace IN n._workspaces
  AND (n._workspaces[0] <> $workspace OR none(label IN labels(n) WHERE label IN $kinds))
RETURN n.uid AS id, coalesce([label IN labels(n) WHERE label IN $kinds][0], $kinds[0]) AS kind

// KEPT_NODES
MATCH (n:Liantu) WHERE n._kept IS NOT NULL RETURN n.uid AS id, n._kept AS kind ORDER BY id

// MARKERS
MATCH (w:LiantuWorkspace)
RETURN w.id AS id, w.name AS name, w.home AS home, w.state AS state, w.version AS version, w.version_token AS version_token,
       w.push AS push, w.database AS database, w.digest AS digest, w.declared AS declared, w.stale AS stale,
       w.nodes AS nodes, w.edges AS edges, w.kinds AS kinds, w.relations AS relations, w.as_of AS as_of
ORDER BY w.joined, id

// BEGIN
OPTIONAL MATCH (other:LiantuWorkspace)
WITH count(other) AS others
MERGE (w:LiantuWorkspace {id: $workspace})
ON CREATE SET w.joined = others
SET w.database = CASE WHEN toStringOrNull(w.database) =~ '[0-9a-z]{1,40}' THEN toStringOrNull(w.database) ELSE $database END,
    w.state = $state, w.name = coalesce($name, w.name), w.home = coalesce($home, w.home), w.layout = $layout,
    w.columns = $columns,
    w.kinds = coalesce(w.kinds, []) + [kind IN $kinds WHERE NOT kind IN coalesce(w.kinds, [])],
    w.relations = coalesce(w.relations, []) + [kind IN $relations WHERE NOT kind IN coalesce(w.relations, [])]
RETURN w.database AS database

// COLUMNS
MATCH (w:LiantuWorkspace {id: $workspace})
RETURN coalesce(w.columns, []) AS columns

// COMPLETE
MATCH (w:LiantuWorkspace {id: $workspace})
WITH w, [kind IN w.kinds WHERE NOT kind IN $marker.kinds
         AND EXISTS { MATCH (n:Liantu) WHERE kind IN labels(n) }] AS former
SET w += $marker, w.state = 'complete', w.kinds = $marker.kinds + former

// DECLARED
MATCH (w:LiantuWorkspace {id: $workspace})
WHERE w.push = $push
SET w.declared = $declared

// FORGET
MATCH (w:LiantuWorkspace {id: $workspace})
DELETE w

// STALE
MATCH (w:LiantuWorkspace)
WHERE w.id IN $others
SET w.stale = true

// INHERIT
MATCH (w:LiantuWorkspace {id: $workspace})
MATCH (heir:LiantuWorkspace)
WHERE heir.id IN $heirs
SET heir.stale = true,
    heir.kinds = coalesce(heir.kinds, []) + [kind IN coalesce(w.kinds, []) WHERE NOT kind IN coalesce(heir.kinds, [])],
    heir.columns = coalesce(heir.columns, [])
        + [column IN coalesce(w.columns, []) WHERE NOT column IN coalesce(heir.columns, [])]

// TRY_LOCK
MATCH (l:LiantuLock {name: 'push'}) SET l.tried = true

// TAKE_LOCK
MERGE (l:LiantuLock {name: 'push'}) SET l.tried = false

// HOLD
UNWIND $lanes AS lane MERGE (h:LiantuPush {name: lane}) SET h.token = $token, h.holder = $holder

// WHO_HOLDS
MATCH (h:LiantuPush {name: 'push'}) RETURN h.holder AS holder

// STILL_MINE
MATCH (h:LiantuPush {name: $lane}) SET h.at_work = true RETURN h.token = $token AS mine

// RELEASE
MATCH (h:LiantuPush {token: $token}) DELETE h

// COUNTS
CALL () { MATCH (n:Liantu) WHERE $workspace IN n._workspaces RETURN count(*) AS nodes }
CALL () { MATCH ()-[r]->() WHERE $workspace IN r._workspaces AND r.key IS NOT NULL RETURN count(*) AS edges }
OPTIONAL MATCH (w:LiantuWorkspace {id: $workspace})
RETURN nodes, edges, w.edges AS pushed

// OWN_EDGES
MATCH ()-[r]->() WHERE $workspace IN r._workspaces AND r.key IS NOT NULL
WITH type(r) AS type, count(*) AS number
MATCH (w:LiantuWorkspace {id: $workspace}) WHERE type IN w.relations
RETURN sum(number) AS edges

// POPULATION
MATCH (n:Liantu) RETURN count(n) AS nodes

// NODE_PLACES
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// UNIVERSES
UNWIND $ids AS id
MATCH (n:Liantu {uid: id}) WHERE n._universe IS NOT NULL
RETURN id, n._universe AS universe

// DESCRIPTION
MATCH (w:LiantuWorkspace {id: $workspace})
RETURN w.settings AS settings, w.schema AS schema, w.runs AS runs, w.as_of AS as_of, w.layout AS layout

// RUNS
MATCH (w:LiantuWorkspace) WHERE w.runs IS NOT NULL
RETURN w.id AS id, w.runs AS runs

// TEMPLATES
MATCH (w:LiantuWorkspace {id: $workspace})
RETURN w.templates AS templates

// Mill upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Mill`
SET n.`name` = row[1],
    n.`uscc` = row[2],
    n.`ticker` = row[3],
    n.`old` = row[4],
    n.`region` = row[5],
    n.`opened` = row[6],
    n.`opened_precision` = row[7],
    n.`shut` = row[8],
    n.`shut_precision` = row[9],
    n.`money` = row[10],
    n.`money_text` = row[11],
    n.`size` = row[12],
    n.`tags` = row[13],
    n.`good` = row[14],
    n.`share` = row[15],
    n.`inferred` = row[16],
    n.`confidence` = row[17],
    n.`_from` = row[18],
    n.`_to` = row[19],
    n.`_universe` = row[20],
    n.`_sources` = row[21],
    n.`_source_count` = row[22],
    n.`_version` = row[23],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Mill insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Mill` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `uscc`: $columns[2][i],
    `ticker`: $columns[3][i],
    `old`: $columns[4][i],
    `region`: $columns[5][i],
    `opened`: $columns[6][i],
    `opened_precision`: $columns[7][i],
    `shut`: $columns[8][i],
    `shut_precision`: $columns[9][i],
    `money`: $columns[10][i],
    `money_text`: $columns[11][i],
    `size`: $columns[12][i],
    `tags`: $columns[13][i],
    `good`: $columns[14][i],
    `share`: $columns[15][i],
    `inferred`: $columns[16][i],
    `confidence`: $columns[17][i],
    `_from`: $columns[18][i],
    `_to`: $columns[19][i],
    `_universe`: $columns[20][i],
    `_sources`: $columns[21][i],
    `_source_count`: $columns[22][i],
    `_version`: $columns[23][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Mill theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Mill`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`ticker`, n.`old`, n.`region`, n.`opened`, n.`opened_precision`, n.`shut`, n.`shut_precision`, n.`money`, n.`money_text`, n.`size`, n.`tags`, n.`good`, n.`share`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Mill join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Mill values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`ticker`, n.`old`, n.`region`, n.`opened`, n.`opened_precision`, n.`shut`, n.`shut_precision`, n.`money`, n.`money_text`, n.`size`, n.`tags`, n.`good`, n.`share`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Mill` AS is_kind

// Mill places
MATCH (n:Liantu:`Mill`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Mill upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Mill`
SET n.`name` = row[1],
    n.`uscc` = row[2],
    n.`ticker` = row[3],
    n.`old` = row[4],
    n.`region` = row[5],
    n.`opened` = row[6],
    n.`opened_precision` = row[7],
    n.`shut` = row[8],
    n.`shut_precision` = row[9],
    n.`money` = row[10],
    n.`money_text` = row[11],
    n.`size` = row[12],
    n.`tags` = row[13],
    n.`good` = row[14],
    n.`share` = row[15],
    n.`inferred` = row[16],
    n.`confidence` = row[17],
    n.`_from` = row[18],
    n.`_to` = row[19],
    n.`_universe` = row[20],
    n.`_sources` = row[21],
    n.`_source_count` = row[22],
    n.`_version` = row[23],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Mill table
MATCH (n:Liantu:`Mill`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`uscc`, n.`ticker`, n.`old`, n.`region`, toString(n.`opened`), n.`opened_precision`, toString(n.`shut`), n.`shut_precision`, n.`money`, n.`money_text`, n.`size`, n.`tags`, n.`good`, n.`share`, n.`inferred`, n.`confidence`

// name keep
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE n._workspaces = [] AND n._kept IS NULL
REMOVE n:$([label IN labels(n) WHERE label IN known])
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

// Mill brought_nodes
MATCH (n:Liantu:`Mill`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Mill retype
UNWIND $ids AS id
MATCH (n:Liantu:`Mill` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Mill`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Place upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Place`
SET n.`code` = row[1],
    n.`name` = row[2],
    n.`inferred` = row[3],
    n.`confidence` = row[4],
    n.`_from` = row[5],
    n.`_to` = row[6],
    n.`_universe` = row[7],
    n.`_sources` = row[8],
    n.`_source_count` = row[9],
    n.`_version` = row[10],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Place insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Place` {`uid`: $columns[0][i],
    `code`: $columns[1][i],
    `name`: $columns[2][i],
    `inferred`: $columns[3][i],
    `confidence`: $columns[4][i],
    `_from`: $columns[5][i],
    `_to`: $columns[6][i],
    `_universe`: $columns[7][i],
    `_sources`: $columns[8][i],
    `_source_count`: $columns[9][i],
    `_version`: $columns[10][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Place theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Place`)
RETURN id, n._workspaces AS brought, [n.`code`, n.`name`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Place join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Place values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`code`, n.`name`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Place` AS is_kind

// Place places
MATCH (n:Liantu:`Place`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Place upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Place`
SET n.`code` = row[1],
    n.`name` = row[2],
    n.`inferred` = row[3],
    n.`confidence` = row[4],
    n.`_from` = row[5],
    n.`_to` = row[6],
    n.`_universe` = row[7],
    n.`_sources` = row[8],
    n.`_source_count` = row[9],
    n.`_version` = row[10],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Place table
MATCH (n:Liantu:`Place`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`code`, n.`name`, n.`inferred`, n.`confidence`

// Place brought_nodes
MATCH (n:Liantu:`Place`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Place retype
UNWIND $ids AS id
MATCH (n:Liantu:`Place` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Place`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Role upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Role`
SET n.`code` = row[1],
    n.`name` = row[2],
    n.`inferred` = row[3],
    n.`confidence` = row[4],
    n.`_from` = row[5],
    n.`_to` = row[6],
    n.`_universe` = row[7],
    n.`_sources` = row[8],
    n.`_source_count` = row[9],
    n.`_version` = row[10],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Role insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Role` {`uid`: $columns[0][i],
    `code`: $columns[1][i],
    `name`: $columns[2][i],
    `inferred`: $columns[3][i],
    `confidence`: $columns[4][i],
    `_from`: $columns[5][i],
    `_to`: $columns[6][i],
    `_universe`: $columns[7][i],
    `_sources`: $columns[8][i],
    `_source_count`: $columns[9][i],
    `_version`: $columns[10][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Role theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Role`)
RETURN id, n._workspaces AS brought, [n.`code`, n.`name`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Role join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Role values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`code`, n.`name`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Role` AS is_kind

// Role places
MATCH (n:Liantu:`Role`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Role upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Role`
SET n.`code` = row[1],
    n.`name` = row[2],
    n.`inferred` = row[3],
    n.`confidence` = row[4],
    n.`_from` = row[5],
    n.`_to` = row[6],
    n.`_universe` = row[7],
    n.`_sources` = row[8],
    n.`_source_count` = row[9],
    n.`_version` = row[10],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Role table
MATCH (n:Liantu:`Role`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`code`, n.`name`, n.`inferred`, n.`confidence`

// Role brought_nodes
MATCH (n:Liantu:`Role`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Role retype
UNWIND $ids AS id
MATCH (n:Liantu:`Role` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Role`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// School upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`School`
SET n.`name` = row[1],
    n.`uscc` = row[2],
    n.`ticker` = row[3],
    n.`old` = row[4],
    n.`region` = row[5],
    n.`opened` = row[6],
    n.`opened_precision` = row[7],
    n.`shut` = row[8],
    n.`shut_precision` = row[9],
    n.`size` = row[10],
    n.`rank` = row[11],
    n.`inferred` = row[12],
    n.`confidence` = row[13],
    n.`_from` = row[14],
    n.`_to` = row[15],
    n.`_universe` = row[16],
    n.`_sources` = row[17],
    n.`_source_count` = row[18],
    n.`_version` = row[19],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// School insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`School` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `uscc`: $columns[2][i],
    `ticker`: $columns[3][i],
    `old`: $columns[4][i],
    `region`: $columns[5][i],
    `opened`: $columns[6][i],
    `opened_precision`: $columns[7][i],
    `shut`: $columns[8][i],
    `shut_precision`: $columns[9][i],
    `size`: $columns[10][i],
    `rank`: $columns[11][i],
    `inferred`: $columns[12][i],
    `confidence`: $columns[13][i],
    `_from`: $columns[14][i],
    `_to`: $columns[15][i],
    `_universe`: $columns[16][i],
    `_sources`: $columns[17][i],
    `_source_count`: $columns[18][i],
    `_version`: $columns[19][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// School theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`School`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`ticker`, n.`old`, n.`region`, n.`opened`, n.`opened_precision`, n.`shut`, n.`shut_precision`, n.`size`, n.`rank`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// School join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// School values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`ticker`, n.`old`, n.`region`, n.`opened`, n.`opened_precision`, n.`shut`, n.`shut_precision`, n.`size`, n.`rank`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`School` AS is_kind

// School places
MATCH (n:Liantu:`School`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// School upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`School`
SET n.`name` = row[1],
    n.`uscc` = row[2],
    n.`ticker` = row[3],
    n.`old` = row[4],
    n.`region` = row[5],
    n.`opened` = row[6],
    n.`opened_precision` = row[7],
    n.`shut` = row[8],
    n.`shut_precision` = row[9],
    n.`size` = row[10],
    n.`rank` = row[11],
    n.`inferred` = row[12],
    n.`confidence` = row[13],
    n.`_from` = row[14],
    n.`_to` = row[15],
    n.`_universe` = row[16],
    n.`_sources` = row[17],
    n.`_source_count` = row[18],
    n.`_version` = row[19],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// School table
MATCH (n:Liantu:`School`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`uscc`, n.`ticker`, n.`old`, n.`region`, toString(n.`opened`), n.`opened_precision`, toString(n.`shut`), n.`shut_precision`, n.`size`, n.`rank`, n.`inferred`, n.`confidence`

// School brought_nodes
MATCH (n:Liantu:`School`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// School retype
UNWIND $ids AS id
MATCH (n:Liantu:`School` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`School`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Thing upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Thing`
SET n.`name` = row[1],
    n.`note` = row[2],
    n.`inferred` = row[3],
    n.`confidence` = row[4],
    n.`_from` = row[5],
    n.`_to` = row[6],
    n.`_universe` = row[7],
    n.`_sources` = row[8],
    n.`_source_count` = row[9],
    n.`_version` = row[10],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Thing insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Thing` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `note`: $columns[2][i],
    `inferred`: $columns[3][i],
    `confidence`: $columns[4][i],
    `_from`: $columns[5][i],
    `_to`: $columns[6][i],
    `_universe`: $columns[7][i],
    `_sources`: $columns[8][i],
    `_source_count`: $columns[9][i],
    `_version`: $columns[10][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Thing theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Thing`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`note`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Thing join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Thing values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`note`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Thing` AS is_kind

// Thing places
MATCH (n:Liantu:`Thing`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Thing upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Thing`
SET n.`name` = row[1],
    n.`note` = row[2],
    n.`inferred` = row[3],
    n.`confidence` = row[4],
    n.`_from` = row[5],
    n.`_to` = row[6],
    n.`_universe` = row[7],
    n.`_sources` = row[8],
    n.`_source_count` = row[9],
    n.`_version` = row[10],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Thing table
MATCH (n:Liantu:`Thing`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`note`, n.`inferred`, n.`confidence`

// Thing brought_nodes
MATCH (n:Liantu:`Thing`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Thing retype
UNWIND $ids AS id
MATCH (n:Liantu:`Thing` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Thing`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Year upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Year`
SET n.`year` = row[1],
    n.`sales` = row[2],
    n.`sales_text` = row[3],
    n.`inferred` = row[4],
    n.`confidence` = row[5],
    n.`_from` = row[6],
    n.`_to` = row[7],
    n.`_universe` = row[8],
    n.`_sources` = row[9],
    n.`_source_count` = row[10],
    n.`_version` = row[11],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Year insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Year` {`uid`: $columns[0][i],
    `year`: $columns[1][i],
    `sales`: $columns[2][i],
    `sales_text`: $columns[3][i],
    `inferred`: $columns[4][i],
    `confidence`: $columns[5][i],
    `_from`: $columns[6][i],
    `_to`: $columns[7][i],
    `_universe`: $columns[8][i],
    `_sources`: $columns[9][i],
    `_source_count`: $columns[10][i],
    `_version`: $columns[11][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Year theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Year`)
RETURN id, n._workspaces AS brought, [n.`year`, n.`sales`, n.`sales_text`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Year join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Year values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`year`, n.`sales`, n.`sales_text`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Year` AS is_kind

// Year places
MATCH (n:Liantu:`Year`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Year upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Year`
SET n.`year` = row[1],
    n.`sales` = row[2],
    n.`sales_text` = row[3],
    n.`inferred` = row[4],
    n.`confidence` = row[5],
    n.`_from` = row[6],
    n.`_to` = row[7],
    n.`_universe` = row[8],
    n.`_sources` = row[9],
    n.`_source_count` = row[10],
    n.`_version` = row[11],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Year table
MATCH (n:Liantu:`Year`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`year`, n.`sales`, n.`sales_text`, n.`inferred`, n.`confidence`

// year keep
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE n._workspaces = [] AND n._kept IS NULL
REMOVE n:$([label IN labels(n) WHERE label IN known])
SET n = {uid: id, _workspaces: [], _kept: $kind, `year`: n.`year`}
RETURN count(*) AS kept

// Year brought_nodes
MATCH (n:Liantu:`Year`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Year retype
UNWIND $ids AS id
MATCH (n:Liantu:`Year` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Year`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// HAS upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS` {key: row[0]}]->(b)
SET r.`inferred` = row[3],
    r.`confidence` = row[4],
    r.`_from` = row[5],
    r.`_to` = row[6],
    r.`_sources` = row[7],
    r.`_source_count` = row[8],
    r.`_version` = row[9],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// HAS insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`HAS` {`key`: $columns[0][i],
    `inferred`: $columns[2][i],
    `confidence`: $columns[3][i],
    `_from`: $columns[4][i],
    `_to`: $columns[5][i],
    `_sources`: $columns[6][i],
    `_source_count`: $columns[7][i],
    `_version`: $columns[8][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// HAS theirs
UNWIND $ids AS id
MATCH ()-[r:`HAS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// HAS join
UNWIND $ids AS id
MATCH ()-[r:`HAS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// HAS values
UNWIND $ids AS id
MATCH ()-[r:`HAS` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// HAS places
MATCH ()-[r:`HAS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// HAS upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS` {key: row[0]}]->(b)
SET r.`inferred` = row[3],
    r.`confidence` = row[4],
    r.`_from` = row[5],
    r.`_to` = row[6],
    r.`_sources` = row[7],
    r.`_source_count` = row[8],
    r.`_version` = row[9],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// HAS table
MATCH (a)-[r:`HAS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// HAS drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`HAS` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// HAS put_back
UNWIND $rows AS row
MATCH (x)-[moved:`HAS` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// HAS brought_edges
MATCH ()-[r:`HAS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// HAS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`HAS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// HAS edge_places
UNWIND $ids AS id
MATCH ()-[r:`HAS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// IN upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`IN` {key: row[0]}]->(b)
SET r.`inferred` = row[3],
    r.`confidence` = row[4],
    r.`_from` = row[5],
    r.`_to` = row[6],
    r.`_sources` = row[7],
    r.`_source_count` = row[8],
    r.`_version` = row[9],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// IN insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`IN` {`key`: $columns[0][i],
    `inferred`: $columns[2][i],
    `confidence`: $columns[3][i],
    `_from`: $columns[4][i],
    `_to`: $columns[5][i],
    `_sources`: $columns[6][i],
    `_source_count`: $columns[7][i],
    `_version`: $columns[8][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// IN theirs
UNWIND $ids AS id
MATCH ()-[r:`IN` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// IN join
UNWIND $ids AS id
MATCH ()-[r:`IN` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// IN values
UNWIND $ids AS id
MATCH ()-[r:`IN` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// IN places
MATCH ()-[r:`IN`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// IN upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`IN` {key: row[0]}]->(b)
SET r.`inferred` = row[3],
    r.`confidence` = row[4],
    r.`_from` = row[5],
    r.`_to` = row[6],
    r.`_sources` = row[7],
    r.`_source_count` = row[8],
    r.`_version` = row[9],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// IN table
MATCH (a)-[r:`IN`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// IN drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`IN` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// IN put_back
UNWIND $rows AS row
MATCH (x)-[moved:`IN` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`IN` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// IN brought_edges
MATCH ()-[r:`IN`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// IN leave_edges
UNWIND $ids AS id
MATCH ()-[r:`IN` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// IN edge_places
UNWIND $ids AS id
MATCH ()-[r:`IN` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// IS upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`IS` {key: row[0]}]->(b)
SET r.`since` = row[3],
    r.`since_precision` = row[4],
    r.`inferred` = row[5],
    r.`confidence` = row[6],
    r.`_from` = row[7],
    r.`_to` = row[8],
    r.`_sources` = row[9],
    r.`_source_count` = row[10],
    r.`_version` = row[11],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// IS insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`IS` {`key`: $columns[0][i],
    `since`: $columns[2][i],
    `since_precision`: $columns[3][i],
    `inferred`: $columns[4][i],
    `confidence`: $columns[5][i],
    `_from`: $columns[6][i],
    `_to`: $columns[7][i],
    `_sources`: $columns[8][i],
    `_source_count`: $columns[9][i],
    `_version`: $columns[10][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// IS theirs
UNWIND $ids AS id
MATCH ()-[r:`IS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`since`, r.`since_precision`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// IS join
UNWIND $ids AS id
MATCH ()-[r:`IS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// IS values
UNWIND $ids AS id
MATCH ()-[r:`IS` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`since`, r.`since_precision`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// IS places
MATCH ()-[r:`IS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// IS upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`IS` {key: row[0]}]->(b)
SET r.`since` = row[3],
    r.`since_precision` = row[4],
    r.`inferred` = row[5],
    r.`confidence` = row[6],
    r.`_from` = row[7],
    r.`_to` = row[8],
    r.`_sources` = row[9],
    r.`_source_count` = row[10],
    r.`_version` = row[11],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// IS table
MATCH (a)-[r:`IS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`since`), r.`since_precision`, r.`inferred`, r.`confidence`

// IS drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`IS` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// IS put_back
UNWIND $rows AS row
MATCH (x)-[moved:`IS` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`IS` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// IS brought_edges
MATCH ()-[r:`IS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// IS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`IS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// IS edge_places
UNWIND $ids AS id
MATCH ()-[r:`IS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// MAKES upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MAKES` {key: row[0]}]->(b)
SET r.`share` = row[3],
    r.`inferred` = row[4],
    r.`confidence` = row[5],
    r.`_from` = row[6],
    r.`_to` = row[7],
    r.`_sources` = row[8],
    r.`_source_count` = row[9],
    r.`_version` = row[10],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// MAKES insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`MAKES` {`key`: $columns[0][i],
    `share`: $columns[2][i],
    `inferred`: $columns[3][i],
    `confidence`: $columns[4][i],
    `_from`: $columns[5][i],
    `_to`: $columns[6][i],
    `_sources`: $columns[7][i],
    `_source_count`: $columns[8][i],
    `_version`: $columns[9][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// MAKES theirs
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`share`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// MAKES join
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// MAKES values
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`share`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// MAKES places
MATCH ()-[r:`MAKES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// MAKES upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MAKES` {key: row[0]}]->(b)
SET r.`share` = row[3],
    r.`inferred` = row[4],
    r.`confidence` = row[5],
    r.`_from` = row[6],
    r.`_to` = row[7],
    r.`_sources` = row[8],
    r.`_source_count` = row[9],
    r.`_version` = row[10],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// MAKES table
MATCH (a)-[r:`MAKES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`share`, r.`inferred`, r.`confidence`

// MAKES drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`MAKES` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// MAKES put_back
UNWIND $rows AS row
MATCH (x)-[moved:`MAKES` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MAKES` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// MAKES brought_edges
MATCH ()-[r:`MAKES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// MAKES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// MAKES edge_places
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// MATES upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MATES` {key: row[0]}]->(b)
SET r.`topic` = row[3],
    r.`money` = row[4],
    r.`money_text` = row[5],
    r.`inferred` = row[6],
    r.`confidence` = row[7],
    r.`_from` = row[8],
    r.`_to` = row[9],
    r.`_sources` = row[10],
    r.`_source_count` = row[11],
    r.`_version` = row[12],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// MATES insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`MATES` {`key`: $columns[0][i],
    `topic`: $columns[2][i],
    `money`: $columns[3][i],
    `money_text`: $columns[4][i],
    `inferred`: $columns[5][i],
    `confidence`: $columns[6][i],
    `_from`: $columns[7][i],
    `_to`: $columns[8][i],
    `_sources`: $columns[9][i],
    `_source_count`: $columns[10][i],
    `_version`: $columns[11][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// MATES theirs
UNWIND $ids AS id
MATCH ()-[r:`MATES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`topic`, r.`money`, r.`money_text`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// MATES join
UNWIND $ids AS id
MATCH ()-[r:`MATES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// MATES values
UNWIND $ids AS id
MATCH ()-[r:`MATES` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`topic`, r.`money`, r.`money_text`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// MATES places
MATCH ()-[r:`MATES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// MATES upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MATES` {key: row[0]}]->(b)
SET r.`topic` = row[3],
    r.`money` = row[4],
    r.`money_text` = row[5],
    r.`inferred` = row[6],
    r.`confidence` = row[7],
    r.`_from` = row[8],
    r.`_to` = row[9],
    r.`_sources` = row[10],
    r.`_source_count` = row[11],
    r.`_version` = row[12],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// MATES table
MATCH (a)-[r:`MATES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`topic`, r.`money`, r.`money_text`, r.`inferred`, r.`confidence`

// MATES drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`MATES` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// MATES put_back
UNWIND $rows AS row
MATCH (x)-[moved:`MATES` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MATES` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// MATES brought_edges
MATCH ()-[r:`MATES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// MATES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`MATES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// MATES edge_places
UNWIND $ids AS id
MATCH ()-[r:`MATES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// SELLS upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SELLS` {key: row[0]}]->(b)
SET r.`what` = row[3],
    r.`year` = row[4],
    r.`amount` = row[5],
    r.`amount_text` = row[6],
    r.`ends` = row[7],
    r.`ends_precision` = row[8],
    r.`inferred` = row[9],
    r.`confidence` = row[10],
    r.`_from` = row[11],
    r.`_to` = row[12],
    r.`_sources` = row[13],
    r.`_source_count` = row[14],
    r.`_version` = row[15],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// SELLS insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`SELLS` {`key`: $columns[0][i],
    `what`: $columns[2][i],
    `year`: $columns[3][i],
    `amount`: $columns[4][i],
    `amount_text`: $columns[5][i],
    `ends`: $columns[6][i],
    `ends_precision`: $columns[7][i],
    `inferred`: $columns[8][i],
    `confidence`: $columns[9][i],
    `_from`: $columns[10][i],
    `_to`: $columns[11][i],
    `_sources`: $columns[12][i],
    `_source_count`: $columns[13][i],
    `_version`: $columns[14][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// SELLS theirs
UNWIND $ids AS id
MATCH ()-[r:`SELLS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`what`, r.`year`, r.`amount`, r.`amount_text`, r.`ends`, r.`ends_precision`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// SELLS join
UNWIND $ids AS id
MATCH ()-[r:`SELLS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// SELLS values
UNWIND $ids AS id
MATCH ()-[r:`SELLS` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`what`, r.`year`, r.`amount`, r.`amount_text`, r.`ends`, r.`ends_precision`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// SELLS places
MATCH ()-[r:`SELLS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// SELLS upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SELLS` {key: row[0]}]->(b)
SET r.`what` = row[3],
    r.`year` = row[4],
    r.`amount` = row[5],
    r.`amount_text` = row[6],
    r.`ends` = row[7],
    r.`ends_precision` = row[8],
    r.`inferred` = row[9],
    r.`confidence` = row[10],
    r.`_from` = row[11],
    r.`_to` = row[12],
    r.`_sources` = row[13],
    r.`_source_count` = row[14],
    r.`_version` = row[15],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// SELLS table
MATCH (a)-[r:`SELLS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`what`, r.`year`, r.`amount`, r.`amount_text`, toString(r.`ends`), r.`ends_precision`, r.`inferred`, r.`confidence`

// SELLS drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`SELLS` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// SELLS put_back
UNWIND $rows AS row
MATCH (x)-[moved:`SELLS` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SELLS` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// SELLS brought_edges
MATCH ()-[r:`SELLS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// SELLS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`SELLS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// SELLS edge_places
UNWIND $ids AS id
MATCH ()-[r:`SELLS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// TEACHES upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TEACHES` {key: row[0]}]->(b)
SET r.`inferred` = row[3],
    r.`confidence` = row[4],
    r.`_from` = row[5],
    r.`_to` = row[6],
    r.`_sources` = row[7],
    r.`_source_count` = row[8],
    r.`_version` = row[9],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// TEACHES insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`TEACHES` {`key`: $columns[0][i],
    `inferred`: $columns[2][i],
    `confidence`: $columns[3][i],
    `_from`: $columns[4][i],
    `_to`: $columns[5][i],
    `_sources`: $columns[6][i],
    `_source_count`: $columns[7][i],
    `_version`: $columns[8][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// TEACHES theirs
UNWIND $ids AS id
MATCH ()-[r:`TEACHES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// TEACHES join
UNWIND $ids AS id
MATCH ()-[r:`TEACHES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// TEACHES values
UNWIND $ids AS id
MATCH ()-[r:`TEACHES` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// TEACHES places
MATCH ()-[r:`TEACHES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// TEACHES upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TEACHES` {key: row[0]}]->(b)
SET r.`inferred` = row[3],
    r.`confidence` = row[4],
    r.`_from` = row[5],
    r.`_to` = row[6],
    r.`_sources` = row[7],
    r.`_source_count` = row[8],
    r.`_version` = row[9],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// TEACHES table
MATCH (a)-[r:`TEACHES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// TEACHES drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`TEACHES` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// TEACHES put_back
UNWIND $rows AS row
MATCH (x)-[moved:`TEACHES` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TEACHES` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// TEACHES brought_edges
MATCH ()-[r:`TEACHES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// TEACHES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`TEACHES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// TEACHES edge_places
UNWIND $ids AS id
MATCH ()-[r:`TEACHES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// Gap findings
OPTIONAL MATCH (w:LiantuWorkspace {id: $workspace})
UNWIND $rows AS row
CREATE (f:LiantuFinding:`Gap`)
SET f = row, f.workspace = $workspace, f._version = w.version

// Gap GAP_IN
UNWIND $rows AS row
MATCH (f:LiantuFinding:`Gap` {id: row[0], workspace: $workspace})
MATCH (n:Liantu {uid: row[1]})
CREATE (f)-[:`GAP_IN` {_workspaces: [$workspace]}]->(n)
RETURN count(*) AS written

// Gap GAP_OF
UNWIND $rows AS row
MATCH (f:LiantuFinding:`Gap` {id: row[0], workspace: $workspace})
MATCH (n:Liantu {uid: row[1]})
CREATE (f)-[:`GAP_OF` {_workspaces: [$workspace]}]->(n)
RETURN count(*) AS written

