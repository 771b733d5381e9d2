-- Processes whose notices are said to give more passages than they and their twins do: documents counted with them.
WITH own AS (
    SELECT c.process_ocid AS ocid, count(*) AS passages
    FROM checked_counted_notice c
    JOIN core.evidence e USING (source, ocid, release_id)
    WHERE e.document_id IS NULL
    GROUP BY c.process_ocid
)
SELECT p.ocid, p.evidence_count, coalesce(own.passages, 0) AS passages
FROM checked_process p
LEFT JOIN own USING (ocid)
WHERE p.evidence_count > coalesce(own.passages, 0)
LIMIT 20;
