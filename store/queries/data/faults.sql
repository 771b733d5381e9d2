-- Faults met in the data, by kind
SELECT source, level, code, count(*) AS faults, min(message) AS example
FROM core.issue
GROUP BY ALL
ORDER BY faults DESC, source NULLS LAST, code;
