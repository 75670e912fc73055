/*
zh: 只有一家有效企业的环节
en: Segments with a single effective firm
note_zh: 企业数与 liantu gaps 的有效企业一致，但这里不用人工判断（Decision 节点），也不把同一控制人、同地址、同电话的几家并作一家，次环节不限两个。唯一一家涉密的不列。
note_en: "Firms are counted as `liantu gaps` counts effective firms, but people's decisions (Decision nodes) are not applied, firms of one controller, address and phone are not taken for one, and secondary segments are not limited to two. A segment whose only firm is confidential is left out."
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
<<near f>>
WHERE <<effective f>>
MATCH (f)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<counted o>> AND <<ours s>> AND <<ours c>> AND (<<fills at f s>>)
WITH DISTINCT c, s, f ORDER BY f.uid
WITH c, s, collect(f) AS firms
WHERE size(firms) = 1 AND <<open firms[0]>>
WITH c, s, firms[0] AS f
RETURN c.name AS chain, s.name AS segment, s.uid AS segment_uid, f.name AS firm, f.uid AS firm_uid,
  <<latest f revenue>> AS revenue
ORDER BY chain, segment_uid
