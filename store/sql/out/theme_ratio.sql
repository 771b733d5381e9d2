-- The question of 2014: do commissioners ask for jobs where voluntary organisations mean social cohesion?
WITH pivoted AS (
    SELECT
        period_kind, period, authority_kind, any_value(n) AS n,
        max(k) FILTER (term = 'jobs_skills') AS jobs_skills,
        max(k) FILTER (term = 'community_cohesion') AS community_cohesion,
        max(k) FILTER (term = 'jobs_skills+community_cohesion') AS both_themes
    FROM term_count
    GROUP BY period_kind, period, authority_kind
)
SELECT
    *,
    CASE WHEN n >= 10 AND community_cohesion > 0 THEN jobs_skills / community_cohesion END AS ratio,
    CASE WHEN n >= 10 THEN out.paired_ratio_low(jobs_skills, community_cohesion, both_themes) END AS ratio_low,
    CASE WHEN n >= 10 THEN out.paired_ratio_high(jobs_skills, community_cohesion, both_themes) END AS ratio_high
FROM pivoted
ORDER BY period_kind, period, authority_kind
