/*
zh: 三招联动：缺有效企业、又有区外企业、人才团队和基金可用的环节
en: Segments without a firm here for which a firm outside, a talent team and a fund are all at hand
note_zh: 本地有没有企业的判断同 segments-without-firms；区外企业同 firms-to-fill，失信企业不算；基金按关注环节或已投该环节企业算，登记为企业的基金、院所按“兼有角色”认。
note_en: "Whether a segment has a firm here is judged as in segments-without-firms; firms outside are those of firms-to-fill, dishonest ones left out; a fund counts by its focus or by a firm of the segment that it invested in; funds registered as firms are known by their role."
uses: [region, chain, as_of]
columns:
  chain: {type: text, zh: 产业链, en: Chain}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  firms: {type: integer, unit: 家, zh: 区外企业, en: Firms outside}
  teams: {type: integer, unit: 个, zh: 人才团队, en: Talent teams}
  funds: {type: integer, unit: 只, zh: 基金, en: Funds}
  team_uids: {type: uids, zh: 人才团队标识, en: Uids of the teams}
  fund_uids: {type: uids, zh: 基金标识, en: Uids of the funds}
*/
WITH <<area>> AS area
MATCH (s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<ours s>> AND <<ours c>>
  AND NOT EXISTS {
    MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s)
    WHERE <<counted o>> AND (<<fills at f s>>) AND <<effective f>> }
WITH c, s, COUNT {
    MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s)
    WHERE <<counted o>> AND <<valid at>> AND <<could_fill f>>
    RETURN DISTINCT f } AS firms,
  COLLECT {
    MATCH (t:TalentTeam)-[:FOCUSES_ON]->(:Segment)-[:SAME_AS*0..1]-(s) WHERE <<stands t>>
    RETURN DISTINCT t.uid AS uid ORDER BY uid } AS teams,
  COLLECT {
    CALL (s) {
      MATCH (fund:Fund|Firm)-[:FOCUSES_ON]->(:Segment)-[:SAME_AS*0..1]-(s)
      RETURN fund
      UNION
      MATCH (s)-[:SAME_AS*0..1]-(:Segment)<-[o:OPERATES_IN]-(at)<-[:HAS_SITE*0..1]-(f:Firm)<-[r:INVESTS]-(fund:Fund|Firm)
      WHERE f <> fund AND <<valid r>> AND <<counted o>> AND <<valid at>> AND <<stands f>>
      RETURN fund }
    WITH fund WHERE <<is_fund fund>> AND <<stands fund>>
    RETURN DISTINCT fund.uid AS uid ORDER BY uid } AS funds
WHERE firms > 0 AND size(teams) > 0 AND size(funds) > 0
RETURN c.name AS chain, s.name AS segment, s.uid AS segment_uid, firms, size(teams) AS teams, size(funds) AS funds,
  teams AS team_uids, funds AS fund_uids
ORDER BY chain, segment_uid
