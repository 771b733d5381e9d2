-- Counts week by week, to the last that is over: processes in scope, with evidence, evaluated, naming the Act
SELECT
    period AS week,
    max(n) FILTER (WHERE indicator = 'I1') AS in_scope,
    max(k) FILTER (WHERE indicator = 'I1') AS with_evidence,
    max(k) FILTER (WHERE indicator = 'I3') AS evaluated,
    max(k) FILTER (WHERE indicator = 'I2') AS act_named
FROM out.indicator
WHERE period_kind = 'week' AND cut = 'all'
    AND period_until <= coalesce((SELECT CAST(value AS DATE) FROM out.publication WHERE name = 'last_week_until'), period_until)
GROUP BY period
ORDER BY period;
