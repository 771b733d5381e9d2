-- What each policy changed; `effect_fit` holds what store/publish/effects.py computes.
SELECT
    f.comparison, f.indicator, f.on_date, f.is_placebo, c.policy, c.title, c.population,
    f.* EXCLUDE (comparison, indicator, on_date, is_placebo), c.note, c.certainty
FROM effect_fit f
JOIN ref_policy_comparisons c USING (comparison)
ORDER BY f.comparison, f.indicator, f.is_placebo, f.on_date
