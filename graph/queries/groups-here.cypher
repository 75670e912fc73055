/*
zh: 同一控制人在本地的企业（三层以内）
en: Firms here under one controller, in at most three steps
note_zh: 看“控股”关系，不经过涉密单位，也不看自然人控股和企业表里的“实际控制人”一栏；互相控股、上面没有别人的几家没有控制人，不列。注销、吊销、迁出的企业不算，写了日期的从那天起不算；停业、清算的还在。
note_en: By relations of control, none over a confidential one; persons and the column of the actual controller are not looked at. Firms that control one another with nobody above them have no controller and are not listed. Firms struck off or moved out do not count, from their day on where one is stated; suspended ones and those in liquidation do.
uses: [region, as_of]
params:
  least: {type: integer, default: 2, unit: 家, zh: 至少几家, en: Least number of firms}
columns:
  controller: {type: text, zh: 控制人, en: Controller}
  controller_uid: {type: uid, zh: 控制人标识, en: Uid of the controller}
  firms: {type: integer, unit: 家, zh: 本地企业, en: Local firms}
  firm_uids: {type: uids, zh: 本地企业标识, en: Uids of the local firms}
*/
WITH <<area>> AS area
<<near f>>
WHERE <<stands f>> AND <<here f>>
MATCH path = (top)-[:CONTROLS*1..3]->(f)
WHERE NOT top:Person AND top <> f
  AND all(r IN relationships(path) WHERE <<valid r>>) AND all(n IN nodes(path) WHERE <<stands n>>)
  AND NOT EXISTS { MATCH (up)-[r:CONTROLS]->(top) WHERE NOT up:Person AND up <> top AND <<valid r>> AND <<stands up>> }
WITH DISTINCT top, f ORDER BY f.uid
WITH top, collect(f.uid) AS firms
WHERE size(firms) >= $least
RETURN top.name AS controller, top.uid AS controller_uid, size(firms) AS firms, firms AS firm_uids
ORDER BY firms DESC, controller_uid
