-- Counts of an indicator of processes; `measure` is what the indicator's own file selects.
INSERT INTO counted
WITH cell AS (
    SELECT
        segment,
        coalesce(kind_id, nation_id, region_id, cpv_id, source_id, series_id, 0) AS cut_id,
        count(*) FILTER (is_in_denominator) AS n,
        count(*) FILTER (is_in_denominator AND is_in_numerator) AS k,
        count(*) FILTER (is_unknown) AS unknown,
        count(*) FILTER (NOT is_unknown AND NOT is_in_denominator) AS excluded,
        count(*) FILTER (is_unknown AND is_in_numerator) AS k_unknown,
        count(*) FILTER (is_in_denominator AND is_presumed) AS n_presumed,
        count(*) FILTER (is_in_denominator AND is_presumed AND is_in_numerator) AS k_presumed
    FROM measure
    GROUP BY GROUPING SETS (
        (segment), (segment, kind_id), (segment, nation_id), (segment, region_id), (segment, cpv_id), (segment, source_id),
        (segment, series_id)
    )
),
-- Processes of one batch lie in one segment: what they add to the sums of squares adds up over segments.
batch_member AS (
    SELECT
        segment, batch_id,
        coalesce(kind_id, nation_id, region_id, cpv_id, source_id, series_id, 0) AS cut_id,
        count(*) AS n, count(*) FILTER (is_in_numerator) AS k
    FROM measure
    WHERE batch_id IS NOT NULL AND is_in_denominator
    GROUP BY GROUPING SETS (
        (segment, batch_id), (segment, batch_id, kind_id), (segment, batch_id, nation_id), (segment, batch_id, region_id),
        (segment, batch_id, cpv_id), (segment, batch_id, source_id), (segment, batch_id, series_id)
    )
),
batch_cell AS (
    SELECT segment, cut_id, sum(k * k - k) AS kk, sum(k * n - k) AS kn, sum(n * n - n) AS nn
    FROM batch_member
    GROUP BY segment, cut_id
),
running AS MATERIALIZED (
    SELECT
        segment, cut_id,
        sum(coalesce(n, 0)) OVER up_to AS n,
        sum(coalesce(k, 0)) OVER up_to AS k,
        sum(coalesce(unknown, 0)) OVER up_to AS unknown,
        sum(coalesce(excluded, 0)) OVER up_to AS excluded,
        sum(coalesce(k_unknown, 0)) OVER up_to AS k_unknown,
        sum(coalesce(n_presumed, 0)) OVER up_to AS n_presumed,
        sum(coalesce(k_presumed, 0)) OVER up_to AS k_presumed,
        sum(coalesce(kk, 0)) OVER up_to AS kk,
        sum(coalesce(kn, 0)) OVER up_to AS kn,
        sum(coalesce(nn, 0)) OVER up_to AS nn
    FROM grid
    LEFT JOIN cell USING (segment, cut_id)
    LEFT JOIN batch_cell USING (segment, cut_id)
    WINDOW up_to AS (PARTITION BY cut_id ORDER BY segment)
),
counts AS (
    SELECT
        p.period_id, u.cut_id,
        (u.n - coalesce(b.n, 0))::BIGINT AS n,
        (u.k - coalesce(b.k, 0))::BIGINT AS k,
        (u.unknown - coalesce(b.unknown, 0))::BIGINT AS unknown,
        (u.excluded - coalesce(b.excluded, 0))::BIGINT AS excluded,
        (u.k_unknown - coalesce(b.k_unknown, 0))::BIGINT AS k_unknown,
        (u.n_presumed - coalesce(b.n_presumed, 0))::BIGINT AS n_presumed,
        (u.k_presumed - coalesce(b.k_presumed, 0))::BIGINT AS k_presumed,
        (u.kk - coalesce(b.kk, 0))::BIGINT AS kk,
        (u.kn - coalesce(b.kn, 0))::BIGINT AS kn,
        (u.nn - coalesce(b.nn, 0))::BIGINT AS nn
    FROM cut_period p
    JOIN running u ON u.segment = p.last_segment AND u.cut_id = p.cut_id
    LEFT JOIN running b ON b.segment = p.first_segment - 1 AND b.cut_id = p.cut_id
)
SELECT $indicator, period_id, cut_id, n, k, unknown, excluded, NULL, NULL, k_unknown, n_presumed, k_presumed, kk, kn, nn
FROM counts
WHERE n + unknown + excluded > 0;
