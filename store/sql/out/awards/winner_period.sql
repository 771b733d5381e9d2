-- Periods in which suppliers are counted, and in which authorities are, of those that are made anew: with their segments.
CREATE OR REPLACE TEMP TABLE award_period AS
WITH last_rolling AS (
    SELECT arg_max(period_id, period_until) AS period_id
    FROM period, data_span
    WHERE period_kind = 'rolling_12_months' AND period_from <= data_until_on
)
SELECT
    p.period_id, g.segment,
    p.period_kind IN ('financial_year', 'all') OR coalesce(p.period_id = r.period_id, false) AS is_of_authorities
FROM period p
CROSS JOIN last_rolling r
JOIN (SELECT DISTINCT segment FROM award_segment) g ON g.segment BETWEEN p.first_segment AND p.last_segment
WHERE p.is_anew AND (is_of_authorities OR p.period_kind = 'quarter');
