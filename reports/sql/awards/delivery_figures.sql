-- Is it delivered: every figure over all days and over financial years, and by kind of authority and nation.
SELECT
    indicator, period_kind, period, period_from, period_until, cut, cut_value, n, k, unknown, excluded, rate, rate_low,
    rate_high, bound_low, bound_high, is_reliable, as_of,
    weeks_wanted, weeks_covered, coverage_pct
FROM out.delivery
WHERE period_kind IN ('financial_year', 'all') AND cut IN ('all', 'authority_kind', 'nation')
ORDER BY indicator, period_from, period_until, cut, cut_value
