/*
zh: 没有有效企业的环节
en: Segments without an effective firm
note_zh: 企业数与 liantu gaps 的有效企业一致，但这里不用人工判断（Decision 节点），也不把同一控制人、同地址、同电话的几家并作一家，次环节不限两个。没有企业不等于缺失：缺失还要看名录覆盖度、本地需求和准入，见 liantu gaps。
note_en: "Firms are counted as `liantu gaps` counts effective firms, but people's decisions (Decision nodes) are not applied, firms of one controller, address and phone are not taken for one, and secondary segments are not limited to two. No firm is not yet missing: coverage of the registers, local demand and access decide, see `liantu gaps`."
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
WHERE ($chain IS NULL OR c.code = $chain) AND <<ours s>> AND <<ours c>>
  AND NOT EXISTS {
    MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s)
    WHERE <<counted o>> AND (<<fills at f s>>) AND <<effective f>> }
WITH area, c, s, COUNT {
  MATCH (s)-[:FEEDS]->(d:Segment)-[:SAME_AS*0..1]-(:Segment)<-[o:OPERATES_IN]-(at)<-[:HAS_SITE*0..1]-(f:Firm)
  WHERE d <> s AND <<ours d>> AND <<counted o>> AND (<<fills at f d>>) AND <<effective f>>
  RETURN DISTINCT f } AS buyers
RETURN c.name AS chain, s.name AS segment, s.uid AS segment_uid, coalesce(s.required, false) AS required,
  buyers AS local_buyers
ORDER BY required DESC, local_buyers DESC, chain, segment_uid
