-- How much the processes of one authority are alike: sums over authorities, by indicator, period and cut, from which the
-- cluster-robust variance of a rate follows. Series have their own clusters; a portal takes the design effect of its
-- series, a CPV division that of the whole.
CREATE OR REPLACE TEMP TABLE cluster AS
WITH member AS (
    SELECT period_id, cut_id, in_scope, flagged, act_named, evaluated, weighed, ten, observable, criteria, weights
    FROM authority_count
    WHERE in_scope > 0
    UNION ALL
    SELECT
        p.period_id, s.series_id, sum(s.in_scope), sum(s.flagged), sum(s.act_named), sum(s.evaluated), sum(s.weighed), sum(s.ten),
        sum(s.observable), sum(s.criteria), sum(s.weights)
    FROM authority_segment s
    JOIN segment_period p USING (segment)
    WHERE s.in_scope > 0 AND s.series_id <> -1 AND p.is_of_series
    GROUP BY p.period_id, s.series_id, s.authority_number
),
summed AS (
    SELECT
        period_id, cut_id,
        [
            {'indicator': 'I1', 'g': count(*), 'kk': sum(flagged * flagged), 'kn': sum(flagged * in_scope), 'nn': sum(in_scope * in_scope)},
            {'indicator': 'I2', 'g': count(*), 'kk': sum(act_named * act_named), 'kn': sum(act_named * in_scope), 'nn': sum(in_scope * in_scope)},
            {'indicator': 'I3', 'g': count(*), 'kk': sum(evaluated * evaluated), 'kn': sum(evaluated * in_scope), 'nn': sum(in_scope * in_scope)},
            {'indicator': 'I4', 'g': count(*), 'kk': sum(weighed * weighed), 'kn': sum(weighed * in_scope), 'nn': sum(in_scope * in_scope)},
            {'indicator': 'I5', 'g': count(*), 'kk': sum(ten * ten), 'kn': sum(ten * in_scope), 'nn': sum(in_scope * in_scope)},
            {'indicator': 'I10a', 'g': count(*), 'kk': sum(observable * observable), 'kn': sum(observable * in_scope),
                'nn': sum(in_scope * in_scope)},
            {'indicator': 'I10b', 'g': count(*), 'kk': sum(criteria * criteria), 'kn': sum(criteria * in_scope), 'nn': sum(in_scope * in_scope)},
            {'indicator': 'I10c', 'g': count(*), 'kk': sum(weights * weights), 'kn': sum(weights * in_scope), 'nn': sum(in_scope * in_scope)},
            {'indicator': 'I3b', 'g': count(*) FILTER (criteria > 0), 'kk': sum(evaluated * evaluated), 'kn': sum(evaluated * criteria),
                'nn': sum(criteria * criteria)},
            {'indicator': 'I4b', 'g': count(*) FILTER (weights > 0), 'kk': sum(weighed * weighed), 'kn': sum(weighed * weights),
                'nn': sum(weights * weights)},
            {'indicator': 'I5b', 'g': count(*) FILTER (weights > 0), 'kk': sum(ten * ten), 'kn': sum(ten * weights),
                'nn': sum(weights * weights)}
        ] AS sums
    FROM member
    GROUP BY period_id, cut_id
)
SELECT period_id, cut_id, s.indicator, s.g::BIGINT AS g, s.kk::BIGINT AS kk, s.kn::BIGINT AS kn, s.nn::BIGINT AS nn
FROM (SELECT period_id, cut_id, unnest(sums) AS s FROM summed);

-- Where a cut takes its clusters from.
CREATE OR REPLACE TEMP TABLE cluster_cut AS
WITH series AS (
    SELECT cut_id, cut_value FROM cut WHERE cut = 'series' AND NOT ends_with(cut_value, '_standardised')
)
SELECT
    u.cut_id,
    CASE WHEN u.cut IN ('all', 'authority_kind', 'nation', 'region') THEN u.cut_id ELSE coalesce(s.cut_id, 0) END AS from_cut_id
FROM cut u
LEFT JOIN ref_sources r ON u.cut = 'source' AND r.source = u.cut_value
LEFT JOIN series s ON s.cut_value = coalesce(r.series, CASE WHEN u.cut = 'series' THEN replace(u.cut_value, '_standardised', '') END);
