-- Every passage of the tender documents of one process, by document, strongest first.
SELECT
    e.document_id, p.text, e.kind, e.level, e.weight_value, e.weight_unit, e.weight_of, e.weight_pct, e.standards,
    e.themes, e.rule, e.score, e.trail, e.version, e.is_structured, p.page, p.sheet
FROM core.evidence e
JOIN core.passage p USING (passage_id)
WHERE e.document_id IS NOT NULL
    AND (e.ocid = $ocid OR e.ocid IN (SELECT ocid FROM out.process WHERE duplicate_of = $ocid))
ORDER BY
    e.document_id,
    list_position(['R0', 'R1', 'R0n', 'R2', 'R2c', 'R2b', 'R2a', 'R3', 'R4', 'R5', 'R5+'], e.level) DESC,
    p.page, p.sheet, p.start_offset;
