-- How many documents are not judged at this version, in their role and by their reading.
SELECT count(*)
FROM core.document d
JOIN raw.document_content c USING (sha256)
JOIN core.notice n USING (source, ocid, release_id)
LEFT JOIN raw.judged_document j ON j.document_id = d.document_id
WHERE c.content IS NOT NULL AND (j.version, j.role, j.reader) IS DISTINCT FROM ($version, d.role, c.reader);
