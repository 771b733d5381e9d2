-- What changed: the last 12 months against the 12 before, and whether it is more than noise - the first 50 rows
SELECT indicator, cut, cut_value, n, n_before, rate, rate_before, difference, difference_low, difference_high, is_more_than_noise
FROM out.change
WHERE period_kind = 'rolling_12_months' AND is_latest
ORDER BY is_more_than_noise DESC, indicator, n DESC, cut, cut_value
LIMIT 50;
