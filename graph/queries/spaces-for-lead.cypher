/*
zh: 能装下项目的空闲载体空间：给出线索时按拟填环节的承载下限，也可直接给出条件
en: Free spaces that would hold a project - by the least its segments need where a lead is given, or by conditions
note_zh: 承载下限与缺链分析相同（gaps.yaml 的 carrying）；给出的条件优先；没有写拟填环节的线索自己不带条件。占用、预留、规划中的空间不算空闲；没写行政区的空间算本区的。不知道的条件不算不合格，列在“未知条件”里，知道得多的排前。
note_en: The least is that of the gap analysis (carrying in gaps.yaml); conditions given outrank it, and a lead without segments sets none of its own. Occupied, reserved and planned spaces are not free; a space without a division is the home district's. What is not known does not rule a space out; it is listed, and spaces with less of it come first.
uses: [region, home]
params:
  lead: {type: text, of: Lead, by: [uid, code, name], optional: true, zh: 招商线索的标识、编号或名称, en: "Uid, code or name of a lead"}
  area_needed: {type: number, optional: true, unit: 平方米, zh: 需要面积, en: Area needed}
  storey_height: {type: number, optional: true, unit: 米, zh: 需要层高, en: Storey height needed}
  floor_load: {type: number, optional: true, unit: 吨/平方米, zh: 需要楼面荷载, en: Floor load needed}
  power: {type: number, optional: true, unit: 千伏安, zh: 需要用电容量, en: Power needed}
columns:
  space: {type: text, zh: 空间, en: Space}
  space_uid: {type: uid, zh: 空间标识, en: Space uid}
  carrier: {type: text, zh: 所在载体, en: Carrier}
  township: {type: text, zh: 镇街, en: Township}
  state: {type: text, words: [Space.state], zh: 状态, en: State}
  area: {type: number, unit: 平方米, zh: 面积, en: Area}
  rent: {type: number, unit: 元/平方米/月, zh: 租金, en: Rent}
  unknown: {type: list, words: [Space], zh: 未知条件, en: Conditions not known}
*/
WITH <<area>> AS area, COLLECT {
    MATCH (lead:Lead)-[:WOULD_FILL]->(s:Segment)
    WHERE $lead IN [lead.uid, lead.code, lead.name] AND <<ours lead>> AND <<ours s>>
    RETURN DISTINCT <<least s>> } AS wanted
WHERE $lead IS NULL OR EXISTS { MATCH (lead:Lead) WHERE $lead IN [lead.uid, lead.code, lead.name] AND <<ours lead>> }
WITH area, wanted, [place IN range(0, 3) | reduce(most = 0.0, one IN wanted |
    CASE WHEN one[place] > most THEN one[place] ELSE most END)] AS least
WITH area, any(one IN wanted WHERE one[4] > 0) AS utilities, coalesce($area_needed, least[0]) AS floor,
  coalesce($storey_height, least[1]) AS height, coalesce($floor_load, least[2]) AS weight,
  coalesce($power, least[3]) AS current
MATCH (x:Space)
WHERE <<ours x>> AND coalesce(x.region, $home) STARTS WITH area AND NOT coalesce(x.state, '') IN ['occupied', 'reserved', 'planned']
WITH x, [['area', x.area, floor], ['storey_height', x.storey_height, height], ['floor_load', x.floor_load, weight],
    ['power', x.power, current]] AS figures,
  CASE WHEN utilities THEN [['water', x.water], ['steam', x.steam], ['waste', x.waste], ['energy_quota', x.energy_quota]]
    ELSE [] END AS supplies
WHERE none(one IN figures WHERE coalesce(one[1] < one[2], false))
  AND none(one IN supplies WHERE coalesce(toLower(trim(one[1])) IN ['', '无', '否', '没有', 'no', 'none', 'false', '0'], false))
RETURN x.name AS space, x.uid AS space_uid, x.carrier AS carrier, x.township AS township, x.state AS state,
  x.area AS area, x.rent AS rent,
  [one IN figures WHERE one[1] IS NULL AND one[2] > 0 | one[0]] + [one IN supplies WHERE one[1] IS NULL | one[0]] AS unknown
ORDER BY size(unknown), area, space_uid
