/*
zh: 只有一家有效企业的环节
en: Segments with a single effective firm
uses: [region, chain, as_of]
columns:
  chain: {type: text, zh: 产业链, en: Chain}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  firm: {type: text, zh: 企业, en: Firm}
  firm_uid: {type: uid, zh: 企业标识, en: Firm uid}
  revenue: {type: money, unit: 元, zh: 营业收入, en: Revenue}
*/
WITH <<area>> AS area
MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<counted o>> AND (<<fills at f s>>) AND <<effective f>>
WITH DISTINCT c, s, f ORDER BY f.uid
WITH c, s, collect(f) AS firms
WHERE size(firms) = 1 AND <<open firms[0]>>
WITH c, s, firms[0] AS f
RETURN c.name AS chain, s.name AS segment, s.uid AS segment_uid, f.name AS firm, f.uid AS firm_uid,
  <<latest f revenue>> AS revenue
ORDER BY chain, segment_uid
