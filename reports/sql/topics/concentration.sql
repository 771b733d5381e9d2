-- How far the naming of ways to measure social value centres on one, by financial year, and in the 12 months to the week.
SELECT period_kind, period, n, mentions, top_standard, top_share, concentration, effective_standards
FROM out.standard_concentration
WHERE authority_kind = 'all' AND (period_kind = 'financial_year' OR (period_kind = 'rolling_12_months' AND period = $period))
ORDER BY period_kind, period
