-- Headline: processes in scope of the Act, and those with evidence of social value, over the last 12 months of the data
SELECT period, n AS in_scope, k AS with_evidence, rate, rate_low, rate_high, unknown
FROM out.indicator
WHERE indicator = 'I1' AND period_kind = 'rolling_12_months' AND cut = 'all'
ORDER BY period DESC
LIMIT 1;
