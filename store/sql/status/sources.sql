-- The ledger by source: windows proven complete, notices known to be missing, and how far it reaches.
SELECT
    source,
    count(*) FILTER (state = 'complete') AS complete,
    len(list_distinct(flatten(list(missing_ids)))) AS missing,
    list_slice(list_sort(list_distinct(flatten(list(missing_ids)))), 1, 10) AS missing_first,
    min(window_from) AS asked_from,
    max(window_until) AS asked_until
FROM core.crawl_window
GROUP BY source
ORDER BY source;
