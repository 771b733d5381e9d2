-- Jobs against community cohesion in the last 12 months, by kind of authority: how many ask for each, for both, and for the one for each that asks for the other
SELECT
    period, authority_kind, n AS flagged, jobs_skills, community_cohesion, both_themes, round(ratio, 2) AS ratio, ratio_low,
    ratio_high
FROM out.theme_ratio
WHERE period_kind = 'rolling_12_months'
    AND period = (SELECT value FROM out.publication WHERE name = 'last_12_months')
ORDER BY n DESC, authority_kind;
