-- Authorities among their kind in the last 12 months: the share drawn towards that of the kind, the rate of its peers, and whether it lies outside the funnel
SELECT
    name, kind, n AS in_scope, k AS with_evidence, evaluated, rate, shrunk_rate, shrunk_low, shrunk_high, peer_rate, peers,
    funnel_low, funnel_high, funnel_position, consistency
FROM out.authority
WHERE n >= 10
ORDER BY kind, shrunk_rate DESC NULLS LAST, name;
