-- Financial years, for the whole.
SELECT
    period, indicator, period_from, period_until, n, k, unknown, excluded,
    rate, rate_low, rate_high, corrected_rate, corrected_low, corrected_high, is_reliable,
    weeks_wanted, weeks_covered, weeks_declared, weeks_held, rate_all_in, rate_all_out, interval_basis, correction_basis
FROM out.indicator
WHERE cut = 'all' AND period_kind = 'financial_year' AND indicator IN ('I1', 'I2', 'I3', 'I5', 'I10b') AND n > 0
ORDER BY period DESC, indicator
