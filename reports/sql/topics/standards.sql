-- Share of flagged procurements that name each standard, by kind of authority and for all, most named first.
SELECT authority_kind, standard AS code, n, k, share
FROM out.standard
WHERE period_kind = 'rolling_12_months' AND period = $period
ORDER BY authority_kind, k DESC, code
