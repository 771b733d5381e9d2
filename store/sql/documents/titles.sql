-- Every document with the titles it goes by.
SELECT
    document_id, document_type, NULL::BLOB AS content,
    list_filter(
        [title, CASE WHEN description <> title THEN description END, file_name], lambda name: name IS NOT NULL
    ) AS titles
FROM core.document
ORDER BY document_id;
