/*
zh: 区外能填补某环节的企业
en: Firms outside that are able to fill a segment
note_zh: 不打分、不分名单；评分、名单和剔除原因见 liantu targets。只列有效的、所在地已知的企业，liantu targets 还列规模未知的和所在地未知的（注明“可能就在本地”）；场所的归链算企业的，已停用和尚未启用的场所不算。归链依据取最可靠的一条。与本地的关系按“同一家、同一种、同一方向”计一条，每年一行的供应不重复计。
note_en: "Neither scores nor lists; `liantu targets` has scores, lists and the reasons for leaving firms out. Effective firms at a known place only, where `liantu targets` has those of unknown size or place too (and says that they may be here already); what is said of a site is said of its firm, as long as the site is in use. The evidence is the strongest that there is. Relations with one firm here of one kind and direction count once, however many years have a row."
uses: [region, segment, as_of]
columns:
  firm: {type: text, zh: 企业, en: Firm}
  firm_uid: {type: uid, zh: 企业标识, en: Firm uid}
  region: {type: text, words: [divisions], zh: 所在地, en: Division}
  main: {type: flag, zh: 主环节, en: Main segment}
  evidence: {type: text, words: [OPERATES_IN.evidence], zh: 归链依据, en: Evidence}
  revenue: {type: money, unit: 元, zh: 营业收入, en: Revenue}
  ties: {type: integer, unit: 条, zh: 与本地的关系, en: Relations with firms here}
*/
WITH <<area>> AS area
MATCH (f:Firm)-[:HAS_SITE*0..1]->(at)-[o:OPERATES_IN]->(:Segment)-[:SAME_AS*0..1]-(s:Segment {code: $segment})
WHERE <<counted o>> AND <<valid at>> AND <<could_fill f>>
WITH area, f, max(coalesce(o.main, false)) AS main, <<strongest o>> AS evidence
RETURN f.name AS firm, f.uid AS firm_uid, f.region AS region, main, evidence, <<latest f revenue>> AS revenue,
  COUNT {
    MATCH (f)-[r:SUPPLIES|INVESTS|COOPERATES|CONTROLS]-(local:Firm)
    WHERE local <> f AND <<in_force r>> AND <<stands local>> AND <<here local>>
    RETURN DISTINCT type(r) AS kind, startNode(r) AS source, local } AS ties
ORDER BY ties DESC, revenue IS NULL, revenue DESC, firm_uid
