/*
zh: 控制或投资本地企业的区外主体
en: Who outside controls or invests in firms here
note_zh: 不知道在哪里的（只知道名称）不算区外。注销、吊销、迁出的企业不算，写了日期的从那天起不算；停业、清算的还在。
note_en: Whoever is nowhere known to be (by name only) is not taken for one outside. Firms struck off or moved out do not count, from their day on where one is stated; suspended ones and those in liquidation do.
uses: [region, as_of]
columns:
  owner: {type: text, zh: 区外主体, en: Owner outside}
  owner_uid: {type: uid, zh: 区外主体标识, en: Uid of the owner}
  region: {type: text, words: [divisions], zh: 所在地, en: Division}
  firms: {type: integer, unit: 家, zh: 本地企业, en: Local firms}
  firm_uids: {type: uids, zh: 本地企业标识, en: Uids of the local firms}
  relations: {type: list, words: [kinds], zh: 关系, en: Relations}
*/
WITH <<area>> AS area
<<near f>>
WHERE <<stands f>> AND <<here f>>
MATCH (owner:Firm|Fund|Institute)-[r:CONTROLS|INVESTS]->(f)
WHERE owner <> f AND <<valid r>> AND <<stands owner>> AND <<away owner>>
WITH owner, type(r) AS relation, f ORDER BY f.uid, relation
WITH owner, collect(DISTINCT f.uid) AS firms, collect(DISTINCT relation) AS relations
UNWIND relations AS relation
WITH owner, firms, relation ORDER BY relation
WITH owner, firms, collect(relation) AS relations
RETURN owner.name AS owner, owner.uid AS owner_uid, owner.region AS region, size(firms) AS firms, firms AS firm_uids,
  relations
ORDER BY firms DESC, owner_uid
