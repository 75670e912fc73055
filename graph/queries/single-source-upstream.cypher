/*
zh: 往上两级、三级只有一家供应企业的环节
en: Segments with a single supplier two or three steps up
note_zh: 供应关系有任何一条仍有效即算，不只看最近一年；企业只看主环节。
note_en: A firm supplies another where any row of the two still holds, of whatever year; firms count by their main segment.
uses: [region, as_of]
params:
  firm: {type: text, of: Firm, by: [uid, name], optional: true, zh: 本地企业的标识或名称；不给则全部, en: Uid or name of a firm here; all where not given}
columns:
  firm: {type: text, zh: 本地企业, en: Local firm}
  firm_uid: {type: uid, zh: 本地企业标识, en: Uid of the local firm}
  steps: {type: integer, unit: 级, zh: 往上, en: Steps up}
  segment: {type: text, zh: 环节, en: Segment}
  segment_uid: {type: uid, zh: 环节标识, en: Segment uid}
  supplier: {type: text, zh: 唯一供应企业, en: Only supplier}
  supplier_uid: {type: uid, zh: 供应企业标识, en: Uid of the supplier}
  supplier_region: {type: text, words: [divisions], zh: 供应企业所在地, en: Division of the supplier}
*/
WITH <<area>> AS area
<<near f>>
WHERE ($firm IS NULL OR f.uid = $firm OR f.name = $firm) AND <<here f>> AND <<trades f>>
// one firm after the other: what all of them reach would not fit into memory
CALL (f) {
  CALL (f) {
    MATCH (first:Firm)-[b:SUPPLIES]->(f)
    WHERE first <> f AND <<valid b>> AND <<trades first>>
    WITH DISTINCT f, first
    MATCH (top:Firm)-[a:SUPPLIES]->(first)
    WHERE top <> f AND top <> first AND <<valid a>> AND <<trades top>>
    RETURN DISTINCT 2 AS steps, top
    UNION
    MATCH (first:Firm)-[c:SUPPLIES]->(f)
    WHERE first <> f AND <<valid c>> AND <<trades first>>
    WITH DISTINCT f, first
    MATCH (second:Firm)-[b:SUPPLIES]->(first)
    WHERE second <> f AND second <> first AND <<valid b>> AND <<trades second>>
    // whoever supplies the second is followed once; two ways down are enough to know one that does not lead through it
    WITH DISTINCT f, second, first ORDER BY first.uid
    WITH f, second, collect(first)[..2] AS firsts
    MATCH (top:Firm)-[a:SUPPLIES]->(second)
    WHERE top <> f AND top <> second AND any(first IN firsts WHERE first <> top) AND <<valid a>> AND <<trades top>>
    RETURN DISTINCT 3 AS steps, top }
  MATCH (top)-[o:OPERATES_IN]->(s:Segment)
  WHERE <<counted o>> AND o.main = true
  WITH DISTINCT steps, s, top ORDER BY top.uid
  WITH steps, s, collect(top)[..2] AS suppliers
  WHERE size(suppliers) = 1
  RETURN steps, s, suppliers[0] AS top }
RETURN f.name AS firm, f.uid AS firm_uid, steps, s.name AS segment, s.uid AS segment_uid, top.name AS supplier,
  top.uid AS supplier_uid, top.region AS supplier_region
ORDER BY firm_uid, steps, segment_uid
