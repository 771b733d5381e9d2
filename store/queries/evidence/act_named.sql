-- Processes that name the Public Services (Social Value) Act 2012, newest first
SELECT opened_on, authority_name, title, best_quote, notice_url
FROM out.process
WHERE is_act_named
ORDER BY opened_on DESC NULLS LAST, ocid
LIMIT 50;
