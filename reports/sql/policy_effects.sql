-- What each policy changed, with the dates before it at which nothing should have changed.
SELECT
    title, on_date, indicator, effect, effect_low, effect_high, pre_trend, pre_trend_low, pre_trend_high,
    n_before, n_after, control_n_before, control_n_after, reason, note, certainty,
    (SELECT count(*) FROM out.policy_effect p
        WHERE p.is_placebo AND p.comparison = e.comparison AND p.indicator = e.indicator AND p.effect IS NOT NULL) AS placebos,
    (SELECT count(*) FROM out.policy_effect p
        WHERE p.is_placebo AND p.comparison = e.comparison AND p.indicator = e.indicator AND abs(p.effect) >= abs(e.effect))
        AS placebos_as_large
FROM out.policy_effect e
WHERE NOT is_placebo
ORDER BY on_date, title, indicator
