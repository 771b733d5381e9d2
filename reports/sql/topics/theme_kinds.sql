-- Jobs and skills, community cohesion and both, by kind of authority, in the 12 months to the week.
SELECT authority_kind, n, jobs_skills, community_cohesion, both_themes
FROM out.theme_ratio
WHERE period_kind = 'rolling_12_months' AND period = $period
ORDER BY n DESC, authority_kind
