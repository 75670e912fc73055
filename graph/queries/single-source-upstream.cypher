/*
zh: 往上两级、三级只有一家供应企业的环节
en: Segments with a single supplier two or three steps up
note_zh: 供应关系有任何一条仍有效即算，不只看最近一年，以后年度的是计划、不算；企业只看主环节（没写主次的也算），场所（在用的）的归链算企业的，模板声明为同一样东西的环节合起来看。企业上万家的图上请用 firm 指明一家：逐家往上找要很久。
note_en: A firm supplies another where any row of the two still holds, of whatever year up to that of the answer (later ones are plans); firms count by their main segment (one not said to be secondary counts), by what is said of their sites in use too, and in segments of other chains that are the same thing. On graphs of many thousand firms here name one by firm, for all of them take long.
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
  MATCH (first:Firm)-[c:SUPPLIES]->(f)
  WHERE first <> f AND <<in_force c>>
  WITH DISTINCT f, first
  WHERE <<trades first>>
  MATCH (second:Firm)-[b:SUPPLIES]->(first)
  WHERE second <> f AND second <> first AND <<in_force b>>
  // least and greatest are enough to know a way down that does not lead through whoever supplies the second
  WITH f, second, min(first.uid) AS least, max(first.uid) AS greatest
  WHERE <<trades second>>
  CALL (f, second, least, greatest) {
    RETURN 2 AS steps, second AS top
    UNION
    MATCH (top:Firm)-[a:SUPPLIES]->(second)
    WHERE top <> f AND top <> second AND (top.uid <> least OR top.uid <> greatest) AND <<in_force a>>
    RETURN 3 AS steps, top }
  WITH DISTINCT steps, top
  WHERE <<trades top>>
  MATCH (top)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s:Segment)
  WHERE <<counted o>> AND coalesce(o.main, true) AND <<valid at>> AND <<ours s>>
  WITH steps, s, min(top.uid) AS least, max(top.uid) AS greatest
  WHERE least = greatest
  RETURN steps, s, least AS supplier }
MATCH (top:Firm {uid: supplier})
WHERE <<ours top>>
RETURN f.name AS firm, f.uid AS firm_uid, steps, s.name AS segment, s.uid AS segment_uid, top.name AS supplier,
  top.uid AS supplier_uid, top.region AS supplier_region
ORDER BY firm_uid, steps, segment_uid
