/*
zh: 横跨多条产业链的本地企业
en: Firms here that stand in several chains
note_zh: 场所的归链算企业的，已停用和尚未启用的场所不算。
note_en: What is said of a site is said of its firm, as long as the site is in use.
uses: [region, as_of]
params:
  least: {type: integer, default: 2, unit: 条, zh: 至少几条链, en: Least number of chains}
columns:
  firm: {type: text, zh: 企业, en: Firm}
  firm_uid: {type: uid, zh: 企业标识, en: Firm uid}
  chains: {type: integer, unit: 条, zh: 产业链, en: Chains}
  chain_names: {type: list, zh: 产业链名称, en: Names of the chains}
*/
WITH <<area>> AS area
<<near f>>
WHERE <<open f>> AND <<here f>> AND <<in_business f>>
MATCH (f)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(:Segment)-[:PART_OF]->(c:Chain)
WHERE <<counted o>> AND <<valid at>> AND <<ours c>>
WITH DISTINCT f, c ORDER BY c.name
WITH f, collect(c.name) AS names
WHERE size(names) >= $least
RETURN f.name AS firm, f.uid AS firm_uid, size(names) AS chains, names AS chain_names
ORDER BY chains DESC, firm_uid
