-- Shares of every standard, for all authorities by financial year: of procurements in scope with evidence.
SELECT standard AS code, period, left(period, 4)::INTEGER AS year_from, n, k, share, share_low, share_high
FROM out.standard
WHERE period_kind = 'financial_year' AND authority_kind = 'all'
ORDER BY standard, period
