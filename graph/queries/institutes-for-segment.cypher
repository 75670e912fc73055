/*
zh: 研究某环节的高校院所
en: Institutes that work on a segment
uses: [region, segment, as_of]
columns:
  name: {type: text, zh: 名称, en: Name}
  uid: {type: uid, zh: 标识, en: Uid}
  region: {type: text, words: [divisions], zh: 所在地, en: Division}
  local: {type: flag, zh: 在本地, en: Here}
  level: {type: text, words: [Institute.level], zh: 级别, en: Level}
  local_firms: {type: integer, unit: 家, zh: 有合作的本地企业, en: Local firms it works with}
*/
WITH <<area>> AS area
MATCH (x:Institute|Firm|Fund)-[:FOCUSES_ON]->(:Segment)-[:SAME_AS*0..1]-(:Segment {code: $segment})
WHERE <<is_institute x>> AND <<stands x>>
WITH DISTINCT area, x
RETURN x.name AS name, x.uid AS uid, x.region AS region, <<here x>> AS local,
  x.level AS level, COUNT {
    MATCH (x)-[r:COOPERATES|WORKS_WITH]-(f:Firm)
    WHERE f <> x AND <<valid r>> AND <<stands f>> AND <<here f>>
    RETURN DISTINCT f } AS local_firms
ORDER BY local DESC, local_firms DESC, uid
