/*
zh: 沉睡协议：签了很久、仍在有效期、此后没有共同的技术合同和项目
en: Dormant agreements - old, still in force, with no contract or project of both sides since
note_zh: 协议金额是签约时约定的数，不说明执行过，所以只列出、不作判断。合同看登记日期，没有则看签订日期；项目看立项日期，没有则看备案日期，再没有看年度（与签约同年即算此后）；都没有的算作此后的。合作不分甲乙，两方的先后没有意义。
note_en: The money is what was agreed on signing and proves nothing, so it is shown and not judged. A contract goes by its day of registration, else of signing; a project by its first day, else that of filing, else its year (that of the agreement counts as later); what has none of these counts as later. Cooperation has no direction, so which side stands first means nothing.
uses: [region, as_of]
params:
  months: {type: integer, default: 24, least: 0, unit: 月, zh: 签订至今至少多少个月, en: Least age in months}
columns:
  first: {type: text, zh: 一方, en: One side}
  first_uid: {type: uid, zh: 一方标识, en: Uid of one side}
  second: {type: text, zh: 另一方, en: Other side}
  second_uid: {type: uid, zh: 另一方标识, en: Uid of the other side}
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
    WITH contract, coalesce(contract.date, contract.signed, $as_of) AS day
    WHERE <<ours contract>> AND day >= r.from_date AND day <= $as_of
    RETURN day }
  AND NOT EXISTS {
    MATCH (a)-[:UNDERTAKES]->(project:Project)<-[:UNDERTAKES]-(b)
    WITH project, coalesce(project.from_date, project.filed) AS day
    WHERE <<ours project>> AND CASE WHEN day IS NOT NULL THEN day >= r.from_date AND day <= $as_of
      ELSE coalesce(project.year >= r.from_date.year AND project.year <= $as_of.year, true) END
    RETURN day }
RETURN a.name AS first, a.uid AS first_uid, b.name AS second, b.uid AS second_uid, r.topic AS topic,
  r.from_date AS since, r.to_date AS until, r.money AS money
ORDER BY since, r.key
