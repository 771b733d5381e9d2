-- Issues that are raised again, one for one, whenever the content that core.notice shows is read: of a notice of which
-- no other content is known, where all are of codes that its content alone can raise, and not twice at one place.
CREATE OR REPLACE TEMP TABLE known_issue AS
WITH said AS (
    SELECT source, ocid, release_id, issue_id,
        bool_or(code IN (
            'edited_notice', -- of several contents
            'unreadable_number', 'unreadable_value', -- of a document that had to be mended
            'unknown_source', -- not where the source is given
            'wrong_type', 'null_value' -- noted by each that reads the field
        )) OVER (PARTITION BY source, ocid, release_id) AS is_of_more
    FROM core.issue
    WHERE release_id IS NOT NULL
)
SELECT source, any_value(content_id) AS content_id, issue_id
FROM said
JOIN raw.notice_version USING (source, ocid, release_id)
WHERE NOT is_of_more
GROUP BY source, issue_id
HAVING count(*) = 1;
