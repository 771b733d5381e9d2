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

-- Made by known_issues.sql when it is asked which releases are known; where it is not asked, there is none.
CREATE TEMP TABLE IF NOT EXISTS known_issue (source VARCHAR, content_id VARCHAR, issue_id VARCHAR);

UPDATE core.issue SET document_id = said.document_id, document_name = said.document_name
FROM (
    SELECT issue_id, document_id, document_name
    FROM staged_known
    JOIN known_issue USING (source, content_id)
    QUALIFY row_number() OVER (PARTITION BY issue_id ORDER BY document_id, document_name) = 1
) AS said
WHERE issue.issue_id = said.issue_id
    AND (
        issue.document_id > said.document_id
        OR (issue.document_id = said.document_id AND issue.document_name > said.document_name)
    );
