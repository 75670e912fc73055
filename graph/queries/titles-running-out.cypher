/*
zh: 即将到期的资质
en: Titles that run out soon
note_zh: 没写到期日的按资质的有效年限推算；资质也没写有效年限的，不知何时到期，不列。重新认定的按最晚一次。
note_en: Where no end is stated the years of validity of the title tell it; a title that states no years is left out, for nobody knows when it ends. Of a title granted anew the latest end counts.
uses: [region, as_of]
params:
  months: {type: integer, default: 6, least: 0, unit: 月, zh: 几个月内到期, en: Months ahead}
columns:
  firm: {type: text, zh: 企业, en: Firm}
  firm_uid: {type: uid, zh: 企业标识, en: Firm uid}
  title: {type: text, zh: 资质, en: Title}
  until: {type: date, zh: 有效期至, en: Valid until}
*/
WITH <<area>> AS area
<<near f>>
WHERE <<open f>> AND <<here f>> AND <<in_business f>>
MATCH (f)-[h:HOLDS]->(t:Recognition)
WHERE <<ours h>> AND coalesce(h.from_date, $as_of) <= $as_of
WITH f, t, $as_of + duration({months: $months}) AS horizon, <<runs_out h t>> AS until
WITH f, t, horizon, max(until) AS until
WHERE until > $as_of AND until <= horizon
RETURN f.name AS firm, f.uid AS firm_uid, t.name AS title, until
ORDER BY until, firm_uid, title
