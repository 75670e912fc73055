/*
zh: 过期资料（按来源）：只有老来源说过的事实，各来源各类几条
en: Facts that only old sources tell, by source and kind
note_zh: 一条事实以说到它的最新来源为准；没有写明日期的来源不在其列（载入时用 --source 写明日期）。涉密企业及其场所、年度数据不列。
note_en: A fact is as new as the newest source that tells it; sources without a date are left out (state one by --source when loading). Confidential firms, their sites and their years are left out.
uses: [region, as_of]
params:
  months: {type: integer, default: 12, unit: 月, zh: 来源早于基准日多少个月, en: Months that the source lies before the day}
columns:
  source: {type: text, zh: 来源, en: Source}
  source_date: {type: date, zh: 来源日期, en: Date of the source}
  kind: {type: text, words: [kinds], zh: 类别, en: Kind}
  facts: {type: integer, unit: 条, zh: 事实, en: Facts}
  uids: {type: uids, zh: 标识（前 20 个）, en: Uids (first 20)}
*/
WITH <<area>> AS area, $as_of - duration({months: $months}) AS before
MATCH (w:LiantuWorkspace)
WITH area, before, w
MATCH (x:Liantu)
WHERE x._workspaces[0] = w.id AND coalesce(x.region STARTS WITH area, true) AND <<own_open x>> AND <<valid x>>
UNWIND [place IN x._sources | toInteger(replace(last(split(place, ',')), ']', ''))] AS run
UNWIND [i IN range(0, size(w.run_numbers) - 1) WHERE w.run_numbers[i] = run AND w.run_dates[i] <> ''] AS i
WITH before, x, w.run_sources[i] AS source, date(w.run_dates[i]) AS day, run ORDER BY day DESC, run DESC
WITH before, x, head(collect({source: source, day: day})) AS newest
WHERE newest.day <= before
WITH newest.source AS source, newest.day AS day, head([label IN labels(x) WHERE label <> 'Liantu']) AS kind,
  x.uid AS uid ORDER BY uid
WITH source, day, kind, collect(uid) AS uids
RETURN source, day AS source_date, kind, size(uids) AS facts, uids[..20] AS uids
ORDER BY source_date, source, kind
