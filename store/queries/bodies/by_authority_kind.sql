-- Rate by kind of authority, like with like, with its 95 % interval (none under 10 processes)
SELECT cut_value AS authority_kind, n AS in_scope, k AS with_evidence, rate, rate_low, rate_high
FROM out.indicator
WHERE indicator = 'I1' AND period_kind = 'all' AND cut = 'authority_kind'
ORDER BY n DESC, cut_value;
