-- Headline: processes in scope of the Act on Find a Tender (before 2021 TED), and those with evidence of social value, over the 12 months to the last week that is over
SELECT
    period, period_from, period_until, n AS in_scope, k AS with_evidence, rate, rate_low, rate_high,
    unknown, rate_all_in, rate_all_out, weeks_wanted, weeks_covered, weeks_declared, coverage_pct
FROM out.indicator
WHERE indicator = 'I1' AND period_kind = 'rolling_12_months' AND cut = 'series' AND cut_value = 'find_a_tender_ted'
    AND period_until <= coalesce((SELECT CAST(value AS DATE) FROM out.publication WHERE name = 'last_week_until'), period_until)
ORDER BY period DESC
LIMIT 1;
