/*
zh: 无人应答的技术需求，和研究该环节的院所、团队
en: Demands nobody answered, with institutes and teams of their segment
note_zh: 状态为对接中（已对接）、已解决、已撤回的，和写明无效的，不列；没写状态的算待对接。未采纳的应答不算，基准日以后的也不算。注销、吊销、迁出的企业不算，写了日期的从那天起不算；停业、清算的还在。
note_en: Demands that are talked about, solved or withdrawn are left out, and so are those said to be invalid; without a state a demand is open. An answer that was declined, or comes after the day, is none. Firms struck off or moved out do not count, from their day on where one is stated; suspended ones and those in liquidation do.
uses: [region, as_of]
columns:
  demand: {type: text, zh: 技术需求, en: Demand}
  demand_uid: {type: uid, zh: 需求标识, en: Demand uid}
  firm: {type: text, zh: 提出企业, en: Posted by}
  firm_uid: {type: uid, zh: 企业标识, en: Firm uid}
  budget: {type: money, unit: 元, zh: 预算, en: Budget}
  able: {type: integer, unit: 个, zh: 可对接的院所和团队, en: Institutes and teams}
  able_uids: {type: uids, zh: 院所和团队标识, en: Uids of institutes and teams}
*/
WITH <<area>> AS area
MATCH (f:Firm)-[:POSTED]->(d:Demand)
WHERE <<stands f>> AND <<here f>> AND <<valid d>> AND coalesce(d.state, 'open') = 'open' AND coalesce(d.valid, true)
  AND NOT EXISTS {
    MATCH (d)<-[a:ANSWERS]-(who)
    WHERE <<ours a>> AND <<valid who>> AND coalesce(a.date, $as_of) <= $as_of AND coalesce(a.state, '') <> 'declined' }
WITH DISTINCT f, d
WITH f, d, COLLECT {
  MATCH (d)-[:FOCUSES_ON]->(:Segment)-[:SAME_AS*0..1]-(:Segment)<-[:FOCUSES_ON]-(x:Institute|Firm|Fund|TalentTeam)
  WHERE (x:TalentTeam OR <<is_institute x>>) AND <<stands x>>
  RETURN DISTINCT x.uid AS uid ORDER BY uid } AS able
RETURN d.name AS demand, d.uid AS demand_uid, f.name AS firm, f.uid AS firm_uid, d.budget AS budget,
  size(able) AS able, able AS able_uids
ORDER BY budget IS NULL, budget DESC, demand_uid, firm_uid
