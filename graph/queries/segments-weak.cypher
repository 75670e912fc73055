/*
zh: 有企业但没有规上、高企、小巨人和单项冠军的环节
en: Segments with firms, none of them above scale, high-tech, a little giant or a champion
note_zh: 企业数与 liantu gaps 的有效企业一致，但这里不用人工判断（Decision 节点），也不把同一控制人、同地址、同电话的几家并作一家，次环节不限两个。只查“无规上、无高企、无小巨人和单项冠军、主导产品市场占有率都不到 10%”一条，没有人说过的也当作没有（liantu gaps 要有人说明才算薄弱，否则判一般）；配套率低、区位商低也算薄弱，须有覆盖度和参照表，见 liantu gaps。最大营业收入不看涉密企业。
note_en: "Firms are counted as `liantu gaps` counts effective firms, but people's decisions (Decision nodes) are not applied, firms of one controller, address and phone are not taken for one, and secondary segments are not limited to two. Only one clause of weak is asked here: none above scale, high-tech, a little giant, a champion or of a market share of 10 % or more, and what nobody has said counts as none (`liantu gaps` calls such a segment normal until somebody says so); low local supply or location quotient need coverage and a reference, see `liantu gaps`. The largest revenue is that of firms that are not confidential."
uses: [region, chain, as_of]
columns:
  chain: {type: text, zh: 产业链, en: Chain}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  firms: {type: integer, unit: 家, zh: 有效企业, en: Effective firms}
  largest: {type: money, unit: 元, zh: 最大营业收入, en: Largest revenue}
*/
WITH <<area>> AS area
<<near f>>
WHERE <<effective f>>
MATCH (f)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<counted o>> AND <<ours s>> AND <<ours c>> AND (<<fills at f s>>)
WITH DISTINCT c, s, f
WITH c, s, count(f) AS firms, max(CASE WHEN <<open f>> THEN <<latest f revenue>> END) AS largest,
  sum(CASE WHEN f.above_scale = true OR <<latest f above_scale>> = true OR <<champion f>>
    OR <<titled f high_tech_titles>> THEN 1 ELSE 0 END) AS graded
WHERE graded = 0
RETURN c.name AS chain, s.name AS segment, s.uid AS segment_uid, firms, largest
ORDER BY firms, chain, segment_uid
