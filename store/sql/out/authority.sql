-- Each body over the last 12 months of the data, beside its peers: bodies of its kind, or all when there are under ten.
WITH year AS (
    SELECT p.*
    FROM out.process p, data_span s
    WHERE p.opened_on > (s.data_until_on - INTERVAL 1 YEAR)::DATE AND p.opened_on <= s.data_until_on
        AND p.duplicate_of IS NULL
),
counted AS (
    SELECT
        authority_id,
        count(*) AS process_count,
        count(*) FILTER (is_in_scope) AS n,
        count(*) FILTER (is_in_scope AND level_rank >= 3) AS k,
        count(*) FILTER (is_in_scope AND level_rank >= 7) AS evaluated,
        count(*) FILTER (is_in_scope AND level_rank >= 9) AS weight_10_pct,
        count(*) FILTER (is_in_scope IS NULL) AS unknown,
        median(weight_pct) FILTER (is_in_scope) AS median_weight_pct,
        max(opened_on) AS last_opened_on
    FROM year
    WHERE authority_id IS NOT NULL
    GROUP BY authority_id
),
peer AS (
    SELECT
        coalesce(a.kind, 'all') AS peers,
        count(*) AS authorities, sum(n) AS n, sum(k) AS k, sum(evaluated) AS evaluated,
        -- Decimals, since a sum of doubles depends on the order of its rows.
        out.intra_class(
            count(*), sum(n)::DOUBLE, sum(k)::DOUBLE, sum((k * k / n)::DECIMAL(28, 12))::DOUBLE, sum(n * n)::DOUBLE
        ) AS k_class,
        out.intra_class(
            count(*), sum(n)::DOUBLE, sum(evaluated)::DOUBLE, sum((evaluated * evaluated / n)::DECIMAL(28, 12))::DOUBLE,
            sum(n * n)::DOUBLE
        ) AS evaluated_class
    FROM counted
    JOIN core.authority a USING (authority_id)
    WHERE n > 0
    GROUP BY GROUPING SETS ((), (a.kind))
    HAVING count(*) >= 10
),
placed AS (
    SELECT
        a.*, c.* EXCLUDE (authority_id),
        -- The row of a join that found nothing is not null, its columns are.
        CASE WHEN own.peers IS NOT NULL THEN own ELSE whole END AS peer,
        coalesce(own.k / own.n, whole.k / whole.n) AS peer_rate,
        coalesce(own.evaluated / own.n, whole.evaluated / whole.n) AS peer_evaluated_rate,
        sqrt(peer_rate * (1 - peer_rate) / c.n) AS funnel_error
    FROM core.authority a
    LEFT JOIN counted c USING (authority_id)
    LEFT JOIN peer own ON own.peers = a.kind
    LEFT JOIN peer whole ON whole.peers = 'all'
),
shrunk AS (
    SELECT
        *,
        CASE WHEN n > 0 THEN out.shrunk(k, n, peer_rate, peer.k_class) END AS shrunk_rate,
        CASE WHEN n > 0 THEN out.shrunk(evaluated, n, peer_evaluated_rate, peer.evaluated_class) END AS evaluated_shrunk_rate,
        CASE WHEN peer.k_class > 0 THEN n + (1 - peer.k_class) / peer.k_class END AS shrunk_n
    FROM placed
)
SELECT
    authority_id, name, kind, kind_basis, nation, region_name,
    coalesce(process_count, 0) AS process_count,
    coalesce(n, 0) AS n,
    coalesce(k, 0) AS k,
    coalesce(evaluated, 0) AS evaluated,
    coalesce(unknown, 0) AS unknown,
    CASE WHEN n >= 10 THEN k / n END AS rate,
    CASE WHEN n >= 10 THEN out.wilson_low(k, n) END AS rate_low,
    CASE WHEN n >= 10 THEN out.wilson_high(k, n) END AS rate_high,
    median_weight_pct,
    CASE WHEN n >= 10 THEN evaluated / n END AS evaluated_rate,
    coalesce(weight_10_pct, 0) AS weight_10_pct,
    CASE WHEN n >= 5 AND evaluated = n THEN 'always' WHEN n >= 5 AND evaluated = 0 THEN 'never' WHEN n >= 5 THEN 'sometimes' END
        AS consistency,
    CASE WHEN n > 0 THEN peer.peers END AS peers,
    CASE WHEN n > 0 THEN peer_rate END AS peer_rate,
    shrunk_rate,
    CASE WHEN shrunk_n IS NULL THEN shrunk_rate ELSE out.wilson_low(shrunk_rate * shrunk_n, shrunk_n) END AS shrunk_low,
    CASE WHEN shrunk_n IS NULL THEN shrunk_rate ELSE out.wilson_high(shrunk_rate * shrunk_n, shrunk_n) END AS shrunk_high,
    evaluated_shrunk_rate,
    CASE WHEN n >= 10 THEN greatest(0.0, peer_rate - 3.090232306167813 * funnel_error) END AS funnel_low,
    CASE WHEN n >= 10 THEN least(1.0, peer_rate + 3.090232306167813 * funnel_error) END AS funnel_high,
    CASE
        WHEN n < 10 OR peer_rate IS NULL THEN NULL
        WHEN k / n > peer_rate + 3.090232306167813 * funnel_error THEN 'above'
        WHEN k / n < peer_rate - 3.090232306167813 * funnel_error THEN 'below'
        ELSE 'within'
    END AS funnel_position,
    last_opened_on
FROM shrunk
ORDER BY authority_id
