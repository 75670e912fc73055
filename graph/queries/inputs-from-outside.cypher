/*
zh: 本地企业只从区外采购的环节
en: Segments that local firms buy from outside only
uses: [region, chain, as_of]
columns:
  chain: {type: text, zh: 产业链, en: Chain}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  buyers: {type: integer, unit: 家, zh: 本地采购企业, en: Local buyers}
  suppliers: {type: integer, unit: 家, zh: 区外供应企业, en: Suppliers outside}
  amount: {type: money, unit: 元, zh: 已知采购额, en: Known purchases}
*/
WITH <<area>> AS area
<<near buyer>>
WHERE <<trades buyer>> AND <<here buyer>>
MATCH (supplier:Firm)-[r:SUPPLIES]->(buyer)
WHERE supplier <> buyer AND <<valid r>> AND <<trades supplier>>
WITH DISTINCT area, supplier, r, buyer
MATCH (supplier)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<counted o>> AND <<ours s>> AND <<ours c>>
WITH DISTINCT c, s, r, buyer, supplier, <<here supplier>> AS near
WITH c, s, count(DISTINCT buyer) AS buyers, count(DISTINCT supplier) AS suppliers,
  round(sum(coalesce(r.amount, 0.0)), 2, 'HALF_UP') AS amount, max(CASE WHEN near THEN 1 ELSE 0 END) AS near
WHERE near = 0
RETURN c.name AS chain, s.name AS segment, s.uid AS segment_uid, buyers, suppliers, amount
ORDER BY buyers DESC, chain, segment_uid
