-- The procurements of the headline series by segment and stratum: kind of authority and band of value, numbered as `place`.
CREATE OR REPLACE TEMP TABLE stratum_frame AS
SELECT
    segment, kind_id, value_band, dense_rank() OVER (ORDER BY kind_id, value_band)::INTEGER - 1 AS place,
    count(*) AS n,
    count(*) FILTER (level_rank >= rank_of('R2')) AS k1,
    count(*) FILTER (level_rank >= rank_of('R2') AND is_act_named) AS k2,
    count(*) FILTER (level_rank >= rank_of('R3')) AS k3,
    count(*) FILTER (level_rank >= rank_of('R4')) AS k4,
    count(*) FILTER (level_rank >= rank_of('R5')) AS k5,
    count(*) FILTER (is_observable AND has_criteria) AS k10
FROM frame
WHERE is_in_scope AND series_id = (SELECT cut_id FROM cut WHERE cut = 'series' AND cut_value = 'find_a_tender_ted')
GROUP BY segment, kind_id, value_band;
