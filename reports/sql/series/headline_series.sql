-- The headline and the series beside it, over the 12 months to the week.
SELECT
    cut_value, indicator, period_from, period_until, n, k, unknown, n_presumed, rate, rate_low, rate_high, wilson_low,
    wilson_high, cluster_low, cluster_high, interval_basis, rate_all_in, rate_all_out, unknown_low, unknown_high,
    corrected_rate, corrected_low, corrected_high, correction_basis, is_reliable,
    weeks_wanted, weeks_covered, weeks_declared, weeks_held
FROM out.indicator
WHERE cut = 'series' AND period_kind = 'rolling_12_months' AND period = $period AND indicator IN ('I1', 'I3', 'I10b')
ORDER BY list_position(['find_a_tender_ted', 'find_a_tender_ted_standardised', 'contracts_finder'], cut_value), indicator
