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
CREATE INDEX `liantu_carrier_uid` IF NOT EXISTS FOR (n:`Carrier`) ON (n.`uid`)

// schema 7
CREATE INDEX `liantu_carrier_name` IF NOT EXISTS FOR (n:`Carrier`) ON (n.`name`)

// schema 8
CREATE INDEX `liantu_chain_uid` IF NOT EXISTS FOR (n:`Chain`) ON (n.`uid`)

// schema 9
CREATE INDEX `liantu_chain_name` IF NOT EXISTS FOR (n:`Chain`) ON (n.`name`)

// schema 10
CREATE INDEX `liantu_consortium_uid` IF NOT EXISTS FOR (n:`Consortium`) ON (n.`uid`)

// schema 11
CREATE INDEX `liantu_consortium_name` IF NOT EXISTS FOR (n:`Consortium`) ON (n.`name`)

// schema 12
CREATE INDEX `liantu_contract_uid` IF NOT EXISTS FOR (n:`Contract`) ON (n.`uid`)

// schema 13
CREATE INDEX `liantu_contract_name` IF NOT EXISTS FOR (n:`Contract`) ON (n.`name`)

// schema 14
CREATE INDEX `liantu_decision_uid` IF NOT EXISTS FOR (n:`Decision`) ON (n.`uid`)

// schema 15
CREATE INDEX `liantu_decision_subject` IF NOT EXISTS FOR (n:`Decision`) ON (n.`subject`)

// schema 16
CREATE INDEX `liantu_demand_uid` IF NOT EXISTS FOR (n:`Demand`) ON (n.`uid`)

// schema 17
CREATE INDEX `liantu_demand_name` IF NOT EXISTS FOR (n:`Demand`) ON (n.`name`)

// schema 18
CREATE INDEX `liantu_event_uid` IF NOT EXISTS FOR (n:`Event`) ON (n.`uid`)

// schema 19
CREATE INDEX `liantu_event_name` IF NOT EXISTS FOR (n:`Event`) ON (n.`name`)

// schema 20
CREATE INDEX `liantu_firm_uid` IF NOT EXISTS FOR (n:`Firm`) ON (n.`uid`)

// schema 21
CREATE INDEX `liantu_firm_name` IF NOT EXISTS FOR (n:`Firm`) ON (n.`name`)

// schema 22
CREATE INDEX `liantu_fund_uid` IF NOT EXISTS FOR (n:`Fund`) ON (n.`uid`)

// schema 23
CREATE INDEX `liantu_fund_name` IF NOT EXISTS FOR (n:`Fund`) ON (n.`name`)

// schema 24
CREATE INDEX `liantu_ip_uid` IF NOT EXISTS FOR (n:`IP`) ON (n.`uid`)

// schema 25
CREATE INDEX `liantu_ip_name` IF NOT EXISTS FOR (n:`IP`) ON (n.`name`)

// schema 26
CREATE INDEX `liantu_indicator_uid` IF NOT EXISTS FOR (n:`Indicator`) ON (n.`uid`)

// schema 27
CREATE INDEX `liantu_indicator_name` IF NOT EXISTS FOR (n:`Indicator`) ON (n.`name`)

// schema 28
CREATE INDEX `liantu_institute_uid` IF NOT EXISTS FOR (n:`Institute`) ON (n.`uid`)

// schema 29
CREATE INDEX `liantu_institute_name` IF NOT EXISTS FOR (n:`Institute`) ON (n.`name`)

// schema 30
CREATE INDEX `liantu_lead_uid` IF NOT EXISTS FOR (n:`Lead`) ON (n.`uid`)

// schema 31
CREATE INDEX `liantu_lead_name` IF NOT EXISTS FOR (n:`Lead`) ON (n.`name`)

// schema 32
CREATE INDEX `liantu_observation_uid` IF NOT EXISTS FOR (n:`Observation`) ON (n.`uid`)

// schema 33
CREATE INDEX `liantu_observation_period` IF NOT EXISTS FOR (n:`Observation`) ON (n.`period`)

// schema 34
CREATE INDEX `liantu_outcome_uid` IF NOT EXISTS FOR (n:`Outcome`) ON (n.`uid`)

// schema 35
CREATE INDEX `liantu_outcome_name` IF NOT EXISTS FOR (n:`Outcome`) ON (n.`name`)

// schema 36
CREATE INDEX `liantu_park_uid` IF NOT EXISTS FOR (n:`Park`) ON (n.`uid`)

// schema 37
CREATE INDEX `liantu_park_name` IF NOT EXISTS FOR (n:`Park`) ON (n.`name`)

// schema 38
CREATE INDEX `liantu_person_uid` IF NOT EXISTS FOR (n:`Person`) ON (n.`uid`)

// schema 39
CREATE INDEX `liantu_person_name` IF NOT EXISTS FOR (n:`Person`) ON (n.`name`)

// schema 40
CREATE INDEX `liantu_policy_uid` IF NOT EXISTS FOR (n:`Policy`) ON (n.`uid`)

// schema 41
CREATE INDEX `liantu_policy_name` IF NOT EXISTS FOR (n:`Policy`) ON (n.`name`)

// schema 42
CREATE INDEX `liantu_product_uid` IF NOT EXISTS FOR (n:`Product`) ON (n.`uid`)

// schema 43
CREATE INDEX `liantu_product_name` IF NOT EXISTS FOR (n:`Product`) ON (n.`name`)

// schema 44
CREATE INDEX `liantu_project_uid` IF NOT EXISTS FOR (n:`Project`) ON (n.`uid`)

// schema 45
CREATE INDEX `liantu_project_name` IF NOT EXISTS FOR (n:`Project`) ON (n.`name`)

// schema 46
CREATE INDEX `liantu_recognition_uid` IF NOT EXISTS FOR (n:`Recognition`) ON (n.`uid`)

// schema 47
CREATE INDEX `liantu_recognition_name` IF NOT EXISTS FOR (n:`Recognition`) ON (n.`name`)

// schema 48
CREATE INDEX `liantu_region_uid` IF NOT EXISTS FOR (n:`Region`) ON (n.`uid`)

// schema 49
CREATE INDEX `liantu_region_name` IF NOT EXISTS FOR (n:`Region`) ON (n.`name`)

// schema 50
CREATE INDEX `liantu_role_uid` IF NOT EXISTS FOR (n:`Role`) ON (n.`uid`)

// schema 51
CREATE INDEX `liantu_role_name` IF NOT EXISTS FOR (n:`Role`) ON (n.`name`)

// schema 52
CREATE INDEX `liantu_segment_uid` IF NOT EXISTS FOR (n:`Segment`) ON (n.`uid`)

// schema 53
CREATE INDEX `liantu_segment_name` IF NOT EXISTS FOR (n:`Segment`) ON (n.`name`)

// schema 54
CREATE INDEX `liantu_site_uid` IF NOT EXISTS FOR (n:`Site`) ON (n.`uid`)

// schema 55
CREATE INDEX `liantu_site_name` IF NOT EXISTS FOR (n:`Site`) ON (n.`name`)

// schema 56
CREATE INDEX `liantu_space_uid` IF NOT EXISTS FOR (n:`Space`) ON (n.`uid`)

// schema 57
CREATE INDEX `liantu_space_name` IF NOT EXISTS FOR (n:`Space`) ON (n.`name`)

// schema 58
CREATE INDEX `liantu_talentteam_uid` IF NOT EXISTS FOR (n:`TalentTeam`) ON (n.`uid`)

// schema 59
CREATE INDEX `liantu_talentteam_name` IF NOT EXISTS FOR (n:`TalentTeam`) ON (n.`name`)

// schema 60
CREATE INDEX `liantu_unit_uid` IF NOT EXISTS FOR (n:`Unit`) ON (n.`uid`)

// schema 61
CREATE INDEX `liantu_unit_name` IF NOT EXISTS FOR (n:`Unit`) ON (n.`name`)

// schema 62
CREATE INDEX `liantu_yearfact_uid` IF NOT EXISTS FOR (n:`YearFact`) ON (n.`uid`)

// schema 63
CREATE INDEX `liantu_yearfact_year` IF NOT EXISTS FOR (n:`YearFact`) ON (n.`year`)

// schema 64
CREATE INDEX `liantu_answers_key` IF NOT EXISTS FOR ()-[r:`ANSWERS`]-() ON (r.`key`)

// schema 65
CREATE INDEX `liantu_controls_key` IF NOT EXISTS FOR ()-[r:`CONTROLS`]-() ON (r.`key`)

// schema 66
CREATE INDEX `liantu_cooperates_key` IF NOT EXISTS FOR ()-[r:`COOPERATES`]-() ON (r.`key`)

// schema 67
CREATE INDEX `liantu_counts_toward_key` IF NOT EXISTS FOR ()-[r:`COUNTS_TOWARD`]-() ON (r.`key`)

// schema 68
CREATE INDEX `liantu_feeds_key` IF NOT EXISTS FOR ()-[r:`FEEDS`]-() ON (r.`key`)

// schema 69
CREATE INDEX `liantu_focuses_on_key` IF NOT EXISTS FOR ()-[r:`FOCUSES_ON`]-() ON (r.`key`)

// schema 70
CREATE INDEX `liantu_has_role_key` IF NOT EXISTS FOR ()-[r:`HAS_ROLE`]-() ON (r.`key`)

// schema 71
CREATE INDEX `liantu_has_site_key` IF NOT EXISTS FOR ()-[r:`HAS_SITE`]-() ON (r.`key`)

// schema 72
CREATE INDEX `liantu_has_year_key` IF NOT EXISTS FOR ()-[r:`HAS_YEAR`]-() ON (r.`key`)

// schema 73
CREATE INDEX `liantu_holds_key` IF NOT EXISTS FOR ()-[r:`HOLDS`]-() ON (r.`key`)

// schema 74
CREATE INDEX `liantu_invests_key` IF NOT EXISTS FOR ()-[r:`INVESTS`]-() ON (r.`key`)

// schema 75
CREATE INDEX `liantu_located_in_key` IF NOT EXISTS FOR ()-[r:`LOCATED_IN`]-() ON (r.`key`)

// schema 76
CREATE INDEX `liantu_makes_key` IF NOT EXISTS FOR ()-[r:`MAKES`]-() ON (r.`key`)

// schema 77
CREATE INDEX `liantu_measures_key` IF NOT EXISTS FOR ()-[r:`MEASURES`]-() ON (r.`key`)

// schema 78
CREATE INDEX `liantu_member_of_key` IF NOT EXISTS FOR ()-[r:`MEMBER_OF`]-() ON (r.`key`)

// schema 79
CREATE INDEX `liantu_operates_in_key` IF NOT EXISTS FOR ()-[r:`OPERATES_IN`]-() ON (r.`key`)

// schema 80
CREATE INDEX `liantu_part_of_key` IF NOT EXISTS FOR ()-[r:`PART_OF`]-() ON (r.`key`)

// schema 81
CREATE INDEX `liantu_posted_key` IF NOT EXISTS FOR ()-[r:`POSTED`]-() ON (r.`key`)

// schema 82
CREATE INDEX `liantu_responsible_for_key` IF NOT EXISTS FOR ()-[r:`RESPONSIBLE_FOR`]-() ON (r.`key`)

// schema 83
CREATE INDEX `liantu_runs_key` IF NOT EXISTS FOR ()-[r:`RUNS`]-() ON (r.`key`)

// schema 84
CREATE INDEX `liantu_same_as_key` IF NOT EXISTS FOR ()-[r:`SAME_AS`]-() ON (r.`key`)

// schema 85
CREATE INDEX `liantu_signed_key` IF NOT EXISTS FOR ()-[r:`SIGNED`]-() ON (r.`key`)

// schema 86
CREATE INDEX `liantu_supplies_key` IF NOT EXISTS FOR ()-[r:`SUPPLIES`]-() ON (r.`key`)

// schema 87
CREATE INDEX `liantu_tenant_of_key` IF NOT EXISTS FOR ()-[r:`TENANT_OF`]-() ON (r.`key`)

// schema 88
CREATE INDEX `liantu_took_part_key` IF NOT EXISTS FOR ()-[r:`TOOK_PART`]-() ON (r.`key`)

// schema 89
CREATE INDEX `liantu_transfers_key` IF NOT EXISTS FOR ()-[r:`TRANSFERS`]-() ON (r.`key`)

// schema 90
CREATE INDEX `liantu_undertakes_key` IF NOT EXISTS FOR ()-[r:`UNDERTAKES`]-() ON (r.`key`)

// schema 91
CREATE INDEX `liantu_works_at_key` IF NOT EXISTS FOR ()-[r:`WORKS_AT`]-() ON (r.`key`)

// schema 92
CREATE INDEX `liantu_works_with_key` IF NOT EXISTS FOR ()-[r:`WORKS_WITH`]-() ON (r.`key`)

// schema 93
CREATE INDEX `liantu_would_fill_key` IF NOT EXISTS FOR ()-[r:`WOULD_FILL`]-() ON (r.`key`)

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

// Carrier upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Carrier`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`carrier_kind` = row[3],
    n.`level` = row[4],
    n.`operator` = row[5],
    n.`region` = row[6],
    n.`township` = row[7],
    n.`park` = row[8],
    n.`address` = row[9],
    n.`area` = row[10],
    n.`area_used` = row[11],
    n.`area_planned` = row[12],
    n.`tenants` = row[13],
    n.`graduates` = row[14],
    n.`fields` = row[15],
    n.`segments` = row[16],
    n.`home_side` = row[17],
    n.`from_date` = row[18],
    n.`from_date_precision` = row[19],
    n.`to_date` = row[20],
    n.`to_date_precision` = row[21],
    n.`contact` = row[22],
    n.`phone` = row[23],
    n.`inferred` = row[24],
    n.`confidence` = row[25],
    n.`_from` = row[26],
    n.`_to` = row[27],
    n.`_universe` = row[28],
    n.`_sources` = row[29],
    n.`_source_count` = row[30],
    n.`_version` = row[31],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Carrier insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Carrier` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `code`: $columns[2][i],
    `carrier_kind`: $columns[3][i],
    `level`: $columns[4][i],
    `operator`: $columns[5][i],
    `region`: $columns[6][i],
    `township`: $columns[7][i],
    `park`: $columns[8][i],
    `address`: $columns[9][i],
    `area`: $columns[10][i],
    `area_used`: $columns[11][i],
    `area_planned`: $columns[12][i],
    `tenants`: $columns[13][i],
    `graduates`: $columns[14][i],
    `fields`: $columns[15][i],
    `segments`: $columns[16][i],
    `home_side`: $columns[17][i],
    `from_date`: $columns[18][i],
    `from_date_precision`: $columns[19][i],
    `to_date`: $columns[20][i],
    `to_date_precision`: $columns[21][i],
    `contact`: $columns[22][i],
    `phone`: $columns[23][i],
    `inferred`: $columns[24][i],
    `confidence`: $columns[25][i],
    `_from`: $columns[26][i],
    `_to`: $columns[27][i],
    `_universe`: $columns[28][i],
    `_sources`: $columns[29][i],
    `_source_count`: $columns[30][i],
    `_version`: $columns[31][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Carrier theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Carrier`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`carrier_kind`, n.`level`, n.`operator`, n.`region`, n.`township`, n.`park`, n.`address`, n.`area`, n.`area_used`, n.`area_planned`, n.`tenants`, n.`graduates`, n.`fields`, n.`segments`, n.`home_side`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Carrier join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Carrier values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`carrier_kind`, n.`level`, n.`operator`, n.`region`, n.`township`, n.`park`, n.`address`, n.`area`, n.`area_used`, n.`area_planned`, n.`tenants`, n.`graduates`, n.`fields`, n.`segments`, n.`home_side`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Carrier` AS is_kind

// Carrier places
MATCH (n:Liantu:`Carrier`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Carrier upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Carrier`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`carrier_kind` = row[3],
    n.`level` = row[4],
    n.`operator` = row[5],
    n.`region` = row[6],
    n.`township` = row[7],
    n.`park` = row[8],
    n.`address` = row[9],
    n.`area` = row[10],
    n.`area_used` = row[11],
    n.`area_planned` = row[12],
    n.`tenants` = row[13],
    n.`graduates` = row[14],
    n.`fields` = row[15],
    n.`segments` = row[16],
    n.`home_side` = row[17],
    n.`from_date` = row[18],
    n.`from_date_precision` = row[19],
    n.`to_date` = row[20],
    n.`to_date_precision` = row[21],
    n.`contact` = row[22],
    n.`phone` = row[23],
    n.`inferred` = row[24],
    n.`confidence` = row[25],
    n.`_from` = row[26],
    n.`_to` = row[27],
    n.`_universe` = row[28],
    n.`_sources` = row[29],
    n.`_source_count` = row[30],
    n.`_version` = row[31],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Carrier table
MATCH (n:Liantu:`Carrier`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`carrier_kind`, n.`level`, n.`operator`, n.`region`, n.`township`, n.`park`, n.`address`, n.`area`, n.`area_used`, n.`area_planned`, n.`tenants`, n.`graduates`, n.`fields`, n.`segments`, n.`home_side`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`

// name keep
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE n._workspaces = [] AND n._kept IS NULL
REMOVE n:$([label IN labels(n) WHERE label IN known])
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

// Carrier brought_nodes
MATCH (n:Liantu:`Carrier`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Carrier retype
UNWIND $ids AS id
MATCH (n:Liantu:`Carrier` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Carrier`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Chain upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Chain`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`name_en` = row[3],
    n.`version` = row[4],
    n.`effective` = row[5],
    n.`effective_precision` = row[6],
    n.`basis` = row[7],
    n.`inferred` = row[8],
    n.`confidence` = row[9],
    n.`_from` = row[10],
    n.`_to` = row[11],
    n.`_universe` = row[12],
    n.`_sources` = row[13],
    n.`_source_count` = row[14],
    n.`_version` = row[15],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Chain insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Chain` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `code`: $columns[2][i],
    `name_en`: $columns[3][i],
    `version`: $columns[4][i],
    `effective`: $columns[5][i],
    `effective_precision`: $columns[6][i],
    `basis`: $columns[7][i],
    `inferred`: $columns[8][i],
    `confidence`: $columns[9][i],
    `_from`: $columns[10][i],
    `_to`: $columns[11][i],
    `_universe`: $columns[12][i],
    `_sources`: $columns[13][i],
    `_source_count`: $columns[14][i],
    `_version`: $columns[15][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Chain theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Chain`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`name_en`, n.`version`, n.`effective`, n.`effective_precision`, n.`basis`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Chain join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Chain values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`name_en`, n.`version`, n.`effective`, n.`effective_precision`, n.`basis`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Chain` AS is_kind

// Chain places
MATCH (n:Liantu:`Chain`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Chain upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Chain`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`name_en` = row[3],
    n.`version` = row[4],
    n.`effective` = row[5],
    n.`effective_precision` = row[6],
    n.`basis` = row[7],
    n.`inferred` = row[8],
    n.`confidence` = row[9],
    n.`_from` = row[10],
    n.`_to` = row[11],
    n.`_universe` = row[12],
    n.`_sources` = row[13],
    n.`_source_count` = row[14],
    n.`_version` = row[15],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Chain table
MATCH (n:Liantu:`Chain`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`name_en`, n.`version`, toString(n.`effective`), n.`effective_precision`, n.`basis`, n.`inferred`, n.`confidence`

// Chain brought_nodes
MATCH (n:Liantu:`Chain`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Chain retype
UNWIND $ids AS id
MATCH (n:Liantu:`Chain` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Chain`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Consortium upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Consortium`
SET n.`name` = row[1],
    n.`level` = row[2],
    n.`leader` = row[3],
    n.`members` = row[4],
    n.`fields` = row[5],
    n.`segments` = row[6],
    n.`from_date` = row[7],
    n.`from_date_precision` = row[8],
    n.`to_date` = row[9],
    n.`to_date_precision` = row[10],
    n.`inferred` = row[11],
    n.`confidence` = row[12],
    n.`_from` = row[13],
    n.`_to` = row[14],
    n.`_universe` = row[15],
    n.`_sources` = row[16],
    n.`_source_count` = row[17],
    n.`_version` = row[18],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Consortium insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Consortium` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `level`: $columns[2][i],
    `leader`: $columns[3][i],
    `members`: $columns[4][i],
    `fields`: $columns[5][i],
    `segments`: $columns[6][i],
    `from_date`: $columns[7][i],
    `from_date_precision`: $columns[8][i],
    `to_date`: $columns[9][i],
    `to_date_precision`: $columns[10][i],
    `inferred`: $columns[11][i],
    `confidence`: $columns[12][i],
    `_from`: $columns[13][i],
    `_to`: $columns[14][i],
    `_universe`: $columns[15][i],
    `_sources`: $columns[16][i],
    `_source_count`: $columns[17][i],
    `_version`: $columns[18][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Consortium theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Consortium`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`level`, n.`leader`, n.`members`, n.`fields`, n.`segments`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Consortium join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Consortium values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`level`, n.`leader`, n.`members`, n.`fields`, n.`segments`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Consortium` AS is_kind

// Consortium places
MATCH (n:Liantu:`Consortium`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Consortium upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Consortium`
SET n.`name` = row[1],
    n.`level` = row[2],
    n.`leader` = row[3],
    n.`members` = row[4],
    n.`fields` = row[5],
    n.`segments` = row[6],
    n.`from_date` = row[7],
    n.`from_date_precision` = row[8],
    n.`to_date` = row[9],
    n.`to_date_precision` = row[10],
    n.`inferred` = row[11],
    n.`confidence` = row[12],
    n.`_from` = row[13],
    n.`_to` = row[14],
    n.`_universe` = row[15],
    n.`_sources` = row[16],
    n.`_source_count` = row[17],
    n.`_version` = row[18],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Consortium table
MATCH (n:Liantu:`Consortium`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`level`, n.`leader`, n.`members`, n.`fields`, n.`segments`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`inferred`, n.`confidence`

// Consortium brought_nodes
MATCH (n:Liantu:`Consortium`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Consortium retype
UNWIND $ids AS id
MATCH (n:Liantu:`Consortium` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Consortium`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Contract upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Contract`
SET n.`name` = row[1],
    n.`contract_no` = row[2],
    n.`contract_kind` = row[3],
    n.`seller` = row[4],
    n.`seller_place` = row[5],
    n.`buyer` = row[6],
    n.`buyer_place` = row[7],
    n.`amount` = row[8],
    n.`amount_text` = row[9],
    n.`tech_amount` = row[10],
    n.`tech_amount_text` = row[11],
    n.`date` = row[12],
    n.`date_precision` = row[13],
    n.`signed` = row[14],
    n.`signed_precision` = row[15],
    n.`end_date` = row[16],
    n.`end_date_precision` = row[17],
    n.`tech_field` = row[18],
    n.`segments` = row[19],
    n.`leader` = row[20],
    n.`inferred` = row[21],
    n.`confidence` = row[22],
    n.`_from` = row[23],
    n.`_to` = row[24],
    n.`_universe` = row[25],
    n.`_sources` = row[26],
    n.`_source_count` = row[27],
    n.`_version` = row[28],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Contract insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Contract` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `contract_no`: $columns[2][i],
    `contract_kind`: $columns[3][i],
    `seller`: $columns[4][i],
    `seller_place`: $columns[5][i],
    `buyer`: $columns[6][i],
    `buyer_place`: $columns[7][i],
    `amount`: $columns[8][i],
    `amount_text`: $columns[9][i],
    `tech_amount`: $columns[10][i],
    `tech_amount_text`: $columns[11][i],
    `date`: $columns[12][i],
    `date_precision`: $columns[13][i],
    `signed`: $columns[14][i],
    `signed_precision`: $columns[15][i],
    `end_date`: $columns[16][i],
    `end_date_precision`: $columns[17][i],
    `tech_field`: $columns[18][i],
    `segments`: $columns[19][i],
    `leader`: $columns[20][i],
    `inferred`: $columns[21][i],
    `confidence`: $columns[22][i],
    `_from`: $columns[23][i],
    `_to`: $columns[24][i],
    `_universe`: $columns[25][i],
    `_sources`: $columns[26][i],
    `_source_count`: $columns[27][i],
    `_version`: $columns[28][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Contract theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Contract`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`contract_no`, n.`contract_kind`, n.`seller`, n.`seller_place`, n.`buyer`, n.`buyer_place`, n.`amount`, n.`amount_text`, n.`tech_amount`, n.`tech_amount_text`, n.`date`, n.`date_precision`, n.`signed`, n.`signed_precision`, n.`end_date`, n.`end_date_precision`, n.`tech_field`, n.`segments`, n.`leader`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Contract join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Contract values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`contract_no`, n.`contract_kind`, n.`seller`, n.`seller_place`, n.`buyer`, n.`buyer_place`, n.`amount`, n.`amount_text`, n.`tech_amount`, n.`tech_amount_text`, n.`date`, n.`date_precision`, n.`signed`, n.`signed_precision`, n.`end_date`, n.`end_date_precision`, n.`tech_field`, n.`segments`, n.`leader`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Contract` AS is_kind

// Contract places
MATCH (n:Liantu:`Contract`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Contract upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Contract`
SET n.`name` = row[1],
    n.`contract_no` = row[2],
    n.`contract_kind` = row[3],
    n.`seller` = row[4],
    n.`seller_place` = row[5],
    n.`buyer` = row[6],
    n.`buyer_place` = row[7],
    n.`amount` = row[8],
    n.`amount_text` = row[9],
    n.`tech_amount` = row[10],
    n.`tech_amount_text` = row[11],
    n.`date` = row[12],
    n.`date_precision` = row[13],
    n.`signed` = row[14],
    n.`signed_precision` = row[15],
    n.`end_date` = row[16],
    n.`end_date_precision` = row[17],
    n.`tech_field` = row[18],
    n.`segments` = row[19],
    n.`leader` = row[20],
    n.`inferred` = row[21],
    n.`confidence` = row[22],
    n.`_from` = row[23],
    n.`_to` = row[24],
    n.`_universe` = row[25],
    n.`_sources` = row[26],
    n.`_source_count` = row[27],
    n.`_version` = row[28],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Contract table
MATCH (n:Liantu:`Contract`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`contract_no`, n.`contract_kind`, n.`seller`, n.`seller_place`, n.`buyer`, n.`buyer_place`, n.`amount`, n.`amount_text`, n.`tech_amount`, n.`tech_amount_text`, toString(n.`date`), n.`date_precision`, toString(n.`signed`), n.`signed_precision`, toString(n.`end_date`), n.`end_date_precision`, n.`tech_field`, n.`segments`, n.`leader`, n.`inferred`, n.`confidence`

// Contract brought_nodes
MATCH (n:Liantu:`Contract`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Contract retype
UNWIND $ids AS id
MATCH (n:Liantu:`Contract` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Contract`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Decision upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Decision`
SET n.`subject` = row[1],
    n.`subject_kind` = row[2],
    n.`verdict` = row[3],
    n.`target` = row[4],
    n.`value` = row[5],
    n.`person` = row[6],
    n.`decided` = row[7],
    n.`decided_precision` = row[8],
    n.`expires` = row[9],
    n.`expires_precision` = row[10],
    n.`reason` = row[11],
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

// Decision insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Decision` {`uid`: $columns[0][i],
    `subject`: $columns[1][i],
    `subject_kind`: $columns[2][i],
    `verdict`: $columns[3][i],
    `target`: $columns[4][i],
    `value`: $columns[5][i],
    `person`: $columns[6][i],
    `decided`: $columns[7][i],
    `decided_precision`: $columns[8][i],
    `expires`: $columns[9][i],
    `expires_precision`: $columns[10][i],
    `reason`: $columns[11][i],
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

// Decision theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Decision`)
RETURN id, n._workspaces AS brought, [n.`subject`, n.`subject_kind`, n.`verdict`, n.`target`, n.`value`, n.`person`, n.`decided`, n.`decided_precision`, n.`expires`, n.`expires_precision`, n.`reason`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Decision join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Decision values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`subject`, n.`subject_kind`, n.`verdict`, n.`target`, n.`value`, n.`person`, n.`decided`, n.`decided_precision`, n.`expires`, n.`expires_precision`, n.`reason`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Decision` AS is_kind

// Decision places
MATCH (n:Liantu:`Decision`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Decision upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Decision`
SET n.`subject` = row[1],
    n.`subject_kind` = row[2],
    n.`verdict` = row[3],
    n.`target` = row[4],
    n.`value` = row[5],
    n.`person` = row[6],
    n.`decided` = row[7],
    n.`decided_precision` = row[8],
    n.`expires` = row[9],
    n.`expires_precision` = row[10],
    n.`reason` = row[11],
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

// Decision table
MATCH (n:Liantu:`Decision`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`subject`, n.`subject_kind`, n.`verdict`, n.`target`, n.`value`, n.`person`, toString(n.`decided`), n.`decided_precision`, toString(n.`expires`), n.`expires_precision`, n.`reason`, n.`inferred`, n.`confidence`

// subject keep
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE n._workspaces = [] AND n._kept IS NULL
REMOVE n:$([label IN labels(n) WHERE label IN known])
SET n = {uid: id, _workspaces: [], _kept: $kind, `subject`: n.`subject`}
RETURN count(*) AS kept

// Decision brought_nodes
MATCH (n:Liantu:`Decision`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Decision retype
UNWIND $ids AS id
MATCH (n:Liantu:`Decision` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Decision`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Demand upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Demand`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`firm` = row[3],
    n.`content` = row[4],
    n.`field` = row[5],
    n.`segments` = row[6],
    n.`budget` = row[7],
    n.`budget_text` = row[8],
    n.`posted` = row[9],
    n.`posted_precision` = row[10],
    n.`deadline` = row[11],
    n.`deadline_precision` = row[12],
    n.`valid` = row[13],
    n.`state` = row[14],
    n.`contact` = row[15],
    n.`phone` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Demand insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Demand` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `code`: $columns[2][i],
    `firm`: $columns[3][i],
    `content`: $columns[4][i],
    `field`: $columns[5][i],
    `segments`: $columns[6][i],
    `budget`: $columns[7][i],
    `budget_text`: $columns[8][i],
    `posted`: $columns[9][i],
    `posted_precision`: $columns[10][i],
    `deadline`: $columns[11][i],
    `deadline_precision`: $columns[12][i],
    `valid`: $columns[13][i],
    `state`: $columns[14][i],
    `contact`: $columns[15][i],
    `phone`: $columns[16][i],
    `inferred`: $columns[17][i],
    `confidence`: $columns[18][i],
    `_from`: $columns[19][i],
    `_to`: $columns[20][i],
    `_universe`: $columns[21][i],
    `_sources`: $columns[22][i],
    `_source_count`: $columns[23][i],
    `_version`: $columns[24][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Demand theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Demand`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`firm`, n.`content`, n.`field`, n.`segments`, n.`budget`, n.`budget_text`, n.`posted`, n.`posted_precision`, n.`deadline`, n.`deadline_precision`, n.`valid`, n.`state`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Demand join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Demand values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`firm`, n.`content`, n.`field`, n.`segments`, n.`budget`, n.`budget_text`, n.`posted`, n.`posted_precision`, n.`deadline`, n.`deadline_precision`, n.`valid`, n.`state`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Demand` AS is_kind

// Demand places
MATCH (n:Liantu:`Demand`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Demand upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Demand`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`firm` = row[3],
    n.`content` = row[4],
    n.`field` = row[5],
    n.`segments` = row[6],
    n.`budget` = row[7],
    n.`budget_text` = row[8],
    n.`posted` = row[9],
    n.`posted_precision` = row[10],
    n.`deadline` = row[11],
    n.`deadline_precision` = row[12],
    n.`valid` = row[13],
    n.`state` = row[14],
    n.`contact` = row[15],
    n.`phone` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Demand table
MATCH (n:Liantu:`Demand`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`firm`, n.`content`, n.`field`, n.`segments`, n.`budget`, n.`budget_text`, toString(n.`posted`), n.`posted_precision`, toString(n.`deadline`), n.`deadline_precision`, n.`valid`, n.`state`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`

// Demand brought_nodes
MATCH (n:Liantu:`Demand`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Demand retype
UNWIND $ids AS id
MATCH (n:Liantu:`Demand` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Demand`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Event upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Event`
SET n.`name` = row[1],
    n.`event_kind` = row[2],
    n.`date` = row[3],
    n.`date_precision` = row[4],
    n.`place` = row[5],
    n.`region` = row[6],
    n.`organiser` = row[7],
    n.`participants` = row[8],
    n.`projects` = row[9],
    n.`cost` = row[10],
    n.`cost_text` = row[11],
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

// Event insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Event` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `event_kind`: $columns[2][i],
    `date`: $columns[3][i],
    `date_precision`: $columns[4][i],
    `place`: $columns[5][i],
    `region`: $columns[6][i],
    `organiser`: $columns[7][i],
    `participants`: $columns[8][i],
    `projects`: $columns[9][i],
    `cost`: $columns[10][i],
    `cost_text`: $columns[11][i],
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

// Event theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Event`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`event_kind`, n.`date`, n.`date_precision`, n.`place`, n.`region`, n.`organiser`, n.`participants`, n.`projects`, n.`cost`, n.`cost_text`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Event join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Event values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`event_kind`, n.`date`, n.`date_precision`, n.`place`, n.`region`, n.`organiser`, n.`participants`, n.`projects`, n.`cost`, n.`cost_text`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Event` AS is_kind

// Event places
MATCH (n:Liantu:`Event`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Event upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Event`
SET n.`name` = row[1],
    n.`event_kind` = row[2],
    n.`date` = row[3],
    n.`date_precision` = row[4],
    n.`place` = row[5],
    n.`region` = row[6],
    n.`organiser` = row[7],
    n.`participants` = row[8],
    n.`projects` = row[9],
    n.`cost` = row[10],
    n.`cost_text` = row[11],
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

// Event table
MATCH (n:Liantu:`Event`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`event_kind`, toString(n.`date`), n.`date_precision`, n.`place`, n.`region`, n.`organiser`, n.`participants`, n.`projects`, n.`cost`, n.`cost_text`, n.`inferred`, n.`confidence`

// Event brought_nodes
MATCH (n:Liantu:`Event`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Event retype
UNWIND $ids AS id
MATCH (n:Liantu:`Event` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Event`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Firm upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Firm`
SET n.`name` = row[1],
    n.`uscc` = row[2],
    n.`ticker` = row[3],
    n.`reg_no` = row[4],
    n.`org_code` = row[5],
    n.`source_name` = row[6],
    n.`short_name` = row[7],
    n.`name_en` = row[8],
    n.`former_names` = row[9],
    n.`status` = row[10],
    n.`registrar` = row[11],
    n.`approved` = row[12],
    n.`approved_precision` = row[13],
    n.`term` = row[14],
    n.`tax_class` = row[15],
    n.`report_year` = row[16],
    n.`legal_form` = row[17],
    n.`founded` = row[18],
    n.`founded_precision` = row[19],
    n.`closed` = row[20],
    n.`closed_precision` = row[21],
    n.`capital` = row[22],
    n.`capital_text` = row[23],
    n.`paid_in` = row[24],
    n.`paid_in_text` = row[25],
    n.`region` = row[26],
    n.`city` = row[27],
    n.`province` = row[28],
    n.`township` = row[29],
    n.`park` = row[30],
    n.`address` = row[31],
    n.`mail_address` = row[32],
    n.`industry` = row[33],
    n.`industry_group` = row[34],
    n.`industry_division` = row[35],
    n.`industry_section` = row[36],
    n.`scope` = row[37],
    n.`products` = row[38],
    n.`product_text` = row[39],
    n.`scale` = row[40],
    n.`above_scale` = row[41],
    n.`insured` = row[42],
    n.`insured_year` = row[43],
    n.`staff` = row[44],
    n.`revenue` = row[45],
    n.`revenue_text` = row[46],
    n.`market_share` = row[47],
    n.`titles` = row[48],
    n.`is_hnte` = row[49],
    n.`is_tsme` = row[50],
    n.`is_srdi` = row[51],
    n.`is_giant` = row[52],
    n.`is_innov` = row[53],
    n.`hnte_no` = row[54],
    n.`hnte_date` = row[55],
    n.`hnte_date_precision` = row[56],
    n.`hnte_expires` = row[57],
    n.`hnte_expires_precision` = row[58],
    n.`tsme_no` = row[59],
    n.`tsme_date` = row[60],
    n.`tsme_date_precision` = row[61],
    n.`tech_field` = row[62],
    n.`controller` = row[63],
    n.`listed` = row[64],
    n.`listed_precision` = row[65],
    n.`score` = row[66],
    n.`chain` = row[67],
    n.`main_segment` = row[68],
    n.`other_segments` = row[69],
    n.`confidential` = row[70],
    n.`dishonest` = row[71],
    n.`zero_tax_years` = row[72],
    n.`stat_unit` = row[73],
    n.`website` = row[74],
    n.`legal_rep` = row[75],
    n.`phone` = row[76],
    n.`phones` = row[77],
    n.`email` = row[78],
    n.`emails` = row[79],
    n.`contact` = row[80],
    n.`inferred` = row[81],
    n.`confidence` = row[82],
    n.`_from` = row[83],
    n.`_to` = row[84],
    n.`_universe` = row[85],
    n.`_sources` = row[86],
    n.`_source_count` = row[87],
    n.`_version` = row[88],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Firm insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Firm` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `uscc`: $columns[2][i],
    `ticker`: $columns[3][i],
    `reg_no`: $columns[4][i],
    `org_code`: $columns[5][i],
    `source_name`: $columns[6][i],
    `short_name`: $columns[7][i],
    `name_en`: $columns[8][i],
    `former_names`: $columns[9][i],
    `status`: $columns[10][i],
    `registrar`: $columns[11][i],
    `approved`: $columns[12][i],
    `approved_precision`: $columns[13][i],
    `term`: $columns[14][i],
    `tax_class`: $columns[15][i],
    `report_year`: $columns[16][i],
    `legal_form`: $columns[17][i],
    `founded`: $columns[18][i],
    `founded_precision`: $columns[19][i],
    `closed`: $columns[20][i],
    `closed_precision`: $columns[21][i],
    `capital`: $columns[22][i],
    `capital_text`: $columns[23][i],
    `paid_in`: $columns[24][i],
    `paid_in_text`: $columns[25][i],
    `region`: $columns[26][i],
    `city`: $columns[27][i],
    `province`: $columns[28][i],
    `township`: $columns[29][i],
    `park`: $columns[30][i],
    `address`: $columns[31][i],
    `mail_address`: $columns[32][i],
    `industry`: $columns[33][i],
    `industry_group`: $columns[34][i],
    `industry_division`: $columns[35][i],
    `industry_section`: $columns[36][i],
    `scope`: $columns[37][i],
    `products`: $columns[38][i],
    `product_text`: $columns[39][i],
    `scale`: $columns[40][i],
    `above_scale`: $columns[41][i],
    `insured`: $columns[42][i],
    `insured_year`: $columns[43][i],
    `staff`: $columns[44][i],
    `revenue`: $columns[45][i],
    `revenue_text`: $columns[46][i],
    `market_share`: $columns[47][i],
    `titles`: $columns[48][i],
    `is_hnte`: $columns[49][i],
    `is_tsme`: $columns[50][i],
    `is_srdi`: $columns[51][i],
    `is_giant`: $columns[52][i],
    `is_innov`: $columns[53][i],
    `hnte_no`: $columns[54][i],
    `hnte_date`: $columns[55][i],
    `hnte_date_precision`: $columns[56][i],
    `hnte_expires`: $columns[57][i],
    `hnte_expires_precision`: $columns[58][i],
    `tsme_no`: $columns[59][i],
    `tsme_date`: $columns[60][i],
    `tsme_date_precision`: $columns[61][i],
    `tech_field`: $columns[62][i],
    `controller`: $columns[63][i],
    `listed`: $columns[64][i],
    `listed_precision`: $columns[65][i],
    `score`: $columns[66][i],
    `chain`: $columns[67][i],
    `main_segment`: $columns[68][i],
    `other_segments`: $columns[69][i],
    `confidential`: $columns[70][i],
    `dishonest`: $columns[71][i],
    `zero_tax_years`: $columns[72][i],
    `stat_unit`: $columns[73][i],
    `website`: $columns[74][i],
    `legal_rep`: $columns[75][i],
    `phone`: $columns[76][i],
    `phones`: $columns[77][i],
    `email`: $columns[78][i],
    `emails`: $columns[79][i],
    `contact`: $columns[80][i],
    `inferred`: $columns[81][i],
    `confidence`: $columns[82][i],
    `_from`: $columns[83][i],
    `_to`: $columns[84][i],
    `_universe`: $columns[85][i],
    `_sources`: $columns[86][i],
    `_source_count`: $columns[87][i],
    `_version`: $columns[88][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Firm theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Firm`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`ticker`, n.`reg_no`, n.`org_code`, n.`source_name`, n.`short_name`, n.`name_en`, n.`former_names`, n.`status`, n.`registrar`, n.`approved`, n.`approved_precision`, n.`term`, n.`tax_class`, n.`report_year`, n.`legal_form`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`capital`, n.`capital_text`, n.`paid_in`, n.`paid_in_text`, n.`region`, n.`city`, n.`province`, n.`township`, n.`park`, n.`address`, n.`mail_address`, n.`industry`, n.`industry_group`, n.`industry_division`, n.`industry_section`, n.`scope`, n.`products`, n.`product_text`, n.`scale`, n.`above_scale`, n.`insured`, n.`insured_year`, n.`staff`, n.`revenue`, n.`revenue_text`, n.`market_share`, n.`titles`, n.`is_hnte`, n.`is_tsme`, n.`is_srdi`, n.`is_giant`, n.`is_innov`, n.`hnte_no`, n.`hnte_date`, n.`hnte_date_precision`, n.`hnte_expires`, n.`hnte_expires_precision`, n.`tsme_no`, n.`tsme_date`, n.`tsme_date_precision`, n.`tech_field`, n.`controller`, n.`listed`, n.`listed_precision`, n.`score`, n.`chain`, n.`main_segment`, n.`other_segments`, n.`confidential`, n.`dishonest`, n.`zero_tax_years`, n.`stat_unit`, n.`website`, n.`legal_rep`, n.`phone`, n.`phones`, n.`email`, n.`emails`, n.`contact`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Firm join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Firm values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`ticker`, n.`reg_no`, n.`org_code`, n.`source_name`, n.`short_name`, n.`name_en`, n.`former_names`, n.`status`, n.`registrar`, n.`approved`, n.`approved_precision`, n.`term`, n.`tax_class`, n.`report_year`, n.`legal_form`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`capital`, n.`capital_text`, n.`paid_in`, n.`paid_in_text`, n.`region`, n.`city`, n.`province`, n.`township`, n.`park`, n.`address`, n.`mail_address`, n.`industry`, n.`industry_group`, n.`industry_division`, n.`industry_section`, n.`scope`, n.`products`, n.`product_text`, n.`scale`, n.`above_scale`, n.`insured`, n.`insured_year`, n.`staff`, n.`revenue`, n.`revenue_text`, n.`market_share`, n.`titles`, n.`is_hnte`, n.`is_tsme`, n.`is_srdi`, n.`is_giant`, n.`is_innov`, n.`hnte_no`, n.`hnte_date`, n.`hnte_date_precision`, n.`hnte_expires`, n.`hnte_expires_precision`, n.`tsme_no`, n.`tsme_date`, n.`tsme_date_precision`, n.`tech_field`, n.`controller`, n.`listed`, n.`listed_precision`, n.`score`, n.`chain`, n.`main_segment`, n.`other_segments`, n.`confidential`, n.`dishonest`, n.`zero_tax_years`, n.`stat_unit`, n.`website`, n.`legal_rep`, n.`phone`, n.`phones`, n.`email`, n.`emails`, n.`contact`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Firm` AS is_kind

// Firm places
MATCH (n:Liantu:`Firm`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Firm upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Firm`
SET n.`name` = row[1],
    n.`uscc` = row[2],
    n.`ticker` = row[3],
    n.`reg_no` = row[4],
    n.`org_code` = row[5],
    n.`source_name` = row[6],
    n.`short_name` = row[7],
    n.`name_en` = row[8],
    n.`former_names` = row[9],
    n.`status` = row[10],
    n.`registrar` = row[11],
    n.`approved` = row[12],
    n.`approved_precision` = row[13],
    n.`term` = row[14],
    n.`tax_class` = row[15],
    n.`report_year` = row[16],
    n.`legal_form` = row[17],
    n.`founded` = row[18],
    n.`founded_precision` = row[19],
    n.`closed` = row[20],
    n.`closed_precision` = row[21],
    n.`capital` = row[22],
    n.`capital_text` = row[23],
    n.`paid_in` = row[24],
    n.`paid_in_text` = row[25],
    n.`region` = row[26],
    n.`city` = row[27],
    n.`province` = row[28],
    n.`township` = row[29],
    n.`park` = row[30],
    n.`address` = row[31],
    n.`mail_address` = row[32],
    n.`industry` = row[33],
    n.`industry_group` = row[34],
    n.`industry_division` = row[35],
    n.`industry_section` = row[36],
    n.`scope` = row[37],
    n.`products` = row[38],
    n.`product_text` = row[39],
    n.`scale` = row[40],
    n.`above_scale` = row[41],
    n.`insured` = row[42],
    n.`insured_year` = row[43],
    n.`staff` = row[44],
    n.`revenue` = row[45],
    n.`revenue_text` = row[46],
    n.`market_share` = row[47],
    n.`titles` = row[48],
    n.`is_hnte` = row[49],
    n.`is_tsme` = row[50],
    n.`is_srdi` = row[51],
    n.`is_giant` = row[52],
    n.`is_innov` = row[53],
    n.`hnte_no` = row[54],
    n.`hnte_date` = row[55],
    n.`hnte_date_precision` = row[56],
    n.`hnte_expires` = row[57],
    n.`hnte_expires_precision` = row[58],
    n.`tsme_no` = row[59],
    n.`tsme_date` = row[60],
    n.`tsme_date_precision` = row[61],
    n.`tech_field` = row[62],
    n.`controller` = row[63],
    n.`listed` = row[64],
    n.`listed_precision` = row[65],
    n.`score` = row[66],
    n.`chain` = row[67],
    n.`main_segment` = row[68],
    n.`other_segments` = row[69],
    n.`confidential` = row[70],
    n.`dishonest` = row[71],
    n.`zero_tax_years` = row[72],
    n.`stat_unit` = row[73],
    n.`website` = row[74],
    n.`legal_rep` = row[75],
    n.`phone` = row[76],
    n.`phones` = row[77],
    n.`email` = row[78],
    n.`emails` = row[79],
    n.`contact` = row[80],
    n.`inferred` = row[81],
    n.`confidence` = row[82],
    n.`_from` = row[83],
    n.`_to` = row[84],
    n.`_universe` = row[85],
    n.`_sources` = row[86],
    n.`_source_count` = row[87],
    n.`_version` = row[88],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Firm table
MATCH (n:Liantu:`Firm`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`uscc`, n.`ticker`, n.`reg_no`, n.`org_code`, n.`source_name`, n.`short_name`, n.`name_en`, n.`former_names`, n.`status`, n.`registrar`, toString(n.`approved`), n.`approved_precision`, n.`term`, n.`tax_class`, n.`report_year`, n.`legal_form`, toString(n.`founded`), n.`founded_precision`, toString(n.`closed`), n.`closed_precision`, n.`capital`, n.`capital_text`, n.`paid_in`, n.`paid_in_text`, n.`region`, n.`city`, n.`province`, n.`township`, n.`park`, n.`address`, n.`mail_address`, n.`industry`, n.`industry_group`, n.`industry_division`, n.`industry_section`, n.`scope`, n.`products`, n.`product_text`, n.`scale`, n.`above_scale`, n.`insured`, n.`insured_year`, n.`staff`, n.`revenue`, n.`revenue_text`, n.`market_share`, n.`titles`, n.`is_hnte`, n.`is_tsme`, n.`is_srdi`, n.`is_giant`, n.`is_innov`, n.`hnte_no`, toString(n.`hnte_date`), n.`hnte_date_precision`, toString(n.`hnte_expires`), n.`hnte_expires_precision`, n.`tsme_no`, toString(n.`tsme_date`), n.`tsme_date_precision`, n.`tech_field`, n.`controller`, toString(n.`listed`), n.`listed_precision`, n.`score`, n.`chain`, n.`main_segment`, n.`other_segments`, n.`confidential`, n.`dishonest`, n.`zero_tax_years`, n.`stat_unit`, n.`website`, n.`legal_rep`, n.`phone`, n.`phones`, n.`email`, n.`emails`, n.`contact`, n.`inferred`, n.`confidence`

// Firm brought_nodes
MATCH (n:Liantu:`Firm`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Firm retype
UNWIND $ids AS id
MATCH (n:Liantu:`Firm` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Firm`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Fund upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Fund`
SET n.`name` = row[1],
    n.`uscc` = row[2],
    n.`fund_no` = row[3],
    n.`former_names` = row[4],
    n.`fund_kind` = row[5],
    n.`manager` = row[6],
    n.`size` = row[7],
    n.`size_text` = row[8],
    n.`paid_in` = row[9],
    n.`paid_in_text` = row[10],
    n.`public_share` = row[11],
    n.`region` = row[12],
    n.`address` = row[13],
    n.`founded` = row[14],
    n.`founded_precision` = row[15],
    n.`closed` = row[16],
    n.`closed_precision` = row[17],
    n.`fields` = row[18],
    n.`segments` = row[19],
    n.`confidential` = row[20],
    n.`contact` = row[21],
    n.`phone` = row[22],
    n.`inferred` = row[23],
    n.`confidence` = row[24],
    n.`_from` = row[25],
    n.`_to` = row[26],
    n.`_universe` = row[27],
    n.`_sources` = row[28],
    n.`_source_count` = row[29],
    n.`_version` = row[30],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Fund insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Fund` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `uscc`: $columns[2][i],
    `fund_no`: $columns[3][i],
    `former_names`: $columns[4][i],
    `fund_kind`: $columns[5][i],
    `manager`: $columns[6][i],
    `size`: $columns[7][i],
    `size_text`: $columns[8][i],
    `paid_in`: $columns[9][i],
    `paid_in_text`: $columns[10][i],
    `public_share`: $columns[11][i],
    `region`: $columns[12][i],
    `address`: $columns[13][i],
    `founded`: $columns[14][i],
    `founded_precision`: $columns[15][i],
    `closed`: $columns[16][i],
    `closed_precision`: $columns[17][i],
    `fields`: $columns[18][i],
    `segments`: $columns[19][i],
    `confidential`: $columns[20][i],
    `contact`: $columns[21][i],
    `phone`: $columns[22][i],
    `inferred`: $columns[23][i],
    `confidence`: $columns[24][i],
    `_from`: $columns[25][i],
    `_to`: $columns[26][i],
    `_universe`: $columns[27][i],
    `_sources`: $columns[28][i],
    `_source_count`: $columns[29][i],
    `_version`: $columns[30][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Fund theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Fund`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`fund_no`, n.`former_names`, n.`fund_kind`, n.`manager`, n.`size`, n.`size_text`, n.`paid_in`, n.`paid_in_text`, n.`public_share`, n.`region`, n.`address`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`fields`, n.`segments`, n.`confidential`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Fund join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Fund values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`fund_no`, n.`former_names`, n.`fund_kind`, n.`manager`, n.`size`, n.`size_text`, n.`paid_in`, n.`paid_in_text`, n.`public_share`, n.`region`, n.`address`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`fields`, n.`segments`, n.`confidential`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Fund` AS is_kind

// Fund places
MATCH (n:Liantu:`Fund`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Fund upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Fund`
SET n.`name` = row[1],
    n.`uscc` = row[2],
    n.`fund_no` = row[3],
    n.`former_names` = row[4],
    n.`fund_kind` = row[5],
    n.`manager` = row[6],
    n.`size` = row[7],
    n.`size_text` = row[8],
    n.`paid_in` = row[9],
    n.`paid_in_text` = row[10],
    n.`public_share` = row[11],
    n.`region` = row[12],
    n.`address` = row[13],
    n.`founded` = row[14],
    n.`founded_precision` = row[15],
    n.`closed` = row[16],
    n.`closed_precision` = row[17],
    n.`fields` = row[18],
    n.`segments` = row[19],
    n.`confidential` = row[20],
    n.`contact` = row[21],
    n.`phone` = row[22],
    n.`inferred` = row[23],
    n.`confidence` = row[24],
    n.`_from` = row[25],
    n.`_to` = row[26],
    n.`_universe` = row[27],
    n.`_sources` = row[28],
    n.`_source_count` = row[29],
    n.`_version` = row[30],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Fund table
MATCH (n:Liantu:`Fund`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`uscc`, n.`fund_no`, n.`former_names`, n.`fund_kind`, n.`manager`, n.`size`, n.`size_text`, n.`paid_in`, n.`paid_in_text`, n.`public_share`, n.`region`, n.`address`, toString(n.`founded`), n.`founded_precision`, toString(n.`closed`), n.`closed_precision`, n.`fields`, n.`segments`, n.`confidential`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`

// Fund brought_nodes
MATCH (n:Liantu:`Fund`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Fund retype
UNWIND $ids AS id
MATCH (n:Liantu:`Fund` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Fund`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// IP upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`IP`
SET n.`name` = row[1],
    n.`number` = row[2],
    n.`ip_kind` = row[3],
    n.`applicants` = row[4],
    n.`lead_applicant` = row[5],
    n.`holders` = row[6],
    n.`year` = row[7],
    n.`applied` = row[8],
    n.`applied_precision` = row[9],
    n.`granted` = row[10],
    n.`granted_precision` = row[11],
    n.`expires` = row[12],
    n.`expires_precision` = row[13],
    n.`state` = row[14],
    n.`ipc` = row[15],
    n.`abstract` = row[16],
    n.`segments` = row[17],
    n.`high_value` = row[18],
    n.`pledged` = row[19],
    n.`inventors` = row[20],
    n.`inferred` = row[21],
    n.`confidence` = row[22],
    n.`_from` = row[23],
    n.`_to` = row[24],
    n.`_universe` = row[25],
    n.`_sources` = row[26],
    n.`_source_count` = row[27],
    n.`_version` = row[28],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// IP insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`IP` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `number`: $columns[2][i],
    `ip_kind`: $columns[3][i],
    `applicants`: $columns[4][i],
    `lead_applicant`: $columns[5][i],
    `holders`: $columns[6][i],
    `year`: $columns[7][i],
    `applied`: $columns[8][i],
    `applied_precision`: $columns[9][i],
    `granted`: $columns[10][i],
    `granted_precision`: $columns[11][i],
    `expires`: $columns[12][i],
    `expires_precision`: $columns[13][i],
    `state`: $columns[14][i],
    `ipc`: $columns[15][i],
    `abstract`: $columns[16][i],
    `segments`: $columns[17][i],
    `high_value`: $columns[18][i],
    `pledged`: $columns[19][i],
    `inventors`: $columns[20][i],
    `inferred`: $columns[21][i],
    `confidence`: $columns[22][i],
    `_from`: $columns[23][i],
    `_to`: $columns[24][i],
    `_universe`: $columns[25][i],
    `_sources`: $columns[26][i],
    `_source_count`: $columns[27][i],
    `_version`: $columns[28][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// IP theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`IP`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`number`, n.`ip_kind`, n.`applicants`, n.`lead_applicant`, n.`holders`, n.`year`, n.`applied`, n.`applied_precision`, n.`granted`, n.`granted_precision`, n.`expires`, n.`expires_precision`, n.`state`, n.`ipc`, n.`abstract`, n.`segments`, n.`high_value`, n.`pledged`, n.`inventors`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// IP join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// IP values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`number`, n.`ip_kind`, n.`applicants`, n.`lead_applicant`, n.`holders`, n.`year`, n.`applied`, n.`applied_precision`, n.`granted`, n.`granted_precision`, n.`expires`, n.`expires_precision`, n.`state`, n.`ipc`, n.`abstract`, n.`segments`, n.`high_value`, n.`pledged`, n.`inventors`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`IP` AS is_kind

// IP places
MATCH (n:Liantu:`IP`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// IP upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`IP`
SET n.`name` = row[1],
    n.`number` = row[2],
    n.`ip_kind` = row[3],
    n.`applicants` = row[4],
    n.`lead_applicant` = row[5],
    n.`holders` = row[6],
    n.`year` = row[7],
    n.`applied` = row[8],
    n.`applied_precision` = row[9],
    n.`granted` = row[10],
    n.`granted_precision` = row[11],
    n.`expires` = row[12],
    n.`expires_precision` = row[13],
    n.`state` = row[14],
    n.`ipc` = row[15],
    n.`abstract` = row[16],
    n.`segments` = row[17],
    n.`high_value` = row[18],
    n.`pledged` = row[19],
    n.`inventors` = row[20],
    n.`inferred` = row[21],
    n.`confidence` = row[22],
    n.`_from` = row[23],
    n.`_to` = row[24],
    n.`_universe` = row[25],
    n.`_sources` = row[26],
    n.`_source_count` = row[27],
    n.`_version` = row[28],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// IP table
MATCH (n:Liantu:`IP`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`number`, n.`ip_kind`, n.`applicants`, n.`lead_applicant`, n.`holders`, n.`year`, toString(n.`applied`), n.`applied_precision`, toString(n.`granted`), n.`granted_precision`, toString(n.`expires`), n.`expires_precision`, n.`state`, n.`ipc`, n.`abstract`, n.`segments`, n.`high_value`, n.`pledged`, n.`inventors`, n.`inferred`, n.`confidence`

// IP brought_nodes
MATCH (n:Liantu:`IP`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// IP retype
UNWIND $ids AS id
MATCH (n:Liantu:`IP` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`IP`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Indicator upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Indicator`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`indicator_kind` = row[3],
    n.`measure` = row[4],
    n.`target` = row[5],
    n.`target_year` = row[6],
    n.`base` = row[7],
    n.`base_date` = row[8],
    n.`base_date_precision` = row[9],
    n.`higher_is_better` = row[10],
    n.`definition` = row[11],
    n.`owner` = row[12],
    n.`assist` = row[13],
    n.`version` = row[14],
    n.`source` = row[15],
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

// Indicator insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Indicator` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `code`: $columns[2][i],
    `indicator_kind`: $columns[3][i],
    `measure`: $columns[4][i],
    `target`: $columns[5][i],
    `target_year`: $columns[6][i],
    `base`: $columns[7][i],
    `base_date`: $columns[8][i],
    `base_date_precision`: $columns[9][i],
    `higher_is_better`: $columns[10][i],
    `definition`: $columns[11][i],
    `owner`: $columns[12][i],
    `assist`: $columns[13][i],
    `version`: $columns[14][i],
    `source`: $columns[15][i],
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

// Indicator theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Indicator`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`indicator_kind`, n.`measure`, n.`target`, n.`target_year`, n.`base`, n.`base_date`, n.`base_date_precision`, n.`higher_is_better`, n.`definition`, n.`owner`, n.`assist`, n.`version`, n.`source`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Indicator join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Indicator values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`indicator_kind`, n.`measure`, n.`target`, n.`target_year`, n.`base`, n.`base_date`, n.`base_date_precision`, n.`higher_is_better`, n.`definition`, n.`owner`, n.`assist`, n.`version`, n.`source`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Indicator` AS is_kind

// Indicator places
MATCH (n:Liantu:`Indicator`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Indicator upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Indicator`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`indicator_kind` = row[3],
    n.`measure` = row[4],
    n.`target` = row[5],
    n.`target_year` = row[6],
    n.`base` = row[7],
    n.`base_date` = row[8],
    n.`base_date_precision` = row[9],
    n.`higher_is_better` = row[10],
    n.`definition` = row[11],
    n.`owner` = row[12],
    n.`assist` = row[13],
    n.`version` = row[14],
    n.`source` = row[15],
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

// Indicator table
MATCH (n:Liantu:`Indicator`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`indicator_kind`, n.`measure`, n.`target`, n.`target_year`, n.`base`, toString(n.`base_date`), n.`base_date_precision`, n.`higher_is_better`, n.`definition`, n.`owner`, n.`assist`, n.`version`, n.`source`, n.`inferred`, n.`confidence`

// Indicator brought_nodes
MATCH (n:Liantu:`Indicator`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Indicator retype
UNWIND $ids AS id
MATCH (n:Liantu:`Indicator` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Indicator`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Institute upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Institute`
SET n.`name` = row[1],
    n.`uscc` = row[2],
    n.`reg_no` = row[3],
    n.`former_names` = row[4],
    n.`short_name` = row[5],
    n.`institute_kind` = row[6],
    n.`level` = row[7],
    n.`legal_form` = row[8],
    n.`region` = row[9],
    n.`township` = row[10],
    n.`park` = row[11],
    n.`address` = row[12],
    n.`founded` = row[13],
    n.`founded_precision` = row[14],
    n.`closed` = row[15],
    n.`closed_precision` = row[16],
    n.`fields` = row[17],
    n.`segments` = row[18],
    n.`staff` = row[19],
    n.`rd_staff` = row[20],
    n.`equipment` = row[21],
    n.`equipment_text` = row[22],
    n.`income` = row[23],
    n.`income_text` = row[24],
    n.`contract_income` = row[25],
    n.`contract_income_text` = row[26],
    n.`rd_expense` = row[27],
    n.`rd_expense_text` = row[28],
    n.`hosts` = row[29],
    n.`transfer_office` = row[30],
    n.`confidential` = row[31],
    n.`website` = row[32],
    n.`director` = row[33],
    n.`contact` = row[34],
    n.`phone` = row[35],
    n.`inferred` = row[36],
    n.`confidence` = row[37],
    n.`_from` = row[38],
    n.`_to` = row[39],
    n.`_universe` = row[40],
    n.`_sources` = row[41],
    n.`_source_count` = row[42],
    n.`_version` = row[43],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Institute insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Institute` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `uscc`: $columns[2][i],
    `reg_no`: $columns[3][i],
    `former_names`: $columns[4][i],
    `short_name`: $columns[5][i],
    `institute_kind`: $columns[6][i],
    `level`: $columns[7][i],
    `legal_form`: $columns[8][i],
    `region`: $columns[9][i],
    `township`: $columns[10][i],
    `park`: $columns[11][i],
    `address`: $columns[12][i],
    `founded`: $columns[13][i],
    `founded_precision`: $columns[14][i],
    `closed`: $columns[15][i],
    `closed_precision`: $columns[16][i],
    `fields`: $columns[17][i],
    `segments`: $columns[18][i],
    `staff`: $columns[19][i],
    `rd_staff`: $columns[20][i],
    `equipment`: $columns[21][i],
    `equipment_text`: $columns[22][i],
    `income`: $columns[23][i],
    `income_text`: $columns[24][i],
    `contract_income`: $columns[25][i],
    `contract_income_text`: $columns[26][i],
    `rd_expense`: $columns[27][i],
    `rd_expense_text`: $columns[28][i],
    `hosts`: $columns[29][i],
    `transfer_office`: $columns[30][i],
    `confidential`: $columns[31][i],
    `website`: $columns[32][i],
    `director`: $columns[33][i],
    `contact`: $columns[34][i],
    `phone`: $columns[35][i],
    `inferred`: $columns[36][i],
    `confidence`: $columns[37][i],
    `_from`: $columns[38][i],
    `_to`: $columns[39][i],
    `_universe`: $columns[40][i],
    `_sources`: $columns[41][i],
    `_source_count`: $columns[42][i],
    `_version`: $columns[43][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Institute theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Institute`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`reg_no`, n.`former_names`, n.`short_name`, n.`institute_kind`, n.`level`, n.`legal_form`, n.`region`, n.`township`, n.`park`, n.`address`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`fields`, n.`segments`, n.`staff`, n.`rd_staff`, n.`equipment`, n.`equipment_text`, n.`income`, n.`income_text`, n.`contract_income`, n.`contract_income_text`, n.`rd_expense`, n.`rd_expense_text`, n.`hosts`, n.`transfer_office`, n.`confidential`, n.`website`, n.`director`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Institute join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Institute values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`reg_no`, n.`former_names`, n.`short_name`, n.`institute_kind`, n.`level`, n.`legal_form`, n.`region`, n.`township`, n.`park`, n.`address`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`fields`, n.`segments`, n.`staff`, n.`rd_staff`, n.`equipment`, n.`equipment_text`, n.`income`, n.`income_text`, n.`contract_income`, n.`contract_income_text`, n.`rd_expense`, n.`rd_expense_text`, n.`hosts`, n.`transfer_office`, n.`confidential`, n.`website`, n.`director`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Institute` AS is_kind

// Institute places
MATCH (n:Liantu:`Institute`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Institute upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Institute`
SET n.`name` = row[1],
    n.`uscc` = row[2],
    n.`reg_no` = row[3],
    n.`former_names` = row[4],
    n.`short_name` = row[5],
    n.`institute_kind` = row[6],
    n.`level` = row[7],
    n.`legal_form` = row[8],
    n.`region` = row[9],
    n.`township` = row[10],
    n.`park` = row[11],
    n.`address` = row[12],
    n.`founded` = row[13],
    n.`founded_precision` = row[14],
    n.`closed` = row[15],
    n.`closed_precision` = row[16],
    n.`fields` = row[17],
    n.`segments` = row[18],
    n.`staff` = row[19],
    n.`rd_staff` = row[20],
    n.`equipment` = row[21],
    n.`equipment_text` = row[22],
    n.`income` = row[23],
    n.`income_text` = row[24],
    n.`contract_income` = row[25],
    n.`contract_income_text` = row[26],
    n.`rd_expense` = row[27],
    n.`rd_expense_text` = row[28],
    n.`hosts` = row[29],
    n.`transfer_office` = row[30],
    n.`confidential` = row[31],
    n.`website` = row[32],
    n.`director` = row[33],
    n.`contact` = row[34],
    n.`phone` = row[35],
    n.`inferred` = row[36],
    n.`confidence` = row[37],
    n.`_from` = row[38],
    n.`_to` = row[39],
    n.`_universe` = row[40],
    n.`_sources` = row[41],
    n.`_source_count` = row[42],
    n.`_version` = row[43],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Institute table
MATCH (n:Liantu:`Institute`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`uscc`, n.`reg_no`, n.`former_names`, n.`short_name`, n.`institute_kind`, n.`level`, n.`legal_form`, n.`region`, n.`township`, n.`park`, n.`address`, toString(n.`founded`), n.`founded_precision`, toString(n.`closed`), n.`closed_precision`, n.`fields`, n.`segments`, n.`staff`, n.`rd_staff`, n.`equipment`, n.`equipment_text`, n.`income`, n.`income_text`, n.`contract_income`, n.`contract_income_text`, n.`rd_expense`, n.`rd_expense_text`, n.`hosts`, n.`transfer_office`, n.`confidential`, n.`website`, n.`director`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`

// Institute brought_nodes
MATCH (n:Liantu:`Institute`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Institute retype
UNWIND $ids AS id
MATCH (n:Liantu:`Institute` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Institute`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Lead upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Lead`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`firm` = row[3],
    n.`lead_kind` = row[4],
    n.`stage` = row[5],
    n.`owner` = row[6],
    n.`from_date` = row[7],
    n.`from_date_precision` = row[8],
    n.`stage_date` = row[9],
    n.`stage_date_precision` = row[10],
    n.`signed` = row[11],
    n.`signed_precision` = row[12],
    n.`region` = row[13],
    n.`township` = row[14],
    n.`park` = row[15],
    n.`came_from` = row[16],
    n.`chain` = row[17],
    n.`segments` = row[18],
    n.`investment` = row[19],
    n.`investment_text` = row[20],
    n.`fdi` = row[21],
    n.`fdi_text` = row[22],
    n.`intro` = row[23],
    n.`note` = row[24],
    n.`contact` = row[25],
    n.`phone` = row[26],
    n.`inferred` = row[27],
    n.`confidence` = row[28],
    n.`_from` = row[29],
    n.`_to` = row[30],
    n.`_universe` = row[31],
    n.`_sources` = row[32],
    n.`_source_count` = row[33],
    n.`_version` = row[34],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Lead insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Lead` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `code`: $columns[2][i],
    `firm`: $columns[3][i],
    `lead_kind`: $columns[4][i],
    `stage`: $columns[5][i],
    `owner`: $columns[6][i],
    `from_date`: $columns[7][i],
    `from_date_precision`: $columns[8][i],
    `stage_date`: $columns[9][i],
    `stage_date_precision`: $columns[10][i],
    `signed`: $columns[11][i],
    `signed_precision`: $columns[12][i],
    `region`: $columns[13][i],
    `township`: $columns[14][i],
    `park`: $columns[15][i],
    `came_from`: $columns[16][i],
    `chain`: $columns[17][i],
    `segments`: $columns[18][i],
    `investment`: $columns[19][i],
    `investment_text`: $columns[20][i],
    `fdi`: $columns[21][i],
    `fdi_text`: $columns[22][i],
    `intro`: $columns[23][i],
    `note`: $columns[24][i],
    `contact`: $columns[25][i],
    `phone`: $columns[26][i],
    `inferred`: $columns[27][i],
    `confidence`: $columns[28][i],
    `_from`: $columns[29][i],
    `_to`: $columns[30][i],
    `_universe`: $columns[31][i],
    `_sources`: $columns[32][i],
    `_source_count`: $columns[33][i],
    `_version`: $columns[34][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Lead theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Lead`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`firm`, n.`lead_kind`, n.`stage`, n.`owner`, n.`from_date`, n.`from_date_precision`, n.`stage_date`, n.`stage_date_precision`, n.`signed`, n.`signed_precision`, n.`region`, n.`township`, n.`park`, n.`came_from`, n.`chain`, n.`segments`, n.`investment`, n.`investment_text`, n.`fdi`, n.`fdi_text`, n.`intro`, n.`note`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Lead join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Lead values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`firm`, n.`lead_kind`, n.`stage`, n.`owner`, n.`from_date`, n.`from_date_precision`, n.`stage_date`, n.`stage_date_precision`, n.`signed`, n.`signed_precision`, n.`region`, n.`township`, n.`park`, n.`came_from`, n.`chain`, n.`segments`, n.`investment`, n.`investment_text`, n.`fdi`, n.`fdi_text`, n.`intro`, n.`note`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Lead` AS is_kind

// Lead places
MATCH (n:Liantu:`Lead`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Lead upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Lead`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`firm` = row[3],
    n.`lead_kind` = row[4],
    n.`stage` = row[5],
    n.`owner` = row[6],
    n.`from_date` = row[7],
    n.`from_date_precision` = row[8],
    n.`stage_date` = row[9],
    n.`stage_date_precision` = row[10],
    n.`signed` = row[11],
    n.`signed_precision` = row[12],
    n.`region` = row[13],
    n.`township` = row[14],
    n.`park` = row[15],
    n.`came_from` = row[16],
    n.`chain` = row[17],
    n.`segments` = row[18],
    n.`investment` = row[19],
    n.`investment_text` = row[20],
    n.`fdi` = row[21],
    n.`fdi_text` = row[22],
    n.`intro` = row[23],
    n.`note` = row[24],
    n.`contact` = row[25],
    n.`phone` = row[26],
    n.`inferred` = row[27],
    n.`confidence` = row[28],
    n.`_from` = row[29],
    n.`_to` = row[30],
    n.`_universe` = row[31],
    n.`_sources` = row[32],
    n.`_source_count` = row[33],
    n.`_version` = row[34],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Lead table
MATCH (n:Liantu:`Lead`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`firm`, n.`lead_kind`, n.`stage`, n.`owner`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`stage_date`), n.`stage_date_precision`, toString(n.`signed`), n.`signed_precision`, n.`region`, n.`township`, n.`park`, n.`came_from`, n.`chain`, n.`segments`, n.`investment`, n.`investment_text`, n.`fdi`, n.`fdi_text`, n.`intro`, n.`note`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`

// Lead brought_nodes
MATCH (n:Liantu:`Lead`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Lead retype
UNWIND $ids AS id
MATCH (n:Liantu:`Lead` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Lead`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Observation upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Observation`
SET n.`period` = row[1],
    n.`date` = row[2],
    n.`date_precision` = row[3],
    n.`value` = row[4],
    n.`region` = row[5],
    n.`scope` = row[6],
    n.`target` = row[7],
    n.`reporter` = row[8],
    n.`note` = row[9],
    n.`inferred` = row[10],
    n.`confidence` = row[11],
    n.`_from` = row[12],
    n.`_to` = row[13],
    n.`_universe` = row[14],
    n.`_sources` = row[15],
    n.`_source_count` = row[16],
    n.`_version` = row[17],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Observation insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Observation` {`uid`: $columns[0][i],
    `period`: $columns[1][i],
    `date`: $columns[2][i],
    `date_precision`: $columns[3][i],
    `value`: $columns[4][i],
    `region`: $columns[5][i],
    `scope`: $columns[6][i],
    `target`: $columns[7][i],
    `reporter`: $columns[8][i],
    `note`: $columns[9][i],
    `inferred`: $columns[10][i],
    `confidence`: $columns[11][i],
    `_from`: $columns[12][i],
    `_to`: $columns[13][i],
    `_universe`: $columns[14][i],
    `_sources`: $columns[15][i],
    `_source_count`: $columns[16][i],
    `_version`: $columns[17][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Observation theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Observation`)
RETURN id, n._workspaces AS brought, [n.`period`, n.`date`, n.`date_precision`, n.`value`, n.`region`, n.`scope`, n.`target`, n.`reporter`, n.`note`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Observation join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Observation values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`period`, n.`date`, n.`date_precision`, n.`value`, n.`region`, n.`scope`, n.`target`, n.`reporter`, n.`note`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Observation` AS is_kind

// Observation places
MATCH (n:Liantu:`Observation`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Observation upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Observation`
SET n.`period` = row[1],
    n.`date` = row[2],
    n.`date_precision` = row[3],
    n.`value` = row[4],
    n.`region` = row[5],
    n.`scope` = row[6],
    n.`target` = row[7],
    n.`reporter` = row[8],
    n.`note` = row[9],
    n.`inferred` = row[10],
    n.`confidence` = row[11],
    n.`_from` = row[12],
    n.`_to` = row[13],
    n.`_universe` = row[14],
    n.`_sources` = row[15],
    n.`_source_count` = row[16],
    n.`_version` = row[17],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Observation table
MATCH (n:Liantu:`Observation`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`period`, toString(n.`date`), n.`date_precision`, n.`value`, n.`region`, n.`scope`, n.`target`, n.`reporter`, n.`note`, n.`inferred`, n.`confidence`

// period keep
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE n._workspaces = [] AND n._kept IS NULL
REMOVE n:$([label IN labels(n) WHERE label IN known])
SET n = {uid: id, _workspaces: [], _kept: $kind, `period`: n.`period`}
RETURN count(*) AS kept

// Observation brought_nodes
MATCH (n:Liantu:`Observation`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Observation retype
UNWIND $ids AS id
MATCH (n:Liantu:`Observation` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Observation`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Outcome upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Outcome`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`owner_text` = row[3],
    n.`owners` = row[4],
    n.`trl` = row[5],
    n.`field` = row[6],
    n.`segments` = row[7],
    n.`summary` = row[8],
    n.`date` = row[9],
    n.`date_precision` = row[10],
    n.`needs_pilot` = row[11],
    n.`state` = row[12],
    n.`asking` = row[13],
    n.`asking_text` = row[14],
    n.`takers` = row[15],
    n.`people` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Outcome insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Outcome` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `code`: $columns[2][i],
    `owner_text`: $columns[3][i],
    `owners`: $columns[4][i],
    `trl`: $columns[5][i],
    `field`: $columns[6][i],
    `segments`: $columns[7][i],
    `summary`: $columns[8][i],
    `date`: $columns[9][i],
    `date_precision`: $columns[10][i],
    `needs_pilot`: $columns[11][i],
    `state`: $columns[12][i],
    `asking`: $columns[13][i],
    `asking_text`: $columns[14][i],
    `takers`: $columns[15][i],
    `people`: $columns[16][i],
    `inferred`: $columns[17][i],
    `confidence`: $columns[18][i],
    `_from`: $columns[19][i],
    `_to`: $columns[20][i],
    `_universe`: $columns[21][i],
    `_sources`: $columns[22][i],
    `_source_count`: $columns[23][i],
    `_version`: $columns[24][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Outcome theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Outcome`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`owner_text`, n.`owners`, n.`trl`, n.`field`, n.`segments`, n.`summary`, n.`date`, n.`date_precision`, n.`needs_pilot`, n.`state`, n.`asking`, n.`asking_text`, n.`takers`, n.`people`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Outcome join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Outcome values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`owner_text`, n.`owners`, n.`trl`, n.`field`, n.`segments`, n.`summary`, n.`date`, n.`date_precision`, n.`needs_pilot`, n.`state`, n.`asking`, n.`asking_text`, n.`takers`, n.`people`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Outcome` AS is_kind

// Outcome places
MATCH (n:Liantu:`Outcome`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Outcome upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Outcome`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`owner_text` = row[3],
    n.`owners` = row[4],
    n.`trl` = row[5],
    n.`field` = row[6],
    n.`segments` = row[7],
    n.`summary` = row[8],
    n.`date` = row[9],
    n.`date_precision` = row[10],
    n.`needs_pilot` = row[11],
    n.`state` = row[12],
    n.`asking` = row[13],
    n.`asking_text` = row[14],
    n.`takers` = row[15],
    n.`people` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Outcome table
MATCH (n:Liantu:`Outcome`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`owner_text`, n.`owners`, n.`trl`, n.`field`, n.`segments`, n.`summary`, toString(n.`date`), n.`date_precision`, n.`needs_pilot`, n.`state`, n.`asking`, n.`asking_text`, n.`takers`, n.`people`, n.`inferred`, n.`confidence`

// Outcome brought_nodes
MATCH (n:Liantu:`Outcome`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Outcome retype
UNWIND $ids AS id
MATCH (n:Liantu:`Outcome` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Outcome`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Park upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Park`
SET n.`name` = row[1],
    n.`short_name` = row[2],
    n.`park_kind` = row[3],
    n.`level` = row[4],
    n.`region` = row[5],
    n.`township` = row[6],
    n.`address` = row[7],
    n.`area` = row[8],
    n.`area_free` = row[9],
    n.`chemical_park` = row[10],
    n.`industries` = row[11],
    n.`operator` = row[12],
    n.`from_date` = row[13],
    n.`from_date_precision` = row[14],
    n.`to_date` = row[15],
    n.`to_date_precision` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Park insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Park` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `short_name`: $columns[2][i],
    `park_kind`: $columns[3][i],
    `level`: $columns[4][i],
    `region`: $columns[5][i],
    `township`: $columns[6][i],
    `address`: $columns[7][i],
    `area`: $columns[8][i],
    `area_free`: $columns[9][i],
    `chemical_park`: $columns[10][i],
    `industries`: $columns[11][i],
    `operator`: $columns[12][i],
    `from_date`: $columns[13][i],
    `from_date_precision`: $columns[14][i],
    `to_date`: $columns[15][i],
    `to_date_precision`: $columns[16][i],
    `inferred`: $columns[17][i],
    `confidence`: $columns[18][i],
    `_from`: $columns[19][i],
    `_to`: $columns[20][i],
    `_universe`: $columns[21][i],
    `_sources`: $columns[22][i],
    `_source_count`: $columns[23][i],
    `_version`: $columns[24][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Park theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Park`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`short_name`, n.`park_kind`, n.`level`, n.`region`, n.`township`, n.`address`, n.`area`, n.`area_free`, n.`chemical_park`, n.`industries`, n.`operator`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Park join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Park values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`short_name`, n.`park_kind`, n.`level`, n.`region`, n.`township`, n.`address`, n.`area`, n.`area_free`, n.`chemical_park`, n.`industries`, n.`operator`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Park` AS is_kind

// Park places
MATCH (n:Liantu:`Park`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Park upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Park`
SET n.`name` = row[1],
    n.`short_name` = row[2],
    n.`park_kind` = row[3],
    n.`level` = row[4],
    n.`region` = row[5],
    n.`township` = row[6],
    n.`address` = row[7],
    n.`area` = row[8],
    n.`area_free` = row[9],
    n.`chemical_park` = row[10],
    n.`industries` = row[11],
    n.`operator` = row[12],
    n.`from_date` = row[13],
    n.`from_date_precision` = row[14],
    n.`to_date` = row[15],
    n.`to_date_precision` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Park table
MATCH (n:Liantu:`Park`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`short_name`, n.`park_kind`, n.`level`, n.`region`, n.`township`, n.`address`, n.`area`, n.`area_free`, n.`chemical_park`, n.`industries`, n.`operator`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`inferred`, n.`confidence`

// Park brought_nodes
MATCH (n:Liantu:`Park`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Park retype
UNWIND $ids AS id
MATCH (n:Liantu:`Park` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Park`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Person upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Person`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`employer` = row[3],
    n.`position` = row[4],
    n.`title` = row[5],
    n.`level` = row[6],
    n.`fields` = row[7],
    n.`segments` = row[8],
    n.`came_from` = row[9],
    n.`part_time` = row[10],
    n.`from_date` = row[11],
    n.`from_date_precision` = row[12],
    n.`to_date` = row[13],
    n.`to_date_precision` = row[14],
    n.`phone` = row[15],
    n.`email` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Person insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Person` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `code`: $columns[2][i],
    `employer`: $columns[3][i],
    `position`: $columns[4][i],
    `title`: $columns[5][i],
    `level`: $columns[6][i],
    `fields`: $columns[7][i],
    `segments`: $columns[8][i],
    `came_from`: $columns[9][i],
    `part_time`: $columns[10][i],
    `from_date`: $columns[11][i],
    `from_date_precision`: $columns[12][i],
    `to_date`: $columns[13][i],
    `to_date_precision`: $columns[14][i],
    `phone`: $columns[15][i],
    `email`: $columns[16][i],
    `inferred`: $columns[17][i],
    `confidence`: $columns[18][i],
    `_from`: $columns[19][i],
    `_to`: $columns[20][i],
    `_universe`: $columns[21][i],
    `_sources`: $columns[22][i],
    `_source_count`: $columns[23][i],
    `_version`: $columns[24][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Person theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Person`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`employer`, n.`position`, n.`title`, n.`level`, n.`fields`, n.`segments`, n.`came_from`, n.`part_time`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`phone`, n.`email`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Person join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Person values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`employer`, n.`position`, n.`title`, n.`level`, n.`fields`, n.`segments`, n.`came_from`, n.`part_time`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`phone`, n.`email`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Person` AS is_kind

// Person places
MATCH (n:Liantu:`Person`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Person upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Person`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`employer` = row[3],
    n.`position` = row[4],
    n.`title` = row[5],
    n.`level` = row[6],
    n.`fields` = row[7],
    n.`segments` = row[8],
    n.`came_from` = row[9],
    n.`part_time` = row[10],
    n.`from_date` = row[11],
    n.`from_date_precision` = row[12],
    n.`to_date` = row[13],
    n.`to_date_precision` = row[14],
    n.`phone` = row[15],
    n.`email` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Person table
MATCH (n:Liantu:`Person`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`employer`, n.`position`, n.`title`, n.`level`, n.`fields`, n.`segments`, n.`came_from`, n.`part_time`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`phone`, n.`email`, n.`inferred`, n.`confidence`

// nothing keep
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE n._workspaces = [] AND n._kept IS NULL
REMOVE n:$([label IN labels(n) WHERE label IN known])
SET n = {uid: id, _workspaces: [], _kept: $kind}
RETURN count(*) AS kept

// Person brought_nodes
MATCH (n:Liantu:`Person`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Person retype
UNWIND $ids AS id
MATCH (n:Liantu:`Person` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Person`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Policy upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Policy`
SET n.`name` = row[1],
    n.`number` = row[2],
    n.`clause` = row[3],
    n.`issuer` = row[4],
    n.`level` = row[5],
    n.`subject` = row[6],
    n.`condition` = row[7],
    n.`content` = row[8],
    n.`from_date` = row[9],
    n.`from_date_precision` = row[10],
    n.`to_date` = row[11],
    n.`to_date_precision` = row[12],
    n.`unit` = row[13],
    n.`url` = row[14],
    n.`inferred` = row[15],
    n.`confidence` = row[16],
    n.`_from` = row[17],
    n.`_to` = row[18],
    n.`_universe` = row[19],
    n.`_sources` = row[20],
    n.`_source_count` = row[21],
    n.`_version` = row[22],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Policy insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Policy` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `number`: $columns[2][i],
    `clause`: $columns[3][i],
    `issuer`: $columns[4][i],
    `level`: $columns[5][i],
    `subject`: $columns[6][i],
    `condition`: $columns[7][i],
    `content`: $columns[8][i],
    `from_date`: $columns[9][i],
    `from_date_precision`: $columns[10][i],
    `to_date`: $columns[11][i],
    `to_date_precision`: $columns[12][i],
    `unit`: $columns[13][i],
    `url`: $columns[14][i],
    `inferred`: $columns[15][i],
    `confidence`: $columns[16][i],
    `_from`: $columns[17][i],
    `_to`: $columns[18][i],
    `_universe`: $columns[19][i],
    `_sources`: $columns[20][i],
    `_source_count`: $columns[21][i],
    `_version`: $columns[22][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Policy theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Policy`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`number`, n.`clause`, n.`issuer`, n.`level`, n.`subject`, n.`condition`, n.`content`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`unit`, n.`url`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Policy join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Policy values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`number`, n.`clause`, n.`issuer`, n.`level`, n.`subject`, n.`condition`, n.`content`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`unit`, n.`url`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Policy` AS is_kind

// Policy places
MATCH (n:Liantu:`Policy`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Policy upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Policy`
SET n.`name` = row[1],
    n.`number` = row[2],
    n.`clause` = row[3],
    n.`issuer` = row[4],
    n.`level` = row[5],
    n.`subject` = row[6],
    n.`condition` = row[7],
    n.`content` = row[8],
    n.`from_date` = row[9],
    n.`from_date_precision` = row[10],
    n.`to_date` = row[11],
    n.`to_date_precision` = row[12],
    n.`unit` = row[13],
    n.`url` = row[14],
    n.`inferred` = row[15],
    n.`confidence` = row[16],
    n.`_from` = row[17],
    n.`_to` = row[18],
    n.`_universe` = row[19],
    n.`_sources` = row[20],
    n.`_source_count` = row[21],
    n.`_version` = row[22],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Policy table
MATCH (n:Liantu:`Policy`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`number`, n.`clause`, n.`issuer`, n.`level`, n.`subject`, n.`condition`, n.`content`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`unit`, n.`url`, n.`inferred`, n.`confidence`

// Policy brought_nodes
MATCH (n:Liantu:`Policy`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Policy retype
UNWIND $ids AS id
MATCH (n:Liantu:`Policy` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Policy`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Product upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Product`
SET n.`name` = row[1],
    n.`name_en` = row[2],
    n.`category` = row[3],
    n.`hs_code` = row[4],
    n.`measure` = row[5],
    n.`high_tech` = row[6],
    n.`inferred` = row[7],
    n.`confidence` = row[8],
    n.`_from` = row[9],
    n.`_to` = row[10],
    n.`_universe` = row[11],
    n.`_sources` = row[12],
    n.`_source_count` = row[13],
    n.`_version` = row[14],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Product insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Product` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `name_en`: $columns[2][i],
    `category`: $columns[3][i],
    `hs_code`: $columns[4][i],
    `measure`: $columns[5][i],
    `high_tech`: $columns[6][i],
    `inferred`: $columns[7][i],
    `confidence`: $columns[8][i],
    `_from`: $columns[9][i],
    `_to`: $columns[10][i],
    `_universe`: $columns[11][i],
    `_sources`: $columns[12][i],
    `_source_count`: $columns[13][i],
    `_version`: $columns[14][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Product theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Product`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`name_en`, n.`category`, n.`hs_code`, n.`measure`, n.`high_tech`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Product join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Product values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`name_en`, n.`category`, n.`hs_code`, n.`measure`, n.`high_tech`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Product` AS is_kind

// Product places
MATCH (n:Liantu:`Product`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Product upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Product`
SET n.`name` = row[1],
    n.`name_en` = row[2],
    n.`category` = row[3],
    n.`hs_code` = row[4],
    n.`measure` = row[5],
    n.`high_tech` = row[6],
    n.`inferred` = row[7],
    n.`confidence` = row[8],
    n.`_from` = row[9],
    n.`_to` = row[10],
    n.`_universe` = row[11],
    n.`_sources` = row[12],
    n.`_source_count` = row[13],
    n.`_version` = row[14],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Product table
MATCH (n:Liantu:`Product`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`name_en`, n.`category`, n.`hs_code`, n.`measure`, n.`high_tech`, n.`inferred`, n.`confidence`

// Product brought_nodes
MATCH (n:Liantu:`Product`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Product retype
UNWIND $ids AS id
MATCH (n:Liantu:`Product` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Product`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Project upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Project`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`project_kind` = row[3],
    n.`owners` = row[4],
    n.`partners` = row[5],
    n.`chain` = row[6],
    n.`segments` = row[7],
    n.`region` = row[8],
    n.`township` = row[9],
    n.`park` = row[10],
    n.`place` = row[11],
    n.`scale` = row[12],
    n.`period` = row[13],
    n.`investment` = row[14],
    n.`investment_text` = row[15],
    n.`funding` = row[16],
    n.`funding_text` = row[17],
    n.`filed` = row[18],
    n.`filed_precision` = row[19],
    n.`from_date` = row[20],
    n.`from_date_precision` = row[21],
    n.`to_date` = row[22],
    n.`to_date_precision` = row[23],
    n.`year` = row[24],
    n.`stage` = row[25],
    n.`unit` = row[26],
    n.`note` = row[27],
    n.`contact` = row[28],
    n.`phone` = row[29],
    n.`inferred` = row[30],
    n.`confidence` = row[31],
    n.`_from` = row[32],
    n.`_to` = row[33],
    n.`_universe` = row[34],
    n.`_sources` = row[35],
    n.`_source_count` = row[36],
    n.`_version` = row[37],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Project insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Project` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `code`: $columns[2][i],
    `project_kind`: $columns[3][i],
    `owners`: $columns[4][i],
    `partners`: $columns[5][i],
    `chain`: $columns[6][i],
    `segments`: $columns[7][i],
    `region`: $columns[8][i],
    `township`: $columns[9][i],
    `park`: $columns[10][i],
    `place`: $columns[11][i],
    `scale`: $columns[12][i],
    `period`: $columns[13][i],
    `investment`: $columns[14][i],
    `investment_text`: $columns[15][i],
    `funding`: $columns[16][i],
    `funding_text`: $columns[17][i],
    `filed`: $columns[18][i],
    `filed_precision`: $columns[19][i],
    `from_date`: $columns[20][i],
    `from_date_precision`: $columns[21][i],
    `to_date`: $columns[22][i],
    `to_date_precision`: $columns[23][i],
    `year`: $columns[24][i],
    `stage`: $columns[25][i],
    `unit`: $columns[26][i],
    `note`: $columns[27][i],
    `contact`: $columns[28][i],
    `phone`: $columns[29][i],
    `inferred`: $columns[30][i],
    `confidence`: $columns[31][i],
    `_from`: $columns[32][i],
    `_to`: $columns[33][i],
    `_universe`: $columns[34][i],
    `_sources`: $columns[35][i],
    `_source_count`: $columns[36][i],
    `_version`: $columns[37][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Project theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Project`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`project_kind`, n.`owners`, n.`partners`, n.`chain`, n.`segments`, n.`region`, n.`township`, n.`park`, n.`place`, n.`scale`, n.`period`, n.`investment`, n.`investment_text`, n.`funding`, n.`funding_text`, n.`filed`, n.`filed_precision`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`year`, n.`stage`, n.`unit`, n.`note`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Project join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Project values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`project_kind`, n.`owners`, n.`partners`, n.`chain`, n.`segments`, n.`region`, n.`township`, n.`park`, n.`place`, n.`scale`, n.`period`, n.`investment`, n.`investment_text`, n.`funding`, n.`funding_text`, n.`filed`, n.`filed_precision`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`year`, n.`stage`, n.`unit`, n.`note`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Project` AS is_kind

// Project places
MATCH (n:Liantu:`Project`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Project upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Project`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`project_kind` = row[3],
    n.`owners` = row[4],
    n.`partners` = row[5],
    n.`chain` = row[6],
    n.`segments` = row[7],
    n.`region` = row[8],
    n.`township` = row[9],
    n.`park` = row[10],
    n.`place` = row[11],
    n.`scale` = row[12],
    n.`period` = row[13],
    n.`investment` = row[14],
    n.`investment_text` = row[15],
    n.`funding` = row[16],
    n.`funding_text` = row[17],
    n.`filed` = row[18],
    n.`filed_precision` = row[19],
    n.`from_date` = row[20],
    n.`from_date_precision` = row[21],
    n.`to_date` = row[22],
    n.`to_date_precision` = row[23],
    n.`year` = row[24],
    n.`stage` = row[25],
    n.`unit` = row[26],
    n.`note` = row[27],
    n.`contact` = row[28],
    n.`phone` = row[29],
    n.`inferred` = row[30],
    n.`confidence` = row[31],
    n.`_from` = row[32],
    n.`_to` = row[33],
    n.`_universe` = row[34],
    n.`_sources` = row[35],
    n.`_source_count` = row[36],
    n.`_version` = row[37],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Project table
MATCH (n:Liantu:`Project`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`project_kind`, n.`owners`, n.`partners`, n.`chain`, n.`segments`, n.`region`, n.`township`, n.`park`, n.`place`, n.`scale`, n.`period`, n.`investment`, n.`investment_text`, n.`funding`, n.`funding_text`, toString(n.`filed`), n.`filed_precision`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`year`, n.`stage`, n.`unit`, n.`note`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`

// Project brought_nodes
MATCH (n:Liantu:`Project`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Project retype
UNWIND $ids AS id
MATCH (n:Liantu:`Project` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Project`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Recognition upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Recognition`
SET n.`name` = row[1],
    n.`level` = row[2],
    n.`issuer` = row[3],
    n.`valid_years` = row[4],
    n.`basis` = row[5],
    n.`inferred` = row[6],
    n.`confidence` = row[7],
    n.`_from` = row[8],
    n.`_to` = row[9],
    n.`_universe` = row[10],
    n.`_sources` = row[11],
    n.`_source_count` = row[12],
    n.`_version` = row[13],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Recognition insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Recognition` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `level`: $columns[2][i],
    `issuer`: $columns[3][i],
    `valid_years`: $columns[4][i],
    `basis`: $columns[5][i],
    `inferred`: $columns[6][i],
    `confidence`: $columns[7][i],
    `_from`: $columns[8][i],
    `_to`: $columns[9][i],
    `_universe`: $columns[10][i],
    `_sources`: $columns[11][i],
    `_source_count`: $columns[12][i],
    `_version`: $columns[13][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Recognition theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Recognition`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`level`, n.`issuer`, n.`valid_years`, n.`basis`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Recognition join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Recognition values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`level`, n.`issuer`, n.`valid_years`, n.`basis`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Recognition` AS is_kind

// Recognition places
MATCH (n:Liantu:`Recognition`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Recognition upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Recognition`
SET n.`name` = row[1],
    n.`level` = row[2],
    n.`issuer` = row[3],
    n.`valid_years` = row[4],
    n.`basis` = row[5],
    n.`inferred` = row[6],
    n.`confidence` = row[7],
    n.`_from` = row[8],
    n.`_to` = row[9],
    n.`_universe` = row[10],
    n.`_sources` = row[11],
    n.`_source_count` = row[12],
    n.`_version` = row[13],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Recognition table
MATCH (n:Liantu:`Recognition`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`level`, n.`issuer`, n.`valid_years`, n.`basis`, n.`inferred`, n.`confidence`

// Recognition brought_nodes
MATCH (n:Liantu:`Recognition`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Recognition retype
UNWIND $ids AS id
MATCH (n:Liantu:`Recognition` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Recognition`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Region upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Region`
SET n.`code` = row[1],
    n.`township_code` = row[2],
    n.`name` = row[3],
    n.`level` = row[4],
    n.`parent` = row[5],
    n.`population` = row[6],
    n.`gdp` = row[7],
    n.`gdp_text` = row[8],
    n.`area` = row[9],
    n.`inferred` = row[10],
    n.`confidence` = row[11],
    n.`_from` = row[12],
    n.`_to` = row[13],
    n.`_universe` = row[14],
    n.`_sources` = row[15],
    n.`_source_count` = row[16],
    n.`_version` = row[17],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Region insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Region` {`uid`: $columns[0][i],
    `code`: $columns[1][i],
    `township_code`: $columns[2][i],
    `name`: $columns[3][i],
    `level`: $columns[4][i],
    `parent`: $columns[5][i],
    `population`: $columns[6][i],
    `gdp`: $columns[7][i],
    `gdp_text`: $columns[8][i],
    `area`: $columns[9][i],
    `inferred`: $columns[10][i],
    `confidence`: $columns[11][i],
    `_from`: $columns[12][i],
    `_to`: $columns[13][i],
    `_universe`: $columns[14][i],
    `_sources`: $columns[15][i],
    `_source_count`: $columns[16][i],
    `_version`: $columns[17][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Region theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Region`)
RETURN id, n._workspaces AS brought, [n.`code`, n.`township_code`, n.`name`, n.`level`, n.`parent`, n.`population`, n.`gdp`, n.`gdp_text`, n.`area`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Region join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Region values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`code`, n.`township_code`, n.`name`, n.`level`, n.`parent`, n.`population`, n.`gdp`, n.`gdp_text`, n.`area`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Region` AS is_kind

// Region places
MATCH (n:Liantu:`Region`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Region upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Region`
SET n.`code` = row[1],
    n.`township_code` = row[2],
    n.`name` = row[3],
    n.`level` = row[4],
    n.`parent` = row[5],
    n.`population` = row[6],
    n.`gdp` = row[7],
    n.`gdp_text` = row[8],
    n.`area` = row[9],
    n.`inferred` = row[10],
    n.`confidence` = row[11],
    n.`_from` = row[12],
    n.`_to` = row[13],
    n.`_universe` = row[14],
    n.`_sources` = row[15],
    n.`_source_count` = row[16],
    n.`_version` = row[17],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Region table
MATCH (n:Liantu:`Region`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`code`, n.`township_code`, n.`name`, n.`level`, n.`parent`, n.`population`, n.`gdp`, n.`gdp_text`, n.`area`, n.`inferred`, n.`confidence`

// Region brought_nodes
MATCH (n:Liantu:`Region`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Region retype
UNWIND $ids AS id
MATCH (n:Liantu:`Region` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Region`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Role upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Role`
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

// Role insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Role` {`uid`: $columns[0][i],
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

// Role theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Role`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`note`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Role join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Role values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`note`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Role` AS is_kind

// Role places
MATCH (n:Liantu:`Role`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Role upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Role`
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

// Role table
MATCH (n:Liantu:`Role`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`note`, n.`inferred`, n.`confidence`

// Role brought_nodes
MATCH (n:Liantu:`Role`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Role retype
UNWIND $ids AS id
MATCH (n:Liantu:`Role` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Role`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Segment upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Segment`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`name_en` = row[3],
    n.`stage` = row[4],
    n.`layer` = row[5],
    n.`panel` = row[6],
    n.`weight` = row[7],
    n.`required` = row[8],
    n.`item_kind` = row[9],
    n.`filled_by` = row[10],
    n.`access_grade` = row[11],
    n.`access_document` = row[12],
    n.`access_date` = row[13],
    n.`access_date_precision` = row[14],
    n.`value_class` = row[15],
    n.`source` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Segment insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Segment` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `code`: $columns[2][i],
    `name_en`: $columns[3][i],
    `stage`: $columns[4][i],
    `layer`: $columns[5][i],
    `panel`: $columns[6][i],
    `weight`: $columns[7][i],
    `required`: $columns[8][i],
    `item_kind`: $columns[9][i],
    `filled_by`: $columns[10][i],
    `access_grade`: $columns[11][i],
    `access_document`: $columns[12][i],
    `access_date`: $columns[13][i],
    `access_date_precision`: $columns[14][i],
    `value_class`: $columns[15][i],
    `source`: $columns[16][i],
    `inferred`: $columns[17][i],
    `confidence`: $columns[18][i],
    `_from`: $columns[19][i],
    `_to`: $columns[20][i],
    `_universe`: $columns[21][i],
    `_sources`: $columns[22][i],
    `_source_count`: $columns[23][i],
    `_version`: $columns[24][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Segment theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Segment`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`name_en`, n.`stage`, n.`layer`, n.`panel`, n.`weight`, n.`required`, n.`item_kind`, n.`filled_by`, n.`access_grade`, n.`access_document`, n.`access_date`, n.`access_date_precision`, n.`value_class`, n.`source`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Segment join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Segment values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`name_en`, n.`stage`, n.`layer`, n.`panel`, n.`weight`, n.`required`, n.`item_kind`, n.`filled_by`, n.`access_grade`, n.`access_document`, n.`access_date`, n.`access_date_precision`, n.`value_class`, n.`source`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Segment` AS is_kind

// Segment places
MATCH (n:Liantu:`Segment`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Segment upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Segment`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`name_en` = row[3],
    n.`stage` = row[4],
    n.`layer` = row[5],
    n.`panel` = row[6],
    n.`weight` = row[7],
    n.`required` = row[8],
    n.`item_kind` = row[9],
    n.`filled_by` = row[10],
    n.`access_grade` = row[11],
    n.`access_document` = row[12],
    n.`access_date` = row[13],
    n.`access_date_precision` = row[14],
    n.`value_class` = row[15],
    n.`source` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Segment table
MATCH (n:Liantu:`Segment`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`name_en`, n.`stage`, n.`layer`, n.`panel`, n.`weight`, n.`required`, n.`item_kind`, n.`filled_by`, n.`access_grade`, n.`access_document`, toString(n.`access_date`), n.`access_date_precision`, n.`value_class`, n.`source`, n.`inferred`, n.`confidence`

// Segment brought_nodes
MATCH (n:Liantu:`Segment`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Segment retype
UNWIND $ids AS id
MATCH (n:Liantu:`Segment` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Segment`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Site upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Site`
SET n.`name` = row[1],
    n.`role` = row[2],
    n.`region` = row[3],
    n.`township` = row[4],
    n.`park` = row[5],
    n.`stat_unit` = row[6],
    n.`address` = row[7],
    n.`area` = row[8],
    n.`floor_area` = row[9],
    n.`staff` = row[10],
    n.`from_date` = row[11],
    n.`from_date_precision` = row[12],
    n.`to_date` = row[13],
    n.`to_date_precision` = row[14],
    n.`end_reason` = row[15],
    n.`segment` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Site insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Site` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `role`: $columns[2][i],
    `region`: $columns[3][i],
    `township`: $columns[4][i],
    `park`: $columns[5][i],
    `stat_unit`: $columns[6][i],
    `address`: $columns[7][i],
    `area`: $columns[8][i],
    `floor_area`: $columns[9][i],
    `staff`: $columns[10][i],
    `from_date`: $columns[11][i],
    `from_date_precision`: $columns[12][i],
    `to_date`: $columns[13][i],
    `to_date_precision`: $columns[14][i],
    `end_reason`: $columns[15][i],
    `segment`: $columns[16][i],
    `inferred`: $columns[17][i],
    `confidence`: $columns[18][i],
    `_from`: $columns[19][i],
    `_to`: $columns[20][i],
    `_universe`: $columns[21][i],
    `_sources`: $columns[22][i],
    `_source_count`: $columns[23][i],
    `_version`: $columns[24][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Site theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Site`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`role`, n.`region`, n.`township`, n.`park`, n.`stat_unit`, n.`address`, n.`area`, n.`floor_area`, n.`staff`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`end_reason`, n.`segment`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Site join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Site values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`role`, n.`region`, n.`township`, n.`park`, n.`stat_unit`, n.`address`, n.`area`, n.`floor_area`, n.`staff`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`end_reason`, n.`segment`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Site` AS is_kind

// Site places
MATCH (n:Liantu:`Site`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Site upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Site`
SET n.`name` = row[1],
    n.`role` = row[2],
    n.`region` = row[3],
    n.`township` = row[4],
    n.`park` = row[5],
    n.`stat_unit` = row[6],
    n.`address` = row[7],
    n.`area` = row[8],
    n.`floor_area` = row[9],
    n.`staff` = row[10],
    n.`from_date` = row[11],
    n.`from_date_precision` = row[12],
    n.`to_date` = row[13],
    n.`to_date_precision` = row[14],
    n.`end_reason` = row[15],
    n.`segment` = row[16],
    n.`inferred` = row[17],
    n.`confidence` = row[18],
    n.`_from` = row[19],
    n.`_to` = row[20],
    n.`_universe` = row[21],
    n.`_sources` = row[22],
    n.`_source_count` = row[23],
    n.`_version` = row[24],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Site table
MATCH (n:Liantu:`Site`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`role`, n.`region`, n.`township`, n.`park`, n.`stat_unit`, n.`address`, n.`area`, n.`floor_area`, n.`staff`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`end_reason`, n.`segment`, n.`inferred`, n.`confidence`

// Site brought_nodes
MATCH (n:Liantu:`Site`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Site retype
UNWIND $ids AS id
MATCH (n:Liantu:`Site` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Site`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Space upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Space`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`carrier` = row[3],
    n.`region` = row[4],
    n.`township` = row[5],
    n.`address` = row[6],
    n.`space_kind` = row[7],
    n.`area` = row[8],
    n.`storey_height` = row[9],
    n.`floor_load` = row[10],
    n.`power` = row[11],
    n.`water` = row[12],
    n.`steam` = row[13],
    n.`waste` = row[14],
    n.`energy_quota` = row[15],
    n.`rent` = row[16],
    n.`state` = row[17],
    n.`vacant_from` = row[18],
    n.`vacant_from_precision` = row[19],
    n.`inferred` = row[20],
    n.`confidence` = row[21],
    n.`_from` = row[22],
    n.`_to` = row[23],
    n.`_universe` = row[24],
    n.`_sources` = row[25],
    n.`_source_count` = row[26],
    n.`_version` = row[27],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Space insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Space` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `code`: $columns[2][i],
    `carrier`: $columns[3][i],
    `region`: $columns[4][i],
    `township`: $columns[5][i],
    `address`: $columns[6][i],
    `space_kind`: $columns[7][i],
    `area`: $columns[8][i],
    `storey_height`: $columns[9][i],
    `floor_load`: $columns[10][i],
    `power`: $columns[11][i],
    `water`: $columns[12][i],
    `steam`: $columns[13][i],
    `waste`: $columns[14][i],
    `energy_quota`: $columns[15][i],
    `rent`: $columns[16][i],
    `state`: $columns[17][i],
    `vacant_from`: $columns[18][i],
    `vacant_from_precision`: $columns[19][i],
    `inferred`: $columns[20][i],
    `confidence`: $columns[21][i],
    `_from`: $columns[22][i],
    `_to`: $columns[23][i],
    `_universe`: $columns[24][i],
    `_sources`: $columns[25][i],
    `_source_count`: $columns[26][i],
    `_version`: $columns[27][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Space theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Space`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`carrier`, n.`region`, n.`township`, n.`address`, n.`space_kind`, n.`area`, n.`storey_height`, n.`floor_load`, n.`power`, n.`water`, n.`steam`, n.`waste`, n.`energy_quota`, n.`rent`, n.`state`, n.`vacant_from`, n.`vacant_from_precision`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Space join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Space values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`carrier`, n.`region`, n.`township`, n.`address`, n.`space_kind`, n.`area`, n.`storey_height`, n.`floor_load`, n.`power`, n.`water`, n.`steam`, n.`waste`, n.`energy_quota`, n.`rent`, n.`state`, n.`vacant_from`, n.`vacant_from_precision`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Space` AS is_kind

// Space places
MATCH (n:Liantu:`Space`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Space upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Space`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`carrier` = row[3],
    n.`region` = row[4],
    n.`township` = row[5],
    n.`address` = row[6],
    n.`space_kind` = row[7],
    n.`area` = row[8],
    n.`storey_height` = row[9],
    n.`floor_load` = row[10],
    n.`power` = row[11],
    n.`water` = row[12],
    n.`steam` = row[13],
    n.`waste` = row[14],
    n.`energy_quota` = row[15],
    n.`rent` = row[16],
    n.`state` = row[17],
    n.`vacant_from` = row[18],
    n.`vacant_from_precision` = row[19],
    n.`inferred` = row[20],
    n.`confidence` = row[21],
    n.`_from` = row[22],
    n.`_to` = row[23],
    n.`_universe` = row[24],
    n.`_sources` = row[25],
    n.`_source_count` = row[26],
    n.`_version` = row[27],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Space table
MATCH (n:Liantu:`Space`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`carrier`, n.`region`, n.`township`, n.`address`, n.`space_kind`, n.`area`, n.`storey_height`, n.`floor_load`, n.`power`, n.`water`, n.`steam`, n.`waste`, n.`energy_quota`, n.`rent`, n.`state`, toString(n.`vacant_from`), n.`vacant_from_precision`, n.`inferred`, n.`confidence`

// Space brought_nodes
MATCH (n:Liantu:`Space`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Space retype
UNWIND $ids AS id
MATCH (n:Liantu:`Space` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Space`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// TalentTeam upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`TalentTeam`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`region` = row[3],
    n.`stage` = row[4],
    n.`programme` = row[5],
    n.`people` = row[6],
    n.`fields` = row[7],
    n.`segments` = row[8],
    n.`came_from` = row[9],
    n.`hosts` = row[10],
    n.`support` = row[11],
    n.`support_text` = row[12],
    n.`from_date` = row[13],
    n.`from_date_precision` = row[14],
    n.`to_date` = row[15],
    n.`to_date_precision` = row[16],
    n.`leader` = row[17],
    n.`phone` = row[18],
    n.`inferred` = row[19],
    n.`confidence` = row[20],
    n.`_from` = row[21],
    n.`_to` = row[22],
    n.`_universe` = row[23],
    n.`_sources` = row[24],
    n.`_source_count` = row[25],
    n.`_version` = row[26],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// TalentTeam insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`TalentTeam` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `code`: $columns[2][i],
    `region`: $columns[3][i],
    `stage`: $columns[4][i],
    `programme`: $columns[5][i],
    `people`: $columns[6][i],
    `fields`: $columns[7][i],
    `segments`: $columns[8][i],
    `came_from`: $columns[9][i],
    `hosts`: $columns[10][i],
    `support`: $columns[11][i],
    `support_text`: $columns[12][i],
    `from_date`: $columns[13][i],
    `from_date_precision`: $columns[14][i],
    `to_date`: $columns[15][i],
    `to_date_precision`: $columns[16][i],
    `leader`: $columns[17][i],
    `phone`: $columns[18][i],
    `inferred`: $columns[19][i],
    `confidence`: $columns[20][i],
    `_from`: $columns[21][i],
    `_to`: $columns[22][i],
    `_universe`: $columns[23][i],
    `_sources`: $columns[24][i],
    `_source_count`: $columns[25][i],
    `_version`: $columns[26][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// TalentTeam theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`TalentTeam`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`region`, n.`stage`, n.`programme`, n.`people`, n.`fields`, n.`segments`, n.`came_from`, n.`hosts`, n.`support`, n.`support_text`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`leader`, n.`phone`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// TalentTeam join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// TalentTeam values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`region`, n.`stage`, n.`programme`, n.`people`, n.`fields`, n.`segments`, n.`came_from`, n.`hosts`, n.`support`, n.`support_text`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`leader`, n.`phone`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`TalentTeam` AS is_kind

// TalentTeam places
MATCH (n:Liantu:`TalentTeam`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// TalentTeam upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`TalentTeam`
SET n.`name` = row[1],
    n.`code` = row[2],
    n.`region` = row[3],
    n.`stage` = row[4],
    n.`programme` = row[5],
    n.`people` = row[6],
    n.`fields` = row[7],
    n.`segments` = row[8],
    n.`came_from` = row[9],
    n.`hosts` = row[10],
    n.`support` = row[11],
    n.`support_text` = row[12],
    n.`from_date` = row[13],
    n.`from_date_precision` = row[14],
    n.`to_date` = row[15],
    n.`to_date_precision` = row[16],
    n.`leader` = row[17],
    n.`phone` = row[18],
    n.`inferred` = row[19],
    n.`confidence` = row[20],
    n.`_from` = row[21],
    n.`_to` = row[22],
    n.`_universe` = row[23],
    n.`_sources` = row[24],
    n.`_source_count` = row[25],
    n.`_version` = row[26],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// TalentTeam table
MATCH (n:Liantu:`TalentTeam`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`region`, n.`stage`, n.`programme`, n.`people`, n.`fields`, n.`segments`, n.`came_from`, n.`hosts`, n.`support`, n.`support_text`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`leader`, n.`phone`, n.`inferred`, n.`confidence`

// TalentTeam brought_nodes
MATCH (n:Liantu:`TalentTeam`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// TalentTeam retype
UNWIND $ids AS id
MATCH (n:Liantu:`TalentTeam` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`TalentTeam`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Unit upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Unit`
SET n.`name` = row[1],
    n.`short_name` = row[2],
    n.`unit_kind` = row[3],
    n.`parent` = row[4],
    n.`region` = row[5],
    n.`duty` = row[6],
    n.`contact` = row[7],
    n.`phone` = row[8],
    n.`inferred` = row[9],
    n.`confidence` = row[10],
    n.`_from` = row[11],
    n.`_to` = row[12],
    n.`_universe` = row[13],
    n.`_sources` = row[14],
    n.`_source_count` = row[15],
    n.`_version` = row[16],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Unit insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`Unit` {`uid`: $columns[0][i],
    `name`: $columns[1][i],
    `short_name`: $columns[2][i],
    `unit_kind`: $columns[3][i],
    `parent`: $columns[4][i],
    `region`: $columns[5][i],
    `duty`: $columns[6][i],
    `contact`: $columns[7][i],
    `phone`: $columns[8][i],
    `inferred`: $columns[9][i],
    `confidence`: $columns[10][i],
    `_from`: $columns[11][i],
    `_to`: $columns[12][i],
    `_universe`: $columns[13][i],
    `_sources`: $columns[14][i],
    `_source_count`: $columns[15][i],
    `_version`: $columns[16][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Unit theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`Unit`)
RETURN id, n._workspaces AS brought, [n.`name`, n.`short_name`, n.`unit_kind`, n.`parent`, n.`region`, n.`duty`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// Unit join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Unit values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`short_name`, n.`unit_kind`, n.`parent`, n.`region`, n.`duty`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`Unit` AS is_kind

// Unit places
MATCH (n:Liantu:`Unit`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// Unit upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Unit`
SET n.`name` = row[1],
    n.`short_name` = row[2],
    n.`unit_kind` = row[3],
    n.`parent` = row[4],
    n.`region` = row[5],
    n.`duty` = row[6],
    n.`contact` = row[7],
    n.`phone` = row[8],
    n.`inferred` = row[9],
    n.`confidence` = row[10],
    n.`_from` = row[11],
    n.`_to` = row[12],
    n.`_universe` = row[13],
    n.`_sources` = row[14],
    n.`_source_count` = row[15],
    n.`_version` = row[16],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// Unit table
MATCH (n:Liantu:`Unit`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`short_name`, n.`unit_kind`, n.`parent`, n.`region`, n.`duty`, n.`contact`, n.`phone`, n.`inferred`, n.`confidence`

// Unit brought_nodes
MATCH (n:Liantu:`Unit`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// Unit retype
UNWIND $ids AS id
MATCH (n:Liantu:`Unit` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Unit`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// YearFact upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`YearFact`
SET n.`year` = row[1],
    n.`revenue` = row[2],
    n.`revenue_text` = row[3],
    n.`output` = row[4],
    n.`output_text` = row[5],
    n.`hightech_revenue` = row[6],
    n.`hightech_revenue_text` = row[7],
    n.`cost` = row[8],
    n.`cost_text` = row[9],
    n.`profit` = row[10],
    n.`profit_text` = row[11],
    n.`tax` = row[12],
    n.`tax_text` = row[13],
    n.`assets` = row[14],
    n.`assets_text` = row[15],
    n.`net_assets` = row[16],
    n.`net_assets_text` = row[17],
    n.`export` = row[18],
    n.`export_text` = row[19],
    n.`rd_expense` = row[20],
    n.`rd_expense_text` = row[21],
    n.`staff` = row[22],
    n.`tech_staff` = row[23],
    n.`rd_staff` = row[24],
    n.`insured` = row[25],
    n.`above_scale` = row[26],
    n.`invention_patents` = row[27],
    n.`ip_count` = row[28],
    n.`conversions` = row[29],
    n.`rd_ledger` = row[30],
    n.`power_use` = row[31],
    n.`valuation` = row[32],
    n.`valuation_text` = row[33],
    n.`inferred` = row[34],
    n.`confidence` = row[35],
    n.`_from` = row[36],
    n.`_to` = row[37],
    n.`_universe` = row[38],
    n.`_sources` = row[39],
    n.`_source_count` = row[40],
    n.`_version` = row[41],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// YearFact insert
UNWIND range(0, size($columns[0]) - 1) AS i
CREATE (n:Liantu:`YearFact` {`uid`: $columns[0][i],
    `year`: $columns[1][i],
    `revenue`: $columns[2][i],
    `revenue_text`: $columns[3][i],
    `output`: $columns[4][i],
    `output_text`: $columns[5][i],
    `hightech_revenue`: $columns[6][i],
    `hightech_revenue_text`: $columns[7][i],
    `cost`: $columns[8][i],
    `cost_text`: $columns[9][i],
    `profit`: $columns[10][i],
    `profit_text`: $columns[11][i],
    `tax`: $columns[12][i],
    `tax_text`: $columns[13][i],
    `assets`: $columns[14][i],
    `assets_text`: $columns[15][i],
    `net_assets`: $columns[16][i],
    `net_assets_text`: $columns[17][i],
    `export`: $columns[18][i],
    `export_text`: $columns[19][i],
    `rd_expense`: $columns[20][i],
    `rd_expense_text`: $columns[21][i],
    `staff`: $columns[22][i],
    `tech_staff`: $columns[23][i],
    `rd_staff`: $columns[24][i],
    `insured`: $columns[25][i],
    `above_scale`: $columns[26][i],
    `invention_patents`: $columns[27][i],
    `ip_count`: $columns[28][i],
    `conversions`: $columns[29][i],
    `rd_ledger`: $columns[30][i],
    `power_use`: $columns[31][i],
    `valuation`: $columns[32][i],
    `valuation_text`: $columns[33][i],
    `inferred`: $columns[34][i],
    `confidence`: $columns[35][i],
    `_from`: $columns[36][i],
    `_to`: $columns[37][i],
    `_universe`: $columns[38][i],
    `_sources`: $columns[39][i],
    `_source_count`: $columns[40][i],
    `_version`: $columns[41][i],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// YearFact theirs
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace) OR (n._workspaces = [$workspace] AND NOT n:`YearFact`)
RETURN id, n._workspaces AS brought, [n.`year`, n.`revenue`, n.`revenue_text`, n.`output`, n.`output_text`, n.`hightech_revenue`, n.`hightech_revenue_text`, n.`cost`, n.`cost_text`, n.`profit`, n.`profit_text`, n.`tax`, n.`tax_text`, n.`assets`, n.`assets_text`, n.`net_assets`, n.`net_assets_text`, n.`export`, n.`export_text`, n.`rd_expense`, n.`rd_expense_text`, n.`staff`, n.`tech_staff`, n.`rd_staff`, n.`insured`, n.`above_scale`, n.`invention_patents`, n.`ip_count`, n.`conversions`, n.`rd_ledger`, n.`power_use`, n.`valuation`, n.`valuation_text`, n.`inferred`, n.`confidence`] AS stands, [label IN labels(n) WHERE label IN known] AS kinds

// YearFact join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// YearFact values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`year`, n.`revenue`, n.`revenue_text`, n.`output`, n.`output_text`, n.`hightech_revenue`, n.`hightech_revenue_text`, n.`cost`, n.`cost_text`, n.`profit`, n.`profit_text`, n.`tax`, n.`tax_text`, n.`assets`, n.`assets_text`, n.`net_assets`, n.`net_assets_text`, n.`export`, n.`export_text`, n.`rd_expense`, n.`rd_expense_text`, n.`staff`, n.`tech_staff`, n.`rd_staff`, n.`insured`, n.`above_scale`, n.`invention_patents`, n.`ip_count`, n.`conversions`, n.`rd_ledger`, n.`power_use`, n.`valuation`, n.`valuation_text`, n.`inferred`, n.`confidence`, n.`_from`, n.`_to`, n.`_universe`, n.`_sources`, n.`_source_count`] AS stands, n:`YearFact` AS is_kind

// YearFact places
MATCH (n:Liantu:`YearFact`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total, n._workspaces[0] AS owner

// YearFact upsert former
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`YearFact`
SET n.`year` = row[1],
    n.`revenue` = row[2],
    n.`revenue_text` = row[3],
    n.`output` = row[4],
    n.`output_text` = row[5],
    n.`hightech_revenue` = row[6],
    n.`hightech_revenue_text` = row[7],
    n.`cost` = row[8],
    n.`cost_text` = row[9],
    n.`profit` = row[10],
    n.`profit_text` = row[11],
    n.`tax` = row[12],
    n.`tax_text` = row[13],
    n.`assets` = row[14],
    n.`assets_text` = row[15],
    n.`net_assets` = row[16],
    n.`net_assets_text` = row[17],
    n.`export` = row[18],
    n.`export_text` = row[19],
    n.`rd_expense` = row[20],
    n.`rd_expense_text` = row[21],
    n.`staff` = row[22],
    n.`tech_staff` = row[23],
    n.`rd_staff` = row[24],
    n.`insured` = row[25],
    n.`above_scale` = row[26],
    n.`invention_patents` = row[27],
    n.`ip_count` = row[28],
    n.`conversions` = row[29],
    n.`rd_ledger` = row[30],
    n.`power_use` = row[31],
    n.`valuation` = row[32],
    n.`valuation_text` = row[33],
    n.`inferred` = row[34],
    n.`confidence` = row[35],
    n.`_from` = row[36],
    n.`_to` = row[37],
    n.`_universe` = row[38],
    n.`_sources` = row[39],
    n.`_source_count` = row[40],
    n.`_version` = row[41],
    n.`former` = null,
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// YearFact table
MATCH (n:Liantu:`YearFact`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`year`, n.`revenue`, n.`revenue_text`, n.`output`, n.`output_text`, n.`hightech_revenue`, n.`hightech_revenue_text`, n.`cost`, n.`cost_text`, n.`profit`, n.`profit_text`, n.`tax`, n.`tax_text`, n.`assets`, n.`assets_text`, n.`net_assets`, n.`net_assets_text`, n.`export`, n.`export_text`, n.`rd_expense`, n.`rd_expense_text`, n.`staff`, n.`tech_staff`, n.`rd_staff`, n.`insured`, n.`above_scale`, n.`invention_patents`, n.`ip_count`, n.`conversions`, n.`rd_ledger`, n.`power_use`, n.`valuation`, n.`valuation_text`, n.`inferred`, n.`confidence`

// year keep
CALL () { MATCH (w:LiantuWorkspace) UNWIND w.kinds AS kind RETURN collect(DISTINCT kind) AS known }
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE n._workspaces = [] AND n._kept IS NULL
REMOVE n:$([label IN labels(n) WHERE label IN known])
SET n = {uid: id, _workspaces: [], _kept: $kind, `year`: n.`year`}
RETURN count(*) AS kept

// YearFact brought_nodes
MATCH (n:Liantu:`YearFact`) WHERE n._workspaces[0] = $workspace RETURN n.uid AS id

// YearFact retype
UNWIND $ids AS id
MATCH (n:Liantu:`YearFact` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`YearFact`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// ANSWERS upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`ANSWERS` {key: row[0]}]->(b)
SET r.`date` = row[3],
    r.`date_precision` = row[4],
    r.`state` = row[5],
    r.`inferred` = row[6],
    r.`confidence` = row[7],
    r.`_from` = row[8],
    r.`_to` = row[9],
    r.`_sources` = row[10],
    r.`_source_count` = row[11],
    r.`_version` = row[12],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// ANSWERS insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`ANSWERS` {`key`: $columns[0][i],
    `date`: $columns[2][i],
    `date_precision`: $columns[3][i],
    `state`: $columns[4][i],
    `inferred`: $columns[5][i],
    `confidence`: $columns[6][i],
    `_from`: $columns[7][i],
    `_to`: $columns[8][i],
    `_sources`: $columns[9][i],
    `_source_count`: $columns[10][i],
    `_version`: $columns[11][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// ANSWERS theirs
UNWIND $ids AS id
MATCH ()-[r:`ANSWERS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`state`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// ANSWERS join
UNWIND $ids AS id
MATCH ()-[r:`ANSWERS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// ANSWERS values
UNWIND $ids AS id
MATCH ()-[r:`ANSWERS` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`date`, r.`date_precision`, r.`state`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// ANSWERS places
MATCH ()-[r:`ANSWERS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// ANSWERS upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`ANSWERS` {key: row[0]}]->(b)
SET r.`date` = row[3],
    r.`date_precision` = row[4],
    r.`state` = row[5],
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

// ANSWERS table
MATCH (a)-[r:`ANSWERS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`date`), r.`date_precision`, r.`state`, r.`inferred`, r.`confidence`

// ANSWERS drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`ANSWERS` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// ANSWERS put_back
UNWIND $rows AS row
MATCH (x)-[moved:`ANSWERS` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`ANSWERS` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// ANSWERS brought_edges
MATCH ()-[r:`ANSWERS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// ANSWERS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`ANSWERS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// ANSWERS edge_places
UNWIND $ids AS id
MATCH ()-[r:`ANSWERS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// CONTROLS upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`CONTROLS` {key: row[0]}]->(b)
SET r.`date` = row[3],
    r.`date_precision` = row[4],
    r.`end_date` = row[5],
    r.`end_date_precision` = row[6],
    r.`share` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// CONTROLS insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`CONTROLS` {`key`: $columns[0][i],
    `date`: $columns[2][i],
    `date_precision`: $columns[3][i],
    `end_date`: $columns[4][i],
    `end_date_precision`: $columns[5][i],
    `share`: $columns[6][i],
    `inferred`: $columns[7][i],
    `confidence`: $columns[8][i],
    `_from`: $columns[9][i],
    `_to`: $columns[10][i],
    `_sources`: $columns[11][i],
    `_source_count`: $columns[12][i],
    `_version`: $columns[13][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// CONTROLS theirs
UNWIND $ids AS id
MATCH ()-[r:`CONTROLS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`end_date`, r.`end_date_precision`, r.`share`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// CONTROLS join
UNWIND $ids AS id
MATCH ()-[r:`CONTROLS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// CONTROLS values
UNWIND $ids AS id
MATCH ()-[r:`CONTROLS` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`date`, r.`date_precision`, r.`end_date`, r.`end_date_precision`, r.`share`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// CONTROLS places
MATCH ()-[r:`CONTROLS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// CONTROLS upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`CONTROLS` {key: row[0]}]->(b)
SET r.`date` = row[3],
    r.`date_precision` = row[4],
    r.`end_date` = row[5],
    r.`end_date_precision` = row[6],
    r.`share` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// CONTROLS table
MATCH (a)-[r:`CONTROLS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`date`), r.`date_precision`, toString(r.`end_date`), r.`end_date_precision`, r.`share`, r.`inferred`, r.`confidence`

// CONTROLS drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`CONTROLS` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// CONTROLS put_back
UNWIND $rows AS row
MATCH (x)-[moved:`CONTROLS` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`CONTROLS` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// CONTROLS brought_edges
MATCH ()-[r:`CONTROLS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// CONTROLS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`CONTROLS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// CONTROLS edge_places
UNWIND $ids AS id
MATCH ()-[r:`CONTROLS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// COOPERATES upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`COOPERATES` {key: row[0]}]->(b)
SET r.`topic` = row[3],
    r.`from_date` = row[4],
    r.`from_date_precision` = row[5],
    r.`to_date` = row[6],
    r.`to_date_precision` = row[7],
    r.`kind_text` = row[8],
    r.`money` = row[9],
    r.`money_text` = row[10],
    r.`inferred` = row[11],
    r.`confidence` = row[12],
    r.`_from` = row[13],
    r.`_to` = row[14],
    r.`_sources` = row[15],
    r.`_source_count` = row[16],
    r.`_version` = row[17],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// COOPERATES insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`COOPERATES` {`key`: $columns[0][i],
    `topic`: $columns[2][i],
    `from_date`: $columns[3][i],
    `from_date_precision`: $columns[4][i],
    `to_date`: $columns[5][i],
    `to_date_precision`: $columns[6][i],
    `kind_text`: $columns[7][i],
    `money`: $columns[8][i],
    `money_text`: $columns[9][i],
    `inferred`: $columns[10][i],
    `confidence`: $columns[11][i],
    `_from`: $columns[12][i],
    `_to`: $columns[13][i],
    `_sources`: $columns[14][i],
    `_source_count`: $columns[15][i],
    `_version`: $columns[16][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// COOPERATES theirs
UNWIND $ids AS id
MATCH ()-[r:`COOPERATES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`topic`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`kind_text`, r.`money`, r.`money_text`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// COOPERATES join
UNWIND $ids AS id
MATCH ()-[r:`COOPERATES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// COOPERATES values
UNWIND $ids AS id
MATCH ()-[r:`COOPERATES` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`topic`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`kind_text`, r.`money`, r.`money_text`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// COOPERATES places
MATCH ()-[r:`COOPERATES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// COOPERATES upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`COOPERATES` {key: row[0]}]->(b)
SET r.`topic` = row[3],
    r.`from_date` = row[4],
    r.`from_date_precision` = row[5],
    r.`to_date` = row[6],
    r.`to_date_precision` = row[7],
    r.`kind_text` = row[8],
    r.`money` = row[9],
    r.`money_text` = row[10],
    r.`inferred` = row[11],
    r.`confidence` = row[12],
    r.`_from` = row[13],
    r.`_to` = row[14],
    r.`_sources` = row[15],
    r.`_source_count` = row[16],
    r.`_version` = row[17],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// COOPERATES table
MATCH (a)-[r:`COOPERATES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`topic`, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`kind_text`, r.`money`, r.`money_text`, r.`inferred`, r.`confidence`

// COOPERATES drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`COOPERATES` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// COOPERATES put_back
UNWIND $rows AS row
MATCH (x)-[moved:`COOPERATES` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`COOPERATES` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// COOPERATES brought_edges
MATCH ()-[r:`COOPERATES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// COOPERATES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`COOPERATES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// COOPERATES edge_places
UNWIND $ids AS id
MATCH ()-[r:`COOPERATES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// COUNTS_TOWARD upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`COUNTS_TOWARD` {key: row[0]}]->(b)
SET r.`period` = row[3],
    r.`amount` = row[4],
    r.`inferred` = row[5],
    r.`confidence` = row[6],
    r.`_from` = row[7],
    r.`_to` = row[8],
    r.`_sources` = row[9],
    r.`_source_count` = row[10],
    r.`_version` = row[11],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// COUNTS_TOWARD insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`COUNTS_TOWARD` {`key`: $columns[0][i],
    `period`: $columns[2][i],
    `amount`: $columns[3][i],
    `inferred`: $columns[4][i],
    `confidence`: $columns[5][i],
    `_from`: $columns[6][i],
    `_to`: $columns[7][i],
    `_sources`: $columns[8][i],
    `_source_count`: $columns[9][i],
    `_version`: $columns[10][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// COUNTS_TOWARD theirs
UNWIND $ids AS id
MATCH ()-[r:`COUNTS_TOWARD` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`period`, r.`amount`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// COUNTS_TOWARD join
UNWIND $ids AS id
MATCH ()-[r:`COUNTS_TOWARD` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// COUNTS_TOWARD values
UNWIND $ids AS id
MATCH ()-[r:`COUNTS_TOWARD` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`period`, r.`amount`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// COUNTS_TOWARD places
MATCH ()-[r:`COUNTS_TOWARD`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// COUNTS_TOWARD upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`COUNTS_TOWARD` {key: row[0]}]->(b)
SET r.`period` = row[3],
    r.`amount` = row[4],
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

// COUNTS_TOWARD table
MATCH (a)-[r:`COUNTS_TOWARD`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`period`, r.`amount`, r.`inferred`, r.`confidence`

// COUNTS_TOWARD drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`COUNTS_TOWARD` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// COUNTS_TOWARD put_back
UNWIND $rows AS row
MATCH (x)-[moved:`COUNTS_TOWARD` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`COUNTS_TOWARD` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// COUNTS_TOWARD brought_edges
MATCH ()-[r:`COUNTS_TOWARD`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// COUNTS_TOWARD leave_edges
UNWIND $ids AS id
MATCH ()-[r:`COUNTS_TOWARD` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// COUNTS_TOWARD edge_places
UNWIND $ids AS id
MATCH ()-[r:`COUNTS_TOWARD` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// FEEDS upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`FEEDS` {key: row[0]}]->(b)
SET r.`need` = row[3],
    r.`reason` = row[4],
    r.`inferred` = row[5],
    r.`confidence` = row[6],
    r.`_from` = row[7],
    r.`_to` = row[8],
    r.`_sources` = row[9],
    r.`_source_count` = row[10],
    r.`_version` = row[11],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// FEEDS insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`FEEDS` {`key`: $columns[0][i],
    `need`: $columns[2][i],
    `reason`: $columns[3][i],
    `inferred`: $columns[4][i],
    `confidence`: $columns[5][i],
    `_from`: $columns[6][i],
    `_to`: $columns[7][i],
    `_sources`: $columns[8][i],
    `_source_count`: $columns[9][i],
    `_version`: $columns[10][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// FEEDS theirs
UNWIND $ids AS id
MATCH ()-[r:`FEEDS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`need`, r.`reason`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// FEEDS join
UNWIND $ids AS id
MATCH ()-[r:`FEEDS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// FEEDS values
UNWIND $ids AS id
MATCH ()-[r:`FEEDS` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`need`, r.`reason`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// FEEDS places
MATCH ()-[r:`FEEDS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// FEEDS upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`FEEDS` {key: row[0]}]->(b)
SET r.`need` = row[3],
    r.`reason` = row[4],
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

// FEEDS table
MATCH (a)-[r:`FEEDS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`need`, r.`reason`, r.`inferred`, r.`confidence`

// FEEDS drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`FEEDS` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// FEEDS put_back
UNWIND $rows AS row
MATCH (x)-[moved:`FEEDS` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`FEEDS` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// FEEDS brought_edges
MATCH ()-[r:`FEEDS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// FEEDS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`FEEDS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// FEEDS edge_places
UNWIND $ids AS id
MATCH ()-[r:`FEEDS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// FOCUSES_ON upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`FOCUSES_ON` {key: row[0]}]->(b)
SET r.`note` = row[3],
    r.`inferred` = row[4],
    r.`confidence` = row[5],
    r.`_from` = row[6],
    r.`_to` = row[7],
    r.`_sources` = row[8],
    r.`_source_count` = row[9],
    r.`_version` = row[10],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// FOCUSES_ON insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`FOCUSES_ON` {`key`: $columns[0][i],
    `note`: $columns[2][i],
    `inferred`: $columns[3][i],
    `confidence`: $columns[4][i],
    `_from`: $columns[5][i],
    `_to`: $columns[6][i],
    `_sources`: $columns[7][i],
    `_source_count`: $columns[8][i],
    `_version`: $columns[9][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// FOCUSES_ON theirs
UNWIND $ids AS id
MATCH ()-[r:`FOCUSES_ON` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`note`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// FOCUSES_ON join
UNWIND $ids AS id
MATCH ()-[r:`FOCUSES_ON` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// FOCUSES_ON values
UNWIND $ids AS id
MATCH ()-[r:`FOCUSES_ON` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`note`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// FOCUSES_ON places
MATCH ()-[r:`FOCUSES_ON`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// FOCUSES_ON upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`FOCUSES_ON` {key: row[0]}]->(b)
SET r.`note` = row[3],
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

// FOCUSES_ON table
MATCH (a)-[r:`FOCUSES_ON`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`note`, r.`inferred`, r.`confidence`

// FOCUSES_ON drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`FOCUSES_ON` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// FOCUSES_ON put_back
UNWIND $rows AS row
MATCH (x)-[moved:`FOCUSES_ON` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`FOCUSES_ON` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// FOCUSES_ON brought_edges
MATCH ()-[r:`FOCUSES_ON`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// FOCUSES_ON leave_edges
UNWIND $ids AS id
MATCH ()-[r:`FOCUSES_ON` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// FOCUSES_ON edge_places
UNWIND $ids AS id
MATCH ()-[r:`FOCUSES_ON` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// HAS_ROLE upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS_ROLE` {key: row[0]}]->(b)
SET r.`role` = row[3],
    r.`from_date` = row[4],
    r.`from_date_precision` = row[5],
    r.`to_date` = row[6],
    r.`to_date_precision` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// HAS_ROLE insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`HAS_ROLE` {`key`: $columns[0][i],
    `role`: $columns[2][i],
    `from_date`: $columns[3][i],
    `from_date_precision`: $columns[4][i],
    `to_date`: $columns[5][i],
    `to_date_precision`: $columns[6][i],
    `inferred`: $columns[7][i],
    `confidence`: $columns[8][i],
    `_from`: $columns[9][i],
    `_to`: $columns[10][i],
    `_sources`: $columns[11][i],
    `_source_count`: $columns[12][i],
    `_version`: $columns[13][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// HAS_ROLE theirs
UNWIND $ids AS id
MATCH ()-[r:`HAS_ROLE` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// HAS_ROLE join
UNWIND $ids AS id
MATCH ()-[r:`HAS_ROLE` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// HAS_ROLE values
UNWIND $ids AS id
MATCH ()-[r:`HAS_ROLE` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// HAS_ROLE places
MATCH ()-[r:`HAS_ROLE`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// HAS_ROLE upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS_ROLE` {key: row[0]}]->(b)
SET r.`role` = row[3],
    r.`from_date` = row[4],
    r.`from_date_precision` = row[5],
    r.`to_date` = row[6],
    r.`to_date_precision` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// HAS_ROLE table
MATCH (a)-[r:`HAS_ROLE`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`inferred`, r.`confidence`

// HAS_ROLE drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`HAS_ROLE` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// HAS_ROLE put_back
UNWIND $rows AS row
MATCH (x)-[moved:`HAS_ROLE` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS_ROLE` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// HAS_ROLE brought_edges
MATCH ()-[r:`HAS_ROLE`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// HAS_ROLE leave_edges
UNWIND $ids AS id
MATCH ()-[r:`HAS_ROLE` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// HAS_ROLE edge_places
UNWIND $ids AS id
MATCH ()-[r:`HAS_ROLE` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// HAS_SITE upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS_SITE` {key: row[0]}]->(b)
SET r.`role` = row[3],
    r.`inferred` = row[4],
    r.`confidence` = row[5],
    r.`_from` = row[6],
    r.`_to` = row[7],
    r.`_sources` = row[8],
    r.`_source_count` = row[9],
    r.`_version` = row[10],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// HAS_SITE insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`HAS_SITE` {`key`: $columns[0][i],
    `role`: $columns[2][i],
    `inferred`: $columns[3][i],
    `confidence`: $columns[4][i],
    `_from`: $columns[5][i],
    `_to`: $columns[6][i],
    `_sources`: $columns[7][i],
    `_source_count`: $columns[8][i],
    `_version`: $columns[9][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// HAS_SITE theirs
UNWIND $ids AS id
MATCH ()-[r:`HAS_SITE` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// HAS_SITE join
UNWIND $ids AS id
MATCH ()-[r:`HAS_SITE` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// HAS_SITE values
UNWIND $ids AS id
MATCH ()-[r:`HAS_SITE` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`role`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// HAS_SITE places
MATCH ()-[r:`HAS_SITE`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// HAS_SITE upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS_SITE` {key: row[0]}]->(b)
SET r.`role` = row[3],
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

// HAS_SITE table
MATCH (a)-[r:`HAS_SITE`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, r.`inferred`, r.`confidence`

// HAS_SITE drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`HAS_SITE` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// HAS_SITE put_back
UNWIND $rows AS row
MATCH (x)-[moved:`HAS_SITE` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS_SITE` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// HAS_SITE brought_edges
MATCH ()-[r:`HAS_SITE`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// HAS_SITE leave_edges
UNWIND $ids AS id
MATCH ()-[r:`HAS_SITE` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// HAS_SITE edge_places
UNWIND $ids AS id
MATCH ()-[r:`HAS_SITE` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// HAS_YEAR upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS_YEAR` {key: row[0]}]->(b)
SET r.`inferred` = row[3],
    r.`confidence` = row[4],
    r.`_from` = row[5],
    r.`_to` = row[6],
    r.`_sources` = row[7],
    r.`_source_count` = row[8],
    r.`_version` = row[9],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// HAS_YEAR insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`HAS_YEAR` {`key`: $columns[0][i],
    `inferred`: $columns[2][i],
    `confidence`: $columns[3][i],
    `_from`: $columns[4][i],
    `_to`: $columns[5][i],
    `_sources`: $columns[6][i],
    `_source_count`: $columns[7][i],
    `_version`: $columns[8][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// HAS_YEAR theirs
UNWIND $ids AS id
MATCH ()-[r:`HAS_YEAR` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// HAS_YEAR join
UNWIND $ids AS id
MATCH ()-[r:`HAS_YEAR` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// HAS_YEAR values
UNWIND $ids AS id
MATCH ()-[r:`HAS_YEAR` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// HAS_YEAR places
MATCH ()-[r:`HAS_YEAR`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// HAS_YEAR upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS_YEAR` {key: row[0]}]->(b)
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

// HAS_YEAR table
MATCH (a)-[r:`HAS_YEAR`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// HAS_YEAR drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`HAS_YEAR` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// HAS_YEAR put_back
UNWIND $rows AS row
MATCH (x)-[moved:`HAS_YEAR` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HAS_YEAR` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// HAS_YEAR brought_edges
MATCH ()-[r:`HAS_YEAR`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// HAS_YEAR leave_edges
UNWIND $ids AS id
MATCH ()-[r:`HAS_YEAR` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// HAS_YEAR edge_places
UNWIND $ids AS id
MATCH ()-[r:`HAS_YEAR` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// HOLDS upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HOLDS` {key: row[0]}]->(b)
SET r.`from_date` = row[3],
    r.`from_date_precision` = row[4],
    r.`to_date` = row[5],
    r.`to_date_precision` = row[6],
    r.`number` = row[7],
    r.`tech_field` = row[8],
    r.`document` = row[9],
    r.`inferred` = row[10],
    r.`confidence` = row[11],
    r.`_from` = row[12],
    r.`_to` = row[13],
    r.`_sources` = row[14],
    r.`_source_count` = row[15],
    r.`_version` = row[16],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// HOLDS insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`HOLDS` {`key`: $columns[0][i],
    `from_date`: $columns[2][i],
    `from_date_precision`: $columns[3][i],
    `to_date`: $columns[4][i],
    `to_date_precision`: $columns[5][i],
    `number`: $columns[6][i],
    `tech_field`: $columns[7][i],
    `document`: $columns[8][i],
    `inferred`: $columns[9][i],
    `confidence`: $columns[10][i],
    `_from`: $columns[11][i],
    `_to`: $columns[12][i],
    `_sources`: $columns[13][i],
    `_source_count`: $columns[14][i],
    `_version`: $columns[15][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// HOLDS theirs
UNWIND $ids AS id
MATCH ()-[r:`HOLDS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`number`, r.`tech_field`, r.`document`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// HOLDS join
UNWIND $ids AS id
MATCH ()-[r:`HOLDS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// HOLDS values
UNWIND $ids AS id
MATCH ()-[r:`HOLDS` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`number`, r.`tech_field`, r.`document`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// HOLDS places
MATCH ()-[r:`HOLDS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// HOLDS upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HOLDS` {key: row[0]}]->(b)
SET r.`from_date` = row[3],
    r.`from_date_precision` = row[4],
    r.`to_date` = row[5],
    r.`to_date_precision` = row[6],
    r.`number` = row[7],
    r.`tech_field` = row[8],
    r.`document` = row[9],
    r.`inferred` = row[10],
    r.`confidence` = row[11],
    r.`_from` = row[12],
    r.`_to` = row[13],
    r.`_sources` = row[14],
    r.`_source_count` = row[15],
    r.`_version` = row[16],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// HOLDS table
MATCH (a)-[r:`HOLDS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`number`, r.`tech_field`, r.`document`, r.`inferred`, r.`confidence`

// HOLDS drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`HOLDS` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// HOLDS put_back
UNWIND $rows AS row
MATCH (x)-[moved:`HOLDS` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`HOLDS` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// HOLDS brought_edges
MATCH ()-[r:`HOLDS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// HOLDS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`HOLDS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// HOLDS edge_places
UNWIND $ids AS id
MATCH ()-[r:`HOLDS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// INVESTS upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`INVESTS` {key: row[0]}]->(b)
SET r.`round` = row[3],
    r.`date` = row[4],
    r.`date_precision` = row[5],
    r.`amount` = row[6],
    r.`amount_text` = row[7],
    r.`share` = row[8],
    r.`product` = row[9],
    r.`industry1` = row[10],
    r.`industry2` = row[11],
    r.`industry3` = row[12],
    r.`inferred` = row[13],
    r.`confidence` = row[14],
    r.`_from` = row[15],
    r.`_to` = row[16],
    r.`_sources` = row[17],
    r.`_source_count` = row[18],
    r.`_version` = row[19],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// INVESTS insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`INVESTS` {`key`: $columns[0][i],
    `round`: $columns[2][i],
    `date`: $columns[3][i],
    `date_precision`: $columns[4][i],
    `amount`: $columns[5][i],
    `amount_text`: $columns[6][i],
    `share`: $columns[7][i],
    `product`: $columns[8][i],
    `industry1`: $columns[9][i],
    `industry2`: $columns[10][i],
    `industry3`: $columns[11][i],
    `inferred`: $columns[12][i],
    `confidence`: $columns[13][i],
    `_from`: $columns[14][i],
    `_to`: $columns[15][i],
    `_sources`: $columns[16][i],
    `_source_count`: $columns[17][i],
    `_version`: $columns[18][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// INVESTS theirs
UNWIND $ids AS id
MATCH ()-[r:`INVESTS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`round`, r.`date`, r.`date_precision`, r.`amount`, r.`amount_text`, r.`share`, r.`product`, r.`industry1`, r.`industry2`, r.`industry3`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// INVESTS join
UNWIND $ids AS id
MATCH ()-[r:`INVESTS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// INVESTS values
UNWIND $ids AS id
MATCH ()-[r:`INVESTS` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`round`, r.`date`, r.`date_precision`, r.`amount`, r.`amount_text`, r.`share`, r.`product`, r.`industry1`, r.`industry2`, r.`industry3`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// INVESTS places
MATCH ()-[r:`INVESTS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// INVESTS upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`INVESTS` {key: row[0]}]->(b)
SET r.`round` = row[3],
    r.`date` = row[4],
    r.`date_precision` = row[5],
    r.`amount` = row[6],
    r.`amount_text` = row[7],
    r.`share` = row[8],
    r.`product` = row[9],
    r.`industry1` = row[10],
    r.`industry2` = row[11],
    r.`industry3` = row[12],
    r.`inferred` = row[13],
    r.`confidence` = row[14],
    r.`_from` = row[15],
    r.`_to` = row[16],
    r.`_sources` = row[17],
    r.`_source_count` = row[18],
    r.`_version` = row[19],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// INVESTS table
MATCH (a)-[r:`INVESTS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`round`, toString(r.`date`), r.`date_precision`, r.`amount`, r.`amount_text`, r.`share`, r.`product`, r.`industry1`, r.`industry2`, r.`industry3`, r.`inferred`, r.`confidence`

// INVESTS drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`INVESTS` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// INVESTS put_back
UNWIND $rows AS row
MATCH (x)-[moved:`INVESTS` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`INVESTS` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// INVESTS brought_edges
MATCH ()-[r:`INVESTS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// INVESTS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`INVESTS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// INVESTS edge_places
UNWIND $ids AS id
MATCH ()-[r:`INVESTS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// LOCATED_IN upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`LOCATED_IN` {key: row[0]}]->(b)
SET r.`from_date` = row[3],
    r.`from_date_precision` = row[4],
    r.`to_date` = row[5],
    r.`to_date_precision` = row[6],
    r.`reason` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// LOCATED_IN insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`LOCATED_IN` {`key`: $columns[0][i],
    `from_date`: $columns[2][i],
    `from_date_precision`: $columns[3][i],
    `to_date`: $columns[4][i],
    `to_date_precision`: $columns[5][i],
    `reason`: $columns[6][i],
    `inferred`: $columns[7][i],
    `confidence`: $columns[8][i],
    `_from`: $columns[9][i],
    `_to`: $columns[10][i],
    `_sources`: $columns[11][i],
    `_source_count`: $columns[12][i],
    `_version`: $columns[13][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// LOCATED_IN theirs
UNWIND $ids AS id
MATCH ()-[r:`LOCATED_IN` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`reason`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// LOCATED_IN join
UNWIND $ids AS id
MATCH ()-[r:`LOCATED_IN` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// LOCATED_IN values
UNWIND $ids AS id
MATCH ()-[r:`LOCATED_IN` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`reason`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// LOCATED_IN places
MATCH ()-[r:`LOCATED_IN`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// LOCATED_IN upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`LOCATED_IN` {key: row[0]}]->(b)
SET r.`from_date` = row[3],
    r.`from_date_precision` = row[4],
    r.`to_date` = row[5],
    r.`to_date_precision` = row[6],
    r.`reason` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// LOCATED_IN table
MATCH (a)-[r:`LOCATED_IN`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`reason`, r.`inferred`, r.`confidence`

// LOCATED_IN drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`LOCATED_IN` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// LOCATED_IN put_back
UNWIND $rows AS row
MATCH (x)-[moved:`LOCATED_IN` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`LOCATED_IN` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// LOCATED_IN brought_edges
MATCH ()-[r:`LOCATED_IN`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// LOCATED_IN leave_edges
UNWIND $ids AS id
MATCH ()-[r:`LOCATED_IN` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// LOCATED_IN edge_places
UNWIND $ids AS id
MATCH ()-[r:`LOCATED_IN` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// MAKES upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MAKES` {key: row[0]}]->(b)
SET r.`year` = row[3],
    r.`share` = row[4],
    r.`revenue` = row[5],
    r.`revenue_text` = row[6],
    r.`capacity` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// MAKES insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`MAKES` {`key`: $columns[0][i],
    `year`: $columns[2][i],
    `share`: $columns[3][i],
    `revenue`: $columns[4][i],
    `revenue_text`: $columns[5][i],
    `capacity`: $columns[6][i],
    `inferred`: $columns[7][i],
    `confidence`: $columns[8][i],
    `_from`: $columns[9][i],
    `_to`: $columns[10][i],
    `_sources`: $columns[11][i],
    `_source_count`: $columns[12][i],
    `_version`: $columns[13][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// MAKES theirs
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`year`, r.`share`, r.`revenue`, r.`revenue_text`, r.`capacity`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// MAKES join
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// MAKES values
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`year`, r.`share`, r.`revenue`, r.`revenue_text`, r.`capacity`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// MAKES places
MATCH ()-[r:`MAKES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// MAKES upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MAKES` {key: row[0]}]->(b)
SET r.`year` = row[3],
    r.`share` = row[4],
    r.`revenue` = row[5],
    r.`revenue_text` = row[6],
    r.`capacity` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// MAKES table
MATCH (a)-[r:`MAKES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`year`, r.`share`, r.`revenue`, r.`revenue_text`, r.`capacity`, r.`inferred`, r.`confidence`

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

// MEASURES upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MEASURES` {key: row[0]}]->(b)
SET r.`inferred` = row[3],
    r.`confidence` = row[4],
    r.`_from` = row[5],
    r.`_to` = row[6],
    r.`_sources` = row[7],
    r.`_source_count` = row[8],
    r.`_version` = row[9],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// MEASURES insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`MEASURES` {`key`: $columns[0][i],
    `inferred`: $columns[2][i],
    `confidence`: $columns[3][i],
    `_from`: $columns[4][i],
    `_to`: $columns[5][i],
    `_sources`: $columns[6][i],
    `_source_count`: $columns[7][i],
    `_version`: $columns[8][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// MEASURES theirs
UNWIND $ids AS id
MATCH ()-[r:`MEASURES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// MEASURES join
UNWIND $ids AS id
MATCH ()-[r:`MEASURES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// MEASURES values
UNWIND $ids AS id
MATCH ()-[r:`MEASURES` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// MEASURES places
MATCH ()-[r:`MEASURES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// MEASURES upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MEASURES` {key: row[0]}]->(b)
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

// MEASURES table
MATCH (a)-[r:`MEASURES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// MEASURES drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`MEASURES` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// MEASURES put_back
UNWIND $rows AS row
MATCH (x)-[moved:`MEASURES` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MEASURES` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// MEASURES brought_edges
MATCH ()-[r:`MEASURES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// MEASURES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`MEASURES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// MEASURES edge_places
UNWIND $ids AS id
MATCH ()-[r:`MEASURES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// MEMBER_OF upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MEMBER_OF` {key: row[0]}]->(b)
SET r.`role` = row[3],
    r.`from_date` = row[4],
    r.`from_date_precision` = row[5],
    r.`to_date` = row[6],
    r.`to_date_precision` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// MEMBER_OF insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`MEMBER_OF` {`key`: $columns[0][i],
    `role`: $columns[2][i],
    `from_date`: $columns[3][i],
    `from_date_precision`: $columns[4][i],
    `to_date`: $columns[5][i],
    `to_date_precision`: $columns[6][i],
    `inferred`: $columns[7][i],
    `confidence`: $columns[8][i],
    `_from`: $columns[9][i],
    `_to`: $columns[10][i],
    `_sources`: $columns[11][i],
    `_source_count`: $columns[12][i],
    `_version`: $columns[13][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// MEMBER_OF theirs
UNWIND $ids AS id
MATCH ()-[r:`MEMBER_OF` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// MEMBER_OF join
UNWIND $ids AS id
MATCH ()-[r:`MEMBER_OF` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// MEMBER_OF values
UNWIND $ids AS id
MATCH ()-[r:`MEMBER_OF` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// MEMBER_OF places
MATCH ()-[r:`MEMBER_OF`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// MEMBER_OF upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MEMBER_OF` {key: row[0]}]->(b)
SET r.`role` = row[3],
    r.`from_date` = row[4],
    r.`from_date_precision` = row[5],
    r.`to_date` = row[6],
    r.`to_date_precision` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// MEMBER_OF table
MATCH (a)-[r:`MEMBER_OF`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`inferred`, r.`confidence`

// MEMBER_OF drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`MEMBER_OF` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// MEMBER_OF put_back
UNWIND $rows AS row
MATCH (x)-[moved:`MEMBER_OF` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`MEMBER_OF` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// MEMBER_OF brought_edges
MATCH ()-[r:`MEMBER_OF`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// MEMBER_OF leave_edges
UNWIND $ids AS id
MATCH ()-[r:`MEMBER_OF` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// MEMBER_OF edge_places
UNWIND $ids AS id
MATCH ()-[r:`MEMBER_OF` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// OPERATES_IN upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`OPERATES_IN` {key: row[0]}]->(b)
SET r.`product` = row[3],
    r.`main` = row[4],
    r.`share` = row[5],
    r.`evidence` = row[6],
    r.`words` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// OPERATES_IN insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`OPERATES_IN` {`key`: $columns[0][i],
    `product`: $columns[2][i],
    `main`: $columns[3][i],
    `share`: $columns[4][i],
    `evidence`: $columns[5][i],
    `words`: $columns[6][i],
    `inferred`: $columns[7][i],
    `confidence`: $columns[8][i],
    `_from`: $columns[9][i],
    `_to`: $columns[10][i],
    `_sources`: $columns[11][i],
    `_source_count`: $columns[12][i],
    `_version`: $columns[13][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// OPERATES_IN theirs
UNWIND $ids AS id
MATCH ()-[r:`OPERATES_IN` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`product`, r.`main`, r.`share`, r.`evidence`, r.`words`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// OPERATES_IN join
UNWIND $ids AS id
MATCH ()-[r:`OPERATES_IN` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// OPERATES_IN values
UNWIND $ids AS id
MATCH ()-[r:`OPERATES_IN` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`product`, r.`main`, r.`share`, r.`evidence`, r.`words`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// OPERATES_IN places
MATCH ()-[r:`OPERATES_IN`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// OPERATES_IN upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`OPERATES_IN` {key: row[0]}]->(b)
SET r.`product` = row[3],
    r.`main` = row[4],
    r.`share` = row[5],
    r.`evidence` = row[6],
    r.`words` = row[7],
    r.`inferred` = row[8],
    r.`confidence` = row[9],
    r.`_from` = row[10],
    r.`_to` = row[11],
    r.`_sources` = row[12],
    r.`_source_count` = row[13],
    r.`_version` = row[14],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// OPERATES_IN table
MATCH (a)-[r:`OPERATES_IN`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`product`, r.`main`, r.`share`, r.`evidence`, r.`words`, r.`inferred`, r.`confidence`

// OPERATES_IN drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`OPERATES_IN` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// OPERATES_IN put_back
UNWIND $rows AS row
MATCH (x)-[moved:`OPERATES_IN` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`OPERATES_IN` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// OPERATES_IN brought_edges
MATCH ()-[r:`OPERATES_IN`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// OPERATES_IN leave_edges
UNWIND $ids AS id
MATCH ()-[r:`OPERATES_IN` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// OPERATES_IN edge_places
UNWIND $ids AS id
MATCH ()-[r:`OPERATES_IN` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// PART_OF upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`PART_OF` {key: row[0]}]->(b)
SET r.`inferred` = row[3],
    r.`confidence` = row[4],
    r.`_from` = row[5],
    r.`_to` = row[6],
    r.`_sources` = row[7],
    r.`_source_count` = row[8],
    r.`_version` = row[9],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// PART_OF insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`PART_OF` {`key`: $columns[0][i],
    `inferred`: $columns[2][i],
    `confidence`: $columns[3][i],
    `_from`: $columns[4][i],
    `_to`: $columns[5][i],
    `_sources`: $columns[6][i],
    `_source_count`: $columns[7][i],
    `_version`: $columns[8][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// PART_OF theirs
UNWIND $ids AS id
MATCH ()-[r:`PART_OF` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// PART_OF join
UNWIND $ids AS id
MATCH ()-[r:`PART_OF` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// PART_OF values
UNWIND $ids AS id
MATCH ()-[r:`PART_OF` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// PART_OF places
MATCH ()-[r:`PART_OF`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// PART_OF upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`PART_OF` {key: row[0]}]->(b)
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

// PART_OF table
MATCH (a)-[r:`PART_OF`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// PART_OF drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`PART_OF` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// PART_OF put_back
UNWIND $rows AS row
MATCH (x)-[moved:`PART_OF` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`PART_OF` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// PART_OF brought_edges
MATCH ()-[r:`PART_OF`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// PART_OF leave_edges
UNWIND $ids AS id
MATCH ()-[r:`PART_OF` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// PART_OF edge_places
UNWIND $ids AS id
MATCH ()-[r:`PART_OF` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// POSTED upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`POSTED` {key: row[0]}]->(b)
SET r.`date` = row[3],
    r.`date_precision` = row[4],
    r.`inferred` = row[5],
    r.`confidence` = row[6],
    r.`_from` = row[7],
    r.`_to` = row[8],
    r.`_sources` = row[9],
    r.`_source_count` = row[10],
    r.`_version` = row[11],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// POSTED insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`POSTED` {`key`: $columns[0][i],
    `date`: $columns[2][i],
    `date_precision`: $columns[3][i],
    `inferred`: $columns[4][i],
    `confidence`: $columns[5][i],
    `_from`: $columns[6][i],
    `_to`: $columns[7][i],
    `_sources`: $columns[8][i],
    `_source_count`: $columns[9][i],
    `_version`: $columns[10][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// POSTED theirs
UNWIND $ids AS id
MATCH ()-[r:`POSTED` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// POSTED join
UNWIND $ids AS id
MATCH ()-[r:`POSTED` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// POSTED values
UNWIND $ids AS id
MATCH ()-[r:`POSTED` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`date`, r.`date_precision`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// POSTED places
MATCH ()-[r:`POSTED`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// POSTED upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`POSTED` {key: row[0]}]->(b)
SET r.`date` = row[3],
    r.`date_precision` = row[4],
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

// POSTED table
MATCH (a)-[r:`POSTED`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`date`), r.`date_precision`, r.`inferred`, r.`confidence`

// POSTED drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`POSTED` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// POSTED put_back
UNWIND $rows AS row
MATCH (x)-[moved:`POSTED` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`POSTED` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// POSTED brought_edges
MATCH ()-[r:`POSTED`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// POSTED leave_edges
UNWIND $ids AS id
MATCH ()-[r:`POSTED` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// POSTED edge_places
UNWIND $ids AS id
MATCH ()-[r:`POSTED` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// RESPONSIBLE_FOR upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`RESPONSIBLE_FOR` {key: row[0]}]->(b)
SET r.`role` = row[3],
    r.`inferred` = row[4],
    r.`confidence` = row[5],
    r.`_from` = row[6],
    r.`_to` = row[7],
    r.`_sources` = row[8],
    r.`_source_count` = row[9],
    r.`_version` = row[10],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// RESPONSIBLE_FOR insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`RESPONSIBLE_FOR` {`key`: $columns[0][i],
    `role`: $columns[2][i],
    `inferred`: $columns[3][i],
    `confidence`: $columns[4][i],
    `_from`: $columns[5][i],
    `_to`: $columns[6][i],
    `_sources`: $columns[7][i],
    `_source_count`: $columns[8][i],
    `_version`: $columns[9][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// RESPONSIBLE_FOR theirs
UNWIND $ids AS id
MATCH ()-[r:`RESPONSIBLE_FOR` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// RESPONSIBLE_FOR join
UNWIND $ids AS id
MATCH ()-[r:`RESPONSIBLE_FOR` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// RESPONSIBLE_FOR values
UNWIND $ids AS id
MATCH ()-[r:`RESPONSIBLE_FOR` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`role`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// RESPONSIBLE_FOR places
MATCH ()-[r:`RESPONSIBLE_FOR`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// RESPONSIBLE_FOR upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`RESPONSIBLE_FOR` {key: row[0]}]->(b)
SET r.`role` = row[3],
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

// RESPONSIBLE_FOR table
MATCH (a)-[r:`RESPONSIBLE_FOR`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, r.`inferred`, r.`confidence`

// RESPONSIBLE_FOR drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`RESPONSIBLE_FOR` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// RESPONSIBLE_FOR put_back
UNWIND $rows AS row
MATCH (x)-[moved:`RESPONSIBLE_FOR` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`RESPONSIBLE_FOR` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// RESPONSIBLE_FOR brought_edges
MATCH ()-[r:`RESPONSIBLE_FOR`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// RESPONSIBLE_FOR leave_edges
UNWIND $ids AS id
MATCH ()-[r:`RESPONSIBLE_FOR` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// RESPONSIBLE_FOR edge_places
UNWIND $ids AS id
MATCH ()-[r:`RESPONSIBLE_FOR` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// RUNS upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`RUNS` {key: row[0]}]->(b)
SET r.`from_date` = row[3],
    r.`from_date_precision` = row[4],
    r.`to_date` = row[5],
    r.`to_date_precision` = row[6],
    r.`inferred` = row[7],
    r.`confidence` = row[8],
    r.`_from` = row[9],
    r.`_to` = row[10],
    r.`_sources` = row[11],
    r.`_source_count` = row[12],
    r.`_version` = row[13],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// RUNS insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`RUNS` {`key`: $columns[0][i],
    `from_date`: $columns[2][i],
    `from_date_precision`: $columns[3][i],
    `to_date`: $columns[4][i],
    `to_date_precision`: $columns[5][i],
    `inferred`: $columns[6][i],
    `confidence`: $columns[7][i],
    `_from`: $columns[8][i],
    `_to`: $columns[9][i],
    `_sources`: $columns[10][i],
    `_source_count`: $columns[11][i],
    `_version`: $columns[12][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// RUNS theirs
UNWIND $ids AS id
MATCH ()-[r:`RUNS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// RUNS join
UNWIND $ids AS id
MATCH ()-[r:`RUNS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// RUNS values
UNWIND $ids AS id
MATCH ()-[r:`RUNS` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// RUNS places
MATCH ()-[r:`RUNS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// RUNS upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`RUNS` {key: row[0]}]->(b)
SET r.`from_date` = row[3],
    r.`from_date_precision` = row[4],
    r.`to_date` = row[5],
    r.`to_date_precision` = row[6],
    r.`inferred` = row[7],
    r.`confidence` = row[8],
    r.`_from` = row[9],
    r.`_to` = row[10],
    r.`_sources` = row[11],
    r.`_source_count` = row[12],
    r.`_version` = row[13],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// RUNS table
MATCH (a)-[r:`RUNS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`inferred`, r.`confidence`

// RUNS drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`RUNS` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// RUNS put_back
UNWIND $rows AS row
MATCH (x)-[moved:`RUNS` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`RUNS` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// RUNS brought_edges
MATCH ()-[r:`RUNS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// RUNS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`RUNS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// RUNS edge_places
UNWIND $ids AS id
MATCH ()-[r:`RUNS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// SAME_AS upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SAME_AS` {key: row[0]}]->(b)
SET r.`inferred` = row[3],
    r.`confidence` = row[4],
    r.`_from` = row[5],
    r.`_to` = row[6],
    r.`_sources` = row[7],
    r.`_source_count` = row[8],
    r.`_version` = row[9],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// SAME_AS insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`SAME_AS` {`key`: $columns[0][i],
    `inferred`: $columns[2][i],
    `confidence`: $columns[3][i],
    `_from`: $columns[4][i],
    `_to`: $columns[5][i],
    `_sources`: $columns[6][i],
    `_source_count`: $columns[7][i],
    `_version`: $columns[8][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// SAME_AS theirs
UNWIND $ids AS id
MATCH ()-[r:`SAME_AS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// SAME_AS join
UNWIND $ids AS id
MATCH ()-[r:`SAME_AS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// SAME_AS values
UNWIND $ids AS id
MATCH ()-[r:`SAME_AS` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// SAME_AS places
MATCH ()-[r:`SAME_AS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// SAME_AS upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SAME_AS` {key: row[0]}]->(b)
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

// SAME_AS table
MATCH (a)-[r:`SAME_AS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// SAME_AS drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`SAME_AS` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// SAME_AS put_back
UNWIND $rows AS row
MATCH (x)-[moved:`SAME_AS` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SAME_AS` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// SAME_AS brought_edges
MATCH ()-[r:`SAME_AS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// SAME_AS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`SAME_AS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// SAME_AS edge_places
UNWIND $ids AS id
MATCH ()-[r:`SAME_AS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// SIGNED upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SIGNED` {key: row[0]}]->(b)
SET r.`side` = row[3],
    r.`inferred` = row[4],
    r.`confidence` = row[5],
    r.`_from` = row[6],
    r.`_to` = row[7],
    r.`_sources` = row[8],
    r.`_source_count` = row[9],
    r.`_version` = row[10],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// SIGNED insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`SIGNED` {`key`: $columns[0][i],
    `side`: $columns[2][i],
    `inferred`: $columns[3][i],
    `confidence`: $columns[4][i],
    `_from`: $columns[5][i],
    `_to`: $columns[6][i],
    `_sources`: $columns[7][i],
    `_source_count`: $columns[8][i],
    `_version`: $columns[9][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// SIGNED theirs
UNWIND $ids AS id
MATCH ()-[r:`SIGNED` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`side`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// SIGNED join
UNWIND $ids AS id
MATCH ()-[r:`SIGNED` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// SIGNED values
UNWIND $ids AS id
MATCH ()-[r:`SIGNED` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`side`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// SIGNED places
MATCH ()-[r:`SIGNED`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// SIGNED upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SIGNED` {key: row[0]}]->(b)
SET r.`side` = row[3],
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

// SIGNED table
MATCH (a)-[r:`SIGNED`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`side`, r.`inferred`, r.`confidence`

// SIGNED drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`SIGNED` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// SIGNED put_back
UNWIND $rows AS row
MATCH (x)-[moved:`SIGNED` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SIGNED` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// SIGNED brought_edges
MATCH ()-[r:`SIGNED`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// SIGNED leave_edges
UNWIND $ids AS id
MATCH ()-[r:`SIGNED` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// SIGNED edge_places
UNWIND $ids AS id
MATCH ()-[r:`SIGNED` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// SUPPLIES upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SUPPLIES` {key: row[0]}]->(b)
SET r.`product` = row[3],
    r.`year` = row[4],
    r.`amount` = row[5],
    r.`amount_text` = row[6],
    r.`share` = row[7],
    r.`end_date` = row[8],
    r.`end_date_precision` = row[9],
    r.`inferred` = row[10],
    r.`confidence` = row[11],
    r.`_from` = row[12],
    r.`_to` = row[13],
    r.`_sources` = row[14],
    r.`_source_count` = row[15],
    r.`_version` = row[16],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// SUPPLIES insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`SUPPLIES` {`key`: $columns[0][i],
    `product`: $columns[2][i],
    `year`: $columns[3][i],
    `amount`: $columns[4][i],
    `amount_text`: $columns[5][i],
    `share`: $columns[6][i],
    `end_date`: $columns[7][i],
    `end_date_precision`: $columns[8][i],
    `inferred`: $columns[9][i],
    `confidence`: $columns[10][i],
    `_from`: $columns[11][i],
    `_to`: $columns[12][i],
    `_sources`: $columns[13][i],
    `_source_count`: $columns[14][i],
    `_version`: $columns[15][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// SUPPLIES theirs
UNWIND $ids AS id
MATCH ()-[r:`SUPPLIES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`product`, r.`year`, r.`amount`, r.`amount_text`, r.`share`, r.`end_date`, r.`end_date_precision`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// SUPPLIES join
UNWIND $ids AS id
MATCH ()-[r:`SUPPLIES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// SUPPLIES values
UNWIND $ids AS id
MATCH ()-[r:`SUPPLIES` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`product`, r.`year`, r.`amount`, r.`amount_text`, r.`share`, r.`end_date`, r.`end_date_precision`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// SUPPLIES places
MATCH ()-[r:`SUPPLIES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// SUPPLIES upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SUPPLIES` {key: row[0]}]->(b)
SET r.`product` = row[3],
    r.`year` = row[4],
    r.`amount` = row[5],
    r.`amount_text` = row[6],
    r.`share` = row[7],
    r.`end_date` = row[8],
    r.`end_date_precision` = row[9],
    r.`inferred` = row[10],
    r.`confidence` = row[11],
    r.`_from` = row[12],
    r.`_to` = row[13],
    r.`_sources` = row[14],
    r.`_source_count` = row[15],
    r.`_version` = row[16],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// SUPPLIES table
MATCH (a)-[r:`SUPPLIES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`product`, r.`year`, r.`amount`, r.`amount_text`, r.`share`, toString(r.`end_date`), r.`end_date_precision`, r.`inferred`, r.`confidence`

// SUPPLIES drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`SUPPLIES` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// SUPPLIES put_back
UNWIND $rows AS row
MATCH (x)-[moved:`SUPPLIES` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`SUPPLIES` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// SUPPLIES brought_edges
MATCH ()-[r:`SUPPLIES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// SUPPLIES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`SUPPLIES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// SUPPLIES edge_places
UNWIND $ids AS id
MATCH ()-[r:`SUPPLIES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// TENANT_OF upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TENANT_OF` {key: row[0]}]->(b)
SET r.`from_date` = row[3],
    r.`from_date_precision` = row[4],
    r.`to_date` = row[5],
    r.`to_date_precision` = row[6],
    r.`area` = row[7],
    r.`stage` = row[8],
    r.`inferred` = row[9],
    r.`confidence` = row[10],
    r.`_from` = row[11],
    r.`_to` = row[12],
    r.`_sources` = row[13],
    r.`_source_count` = row[14],
    r.`_version` = row[15],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// TENANT_OF insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`TENANT_OF` {`key`: $columns[0][i],
    `from_date`: $columns[2][i],
    `from_date_precision`: $columns[3][i],
    `to_date`: $columns[4][i],
    `to_date_precision`: $columns[5][i],
    `area`: $columns[6][i],
    `stage`: $columns[7][i],
    `inferred`: $columns[8][i],
    `confidence`: $columns[9][i],
    `_from`: $columns[10][i],
    `_to`: $columns[11][i],
    `_sources`: $columns[12][i],
    `_source_count`: $columns[13][i],
    `_version`: $columns[14][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// TENANT_OF theirs
UNWIND $ids AS id
MATCH ()-[r:`TENANT_OF` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`area`, r.`stage`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// TENANT_OF join
UNWIND $ids AS id
MATCH ()-[r:`TENANT_OF` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// TENANT_OF values
UNWIND $ids AS id
MATCH ()-[r:`TENANT_OF` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`area`, r.`stage`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// TENANT_OF places
MATCH ()-[r:`TENANT_OF`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// TENANT_OF upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TENANT_OF` {key: row[0]}]->(b)
SET r.`from_date` = row[3],
    r.`from_date_precision` = row[4],
    r.`to_date` = row[5],
    r.`to_date_precision` = row[6],
    r.`area` = row[7],
    r.`stage` = row[8],
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

// TENANT_OF table
MATCH (a)-[r:`TENANT_OF`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`area`, r.`stage`, r.`inferred`, r.`confidence`

// TENANT_OF drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`TENANT_OF` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// TENANT_OF put_back
UNWIND $rows AS row
MATCH (x)-[moved:`TENANT_OF` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TENANT_OF` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// TENANT_OF brought_edges
MATCH ()-[r:`TENANT_OF`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// TENANT_OF leave_edges
UNWIND $ids AS id
MATCH ()-[r:`TENANT_OF` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// TENANT_OF edge_places
UNWIND $ids AS id
MATCH ()-[r:`TENANT_OF` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// TOOK_PART upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TOOK_PART` {key: row[0]}]->(b)
SET r.`date` = row[3],
    r.`date_precision` = row[4],
    r.`result` = row[5],
    r.`inferred` = row[6],
    r.`confidence` = row[7],
    r.`_from` = row[8],
    r.`_to` = row[9],
    r.`_sources` = row[10],
    r.`_source_count` = row[11],
    r.`_version` = row[12],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// TOOK_PART insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`TOOK_PART` {`key`: $columns[0][i],
    `date`: $columns[2][i],
    `date_precision`: $columns[3][i],
    `result`: $columns[4][i],
    `inferred`: $columns[5][i],
    `confidence`: $columns[6][i],
    `_from`: $columns[7][i],
    `_to`: $columns[8][i],
    `_sources`: $columns[9][i],
    `_source_count`: $columns[10][i],
    `_version`: $columns[11][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// TOOK_PART theirs
UNWIND $ids AS id
MATCH ()-[r:`TOOK_PART` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`result`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// TOOK_PART join
UNWIND $ids AS id
MATCH ()-[r:`TOOK_PART` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// TOOK_PART values
UNWIND $ids AS id
MATCH ()-[r:`TOOK_PART` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`date`, r.`date_precision`, r.`result`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// TOOK_PART places
MATCH ()-[r:`TOOK_PART`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// TOOK_PART upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TOOK_PART` {key: row[0]}]->(b)
SET r.`date` = row[3],
    r.`date_precision` = row[4],
    r.`result` = row[5],
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

// TOOK_PART table
MATCH (a)-[r:`TOOK_PART`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`date`), r.`date_precision`, r.`result`, r.`inferred`, r.`confidence`

// TOOK_PART drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`TOOK_PART` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// TOOK_PART put_back
UNWIND $rows AS row
MATCH (x)-[moved:`TOOK_PART` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TOOK_PART` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// TOOK_PART brought_edges
MATCH ()-[r:`TOOK_PART`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// TOOK_PART leave_edges
UNWIND $ids AS id
MATCH ()-[r:`TOOK_PART` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// TOOK_PART edge_places
UNWIND $ids AS id
MATCH ()-[r:`TOOK_PART` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// TRANSFERS upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TRANSFERS` {key: row[0]}]->(b)
SET r.`date` = row[3],
    r.`date_precision` = row[4],
    r.`amount` = row[5],
    r.`amount_text` = row[6],
    r.`inferred` = row[7],
    r.`confidence` = row[8],
    r.`_from` = row[9],
    r.`_to` = row[10],
    r.`_sources` = row[11],
    r.`_source_count` = row[12],
    r.`_version` = row[13],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// TRANSFERS insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`TRANSFERS` {`key`: $columns[0][i],
    `date`: $columns[2][i],
    `date_precision`: $columns[3][i],
    `amount`: $columns[4][i],
    `amount_text`: $columns[5][i],
    `inferred`: $columns[6][i],
    `confidence`: $columns[7][i],
    `_from`: $columns[8][i],
    `_to`: $columns[9][i],
    `_sources`: $columns[10][i],
    `_source_count`: $columns[11][i],
    `_version`: $columns[12][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// TRANSFERS theirs
UNWIND $ids AS id
MATCH ()-[r:`TRANSFERS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`amount`, r.`amount_text`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// TRANSFERS join
UNWIND $ids AS id
MATCH ()-[r:`TRANSFERS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// TRANSFERS values
UNWIND $ids AS id
MATCH ()-[r:`TRANSFERS` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`date`, r.`date_precision`, r.`amount`, r.`amount_text`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// TRANSFERS places
MATCH ()-[r:`TRANSFERS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// TRANSFERS upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TRANSFERS` {key: row[0]}]->(b)
SET r.`date` = row[3],
    r.`date_precision` = row[4],
    r.`amount` = row[5],
    r.`amount_text` = row[6],
    r.`inferred` = row[7],
    r.`confidence` = row[8],
    r.`_from` = row[9],
    r.`_to` = row[10],
    r.`_sources` = row[11],
    r.`_source_count` = row[12],
    r.`_version` = row[13],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// TRANSFERS table
MATCH (a)-[r:`TRANSFERS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`date`), r.`date_precision`, r.`amount`, r.`amount_text`, r.`inferred`, r.`confidence`

// TRANSFERS drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`TRANSFERS` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// TRANSFERS put_back
UNWIND $rows AS row
MATCH (x)-[moved:`TRANSFERS` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`TRANSFERS` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// TRANSFERS brought_edges
MATCH ()-[r:`TRANSFERS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// TRANSFERS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`TRANSFERS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// TRANSFERS edge_places
UNWIND $ids AS id
MATCH ()-[r:`TRANSFERS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// UNDERTAKES upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`UNDERTAKES` {key: row[0]}]->(b)
SET r.`role` = row[3],
    r.`from_date` = row[4],
    r.`from_date_precision` = row[5],
    r.`inferred` = row[6],
    r.`confidence` = row[7],
    r.`_from` = row[8],
    r.`_to` = row[9],
    r.`_sources` = row[10],
    r.`_source_count` = row[11],
    r.`_version` = row[12],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// UNDERTAKES insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`UNDERTAKES` {`key`: $columns[0][i],
    `role`: $columns[2][i],
    `from_date`: $columns[3][i],
    `from_date_precision`: $columns[4][i],
    `inferred`: $columns[5][i],
    `confidence`: $columns[6][i],
    `_from`: $columns[7][i],
    `_to`: $columns[8][i],
    `_sources`: $columns[9][i],
    `_source_count`: $columns[10][i],
    `_version`: $columns[11][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// UNDERTAKES theirs
UNWIND $ids AS id
MATCH ()-[r:`UNDERTAKES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// UNDERTAKES join
UNWIND $ids AS id
MATCH ()-[r:`UNDERTAKES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// UNDERTAKES values
UNWIND $ids AS id
MATCH ()-[r:`UNDERTAKES` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`role`, r.`from_date`, r.`from_date_precision`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// UNDERTAKES places
MATCH ()-[r:`UNDERTAKES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// UNDERTAKES upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`UNDERTAKES` {key: row[0]}]->(b)
SET r.`role` = row[3],
    r.`from_date` = row[4],
    r.`from_date_precision` = row[5],
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

// UNDERTAKES table
MATCH (a)-[r:`UNDERTAKES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, toString(r.`from_date`), r.`from_date_precision`, r.`inferred`, r.`confidence`

// UNDERTAKES drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`UNDERTAKES` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// UNDERTAKES put_back
UNWIND $rows AS row
MATCH (x)-[moved:`UNDERTAKES` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`UNDERTAKES` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// UNDERTAKES brought_edges
MATCH ()-[r:`UNDERTAKES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// UNDERTAKES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`UNDERTAKES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// UNDERTAKES edge_places
UNWIND $ids AS id
MATCH ()-[r:`UNDERTAKES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// WORKS_AT upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`WORKS_AT` {key: row[0]}]->(b)
SET r.`role` = row[3],
    r.`from_date` = row[4],
    r.`from_date_precision` = row[5],
    r.`to_date` = row[6],
    r.`to_date_precision` = row[7],
    r.`part_time` = row[8],
    r.`inferred` = row[9],
    r.`confidence` = row[10],
    r.`_from` = row[11],
    r.`_to` = row[12],
    r.`_sources` = row[13],
    r.`_source_count` = row[14],
    r.`_version` = row[15],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// WORKS_AT insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`WORKS_AT` {`key`: $columns[0][i],
    `role`: $columns[2][i],
    `from_date`: $columns[3][i],
    `from_date_precision`: $columns[4][i],
    `to_date`: $columns[5][i],
    `to_date_precision`: $columns[6][i],
    `part_time`: $columns[7][i],
    `inferred`: $columns[8][i],
    `confidence`: $columns[9][i],
    `_from`: $columns[10][i],
    `_to`: $columns[11][i],
    `_sources`: $columns[12][i],
    `_source_count`: $columns[13][i],
    `_version`: $columns[14][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// WORKS_AT theirs
UNWIND $ids AS id
MATCH ()-[r:`WORKS_AT` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`part_time`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// WORKS_AT join
UNWIND $ids AS id
MATCH ()-[r:`WORKS_AT` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// WORKS_AT values
UNWIND $ids AS id
MATCH ()-[r:`WORKS_AT` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`part_time`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// WORKS_AT places
MATCH ()-[r:`WORKS_AT`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// WORKS_AT upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`WORKS_AT` {key: row[0]}]->(b)
SET r.`role` = row[3],
    r.`from_date` = row[4],
    r.`from_date_precision` = row[5],
    r.`to_date` = row[6],
    r.`to_date_precision` = row[7],
    r.`part_time` = row[8],
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

// WORKS_AT table
MATCH (a)-[r:`WORKS_AT`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`part_time`, r.`inferred`, r.`confidence`

// WORKS_AT drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`WORKS_AT` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// WORKS_AT put_back
UNWIND $rows AS row
MATCH (x)-[moved:`WORKS_AT` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`WORKS_AT` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// WORKS_AT brought_edges
MATCH ()-[r:`WORKS_AT`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// WORKS_AT leave_edges
UNWIND $ids AS id
MATCH ()-[r:`WORKS_AT` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// WORKS_AT edge_places
UNWIND $ids AS id
MATCH ()-[r:`WORKS_AT` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// WORKS_WITH upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`WORKS_WITH` {key: row[0]}]->(b)
SET r.`from_date` = row[3],
    r.`from_date_precision` = row[4],
    r.`to_date` = row[5],
    r.`to_date_precision` = row[6],
    r.`inferred` = row[7],
    r.`confidence` = row[8],
    r.`_from` = row[9],
    r.`_to` = row[10],
    r.`_sources` = row[11],
    r.`_source_count` = row[12],
    r.`_version` = row[13],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// WORKS_WITH insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`WORKS_WITH` {`key`: $columns[0][i],
    `from_date`: $columns[2][i],
    `from_date_precision`: $columns[3][i],
    `to_date`: $columns[4][i],
    `to_date_precision`: $columns[5][i],
    `inferred`: $columns[6][i],
    `confidence`: $columns[7][i],
    `_from`: $columns[8][i],
    `_to`: $columns[9][i],
    `_sources`: $columns[10][i],
    `_source_count`: $columns[11][i],
    `_version`: $columns[12][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// WORKS_WITH theirs
UNWIND $ids AS id
MATCH ()-[r:`WORKS_WITH` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// WORKS_WITH join
UNWIND $ids AS id
MATCH ()-[r:`WORKS_WITH` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// WORKS_WITH values
UNWIND $ids AS id
MATCH ()-[r:`WORKS_WITH` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// WORKS_WITH places
MATCH ()-[r:`WORKS_WITH`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// WORKS_WITH upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`WORKS_WITH` {key: row[0]}]->(b)
SET r.`from_date` = row[3],
    r.`from_date_precision` = row[4],
    r.`to_date` = row[5],
    r.`to_date_precision` = row[6],
    r.`inferred` = row[7],
    r.`confidence` = row[8],
    r.`_from` = row[9],
    r.`_to` = row[10],
    r.`_sources` = row[11],
    r.`_source_count` = row[12],
    r.`_version` = row[13],
    r.`former` = null,
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// WORKS_WITH table
MATCH (a)-[r:`WORKS_WITH`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`inferred`, r.`confidence`

// WORKS_WITH drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`WORKS_WITH` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// WORKS_WITH put_back
UNWIND $rows AS row
MATCH (x)-[moved:`WORKS_WITH` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`WORKS_WITH` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// WORKS_WITH brought_edges
MATCH ()-[r:`WORKS_WITH`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// WORKS_WITH leave_edges
UNWIND $ids AS id
MATCH ()-[r:`WORKS_WITH` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// WORKS_WITH edge_places
UNWIND $ids AS id
MATCH ()-[r:`WORKS_WITH` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// WOULD_FILL upsert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`WOULD_FILL` {key: row[0]}]->(b)
SET r.`inferred` = row[3],
    r.`confidence` = row[4],
    r.`_from` = row[5],
    r.`_to` = row[6],
    r.`_sources` = row[7],
    r.`_source_count` = row[8],
    r.`_version` = row[9],
    r._workspaces = CASE WHEN $workspace IN r._workspaces THEN r._workspaces ELSE coalesce(r._workspaces, []) + $workspace END
RETURN count(DISTINCT row[0]) AS written, count(*) AS found

// WOULD_FILL insert
UNWIND $starts AS start
MATCH (a:Liantu {uid: start[0]})
UNWIND range(start[1], start[2]) AS i
MATCH (b:Liantu {uid: $columns[1][i]})
CREATE (a)-[r:`WOULD_FILL` {`key`: $columns[0][i],
    `inferred`: $columns[2][i],
    `confidence`: $columns[3][i],
    `_from`: $columns[4][i],
    `_to`: $columns[5][i],
    `_sources`: $columns[6][i],
    `_source_count`: $columns[7][i],
    `_version`: $columns[8][i],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// WOULD_FILL theirs
UNWIND $ids AS id
MATCH ()-[r:`WOULD_FILL` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands, [type(r)] AS kinds

// WOULD_FILL join
UNWIND $ids AS id
MATCH ()-[r:`WOULD_FILL` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// WOULD_FILL values
UNWIND $ids AS id
MATCH ()-[r:`WOULD_FILL` {key: id}]->()
RETURN id, r._workspaces AS brought, [startNode(r).uid, endNode(r).uid, r.`inferred`, r.`confidence`, r.`_from`, r.`_to`, r.`_sources`, r.`_source_count`] AS stands, true AS is_kind

// WOULD_FILL places
MATCH ()-[r:`WOULD_FILL`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total, r._workspaces[0] AS owner

// WOULD_FILL upsert former
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`WOULD_FILL` {key: row[0]}]->(b)
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

// WOULD_FILL table
MATCH (a)-[r:`WOULD_FILL`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// WOULD_FILL drop_copies
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})-[r:`WOULD_FILL` {key: row[0]}]->(b:Liantu {uid: row[2]})
WHERE $workspace IN r._workspaces
WITH row[0] AS id, r ORDER BY elementId(r)
WITH id, collect(r) AS same
UNWIND same[1..] AS copy
DELETE copy

// WOULD_FILL put_back
UNWIND $rows AS row
MATCH (x)-[moved:`WOULD_FILL` {key: row[0]}]->(y)
WHERE $workspace IN moved._workspaces
  AND NOT (x:Liantu AND y:Liantu AND coalesce(x.uid = row[1] AND y.uid = row[2], false))
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
MERGE (a)-[r:`WOULD_FILL` {key: row[0]}]->(b)
ON CREATE SET r = properties(moved)
DELETE moved

// WOULD_FILL brought_edges
MATCH ()-[r:`WOULD_FILL`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// WOULD_FILL leave_edges
UNWIND $ids AS id
MATCH ()-[r:`WOULD_FILL` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others,
    r._sources = CASE WHEN first THEN null ELSE r._sources END,
    r._source_count = CASE WHEN first THEN null ELSE r._source_count END
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// WOULD_FILL edge_places
UNWIND $ids AS id
MATCH ()-[r:`WOULD_FILL` {key: id}]->()
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

