/*
zh: 疑似重复：同名、只差公司形式、一家的曾用名是另一家的名称或曾用名，或同地址同电话的企业
en: Firms that may be one - of one name, of one name but for the legal form, of one former name, or of one address and phone
note_zh: 比 liantu merge 列得宽（那里只列名称或曾用名相同而代码不同的）：这里供人看，是否一家由人定。名称不分大小写、空格和全角半角括号。至少一家在本地。
note_en: Wider than `liantu merge`, which lists equal names or former names with different codes only. People decide whether two are one. Capitals, blanks and the width of brackets make no difference. At least one of the two is here.
uses: [region, as_of]
columns:
  first: {type: text, zh: 企业甲, en: First firm}
  first_uid: {type: uid, zh: 企业甲标识, en: Uid of the first firm}
  second: {type: text, zh: 企业乙, en: Second firm}
  second_uid: {type: uid, zh: 企业乙标识, en: Uid of the second firm}
  reason: {type: text, words: [queries], zh: 原因, en: Reason}
*/
WITH <<area>> AS area
CALL () {
  MATCH (f:Firm) WHERE <<open f>>
  UNWIND [f.name] + coalesce(f.former_names, []) AS name
  RETURN 'stem' AS reason, <<stem name>> AS shared, f
  UNION ALL
  MATCH (f:Firm) WHERE <<open f>> AND f.address IS NOT NULL AND f.phone IS NOT NULL
  RETURN 'address_phone' AS reason, f.address + ' ' + f.phone AS shared, f }
WITH area, reason, shared, f ORDER BY f.uid
WITH area, reason, shared, collect(f) AS firms
WHERE size(firms) > 1
UNWIND firms AS local
// thousands of one name elsewhere are no matter: only who is here is paired
WITH area, reason, firms, local WHERE <<here local>>
UNWIND firms AS other
WITH reason, local, other WHERE local <> other
WITH DISTINCT reason, CASE WHEN local.uid < other.uid THEN local ELSE other END AS a,
  CASE WHEN local.uid < other.uid THEN other ELSE local END AS b
RETURN a.name AS first, a.uid AS first_uid, b.name AS second, b.uid AS second_uid,
  CASE WHEN reason <> 'stem' THEN reason WHEN toLower(a.name) = toLower(b.name) THEN 'name'
    WHEN <<stem a.name>> = <<stem b.name>> THEN 'stem' ELSE 'former' END AS reason
ORDER BY first_uid, second_uid, reason
