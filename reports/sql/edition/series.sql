-- The rolling 13-week rates that the chart draws: the two years up to the week.
SELECT indicator, period AS week, period_until, n, k, unknown,
    -- Not drawn where there is nothing: a period with a tenth of its weeks or more empty has no point.
    CASE WHEN weeks_held >= 0.9 * weeks_wanted THEN rate END AS rate,
    CASE WHEN weeks_held >= 0.9 * weeks_wanted THEN rate_low END AS rate_low,
    CASE WHEN weeks_held >= 0.9 * weeks_wanted THEN rate_high END AS rate_high,
    rate_all_out, rate_all_in, weeks_wanted, weeks_covered, weeks_held
FROM out.indicator
WHERE
    cut = 'all' AND period_kind = 'rolling_13_weeks' AND indicator IN ('I1', 'I3')
    AND period_until BETWEEN $until::DATE - INTERVAL 728 DAY AND $until::DATE
ORDER BY indicator, period_until
