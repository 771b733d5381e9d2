-- One warning for each notice that a portal published with different contents under one release id.
INSERT OR REPLACE INTO core.issue BY NAME
SELECT
    left(sha256(concat_ws(chr(31), 'edited_notice', notice_version.source, ocid, release_id)), 32) AS issue_id,
    'warning' AS level,
    'edited_notice' AS code,
    notice_version.source,
    min(document_id) AS document_id,
    arg_min(document.name, document_id) AS document_name,
    ocid,
    release_id,
    CAST(NULL AS VARCHAR) AS path,
    format('{} different contents were published under this id; the latest is used', count(*)) AS message,
    string_agg(content_id, ' ' ORDER BY content_id)[:200] AS data
FROM raw.notice_version
LEFT JOIN raw.document USING (document_id)
GROUP BY notice_version.source, ocid, release_id
HAVING count(*) > 1;
