/*
zh: 过期资料：很久没有年度数据的在业企业
en: Firms in business without recent yearly data
note_zh: 来源文件取自最早的 20 处；来源更多的企业，较新的文件不在其列。
note_en: Files are those of the oldest 20 places; of a firm with more of them the newer files are not named.
uses: [region, as_of]
params:
  years: {type: integer, default: 2, least: 0, unit: 年, zh: 最近几年没有数据, en: Years without data}
columns:
  firm: {type: text, zh: 企业, en: Firm}
  firm_uid: {type: uid, zh: 企业标识, en: Firm uid}
  latest: {type: integer, zh: 最近年度, en: Latest year}
  files: {type: list, zh: 来源文件, en: Files}
*/
WITH <<area>> AS area
<<near f>>
WHERE <<open f>> AND <<here f>> AND <<in_business f>>
WITH f, head(COLLECT {
  MATCH (f)-[:HAS_YEAR]->(y:YearFact) WHERE <<ours y>> AND y.year <= $as_of.year RETURN y.year ORDER BY y.year DESC LIMIT 1 }) AS latest
WHERE latest IS NULL OR latest < $as_of.year - $years
UNWIND CASE WHEN size(coalesce(f._sources, [])) = 0 THEN [null] ELSE f._sources END AS source
WITH f, latest, replace(split(substring(source, 2), '","')[0], '\\"', '"') AS file ORDER BY file
WITH f, latest, collect(DISTINCT file) AS files
RETURN f.name AS firm, f.uid AS firm_uid, latest, files
ORDER BY latest, firm_uid
