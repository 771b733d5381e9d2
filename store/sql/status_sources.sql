-- Windows of the ledger by source: how many stand in which state, and how far it reaches.
SELECT
    source,
    count(*) FILTER (state = 'complete') AS complete,
    count(*) FILTER (state = 'incomplete') AS incomplete,
    count(*) FILTER (state = 'failed') AS failed,
    sum(len(missing_ids))::BIGINT AS missing,
    min(window_from) AS asked_from,
    max(window_until) AS asked_until
FROM core.crawl_window
WHERE state <> 'split'
GROUP BY source
ORDER BY source;
