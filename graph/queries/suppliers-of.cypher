/*
zh: 某企业的供应企业
en: Suppliers of a firm
uses: [region, as_of]
params:
  firm: {type: text, of: Firm, by: [uid, name], zh: 企业的标识或名称, en: Uid or name of the firm}
columns:
  supplier: {type: text, zh: 供应企业, en: Supplier}
  supplier_uid: {type: uid, zh: 供应企业标识, en: Uid of the supplier}
  region: {type: text, words: [divisions], zh: 所在地, en: Division}
  local: {type: flag, zh: 在本地, en: Here}
  products: {type: list, zh: 产品, en: Products}
  amount: {type: money, unit: 元, zh: 金额合计, en: Sum of amounts}
  rows: {type: integer, unit: 条, zh: 条数, en: Number}
*/
WITH <<area>> AS area
MATCH (supplier:Firm)-[r:SUPPLIES]->(f:Firm)
WHERE (f.uid = $firm OR f.name = $firm) AND supplier <> f AND <<valid r>> AND <<trades supplier>> AND <<trades f>>
WITH area, supplier, r ORDER BY r.product
WITH area, supplier, collect(DISTINCT r.product) AS products, round(sum(coalesce(r.amount, 0.0)), 2, 'HALF_UP') AS amount, count(r) AS rows
RETURN supplier.name AS supplier, supplier.uid AS supplier_uid, supplier.region AS region, <<here supplier>> AS local,
  products, amount, rows
ORDER BY amount DESC, supplier_uid
