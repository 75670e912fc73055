/*
zh: 在别处投资过某环节的基金
en: Funds that invested in a segment elsewhere
note_zh: 不知道在哪里的企业（只知道名称）不算别处的。融资额是所投轮次的总额，由各投资方共同出资，不是该基金自己出的钱。
note_en: A firm that is nowhere known to be (by name only) is not taken for one elsewhere. The amount is that of whole rounds, which all their investors gave together, not what the fund gave itself.
uses: [region, segment, as_of]
columns:
  fund: {type: text, zh: 基金, en: Fund}
  fund_uid: {type: uid, zh: 基金标识, en: Fund uid}
  firms: {type: integer, unit: 家, zh: 该环节已投企业, en: Firms of the segment}
  firm_uids: {type: uids, zh: 已投企业标识, en: Uids of the firms}
  amount: {type: money, unit: 元, zh: 所投轮次融资额合计, en: Sum of the rounds it took part in}
  latest: {type: date, zh: 最近一次, en: Latest}
  invested_here: {type: flag, zh: 投过本地企业, en: Invested here}
*/
WITH <<area>> AS area
MATCH (fund:Fund|Firm)-[r:INVESTS]->(f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s:Segment {code: $segment})
WHERE fund <> f AND <<is_fund fund>> AND <<valid r>> AND <<stands fund>> AND <<stands f>> AND <<counted o>> AND <<valid at>>
  AND <<away f>>
WITH DISTINCT area, fund, r, f ORDER BY f.uid
WITH area, fund, collect(DISTINCT f.uid) AS firms, <<total r.amount>> AS amount, max(r.date) AS latest
RETURN fund.name AS fund, fund.uid AS fund_uid, size(firms) AS firms, firms AS firm_uids, amount, latest,
  EXISTS { MATCH (fund)-[t:INVESTS]->(g:Firm) WHERE g <> fund AND <<valid t>> AND <<stands g>> AND <<here g>> } AS invested_here
ORDER BY firms DESC, amount IS NULL, amount DESC, fund_uid
