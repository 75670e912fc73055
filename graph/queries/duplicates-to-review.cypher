/*
zh: 疑似重复：同名，或同地址同电话的企业
en: Firms that may be one - of one name, or of one address and phone
uses: [region, as_of]
columns:
  first: {type: text, zh: 企业甲, en: First firm}
  first_uid: {type: uid, zh: 企业甲标识, en: Uid of the first firm}
  second: {type: text, zh: 企业乙, en: Second firm}
  second_uid: {type: uid, zh: 企业乙标识, en: Uid of the second firm}
  reason: {type: text, zh: 原因, en: Reason}
*/
WITH <<area>> AS area
CALL (area) {
  MATCH (a:Firm) WHERE <<open a>> AND <<here a>>
  MATCH (b:Firm) WHERE b.name = a.name AND b <> a AND <<open b>>
  RETURN a, b, 'name' AS reason
  UNION
  MATCH (f:Firm) WHERE <<open f>> AND f.address IS NOT NULL AND f.phone IS NOT NULL
  WITH area, f ORDER BY f.uid
  WITH area, f.address AS address, f.phone AS phone, collect(f) AS firms
  WHERE size(firms) > 1
  UNWIND firms AS a
  UNWIND firms AS b
  WITH area, a, b WHERE a <> b AND <<here a>>
  RETURN a, b, 'address_phone' AS reason }
WITH DISTINCT reason, CASE WHEN a.uid < b.uid THEN a ELSE b END AS a, CASE WHEN a.uid < b.uid THEN b ELSE a END AS b
RETURN a.name AS first, a.uid AS first_uid, b.name AS second, b.uid AS second_uid, reason
ORDER BY first_uid, second_uid, reason
