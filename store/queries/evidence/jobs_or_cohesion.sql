-- Jobs against community cohesion, by kind of authority: how many ask for the one for each that asks for the other
SELECT authority_kind, n AS flagged, jobs_skills, community_cohesion, both_themes, round(ratio, 2) AS ratio, ratio_low, ratio_high
FROM out.theme_ratio
WHERE period_kind = 'all'
ORDER BY n DESC, authority_kind;
