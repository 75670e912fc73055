/*
zh: 三招联动：缺有效企业、又有区外企业、人才团队和基金可用的环节
en: Segments without a firm here for which a firm outside, a talent team and a fund are all at hand
uses: [region, chain, as_of]
columns:
  chain: {type: text, zh: 产业链, en: Chain}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  firms: {type: integer, unit: 家, zh: 区外企业, en: Firms outside}
  teams: {type: integer, unit: 个, zh: 人才团队, en: Talent teams}
  funds: {type: integer, unit: 只, zh: 基金, en: Funds}
*/
WITH <<area>> AS area
MATCH (s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain)
  AND NOT EXISTS {
    MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(s)
    WHERE <<counted o>> AND (<<fills at f s>>) AND <<effective f>> }
WITH c, s, COUNT {
    MATCH (f:Firm)-[o:OPERATES_IN]->(s)
    WHERE <<counted o>> AND <<open f>> AND <<effective f>> AND NOT <<here f>>
    RETURN DISTINCT f } AS firms,
  COUNT { MATCH (t:TalentTeam)-[:FOCUSES_ON]->(s) WHERE <<valid t>> RETURN DISTINCT t } AS teams,
  COUNT {
    MATCH (fund:Fund)
    WHERE <<valid fund>> AND <<open fund>> AND (EXISTS { (fund)-[:FOCUSES_ON]->(s) } OR EXISTS {
      MATCH (fund)-[r:INVESTS]->(f:Firm)-[o:OPERATES_IN]->(s) WHERE <<valid r>> AND <<counted o>> AND <<open f>> })
    RETURN DISTINCT fund } AS funds
WHERE firms > 0 AND teams > 0 AND funds > 0
RETURN c.name AS chain, s.name AS segment, s.uid AS segment_uid, firms, teams, funds
ORDER BY chain, segment_uid
