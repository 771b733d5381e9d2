-- Documents with text that are not judged at this version, in this role and by this reading; each with the lots that its
-- procurement names.
SELECT
    d.document_id, d.source, d.ocid, d.release_id, d.role, c.reader, c.content, n.title AS process_title, n.lot_count
FROM core.document d
JOIN raw.document_content c USING (sha256)
JOIN core.notice n USING (source, ocid, release_id)
LEFT JOIN raw.judged_document j ON j.document_id = d.document_id
WHERE c.content IS NOT NULL AND (j.version, j.role, j.reader) IS DISTINCT FROM ($version, d.role, c.reader)
ORDER BY d.document_id
LIMIT $most;
