-- Which standards are named in the last 12 months: share of flagged processes in scope
SELECT period, standard, k AS processes, n AS flagged, share
FROM out.standard
WHERE authority_kind = 'all' AND period_kind = 'rolling_12_months'
    AND period = (SELECT value FROM out.publication WHERE name = 'last_12_months')
ORDER BY k DESC, standard;
