-- Contents that core.notice shows, of which nothing can change when they are read again: see store/ingest/known.py. A
-- content names its notice, so it tells its version by itself. One row holds the contents that begin alike, in order.
SELECT source, content_id[:2] AS beginning, string_agg(content_id, '' ORDER BY content_id) AS content_ids
FROM core.notice
JOIN raw.notice_version USING (source, ocid, release_id, content_id)
ANTI JOIN core.issue USING (source, ocid, release_id)
WHERE format_rank = 2
GROUP BY source, beginning
ORDER BY source, beginning
