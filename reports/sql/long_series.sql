-- The rolling 12-month rates of the whole series.
SELECT indicator, period AS week, period_until, n, k, unknown, rate, rate_low, rate_high
FROM out.indicator
WHERE cut = 'all' AND period_kind = 'rolling_12_months' AND indicator IN ('I1', 'I3') AND period_until <= $until::DATE
ORDER BY indicator, period_until
