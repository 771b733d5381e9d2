-- Weights given to social value by processes in scope, each once, per cent of the total score, strongest first, with the quote - the first 50 rows
SELECT weight_pct, authority_name, title, best_quote, notice_url
FROM out.process
WHERE weight_pct IS NOT NULL AND is_in_scope AND opened_on IS NOT NULL AND duplicate_of IS NULL
ORDER BY weight_pct DESC, ocid
LIMIT 50;
