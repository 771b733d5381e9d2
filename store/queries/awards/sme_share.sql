-- The share of awards to small and medium-sized enterprises, as notices declare it, by the evidence of the competition: in the last 12 months, by financial year, the last as far as the data reach, and over all days
SELECT
    indicator, evidence_group, period_kind, period, n, k AS declared_sme, unknown, round(bound_low, 4) AS bound_low,
    round(known_rate, 4) AS known_rate, round(bound_high, 4) AS bound_high
FROM out.winner
WHERE indicator IN ('sme_awards', 'sme_value') AND cut = 'all' AND evidence_group IN ('all', 'scored', 'none')
    AND (
        period_kind IN ('financial_year', 'all')
        OR (period_kind = 'rolling_12_months' AND period = (SELECT value FROM out.publication WHERE name = 'last_12_months'))
    )
ORDER BY indicator, period_kind = 'rolling_12_months' DESC, period_from, period_until, evidence_group;
