-- Did the policy change anything? The step at the date of each, in those it binds less those it does not, in points
SELECT
    on_date, title, indicator, round(100 * effect, 1) AS points, round(100 * effect_low, 1) AS points_low,
    round(100 * effect_high, 1) AS points_high, months_before, months_after, n_after, control_n_after, reason, note
FROM out.policy_effect
WHERE NOT is_placebo
ORDER BY on_date, comparison, indicator;
