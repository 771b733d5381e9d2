-- Documents whose role is known by their title alone though their text has been read; each with the titles it goes by.
SELECT
    d.document_id, d.document_type, c.content,
    list_filter(
        [d.title, CASE WHEN d.description <> d.title THEN d.description END, d.file_name],
        lambda title: title IS NOT NULL
    ) AS titles
FROM core.document d
JOIN raw.document_content c USING (sha256)
WHERE d.role_basis = 'title' AND c.content IS NOT NULL
ORDER BY d.document_id
LIMIT $most;
