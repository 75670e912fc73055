/*
zh: 一个载体（及其中的空间）里的企业跨了哪些产业链
en: Which chains the tenants of a carrier and of its spaces belong to
note_zh: 已毕业的企业不算在载体里；有在用场所位于载体的企业也算；场所的归链算企业的，已停用和尚未启用的场所不算。
note_en: Who has graduated is no tenant; a firm with a site in use in the carrier is in it too; what is said of a site is said of its firm, as long as the site is in use.
uses: [region, as_of]
columns:
  carrier: {type: text, zh: 载体, en: Carrier}
  carrier_uid: {type: uid, zh: 载体标识, en: Carrier uid}
  chain: {type: text, zh: 产业链, en: Chain}
  firms: {type: integer, unit: 家, zh: 企业, en: Firms}
  segments: {type: integer, unit: 个, zh: 环节, en: Segments}
*/
WITH <<area>> AS area
MATCH (carrier:Carrier)
WHERE <<valid carrier>> AND carrier.region STARTS WITH area
MATCH (carrier)<-[rooms:LOCATED_IN*0..1]-(at)<-[r:TENANT_OF|LOCATED_IN]-(holder)<-[:HAS_SITE*0..1]-(f:Firm)
WHERE (at = carrier OR at:Space AND all(room IN rooms WHERE <<valid room>>)) AND <<valid r>>
  AND coalesce(r.stage, '') <> 'graduated' AND <<valid holder>> AND <<open f>> AND <<in_business f>>
MATCH (f)-[:HAS_SITE*0..1]->(place)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s:Segment)-[:PART_OF]->(c:Chain)
WHERE <<counted o>> AND <<valid place>> AND <<ours s>> AND <<ours c>>
RETURN carrier.name AS carrier, carrier.uid AS carrier_uid, c.name AS chain, count(DISTINCT f) AS firms,
  count(DISTINCT s) AS segments
ORDER BY carrier_uid, firms DESC, chain
