-- The main indicators by region over the 12 months to the week.
SELECT
    cut_value AS region, indicator, period_from, period_until, n, k, unknown, excluded,
    rate, rate_low, rate_high, corrected_rate, corrected_low, corrected_high, is_reliable,
    weeks_wanted, weeks_covered, weeks_declared, weeks_held, rate_all_in, rate_all_out, interval_basis, correction_basis
FROM out.indicator
WHERE cut = 'region' AND period_kind = 'rolling_12_months' AND period = $period AND indicator IN ('I1', 'I2', 'I3', 'I5')
ORDER BY region, indicator
