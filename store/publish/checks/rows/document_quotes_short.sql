-- Passages of documents longer than may be published.
SELECT passage_id, document_id, length(text) AS characters
FROM checked_passage
WHERE document_id IS NOT NULL AND length(text) > 400
LIMIT 20;
