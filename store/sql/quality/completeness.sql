-- Weeks that are over, and for which a portal was asked to their end, of the last five before the publication, of which
-- less than 98 % is proven complete: also where nothing at all was answered. The week in which a portal was first asked
-- for is never whole and nobody is alarmed.
WITH asked AS (
    SELECT
        source,
        timezone('Europe/London', min(window_from)) AS first_at,
        timezone('Europe/London', max(window_until)) AS last_at
    FROM core.crawl_window
    GROUP BY source
),
publication AS (
    SELECT timezone('Europe/London', value::TIMESTAMPTZ) AS published_at FROM out.publication WHERE name = 'published_at'
)
SELECT source, week, week_from, completeness_pct
FROM out.completeness
LEFT JOIN asked USING (source)
CROSS JOIN publication
WHERE completeness_pct < 98 AND coalesce(week_from >= first_at, true)
    AND week_from + INTERVAL 7 DAY <= least(last_at, published_at) AND week_from > published_at - INTERVAL 42 DAY
ORDER BY source, week_from;
