-- Every passage that counts and was in force at the deadline, with the rank of its level; what documents say is never counted with what notices say.
-- Marks by which those to be invited are chosen are no weight of the award: such a passage is a criterion at most.
CREATE OR REPLACE TEMP TABLE counted_evidence AS
SELECT
    e.* REPLACE (
        c.process_ocid AS ocid,
        CASE WHEN NOT contains(p.path, '/selectionCriteria/') THEN e.weight_pct END AS weight_pct,
        l.level AS level
    ), p.path, p.text, p.start_offset, l.rank, n.published_at, n.notice_id, n.notice_url
FROM core.evidence e
JOIN core.counted_notice c USING (source, ocid, release_id)
JOIN core.passage p ON p.passage_id = e.passage_id
JOIN core.notice n ON n.source = e.source AND n.ocid = e.ocid AND n.release_id = e.release_id
JOIN ref_levels l ON l.level = CASE
    WHEN contains(p.path, '/selectionCriteria/') AND e.level IN ('R4', 'R5', 'R5+') THEN 'R3'
    ELSE e.level
END
ANTI JOIN core.replaced_passage r ON r.passage_id = e.passage_id
WHERE e.document_id IS NULL
