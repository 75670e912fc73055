/*
zh: 与本地机构共同投资过同一企业的投资方
en: Investors that put money into the same firms as investors here
note_zh: 基金、企业和院所都算投资方；不知道在哪里的（只知道名称）不算区外。
note_en: Funds, firms and institutes invest. Whoever is nowhere known to be (by name only) is not taken for one outside.
uses: [region, as_of]
columns:
  local: {type: text, zh: 本地投资方, en: Local investor}
  local_uid: {type: uid, zh: 本地投资方标识, en: Uid of the local investor}
  investor: {type: text, zh: 区外投资方, en: Investor outside}
  investor_uid: {type: uid, zh: 区外投资方标识, en: Uid of the investor outside}
  firms: {type: integer, unit: 家, zh: 共同投资企业, en: Firms both invested in}
  firm_uids: {type: uids, zh: 共同投资企业标识, en: Uids of the firms}
*/
WITH <<area>> AS area
CALL (area) {
  MATCH (a:Fund|Institute)
  RETURN a
  UNION
  <<near a>>
  RETURN a }
WITH DISTINCT area, a WHERE <<stands a>> AND <<here a>>
MATCH (a)-[r:INVESTS]->(f:Firm)<-[t:INVESTS]-(b:Fund|Firm|Institute)
WHERE a <> b AND a <> f AND b <> f AND <<valid r>> AND <<valid t>> AND <<stands b>> AND <<stands f>> AND <<away b>>
WITH DISTINCT a, b, f ORDER BY f.uid
WITH a, b, collect(f.uid) AS firms
RETURN a.name AS local, a.uid AS local_uid, b.name AS investor, b.uid AS investor_uid, size(firms) AS firms,
  firms AS firm_uids
ORDER BY firms DESC, local_uid, investor_uid
