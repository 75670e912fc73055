/*
zh: 两个日期之间的变化：企业和场所的设立与终止，供应、合作、投资、控制、资质的开始与结束，线索的进展
en: What changed between two dates - firms, sites and relations that began or ended, and leads that moved on
note_zh: 按事实自己的日期（成立、签约、到期……）看，不按载入日期；只写年份的算该年 1 月 1 日；供应从写明的最早一年算起，没写年度的不知从何时起；同一产品有几年的，只有截止日前最近一年写明终止才算终止。资质没写到期日的按有效年限推算，重新认定的，旧证到期也列。关系有一端登记在本地即列出；没写行政区的线索算本区的。不看个人，也不列个人的控制。涉密企业及其场所不列。
note_en: By the dates of the facts themselves (founded, signed, ended), not of loading; a year alone stands for its first day; supplies of a product begin with the first year that is stated, and without a year nobody knows when; of several years only an end of the newest one until the last day is an end. A title without a stated end ends by its years of validity, one that was granted anew too. A relation is listed when one end is registered here; a lead without a division is the home district's. Persons are not looked at, nor whom they control. Confidential firms and their sites are left out.
uses: [region, home]
params:
  since: {type: date, zh: 起始日（不含）, en: After this day}
  until: {type: date, default: as_of, after: since, zh: 截止日（含）, en: To this day}
columns:
  date: {type: date, zh: 日期, en: Date}
  change: {type: text, words: [queries, Lead.stage], zh: 变化, en: Change}
  kind: {type: text, words: [kinds], zh: 类别, en: Kind}
  name: {type: text, zh: 名称, en: Name}
  uid: {type: uid, zh: 标识, en: Uid}
  other: {type: text, zh: 另一方, en: Other side}
  other_uid: {type: uid, zh: 另一方标识, en: Uid of the other side}
*/
WITH <<area>> AS area
CALL (area) {
  MATCH (x:Firm|Site)
  WHERE x.region STARTS WITH area AND <<own_open x>>
  UNWIND [['began', x._from], ['ended', x._to]] AS one
  RETURN one[1] AS day, one[0] AS change, CASE WHEN x:Site THEN 'Site' ELSE 'Firm' END AS kind, x, null AS y, '' AS key
  UNION ALL
  MATCH (local:Firm|Fund|Institute) WHERE local.region STARTS WITH area
  MATCH (local)-[r:SUPPLIES|COOPERATES|INVESTS|CONTROLS|HOLDS]-()
  WITH DISTINCT r, startNode(r) AS x, endNode(r) AS y
  WHERE <<ours r>> AND x:Firm|Fund|Institute AND y:Firm|Fund|Institute|Recognition AND x <> y AND <<open x>> AND <<open y>>
  WITH r, x, y, CASE WHEN type(r) = 'SUPPLIES' AND r.year IS NOT NULL AND NOT EXISTS {
      MATCH (x)-[earlier:SUPPLIES]->(y)
      WHERE <<ours earlier>> AND earlier.year < r.year AND coalesce(earlier.product, '') = coalesce(r.product, '') }
    THEN date({year: r.year}) ELSE r._from END AS began,
    // a yearly row that ended is no end where a newer one goes on
    CASE WHEN type(r) = 'HOLDS' THEN <<runs_out r y>>
      WHEN type(r) <> 'SUPPLIES' OR coalesce(r.year, 0) <= $until.year AND NOT EXISTS {
        MATCH (x)-[newer:SUPPLIES]->(y)
        WHERE <<ours newer>> AND coalesce(newer.product, '') = coalesce(r.product, '') AND coalesce(newer.year, 0) <= $until.year
          AND (coalesce(newer.year, $until.year + 1) > coalesce(r.year, $until.year + 1)
            OR coalesce(newer.year, $until.year + 1) = coalesce(r.year, $until.year + 1) AND newer.key > r.key) }
      THEN r._to END AS ended
  UNWIND [['began', began], ['ended', ended]] AS one
  RETURN one[1] AS day, one[0] AS change, type(r) AS kind, x, y, r.key AS key
  UNION ALL
  MATCH (x:Lead)
  WHERE <<ours x>> AND coalesce(x.region, $home) STARTS WITH area
  RETURN x.stage_date AS day, x.stage AS change, 'Lead' AS kind, x, null AS y, '' AS key }
WITH day, change, kind, x, y, key WHERE day > $since AND day <= $until
RETURN day AS date, change, kind, x.name AS name, x.uid AS uid, y.name AS other, y.uid AS other_uid
ORDER BY date, change, kind, uid, key
