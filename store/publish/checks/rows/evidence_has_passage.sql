-- Evidence without its passage or its notice: a figure that could not be audited.
SELECT evidence.passage_id, evidence.ocid
FROM checked_evidence AS evidence
LEFT JOIN core.passage AS passage USING (passage_id)
LEFT JOIN core.notice AS notice
    ON
        notice.source = evidence.source
        AND notice.ocid = evidence.ocid
        AND notice.release_id = evidence.release_id
WHERE passage.passage_id IS NULL OR notice.ocid IS NULL
LIMIT 20;
