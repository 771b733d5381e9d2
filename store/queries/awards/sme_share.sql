-- The share of awards to small and medium-sized enterprises, as notices declare it, by the evidence of the competition
SELECT
    indicator, evidence_group, period, n, k AS declared_sme, unknown, round(bound_low, 4) AS bound_low,
    round(known_rate, 4) AS known_rate, round(bound_high, 4) AS bound_high
FROM out.winner
WHERE indicator IN ('sme_awards', 'sme_value') AND period_kind IN ('financial_year', 'all') AND cut = 'all'
    AND evidence_group IN ('all', 'scored', 'none')
ORDER BY indicator, period_from, period_until, evidence_group;
