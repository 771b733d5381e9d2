-- Value-weighted counts of an indicator; `measure` is what the indicator's own file selects.
INSERT INTO counted
WITH cell AS (
    SELECT
        segment,
        coalesce(kind_id, nation_id, region_id, cpv_id, source_id, series_id, 0) AS cut_id,
        count(*) FILTER (is_in_denominator) AS n,
        count(*) FILTER (is_in_denominator AND is_in_numerator) AS k,
        count(*) FILTER (is_unknown) AS unknown,
        count(*) FILTER (NOT is_unknown AND NOT is_in_denominator) AS excluded,
        -- Whole pounds add up exactly in any order.
        sum(value_gbp::HUGEINT) FILTER (is_in_denominator) AS gbp,
        sum(value_gbp::HUGEINT) FILTER (is_in_denominator AND is_in_numerator) AS k_gbp,
        sum(value_gbp::HUGEINT * value_gbp::HUGEINT) FILTER (is_in_denominator) AS gbp_squared
    FROM measure
    GROUP BY GROUPING SETS (
        (segment), (segment, kind_id), (segment, nation_id), (segment, region_id), (segment, cpv_id), (segment, source_id),
        (segment, series_id)
    )
),
-- A cell is summed at the next place of its cut where a sum is taken; what lies behind all of them is in no period.
placed AS (
    SELECT g.segment, c.* EXCLUDE (segment)
    FROM cell c
    ASOF JOIN grid g ON g.cut_id = c.cut_id AND c.segment <= g.segment
),
summed AS (
    SELECT
        segment, cut_id,
        coalesce(sum(n), 0) AS n, coalesce(sum(k), 0) AS k,
        coalesce(sum(unknown), 0) AS unknown, coalesce(sum(excluded), 0) AS excluded,
        coalesce(sum(gbp), 0) AS gbp, coalesce(sum(k_gbp), 0) AS k_gbp, coalesce(sum(gbp_squared), 0) AS gbp_squared
    FROM grid
    LEFT JOIN placed USING (segment, cut_id)
    GROUP BY segment, cut_id
),
running AS MATERIALIZED (
    SELECT
        segment, cut_id,
        sum(n) OVER up_to AS n, sum(k) OVER up_to AS k,
        sum(unknown) OVER up_to AS unknown, sum(excluded) OVER up_to AS excluded,
        sum(gbp) OVER up_to AS gbp, sum(k_gbp) OVER up_to AS k_gbp, sum(gbp_squared) OVER up_to AS gbp_squared
    FROM summed
    WINDOW up_to AS (PARTITION BY cut_id ORDER BY segment)
),
counts AS (
    SELECT
        p.period_id, u.cut_id,
        (u.n - coalesce(b.n, 0))::BIGINT AS n,
        (u.k - coalesce(b.k, 0))::BIGINT AS k,
        (u.unknown - coalesce(b.unknown, 0))::BIGINT AS unknown,
        (u.excluded - coalesce(b.excluded, 0))::BIGINT AS excluded,
        (u.gbp - coalesce(b.gbp, 0))::DOUBLE AS gbp,
        (u.k_gbp - coalesce(b.k_gbp, 0))::DOUBLE AS k_gbp,
        (u.gbp_squared - coalesce(b.gbp_squared, 0))::DOUBLE AS gbp_squared
    FROM cut_period p
    JOIN running u ON u.segment = p.last_segment AND u.cut_id = p.cut_id
    LEFT JOIN running b ON b.segment = p.first_segment - 1 AND b.cut_id = p.cut_id
)
SELECT
    $indicator, period_id, cut_id, n, k, unknown, excluded,
    CASE WHEN gbp > 0 THEN k_gbp / gbp END,
    CASE WHEN gbp > 0 THEN gbp ** 2 / gbp_squared END,
    NULL, NULL, NULL, NULL, NULL, NULL
FROM counts
WHERE n + unknown + excluded > 0;
