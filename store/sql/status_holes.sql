-- Windows that are not proven complete, oldest first.
SELECT source, window_from, window_until, state, error, missing_ids
FROM core.crawl_window
WHERE state IN ('incomplete', 'failed')
ORDER BY source, window_from
LIMIT 100;
