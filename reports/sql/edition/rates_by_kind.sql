-- Two indicators of one period by kind of authority, largest kind first.
SELECT
    cut_value AS authority_kind, indicator, period_from, period_until, n, k, unknown, excluded,
    rate, rate_low, rate_high, corrected_rate, corrected_low, corrected_high, is_reliable,
    weeks_wanted, weeks_covered, weeks_declared, weeks_held, rate_all_in, rate_all_out, interval_basis, correction_basis
FROM out.indicator
WHERE cut = 'authority_kind' AND period_kind = 'rolling_12_months' AND period = $period AND indicator IN ('I1', 'I3') AND n > 0
ORDER BY max(n) OVER (PARTITION BY cut_value) DESC, cut_value, indicator
