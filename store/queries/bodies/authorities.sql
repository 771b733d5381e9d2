-- Authorities with the most processes in scope in the last 12 months: how many show evidence, how many score it, the usual weight - the first 50 rows
SELECT name, kind, nation, n AS in_scope, k AS with_evidence, evaluated, median_weight_pct
FROM out.authority
WHERE n > 0
ORDER BY n DESC, name
LIMIT 50;
