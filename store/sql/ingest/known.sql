-- Releases that were passed over as known: of several documents that hold one, the smallest id counts, and the last
-- receipt.
CREATE OR REPLACE TEMP TABLE known_document AS
SELECT source, content_id, min(document_id) AS document_id, max(received_at) AS received_at
FROM staged_known
GROUP BY ALL;

UPDATE raw.notice_version SET
    document_id = least(notice_version.document_id, known_document.document_id),
    received_at = greatest(notice_version.received_at, known_document.received_at)
FROM known_document
WHERE notice_version.source = known_document.source
    AND notice_version.content_id = known_document.content_id
    AND (
        notice_version.document_id > known_document.document_id
        OR notice_version.received_at < known_document.received_at
        OR (notice_version.received_at IS NULL AND known_document.received_at IS NOT NULL)
    );

UPDATE core.notice SET document_id = known_document.document_id
FROM known_document
WHERE notice.source = known_document.source
    AND notice.content_id = known_document.content_id
    AND notice.document_id > known_document.document_id;
