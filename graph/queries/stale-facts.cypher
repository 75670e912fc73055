/*
zh: 过期资料（按来源）：只有老来源说过的节点，各来源各类几个
en: Nodes that only old sources tell, by source and kind
note_zh: 只看节点，不看关系。一个节点以说到它的最新来源为准；有一处来源没写日期的不列，因为无从知道它多新（载入时用 --source 写明日期）。涉密企业及其场所、年度数据不列；来源超过 20 处的也不列，因为这里只记着最早的 20 处。年度数据和没写行政区的场所随其企业的行政区；其余没写行政区的，以及没有行政区一栏的类别（产业链、环节、产品、人员、资质、知识产权、项目、合同、技术需求、成果、政策、联合体、指标、判断等），不论区域都计入。
note_en: "Nodes only, no relations. A node is as new as the newest source that tells it; told by a source without a date it is left out, for nobody knows how new that is (state one by --source when loading). Confidential firms, their sites and their years are left out, and so are facts of more than 20 places, for only the oldest 20 are known here. Years, and sites that state no division, go by that of their firm; whatever else states none counts everywhere, as do kinds that have none (chains, segments, products, people, titles, IP, projects, contracts, demands, outcomes, policies, consortia, indicators, decisions and the like)."
uses: [region, as_of]
params:
  months: {type: integer, default: 12, least: 0, unit: 月, zh: 来源早于基准日多少个月, en: Months that the source lies before the day}
columns:
  source: {type: text, zh: 来源, en: Source}
  source_date: {type: date, zh: 来源日期, en: Date of the source}
  kind: {type: text, words: [kinds], zh: 类别, en: Kind}
  facts: {type: integer, unit: 条, zh: 事实, en: Facts}
  uids: {type: uids, zh: 标识（前 20 个）, en: Uids (first 20)}
*/
WITH <<area>> AS area, $as_of - duration({months: $months}) AS before
MATCH (w:LiantuWorkspace)
WITH area, before, w, [i IN range(0, size(w.run_numbers) - 1) WHERE w.run_dates[i] = '' | w.run_numbers[i]] AS undated
MATCH (x:Liantu)
WHERE x._workspaces[0] = w.id AND <<own_open x>> AND <<valid x>>
  // of many places only the oldest stand here: a newer one may be among the others
  AND NOT coalesce(x._source_count > size(x._sources), false)
  AND coalesce(CASE WHEN x.region IS NULL AND x:Site|YearFact THEN head(COLLECT {
      MATCH (owner:Firm)-[has:HAS_SITE|HAS_YEAR]->(x) WHERE <<ours has>> AND <<ours owner>>
      RETURN owner.region ORDER BY owner.uid LIMIT 1 }) ELSE x.region END STARTS WITH area, true)
WITH before, w, x, undated, [place IN x._sources | toInteger(replace(last(split(place, ',')), ']', ''))] AS runs
WHERE none(run IN runs WHERE run IN undated)
UNWIND runs AS run
UNWIND [i IN range(0, size(w.run_numbers) - 1) WHERE w.run_numbers[i] = run AND w.run_dates[i] <> ''] AS i
WITH before, w, x, w.run_sources[i] AS source, date(w.run_dates[i]) AS day, run ORDER BY day DESC, run DESC
WITH before, w, x, head(collect({source: source, day: day})) AS newest
WHERE newest.day < before
WITH newest.source AS source, newest.day AS day, head([label IN labels(x) WHERE label IN w.kinds]) AS kind,
  x.uid AS uid ORDER BY uid
WITH source, day, kind, collect(uid) AS uids
RETURN source, day AS source_date, kind, size(uids) AS facts, uids[..20] AS uids
ORDER BY source_date, source, kind
