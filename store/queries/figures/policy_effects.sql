-- Did the policy change anything? The step at the date of each, in those it binds less those it does not, in points, with the counts before and after
SELECT
    on_date, title, indicator, round(100 * effect, 1) AS points, round(100 * effect_low, 1) AS points_low,
    round(100 * effect_high, 1) AS points_high, months_before, months_after, n_before, k_before, n_after, k_after,
    control_n_before, control_k_before, control_n_after, control_k_after, reason, note
FROM out.policy_effect
WHERE NOT is_placebo
ORDER BY on_date, comparison, indicator;
