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

// await
CALL db.awaitIndexes(600)

// claimed
UNWIND $rows AS row
MERGE (c:LiantuClaim {id: row[0]})
SET c:Claim, c.of = row[1], c.kind = row[2], c.fields = row[3], c.says = row[4], c.stands = row[5],
    c.by = $workspace
WITH c, row
MATCH (n:Liantu {uid: row[6]})
MERGE (c)-[:CLAIMS]->(n)

// unclaimed
UNWIND $ids AS id
MATCH (c:LiantuClaim {id: $workspace + '|' + id})
DETACH DELETE c

// claims
MATCH (c:LiantuClaim)
RETURN c.of AS id, c.kind AS kind, c.by AS workspace, c.fields AS fields, c.says AS says, c.stands AS stands
ORDER BY id, workspace

// absent ends
UNWIND $uids AS uid
OPTIONAL MATCH (n:Liantu {uid: uid})
WITH uid, n WHERE n IS NULL
RETURN uid ORDER BY uid

// rename
UNWIND $rows AS row
MATCH (n:Liantu {uid: row[0]})
WHERE n._workspaces = [$workspace] AND NOT EXISTS { MATCH (:Liantu {uid: row[1]}) }
SET n.uid = row[1]
RETURN count(*) AS renamed

// counts
CALL () { MATCH (n:Liantu) WHERE $workspace IN n._workspaces RETURN count(*) AS nodes }
CALL () { MATCH ()-[r]->() WHERE $workspace IN r._workspaces AND r.key IS NOT NULL RETURN count(*) AS edges }
RETURN nodes, edges

// population
MATCH (n:Liantu) RETURN count(n) AS nodes

// kept nodes
MATCH (n:Liantu) WHERE n._kept IS NOT NULL RETURN n.uid AS id, n._kept AS kind ORDER BY id

// markers
MATCH (w:LiantuWorkspace)
RETURN w.id AS id, w.name AS name, w.home AS home, w.state AS state, w.version AS version, w.push AS push,
       w.database AS database, w.digest AS digest, w.declared AS declared, w.stale AS stale, w.nodes AS nodes, w.edges AS edges,
       w.kinds AS kinds, w.relations AS relations, w.as_of AS as_of
ORDER BY w.joined, id

// begin
OPTIONAL MATCH (other:LiantuWorkspace)
WITH count(other) AS others
MERGE (w:LiantuWorkspace {id: $workspace})
ON CREATE SET w.database = $database, w.joined = others
SET w.state = 'incomplete', w.name = $name, w.home = $home, w.layout = $layout,
    w.kinds = coalesce(w.kinds, []) + [kind IN $kinds WHERE NOT kind IN coalesce(w.kinds, [])],
    w.relations = coalesce(w.relations, []) + [kind IN $relations WHERE NOT kind IN coalesce(w.relations, [])]
RETURN w.database AS database

// complete
MATCH (w:LiantuWorkspace {id: $workspace})
SET w += $marker, w.state = 'complete'

// declared
MATCH (w:LiantuWorkspace {id: $workspace})
WHERE w.push = $push
SET w.declared = $declared

// stale
MATCH (w:LiantuWorkspace)
WHERE w.id IN $others
SET w.stale = true

// try lock
MATCH (l:LiantuLock {name: 'push'}) SET l.tried = true

// take lock
MERGE (l:LiantuLock {name: 'push'}) SET l.tried = false

// hold
UNWIND $lanes AS lane MERGE (h:LiantuPush {name: lane}) SET h.token = $token, h.holder = $holder

// who holds
MATCH (h:LiantuPush {name: 'push'}) RETURN h.holder AS holder

// still mine
MATCH (h:LiantuPush {name: $lane}) SET h.at_work = true RETURN h.token = $token AS mine

// release
MATCH (h:LiantuPush {token: $token}) DELETE h

// drop findings
MATCH (f:LiantuFinding {workspace: $workspace})
DETACH DELETE f

// node places
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._sources AS places, n._source_count AS total

// universes
UNWIND $ids AS id
MATCH (n:Liantu {uid: id}) WHERE n._universe IS NOT NULL
RETURN id, n._universe AS universe

// description
MATCH (w:LiantuWorkspace {id: $workspace})
RETURN w.settings AS settings, w.schema AS schema, w.runs AS runs, w.as_of AS as_of, w.layout AS layout

// templates
MATCH (w:LiantuWorkspace {id: $workspace})
RETURN w.templates AS templates

// indexes
SHOW INDEXES YIELD name

// types in use
CALL db.relationshipTypes() YIELD relationshipType AS type RETURN type

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
    n.`_from` = row[25],
    n.`_to` = row[26],
    n.`_universe` = row[27],
    n.`_sources` = row[28],
    n.`_source_count` = row[29],
    n.`_version` = row[30],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Carrier insert
UNWIND $rows AS row
CREATE (n:Liantu:`Carrier` {uid: row[0],
    `name`: row[1],
    `code`: row[2],
    `carrier_kind`: row[3],
    `level`: row[4],
    `operator`: row[5],
    `region`: row[6],
    `township`: row[7],
    `park`: row[8],
    `address`: row[9],
    `area`: row[10],
    `area_used`: row[11],
    `area_planned`: row[12],
    `tenants`: row[13],
    `graduates`: row[14],
    `fields`: row[15],
    `segments`: row[16],
    `home_side`: row[17],
    `from_date`: row[18],
    `from_date_precision`: row[19],
    `to_date`: row[20],
    `to_date_precision`: row[21],
    `contact`: row[22],
    `phone`: row[23],
    `inferred`: row[24],
    `_from`: row[25],
    `_to`: row[26],
    `_universe`: row[27],
    `_sources`: row[28],
    `_source_count`: row[29],
    `_version`: row[30],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Carrier theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`carrier_kind`, n.`level`, n.`operator`, n.`region`, n.`township`, n.`park`, n.`address`, n.`area`, n.`area_used`, n.`area_planned`, n.`tenants`, n.`graduates`, n.`fields`, n.`segments`, n.`home_side`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`contact`, n.`phone`] AS stands

// Carrier join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Carrier table
MATCH (n:Liantu:`Carrier`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`carrier_kind`, n.`level`, n.`operator`, n.`region`, n.`township`, n.`park`, n.`address`, n.`area`, n.`area_used`, n.`area_planned`, n.`tenants`, n.`graduates`, n.`fields`, n.`segments`, n.`home_side`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`contact`, n.`phone`

// Carrier values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`carrier_kind`, n.`level`, n.`operator`, n.`region`, n.`township`, n.`park`, n.`address`, n.`area`, n.`area_used`, n.`area_planned`, n.`tenants`, n.`graduates`, n.`fields`, n.`segments`, n.`home_side`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`contact`, n.`phone`] AS stands

// Carrier places
MATCH (n:Liantu:`Carrier`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Carrier brought
MATCH (n:Liantu:`Carrier`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Carrier retype
UNWIND $ids AS id
MATCH (n:Liantu:`Carrier` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Carrier`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Carrier leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Carrier` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Carrier let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Carrier` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Carrier remove
UNWIND $ids AS id
MATCH (n:Liantu:`Carrier` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Carrier keep
UNWIND $ids AS id
MATCH (n:Liantu:`Carrier` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Carrier`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[9],
    n.`_to` = row[10],
    n.`_universe` = row[11],
    n.`_sources` = row[12],
    n.`_source_count` = row[13],
    n.`_version` = row[14],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Chain insert
UNWIND $rows AS row
CREATE (n:Liantu:`Chain` {uid: row[0],
    `name`: row[1],
    `code`: row[2],
    `name_en`: row[3],
    `version`: row[4],
    `effective`: row[5],
    `effective_precision`: row[6],
    `basis`: row[7],
    `inferred`: row[8],
    `_from`: row[9],
    `_to`: row[10],
    `_universe`: row[11],
    `_sources`: row[12],
    `_source_count`: row[13],
    `_version`: row[14],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Chain theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`name_en`, n.`version`, n.`effective`, n.`effective_precision`, n.`basis`] AS stands

// Chain join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Chain table
MATCH (n:Liantu:`Chain`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`name_en`, n.`version`, toString(n.`effective`), n.`effective_precision`, n.`basis`

// Chain values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`name_en`, n.`version`, n.`effective`, n.`effective_precision`, n.`basis`] AS stands

// Chain places
MATCH (n:Liantu:`Chain`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Chain brought
MATCH (n:Liantu:`Chain`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Chain retype
UNWIND $ids AS id
MATCH (n:Liantu:`Chain` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Chain`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Chain leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Chain` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Chain let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Chain` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Chain remove
UNWIND $ids AS id
MATCH (n:Liantu:`Chain` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Chain keep
UNWIND $ids AS id
MATCH (n:Liantu:`Chain` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Chain`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[12],
    n.`_to` = row[13],
    n.`_universe` = row[14],
    n.`_sources` = row[15],
    n.`_source_count` = row[16],
    n.`_version` = row[17],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Consortium insert
UNWIND $rows AS row
CREATE (n:Liantu:`Consortium` {uid: row[0],
    `name`: row[1],
    `level`: row[2],
    `leader`: row[3],
    `members`: row[4],
    `fields`: row[5],
    `segments`: row[6],
    `from_date`: row[7],
    `from_date_precision`: row[8],
    `to_date`: row[9],
    `to_date_precision`: row[10],
    `inferred`: row[11],
    `_from`: row[12],
    `_to`: row[13],
    `_universe`: row[14],
    `_sources`: row[15],
    `_source_count`: row[16],
    `_version`: row[17],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Consortium theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`level`, n.`leader`, n.`members`, n.`fields`, n.`segments`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`] AS stands

// Consortium join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Consortium table
MATCH (n:Liantu:`Consortium`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`level`, n.`leader`, n.`members`, n.`fields`, n.`segments`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`

// Consortium values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`level`, n.`leader`, n.`members`, n.`fields`, n.`segments`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`] AS stands

// Consortium places
MATCH (n:Liantu:`Consortium`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Consortium brought
MATCH (n:Liantu:`Consortium`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Consortium retype
UNWIND $ids AS id
MATCH (n:Liantu:`Consortium` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Consortium`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Consortium leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Consortium` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Consortium let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Consortium` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Consortium remove
UNWIND $ids AS id
MATCH (n:Liantu:`Consortium` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Consortium keep
UNWIND $ids AS id
MATCH (n:Liantu:`Consortium` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Consortium`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[22],
    n.`_to` = row[23],
    n.`_universe` = row[24],
    n.`_sources` = row[25],
    n.`_source_count` = row[26],
    n.`_version` = row[27],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Contract insert
UNWIND $rows AS row
CREATE (n:Liantu:`Contract` {uid: row[0],
    `name`: row[1],
    `contract_no`: row[2],
    `contract_kind`: row[3],
    `seller`: row[4],
    `seller_place`: row[5],
    `buyer`: row[6],
    `buyer_place`: row[7],
    `amount`: row[8],
    `amount_text`: row[9],
    `tech_amount`: row[10],
    `tech_amount_text`: row[11],
    `date`: row[12],
    `date_precision`: row[13],
    `signed`: row[14],
    `signed_precision`: row[15],
    `end_date`: row[16],
    `end_date_precision`: row[17],
    `tech_field`: row[18],
    `segments`: row[19],
    `leader`: row[20],
    `inferred`: row[21],
    `_from`: row[22],
    `_to`: row[23],
    `_universe`: row[24],
    `_sources`: row[25],
    `_source_count`: row[26],
    `_version`: row[27],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Contract theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`contract_no`, n.`contract_kind`, n.`seller`, n.`seller_place`, n.`buyer`, n.`buyer_place`, n.`amount`, n.`amount_text`, n.`tech_amount`, n.`tech_amount_text`, n.`date`, n.`date_precision`, n.`signed`, n.`signed_precision`, n.`end_date`, n.`end_date_precision`, n.`tech_field`, n.`segments`, n.`leader`] AS stands

// Contract join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Contract table
MATCH (n:Liantu:`Contract`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`contract_no`, n.`contract_kind`, n.`seller`, n.`seller_place`, n.`buyer`, n.`buyer_place`, n.`amount`, n.`amount_text`, n.`tech_amount`, n.`tech_amount_text`, toString(n.`date`), n.`date_precision`, toString(n.`signed`), n.`signed_precision`, toString(n.`end_date`), n.`end_date_precision`, n.`tech_field`, n.`segments`, n.`leader`

// Contract values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`contract_no`, n.`contract_kind`, n.`seller`, n.`seller_place`, n.`buyer`, n.`buyer_place`, n.`amount`, n.`amount_text`, n.`tech_amount`, n.`tech_amount_text`, n.`date`, n.`date_precision`, n.`signed`, n.`signed_precision`, n.`end_date`, n.`end_date_precision`, n.`tech_field`, n.`segments`, n.`leader`] AS stands

// Contract places
MATCH (n:Liantu:`Contract`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Contract brought
MATCH (n:Liantu:`Contract`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Contract retype
UNWIND $ids AS id
MATCH (n:Liantu:`Contract` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Contract`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Contract leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Contract` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Contract let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Contract` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Contract remove
UNWIND $ids AS id
MATCH (n:Liantu:`Contract` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Contract keep
UNWIND $ids AS id
MATCH (n:Liantu:`Contract` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Contract`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[13],
    n.`_to` = row[14],
    n.`_universe` = row[15],
    n.`_sources` = row[16],
    n.`_source_count` = row[17],
    n.`_version` = row[18],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Decision insert
UNWIND $rows AS row
CREATE (n:Liantu:`Decision` {uid: row[0],
    `subject`: row[1],
    `subject_kind`: row[2],
    `verdict`: row[3],
    `target`: row[4],
    `value`: row[5],
    `person`: row[6],
    `decided`: row[7],
    `decided_precision`: row[8],
    `expires`: row[9],
    `expires_precision`: row[10],
    `reason`: row[11],
    `inferred`: row[12],
    `_from`: row[13],
    `_to`: row[14],
    `_universe`: row[15],
    `_sources`: row[16],
    `_source_count`: row[17],
    `_version`: row[18],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Decision theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`subject`, n.`subject_kind`, n.`verdict`, n.`target`, n.`value`, n.`person`, n.`decided`, n.`decided_precision`, n.`expires`, n.`expires_precision`, n.`reason`] AS stands

// Decision join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Decision table
MATCH (n:Liantu:`Decision`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`subject`, n.`subject_kind`, n.`verdict`, n.`target`, n.`value`, n.`person`, toString(n.`decided`), n.`decided_precision`, toString(n.`expires`), n.`expires_precision`, n.`reason`

// Decision values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`subject`, n.`subject_kind`, n.`verdict`, n.`target`, n.`value`, n.`person`, n.`decided`, n.`decided_precision`, n.`expires`, n.`expires_precision`, n.`reason`] AS stands

// Decision places
MATCH (n:Liantu:`Decision`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Decision brought
MATCH (n:Liantu:`Decision`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Decision retype
UNWIND $ids AS id
MATCH (n:Liantu:`Decision` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Decision`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Decision leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Decision` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Decision let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Decision` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Decision remove
UNWIND $ids AS id
MATCH (n:Liantu:`Decision` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Decision keep
UNWIND $ids AS id
MATCH (n:Liantu:`Decision` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Decision`
SET n = {uid: id, _workspaces: [], _kept: $kind, `subject`: n.`subject`}
RETURN count(*) AS kept

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
    n.`_from` = row[18],
    n.`_to` = row[19],
    n.`_universe` = row[20],
    n.`_sources` = row[21],
    n.`_source_count` = row[22],
    n.`_version` = row[23],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Demand insert
UNWIND $rows AS row
CREATE (n:Liantu:`Demand` {uid: row[0],
    `name`: row[1],
    `code`: row[2],
    `firm`: row[3],
    `content`: row[4],
    `field`: row[5],
    `segments`: row[6],
    `budget`: row[7],
    `budget_text`: row[8],
    `posted`: row[9],
    `posted_precision`: row[10],
    `deadline`: row[11],
    `deadline_precision`: row[12],
    `valid`: row[13],
    `state`: row[14],
    `contact`: row[15],
    `phone`: row[16],
    `inferred`: row[17],
    `_from`: row[18],
    `_to`: row[19],
    `_universe`: row[20],
    `_sources`: row[21],
    `_source_count`: row[22],
    `_version`: row[23],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Demand theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`firm`, n.`content`, n.`field`, n.`segments`, n.`budget`, n.`budget_text`, n.`posted`, n.`posted_precision`, n.`deadline`, n.`deadline_precision`, n.`valid`, n.`state`, n.`contact`, n.`phone`] AS stands

// Demand join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Demand table
MATCH (n:Liantu:`Demand`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`firm`, n.`content`, n.`field`, n.`segments`, n.`budget`, n.`budget_text`, toString(n.`posted`), n.`posted_precision`, toString(n.`deadline`), n.`deadline_precision`, n.`valid`, n.`state`, n.`contact`, n.`phone`

// Demand values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`firm`, n.`content`, n.`field`, n.`segments`, n.`budget`, n.`budget_text`, n.`posted`, n.`posted_precision`, n.`deadline`, n.`deadline_precision`, n.`valid`, n.`state`, n.`contact`, n.`phone`] AS stands

// Demand places
MATCH (n:Liantu:`Demand`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Demand brought
MATCH (n:Liantu:`Demand`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Demand retype
UNWIND $ids AS id
MATCH (n:Liantu:`Demand` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Demand`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Demand leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Demand` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Demand let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Demand` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Demand remove
UNWIND $ids AS id
MATCH (n:Liantu:`Demand` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Demand keep
UNWIND $ids AS id
MATCH (n:Liantu:`Demand` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Demand`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[13],
    n.`_to` = row[14],
    n.`_universe` = row[15],
    n.`_sources` = row[16],
    n.`_source_count` = row[17],
    n.`_version` = row[18],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Event insert
UNWIND $rows AS row
CREATE (n:Liantu:`Event` {uid: row[0],
    `name`: row[1],
    `event_kind`: row[2],
    `date`: row[3],
    `date_precision`: row[4],
    `place`: row[5],
    `region`: row[6],
    `organiser`: row[7],
    `participants`: row[8],
    `projects`: row[9],
    `cost`: row[10],
    `cost_text`: row[11],
    `inferred`: row[12],
    `_from`: row[13],
    `_to`: row[14],
    `_universe`: row[15],
    `_sources`: row[16],
    `_source_count`: row[17],
    `_version`: row[18],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Event theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`event_kind`, n.`date`, n.`date_precision`, n.`place`, n.`region`, n.`organiser`, n.`participants`, n.`projects`, n.`cost`, n.`cost_text`] AS stands

// Event join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Event table
MATCH (n:Liantu:`Event`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`event_kind`, toString(n.`date`), n.`date_precision`, n.`place`, n.`region`, n.`organiser`, n.`participants`, n.`projects`, n.`cost`, n.`cost_text`

// Event values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`event_kind`, n.`date`, n.`date_precision`, n.`place`, n.`region`, n.`organiser`, n.`participants`, n.`projects`, n.`cost`, n.`cost_text`] AS stands

// Event places
MATCH (n:Liantu:`Event`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Event brought
MATCH (n:Liantu:`Event`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Event retype
UNWIND $ids AS id
MATCH (n:Liantu:`Event` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Event`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Event leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Event` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Event let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Event` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Event remove
UNWIND $ids AS id
MATCH (n:Liantu:`Event` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Event keep
UNWIND $ids AS id
MATCH (n:Liantu:`Event` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Event`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[82],
    n.`_to` = row[83],
    n.`_universe` = row[84],
    n.`_sources` = row[85],
    n.`_source_count` = row[86],
    n.`_version` = row[87],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Firm insert
UNWIND $rows AS row
CREATE (n:Liantu:`Firm` {uid: row[0],
    `name`: row[1],
    `uscc`: row[2],
    `ticker`: row[3],
    `reg_no`: row[4],
    `org_code`: row[5],
    `source_name`: row[6],
    `short_name`: row[7],
    `name_en`: row[8],
    `former_names`: row[9],
    `status`: row[10],
    `registrar`: row[11],
    `approved`: row[12],
    `approved_precision`: row[13],
    `term`: row[14],
    `tax_class`: row[15],
    `report_year`: row[16],
    `legal_form`: row[17],
    `founded`: row[18],
    `founded_precision`: row[19],
    `closed`: row[20],
    `closed_precision`: row[21],
    `capital`: row[22],
    `capital_text`: row[23],
    `paid_in`: row[24],
    `paid_in_text`: row[25],
    `region`: row[26],
    `city`: row[27],
    `province`: row[28],
    `township`: row[29],
    `park`: row[30],
    `address`: row[31],
    `mail_address`: row[32],
    `industry`: row[33],
    `industry_group`: row[34],
    `industry_division`: row[35],
    `industry_section`: row[36],
    `scope`: row[37],
    `products`: row[38],
    `product_text`: row[39],
    `scale`: row[40],
    `above_scale`: row[41],
    `insured`: row[42],
    `insured_year`: row[43],
    `staff`: row[44],
    `revenue`: row[45],
    `revenue_text`: row[46],
    `market_share`: row[47],
    `titles`: row[48],
    `is_hnte`: row[49],
    `is_tsme`: row[50],
    `is_srdi`: row[51],
    `is_giant`: row[52],
    `is_innov`: row[53],
    `hnte_no`: row[54],
    `hnte_date`: row[55],
    `hnte_date_precision`: row[56],
    `hnte_expires`: row[57],
    `hnte_expires_precision`: row[58],
    `tsme_no`: row[59],
    `tsme_date`: row[60],
    `tsme_date_precision`: row[61],
    `tech_field`: row[62],
    `controller`: row[63],
    `listed`: row[64],
    `listed_precision`: row[65],
    `score`: row[66],
    `chain`: row[67],
    `main_segment`: row[68],
    `other_segments`: row[69],
    `confidential`: row[70],
    `dishonest`: row[71],
    `zero_tax_years`: row[72],
    `stat_unit`: row[73],
    `website`: row[74],
    `legal_rep`: row[75],
    `phone`: row[76],
    `phones`: row[77],
    `email`: row[78],
    `emails`: row[79],
    `contact`: row[80],
    `inferred`: row[81],
    `_from`: row[82],
    `_to`: row[83],
    `_universe`: row[84],
    `_sources`: row[85],
    `_source_count`: row[86],
    `_version`: row[87],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Firm theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`ticker`, n.`reg_no`, n.`org_code`, n.`source_name`, n.`short_name`, n.`name_en`, n.`former_names`, n.`status`, n.`registrar`, n.`approved`, n.`approved_precision`, n.`term`, n.`tax_class`, n.`report_year`, n.`legal_form`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`capital`, n.`capital_text`, n.`paid_in`, n.`paid_in_text`, n.`region`, n.`city`, n.`province`, n.`township`, n.`park`, n.`address`, n.`mail_address`, n.`industry`, n.`industry_group`, n.`industry_division`, n.`industry_section`, n.`scope`, n.`products`, n.`product_text`, n.`scale`, n.`above_scale`, n.`insured`, n.`insured_year`, n.`staff`, n.`revenue`, n.`revenue_text`, n.`market_share`, n.`titles`, n.`is_hnte`, n.`is_tsme`, n.`is_srdi`, n.`is_giant`, n.`is_innov`, n.`hnte_no`, n.`hnte_date`, n.`hnte_date_precision`, n.`hnte_expires`, n.`hnte_expires_precision`, n.`tsme_no`, n.`tsme_date`, n.`tsme_date_precision`, n.`tech_field`, n.`controller`, n.`listed`, n.`listed_precision`, n.`score`, n.`chain`, n.`main_segment`, n.`other_segments`, n.`confidential`, n.`dishonest`, n.`zero_tax_years`, n.`stat_unit`, n.`website`, n.`legal_rep`, n.`phone`, n.`phones`, n.`email`, n.`emails`, n.`contact`] AS stands

// Firm join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Firm table
MATCH (n:Liantu:`Firm`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`uscc`, n.`ticker`, n.`reg_no`, n.`org_code`, n.`source_name`, n.`short_name`, n.`name_en`, n.`former_names`, n.`status`, n.`registrar`, toString(n.`approved`), n.`approved_precision`, n.`term`, n.`tax_class`, n.`report_year`, n.`legal_form`, toString(n.`founded`), n.`founded_precision`, toString(n.`closed`), n.`closed_precision`, n.`capital`, n.`capital_text`, n.`paid_in`, n.`paid_in_text`, n.`region`, n.`city`, n.`province`, n.`township`, n.`park`, n.`address`, n.`mail_address`, n.`industry`, n.`industry_group`, n.`industry_division`, n.`industry_section`, n.`scope`, n.`products`, n.`product_text`, n.`scale`, n.`above_scale`, n.`insured`, n.`insured_year`, n.`staff`, n.`revenue`, n.`revenue_text`, n.`market_share`, n.`titles`, n.`is_hnte`, n.`is_tsme`, n.`is_srdi`, n.`is_giant`, n.`is_innov`, n.`hnte_no`, toString(n.`hnte_date`), n.`hnte_date_precision`, toString(n.`hnte_expires`), n.`hnte_expires_precision`, n.`tsme_no`, toString(n.`tsme_date`), n.`tsme_date_precision`, n.`tech_field`, n.`controller`, toString(n.`listed`), n.`listed_precision`, n.`score`, n.`chain`, n.`main_segment`, n.`other_segments`, n.`confidential`, n.`dishonest`, n.`zero_tax_years`, n.`stat_unit`, n.`website`, n.`legal_rep`, n.`phone`, n.`phones`, n.`email`, n.`emails`, n.`contact`

// Firm values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`ticker`, n.`reg_no`, n.`org_code`, n.`source_name`, n.`short_name`, n.`name_en`, n.`former_names`, n.`status`, n.`registrar`, n.`approved`, n.`approved_precision`, n.`term`, n.`tax_class`, n.`report_year`, n.`legal_form`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`capital`, n.`capital_text`, n.`paid_in`, n.`paid_in_text`, n.`region`, n.`city`, n.`province`, n.`township`, n.`park`, n.`address`, n.`mail_address`, n.`industry`, n.`industry_group`, n.`industry_division`, n.`industry_section`, n.`scope`, n.`products`, n.`product_text`, n.`scale`, n.`above_scale`, n.`insured`, n.`insured_year`, n.`staff`, n.`revenue`, n.`revenue_text`, n.`market_share`, n.`titles`, n.`is_hnte`, n.`is_tsme`, n.`is_srdi`, n.`is_giant`, n.`is_innov`, n.`hnte_no`, n.`hnte_date`, n.`hnte_date_precision`, n.`hnte_expires`, n.`hnte_expires_precision`, n.`tsme_no`, n.`tsme_date`, n.`tsme_date_precision`, n.`tech_field`, n.`controller`, n.`listed`, n.`listed_precision`, n.`score`, n.`chain`, n.`main_segment`, n.`other_segments`, n.`confidential`, n.`dishonest`, n.`zero_tax_years`, n.`stat_unit`, n.`website`, n.`legal_rep`, n.`phone`, n.`phones`, n.`email`, n.`emails`, n.`contact`] AS stands

// Firm places
MATCH (n:Liantu:`Firm`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Firm brought
MATCH (n:Liantu:`Firm`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Firm retype
UNWIND $ids AS id
MATCH (n:Liantu:`Firm` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Firm`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Firm leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Firm` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Firm let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Firm` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Firm remove
UNWIND $ids AS id
MATCH (n:Liantu:`Firm` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Firm keep
UNWIND $ids AS id
MATCH (n:Liantu:`Firm` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Firm`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[24],
    n.`_to` = row[25],
    n.`_universe` = row[26],
    n.`_sources` = row[27],
    n.`_source_count` = row[28],
    n.`_version` = row[29],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Fund insert
UNWIND $rows AS row
CREATE (n:Liantu:`Fund` {uid: row[0],
    `name`: row[1],
    `uscc`: row[2],
    `fund_no`: row[3],
    `former_names`: row[4],
    `fund_kind`: row[5],
    `manager`: row[6],
    `size`: row[7],
    `size_text`: row[8],
    `paid_in`: row[9],
    `paid_in_text`: row[10],
    `public_share`: row[11],
    `region`: row[12],
    `address`: row[13],
    `founded`: row[14],
    `founded_precision`: row[15],
    `closed`: row[16],
    `closed_precision`: row[17],
    `fields`: row[18],
    `segments`: row[19],
    `confidential`: row[20],
    `contact`: row[21],
    `phone`: row[22],
    `inferred`: row[23],
    `_from`: row[24],
    `_to`: row[25],
    `_universe`: row[26],
    `_sources`: row[27],
    `_source_count`: row[28],
    `_version`: row[29],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Fund theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`fund_no`, n.`former_names`, n.`fund_kind`, n.`manager`, n.`size`, n.`size_text`, n.`paid_in`, n.`paid_in_text`, n.`public_share`, n.`region`, n.`address`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`fields`, n.`segments`, n.`confidential`, n.`contact`, n.`phone`] AS stands

// Fund join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Fund table
MATCH (n:Liantu:`Fund`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`uscc`, n.`fund_no`, n.`former_names`, n.`fund_kind`, n.`manager`, n.`size`, n.`size_text`, n.`paid_in`, n.`paid_in_text`, n.`public_share`, n.`region`, n.`address`, toString(n.`founded`), n.`founded_precision`, toString(n.`closed`), n.`closed_precision`, n.`fields`, n.`segments`, n.`confidential`, n.`contact`, n.`phone`

// Fund values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`fund_no`, n.`former_names`, n.`fund_kind`, n.`manager`, n.`size`, n.`size_text`, n.`paid_in`, n.`paid_in_text`, n.`public_share`, n.`region`, n.`address`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`fields`, n.`segments`, n.`confidential`, n.`contact`, n.`phone`] AS stands

// Fund places
MATCH (n:Liantu:`Fund`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Fund brought
MATCH (n:Liantu:`Fund`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Fund retype
UNWIND $ids AS id
MATCH (n:Liantu:`Fund` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Fund`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Fund leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Fund` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Fund let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Fund` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Fund remove
UNWIND $ids AS id
MATCH (n:Liantu:`Fund` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Fund keep
UNWIND $ids AS id
MATCH (n:Liantu:`Fund` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Fund`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[22],
    n.`_to` = row[23],
    n.`_universe` = row[24],
    n.`_sources` = row[25],
    n.`_source_count` = row[26],
    n.`_version` = row[27],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// IP insert
UNWIND $rows AS row
CREATE (n:Liantu:`IP` {uid: row[0],
    `name`: row[1],
    `number`: row[2],
    `ip_kind`: row[3],
    `applicants`: row[4],
    `lead_applicant`: row[5],
    `holders`: row[6],
    `year`: row[7],
    `applied`: row[8],
    `applied_precision`: row[9],
    `granted`: row[10],
    `granted_precision`: row[11],
    `expires`: row[12],
    `expires_precision`: row[13],
    `state`: row[14],
    `ipc`: row[15],
    `abstract`: row[16],
    `segments`: row[17],
    `high_value`: row[18],
    `pledged`: row[19],
    `inventors`: row[20],
    `inferred`: row[21],
    `_from`: row[22],
    `_to`: row[23],
    `_universe`: row[24],
    `_sources`: row[25],
    `_source_count`: row[26],
    `_version`: row[27],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// IP theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`number`, n.`ip_kind`, n.`applicants`, n.`lead_applicant`, n.`holders`, n.`year`, n.`applied`, n.`applied_precision`, n.`granted`, n.`granted_precision`, n.`expires`, n.`expires_precision`, n.`state`, n.`ipc`, n.`abstract`, n.`segments`, n.`high_value`, n.`pledged`, n.`inventors`] AS stands

// IP join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// IP table
MATCH (n:Liantu:`IP`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`number`, n.`ip_kind`, n.`applicants`, n.`lead_applicant`, n.`holders`, n.`year`, toString(n.`applied`), n.`applied_precision`, toString(n.`granted`), n.`granted_precision`, toString(n.`expires`), n.`expires_precision`, n.`state`, n.`ipc`, n.`abstract`, n.`segments`, n.`high_value`, n.`pledged`, n.`inventors`

// IP values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`number`, n.`ip_kind`, n.`applicants`, n.`lead_applicant`, n.`holders`, n.`year`, n.`applied`, n.`applied_precision`, n.`granted`, n.`granted_precision`, n.`expires`, n.`expires_precision`, n.`state`, n.`ipc`, n.`abstract`, n.`segments`, n.`high_value`, n.`pledged`, n.`inventors`] AS stands

// IP places
MATCH (n:Liantu:`IP`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// IP brought
MATCH (n:Liantu:`IP`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// IP retype
UNWIND $ids AS id
MATCH (n:Liantu:`IP` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`IP`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// IP leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`IP` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// IP let_go
UNWIND $ids AS id
MATCH (n:Liantu:`IP` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// IP remove
UNWIND $ids AS id
MATCH (n:Liantu:`IP` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// IP keep
UNWIND $ids AS id
MATCH (n:Liantu:`IP` {uid: id})
WHERE n._workspaces = []
REMOVE n:`IP`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[17],
    n.`_to` = row[18],
    n.`_universe` = row[19],
    n.`_sources` = row[20],
    n.`_source_count` = row[21],
    n.`_version` = row[22],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Indicator insert
UNWIND $rows AS row
CREATE (n:Liantu:`Indicator` {uid: row[0],
    `name`: row[1],
    `code`: row[2],
    `indicator_kind`: row[3],
    `measure`: row[4],
    `target`: row[5],
    `target_year`: row[6],
    `base`: row[7],
    `base_date`: row[8],
    `base_date_precision`: row[9],
    `higher_is_better`: row[10],
    `definition`: row[11],
    `owner`: row[12],
    `assist`: row[13],
    `version`: row[14],
    `source`: row[15],
    `inferred`: row[16],
    `_from`: row[17],
    `_to`: row[18],
    `_universe`: row[19],
    `_sources`: row[20],
    `_source_count`: row[21],
    `_version`: row[22],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Indicator theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`indicator_kind`, n.`measure`, n.`target`, n.`target_year`, n.`base`, n.`base_date`, n.`base_date_precision`, n.`higher_is_better`, n.`definition`, n.`owner`, n.`assist`, n.`version`, n.`source`] AS stands

// Indicator join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Indicator table
MATCH (n:Liantu:`Indicator`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`indicator_kind`, n.`measure`, n.`target`, n.`target_year`, n.`base`, toString(n.`base_date`), n.`base_date_precision`, n.`higher_is_better`, n.`definition`, n.`owner`, n.`assist`, n.`version`, n.`source`

// Indicator values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`indicator_kind`, n.`measure`, n.`target`, n.`target_year`, n.`base`, n.`base_date`, n.`base_date_precision`, n.`higher_is_better`, n.`definition`, n.`owner`, n.`assist`, n.`version`, n.`source`] AS stands

// Indicator places
MATCH (n:Liantu:`Indicator`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Indicator brought
MATCH (n:Liantu:`Indicator`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Indicator retype
UNWIND $ids AS id
MATCH (n:Liantu:`Indicator` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Indicator`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Indicator leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Indicator` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Indicator let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Indicator` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Indicator remove
UNWIND $ids AS id
MATCH (n:Liantu:`Indicator` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Indicator keep
UNWIND $ids AS id
MATCH (n:Liantu:`Indicator` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Indicator`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[37],
    n.`_to` = row[38],
    n.`_universe` = row[39],
    n.`_sources` = row[40],
    n.`_source_count` = row[41],
    n.`_version` = row[42],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Institute insert
UNWIND $rows AS row
CREATE (n:Liantu:`Institute` {uid: row[0],
    `name`: row[1],
    `uscc`: row[2],
    `reg_no`: row[3],
    `former_names`: row[4],
    `short_name`: row[5],
    `institute_kind`: row[6],
    `level`: row[7],
    `legal_form`: row[8],
    `region`: row[9],
    `township`: row[10],
    `park`: row[11],
    `address`: row[12],
    `founded`: row[13],
    `founded_precision`: row[14],
    `closed`: row[15],
    `closed_precision`: row[16],
    `fields`: row[17],
    `segments`: row[18],
    `staff`: row[19],
    `rd_staff`: row[20],
    `equipment`: row[21],
    `equipment_text`: row[22],
    `income`: row[23],
    `income_text`: row[24],
    `contract_income`: row[25],
    `contract_income_text`: row[26],
    `rd_expense`: row[27],
    `rd_expense_text`: row[28],
    `hosts`: row[29],
    `transfer_office`: row[30],
    `confidential`: row[31],
    `website`: row[32],
    `director`: row[33],
    `contact`: row[34],
    `phone`: row[35],
    `inferred`: row[36],
    `_from`: row[37],
    `_to`: row[38],
    `_universe`: row[39],
    `_sources`: row[40],
    `_source_count`: row[41],
    `_version`: row[42],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Institute theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`reg_no`, n.`former_names`, n.`short_name`, n.`institute_kind`, n.`level`, n.`legal_form`, n.`region`, n.`township`, n.`park`, n.`address`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`fields`, n.`segments`, n.`staff`, n.`rd_staff`, n.`equipment`, n.`equipment_text`, n.`income`, n.`income_text`, n.`contract_income`, n.`contract_income_text`, n.`rd_expense`, n.`rd_expense_text`, n.`hosts`, n.`transfer_office`, n.`confidential`, n.`website`, n.`director`, n.`contact`, n.`phone`] AS stands

// Institute join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Institute table
MATCH (n:Liantu:`Institute`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`uscc`, n.`reg_no`, n.`former_names`, n.`short_name`, n.`institute_kind`, n.`level`, n.`legal_form`, n.`region`, n.`township`, n.`park`, n.`address`, toString(n.`founded`), n.`founded_precision`, toString(n.`closed`), n.`closed_precision`, n.`fields`, n.`segments`, n.`staff`, n.`rd_staff`, n.`equipment`, n.`equipment_text`, n.`income`, n.`income_text`, n.`contract_income`, n.`contract_income_text`, n.`rd_expense`, n.`rd_expense_text`, n.`hosts`, n.`transfer_office`, n.`confidential`, n.`website`, n.`director`, n.`contact`, n.`phone`

// Institute values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`uscc`, n.`reg_no`, n.`former_names`, n.`short_name`, n.`institute_kind`, n.`level`, n.`legal_form`, n.`region`, n.`township`, n.`park`, n.`address`, n.`founded`, n.`founded_precision`, n.`closed`, n.`closed_precision`, n.`fields`, n.`segments`, n.`staff`, n.`rd_staff`, n.`equipment`, n.`equipment_text`, n.`income`, n.`income_text`, n.`contract_income`, n.`contract_income_text`, n.`rd_expense`, n.`rd_expense_text`, n.`hosts`, n.`transfer_office`, n.`confidential`, n.`website`, n.`director`, n.`contact`, n.`phone`] AS stands

// Institute places
MATCH (n:Liantu:`Institute`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Institute brought
MATCH (n:Liantu:`Institute`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Institute retype
UNWIND $ids AS id
MATCH (n:Liantu:`Institute` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Institute`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Institute leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Institute` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Institute let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Institute` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Institute remove
UNWIND $ids AS id
MATCH (n:Liantu:`Institute` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Institute keep
UNWIND $ids AS id
MATCH (n:Liantu:`Institute` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Institute`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[28],
    n.`_to` = row[29],
    n.`_universe` = row[30],
    n.`_sources` = row[31],
    n.`_source_count` = row[32],
    n.`_version` = row[33],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Lead insert
UNWIND $rows AS row
CREATE (n:Liantu:`Lead` {uid: row[0],
    `name`: row[1],
    `code`: row[2],
    `firm`: row[3],
    `lead_kind`: row[4],
    `stage`: row[5],
    `owner`: row[6],
    `from_date`: row[7],
    `from_date_precision`: row[8],
    `stage_date`: row[9],
    `stage_date_precision`: row[10],
    `signed`: row[11],
    `signed_precision`: row[12],
    `region`: row[13],
    `township`: row[14],
    `park`: row[15],
    `came_from`: row[16],
    `chain`: row[17],
    `segments`: row[18],
    `investment`: row[19],
    `investment_text`: row[20],
    `fdi`: row[21],
    `fdi_text`: row[22],
    `intro`: row[23],
    `note`: row[24],
    `contact`: row[25],
    `phone`: row[26],
    `inferred`: row[27],
    `_from`: row[28],
    `_to`: row[29],
    `_universe`: row[30],
    `_sources`: row[31],
    `_source_count`: row[32],
    `_version`: row[33],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Lead theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`firm`, n.`lead_kind`, n.`stage`, n.`owner`, n.`from_date`, n.`from_date_precision`, n.`stage_date`, n.`stage_date_precision`, n.`signed`, n.`signed_precision`, n.`region`, n.`township`, n.`park`, n.`came_from`, n.`chain`, n.`segments`, n.`investment`, n.`investment_text`, n.`fdi`, n.`fdi_text`, n.`intro`, n.`note`, n.`contact`, n.`phone`] AS stands

// Lead join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Lead table
MATCH (n:Liantu:`Lead`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`firm`, n.`lead_kind`, n.`stage`, n.`owner`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`stage_date`), n.`stage_date_precision`, toString(n.`signed`), n.`signed_precision`, n.`region`, n.`township`, n.`park`, n.`came_from`, n.`chain`, n.`segments`, n.`investment`, n.`investment_text`, n.`fdi`, n.`fdi_text`, n.`intro`, n.`note`, n.`contact`, n.`phone`

// Lead values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`firm`, n.`lead_kind`, n.`stage`, n.`owner`, n.`from_date`, n.`from_date_precision`, n.`stage_date`, n.`stage_date_precision`, n.`signed`, n.`signed_precision`, n.`region`, n.`township`, n.`park`, n.`came_from`, n.`chain`, n.`segments`, n.`investment`, n.`investment_text`, n.`fdi`, n.`fdi_text`, n.`intro`, n.`note`, n.`contact`, n.`phone`] AS stands

// Lead places
MATCH (n:Liantu:`Lead`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Lead brought
MATCH (n:Liantu:`Lead`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Lead retype
UNWIND $ids AS id
MATCH (n:Liantu:`Lead` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Lead`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Lead leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Lead` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Lead let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Lead` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Lead remove
UNWIND $ids AS id
MATCH (n:Liantu:`Lead` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Lead keep
UNWIND $ids AS id
MATCH (n:Liantu:`Lead` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Lead`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[11],
    n.`_to` = row[12],
    n.`_universe` = row[13],
    n.`_sources` = row[14],
    n.`_source_count` = row[15],
    n.`_version` = row[16],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Observation insert
UNWIND $rows AS row
CREATE (n:Liantu:`Observation` {uid: row[0],
    `period`: row[1],
    `date`: row[2],
    `date_precision`: row[3],
    `value`: row[4],
    `region`: row[5],
    `scope`: row[6],
    `target`: row[7],
    `reporter`: row[8],
    `note`: row[9],
    `inferred`: row[10],
    `_from`: row[11],
    `_to`: row[12],
    `_universe`: row[13],
    `_sources`: row[14],
    `_source_count`: row[15],
    `_version`: row[16],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Observation theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`period`, n.`date`, n.`date_precision`, n.`value`, n.`region`, n.`scope`, n.`target`, n.`reporter`, n.`note`] AS stands

// Observation join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Observation table
MATCH (n:Liantu:`Observation`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`period`, toString(n.`date`), n.`date_precision`, n.`value`, n.`region`, n.`scope`, n.`target`, n.`reporter`, n.`note`

// Observation values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`period`, n.`date`, n.`date_precision`, n.`value`, n.`region`, n.`scope`, n.`target`, n.`reporter`, n.`note`] AS stands

// Observation places
MATCH (n:Liantu:`Observation`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Observation brought
MATCH (n:Liantu:`Observation`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Observation retype
UNWIND $ids AS id
MATCH (n:Liantu:`Observation` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Observation`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Observation leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Observation` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Observation let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Observation` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Observation remove
UNWIND $ids AS id
MATCH (n:Liantu:`Observation` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Observation keep
UNWIND $ids AS id
MATCH (n:Liantu:`Observation` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Observation`
SET n = {uid: id, _workspaces: [], _kept: $kind, `period`: n.`period`}
RETURN count(*) AS kept

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
    n.`_from` = row[18],
    n.`_to` = row[19],
    n.`_universe` = row[20],
    n.`_sources` = row[21],
    n.`_source_count` = row[22],
    n.`_version` = row[23],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Outcome insert
UNWIND $rows AS row
CREATE (n:Liantu:`Outcome` {uid: row[0],
    `name`: row[1],
    `code`: row[2],
    `owner_text`: row[3],
    `owners`: row[4],
    `trl`: row[5],
    `field`: row[6],
    `segments`: row[7],
    `summary`: row[8],
    `date`: row[9],
    `date_precision`: row[10],
    `needs_pilot`: row[11],
    `state`: row[12],
    `asking`: row[13],
    `asking_text`: row[14],
    `takers`: row[15],
    `people`: row[16],
    `inferred`: row[17],
    `_from`: row[18],
    `_to`: row[19],
    `_universe`: row[20],
    `_sources`: row[21],
    `_source_count`: row[22],
    `_version`: row[23],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Outcome theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`owner_text`, n.`owners`, n.`trl`, n.`field`, n.`segments`, n.`summary`, n.`date`, n.`date_precision`, n.`needs_pilot`, n.`state`, n.`asking`, n.`asking_text`, n.`takers`, n.`people`] AS stands

// Outcome join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Outcome table
MATCH (n:Liantu:`Outcome`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`owner_text`, n.`owners`, n.`trl`, n.`field`, n.`segments`, n.`summary`, toString(n.`date`), n.`date_precision`, n.`needs_pilot`, n.`state`, n.`asking`, n.`asking_text`, n.`takers`, n.`people`

// Outcome values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`owner_text`, n.`owners`, n.`trl`, n.`field`, n.`segments`, n.`summary`, n.`date`, n.`date_precision`, n.`needs_pilot`, n.`state`, n.`asking`, n.`asking_text`, n.`takers`, n.`people`] AS stands

// Outcome places
MATCH (n:Liantu:`Outcome`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Outcome brought
MATCH (n:Liantu:`Outcome`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Outcome retype
UNWIND $ids AS id
MATCH (n:Liantu:`Outcome` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Outcome`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Outcome leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Outcome` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Outcome let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Outcome` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Outcome remove
UNWIND $ids AS id
MATCH (n:Liantu:`Outcome` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Outcome keep
UNWIND $ids AS id
MATCH (n:Liantu:`Outcome` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Outcome`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[18],
    n.`_to` = row[19],
    n.`_universe` = row[20],
    n.`_sources` = row[21],
    n.`_source_count` = row[22],
    n.`_version` = row[23],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Park insert
UNWIND $rows AS row
CREATE (n:Liantu:`Park` {uid: row[0],
    `name`: row[1],
    `short_name`: row[2],
    `park_kind`: row[3],
    `level`: row[4],
    `region`: row[5],
    `township`: row[6],
    `address`: row[7],
    `area`: row[8],
    `area_free`: row[9],
    `chemical_park`: row[10],
    `industries`: row[11],
    `operator`: row[12],
    `from_date`: row[13],
    `from_date_precision`: row[14],
    `to_date`: row[15],
    `to_date_precision`: row[16],
    `inferred`: row[17],
    `_from`: row[18],
    `_to`: row[19],
    `_universe`: row[20],
    `_sources`: row[21],
    `_source_count`: row[22],
    `_version`: row[23],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Park theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`short_name`, n.`park_kind`, n.`level`, n.`region`, n.`township`, n.`address`, n.`area`, n.`area_free`, n.`chemical_park`, n.`industries`, n.`operator`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`] AS stands

// Park join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Park table
MATCH (n:Liantu:`Park`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`short_name`, n.`park_kind`, n.`level`, n.`region`, n.`township`, n.`address`, n.`area`, n.`area_free`, n.`chemical_park`, n.`industries`, n.`operator`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`

// Park values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`short_name`, n.`park_kind`, n.`level`, n.`region`, n.`township`, n.`address`, n.`area`, n.`area_free`, n.`chemical_park`, n.`industries`, n.`operator`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`] AS stands

// Park places
MATCH (n:Liantu:`Park`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Park brought
MATCH (n:Liantu:`Park`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Park retype
UNWIND $ids AS id
MATCH (n:Liantu:`Park` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Park`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Park leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Park` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Park let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Park` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Park remove
UNWIND $ids AS id
MATCH (n:Liantu:`Park` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Park keep
UNWIND $ids AS id
MATCH (n:Liantu:`Park` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Park`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[18],
    n.`_to` = row[19],
    n.`_universe` = row[20],
    n.`_sources` = row[21],
    n.`_source_count` = row[22],
    n.`_version` = row[23],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Person insert
UNWIND $rows AS row
CREATE (n:Liantu:`Person` {uid: row[0],
    `name`: row[1],
    `code`: row[2],
    `employer`: row[3],
    `position`: row[4],
    `title`: row[5],
    `level`: row[6],
    `fields`: row[7],
    `segments`: row[8],
    `came_from`: row[9],
    `part_time`: row[10],
    `from_date`: row[11],
    `from_date_precision`: row[12],
    `to_date`: row[13],
    `to_date_precision`: row[14],
    `phone`: row[15],
    `email`: row[16],
    `inferred`: row[17],
    `_from`: row[18],
    `_to`: row[19],
    `_universe`: row[20],
    `_sources`: row[21],
    `_source_count`: row[22],
    `_version`: row[23],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Person theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`employer`, n.`position`, n.`title`, n.`level`, n.`fields`, n.`segments`, n.`came_from`, n.`part_time`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`phone`, n.`email`] AS stands

// Person join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Person table
MATCH (n:Liantu:`Person`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`employer`, n.`position`, n.`title`, n.`level`, n.`fields`, n.`segments`, n.`came_from`, n.`part_time`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`phone`, n.`email`

// Person values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`employer`, n.`position`, n.`title`, n.`level`, n.`fields`, n.`segments`, n.`came_from`, n.`part_time`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`phone`, n.`email`] AS stands

// Person places
MATCH (n:Liantu:`Person`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Person brought
MATCH (n:Liantu:`Person`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Person retype
UNWIND $ids AS id
MATCH (n:Liantu:`Person` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Person`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Person leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Person` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Person let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Person` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Person remove
UNWIND $ids AS id
MATCH (n:Liantu:`Person` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Person keep
UNWIND $ids AS id
MATCH (n:Liantu:`Person` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Person`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[16],
    n.`_to` = row[17],
    n.`_universe` = row[18],
    n.`_sources` = row[19],
    n.`_source_count` = row[20],
    n.`_version` = row[21],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Policy insert
UNWIND $rows AS row
CREATE (n:Liantu:`Policy` {uid: row[0],
    `name`: row[1],
    `number`: row[2],
    `clause`: row[3],
    `issuer`: row[4],
    `level`: row[5],
    `subject`: row[6],
    `condition`: row[7],
    `content`: row[8],
    `from_date`: row[9],
    `from_date_precision`: row[10],
    `to_date`: row[11],
    `to_date_precision`: row[12],
    `unit`: row[13],
    `url`: row[14],
    `inferred`: row[15],
    `_from`: row[16],
    `_to`: row[17],
    `_universe`: row[18],
    `_sources`: row[19],
    `_source_count`: row[20],
    `_version`: row[21],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Policy theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`number`, n.`clause`, n.`issuer`, n.`level`, n.`subject`, n.`condition`, n.`content`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`unit`, n.`url`] AS stands

// Policy join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Policy table
MATCH (n:Liantu:`Policy`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`number`, n.`clause`, n.`issuer`, n.`level`, n.`subject`, n.`condition`, n.`content`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`unit`, n.`url`

// Policy values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`number`, n.`clause`, n.`issuer`, n.`level`, n.`subject`, n.`condition`, n.`content`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`unit`, n.`url`] AS stands

// Policy places
MATCH (n:Liantu:`Policy`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Policy brought
MATCH (n:Liantu:`Policy`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Policy retype
UNWIND $ids AS id
MATCH (n:Liantu:`Policy` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Policy`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Policy leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Policy` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Policy let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Policy` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Policy remove
UNWIND $ids AS id
MATCH (n:Liantu:`Policy` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Policy keep
UNWIND $ids AS id
MATCH (n:Liantu:`Policy` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Policy`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[8],
    n.`_to` = row[9],
    n.`_universe` = row[10],
    n.`_sources` = row[11],
    n.`_source_count` = row[12],
    n.`_version` = row[13],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Product insert
UNWIND $rows AS row
CREATE (n:Liantu:`Product` {uid: row[0],
    `name`: row[1],
    `name_en`: row[2],
    `category`: row[3],
    `hs_code`: row[4],
    `measure`: row[5],
    `high_tech`: row[6],
    `inferred`: row[7],
    `_from`: row[8],
    `_to`: row[9],
    `_universe`: row[10],
    `_sources`: row[11],
    `_source_count`: row[12],
    `_version`: row[13],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Product theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`name_en`, n.`category`, n.`hs_code`, n.`measure`, n.`high_tech`] AS stands

// Product join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Product table
MATCH (n:Liantu:`Product`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`name_en`, n.`category`, n.`hs_code`, n.`measure`, n.`high_tech`

// Product values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`name_en`, n.`category`, n.`hs_code`, n.`measure`, n.`high_tech`] AS stands

// Product places
MATCH (n:Liantu:`Product`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Product brought
MATCH (n:Liantu:`Product`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Product retype
UNWIND $ids AS id
MATCH (n:Liantu:`Product` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Product`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Product leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Product` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Product let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Product` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Product remove
UNWIND $ids AS id
MATCH (n:Liantu:`Product` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Product keep
UNWIND $ids AS id
MATCH (n:Liantu:`Product` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Product`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[31],
    n.`_to` = row[32],
    n.`_universe` = row[33],
    n.`_sources` = row[34],
    n.`_source_count` = row[35],
    n.`_version` = row[36],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Project insert
UNWIND $rows AS row
CREATE (n:Liantu:`Project` {uid: row[0],
    `name`: row[1],
    `code`: row[2],
    `project_kind`: row[3],
    `owners`: row[4],
    `partners`: row[5],
    `chain`: row[6],
    `segments`: row[7],
    `region`: row[8],
    `township`: row[9],
    `park`: row[10],
    `place`: row[11],
    `scale`: row[12],
    `period`: row[13],
    `investment`: row[14],
    `investment_text`: row[15],
    `funding`: row[16],
    `funding_text`: row[17],
    `filed`: row[18],
    `filed_precision`: row[19],
    `from_date`: row[20],
    `from_date_precision`: row[21],
    `to_date`: row[22],
    `to_date_precision`: row[23],
    `year`: row[24],
    `stage`: row[25],
    `unit`: row[26],
    `note`: row[27],
    `contact`: row[28],
    `phone`: row[29],
    `inferred`: row[30],
    `_from`: row[31],
    `_to`: row[32],
    `_universe`: row[33],
    `_sources`: row[34],
    `_source_count`: row[35],
    `_version`: row[36],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Project theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`project_kind`, n.`owners`, n.`partners`, n.`chain`, n.`segments`, n.`region`, n.`township`, n.`park`, n.`place`, n.`scale`, n.`period`, n.`investment`, n.`investment_text`, n.`funding`, n.`funding_text`, n.`filed`, n.`filed_precision`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`year`, n.`stage`, n.`unit`, n.`note`, n.`contact`, n.`phone`] AS stands

// Project join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Project table
MATCH (n:Liantu:`Project`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`project_kind`, n.`owners`, n.`partners`, n.`chain`, n.`segments`, n.`region`, n.`township`, n.`park`, n.`place`, n.`scale`, n.`period`, n.`investment`, n.`investment_text`, n.`funding`, n.`funding_text`, toString(n.`filed`), n.`filed_precision`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`year`, n.`stage`, n.`unit`, n.`note`, n.`contact`, n.`phone`

// Project values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`project_kind`, n.`owners`, n.`partners`, n.`chain`, n.`segments`, n.`region`, n.`township`, n.`park`, n.`place`, n.`scale`, n.`period`, n.`investment`, n.`investment_text`, n.`funding`, n.`funding_text`, n.`filed`, n.`filed_precision`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`year`, n.`stage`, n.`unit`, n.`note`, n.`contact`, n.`phone`] AS stands

// Project places
MATCH (n:Liantu:`Project`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Project brought
MATCH (n:Liantu:`Project`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Project retype
UNWIND $ids AS id
MATCH (n:Liantu:`Project` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Project`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Project leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Project` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Project let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Project` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Project remove
UNWIND $ids AS id
MATCH (n:Liantu:`Project` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Project keep
UNWIND $ids AS id
MATCH (n:Liantu:`Project` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Project`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[7],
    n.`_to` = row[8],
    n.`_universe` = row[9],
    n.`_sources` = row[10],
    n.`_source_count` = row[11],
    n.`_version` = row[12],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Recognition insert
UNWIND $rows AS row
CREATE (n:Liantu:`Recognition` {uid: row[0],
    `name`: row[1],
    `level`: row[2],
    `issuer`: row[3],
    `valid_years`: row[4],
    `basis`: row[5],
    `inferred`: row[6],
    `_from`: row[7],
    `_to`: row[8],
    `_universe`: row[9],
    `_sources`: row[10],
    `_source_count`: row[11],
    `_version`: row[12],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Recognition theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`level`, n.`issuer`, n.`valid_years`, n.`basis`] AS stands

// Recognition join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Recognition table
MATCH (n:Liantu:`Recognition`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`level`, n.`issuer`, n.`valid_years`, n.`basis`

// Recognition values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`level`, n.`issuer`, n.`valid_years`, n.`basis`] AS stands

// Recognition places
MATCH (n:Liantu:`Recognition`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Recognition brought
MATCH (n:Liantu:`Recognition`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Recognition retype
UNWIND $ids AS id
MATCH (n:Liantu:`Recognition` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Recognition`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Recognition leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Recognition` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Recognition let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Recognition` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Recognition remove
UNWIND $ids AS id
MATCH (n:Liantu:`Recognition` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Recognition keep
UNWIND $ids AS id
MATCH (n:Liantu:`Recognition` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Recognition`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[11],
    n.`_to` = row[12],
    n.`_universe` = row[13],
    n.`_sources` = row[14],
    n.`_source_count` = row[15],
    n.`_version` = row[16],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Region insert
UNWIND $rows AS row
CREATE (n:Liantu:`Region` {uid: row[0],
    `code`: row[1],
    `township_code`: row[2],
    `name`: row[3],
    `level`: row[4],
    `parent`: row[5],
    `population`: row[6],
    `gdp`: row[7],
    `gdp_text`: row[8],
    `area`: row[9],
    `inferred`: row[10],
    `_from`: row[11],
    `_to`: row[12],
    `_universe`: row[13],
    `_sources`: row[14],
    `_source_count`: row[15],
    `_version`: row[16],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Region theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`code`, n.`township_code`, n.`name`, n.`level`, n.`parent`, n.`population`, n.`gdp`, n.`gdp_text`, n.`area`] AS stands

// Region join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Region table
MATCH (n:Liantu:`Region`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`code`, n.`township_code`, n.`name`, n.`level`, n.`parent`, n.`population`, n.`gdp`, n.`gdp_text`, n.`area`

// Region values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`code`, n.`township_code`, n.`name`, n.`level`, n.`parent`, n.`population`, n.`gdp`, n.`gdp_text`, n.`area`] AS stands

// Region places
MATCH (n:Liantu:`Region`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Region brought
MATCH (n:Liantu:`Region`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Region retype
UNWIND $ids AS id
MATCH (n:Liantu:`Region` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Region`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Region leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Region` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Region let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Region` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Region remove
UNWIND $ids AS id
MATCH (n:Liantu:`Region` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Region keep
UNWIND $ids AS id
MATCH (n:Liantu:`Region` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Region`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

// Role upsert
UNWIND $rows AS row
MERGE (n:Liantu {uid: row[0]})
SET n:`Role`
SET n.`name` = row[1],
    n.`note` = row[2],
    n.`inferred` = row[3],
    n.`_from` = row[4],
    n.`_to` = row[5],
    n.`_universe` = row[6],
    n.`_sources` = row[7],
    n.`_source_count` = row[8],
    n.`_version` = row[9],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Role insert
UNWIND $rows AS row
CREATE (n:Liantu:`Role` {uid: row[0],
    `name`: row[1],
    `note`: row[2],
    `inferred`: row[3],
    `_from`: row[4],
    `_to`: row[5],
    `_universe`: row[6],
    `_sources`: row[7],
    `_source_count`: row[8],
    `_version`: row[9],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Role theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`note`] AS stands

// Role join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Role table
MATCH (n:Liantu:`Role`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`note`

// Role values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`note`] AS stands

// Role places
MATCH (n:Liantu:`Role`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Role brought
MATCH (n:Liantu:`Role`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Role retype
UNWIND $ids AS id
MATCH (n:Liantu:`Role` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Role`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Role leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Role` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Role let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Role` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Role remove
UNWIND $ids AS id
MATCH (n:Liantu:`Role` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Role keep
UNWIND $ids AS id
MATCH (n:Liantu:`Role` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Role`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[18],
    n.`_to` = row[19],
    n.`_universe` = row[20],
    n.`_sources` = row[21],
    n.`_source_count` = row[22],
    n.`_version` = row[23],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Segment insert
UNWIND $rows AS row
CREATE (n:Liantu:`Segment` {uid: row[0],
    `name`: row[1],
    `code`: row[2],
    `name_en`: row[3],
    `stage`: row[4],
    `layer`: row[5],
    `panel`: row[6],
    `weight`: row[7],
    `required`: row[8],
    `item_kind`: row[9],
    `filled_by`: row[10],
    `access_grade`: row[11],
    `access_document`: row[12],
    `access_date`: row[13],
    `access_date_precision`: row[14],
    `value_class`: row[15],
    `source`: row[16],
    `inferred`: row[17],
    `_from`: row[18],
    `_to`: row[19],
    `_universe`: row[20],
    `_sources`: row[21],
    `_source_count`: row[22],
    `_version`: row[23],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Segment theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`name_en`, n.`stage`, n.`layer`, n.`panel`, n.`weight`, n.`required`, n.`item_kind`, n.`filled_by`, n.`access_grade`, n.`access_document`, n.`access_date`, n.`access_date_precision`, n.`value_class`, n.`source`] AS stands

// Segment join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Segment table
MATCH (n:Liantu:`Segment`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`name_en`, n.`stage`, n.`layer`, n.`panel`, n.`weight`, n.`required`, n.`item_kind`, n.`filled_by`, n.`access_grade`, n.`access_document`, toString(n.`access_date`), n.`access_date_precision`, n.`value_class`, n.`source`

// Segment values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`name_en`, n.`stage`, n.`layer`, n.`panel`, n.`weight`, n.`required`, n.`item_kind`, n.`filled_by`, n.`access_grade`, n.`access_document`, n.`access_date`, n.`access_date_precision`, n.`value_class`, n.`source`] AS stands

// Segment places
MATCH (n:Liantu:`Segment`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Segment brought
MATCH (n:Liantu:`Segment`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Segment retype
UNWIND $ids AS id
MATCH (n:Liantu:`Segment` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Segment`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Segment leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Segment` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Segment let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Segment` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Segment remove
UNWIND $ids AS id
MATCH (n:Liantu:`Segment` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Segment keep
UNWIND $ids AS id
MATCH (n:Liantu:`Segment` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Segment`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[18],
    n.`_to` = row[19],
    n.`_universe` = row[20],
    n.`_sources` = row[21],
    n.`_source_count` = row[22],
    n.`_version` = row[23],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Site insert
UNWIND $rows AS row
CREATE (n:Liantu:`Site` {uid: row[0],
    `name`: row[1],
    `role`: row[2],
    `region`: row[3],
    `township`: row[4],
    `park`: row[5],
    `stat_unit`: row[6],
    `address`: row[7],
    `area`: row[8],
    `floor_area`: row[9],
    `staff`: row[10],
    `from_date`: row[11],
    `from_date_precision`: row[12],
    `to_date`: row[13],
    `to_date_precision`: row[14],
    `end_reason`: row[15],
    `segment`: row[16],
    `inferred`: row[17],
    `_from`: row[18],
    `_to`: row[19],
    `_universe`: row[20],
    `_sources`: row[21],
    `_source_count`: row[22],
    `_version`: row[23],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Site theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`role`, n.`region`, n.`township`, n.`park`, n.`stat_unit`, n.`address`, n.`area`, n.`floor_area`, n.`staff`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`end_reason`, n.`segment`] AS stands

// Site join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Site table
MATCH (n:Liantu:`Site`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`role`, n.`region`, n.`township`, n.`park`, n.`stat_unit`, n.`address`, n.`area`, n.`floor_area`, n.`staff`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`end_reason`, n.`segment`

// Site values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`role`, n.`region`, n.`township`, n.`park`, n.`stat_unit`, n.`address`, n.`area`, n.`floor_area`, n.`staff`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`end_reason`, n.`segment`] AS stands

// Site places
MATCH (n:Liantu:`Site`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Site brought
MATCH (n:Liantu:`Site`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Site retype
UNWIND $ids AS id
MATCH (n:Liantu:`Site` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Site`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Site leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Site` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Site let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Site` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Site remove
UNWIND $ids AS id
MATCH (n:Liantu:`Site` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Site keep
UNWIND $ids AS id
MATCH (n:Liantu:`Site` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Site`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[21],
    n.`_to` = row[22],
    n.`_universe` = row[23],
    n.`_sources` = row[24],
    n.`_source_count` = row[25],
    n.`_version` = row[26],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Space insert
UNWIND $rows AS row
CREATE (n:Liantu:`Space` {uid: row[0],
    `name`: row[1],
    `code`: row[2],
    `carrier`: row[3],
    `region`: row[4],
    `township`: row[5],
    `address`: row[6],
    `space_kind`: row[7],
    `area`: row[8],
    `storey_height`: row[9],
    `floor_load`: row[10],
    `power`: row[11],
    `water`: row[12],
    `steam`: row[13],
    `waste`: row[14],
    `energy_quota`: row[15],
    `rent`: row[16],
    `state`: row[17],
    `vacant_from`: row[18],
    `vacant_from_precision`: row[19],
    `inferred`: row[20],
    `_from`: row[21],
    `_to`: row[22],
    `_universe`: row[23],
    `_sources`: row[24],
    `_source_count`: row[25],
    `_version`: row[26],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Space theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`carrier`, n.`region`, n.`township`, n.`address`, n.`space_kind`, n.`area`, n.`storey_height`, n.`floor_load`, n.`power`, n.`water`, n.`steam`, n.`waste`, n.`energy_quota`, n.`rent`, n.`state`, n.`vacant_from`, n.`vacant_from_precision`] AS stands

// Space join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Space table
MATCH (n:Liantu:`Space`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`carrier`, n.`region`, n.`township`, n.`address`, n.`space_kind`, n.`area`, n.`storey_height`, n.`floor_load`, n.`power`, n.`water`, n.`steam`, n.`waste`, n.`energy_quota`, n.`rent`, n.`state`, toString(n.`vacant_from`), n.`vacant_from_precision`

// Space values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`carrier`, n.`region`, n.`township`, n.`address`, n.`space_kind`, n.`area`, n.`storey_height`, n.`floor_load`, n.`power`, n.`water`, n.`steam`, n.`waste`, n.`energy_quota`, n.`rent`, n.`state`, n.`vacant_from`, n.`vacant_from_precision`] AS stands

// Space places
MATCH (n:Liantu:`Space`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Space brought
MATCH (n:Liantu:`Space`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Space retype
UNWIND $ids AS id
MATCH (n:Liantu:`Space` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Space`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Space leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Space` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Space let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Space` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Space remove
UNWIND $ids AS id
MATCH (n:Liantu:`Space` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Space keep
UNWIND $ids AS id
MATCH (n:Liantu:`Space` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Space`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[20],
    n.`_to` = row[21],
    n.`_universe` = row[22],
    n.`_sources` = row[23],
    n.`_source_count` = row[24],
    n.`_version` = row[25],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// TalentTeam insert
UNWIND $rows AS row
CREATE (n:Liantu:`TalentTeam` {uid: row[0],
    `name`: row[1],
    `code`: row[2],
    `region`: row[3],
    `stage`: row[4],
    `programme`: row[5],
    `people`: row[6],
    `fields`: row[7],
    `segments`: row[8],
    `came_from`: row[9],
    `hosts`: row[10],
    `support`: row[11],
    `support_text`: row[12],
    `from_date`: row[13],
    `from_date_precision`: row[14],
    `to_date`: row[15],
    `to_date_precision`: row[16],
    `leader`: row[17],
    `phone`: row[18],
    `inferred`: row[19],
    `_from`: row[20],
    `_to`: row[21],
    `_universe`: row[22],
    `_sources`: row[23],
    `_source_count`: row[24],
    `_version`: row[25],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// TalentTeam theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`region`, n.`stage`, n.`programme`, n.`people`, n.`fields`, n.`segments`, n.`came_from`, n.`hosts`, n.`support`, n.`support_text`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`leader`, n.`phone`] AS stands

// TalentTeam join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// TalentTeam table
MATCH (n:Liantu:`TalentTeam`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`code`, n.`region`, n.`stage`, n.`programme`, n.`people`, n.`fields`, n.`segments`, n.`came_from`, n.`hosts`, n.`support`, n.`support_text`, toString(n.`from_date`), n.`from_date_precision`, toString(n.`to_date`), n.`to_date_precision`, n.`leader`, n.`phone`

// TalentTeam values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`code`, n.`region`, n.`stage`, n.`programme`, n.`people`, n.`fields`, n.`segments`, n.`came_from`, n.`hosts`, n.`support`, n.`support_text`, n.`from_date`, n.`from_date_precision`, n.`to_date`, n.`to_date_precision`, n.`leader`, n.`phone`] AS stands

// TalentTeam places
MATCH (n:Liantu:`TalentTeam`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// TalentTeam brought
MATCH (n:Liantu:`TalentTeam`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// TalentTeam retype
UNWIND $ids AS id
MATCH (n:Liantu:`TalentTeam` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`TalentTeam`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// TalentTeam leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`TalentTeam` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// TalentTeam let_go
UNWIND $ids AS id
MATCH (n:Liantu:`TalentTeam` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// TalentTeam remove
UNWIND $ids AS id
MATCH (n:Liantu:`TalentTeam` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// TalentTeam keep
UNWIND $ids AS id
MATCH (n:Liantu:`TalentTeam` {uid: id})
WHERE n._workspaces = []
REMOVE n:`TalentTeam`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[10],
    n.`_to` = row[11],
    n.`_universe` = row[12],
    n.`_sources` = row[13],
    n.`_source_count` = row[14],
    n.`_version` = row[15],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// Unit insert
UNWIND $rows AS row
CREATE (n:Liantu:`Unit` {uid: row[0],
    `name`: row[1],
    `short_name`: row[2],
    `unit_kind`: row[3],
    `parent`: row[4],
    `region`: row[5],
    `duty`: row[6],
    `contact`: row[7],
    `phone`: row[8],
    `inferred`: row[9],
    `_from`: row[10],
    `_to`: row[11],
    `_universe`: row[12],
    `_sources`: row[13],
    `_source_count`: row[14],
    `_version`: row[15],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// Unit theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`name`, n.`short_name`, n.`unit_kind`, n.`parent`, n.`region`, n.`duty`, n.`contact`, n.`phone`] AS stands

// Unit join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// Unit table
MATCH (n:Liantu:`Unit`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`name`, n.`short_name`, n.`unit_kind`, n.`parent`, n.`region`, n.`duty`, n.`contact`, n.`phone`

// Unit values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`name`, n.`short_name`, n.`unit_kind`, n.`parent`, n.`region`, n.`duty`, n.`contact`, n.`phone`] AS stands

// Unit places
MATCH (n:Liantu:`Unit`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// Unit brought
MATCH (n:Liantu:`Unit`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// Unit retype
UNWIND $ids AS id
MATCH (n:Liantu:`Unit` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`Unit`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// Unit leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`Unit` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// Unit let_go
UNWIND $ids AS id
MATCH (n:Liantu:`Unit` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// Unit remove
UNWIND $ids AS id
MATCH (n:Liantu:`Unit` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// Unit keep
UNWIND $ids AS id
MATCH (n:Liantu:`Unit` {uid: id})
WHERE n._workspaces = []
REMOVE n:`Unit`
SET n = {uid: id, _workspaces: [], _kept: $kind, `name`: n.`name`}
RETURN count(*) AS kept

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
    n.`_from` = row[35],
    n.`_to` = row[36],
    n.`_universe` = row[37],
    n.`_sources` = row[38],
    n.`_source_count` = row[39],
    n.`_version` = row[40],
    n._workspaces = CASE WHEN $workspace IN n._workspaces THEN n._workspaces ELSE coalesce(n._workspaces, []) + $workspace END,
    n._kept = null
RETURN count(*) AS written

// YearFact insert
UNWIND $rows AS row
CREATE (n:Liantu:`YearFact` {uid: row[0],
    `year`: row[1],
    `revenue`: row[2],
    `revenue_text`: row[3],
    `output`: row[4],
    `output_text`: row[5],
    `hightech_revenue`: row[6],
    `hightech_revenue_text`: row[7],
    `cost`: row[8],
    `cost_text`: row[9],
    `profit`: row[10],
    `profit_text`: row[11],
    `tax`: row[12],
    `tax_text`: row[13],
    `assets`: row[14],
    `assets_text`: row[15],
    `net_assets`: row[16],
    `net_assets_text`: row[17],
    `export`: row[18],
    `export_text`: row[19],
    `rd_expense`: row[20],
    `rd_expense_text`: row[21],
    `staff`: row[22],
    `tech_staff`: row[23],
    `rd_staff`: row[24],
    `insured`: row[25],
    `above_scale`: row[26],
    `invention_patents`: row[27],
    `ip_count`: row[28],
    `conversions`: row[29],
    `rd_ledger`: row[30],
    `power_use`: row[31],
    `valuation`: row[32],
    `valuation_text`: row[33],
    `inferred`: row[34],
    `_from`: row[35],
    `_to`: row[36],
    `_universe`: row[37],
    `_sources`: row[38],
    `_source_count`: row[39],
    `_version`: row[40],
    _workspaces: [$workspace]})
RETURN count(*) AS written

// YearFact theirs
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE any(w IN n._workspaces WHERE w <> $workspace)
RETURN id, n._workspaces AS brought, [n.`year`, n.`revenue`, n.`revenue_text`, n.`output`, n.`output_text`, n.`hightech_revenue`, n.`hightech_revenue_text`, n.`cost`, n.`cost_text`, n.`profit`, n.`profit_text`, n.`tax`, n.`tax_text`, n.`assets`, n.`assets_text`, n.`net_assets`, n.`net_assets_text`, n.`export`, n.`export_text`, n.`rd_expense`, n.`rd_expense_text`, n.`staff`, n.`tech_staff`, n.`rd_staff`, n.`insured`, n.`above_scale`, n.`invention_patents`, n.`ip_count`, n.`conversions`, n.`rd_ledger`, n.`power_use`, n.`valuation`, n.`valuation_text`] AS stands

// YearFact join
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
WHERE NOT $workspace IN n._workspaces
SET n._workspaces = n._workspaces + $workspace

// YearFact table
MATCH (n:Liantu:`YearFact`) WHERE $workspace IN n._workspaces
RETURN n.`uid`, n.`year`, n.`revenue`, n.`revenue_text`, n.`output`, n.`output_text`, n.`hightech_revenue`, n.`hightech_revenue_text`, n.`cost`, n.`cost_text`, n.`profit`, n.`profit_text`, n.`tax`, n.`tax_text`, n.`assets`, n.`assets_text`, n.`net_assets`, n.`net_assets_text`, n.`export`, n.`export_text`, n.`rd_expense`, n.`rd_expense_text`, n.`staff`, n.`tech_staff`, n.`rd_staff`, n.`insured`, n.`above_scale`, n.`invention_patents`, n.`ip_count`, n.`conversions`, n.`rd_ledger`, n.`power_use`, n.`valuation`, n.`valuation_text`

// YearFact values
UNWIND $ids AS id
MATCH (n:Liantu {uid: id})
RETURN id, n._workspaces AS brought, [n.`year`, n.`revenue`, n.`revenue_text`, n.`output`, n.`output_text`, n.`hightech_revenue`, n.`hightech_revenue_text`, n.`cost`, n.`cost_text`, n.`profit`, n.`profit_text`, n.`tax`, n.`tax_text`, n.`assets`, n.`assets_text`, n.`net_assets`, n.`net_assets_text`, n.`export`, n.`export_text`, n.`rd_expense`, n.`rd_expense_text`, n.`staff`, n.`tech_staff`, n.`rd_staff`, n.`insured`, n.`above_scale`, n.`invention_patents`, n.`ip_count`, n.`conversions`, n.`rd_ledger`, n.`power_use`, n.`valuation`, n.`valuation_text`] AS stands

// YearFact places
MATCH (n:Liantu:`YearFact`) WHERE $workspace IN n._workspaces AND n._source_count > 0
RETURN n.uid AS id, n._sources AS places, n._source_count AS total

// YearFact brought
MATCH (n:Liantu:`YearFact`) WHERE $workspace IN n._workspaces RETURN n.uid AS id

// YearFact retype
UNWIND $ids AS id
MATCH (n:Liantu:`YearFact` {uid: id})
WHERE n._workspaces = [$workspace]
REMOVE n:`YearFact`
SET n = {uid: id, _workspaces: [$workspace]}
RETURN count(*) AS retyped

// YearFact leave_nodes
UNWIND $ids AS id
MATCH (n:Liantu:`YearFact` {uid: id})
WHERE $workspace IN n._workspaces
WITH n, n._workspaces[0] = $workspace AS first, [w IN n._workspaces WHERE w <> $workspace] AS others
SET n._workspaces = others
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// YearFact let_go
UNWIND $ids AS id
MATCH (n:Liantu:`YearFact` {uid: id})-[r]-()
WHERE n._workspaces = [] AND r._workspaces = [$workspace]
DELETE r

// YearFact remove
UNWIND $ids AS id
MATCH (n:Liantu:`YearFact` {uid: id})
WHERE n._workspaces = [] AND NOT EXISTS { (n)--() }
DELETE n

// YearFact keep
UNWIND $ids AS id
MATCH (n:Liantu:`YearFact` {uid: id})
WHERE n._workspaces = []
REMOVE n:`YearFact`
SET n = {uid: id, _workspaces: [], _kept: $kind, `year`: n.`year`}
RETURN count(*) AS kept

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
RETURN count(*) AS written

// ANSWERS insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`ANSWERS` {key: row[0],
    `date`: row[3],
    `date_precision`: row[4],
    `state`: row[5],
    `inferred`: row[6],
    `confidence`: row[7],
    `_from`: row[8],
    `_to`: row[9],
    `_sources`: row[10],
    `_source_count`: row[11],
    `_version`: row[12],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// ANSWERS theirs
UNWIND $ids AS id
MATCH ()-[r:`ANSWERS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`state`, r.`inferred`, r.`confidence`] AS stands

// ANSWERS join
UNWIND $ids AS id
MATCH ()-[r:`ANSWERS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// ANSWERS table
MATCH (a)-[r:`ANSWERS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`date`), r.`date_precision`, r.`state`, r.`inferred`, r.`confidence`

// ANSWERS values
UNWIND $ids AS id
MATCH ()-[r:`ANSWERS` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`state`, r.`inferred`, r.`confidence`] AS stands

// ANSWERS places
MATCH ()-[r:`ANSWERS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// ANSWERS brought_edges
MATCH ()-[r:`ANSWERS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// ANSWERS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`ANSWERS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// ANSWERS edge_places
UNWIND $ids AS id
MATCH ()-[r:`ANSWERS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// CONTROLS insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`CONTROLS` {key: row[0],
    `date`: row[3],
    `date_precision`: row[4],
    `end_date`: row[5],
    `end_date_precision`: row[6],
    `share`: row[7],
    `inferred`: row[8],
    `confidence`: row[9],
    `_from`: row[10],
    `_to`: row[11],
    `_sources`: row[12],
    `_source_count`: row[13],
    `_version`: row[14],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// CONTROLS theirs
UNWIND $ids AS id
MATCH ()-[r:`CONTROLS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`end_date`, r.`end_date_precision`, r.`share`, r.`inferred`, r.`confidence`] AS stands

// CONTROLS join
UNWIND $ids AS id
MATCH ()-[r:`CONTROLS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// CONTROLS table
MATCH (a)-[r:`CONTROLS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`date`), r.`date_precision`, toString(r.`end_date`), r.`end_date_precision`, r.`share`, r.`inferred`, r.`confidence`

// CONTROLS values
UNWIND $ids AS id
MATCH ()-[r:`CONTROLS` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`end_date`, r.`end_date_precision`, r.`share`, r.`inferred`, r.`confidence`] AS stands

// CONTROLS places
MATCH ()-[r:`CONTROLS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// CONTROLS brought_edges
MATCH ()-[r:`CONTROLS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// CONTROLS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`CONTROLS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// CONTROLS edge_places
UNWIND $ids AS id
MATCH ()-[r:`CONTROLS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// COOPERATES insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`COOPERATES` {key: row[0],
    `topic`: row[3],
    `from_date`: row[4],
    `from_date_precision`: row[5],
    `to_date`: row[6],
    `to_date_precision`: row[7],
    `kind_text`: row[8],
    `money`: row[9],
    `money_text`: row[10],
    `inferred`: row[11],
    `confidence`: row[12],
    `_from`: row[13],
    `_to`: row[14],
    `_sources`: row[15],
    `_source_count`: row[16],
    `_version`: row[17],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// COOPERATES theirs
UNWIND $ids AS id
MATCH ()-[r:`COOPERATES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`topic`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`kind_text`, r.`money`, r.`money_text`, r.`inferred`, r.`confidence`] AS stands

// COOPERATES join
UNWIND $ids AS id
MATCH ()-[r:`COOPERATES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// COOPERATES table
MATCH (a)-[r:`COOPERATES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`topic`, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`kind_text`, r.`money`, r.`money_text`, r.`inferred`, r.`confidence`

// COOPERATES values
UNWIND $ids AS id
MATCH ()-[r:`COOPERATES` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`topic`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`kind_text`, r.`money`, r.`money_text`, r.`inferred`, r.`confidence`] AS stands

// COOPERATES places
MATCH ()-[r:`COOPERATES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// COOPERATES brought_edges
MATCH ()-[r:`COOPERATES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// COOPERATES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`COOPERATES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// COOPERATES edge_places
UNWIND $ids AS id
MATCH ()-[r:`COOPERATES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// COUNTS_TOWARD insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`COUNTS_TOWARD` {key: row[0],
    `period`: row[3],
    `amount`: row[4],
    `inferred`: row[5],
    `confidence`: row[6],
    `_from`: row[7],
    `_to`: row[8],
    `_sources`: row[9],
    `_source_count`: row[10],
    `_version`: row[11],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// COUNTS_TOWARD theirs
UNWIND $ids AS id
MATCH ()-[r:`COUNTS_TOWARD` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`period`, r.`amount`, r.`inferred`, r.`confidence`] AS stands

// COUNTS_TOWARD join
UNWIND $ids AS id
MATCH ()-[r:`COUNTS_TOWARD` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// COUNTS_TOWARD table
MATCH (a)-[r:`COUNTS_TOWARD`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`period`, r.`amount`, r.`inferred`, r.`confidence`

// COUNTS_TOWARD values
UNWIND $ids AS id
MATCH ()-[r:`COUNTS_TOWARD` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`period`, r.`amount`, r.`inferred`, r.`confidence`] AS stands

// COUNTS_TOWARD places
MATCH ()-[r:`COUNTS_TOWARD`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// COUNTS_TOWARD brought_edges
MATCH ()-[r:`COUNTS_TOWARD`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// COUNTS_TOWARD leave_edges
UNWIND $ids AS id
MATCH ()-[r:`COUNTS_TOWARD` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// COUNTS_TOWARD edge_places
UNWIND $ids AS id
MATCH ()-[r:`COUNTS_TOWARD` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// FEEDS insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`FEEDS` {key: row[0],
    `need`: row[3],
    `reason`: row[4],
    `inferred`: row[5],
    `confidence`: row[6],
    `_from`: row[7],
    `_to`: row[8],
    `_sources`: row[9],
    `_source_count`: row[10],
    `_version`: row[11],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// FEEDS theirs
UNWIND $ids AS id
MATCH ()-[r:`FEEDS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`need`, r.`reason`, r.`inferred`, r.`confidence`] AS stands

// FEEDS join
UNWIND $ids AS id
MATCH ()-[r:`FEEDS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// FEEDS table
MATCH (a)-[r:`FEEDS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`need`, r.`reason`, r.`inferred`, r.`confidence`

// FEEDS values
UNWIND $ids AS id
MATCH ()-[r:`FEEDS` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`need`, r.`reason`, r.`inferred`, r.`confidence`] AS stands

// FEEDS places
MATCH ()-[r:`FEEDS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// FEEDS brought_edges
MATCH ()-[r:`FEEDS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// FEEDS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`FEEDS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// FEEDS edge_places
UNWIND $ids AS id
MATCH ()-[r:`FEEDS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// FOCUSES_ON insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`FOCUSES_ON` {key: row[0],
    `note`: row[3],
    `inferred`: row[4],
    `confidence`: row[5],
    `_from`: row[6],
    `_to`: row[7],
    `_sources`: row[8],
    `_source_count`: row[9],
    `_version`: row[10],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// FOCUSES_ON theirs
UNWIND $ids AS id
MATCH ()-[r:`FOCUSES_ON` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`note`, r.`inferred`, r.`confidence`] AS stands

// FOCUSES_ON join
UNWIND $ids AS id
MATCH ()-[r:`FOCUSES_ON` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// FOCUSES_ON table
MATCH (a)-[r:`FOCUSES_ON`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`note`, r.`inferred`, r.`confidence`

// FOCUSES_ON values
UNWIND $ids AS id
MATCH ()-[r:`FOCUSES_ON` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`note`, r.`inferred`, r.`confidence`] AS stands

// FOCUSES_ON places
MATCH ()-[r:`FOCUSES_ON`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// FOCUSES_ON brought_edges
MATCH ()-[r:`FOCUSES_ON`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// FOCUSES_ON leave_edges
UNWIND $ids AS id
MATCH ()-[r:`FOCUSES_ON` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// FOCUSES_ON edge_places
UNWIND $ids AS id
MATCH ()-[r:`FOCUSES_ON` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// HAS_ROLE insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`HAS_ROLE` {key: row[0],
    `role`: row[3],
    `from_date`: row[4],
    `from_date_precision`: row[5],
    `to_date`: row[6],
    `to_date_precision`: row[7],
    `inferred`: row[8],
    `confidence`: row[9],
    `_from`: row[10],
    `_to`: row[11],
    `_sources`: row[12],
    `_source_count`: row[13],
    `_version`: row[14],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// HAS_ROLE theirs
UNWIND $ids AS id
MATCH ()-[r:`HAS_ROLE` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands

// HAS_ROLE join
UNWIND $ids AS id
MATCH ()-[r:`HAS_ROLE` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// HAS_ROLE table
MATCH (a)-[r:`HAS_ROLE`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`inferred`, r.`confidence`

// HAS_ROLE values
UNWIND $ids AS id
MATCH ()-[r:`HAS_ROLE` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands

// HAS_ROLE places
MATCH ()-[r:`HAS_ROLE`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// HAS_ROLE brought_edges
MATCH ()-[r:`HAS_ROLE`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// HAS_ROLE leave_edges
UNWIND $ids AS id
MATCH ()-[r:`HAS_ROLE` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// HAS_ROLE edge_places
UNWIND $ids AS id
MATCH ()-[r:`HAS_ROLE` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// HAS_SITE insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`HAS_SITE` {key: row[0],
    `role`: row[3],
    `inferred`: row[4],
    `confidence`: row[5],
    `_from`: row[6],
    `_to`: row[7],
    `_sources`: row[8],
    `_source_count`: row[9],
    `_version`: row[10],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// HAS_SITE theirs
UNWIND $ids AS id
MATCH ()-[r:`HAS_SITE` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`inferred`, r.`confidence`] AS stands

// HAS_SITE join
UNWIND $ids AS id
MATCH ()-[r:`HAS_SITE` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// HAS_SITE table
MATCH (a)-[r:`HAS_SITE`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, r.`inferred`, r.`confidence`

// HAS_SITE values
UNWIND $ids AS id
MATCH ()-[r:`HAS_SITE` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`role`, r.`inferred`, r.`confidence`] AS stands

// HAS_SITE places
MATCH ()-[r:`HAS_SITE`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// HAS_SITE brought_edges
MATCH ()-[r:`HAS_SITE`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// HAS_SITE leave_edges
UNWIND $ids AS id
MATCH ()-[r:`HAS_SITE` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// HAS_SITE edge_places
UNWIND $ids AS id
MATCH ()-[r:`HAS_SITE` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// HAS_YEAR insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`HAS_YEAR` {key: row[0],
    `inferred`: row[3],
    `confidence`: row[4],
    `_from`: row[5],
    `_to`: row[6],
    `_sources`: row[7],
    `_source_count`: row[8],
    `_version`: row[9],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// HAS_YEAR theirs
UNWIND $ids AS id
MATCH ()-[r:`HAS_YEAR` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands

// HAS_YEAR join
UNWIND $ids AS id
MATCH ()-[r:`HAS_YEAR` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// HAS_YEAR table
MATCH (a)-[r:`HAS_YEAR`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// HAS_YEAR values
UNWIND $ids AS id
MATCH ()-[r:`HAS_YEAR` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands

// HAS_YEAR places
MATCH ()-[r:`HAS_YEAR`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// HAS_YEAR brought_edges
MATCH ()-[r:`HAS_YEAR`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// HAS_YEAR leave_edges
UNWIND $ids AS id
MATCH ()-[r:`HAS_YEAR` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// HAS_YEAR edge_places
UNWIND $ids AS id
MATCH ()-[r:`HAS_YEAR` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// HOLDS insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`HOLDS` {key: row[0],
    `from_date`: row[3],
    `from_date_precision`: row[4],
    `to_date`: row[5],
    `to_date_precision`: row[6],
    `number`: row[7],
    `tech_field`: row[8],
    `document`: row[9],
    `inferred`: row[10],
    `confidence`: row[11],
    `_from`: row[12],
    `_to`: row[13],
    `_sources`: row[14],
    `_source_count`: row[15],
    `_version`: row[16],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// HOLDS theirs
UNWIND $ids AS id
MATCH ()-[r:`HOLDS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`number`, r.`tech_field`, r.`document`, r.`inferred`, r.`confidence`] AS stands

// HOLDS join
UNWIND $ids AS id
MATCH ()-[r:`HOLDS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// HOLDS table
MATCH (a)-[r:`HOLDS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`number`, r.`tech_field`, r.`document`, r.`inferred`, r.`confidence`

// HOLDS values
UNWIND $ids AS id
MATCH ()-[r:`HOLDS` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`number`, r.`tech_field`, r.`document`, r.`inferred`, r.`confidence`] AS stands

// HOLDS places
MATCH ()-[r:`HOLDS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// HOLDS brought_edges
MATCH ()-[r:`HOLDS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// HOLDS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`HOLDS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// HOLDS edge_places
UNWIND $ids AS id
MATCH ()-[r:`HOLDS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// INVESTS insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`INVESTS` {key: row[0],
    `round`: row[3],
    `date`: row[4],
    `date_precision`: row[5],
    `amount`: row[6],
    `amount_text`: row[7],
    `share`: row[8],
    `product`: row[9],
    `industry1`: row[10],
    `industry2`: row[11],
    `industry3`: row[12],
    `inferred`: row[13],
    `confidence`: row[14],
    `_from`: row[15],
    `_to`: row[16],
    `_sources`: row[17],
    `_source_count`: row[18],
    `_version`: row[19],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// INVESTS theirs
UNWIND $ids AS id
MATCH ()-[r:`INVESTS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`round`, r.`date`, r.`date_precision`, r.`amount`, r.`amount_text`, r.`share`, r.`product`, r.`industry1`, r.`industry2`, r.`industry3`, r.`inferred`, r.`confidence`] AS stands

// INVESTS join
UNWIND $ids AS id
MATCH ()-[r:`INVESTS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// INVESTS table
MATCH (a)-[r:`INVESTS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`round`, toString(r.`date`), r.`date_precision`, r.`amount`, r.`amount_text`, r.`share`, r.`product`, r.`industry1`, r.`industry2`, r.`industry3`, r.`inferred`, r.`confidence`

// INVESTS values
UNWIND $ids AS id
MATCH ()-[r:`INVESTS` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`round`, r.`date`, r.`date_precision`, r.`amount`, r.`amount_text`, r.`share`, r.`product`, r.`industry1`, r.`industry2`, r.`industry3`, r.`inferred`, r.`confidence`] AS stands

// INVESTS places
MATCH ()-[r:`INVESTS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// INVESTS brought_edges
MATCH ()-[r:`INVESTS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// INVESTS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`INVESTS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// INVESTS edge_places
UNWIND $ids AS id
MATCH ()-[r:`INVESTS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// LOCATED_IN insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`LOCATED_IN` {key: row[0],
    `from_date`: row[3],
    `from_date_precision`: row[4],
    `to_date`: row[5],
    `to_date_precision`: row[6],
    `reason`: row[7],
    `inferred`: row[8],
    `confidence`: row[9],
    `_from`: row[10],
    `_to`: row[11],
    `_sources`: row[12],
    `_source_count`: row[13],
    `_version`: row[14],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// LOCATED_IN theirs
UNWIND $ids AS id
MATCH ()-[r:`LOCATED_IN` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`reason`, r.`inferred`, r.`confidence`] AS stands

// LOCATED_IN join
UNWIND $ids AS id
MATCH ()-[r:`LOCATED_IN` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// LOCATED_IN table
MATCH (a)-[r:`LOCATED_IN`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`reason`, r.`inferred`, r.`confidence`

// LOCATED_IN values
UNWIND $ids AS id
MATCH ()-[r:`LOCATED_IN` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`reason`, r.`inferred`, r.`confidence`] AS stands

// LOCATED_IN places
MATCH ()-[r:`LOCATED_IN`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// LOCATED_IN brought_edges
MATCH ()-[r:`LOCATED_IN`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// LOCATED_IN leave_edges
UNWIND $ids AS id
MATCH ()-[r:`LOCATED_IN` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// LOCATED_IN edge_places
UNWIND $ids AS id
MATCH ()-[r:`LOCATED_IN` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// MAKES insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`MAKES` {key: row[0],
    `year`: row[3],
    `share`: row[4],
    `revenue`: row[5],
    `revenue_text`: row[6],
    `capacity`: row[7],
    `inferred`: row[8],
    `confidence`: row[9],
    `_from`: row[10],
    `_to`: row[11],
    `_sources`: row[12],
    `_source_count`: row[13],
    `_version`: row[14],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// MAKES theirs
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`year`, r.`share`, r.`revenue`, r.`revenue_text`, r.`capacity`, r.`inferred`, r.`confidence`] AS stands

// MAKES join
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// MAKES table
MATCH (a)-[r:`MAKES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`year`, r.`share`, r.`revenue`, r.`revenue_text`, r.`capacity`, r.`inferred`, r.`confidence`

// MAKES values
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`year`, r.`share`, r.`revenue`, r.`revenue_text`, r.`capacity`, r.`inferred`, r.`confidence`] AS stands

// MAKES places
MATCH ()-[r:`MAKES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// MAKES brought_edges
MATCH ()-[r:`MAKES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// MAKES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// MAKES edge_places
UNWIND $ids AS id
MATCH ()-[r:`MAKES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// MEASURES insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`MEASURES` {key: row[0],
    `inferred`: row[3],
    `confidence`: row[4],
    `_from`: row[5],
    `_to`: row[6],
    `_sources`: row[7],
    `_source_count`: row[8],
    `_version`: row[9],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// MEASURES theirs
UNWIND $ids AS id
MATCH ()-[r:`MEASURES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands

// MEASURES join
UNWIND $ids AS id
MATCH ()-[r:`MEASURES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// MEASURES table
MATCH (a)-[r:`MEASURES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// MEASURES values
UNWIND $ids AS id
MATCH ()-[r:`MEASURES` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands

// MEASURES places
MATCH ()-[r:`MEASURES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// MEASURES brought_edges
MATCH ()-[r:`MEASURES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// MEASURES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`MEASURES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// MEASURES edge_places
UNWIND $ids AS id
MATCH ()-[r:`MEASURES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// MEMBER_OF insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`MEMBER_OF` {key: row[0],
    `role`: row[3],
    `from_date`: row[4],
    `from_date_precision`: row[5],
    `to_date`: row[6],
    `to_date_precision`: row[7],
    `inferred`: row[8],
    `confidence`: row[9],
    `_from`: row[10],
    `_to`: row[11],
    `_sources`: row[12],
    `_source_count`: row[13],
    `_version`: row[14],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// MEMBER_OF theirs
UNWIND $ids AS id
MATCH ()-[r:`MEMBER_OF` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands

// MEMBER_OF join
UNWIND $ids AS id
MATCH ()-[r:`MEMBER_OF` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// MEMBER_OF table
MATCH (a)-[r:`MEMBER_OF`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`inferred`, r.`confidence`

// MEMBER_OF values
UNWIND $ids AS id
MATCH ()-[r:`MEMBER_OF` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands

// MEMBER_OF places
MATCH ()-[r:`MEMBER_OF`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// MEMBER_OF brought_edges
MATCH ()-[r:`MEMBER_OF`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// MEMBER_OF leave_edges
UNWIND $ids AS id
MATCH ()-[r:`MEMBER_OF` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// MEMBER_OF edge_places
UNWIND $ids AS id
MATCH ()-[r:`MEMBER_OF` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// OPERATES_IN insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`OPERATES_IN` {key: row[0],
    `product`: row[3],
    `main`: row[4],
    `share`: row[5],
    `evidence`: row[6],
    `words`: row[7],
    `inferred`: row[8],
    `confidence`: row[9],
    `_from`: row[10],
    `_to`: row[11],
    `_sources`: row[12],
    `_source_count`: row[13],
    `_version`: row[14],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// OPERATES_IN theirs
UNWIND $ids AS id
MATCH ()-[r:`OPERATES_IN` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`product`, r.`main`, r.`share`, r.`evidence`, r.`words`, r.`inferred`, r.`confidence`] AS stands

// OPERATES_IN join
UNWIND $ids AS id
MATCH ()-[r:`OPERATES_IN` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// OPERATES_IN table
MATCH (a)-[r:`OPERATES_IN`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`product`, r.`main`, r.`share`, r.`evidence`, r.`words`, r.`inferred`, r.`confidence`

// OPERATES_IN values
UNWIND $ids AS id
MATCH ()-[r:`OPERATES_IN` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`product`, r.`main`, r.`share`, r.`evidence`, r.`words`, r.`inferred`, r.`confidence`] AS stands

// OPERATES_IN places
MATCH ()-[r:`OPERATES_IN`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// OPERATES_IN brought_edges
MATCH ()-[r:`OPERATES_IN`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// OPERATES_IN leave_edges
UNWIND $ids AS id
MATCH ()-[r:`OPERATES_IN` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// OPERATES_IN edge_places
UNWIND $ids AS id
MATCH ()-[r:`OPERATES_IN` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// PART_OF insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`PART_OF` {key: row[0],
    `inferred`: row[3],
    `confidence`: row[4],
    `_from`: row[5],
    `_to`: row[6],
    `_sources`: row[7],
    `_source_count`: row[8],
    `_version`: row[9],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// PART_OF theirs
UNWIND $ids AS id
MATCH ()-[r:`PART_OF` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands

// PART_OF join
UNWIND $ids AS id
MATCH ()-[r:`PART_OF` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// PART_OF table
MATCH (a)-[r:`PART_OF`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// PART_OF values
UNWIND $ids AS id
MATCH ()-[r:`PART_OF` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands

// PART_OF places
MATCH ()-[r:`PART_OF`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// PART_OF brought_edges
MATCH ()-[r:`PART_OF`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// PART_OF leave_edges
UNWIND $ids AS id
MATCH ()-[r:`PART_OF` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// PART_OF edge_places
UNWIND $ids AS id
MATCH ()-[r:`PART_OF` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// POSTED insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`POSTED` {key: row[0],
    `date`: row[3],
    `date_precision`: row[4],
    `inferred`: row[5],
    `confidence`: row[6],
    `_from`: row[7],
    `_to`: row[8],
    `_sources`: row[9],
    `_source_count`: row[10],
    `_version`: row[11],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// POSTED theirs
UNWIND $ids AS id
MATCH ()-[r:`POSTED` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`inferred`, r.`confidence`] AS stands

// POSTED join
UNWIND $ids AS id
MATCH ()-[r:`POSTED` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// POSTED table
MATCH (a)-[r:`POSTED`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`date`), r.`date_precision`, r.`inferred`, r.`confidence`

// POSTED values
UNWIND $ids AS id
MATCH ()-[r:`POSTED` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`inferred`, r.`confidence`] AS stands

// POSTED places
MATCH ()-[r:`POSTED`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// POSTED brought_edges
MATCH ()-[r:`POSTED`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// POSTED leave_edges
UNWIND $ids AS id
MATCH ()-[r:`POSTED` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// POSTED edge_places
UNWIND $ids AS id
MATCH ()-[r:`POSTED` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// RESPONSIBLE_FOR insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`RESPONSIBLE_FOR` {key: row[0],
    `role`: row[3],
    `inferred`: row[4],
    `confidence`: row[5],
    `_from`: row[6],
    `_to`: row[7],
    `_sources`: row[8],
    `_source_count`: row[9],
    `_version`: row[10],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// RESPONSIBLE_FOR theirs
UNWIND $ids AS id
MATCH ()-[r:`RESPONSIBLE_FOR` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`inferred`, r.`confidence`] AS stands

// RESPONSIBLE_FOR join
UNWIND $ids AS id
MATCH ()-[r:`RESPONSIBLE_FOR` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// RESPONSIBLE_FOR table
MATCH (a)-[r:`RESPONSIBLE_FOR`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, r.`inferred`, r.`confidence`

// RESPONSIBLE_FOR values
UNWIND $ids AS id
MATCH ()-[r:`RESPONSIBLE_FOR` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`role`, r.`inferred`, r.`confidence`] AS stands

// RESPONSIBLE_FOR places
MATCH ()-[r:`RESPONSIBLE_FOR`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// RESPONSIBLE_FOR brought_edges
MATCH ()-[r:`RESPONSIBLE_FOR`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// RESPONSIBLE_FOR leave_edges
UNWIND $ids AS id
MATCH ()-[r:`RESPONSIBLE_FOR` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// RESPONSIBLE_FOR edge_places
UNWIND $ids AS id
MATCH ()-[r:`RESPONSIBLE_FOR` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// RUNS insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`RUNS` {key: row[0],
    `from_date`: row[3],
    `from_date_precision`: row[4],
    `to_date`: row[5],
    `to_date_precision`: row[6],
    `inferred`: row[7],
    `confidence`: row[8],
    `_from`: row[9],
    `_to`: row[10],
    `_sources`: row[11],
    `_source_count`: row[12],
    `_version`: row[13],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// RUNS theirs
UNWIND $ids AS id
MATCH ()-[r:`RUNS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands

// RUNS join
UNWIND $ids AS id
MATCH ()-[r:`RUNS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// RUNS table
MATCH (a)-[r:`RUNS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`inferred`, r.`confidence`

// RUNS values
UNWIND $ids AS id
MATCH ()-[r:`RUNS` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands

// RUNS places
MATCH ()-[r:`RUNS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// RUNS brought_edges
MATCH ()-[r:`RUNS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// RUNS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`RUNS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// RUNS edge_places
UNWIND $ids AS id
MATCH ()-[r:`RUNS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// SAME_AS insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`SAME_AS` {key: row[0],
    `inferred`: row[3],
    `confidence`: row[4],
    `_from`: row[5],
    `_to`: row[6],
    `_sources`: row[7],
    `_source_count`: row[8],
    `_version`: row[9],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// SAME_AS theirs
UNWIND $ids AS id
MATCH ()-[r:`SAME_AS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands

// SAME_AS join
UNWIND $ids AS id
MATCH ()-[r:`SAME_AS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// SAME_AS table
MATCH (a)-[r:`SAME_AS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// SAME_AS values
UNWIND $ids AS id
MATCH ()-[r:`SAME_AS` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands

// SAME_AS places
MATCH ()-[r:`SAME_AS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// SAME_AS brought_edges
MATCH ()-[r:`SAME_AS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// SAME_AS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`SAME_AS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// SAME_AS edge_places
UNWIND $ids AS id
MATCH ()-[r:`SAME_AS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// SIGNED insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`SIGNED` {key: row[0],
    `side`: row[3],
    `inferred`: row[4],
    `confidence`: row[5],
    `_from`: row[6],
    `_to`: row[7],
    `_sources`: row[8],
    `_source_count`: row[9],
    `_version`: row[10],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// SIGNED theirs
UNWIND $ids AS id
MATCH ()-[r:`SIGNED` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`side`, r.`inferred`, r.`confidence`] AS stands

// SIGNED join
UNWIND $ids AS id
MATCH ()-[r:`SIGNED` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// SIGNED table
MATCH (a)-[r:`SIGNED`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`side`, r.`inferred`, r.`confidence`

// SIGNED values
UNWIND $ids AS id
MATCH ()-[r:`SIGNED` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`side`, r.`inferred`, r.`confidence`] AS stands

// SIGNED places
MATCH ()-[r:`SIGNED`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// SIGNED brought_edges
MATCH ()-[r:`SIGNED`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// SIGNED leave_edges
UNWIND $ids AS id
MATCH ()-[r:`SIGNED` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// SIGNED edge_places
UNWIND $ids AS id
MATCH ()-[r:`SIGNED` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// SUPPLIES insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`SUPPLIES` {key: row[0],
    `product`: row[3],
    `year`: row[4],
    `amount`: row[5],
    `amount_text`: row[6],
    `share`: row[7],
    `end_date`: row[8],
    `end_date_precision`: row[9],
    `inferred`: row[10],
    `confidence`: row[11],
    `_from`: row[12],
    `_to`: row[13],
    `_sources`: row[14],
    `_source_count`: row[15],
    `_version`: row[16],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// SUPPLIES theirs
UNWIND $ids AS id
MATCH ()-[r:`SUPPLIES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`product`, r.`year`, r.`amount`, r.`amount_text`, r.`share`, r.`end_date`, r.`end_date_precision`, r.`inferred`, r.`confidence`] AS stands

// SUPPLIES join
UNWIND $ids AS id
MATCH ()-[r:`SUPPLIES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// SUPPLIES table
MATCH (a)-[r:`SUPPLIES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`product`, r.`year`, r.`amount`, r.`amount_text`, r.`share`, toString(r.`end_date`), r.`end_date_precision`, r.`inferred`, r.`confidence`

// SUPPLIES values
UNWIND $ids AS id
MATCH ()-[r:`SUPPLIES` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`product`, r.`year`, r.`amount`, r.`amount_text`, r.`share`, r.`end_date`, r.`end_date_precision`, r.`inferred`, r.`confidence`] AS stands

// SUPPLIES places
MATCH ()-[r:`SUPPLIES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// SUPPLIES brought_edges
MATCH ()-[r:`SUPPLIES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// SUPPLIES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`SUPPLIES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// SUPPLIES edge_places
UNWIND $ids AS id
MATCH ()-[r:`SUPPLIES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// TENANT_OF insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`TENANT_OF` {key: row[0],
    `from_date`: row[3],
    `from_date_precision`: row[4],
    `to_date`: row[5],
    `to_date_precision`: row[6],
    `area`: row[7],
    `stage`: row[8],
    `inferred`: row[9],
    `confidence`: row[10],
    `_from`: row[11],
    `_to`: row[12],
    `_sources`: row[13],
    `_source_count`: row[14],
    `_version`: row[15],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// TENANT_OF theirs
UNWIND $ids AS id
MATCH ()-[r:`TENANT_OF` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`area`, r.`stage`, r.`inferred`, r.`confidence`] AS stands

// TENANT_OF join
UNWIND $ids AS id
MATCH ()-[r:`TENANT_OF` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// TENANT_OF table
MATCH (a)-[r:`TENANT_OF`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`area`, r.`stage`, r.`inferred`, r.`confidence`

// TENANT_OF values
UNWIND $ids AS id
MATCH ()-[r:`TENANT_OF` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`area`, r.`stage`, r.`inferred`, r.`confidence`] AS stands

// TENANT_OF places
MATCH ()-[r:`TENANT_OF`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// TENANT_OF brought_edges
MATCH ()-[r:`TENANT_OF`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// TENANT_OF leave_edges
UNWIND $ids AS id
MATCH ()-[r:`TENANT_OF` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// TENANT_OF edge_places
UNWIND $ids AS id
MATCH ()-[r:`TENANT_OF` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// TOOK_PART insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`TOOK_PART` {key: row[0],
    `date`: row[3],
    `date_precision`: row[4],
    `result`: row[5],
    `inferred`: row[6],
    `confidence`: row[7],
    `_from`: row[8],
    `_to`: row[9],
    `_sources`: row[10],
    `_source_count`: row[11],
    `_version`: row[12],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// TOOK_PART theirs
UNWIND $ids AS id
MATCH ()-[r:`TOOK_PART` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`result`, r.`inferred`, r.`confidence`] AS stands

// TOOK_PART join
UNWIND $ids AS id
MATCH ()-[r:`TOOK_PART` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// TOOK_PART table
MATCH (a)-[r:`TOOK_PART`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`date`), r.`date_precision`, r.`result`, r.`inferred`, r.`confidence`

// TOOK_PART values
UNWIND $ids AS id
MATCH ()-[r:`TOOK_PART` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`result`, r.`inferred`, r.`confidence`] AS stands

// TOOK_PART places
MATCH ()-[r:`TOOK_PART`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// TOOK_PART brought_edges
MATCH ()-[r:`TOOK_PART`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// TOOK_PART leave_edges
UNWIND $ids AS id
MATCH ()-[r:`TOOK_PART` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// TOOK_PART edge_places
UNWIND $ids AS id
MATCH ()-[r:`TOOK_PART` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// TRANSFERS insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`TRANSFERS` {key: row[0],
    `date`: row[3],
    `date_precision`: row[4],
    `amount`: row[5],
    `amount_text`: row[6],
    `inferred`: row[7],
    `confidence`: row[8],
    `_from`: row[9],
    `_to`: row[10],
    `_sources`: row[11],
    `_source_count`: row[12],
    `_version`: row[13],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// TRANSFERS theirs
UNWIND $ids AS id
MATCH ()-[r:`TRANSFERS` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`amount`, r.`amount_text`, r.`inferred`, r.`confidence`] AS stands

// TRANSFERS join
UNWIND $ids AS id
MATCH ()-[r:`TRANSFERS` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// TRANSFERS table
MATCH (a)-[r:`TRANSFERS`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`date`), r.`date_precision`, r.`amount`, r.`amount_text`, r.`inferred`, r.`confidence`

// TRANSFERS values
UNWIND $ids AS id
MATCH ()-[r:`TRANSFERS` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`date`, r.`date_precision`, r.`amount`, r.`amount_text`, r.`inferred`, r.`confidence`] AS stands

// TRANSFERS places
MATCH ()-[r:`TRANSFERS`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// TRANSFERS brought_edges
MATCH ()-[r:`TRANSFERS`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// TRANSFERS leave_edges
UNWIND $ids AS id
MATCH ()-[r:`TRANSFERS` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// TRANSFERS edge_places
UNWIND $ids AS id
MATCH ()-[r:`TRANSFERS` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// UNDERTAKES insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`UNDERTAKES` {key: row[0],
    `role`: row[3],
    `from_date`: row[4],
    `from_date_precision`: row[5],
    `inferred`: row[6],
    `confidence`: row[7],
    `_from`: row[8],
    `_to`: row[9],
    `_sources`: row[10],
    `_source_count`: row[11],
    `_version`: row[12],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// UNDERTAKES theirs
UNWIND $ids AS id
MATCH ()-[r:`UNDERTAKES` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`inferred`, r.`confidence`] AS stands

// UNDERTAKES join
UNWIND $ids AS id
MATCH ()-[r:`UNDERTAKES` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// UNDERTAKES table
MATCH (a)-[r:`UNDERTAKES`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, toString(r.`from_date`), r.`from_date_precision`, r.`inferred`, r.`confidence`

// UNDERTAKES values
UNWIND $ids AS id
MATCH ()-[r:`UNDERTAKES` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`inferred`, r.`confidence`] AS stands

// UNDERTAKES places
MATCH ()-[r:`UNDERTAKES`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// UNDERTAKES brought_edges
MATCH ()-[r:`UNDERTAKES`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// UNDERTAKES leave_edges
UNWIND $ids AS id
MATCH ()-[r:`UNDERTAKES` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// UNDERTAKES edge_places
UNWIND $ids AS id
MATCH ()-[r:`UNDERTAKES` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// WORKS_AT insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`WORKS_AT` {key: row[0],
    `role`: row[3],
    `from_date`: row[4],
    `from_date_precision`: row[5],
    `to_date`: row[6],
    `to_date_precision`: row[7],
    `part_time`: row[8],
    `inferred`: row[9],
    `confidence`: row[10],
    `_from`: row[11],
    `_to`: row[12],
    `_sources`: row[13],
    `_source_count`: row[14],
    `_version`: row[15],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// WORKS_AT theirs
UNWIND $ids AS id
MATCH ()-[r:`WORKS_AT` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`part_time`, r.`inferred`, r.`confidence`] AS stands

// WORKS_AT join
UNWIND $ids AS id
MATCH ()-[r:`WORKS_AT` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// WORKS_AT table
MATCH (a)-[r:`WORKS_AT`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`role`, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`part_time`, r.`inferred`, r.`confidence`

// WORKS_AT values
UNWIND $ids AS id
MATCH ()-[r:`WORKS_AT` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`role`, r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`part_time`, r.`inferred`, r.`confidence`] AS stands

// WORKS_AT places
MATCH ()-[r:`WORKS_AT`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// WORKS_AT brought_edges
MATCH ()-[r:`WORKS_AT`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// WORKS_AT leave_edges
UNWIND $ids AS id
MATCH ()-[r:`WORKS_AT` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// WORKS_AT edge_places
UNWIND $ids AS id
MATCH ()-[r:`WORKS_AT` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// WORKS_WITH insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`WORKS_WITH` {key: row[0],
    `from_date`: row[3],
    `from_date_precision`: row[4],
    `to_date`: row[5],
    `to_date_precision`: row[6],
    `inferred`: row[7],
    `confidence`: row[8],
    `_from`: row[9],
    `_to`: row[10],
    `_sources`: row[11],
    `_source_count`: row[12],
    `_version`: row[13],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// WORKS_WITH theirs
UNWIND $ids AS id
MATCH ()-[r:`WORKS_WITH` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands

// WORKS_WITH join
UNWIND $ids AS id
MATCH ()-[r:`WORKS_WITH` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// WORKS_WITH table
MATCH (a)-[r:`WORKS_WITH`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, toString(r.`from_date`), r.`from_date_precision`, toString(r.`to_date`), r.`to_date_precision`, r.`inferred`, r.`confidence`

// WORKS_WITH values
UNWIND $ids AS id
MATCH ()-[r:`WORKS_WITH` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`from_date`, r.`from_date_precision`, r.`to_date`, r.`to_date_precision`, r.`inferred`, r.`confidence`] AS stands

// WORKS_WITH places
MATCH ()-[r:`WORKS_WITH`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// WORKS_WITH brought_edges
MATCH ()-[r:`WORKS_WITH`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// WORKS_WITH leave_edges
UNWIND $ids AS id
MATCH ()-[r:`WORKS_WITH` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// WORKS_WITH edge_places
UNWIND $ids AS id
MATCH ()-[r:`WORKS_WITH` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

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
RETURN count(*) AS written

// WOULD_FILL insert
UNWIND $rows AS row
MATCH (a:Liantu {uid: row[1]})
MATCH (b:Liantu {uid: row[2]})
CREATE (a)-[r:`WOULD_FILL` {key: row[0],
    `inferred`: row[3],
    `confidence`: row[4],
    `_from`: row[5],
    `_to`: row[6],
    `_sources`: row[7],
    `_source_count`: row[8],
    `_version`: row[9],
    _workspaces: [$workspace]}]->(b)
RETURN count(*) AS written

// WOULD_FILL theirs
UNWIND $ids AS id
MATCH ()-[r:`WOULD_FILL` {key: id}]->()
WHERE any(w IN r._workspaces WHERE w <> $workspace)
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands

// WOULD_FILL join
UNWIND $ids AS id
MATCH ()-[r:`WOULD_FILL` {key: id}]->()
WHERE NOT $workspace IN r._workspaces
SET r._workspaces = r._workspaces + $workspace

// WOULD_FILL table
MATCH (a)-[r:`WOULD_FILL`]->(b) WHERE $workspace IN r._workspaces
RETURN r.`key`, a.uid, b.uid, r.`inferred`, r.`confidence`

// WOULD_FILL values
UNWIND $ids AS id
MATCH ()-[r:`WOULD_FILL` {key: id}]->()
RETURN id, r._workspaces AS brought, [r.`inferred`, r.`confidence`] AS stands

// WOULD_FILL places
MATCH ()-[r:`WOULD_FILL`]->() WHERE $workspace IN r._workspaces AND r._source_count > 0
RETURN r.key AS id, r._sources AS places, r._source_count AS total

// WOULD_FILL brought_edges
MATCH ()-[r:`WOULD_FILL`]->() WHERE $workspace IN r._workspaces RETURN r.key AS id

// WOULD_FILL leave_edges
UNWIND $ids AS id
MATCH ()-[r:`WOULD_FILL` {key: id}]->()
WHERE $workspace IN r._workspaces
WITH r, r._workspaces[0] = $workspace AS first, [w IN r._workspaces WHERE w <> $workspace] AS others
SET r._workspaces = others
FOREACH (gone IN CASE WHEN size(others) = 0 THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN size(others) > 0 THEN 1 ELSE 0 END) AS shared,
       collect(DISTINCT CASE WHEN first THEN others[0] END) AS heirs

// WOULD_FILL edge_places
UNWIND $ids AS id
MATCH ()-[r:`WOULD_FILL` {key: id}]->()
RETURN id, r._sources AS places, r._source_count AS total

// Gap findings
UNWIND $rows AS row
CREATE (f:LiantuFinding:`Gap`)
SET f = row, f.workspace = $workspace

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

