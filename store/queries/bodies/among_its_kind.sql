-- Authorities of 10 processes or more among their kind in the last 12 months: the share drawn towards that of the kind, and whether it lies outside the funnel (no limits for kinds of too few)
WITH placed AS (
    SELECT *, bool_and(peers = kind AND funnel_low IS NOT NULL) OVER (PARTITION BY kind) AS is_beside_kind
    FROM out.authority
    WHERE n >= 10
)
SELECT
    name, kind, n AS in_scope, k AS with_evidence, evaluated, rate, shrunk_rate, shrunk_low, shrunk_high, peer_rate, peers,
    CASE WHEN is_beside_kind THEN funnel_low END AS funnel_low,
    CASE WHEN is_beside_kind THEN funnel_high END AS funnel_high,
    CASE WHEN is_beside_kind THEN funnel_position END AS funnel_position,
    consistency
FROM placed
ORDER BY kind, shrunk_rate DESC NULLS LAST, name;
