-- Jobs and skills for each that asks for community cohesion, in the 12 months to the week, for all authorities.
SELECT ratio, ratio_low, ratio_high, ratio_basis
FROM out.theme_ratio
WHERE period_kind = 'rolling_12_months' AND period = $period AND authority_kind = 'all'
