-- Processes in scope, each once, that affirm social value and name the Public Services (Social Value) Act 2012, newest first - the first 50 rows
SELECT opened_on, authority_name, title, best_quote, notice_url
FROM out.process
WHERE is_act_named AND is_flagged AND is_in_scope AND opened_on IS NOT NULL AND duplicate_of IS NULL
ORDER BY opened_on DESC, ocid
LIMIT 50;
