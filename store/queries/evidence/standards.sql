-- Which standards are named: share of flagged processes
SELECT standard, k AS processes, n AS flagged, share
FROM out.standard
WHERE period_kind = 'all' AND authority_kind = 'all'
ORDER BY k DESC, standard;
