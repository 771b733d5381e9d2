-- Every passage of a notice that counted for a process in scope (any level but R0), with its rule, version and the words it rests on - the first 100 rows
SELECT o.ocid, e.kind, e.level, e.weight_pct, e.rule, e.version, p.path, p.text
FROM core.evidence e
JOIN core.counted_notice c ON c.source = e.source AND c.ocid = e.ocid AND c.release_id = e.release_id
JOIN out.process o ON o.ocid = c.process_ocid
JOIN core.passage p ON p.passage_id = e.passage_id
WHERE e.document_id IS NULL AND e.level <> 'R0'
    AND o.is_in_scope AND o.opened_on IS NOT NULL AND o.duplicate_of IS NULL
ORDER BY o.ocid, p.path, p.start_offset, p.passage_id
LIMIT 100;
