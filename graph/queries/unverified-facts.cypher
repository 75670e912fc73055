/*
zh: 待核实：把握不大、还没有人判断过的归链
en: Placements to check - of low confidence, and not decided on by anybody
note_zh: 只凭经营范围的候选也在其列；确认、改动或否定用 liantu review，写明企业和环节的判断（Decision 节点）有效期内不再列出；企业名称不唯一的判断不起作用，没写原环节的改动算在企业的全部环节上，与 liantu gaps 一致。
note_en: "Candidates by scope words are among them; confirm, move or reject them by `liantu review`. What a signed decision (Decision node) in force says of the firm and the segment is not listed again; one by a name that several firms bear has no effect, and a move that names no segment to leave speaks of all of the firm, as in `liantu gaps`."
uses: [region, chain, as_of]
params:
  confidence: {type: number, default: 0.6, least: 0, zh: 把握低于, en: Confidence below}
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
  AND NOT EXISTS {
    MATCH (d:Decision)
    WHERE d.verdict IN ['confirm', 'move', 'reject'] AND <<valid d>> AND d.person IS NOT NULL AND d.decided IS NOT NULL
      AND CASE d.subject WHEN f.uid THEN true WHEN f.name THEN NOT EXISTS {
          MATCH (twin:Firm) WHERE twin.name = f.name AND twin <> f AND <<begun twin>> } ELSE false END
    MATCH (s)-[:SAME_AS*0..1]-(same:Segment)
    WHERE d.target IN [same.code, same.uid, same.name] OR d.verdict = 'move' AND d.target IS NOT NULL
      AND (d.value IS NULL OR d.value IN [same.code, same.uid, same.name]) }
RETURN f.name AS firm, f.uid AS firm_uid, s.name AS segment, s.uid AS segment_uid, o.evidence AS evidence,
  o.confidence AS confidence, coalesce(o.words, []) AS words
ORDER BY confidence, firm_uid, segment_uid, o.key
