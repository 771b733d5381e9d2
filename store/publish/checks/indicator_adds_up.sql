-- Indicators whose parts do not fit: more than the whole, a rate outside its interval, or a rate for fewer than 10.
SELECT indicator, period_kind, period, cut, cut_value, n, k, rate, rate_low, rate_high
FROM out.indicator
WHERE
    k > n
    OR (rate IS NOT NULL AND (n < 10 OR period_kind = 'week'))
    OR rate NOT BETWEEN rate_low - 1e-9 AND rate_high + 1e-9
LIMIT 20;
