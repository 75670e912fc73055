/*
zh: 本地采购来自哪些省份
en: From which provinces firms here buy
note_zh: 金额按每对企业、每种产品的最近一年算（不晚于基准年；没写年度的算最近），与 liantu gaps 一致。省份看供应企业的登记地，不看场所；登记地不明的列在空白一行。
note_en: "Amounts are those of the newest year of each pair and product, none after the day; a row without a year counts as the newest, as in `liantu gaps`. The province is that of the registered address, not of sites; suppliers without one stand in a row without a province."
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
<<bought supplier r buyer>>
RETURN left(supplier.region, 2) + '0000' AS province, count(DISTINCT supplier) AS suppliers,
  count(DISTINCT buyer) AS buyers, count(r) AS rows, <<total r.amount>> AS amount
ORDER BY rows DESC, province
