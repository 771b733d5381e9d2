-- Clause library: requirements and criteria in the words of the notices, of procurements in scope or not, each once - the first 50 rows
SELECT text, kind, level, themes, standards, authority_name, notice_url
FROM out.clause
WHERE kind IN ('criterion', 'requirement')
ORDER BY process_count DESC, clause_id
LIMIT 50;
