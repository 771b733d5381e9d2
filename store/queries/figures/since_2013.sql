-- The long series: each financial year since the Act came into force, with the interval and what can be seen (the last is as far as the data reach)
SELECT
    period AS financial_year,
    max(n) FILTER (WHERE indicator = 'I1') AS in_scope,
    max(k) FILTER (WHERE indicator = 'I1') AS with_evidence,
    round(max(rate) FILTER (WHERE indicator = 'I1'), 3) AS rate,
    round(max(rate_low) FILTER (WHERE indicator = 'I1'), 3) AS rate_low,
    round(max(rate_high) FILTER (WHERE indicator = 'I1'), 3) AS rate_high,
    round(max(rate) FILTER (WHERE indicator = 'I10b'), 3) AS criteria_published
FROM out.indicator
WHERE period_kind = 'financial_year' AND cut = 'all'
GROUP BY period
ORDER BY period;
