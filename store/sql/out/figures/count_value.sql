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
running AS MATERIALIZED (
    SELECT
        segment, cut_id,
        sum(coalesce(n, 0)) OVER up_to AS n,
        sum(coalesce(k, 0)) OVER up_to AS k,
        sum(coalesce(unknown, 0)) OVER up_to AS unknown,
        sum(coalesce(excluded, 0)) OVER up_to AS excluded,
        sum(coalesce(gbp, 0)) OVER up_to AS gbp,
        sum(coalesce(k_gbp, 0)) OVER up_to AS k_gbp,
        sum(coalesce(gbp_squared, 0)) OVER up_to AS gbp_squared
    FROM grid
    LEFT JOIN cell USING (segment, cut_id)
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
