-- Faults in the data by kind.
SELECT source, level, code, count(*) AS count, min(message) AS example
FROM core.issue
GROUP BY ALL
ORDER BY level, count DESC, source, code;
