-- What each policy changed, with the placebo dates beside it: how many there are, and how many show a step as large.
WITH placebo AS (
    SELECT p.comparison, p.indicator, count(*) AS placebos, count(*) FILTER (abs(p.effect) >= abs(e.effect)) AS as_large
    FROM out.policy_effect p
    JOIN out.policy_effect e ON e.comparison = p.comparison AND e.indicator = p.indicator AND NOT e.is_placebo
    WHERE p.is_placebo AND p.effect IS NOT NULL
    GROUP BY ALL
)
SELECT
    comparison, indicator, on_date, title, effect, effect_low, effect_high, p_value, pre_trend, pre_trend_low, pre_trend_high,
    months_before, months_after, n_before, k_before, n_after, k_after,
    control_n_before, control_k_before, control_n_after, control_k_after, reason, note, certainty,
    coalesce(placebos, 0) AS placebos, coalesce(as_large, 0) AS as_large
FROM out.policy_effect
LEFT JOIN placebo USING (comparison, indicator)
WHERE NOT is_placebo AND indicator IN ('I1', 'I3')
ORDER BY on_date, comparison, indicator
