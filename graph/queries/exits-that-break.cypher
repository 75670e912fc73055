/*
zh: 一旦离开就断链的企业
en: Firms whose exit would break a chain
note_zh: 企业数与 liantu gaps 的有效企业一致，但这里不用人工判断（Decision 节点），也不把同一控制人、同地址、同电话的几家并作一家，次环节不限两个。看现在：哪家一走，环节就空。供货与 inputs-from-outside 一样，每笔只记一个环节；唯一一家涉密的不列。
note_en: "Firms are counted as `liantu gaps` counts effective firms, but people's decisions (Decision nodes) are not applied, firms of one controller, address and phone are not taken for one, and secondary segments are not limited to two. It looks ahead: whose exit would empty a segment. Each sale is booked to one segment as in inputs-from-outside; a segment whose only firm is confidential is left out."
uses: [region, chain, as_of]
columns:
  firm: {type: text, zh: 企业, en: Firm}
  firm_uid: {type: uid, zh: 企业标识, en: Firm uid}
  chain: {type: text, zh: 产业链, en: Chain}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  required: {type: flag, zh: 必备环节, en: Required}
  buyers_here: {type: integer, unit: 家, zh: 由该环节直接供货的本地企业, en: Local firms that it supplies from this segment}
  segments_fed: {type: integer, unit: 个, zh: 本地还有别家企业的下游环节, en: Downstream segments with other firms here}
*/
WITH <<area>> AS area
<<near f>>
WHERE <<effective f>>
MATCH (f)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s:Segment)
WHERE <<counted o>> AND <<ours s>> AND (<<fills at f s>>)
WITH DISTINCT area, s, f ORDER BY f.uid
WITH area, s, collect(f)[..2] AS firms ORDER BY s.uid
// the segments with firms here: one of them may be fed by another
WITH area, collect([s, firms]) AS filled
UNWIND [each IN filled WHERE size(each[1]) = 1] AS alone
WITH area, filled, alone[0] AS s, alone[1][0] AS f
MATCH (s)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<ours c>> AND <<open f>>
WITH DISTINCT area, filled, c, s, f
WITH c, s, f, COUNT {
    <<sold f r b>>
    WITH f, r, b WHERE <<here b>>
    <<booked f r b made>>
    MATCH (made)-[:SAME_AS*0..1]-(s)
    RETURN DISTINCT b } AS buyers,
  COUNT {
    MATCH (s)-[:FEEDS]->(d:Segment)
    WHERE d <> s AND any(each IN filled WHERE each[0] = d AND any(other IN each[1] WHERE other <> f))
    RETURN DISTINCT d } AS fed
WHERE buyers > 0 OR fed > 0
RETURN f.name AS firm, f.uid AS firm_uid, c.name AS chain, s.name AS segment, s.uid AS segment_uid,
  coalesce(s.required, false) AS required, buyers AS buyers_here, fed AS segments_fed
ORDER BY required DESC, segments_fed DESC, buyers_here DESC, firm_uid, segment_uid
