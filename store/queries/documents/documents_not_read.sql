-- Tender documents that were not read, and why, of every process held, whether figures count it or not - the first 200 rows
SELECT source, status, reason, count(*) AS documents, count(DISTINCT ocid) AS processes, min(url) AS example
FROM core.document
WHERE status <> 'read' AND place <> 'pseudo'
GROUP BY source, status, reason
ORDER BY documents DESC, source, status, reason NULLS LAST
LIMIT 200;
