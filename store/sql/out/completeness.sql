-- How much of each week of each portal is proven complete. Weeks begin on Monday, Europe/London.
-- A window of state split stands for time that was wanted: what its parts do not prove is not proven.
WITH asked_window AS (
    SELECT *,
        date_trunc('week', timezone('Europe/London', window_from))::DATE AS first_monday,
        date_trunc('week', timezone('Europe/London', window_until - INTERVAL 1 MICROSECOND))::DATE AS last_monday
    FROM core.crawl_window
),
window_week AS (
    SELECT *, unnest(generate_series(first_monday::TIMESTAMP, last_monday::TIMESTAMP, INTERVAL 7 DAY))::DATE AS monday
    FROM asked_window
),
clipped AS (
    SELECT
        *,
        timezone('Europe/London', monday::TIMESTAMP) AS week_start,
        timezone('Europe/London', monday::TIMESTAMP + INTERVAL 7 DAY) AS week_end,
        greatest(window_from, timezone('Europe/London', monday::TIMESTAMP)) AS span_from,
        least(window_until, timezone('Europe/London', monday::TIMESTAMP + INTERVAL 7 DAY)) AS span_until
    FROM window_week
),
-- Windows may overlap: each adds only what lies beyond the furthest end before it.
proven AS (
    SELECT
        source, monday, span_from, span_until,
        max(span_until) OVER (
            PARTITION BY source, monday ORDER BY span_from, span_until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached
    FROM clipped
    WHERE state = 'complete'
),
hours AS (
    SELECT
        source, monday,
        sum(greatest(0, epoch(span_until) - epoch(greatest(span_from, coalesce(reached, span_from))))) / 3600 AS hours_proven
    FROM proven
    GROUP BY source, monday
),
asked AS (
    SELECT
        source, monday,
        count(*) FILTER (state <> 'split') AS windows,
        count(*) FILTER (state = 'complete') AS windows_complete,
        count(*) FILTER (state = 'failed') AS windows_failed,
        any_value(epoch(week_end) - epoch(week_start)) / 3600 AS week_hours
    FROM clipped
    GROUP BY source, monday
),
missing AS (
    SELECT source, first_monday AS monday, count(DISTINCT missing_id) AS missing_count
    FROM (SELECT source, first_monday, unnest(missing_ids) AS missing_id FROM asked_window)
    GROUP BY source, first_monday
),
held AS (
    SELECT
        source, date_trunc('week', timezone('Europe/London', published_at))::DATE AS monday, count(*) AS notice_count
    FROM core.notice
    WHERE published_at IS NOT NULL
    GROUP BY ALL
),
faulty AS (
    SELECT
        n.source, date_trunc('week', timezone('Europe/London', n.published_at))::DATE AS monday, count(*) AS issue_count
    FROM core.issue i
    JOIN core.notice n USING (source, ocid, release_id)
    WHERE n.published_at IS NOT NULL
    GROUP BY ALL
),
week AS (
    SELECT source, monday FROM asked UNION SELECT source, monday FROM held
)
SELECT
    w.source,
    strftime(w.monday, '%G-W%V') AS week,
    w.monday AS week_from,
    coalesce(a.windows, 0) AS windows,
    coalesce(a.windows_complete, 0) AS windows_complete,
    coalesce(a.windows_failed, 0) AS windows_failed,
    coalesce(h.hours_proven, 0) AS hours_proven,
    CASE WHEN a.source IS NOT NULL THEN 100 * coalesce(h.hours_proven, 0) / a.week_hours END AS completeness_pct,
    coalesce(held.notice_count, 0) AS notice_count,
    coalesce(m.missing_count, 0) AS missing_count,
    coalesce(f.issue_count, 0) AS issue_count
FROM week w
LEFT JOIN asked a USING (source, monday)
LEFT JOIN hours h USING (source, monday)
LEFT JOIN missing m USING (source, monday)
LEFT JOIN held USING (source, monday)
LEFT JOIN faulty f USING (source, monday)
ORDER BY w.source, w.monday
