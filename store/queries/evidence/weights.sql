-- Weights given to social value, per cent of the total score, strongest first, with the quote
SELECT weight_pct, authority_name, title, best_quote, notice_url
FROM out.process
WHERE weight_pct IS NOT NULL
ORDER BY weight_pct DESC, ocid
LIMIT 50;
