-- Counts of each week that the chart draws: the half year up to the week. Never a rate.
SELECT period AS week, period_from, n, k, unknown, excluded
FROM out.indicator
WHERE
    cut = 'all' AND period_kind = 'week' AND indicator = 'I1'
    AND period_until BETWEEN $until::DATE - INTERVAL 181 DAY AND $until::DATE
ORDER BY period_from
