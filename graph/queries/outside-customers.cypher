/*
zh: 本地企业的区外大客户
en: Large customers outside of firms here
note_zh: 金额按每对企业、每种产品的最近一年算（不晚于基准年；没写年度的算最近），与 liantu gaps 一致。不知道在哪里的（只知道名称）不算区外。
note_en: "Amounts are those of the newest year of each pair and product, none after the day; a row without a year counts as the newest, as in `liantu gaps`. Whoever is nowhere known to be (by name only) is not taken for one outside."
uses: [region, as_of]
columns:
  customer: {type: text, zh: 区外客户, en: Customer outside}
  customer_uid: {type: uid, zh: 区外客户标识, en: Uid of the customer}
  region: {type: text, words: [divisions], zh: 所在地, en: Division}
  suppliers: {type: integer, unit: 家, zh: 供货的本地企业, en: Local suppliers}
  supplier_uids: {type: uids, zh: 本地企业标识, en: Uids of the local suppliers}
  amount: {type: money, unit: 元, zh: 已知金额, en: Known amount}
*/
WITH <<area>> AS area
<<near f>>
WHERE <<trades f>> AND <<here f>>
<<sold f r customer>>
WITH area, customer, f, r WHERE <<away customer>>
WITH customer, f, r ORDER BY f.uid
WITH customer, collect(DISTINCT f.uid) AS suppliers, <<total r.amount>> AS amount
RETURN customer.name AS customer, customer.uid AS customer_uid, customer.region AS region, size(suppliers) AS suppliers,
  suppliers AS supplier_uids, amount
ORDER BY suppliers DESC, amount IS NULL, amount DESC, customer_uid
