-- Jobs against community cohesion in the last 12 months, by kind of authority: how many ask for each, for both, and for the one for each that asks for the other
SELECT
    period, authority_kind, n AS flagged, jobs_skills, community_cohesion, both_themes, round(ratio, 2) AS ratio, ratio_low,
    ratio_high
FROM out.theme_ratio
WHERE period_kind = 'rolling_12_months'
    AND period = (
        SELECT max(period) FROM out.theme_ratio
        WHERE period_kind = 'rolling_12_months' AND period <= (
            SELECT max(period) FROM out.indicator
            WHERE period_kind = 'rolling_12_months'
                AND period_until <= coalesce((SELECT CAST(value AS DATE) FROM out.publication WHERE name = 'last_week_until'), period_until)
        )
    )
ORDER BY n DESC, authority_kind;
