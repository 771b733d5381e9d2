-- The rolling 13-week rates that the chart draws: the two years up to the week.
SELECT indicator, period AS week, period_until, n, k, unknown, rate, rate_low, rate_high
FROM out.indicator
WHERE
    cut = 'all' AND period_kind = 'rolling_13_weeks' AND indicator IN ('I1', 'I3')
    AND period_until BETWEEN $until::DATE - INTERVAL 728 DAY AND $until::DATE
ORDER BY indicator, period_until
