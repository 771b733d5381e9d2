-- Faults of whole documents, which belong to no notice and so to no week.
SELECT issue.code, issue.level, coalesce(issue.source, '') AS source, count(*) AS fault_count, min(issue.message) AS example
FROM core.issue AS issue
WHERE issue.release_id IS NULL
GROUP BY ALL
ORDER BY fault_count DESC, issue.code, source, issue.level
