-- Since when notices of each portal are held, and of how many of the 52 weeks to a day, proven or declared complete.
SELECT
    s.source, s.title, min(c.week_from) FILTER (c.is_held) AS held_from, max(c.week_from) FILTER (c.is_held) AS held_until,
    count(*) FILTER (c.is_held AND c.week_from BETWEEN $first_day AND $last_day) AS weeks_held,
    count(*) FILTER ((c.is_proven OR c.is_declared) AND c.week_from BETWEEN $first_day AND $last_day) AS weeks_covered
FROM out.source s
LEFT JOIN out.coverage c USING (source)
GROUP BY s.source, s.title
ORDER BY held_until DESC NULLS LAST, s.title
