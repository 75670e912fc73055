/*
zh: 沉睡协议：签了很久、仍在有效期、此后没有共同的技术合同和项目
en: Dormant agreements - old, still in force, with no contract or project of both sides since
note_zh: 协议金额是签约时约定的数，不说明执行过，所以只列出、不作判断。没有日期的合同和项目算作此后的。
note_en: The money is what was agreed on signing and proves nothing, so it is shown and not judged. Contracts and projects without a date count as later ones.
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
  until: {type: date, zh: 到期日期, en: Until}
  money: {type: money, unit: 元, zh: 约定金额, en: Money agreed}
*/
WITH <<area>> AS area, $as_of - duration({months: $months}) AS before
MATCH (a)-[r:COOPERATES]->(b)
WHERE r.from_date <= before AND <<valid r>> AND <<stands a>> AND <<stands b>> AND (<<here a>> OR <<here b>>)
  AND NOT EXISTS {
    MATCH (a)-[:SIGNED]->(contract:Contract)<-[:SIGNED]-(b)
    WHERE <<ours contract>> AND coalesce(contract.date, $as_of) >= r.from_date AND coalesce(contract.date, $as_of) <= $as_of }
  AND NOT EXISTS {
    MATCH (a)-[:UNDERTAKES]->(project:Project)<-[:UNDERTAKES]-(b)
    WHERE <<ours project>> AND coalesce(project.from_date, $as_of) >= r.from_date AND coalesce(project.from_date, $as_of) <= $as_of }
RETURN a.name AS first, a.uid AS first_uid, b.name AS second, b.uid AS second_uid, r.topic AS topic,
  r.from_date AS since, r.to_date AS until, r.money AS money
ORDER BY since, r.key
