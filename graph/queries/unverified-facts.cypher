/*
zh: 待核实：推断得出或把握不大的归链
en: Placements to check - inferred, or of low confidence
note_zh: 列出推断得出的归链，包括只凭经营范围的候选；确认、改动或否定用 liantu review。
note_en: "Placements that were inferred, candidates by scope words among them; confirm, move or reject them by `liantu review`."
uses: [region, chain, as_of]
params:
  confidence: {type: number, default: 0.6, zh: 把握低于, en: Confidence below}
columns:
  firm: {type: text, zh: 企业, en: Firm}
  firm_uid: {type: uid, zh: 企业标识, en: Firm uid}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  evidence: {type: text, words: [OPERATES_IN.evidence], zh: 归链依据, en: Evidence}
  confidence: {type: number, zh: 把握, en: Confidence}
  words: {type: list, zh: 命中词, en: Words}
*/
WITH <<area>> AS area
<<near f>>
WHERE <<open f>> AND <<here f>>
MATCH (f)-[o:OPERATES_IN]->(s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<ours o>> AND <<ours c>> AND o.confidence < $confidence AND <<in_business f>>
RETURN f.name AS firm, f.uid AS firm_uid, s.name AS segment, s.uid AS segment_uid, o.evidence AS evidence,
  o.confidence AS confidence, coalesce(o.words, []) AS words
ORDER BY confidence, firm_uid, segment_uid, o.key
