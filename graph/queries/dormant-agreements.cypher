/*
zh: 沉睡协议：签了很久、没有金额也没有后续技术合同的合作
en: Dormant agreements - old, still in force, with neither money nor a contract since
uses: [region, as_of]
params:
  months: {type: integer, default: 24, unit: 月, zh: 签订至今至少多少个月, en: Least age in months}
columns:
  first: {type: text, zh: 甲方, en: One side}
  first_uid: {type: uid, zh: 甲方标识, en: Uid of one side}
  second: {type: text, zh: 乙方, en: Other side}
  second_uid: {type: uid, zh: 乙方标识, en: Uid of the other side}
  topic: {type: text, zh: 合作内容, en: Topic}
  since: {type: date, zh: 开始日期, en: Since}
*/
WITH <<area>> AS area, $as_of - duration({months: $months}) AS before
MATCH (a)-[r:COOPERATES]->(b)
WHERE r.from_date <= before AND <<valid r>> AND coalesce(r.money, 0.0) = 0.0 AND <<open a>> AND <<open b>>
  AND (<<here a>> OR <<here b>>)
  AND NOT EXISTS {
    MATCH (a)-[:SIGNED]->(contract:Contract)<-[:SIGNED]-(b)
    WHERE coalesce(contract.date, $as_of) >= r.from_date AND coalesce(contract.date, $as_of) <= $as_of }
RETURN a.name AS first, a.uid AS first_uid, b.name AS second, b.uid AS second_uid, r.topic AS topic,
  r.from_date AS since
ORDER BY since, r.key
