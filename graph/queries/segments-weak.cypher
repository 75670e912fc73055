/*
zh: 有企业但没有规上、高企、小巨人和单项冠军的环节
en: Segments with firms, none of them above scale, high-tech, a little giant or a champion
uses: [region, chain, as_of]
columns:
  chain: {type: text, zh: 产业链, en: Chain}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  firms: {type: integer, unit: 家, zh: 有效企业, en: Effective firms}
  largest: {type: money, unit: 元, zh: 最大营业收入, en: Largest revenue}
*/
WITH <<area>> AS area
MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<counted o>> AND (<<fills at f s>>) AND <<effective f>>
WITH DISTINCT c, s, f
WITH c, s, count(f) AS firms, max(<<latest f revenue>>) AS largest,
  sum(CASE WHEN f.above_scale = true OR <<latest f above_scale>> = true OR <<champion f>>
    OR <<titled f high_tech_titles>> THEN 1 ELSE 0 END) AS graded
WHERE graded = 0
RETURN c.name AS chain, s.name AS segment, s.uid AS segment_uid, firms, largest
ORDER BY firms, chain, segment_uid
