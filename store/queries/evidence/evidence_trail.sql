-- Every passage that counted, with its rule, version and the words it rests on
SELECT e.ocid, e.kind, e.level, e.weight_pct, e.rule, e.version, p.path, p.text
FROM core.evidence e
JOIN core.passage p USING (passage_id)
WHERE e.document_id IS NULL
ORDER BY e.ocid, p.path, p.start_offset
LIMIT 100;
