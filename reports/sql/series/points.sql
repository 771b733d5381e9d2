-- The rolling rates that a chart over time draws: of one series (or of all, `cut` and `cut_value`), from a day on.
SELECT indicator, period AS week, period_until, n, k, unknown,
    -- Not drawn where there is nothing: a period with a tenth of its weeks or more empty has no point.
    CASE WHEN weeks_held >= 0.9 * weeks_wanted THEN rate END AS rate,
    CASE WHEN weeks_held >= 0.9 * weeks_wanted THEN rate_low END AS rate_low,
    CASE WHEN weeks_held >= 0.9 * weeks_wanted THEN rate_high END AS rate_high,
    rate_all_out, rate_all_in, weeks_wanted, weeks_covered, weeks_held
FROM out.indicator
WHERE
    cut = $cut AND cut_value = $cut_value AND period_kind = $period_kind AND list_contains($indicators, indicator)
    AND period_until BETWEEN $since::DATE AND $until::DATE
ORDER BY indicator, period_until
