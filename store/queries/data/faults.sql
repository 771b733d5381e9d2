-- Faults met in the data, by kind, in every notice and file held, whether figures count it or not
SELECT source, level, code, count(*) AS faults, min(message) AS example
FROM core.issue
GROUP BY ALL
ORDER BY faults DESC, source NULLS LAST, code;
