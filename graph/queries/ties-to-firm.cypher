/*
zh: 某企业与本地的全部关系（两步以内）
en: How a firm is tied to firms here, in at most two steps
uses: [region, as_of]
params:
  firm: {type: text, of: Firm, by: [uid, name], zh: 企业的标识或名称, en: Uid or name of the firm}
columns:
  steps: {type: integer, unit: 步, zh: 步数, en: Steps}
  local: {type: text, zh: 本地企业, en: Local firm}
  local_uid: {type: uid, zh: 本地企业标识, en: Uid of the local firm}
  through: {type: text, zh: 经由, en: Through}
  through_uid: {type: uid, zh: 经由者标识, en: Uid of the one between}
  relations: {type: list, words: [kinds], zh: 关系, en: Relations}
*/
WITH <<area>> AS area
MATCH (f:Firm)
WHERE (f.uid = $firm OR f.name = $firm) AND <<stands f>>
CALL (area, f) {
  MATCH (f)-[r:SUPPLIES|INVESTS|COOPERATES|CONTROLS]-(local:Firm)
  WHERE local <> f AND <<valid r>> AND <<stands local>> AND <<here local>>
  RETURN 1 AS steps, local, null AS between, type(r) AS relation
  UNION ALL
  MATCH (f)-[a:SUPPLIES|INVESTS|COOPERATES|CONTROLS]-(between)-[b:SUPPLIES|INVESTS|COOPERATES|CONTROLS]-(local:Firm)
  WHERE local <> f AND between <> f AND between <> local AND NOT between:Person AND <<valid a>> AND <<valid b>>
    AND <<stands local>> AND <<stands between>> AND <<here local>>
  RETURN 2 AS steps, local, between, type(a) + '–' + type(b) AS relation }
WITH steps, local, between, relation ORDER BY relation
WITH steps, local, between, collect(DISTINCT relation) AS relations
RETURN steps, local.name AS local, local.uid AS local_uid, between.name AS through, between.uid AS through_uid, relations
ORDER BY steps, local_uid, through_uid
