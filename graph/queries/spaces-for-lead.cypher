/*
zh: 能装下项目的空置载体空间
en: Vacant spaces that would hold a project
uses: [region]
params:
  area_needed: {type: number, default: 0, unit: 平方米, zh: 需要面积, en: Area needed}
  storey_height: {type: number, default: 0, unit: 米, zh: 需要层高, en: Storey height needed}
  floor_load: {type: number, default: 0, unit: 吨/平方米, zh: 需要楼面荷载, en: Floor load needed}
  power: {type: number, default: 0, unit: 千伏安, zh: 需要用电容量, en: Power needed}
columns:
  space: {type: text, zh: 空间, en: Space}
  space_uid: {type: uid, zh: 空间标识, en: Space uid}
  carrier: {type: text, zh: 所在载体, en: Carrier}
  township: {type: text, zh: 镇街, en: Township}
  area: {type: number, unit: 平方米, zh: 面积, en: Area}
  rent: {type: number, zh: 租金, en: Rent}
  unknown: {type: list, zh: 未知条件, en: Conditions not known}
*/
WITH <<area>> AS area
MATCH (x:Space)
WHERE x.state = 'vacant' AND x.region STARTS WITH area AND NOT coalesce(x.area < $area_needed, false)
  AND NOT coalesce(x.storey_height < $storey_height, false) AND NOT coalesce(x.floor_load < $floor_load, false)
  AND NOT coalesce(x.power < $power, false)
RETURN x.name AS space, x.uid AS space_uid, x.carrier AS carrier, x.township AS township, x.area AS area,
  x.rent AS rent,
  [one IN [['area', x.area, $area_needed], ['storey_height', x.storey_height, $storey_height],
    ['floor_load', x.floor_load, $floor_load], ['power', x.power, $power]]
    WHERE one[1] IS NULL AND one[2] > 0 | one[0]] AS unknown
ORDER BY size(unknown), area, space_uid
