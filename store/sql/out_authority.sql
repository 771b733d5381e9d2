WITH year AS (
    SELECT f.*
    FROM frame f, data_span s
    WHERE f.opened_on > (s.data_until_on - INTERVAL 1 YEAR)::DATE AND f.opened_on <= s.data_until_on
),
counted AS (
    SELECT
        authority_id,
        count(*) AS process_count,
        count(*) FILTER (is_in_scope) AS n,
        count(*) FILTER (is_in_scope AND level_rank >= 3) AS k,
        count(*) FILTER (is_in_scope AND level_rank >= 7) AS evaluated,
        count(*) FILTER (is_in_scope IS NULL) AS unknown,
        median(weight_pct) FILTER (is_in_scope) AS median_weight_pct
    FROM year
    GROUP BY authority_id
)
SELECT
    a.authority_id, a.name, a.kind, a.kind_basis, a.nation, a.region_name,
    coalesce(c.process_count, 0) AS process_count,
    coalesce(c.n, 0) AS n,
    coalesce(c.k, 0) AS k,
    coalesce(c.evaluated, 0) AS evaluated,
    coalesce(c.unknown, 0) AS unknown,
    CASE WHEN c.n >= 10 THEN c.k / c.n END AS rate,
    CASE WHEN c.n >= 10 THEN out.wilson_low(c.k, c.n) END AS rate_low,
    CASE WHEN c.n >= 10 THEN out.wilson_high(c.k, c.n) END AS rate_high,
    c.median_weight_pct
FROM core.authority a
LEFT JOIN counted c USING (authority_id)
ORDER BY a.authority_id
