-- What notices leave out, over the 13 weeks and 12 months to the end of a week and over all data, for the whole.
SELECT
    indicator, period_kind, period_from, period_until, n, k, unknown, excluded, rate, rate_low, rate_high, corrected_rate,
    corrected_low, corrected_high, is_reliable,
    with_documents, read, scored, bound_low, bound_high, interval_low, interval_high,
    weeks_wanted, weeks_covered,
    (SELECT max(i.weeks_held) FROM out.indicator i WHERE i.indicator = 'I1' AND i.cut = 'all'
        AND i.period_kind = h.period_kind AND i.period = h.period) AS weeks_held
FROM out.hidden_share h
WHERE cut = 'all' AND (period_kind = 'all' OR (period_kind IN ('rolling_12_months', 'rolling_13_weeks') AND period = $period))
ORDER BY indicator, CASE period_kind WHEN 'rolling_12_months' THEN 0 WHEN 'rolling_13_weeks' THEN 1 ELSE 2 END
