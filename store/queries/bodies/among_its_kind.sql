-- An authority among its kind: its shrunken rate, the rate of its peers, and whether it lies outside the funnel
SELECT
    name, kind, n AS in_scope, k AS with_evidence, rate, shrunk_rate, peer_rate, peers, funnel_low, funnel_high, funnel_position,
    consistency
FROM out.authority
WHERE n >= 5
ORDER BY kind, shrunk_rate DESC NULLS LAST, name
LIMIT 100;
