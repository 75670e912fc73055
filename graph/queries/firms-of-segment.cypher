/*
zh: 某环节的本地企业
en: Firms here of a segment
note_zh: 归链依据取最可靠的一条。
note_en: The evidence is the strongest that there is.
uses: [region, segment, as_of]
columns:
  firm: {type: text, zh: 企业, en: Firm}
  firm_uid: {type: uid, zh: 企业标识, en: Firm uid}
  effective: {type: flag, zh: 有效企业, en: Effective firm}
  main: {type: flag, zh: 主环节, en: Main segment}
  evidence: {type: text, words: [OPERATES_IN.evidence], zh: 归链依据, en: Evidence}
  above_scale: {type: flag, zh: 规上, en: Above scale}
  revenue: {type: money, unit: 元, zh: 营业收入, en: Revenue}
  insured: {type: integer, unit: 人, zh: 参保人数, en: Insured staff}
*/
WITH <<area>> AS area
MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s:Segment {code: $segment})
WHERE <<open f>> AND <<in_business f>> AND <<counted o>> AND (<<fills at f s>>)
WITH f, max(coalesce(o.main, false)) AS main, <<strongest o>> AS evidence
RETURN f.name AS firm, f.uid AS firm_uid, coalesce(<<effective f>>, false) AS effective, main, evidence,
  coalesce(f.above_scale = true OR <<latest f above_scale>> = true, false) AS above_scale,
  <<latest f revenue>> AS revenue, <<latest f insured>> AS insured
ORDER BY effective DESC, revenue IS NULL, revenue DESC, firm_uid
