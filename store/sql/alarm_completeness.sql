-- Weeks that are over in the data, of the last five, of which less than 98 % is proven complete. Dates of the portal's
-- own weeks: see out.completeness.
WITH reach AS (
    SELECT timezone('Europe/London', value::TIMESTAMPTZ) AS data_until FROM out.publication WHERE name = 'data_until'
)
SELECT source, week, week_from, completeness_pct
FROM out.completeness, reach
WHERE windows > 0 AND completeness_pct < 98
    AND week_from + INTERVAL 7 DAY <= data_until AND week_from > data_until - INTERVAL 42 DAY
ORDER BY source, week_from;
