/*
zh: 招商线索拟填哪些环节，本地已有几家
en: Which segments the leads would fill, and how many firms are there already
note_zh: 未放弃的线索都列，已投产的也在内，见“阶段”。企业数与 segments-without-firms 同一算法：不用人工判断（Decision 节点），涉密企业只计数。没写行政区的线索算本区的。
note_en: "All leads that were not dropped, those in production among them, see the stage. Firms are counted as in segments-without-firms: people's decisions (Decision nodes) are not applied, confidential firms count. A lead without a division is the home district's."
uses: [region, chain, as_of, home]
columns:
  chain: {type: text, zh: 产业链, en: Chain}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  lead: {type: text, zh: 线索, en: Lead}
  lead_uid: {type: uid, zh: 线索标识, en: Lead uid}
  stage: {type: text, words: [Lead.stage], zh: 阶段, en: Stage}
  owner: {type: text, zh: 责任单位, en: Unit in charge}
  firms_here: {type: integer, unit: 家, zh: 本地有效企业, en: Effective firms here}
*/
WITH <<area>> AS area
MATCH (lead:Lead)-[:WOULD_FILL]->(s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<ours s>> AND <<ours c>> AND <<valid lead>> AND coalesce(lead.stage, '') <> 'dropped'
  AND coalesce(lead.region, $home) STARTS WITH area
RETURN c.name AS chain, s.name AS segment, s.uid AS segment_uid, lead.name AS lead, lead.uid AS lead_uid,
  lead.stage AS stage, lead.owner AS owner, COUNT {
    MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s)
    WHERE <<counted o>> AND (<<fills at f s>>) AND <<effective f>>
    RETURN DISTINCT f } AS firms_here
ORDER BY firms_here, chain, segment_uid, lead_uid
