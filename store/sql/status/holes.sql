-- Time that was asked for and is not proven complete, by source, oldest first, with the last thing that went wrong in
-- it. A window that failed and was read since as others, or as part of another, is no hole.
WITH event AS (
    SELECT source, window_from AS instant, 1 AS asked, (state = 'complete')::INT AS complete FROM core.crawl_window
    UNION ALL
    SELECT source, window_until, -1, -(state = 'complete')::INT FROM core.crawl_window
),
moment AS (
    SELECT source, instant, sum(asked) AS asked, sum(complete) AS complete FROM event GROUP BY source, instant
),
segment AS (
    SELECT
        source, instant AS since, lead(instant) OVER in_order AS until,
        sum(asked) OVER in_order AS asked, sum(complete) OVER in_order AS complete
    FROM moment
    WINDOW in_order AS (PARTITION BY source ORDER BY instant)
),
open_segment AS (
    SELECT *, coalesce(since <> lag(until) OVER (PARTITION BY source ORDER BY since), true) AS is_first
    FROM segment
    WHERE asked > 0 AND complete = 0
),
numbered AS (
    SELECT *, sum(is_first::INT) OVER (PARTITION BY source ORDER BY since) AS hole FROM open_segment
),
hole AS (
    SELECT source, min(since) AS window_from, max(until) AS window_until FROM numbered GROUP BY source, hole
)
SELECT
    hole.source, hole.window_from, hole.window_until,
    epoch(hole.window_until - hole.window_from) / 3600 AS hours,
    coalesce(arg_max(tried.state, coalesce(tried.asked_at, tried.window_from)), 'not asked yet') AS state,
    arg_max(tried.error, coalesce(tried.asked_at, tried.window_from)) AS error
FROM hole
LEFT JOIN core.crawl_window tried
    ON tried.source = hole.source AND tried.state IN ('incomplete', 'failed')
    AND tried.window_from < hole.window_until AND tried.window_until > hole.window_from
GROUP BY ALL
ORDER BY hole.source, hole.window_from;
