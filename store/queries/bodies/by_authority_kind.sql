-- Rate by kind of authority in the last 12 months, like with like, with its 95 % interval (none under 10 processes)
SELECT period, cut_value AS authority_kind, n AS in_scope, k AS with_evidence, rate, rate_low, rate_high
FROM out.indicator
WHERE indicator = 'I1' AND period_kind = 'rolling_12_months' AND cut = 'authority_kind'
    AND period = (SELECT value FROM out.publication WHERE name = 'last_12_months')
ORDER BY n DESC, cut_value;
