-- Counts of an indicator of processes; `measure` is what the indicator's own file selects.
INSERT INTO counted
WITH cell AS (
    SELECT
        segment,
        coalesce(kind_id, nation_id, region_id, cpv_id, source_id, 0) AS cut_id,
        count(*) FILTER (is_in_denominator) AS n,
        count(*) FILTER (is_in_denominator AND is_in_numerator) AS k,
        count(*) FILTER (is_unknown) AS unknown,
        count(*) FILTER (NOT is_unknown AND NOT is_in_denominator) AS excluded
    FROM measure
    GROUP BY GROUPING SETS (
        (segment), (segment, kind_id), (segment, nation_id), (segment, region_id), (segment, cpv_id), (segment, source_id)
    )
),
running AS MATERIALIZED (
    SELECT
        segment, cut_id,
        sum(coalesce(n, 0)) OVER up_to AS n,
        sum(coalesce(k, 0)) OVER up_to AS k,
        sum(coalesce(unknown, 0)) OVER up_to AS unknown,
        sum(coalesce(excluded, 0)) OVER up_to AS excluded
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
        (u.excluded - coalesce(b.excluded, 0))::BIGINT AS excluded
    FROM period p
    JOIN running u ON u.segment = p.last_segment
    LEFT JOIN running b ON b.segment = p.first_segment - 1 AND b.cut_id = u.cut_id
)
SELECT $indicator, period_id, cut_id, n, k, unknown, excluded, NULL, NULL
FROM counts
WHERE n + unknown + excluded > 0;
