-- Weeks that are over in the data, of the last five, of which less than 98 % is proven complete. The week in which a
-- portal was first asked for is never whole and nobody is alarmed.
WITH first_asked AS (
    SELECT source, timezone('Europe/London', min(window_from)) AS first_at FROM core.crawl_window GROUP BY source
),
reach AS (
    SELECT timezone('Europe/London', value::TIMESTAMPTZ) AS data_until FROM out.publication WHERE name = 'data_until'
)
SELECT source, week, week_from, completeness_pct
FROM out.completeness
LEFT JOIN first_asked USING (source)
CROSS JOIN reach
WHERE coalesce(week_from >= first_at, true) AND completeness_pct < 98
    AND week_from + INTERVAL 7 DAY <= data_until AND week_from > data_until - INTERVAL 42 DAY
ORDER BY source, week_from;
