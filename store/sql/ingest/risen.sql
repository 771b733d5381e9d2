-- Contents that were known when the reading began, gave way to another since, and were received once more after that:
-- the notice has to show them again, but their releases were passed over. The pages that hold them count as not read.
CREATE OR REPLACE TEMP TABLE risen AS
SELECT source, content_id
FROM (
    SELECT source, ocid, release_id, content_id
    FROM raw.notice_version
    SEMI JOIN (
        SELECT source, ocid, release_id
        FROM raw.notice_version
        SEMI JOIN known_document USING (source, content_id)
    ) AS touched USING (source, ocid, release_id)
    QUALIFY row_number() OVER (
        PARTITION BY source, ocid, release_id
        ORDER BY published_at DESC NULLS LAST, format_rank DESC, received_at DESC NULLS LAST, content_id DESC
    ) = 1
) AS latest
SEMI JOIN known_document USING (source, content_id)
JOIN core.notice AS shown USING (source, ocid, release_id)
WHERE shown.content_id <> latest.content_id;

DELETE FROM raw.landed_file
WHERE name IN (
    SELECT staged_document.name
    FROM staged_document
    JOIN staged_known USING (document_id)
    JOIN risen ON risen.source = staged_known.source AND risen.content_id = staged_known.content_id
);

SELECT source, 'already_known' AS outcome, count(*) AS n FROM staged_known GROUP BY source;
