/*
zh: 没有有效企业的环节
en: Segments without an effective firm
uses: [region, chain, as_of]
columns:
  chain: {type: text, zh: 产业链, en: Chain}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  required: {type: flag, zh: 必备环节, en: Required}
  local_buyers: {type: integer, unit: 家, zh: 本地下游有效企业, en: Effective local buyers}
*/
WITH <<area>> AS area
MATCH (s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain)
  AND NOT EXISTS {
    MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(s)
    WHERE <<counted o>> AND (<<fills at f s>>) AND <<effective f>> }
WITH area, c, s, COUNT {
  MATCH (s)-[:FEEDS]->(d:Segment)<-[o:OPERATES_IN]-(at)<-[:HAS_SITE*0..1]-(f:Firm)
  WHERE d <> s AND <<counted o>> AND (<<fills at f d>>) AND <<effective f>>
  RETURN DISTINCT f } AS buyers
RETURN c.name AS chain, s.name AS segment, s.uid AS segment_uid, coalesce(s.required, false) AS required,
  buyers AS local_buyers
ORDER BY required DESC, local_buyers DESC, chain, segment_uid
