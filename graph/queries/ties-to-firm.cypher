/*
zh: 某企业与本地企业的供应、投资、合作、控股关系（两步以内）
en: How a firm is tied to firms here by supply, investment, cooperation and control, in at most two steps
note_zh: 第二步不经过自然人，也不经过与 200 家以上有这四种关系的外地中间方（与谁都有关系，说明不了什么）；以后年度的供应是计划、不算。注销、吊销、迁出的企业不算，写了日期的从那天起不算；停业、清算的还在。
note_en: The second step leads over no person, and over nobody elsewhere with more than 200 partners in these four kinds (tied to everybody, it explains nothing); supplies of a year to come are plans and do not count. Firms struck off or moved out do not count, from their day on where one is stated; suspended ones and those in liquidation do.
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
  WHERE local <> f AND <<in_force r>> AND <<stands local>> AND <<here local>>
  RETURN 1 AS steps, local, null AS between, type(r) AS relation
  UNION ALL
  MATCH (f)-[a:SUPPLIES|INVESTS|COOPERATES|CONTROLS]-(between)
  WHERE between <> f AND NOT between:Person AND <<in_force a>>
  WITH area, f, between, type(a) AS one ORDER BY one
  WITH area, f, between, collect(DISTINCT one) AS ones
  WHERE <<stands between>>
  WITH area, f, between, ones, <<here between>> AS near, <<partners between>> AS partners
  WHERE near OR partners <= <<hub>>
  CALL (area, f, between) {
    MATCH (between)-[b:SUPPLIES|INVESTS|COOPERATES|CONTROLS]-(local:Firm)
    WHERE local <> f AND local <> between AND <<in_force b>>
    WITH DISTINCT local, type(b) AS other
    WHERE <<stands local>> AND <<here local>>
    RETURN local, other }
  UNWIND ones AS one
  RETURN 2 AS steps, local, between, one + '–' + other AS relation }
WITH steps, local, between, relation ORDER BY relation
WITH steps, local, between, collect(DISTINCT relation) AS relations
RETURN steps, local.name AS local, local.uid AS local_uid, between.name AS through, between.uid AS through_uid, relations
ORDER BY steps, local_uid, through_uid
