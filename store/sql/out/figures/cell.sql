-- Counts of an indicator of processes by segment and cut; `measure` is what the indicator's own file selects.
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
    SELECT
        segment, cut_id, sum(k * k - k)::BIGINT AS batch_kk, sum(k * n - k)::BIGINT AS batch_kn, sum(n * n - n)::BIGINT AS batch_nn
    FROM batch_member
    GROUP BY segment, cut_id
)
SELECT
    c.* REPLACE (c.cut_id::BIGINT AS cut_id),
    coalesce(b.batch_kk, 0) AS batch_kk, coalesce(b.batch_kn, 0) AS batch_kn, coalesce(b.batch_nn, 0) AS batch_nn
FROM cell c
LEFT JOIN batch_cell b USING (segment, cut_id)
WHERE c.cut_id >= 0; -- -1 is of no series
