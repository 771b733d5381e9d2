-- Evidence by value over all days, with and without frameworks, and how much the ten largest processes hold
SELECT indicator, frameworks, period, n, k, rate, capped_rate, capped_low, capped_high, top_10_share
FROM out.value_share
WHERE period_kind = 'all' AND authority_kind = 'all'
ORDER BY indicator, frameworks;
