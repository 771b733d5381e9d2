-- Every passage of one process with the rule that decided, strongest first.
SELECT
    passage.text,
    evidence.kind,
    evidence.level,
    evidence.weight_value,
    evidence.weight_unit,
    evidence.weight_of,
    evidence.weight_pct,
    evidence.is_act_named,
    evidence.standards,
    evidence.themes,
    evidence.rule,
    evidence.score,
    evidence.trail,
    evidence.version,
    evidence.is_structured,
    passage.path,
    passage.start_offset,
    passage.end_offset,
    notice.notice_id,
    notice.stage,
    notice.published_at,
    notice.notice_url,
    counted.release_id IS NOT NULL AND replaced.passage_id IS NULL AS is_counted,
    replaced.replaced_by
FROM core.evidence AS evidence
INNER JOIN core.passage AS passage USING (passage_id)
INNER JOIN core.notice AS notice
    ON
        notice.source = evidence.source
        AND notice.ocid = evidence.ocid
        AND notice.release_id = evidence.release_id
LEFT JOIN core.counted_notice AS counted
    ON
        counted.source = evidence.source
        AND counted.ocid = evidence.ocid
        AND counted.release_id = evidence.release_id
        AND counted.process_ocid = $ocid
LEFT JOIN core.replaced_passage AS replaced ON replaced.passage_id = evidence.passage_id
WHERE evidence.document_id IS NULL AND (evidence.ocid = $ocid OR counted.process_ocid = $ocid)
ORDER BY
    is_counted DESC,
    list_position(['R0', 'R1', 'R0n', 'R2', 'R2c', 'R2b', 'R2a', 'R3', 'R4', 'R5', 'R5+'], evidence.level) DESC,
    notice.published_at,
    passage.path,
    passage.start_offset;
