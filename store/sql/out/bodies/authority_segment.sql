-- In-scope processes of each authority, segment by segment: what store/publish/clusters.py makes its sums of.
CREATE OR REPLACE TEMP TABLE authority_segment AS
SELECT
    segment, authority_number, series_id,
    count(*) FILTER (is_in_scope)::INTEGER AS in_scope,
    count(*) FILTER (is_in_scope AND level_rank >= rank_of('R2'))::INTEGER AS flagged,
    count(*) FILTER (is_in_scope AND level_rank >= rank_of('R2') AND is_act_named)::INTEGER AS act_named,
    count(*) FILTER (is_in_scope AND level_rank >= rank_of('R3'))::INTEGER AS evaluated,
    count(*) FILTER (is_in_scope AND level_rank >= rank_of('R4'))::INTEGER AS weighed,
    count(*) FILTER (is_in_scope AND level_rank >= rank_of('R5'))::INTEGER AS ten,
    count(*) FILTER (is_in_scope AND is_observable)::INTEGER AS observable,
    count(*) FILTER (is_in_scope AND is_observable AND has_criteria)::INTEGER AS criteria,
    count(*) FILTER (is_in_scope AND is_observable AND has_weights)::INTEGER AS weights,
    count(*) FILTER (is_in_scope IS NULL)::INTEGER AS unknown
FROM frame
WHERE coalesce(is_in_scope, true) AND authority_number IS NOT NULL
GROUP BY ALL;
