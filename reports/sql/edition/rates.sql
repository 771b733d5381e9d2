-- All indicators of one period, for the whole or for one value of a cut.
SELECT
    indicator, period_from, period_until, n, k, unknown, excluded,
    rate, rate_low, rate_high, corrected_rate, corrected_low, corrected_high, is_reliable,
    weeks_wanted, weeks_covered, weeks_declared, weeks_held, rate_all_in, rate_all_out, interval_basis, correction_basis
FROM out.indicator
WHERE cut = $cut AND cut_value = $cut_value AND period_kind = $period_kind AND period = $period
ORDER BY indicator
