-- Share of flagged procurements that name each theme, by kind of authority and for all, most named first.
SELECT authority_kind, theme AS code, n, k, share
FROM out.theme
WHERE period_kind = 'rolling_12_months' AND period = $period
ORDER BY authority_kind, k DESC, code
