/*
zh: 同为本地企业供货的区外企业
en: Firms outside that supply the same local firms
note_zh: 不知道在哪里的（只知道名称）不算区外。
note_en: Whoever is nowhere known to be (by name only) is not taken for one outside.
uses: [region, as_of]
params:
  least: {type: integer, default: 2, least: 2, unit: 家, zh: 至少共同供货的本地企业数, en: Least number of shared local buyers}
columns:
  first: {type: text, zh: 企业甲, en: First firm}
  first_uid: {type: uid, zh: 企业甲标识, en: Uid of the first firm}
  second: {type: text, zh: 企业乙, en: Second firm}
  second_uid: {type: uid, zh: 企业乙标识, en: Uid of the second firm}
  buyers: {type: integer, unit: 家, zh: 共同客户, en: Shared buyers}
  buyer_uids: {type: uids, zh: 共同客户标识, en: Uids of the shared buyers}
*/
WITH <<area>> AS area
<<near buyer>>
WHERE <<trades buyer>> AND <<here buyer>>
<<bought supplier r buyer>>
WITH DISTINCT area, supplier, buyer ORDER BY buyer.uid
// only who has buyers enough is paired: a firm here may have thousands of suppliers
WITH area, supplier, collect(buyer) AS buyers
WHERE size(buyers) >= $least AND <<away supplier>>
UNWIND buyers AS buyer
WITH supplier, buyer ORDER BY supplier.uid
WITH buyer, collect(supplier) AS suppliers
UNWIND suppliers AS a
UNWIND suppliers AS b
WITH a, b, buyer
WHERE a.uid < b.uid
WITH a, b, buyer ORDER BY buyer.uid
WITH a, b, collect(buyer.uid) AS buyers
WHERE size(buyers) >= $least
RETURN a.name AS first, a.uid AS first_uid, b.name AS second, b.uid AS second_uid, size(buyers) AS buyers,
  buyers AS buyer_uids
ORDER BY buyers DESC, first_uid, second_uid
