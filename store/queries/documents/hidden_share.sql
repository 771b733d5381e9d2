-- What notices leave out: the share that scores social value in tender documents, with bounds for those without
WITH share AS (
    SELECT *, row_number() OVER (PARTITION BY indicator, period_kind ORDER BY period_until DESC) AS newest
    FROM out.hidden_share
    WHERE cut = 'all' AND period_kind IN ('all', 'financial_year', 'rolling_12_months', 'rolling_13_weeks')
)
SELECT
    indicator, period_kind, period, n AS procurements, with_documents, read, scored,
    round(rate, 3) AS rate, round(rate_low, 3) AS rate_low, round(rate_high, 3) AS rate_high,
    round(bound_low, 3) AS bound_low, round(bound_high, 3) AS bound_high
FROM share
WHERE period_kind NOT LIKE 'rolling%' OR newest = 1
ORDER BY indicator, period_kind, period;
