/*
zh: 两个日期之间的变化：新设、注销或迁出的企业和场所
en: What changed between two dates - firms and sites that began or ended
uses: [region]
params:
  since: {type: date, zh: 起始日（不含）, en: After this day}
  until: {type: date, default: as_of, zh: 截止日（含）, en: To this day}
columns:
  date: {type: date, zh: 日期, en: Date}
  change: {type: text, zh: 变化, en: Change}
  kind: {type: text, zh: 类别, en: Kind}
  name: {type: text, zh: 名称, en: Name}
  uid: {type: uid, zh: 标识, en: Uid}
*/
WITH <<area>> AS area
MATCH (x:Firm|Site)
WHERE x.region STARTS WITH area AND <<open x>>
UNWIND [['began', x._from], ['ended', x._to]] AS one
WITH x, one[0] AS change, one[1] AS day
WHERE day > $since AND day <= $until
RETURN day AS date, change, CASE WHEN x:Site THEN 'Site' ELSE 'Firm' END AS kind, x.name AS name, x.uid AS uid
ORDER BY date, change, uid
