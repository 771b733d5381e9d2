-- What processes of one batch add to the sums of squares, by segment and cut; `measure` is what the indicator's own file
-- selects. They lie in one segment, so that this adds up over segments.
WITH batch_member AS (
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
)
SELECT
    segment, cut_id::BIGINT AS cut_id,
    sum(k * k - k)::BIGINT AS batch_kk, sum(k * n - k)::BIGINT AS batch_kn, sum(n * n - n)::BIGINT AS batch_nn
FROM batch_member
WHERE cut_id >= 0 -- -1 is of no series
GROUP BY segment, cut_id;
