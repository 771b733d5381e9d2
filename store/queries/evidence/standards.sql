-- Which standards are named in the last 12 months: share of flagged processes in scope
SELECT period, standard, k AS processes, n AS flagged, share
FROM out.standard
WHERE authority_kind = 'all' AND period_kind = 'rolling_12_months'
    AND period = (
        SELECT max(period) FROM out.standard
        WHERE period_kind = 'rolling_12_months' AND period <= (
            SELECT max(period) FROM out.indicator
            WHERE period_kind = 'rolling_12_months'
                AND period_until <= coalesce((SELECT CAST(value AS DATE) FROM out.publication WHERE name = 'last_week_until'), period_until)
        )
    )
ORDER BY k DESC, standard;
