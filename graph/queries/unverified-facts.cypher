/*
zh: 待核实：把握不大、还没有人判断过的归链
en: Placements to check - of low confidence, and not decided on by anybody
note_zh: 只凭经营范围的候选也在其列，来源没写把握的，把握一栏为空、排在最后；说的是场所的归链，列其企业。确认、改动或否定用 liantu review，写明企业（或场所）和环节的判断（Decision 节点）有效期内不再列出；企业或环节名称不唯一、查无此环节的判断不起作用，没写原环节的改动算在企业的全部环节上，与 liantu gaps 一致。这里只认企业的标识和原样的名称，环节的标识、编号和原样的名称；判断里写法不同的（括号、大小写、别名、英文名），liantu gaps 认得，这里仍列出。
note_en: "Candidates by scope words are among them, last and without a number where the source states no confidence; what is said of a site is listed for its firm. Confirm, move or reject them by `liantu review`. What a signed decision (Decision node) in force says of the firm (or its site) and the segment is not listed again; one by a name that several firms or segments bear, or of no known segment, has no effect, and a move that names no segment to leave speaks of all of the firm, as in `liantu gaps`. Here firms are known by uid and exact name, segments by uid, code and exact name; what a decision spells otherwise (brackets, capitals, other or English names) `liantu gaps` understands, and here it is still listed."
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
MATCH (f)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(s:Segment)-[:PART_OF]->(c:Chain)
WHERE ($chain IS NULL OR c.code = $chain) AND <<ours o>> AND <<ours c>> AND <<valid at>> AND <<in_business f>>
  AND (o.confidence < $confidence OR o.confidence IS NULL AND o.evidence = 'scope')
  AND NOT EXISTS {
    MATCH (d:Decision)
    WHERE d.verdict IN ['confirm', 'move', 'reject'] AND <<valid d>> AND d.person IS NOT NULL AND d.decided IS NOT NULL
      AND CASE WHEN d.subject IN [f.uid, at.uid] THEN true WHEN d.subject = f.name THEN NOT EXISTS {
          MATCH (twin:Firm) WHERE twin.name = f.name AND twin <> f AND <<begun twin>> } ELSE false END
    MATCH (s)-[:SAME_AS*0..1]-(same:Segment)
    WHERE d.target IN [same.code, same.uid, same.name]
      OR d.verdict = 'move' AND (d.value IS NULL OR d.value IN [same.code, same.uid, same.name])
    // the names of no segment, or of several, say nothing; looked at last, for few decisions come so far
    WITH d
    WHERE COUNT { MATCH (t:Segment) WHERE <<ours t>> AND d.target IN [t.code, t.uid, t.name] } = 1
      AND (d.verdict <> 'move' OR d.value IS NULL
        OR COUNT { MATCH (t:Segment) WHERE <<ours t>> AND d.value IN [t.code, t.uid, t.name] } = 1) }
RETURN f.name AS firm, f.uid AS firm_uid, s.name AS segment, s.uid AS segment_uid, o.evidence AS evidence,
  o.confidence AS confidence, coalesce(o.words, []) AS words
ORDER BY confidence, firm_uid, segment_uid, o.key
