/*
zh: 某企业的供应企业
en: Suppliers of a firm
note_zh: 金额按每对企业、每种产品的最近一年算（不晚于基准年；没写年度的算最近），与 liantu gaps 一致。没写金额的不计入，都没写的为空。
note_en: "Amounts are those of the newest year of each pair and product, none after the day; a row without a year counts as the newest, as in `liantu gaps`. Amounts that nobody states are not added; where none is stated there is no sum."
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
MATCH (f:Firm)
WHERE (f.uid = $firm OR f.name = $firm) AND <<trades f>>
<<bought supplier r f>>
WITH area, supplier, r ORDER BY r.product
WITH area, supplier, collect(DISTINCT r.product) AS products, <<total r.amount>> AS amount, count(r) AS rows
RETURN supplier.name AS supplier, supplier.uid AS supplier_uid, supplier.region AS region, <<here supplier>> AS local,
  products, amount, rows
ORDER BY amount IS NULL, amount DESC, supplier_uid
