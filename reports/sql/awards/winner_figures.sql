-- Who wins: the figures of the last 12 months, of each financial year and of all, by evidence, kind of authority and nation.
SELECT
    indicator, evidence_group, period_kind, period, period_from, period_until, cut, cut_value,
    n, k, k_declared, unknown, excluded, value_gbp, k_value_gbp, rate, rate_low, rate_high, declared_rate, known_rate,
    bound_low, bound_high, is_reliable,
    weeks_wanted, weeks_covered, coverage_pct
FROM out.winner
WHERE (period_kind IN ('financial_year', 'all') OR (period_kind = 'rolling_12_months' AND period = $period))
    AND cut IN ('all', 'nation', 'authority_kind')
    AND (evidence_group = 'all' OR cut = 'all')
ORDER BY indicator, period_from, period_until, cut, cut_value, evidence_group
