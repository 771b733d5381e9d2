-- What kind of benefit is asked for: share of flagged processes that name each theme
SELECT theme, k AS processes, n AS flagged, share
FROM out.theme
WHERE period_kind = 'all' AND authority_kind = 'all'
ORDER BY k DESC, theme;
