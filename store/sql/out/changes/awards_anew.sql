-- Which periods have figures on awards made anew on a day; those of the others stay as they are in the snapshot in place
-- (attached as `previous`): no award of their days differs, nor the weeks that are covered.
CREATE OR REPLACE TEMP TABLE other_award_day AS
SELECT awarded_on
FROM (
    SELECT *, 1 AS sign FROM out.award
    UNION ALL BY NAME
    SELECT *, -1 AS sign FROM previous.out.award
)
WHERE awarded_on IS NOT NULL
GROUP BY awarded_on
HAVING sum(sign * hash(
    ocid, award_id, supplier_key, source, authority_id, authority_kind, nation, region_name, cpv_division, evidence_group,
    value_gbp, award_value_gbp, is_vcse_matched, is_vcse_declared, is_sme_declared, is_vcse_suitable, is_vcse_reserved
)::HUGEINT) <> 0;

-- Periods as the snapshot in place shows them, each for all portals and for every one that has awards in it.
CREATE OR REPLACE TEMP TABLE winner_before AS
SELECT period_kind, period, period_from, period_until, CASE cut WHEN 'all' THEN 'all' ELSE cut_value END AS source, weeks_wanted, weeks_covered
FROM out.winner
WHERE cut IN ('all', 'source') AND indicator = 'vcse_awards' AND evidence_group = 'all';

CREATE OR REPLACE TEMP TABLE period AS
WITH standing AS (
    SELECT p.period_id
    FROM period p
    JOIN winner_before b USING (period_kind, period)
    LEFT JOIN portal_coverage v ON v.period_id = p.period_id AND v.source = b.source
    GROUP BY p.period_id
    HAVING bool_or(b.source = 'all') AND bool_and(
        p.period_from = b.period_from AND p.period_until = b.period_until
        AND v.weeks_wanted IS NOT DISTINCT FROM b.weeks_wanted AND v.weeks_covered IS NOT DISTINCT FROM b.weeks_covered
    )
),
-- The last twelve months alone are told of each authority.
told_of_authorities AS (
    SELECT DISTINCT period_kind, period FROM out.winner WHERE period_kind = 'rolling_12_months' AND cut = 'authority'
    UNION
    SELECT period_kind, arg_max(period, period_until)
    FROM period, data_span
    WHERE period_kind = 'rolling_12_months' AND period_from <= data_until_on
    GROUP BY period_kind
)
SELECT
    p.* REPLACE (
        s.period_id IS NULL OR a.period IS NOT NULL
        OR EXISTS (FROM other_award_day d WHERE d.awarded_on BETWEEN p.period_from AND p.period_until) AS is_anew
    )
FROM period p
LEFT JOIN standing s USING (period_id)
LEFT JOIN told_of_authorities a ON a.period_kind = p.period_kind AND a.period = p.period;

DELETE FROM out.winner WHERE (period_kind, period) NOT IN (SELECT (period_kind, period) FROM period WHERE NOT is_anew);
