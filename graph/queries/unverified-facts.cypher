/*
zh: 待核实：推断得出或把握不大的归链
en: Placements to check - inferred, or of low confidence
uses: [region, chain, as_of]
params:
  confidence: {type: number, default: 0.6, zh: 把握低于, en: Confidence below}
columns:
  firm: {type: text, zh: 企业, en: Firm}
  firm_uid: {type: uid, zh: 企业标识, en: Firm uid}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  evidence: {type: text, zh: 归链依据, en: Evidence}
  confidence: {type: number, zh: 把握, en: Confidence}
  words: {type: list, zh: 命中词, en: Words}
*/
WITH <<area>> AS area
MATCH (f:Firm)-[o:OPERATES_IN]->(s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<open f>> AND <<here f>> AND <<in_business f>>
  AND o.confidence < $confidence
RETURN f.name AS firm, f.uid AS firm_uid, s.name AS segment, s.uid AS segment_uid, o.evidence AS evidence,
  o.confidence AS confidence, coalesce(o.words, []) AS words
ORDER BY confidence, firm_uid, segment_uid
