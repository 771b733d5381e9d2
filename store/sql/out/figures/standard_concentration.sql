-- Is a common standard emerging? Laws and policies are no way of measuring, so they are left out; names of one standard
-- count once.
WITH named AS (
    SELECT period_kind, period, authority_kind, n, substr(term, 7) AS standard_group, k
    FROM term_count
    WHERE vocabulary = 'group' AND term NOT IN ('group:law or policy', 'group:other')
),
summed AS (
    SELECT
        period_kind, period, authority_kind, any_value(n) AS n, sum(k)::BIGINT AS mentions,
        max({'k': k, 'standard_group': standard_group}) AS top,
        sum(k * k)::DOUBLE AS squared
    FROM named
    GROUP BY period_kind, period, authority_kind
)
SELECT
    period_kind, period, authority_kind, n, mentions,
    CASE WHEN mentions > 0 THEN top.standard_group END AS top_standard,
    CASE WHEN mentions >= 10 THEN top.k / mentions END AS top_share,
    CASE WHEN mentions >= 10 THEN squared / mentions ** 2 END AS concentration,
    CASE WHEN mentions >= 10 THEN mentions ** 2 / squared END AS effective_standards
FROM summed
ORDER BY period_kind, period, authority_kind
