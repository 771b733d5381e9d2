WITH flagged AS (
    SELECT p.period_kind, p.period, f.authority_kind, f.standards
    FROM frame f
    JOIN period p ON f.opened_on BETWEEN p.period_from AND p.period_until
    WHERE f.is_in_scope AND f.level_rank >= 3 AND p.period_kind IN ('rolling_13_weeks', 'rolling_12_months', 'all')
),
base AS (
    SELECT period_kind, period, coalesce(authority_kind, 'all') AS authority_kind, count(*) AS n
    FROM flagged
    GROUP BY GROUPING SETS ((period_kind, period), (period_kind, period, authority_kind))
),
named AS (
    SELECT period_kind, period, coalesce(authority_kind, 'all') AS authority_kind, standard, count(*) AS k
    FROM (SELECT period_kind, period, authority_kind, unnest(standards) AS standard FROM flagged)
    GROUP BY GROUPING SETS ((period_kind, period, standard), (period_kind, period, authority_kind, standard))
)
SELECT
    b.period_kind, b.period, b.authority_kind, v.term AS standard, b.n,
    coalesce(k.k, 0) AS k,
    CASE WHEN b.n >= 10 THEN coalesce(k.k, 0) / b.n END AS share
FROM base b
CROSS JOIN law_vocabulary v
LEFT JOIN named k
    ON k.period_kind = b.period_kind AND k.period = b.period AND k.authority_kind = b.authority_kind AND k.standard = v.term
WHERE v.vocabulary = 'standard'
ORDER BY b.period_kind, b.period, b.authority_kind, standard
