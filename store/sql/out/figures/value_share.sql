-- The value-weighted shares in every form: frameworks in, out or alone; values capped or as published.
WITH part AS (
    SELECT
        segment, kind_id, value_gbp::HUGEINT AS gbp, capped_gbp::HUGEINT AS capped, level_rank, is_in_scope,
        unnest(CASE WHEN is_framework THEN ['with', 'only'] ELSE ['with', 'without'] END) AS frameworks
    FROM frame
    WHERE coalesce(is_in_scope, true)
),
cell AS MATERIALIZED (
    SELECT
        frameworks, segment, coalesce(kind_id, 0) AS cut_id,
        count(gbp) FILTER (is_in_scope) AS n,
        count(*) FILTER (is_in_scope IS NULL OR gbp IS NULL) AS unknown,
        sum(gbp) FILTER (is_in_scope) AS gbp,
        sum(capped) FILTER (is_in_scope) AS capped,
        sum(capped * capped) FILTER (is_in_scope) AS capped_squared,
        count(gbp) FILTER (is_in_scope AND level_rank >= rank_of('R2')) AS k_flagged,
        sum(gbp) FILTER (is_in_scope AND level_rank >= rank_of('R2')) AS gbp_flagged,
        sum(capped) FILTER (is_in_scope AND level_rank >= rank_of('R2')) AS capped_flagged,
        count(gbp) FILTER (is_in_scope AND level_rank >= rank_of('R3')) AS k_evaluated,
        sum(gbp) FILTER (is_in_scope AND level_rank >= rank_of('R3')) AS gbp_evaluated,
        sum(capped) FILTER (is_in_scope AND level_rank >= rank_of('R3')) AS capped_evaluated,
        max(gbp::DOUBLE, 10) FILTER (is_in_scope) AS largest
    FROM part
    GROUP BY GROUPING SETS ((frameworks, segment), (frameworks, segment, kind_id))
),
wide_period AS (
    SELECT s.segment, s.period_id
    FROM segment_period s
    JOIN period p USING (period_id)
    WHERE p.period_kind IN ('quarter', 'financial_year', 'rolling_12_months', 'all') AND p.is_value_anew
),
summed AS (
    SELECT
        p.period_id, c.frameworks, c.cut_id,
        sum(n)::BIGINT AS n, sum(unknown)::BIGINT AS unknown,
        coalesce(sum(gbp), 0)::DOUBLE AS gbp, sum(capped)::DOUBLE AS capped, sum(capped_squared)::DOUBLE AS capped_squared,
        [
            {
                'indicator': 'I6a', 'k': sum(k_flagged)::BIGINT, 'gbp': sum(gbp_flagged)::DOUBLE,
                'capped': sum(capped_flagged)::DOUBLE
            },
            {
                'indicator': 'I6b', 'k': sum(k_evaluated)::BIGINT, 'gbp': sum(gbp_evaluated)::DOUBLE,
                'capped': sum(capped_evaluated)::DOUBLE
            }
        ] AS shown
    FROM cell c
    JOIN wide_period p USING (segment)
    GROUP BY p.period_id, c.frameworks, c.cut_id
),
top AS (
    SELECT period_id, frameworks, cut_id, list_sum(max(gbp, 10)) AS gbp
    FROM (
        SELECT p.period_id, c.frameworks, c.cut_id, unnest(c.largest) AS gbp
        FROM cell c
        JOIN wide_period p USING (segment)
    )
    GROUP BY period_id, frameworks, cut_id
),
long AS (
    SELECT s.* EXCLUDE (shown), unnest(shown) AS part, t.gbp AS top_gbp, capped ** 2 / capped_squared AS effective_n
    FROM summed s
    LEFT JOIN top t USING (period_id, frameworks, cut_id)
)
SELECT
    l.part.indicator AS indicator, l.frameworks, p.period_kind, p.period, u.cut_value AS authority_kind,
    l.n, l.part.k AS k, l.unknown,
    l.gbp AS value_gbp,
    coalesce(l.part.gbp, 0) AS k_value_gbp,
    CASE WHEN l.n >= 10 THEN coalesce(l.part.gbp, 0) / l.gbp END AS rate,
    CASE WHEN l.n >= 10 THEN coalesce(l.part.capped, 0) / l.capped END AS capped_rate,
    CASE WHEN l.n >= 10
        THEN out.wilson_low(coalesce(l.part.capped, 0) / l.capped * l.effective_n, l.effective_n) END AS capped_low,
    CASE WHEN l.n >= 10
        THEN out.wilson_high(coalesce(l.part.capped, 0) / l.capped * l.effective_n, l.effective_n) END AS capped_high,
    l.effective_n,
    CASE WHEN l.n >= 10 THEN l.top_gbp / l.gbp END AS top_10_share
FROM long l
JOIN period p USING (period_id)
JOIN cut u USING (cut_id)
WHERE l.n > 0
ORDER BY indicator, l.frameworks, p.period_kind, p.period, authority_kind
