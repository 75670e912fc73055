/*
zh: 以商招商：本地企业的伙伴里能填补某环节的区外企业
en: Partners of local firms that could fill a segment (business brings business)
note_zh: 区外企业与 firms-to-fill 所列相同。投资的金额是所投轮次的融资总额，不是投资方自己出的钱；供应的金额是各产品、截至基准年的各年度之和（以后年度的是计划、不算）；没有一条写明金额的为空（控股没有金额）。注销、吊销、迁出的企业不算，写了日期的从那天起不算；停业、清算的还在。
note_en: The firms outside are those of firms-to-fill. The amount of an investment is the whole round, not what the investor gave itself; that of supplies adds up all products and all years up to that of the answer (later ones are plans); where none is stated there is no sum (control has none). Firms struck off or moved out do not count, from their day on where one is stated; suspended ones and those in liquidation do.
uses: [region, segment, as_of]
columns:
  firm: {type: text, zh: 区外企业, en: Firm outside}
  firm_uid: {type: uid, zh: 区外企业标识, en: Uid of the firm outside}
  introducer: {type: text, zh: 引荐企业, en: Local firm that can introduce}
  introducer_uid: {type: uid, zh: 引荐企业标识, en: Uid of the local firm}
  relation: {type: text, words: [kinds], zh: 关系, en: Relation}
  direction: {type: text, words: [queries], zh: 方向, en: Direction}
  amount: {type: money, unit: 元, zh: 金额合计（投资为轮次融资额）, en: "Sum of amounts (of investments: of whole rounds)"}
  count: {type: integer, unit: 条, zh: 条数, en: Number}
*/
WITH <<area>> AS area
MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s:Segment {code: $segment})
WHERE <<counted o>> AND <<valid at>> AND <<could_fill f>>
WITH DISTINCT area, f
MATCH (f)-[r:SUPPLIES|INVESTS|COOPERATES|CONTROLS]-(local:Firm)
WHERE local <> f AND <<in_force r>> AND <<stands local>> AND <<here local>>
WITH f, local, type(r) AS relation,
  CASE WHEN type(r) = 'COOPERATES' THEN 'both' WHEN startNode(r) = f THEN 'out' ELSE 'in' END AS direction, r
RETURN f.name AS firm, f.uid AS firm_uid, local.name AS introducer, local.uid AS introducer_uid, relation, direction,
  <<total coalesce(r.amount,r.money)>> AS amount, count(r) AS count
ORDER BY count DESC, firm_uid, introducer_uid, relation, direction
