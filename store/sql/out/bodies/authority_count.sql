-- In-scope processes of each authority in each period: the unit of I7, I8 and of the dispersion, and the clusters of the
-- intervals.
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

CREATE OR REPLACE TEMP TABLE authority_period AS
SELECT
    p.period_id, s.authority_number,
    sum(s.in_scope)::INTEGER AS in_scope, sum(s.flagged)::INTEGER AS flagged, sum(s.act_named)::INTEGER AS act_named,
    sum(s.evaluated)::INTEGER AS evaluated, sum(s.weighed)::INTEGER AS weighed, sum(s.ten)::INTEGER AS ten,
    sum(s.observable)::INTEGER AS observable, sum(s.criteria)::INTEGER AS criteria, sum(s.weights)::INTEGER AS weights,
    sum(s.unknown)::INTEGER AS unknown
FROM authority_segment s
JOIN segment_period p USING (segment)
GROUP BY p.period_id, s.authority_number;

CREATE OR REPLACE TEMP TABLE authority_count AS
SELECT
    c.*, unnest([0, a.kind_id, a.nation_id, a.region_id]) AS cut_id
FROM authority_period c
JOIN authority a USING (authority_number);
