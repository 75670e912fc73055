/*
zh: 本地采购来自哪些省份
en: From which provinces firms here buy
uses: [region, as_of]
columns:
  province: {type: text, words: [divisions], zh: 省份, en: Province}
  suppliers: {type: integer, unit: 家, zh: 供应企业, en: Suppliers}
  buyers: {type: integer, unit: 家, zh: 本地采购企业, en: Local buyers}
  rows: {type: integer, unit: 条, zh: 供应关系, en: Relations}
  amount: {type: money, unit: 元, zh: 已知金额, en: Known amount}
*/
WITH <<area>> AS area
<<near buyer>>
WHERE <<trades buyer>> AND <<here buyer>>
MATCH (supplier:Firm)-[r:SUPPLIES]->(buyer)
WHERE supplier <> buyer AND <<valid r>> AND <<trades supplier>>
RETURN left(supplier.region, 2) + '0000' AS province, count(DISTINCT supplier) AS suppliers,
  count(DISTINCT buyer) AS buyers, count(r) AS rows, round(sum(coalesce(r.amount, 0.0)), 2, 'HALF_UP') AS amount
ORDER BY rows DESC, province
