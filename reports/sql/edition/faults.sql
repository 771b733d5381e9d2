-- Faults recorded in the notices published in the week, and one example of each kind.
SELECT issue.code, issue.level, notice.source, count(*) AS fault_count, min(issue.message) AS example
FROM core.issue AS issue
JOIN core.notice AS notice
    ON notice.source = issue.source AND notice.ocid = issue.ocid AND notice.release_id = issue.release_id
WHERE
    notice.published_at >= timezone('Europe/London', $first_day::DATE::TIMESTAMP)
    AND notice.published_at < timezone('Europe/London', ($last_day::DATE + 1)::TIMESTAMP)
GROUP BY ALL
ORDER BY fault_count DESC, issue.code, notice.source, issue.level
