-- The values that figures are cut by, numbered across all cuts; 0 is the whole.
CREATE OR REPLACE TEMP TABLE cut AS
WITH value AS (
    SELECT DISTINCT 'authority_kind' AS cut, coalesce(authority_kind, 'unknown') AS cut_value FROM out.counted
    UNION ALL SELECT DISTINCT 'nation', coalesce(nation, 'unknown') FROM out.counted
    UNION ALL SELECT DISTINCT 'region', coalesce(region_name, 'unknown') FROM out.counted
    UNION ALL SELECT DISTINCT 'cpv_division', coalesce(cpv_division, 'unknown') FROM out.counted
    UNION ALL SELECT DISTINCT 'source', source FROM out.counted
    UNION ALL SELECT DISTINCT 'series', series FROM out.counted WHERE series IS NOT NULL
    UNION ALL SELECT DISTINCT 'series', 'find_a_tender_ted_standardised' FROM out.counted WHERE series = 'find_a_tender_ted'
)
SELECT row_number() OVER (ORDER BY cut, cut_value)::INTEGER AS cut_id, cut, cut_value FROM value
UNION ALL
SELECT 0, 'all', 'all';

-- Look-alike notices: of one day and portal, their titles the same but for numbers.
CREATE OR REPLACE TEMP TABLE batch AS
SELECT unnest(ocids) AS ocid, row_number() OVER (ORDER BY ocids[1])::INTEGER AS batch_id
FROM (
    SELECT list(ocid ORDER BY ocid) AS ocids
    FROM out.counted
    WHERE is_in_scope AND length(title) >= 10
    GROUP BY opened_on, source, regexp_replace(lower(title), '[^a-z]+', '', 'g')
    HAVING count(*) > 1
);

-- Every public body that buys, with its kind and place, and no CPV division or portal of its own.
CREATE OR REPLACE TEMP TABLE authority AS
SELECT row_number() OVER (ORDER BY authority_id)::INTEGER AS authority_number, authority_id, k.cut_id AS kind_id,
    n.cut_id AS nation_id, r.cut_id AS region_id
FROM (
    SELECT authority_id, coalesce(min(authority_kind), 'unknown') AS kind, coalesce(min(nation), 'unknown') AS nation,
        coalesce(min(region_name), 'unknown') AS region_name
    FROM out.counted
    WHERE authority_id IS NOT NULL
    GROUP BY authority_id
)
JOIN cut k ON k.cut = 'authority_kind' AND k.cut_value = kind
JOIN cut n ON n.cut = 'nation' AND n.cut_value = nation
JOIN cut r ON r.cut = 'region' AND r.cut_value = region_name;

CREATE OR REPLACE TEMP TABLE day_segment AS
SELECT d.day, g.segment
FROM (SELECT DISTINCT opened_on AS day FROM out.counted) d
ASOF JOIN segment g ON d.day >= g.segment_from;

-- The processes that indicators count. is_in_scope is null where it cannot be told; -1 is of no series.
CREATE OR REPLACE TEMP TABLE frame AS
SELECT
    p.ocid, g.segment, k.cut_id AS kind_id, n.cut_id AS nation_id, r.cut_id AS region_id, c.cut_id AS cpv_id,
    s.cut_id AS source_id, coalesce(e.cut_id, -1) AS series_id, p.value_band, b.batch_id, a.authority_number,
    p.is_in_scope, coalesce(p.scope_basis = 'presumed', false) AS is_presumed,
    p.is_observable, p.has_criteria, p.has_weights, p.level_rank, p.is_act_named, p.weight_pct,
    p.standards, p.themes, p.authority_id, p.value_gbp,
    least(p.value_gbp, v.cap_gbp) AS capped_gbp,
    coalesce(p.is_framework, false) AS is_framework
FROM out.counted p
JOIN day_segment g ON g.day = p.opened_on
JOIN cut k ON k.cut = 'authority_kind' AND k.cut_value = coalesce(p.authority_kind, 'unknown')
JOIN cut n ON n.cut = 'nation' AND n.cut_value = coalesce(p.nation, 'unknown')
JOIN cut r ON r.cut = 'region' AND r.cut_value = coalesce(p.region_name, 'unknown')
JOIN cut c ON c.cut = 'cpv_division' AND c.cut_value = coalesce(p.cpv_division, 'unknown')
JOIN cut s ON s.cut = 'source' AND s.cut_value = p.source
LEFT JOIN cut e ON e.cut = 'series' AND e.cut_value = p.series
LEFT JOIN batch b ON b.ocid = p.ocid
LEFT JOIN authority a ON a.authority_id = p.authority_id
LEFT JOIN value_cap v ON v.financial_year = year(p.opened_on - INTERVAL 3 MONTH);

-- Which segments each period of a cut is made of: those of the series begin anew at its breaks. Of periods that are not
-- made anew the whole and the series alone are counted, which others are compared with.
CREATE OR REPLACE TEMP TABLE cut_period AS
SELECT
    p.period_id, u.cut_id, CASE WHEN u.cut = 'series' THEN p.series_first_segment ELSE p.first_segment END AS first_segment,
    p.last_segment
FROM period p
CROSS JOIN cut u
WHERE u.cut_value <> 'find_a_tender_ted_standardised' AND (p.is_value_anew OR u.cut IN ('all', 'series'));

-- Where sums of a cut are taken: after the last segment of its periods, and before their first.
CREATE OR REPLACE TEMP TABLE grid AS
SELECT DISTINCT cut_id, unnest([first_segment - 1, last_segment]) AS segment FROM cut_period;

-- Counts of each indicator by period and cut. A value-weighted rate is not k / n: it brings its own, and the number of
-- equal processes that would say as much; so does a standardised one. `batch_*` are what processes of one batch add to
-- the sums of squares: see macros/statistics.sql.
CREATE OR REPLACE TEMP TABLE counted (
    indicator VARCHAR, period_id INTEGER, cut_id INTEGER, n BIGINT, k BIGINT, unknown BIGINT, excluded BIGINT,
    weighted_rate DOUBLE, effective_n DOUBLE,
    k_unknown BIGINT, n_presumed BIGINT, k_presumed BIGINT, batch_kk BIGINT, batch_kn BIGINT, batch_nn BIGINT
);
