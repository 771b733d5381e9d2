-- What kind of benefit is asked for in the last 12 months: share of flagged processes in scope that name each theme
SELECT period, theme, k AS processes, n AS flagged, share
FROM out.theme
WHERE authority_kind = 'all' AND period_kind = 'rolling_12_months'
    AND period = (SELECT value FROM out.publication WHERE name = 'last_12_months')
ORDER BY k DESC, theme;
