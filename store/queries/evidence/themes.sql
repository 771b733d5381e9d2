-- What kind of benefit is asked for in the last 12 months: share of flagged processes in scope that name each theme
SELECT period, theme, k AS processes, n AS flagged, share
FROM out.theme
WHERE authority_kind = 'all' AND period_kind = 'rolling_12_months'
    AND period = (
        SELECT max(period) FROM out.theme
        WHERE period_kind = 'rolling_12_months' AND period <= (
            SELECT max(period) FROM out.indicator
            WHERE period_kind = 'rolling_12_months'
                AND period_until <= coalesce((SELECT CAST(value AS DATE) FROM out.publication WHERE name = 'last_week_until'), period_until)
        )
    )
ORDER BY k DESC, theme;
