-- Releases that were passed over as known: of several documents that hold one, the smallest id counts.
CREATE OR REPLACE TEMP TABLE known_document AS
SELECT source, content_id, min(document_id) AS document_id FROM staged_known GROUP BY ALL;

UPDATE raw.notice_version SET document_id = known_document.document_id
FROM known_document
WHERE notice_version.source = known_document.source
    AND notice_version.content_id = known_document.content_id
    AND notice_version.document_id > known_document.document_id;

UPDATE core.notice SET document_id = known_document.document_id
FROM known_document
WHERE notice.source = known_document.source
    AND notice.content_id = known_document.content_id
    AND notice.document_id > known_document.document_id;

SELECT source, 'already_known' AS outcome, count(*) AS n FROM staged_known GROUP BY source;
