-- Contents that core.notice shows, of which nothing can change when they are read again: see store/ingest/known.py. A
-- content names its notice, so it tells its version by itself. One row holds the contents that begin alike, in order,
-- each with the number of its issues in four hexadecimal digits.
SELECT
    source,
    content_id[:2] AS beginning,
    string_agg(content_id || format('{:04x}', coalesce(issue_count, 0)), '' ORDER BY content_id) AS contents
FROM core.notice
JOIN raw.notice_version USING (source, ocid, release_id, content_id)
LEFT JOIN (SELECT source, ocid, release_id, count(*) AS issues_in_all FROM core.issue GROUP BY ALL)
    USING (source, ocid, release_id)
LEFT JOIN (SELECT source, content_id, count(*) AS issue_count FROM known_issue GROUP BY ALL) USING (source, content_id)
WHERE format_rank = 2
    AND issues_in_all IS NOT DISTINCT FROM issue_count
    AND coalesce(issue_count, 0) < 65536
GROUP BY source, beginning
ORDER BY source, beginning
