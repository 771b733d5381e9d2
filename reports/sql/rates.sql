-- All indicators of one period, for the whole.
SELECT
    indicator, period_from, period_until, n, k, unknown, excluded,
    rate, rate_low, rate_high, corrected_rate, corrected_low, corrected_high, is_reliable
FROM out.indicator
WHERE cut = 'all' AND period_kind = $period_kind AND period = $period
ORDER BY indicator
