-- Contents that core.notice shows, of which nothing can change when they are read again: see store/ingest/known.py.
SELECT source, content_id
FROM core.notice
JOIN raw.notice_version USING (source, ocid, release_id, content_id)
ANTI JOIN core.issue USING (source, ocid, release_id)
WHERE format_rank = 2
ORDER BY source, content_id
