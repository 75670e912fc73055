/*
zh: 本地企业只从区外采购的环节
en: Segments that local firms buy from outside only
note_zh: 每笔采购只记一个环节：供应企业归链中产品或环节与所购产品同名的优先，其次是采购企业所在环节要用的，再次是主环节；金额按每对企业、每种产品的最近一年算（不晚于基准年；没写年度的算最近），都没写金额的为空。与 liantu gaps 不同：产品不按产业链模板的关键词认，不用人工判断（Decision 节点），次环节不限两个，采购企业在业即算，所在地不明的供应企业算区外。
note_en: "Each purchase is booked to one segment of its supplier: the one whose name or product is what was bought, else one that a segment of the buyer takes, else the main one. Amounts are those of the newest year of each pair and product, none after the day; a row without a year counts as the newest; where no amount is stated there is no sum. Unlike `liantu gaps`, products are not known by the keywords of the templates, people's decisions (Decision nodes) are not applied, secondary segments are not limited to two, every buyer in business counts, and a supplier of unknown division is one outside."
uses: [region, chain, as_of]
columns:
  chain: {type: text, zh: 产业链, en: Chain}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  buyers: {type: integer, unit: 家, zh: 本地采购企业, en: Local buyers}
  suppliers: {type: integer, unit: 家, zh: 区外供应企业, en: Suppliers outside}
  amount: {type: money, unit: 元, zh: 已知采购额, en: Known purchases}
*/
WITH <<area>> AS area
<<near buyer>>
WHERE <<trades buyer>> AND <<here buyer>>
<<bought supplier r buyer>>
// one segment for each purchase, of those in which the supplier stands
<<booked supplier r buyer made>>
MATCH (made)-[:SAME_AS*0..1]-(s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<ours s>> AND <<ours c>>
WITH DISTINCT c, s, r, buyer, supplier, <<here supplier>> AS near
WITH c, s, count(DISTINCT buyer) AS buyers, count(DISTINCT supplier) AS suppliers,
  <<total r.amount>> AS amount, max(CASE WHEN near THEN 1 ELSE 0 END) AS near
WHERE near = 0
RETURN c.name AS chain, s.name AS segment, s.uid AS segment_uid, buyers, suppliers, amount
ORDER BY buyers DESC, chain, segment_uid
