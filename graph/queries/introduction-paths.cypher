/*
zh: 以商招商（两步）：本地企业经由一家伙伴，能够到填补某环节的区外企业
en: How local firms reach, over one partner, firms that could fill a segment
note_zh: 直接的关系见 introductions；中间一方在本地的不列，它自己就能引荐；与 200 家以上有这四种关系的也不列（与谁都有关系，说明不了什么）。区外企业与 firms-to-fill 所列相同。
note_en: Direct relations are in introductions; a partner that is here itself is left out, for it can introduce directly, and so is one with more than 200 partners in these four kinds (tied to everybody, it explains nothing). The firms outside are those of firms-to-fill.
uses: [region, segment, as_of]
columns:
  firm: {type: text, zh: 区外企业, en: Firm outside}
  firm_uid: {type: uid, zh: 区外企业标识, en: Uid of the firm outside}
  relation: {type: text, words: [kinds], zh: 与中间方的关系, en: Relation to the one between}
  through: {type: text, zh: 经由, en: Through}
  through_uid: {type: uid, zh: 经由者标识, en: Uid of the one between}
  local_relation: {type: text, words: [kinds], zh: 中间方与本地企业的关系, en: Relation of the one between to the local firm}
  introducer: {type: text, zh: 引荐企业, en: Local firm that can introduce}
  introducer_uid: {type: uid, zh: 引荐企业标识, en: Uid of the local firm}
*/
WITH <<area>> AS area
MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s:Segment {code: $segment})
WHERE <<counted o>> AND <<valid at>> AND <<could_fill f>>
WITH DISTINCT area, f
MATCH (f)-[a:SUPPLIES|INVESTS|COOPERATES|CONTROLS]-(between:Firm|Fund|Institute)
WHERE between <> f AND <<in_force a>>
WITH area, between, f, type(a) AS relation ORDER BY f.uid, relation
// whoever stands between several of them is looked at once
WITH area, between, collect(DISTINCT [f, relation]) AS outside
WHERE <<stands between>> AND NOT <<here between>>
WITH area, between, outside, <<partners between>> AS partners
WHERE partners <= <<hub>>
CALL (area, between) {
  MATCH (between)-[b:SUPPLIES|INVESTS|COOPERATES|CONTROLS]-(local:Firm)
  WHERE local <> between AND <<in_force b>>
  WITH DISTINCT local, type(b) AS local_relation
  WHERE <<stands local>> AND <<here local>>
  RETURN local, local_relation }
UNWIND outside AS one
WITH one[0] AS f, one[1] AS relation, between, local_relation, local
WHERE local <> f
RETURN f.name AS firm, f.uid AS firm_uid, relation, between.name AS through, between.uid AS through_uid, local_relation,
  local.name AS introducer, local.uid AS introducer_uid
ORDER BY firm_uid, through_uid, introducer_uid, relation, local_relation
