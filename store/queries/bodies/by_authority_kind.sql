-- Rate by kind of authority in the last 12 months, like with like, with its 95 % interval (none under 10 processes)
SELECT period, cut_value AS authority_kind, n AS in_scope, k AS with_evidence, rate, rate_low, rate_high
FROM out.indicator
WHERE indicator = 'I1' AND period_kind = 'rolling_12_months' AND cut = 'authority_kind'
    AND period = (
        SELECT max(period) FROM out.indicator
        WHERE period_kind = 'rolling_12_months'
            AND period_until <= coalesce((SELECT CAST(value AS DATE) FROM out.publication WHERE name = 'last_week_until'), period_until)
    )
ORDER BY n DESC, cut_value;
