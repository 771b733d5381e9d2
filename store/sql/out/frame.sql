-- The values that figures are cut by, numbered across all cuts; 0 is the whole.
CREATE OR REPLACE TEMP TABLE cut AS
WITH counted AS (
    SELECT * FROM out.process WHERE opened_on IS NOT NULL AND duplicate_of IS NULL
),
value AS (
    SELECT DISTINCT 'authority_kind' AS cut, coalesce(authority_kind, 'unknown') AS cut_value FROM counted
    UNION ALL SELECT DISTINCT 'nation', coalesce(nation, 'unknown') FROM counted
    UNION ALL SELECT DISTINCT 'region', coalesce(region_name, 'unknown') FROM counted
    UNION ALL SELECT DISTINCT 'cpv_division', coalesce(cpv_division, 'unknown') FROM counted
    UNION ALL SELECT DISTINCT 'source', source FROM counted
)
SELECT row_number() OVER (ORDER BY cut, cut_value)::INTEGER AS cut_id, cut, cut_value FROM value
UNION ALL
SELECT 0, 'all', 'all';

-- Values above the 99th percentile of their financial year are counted as that percentile.
CREATE OR REPLACE TEMP TABLE value_cap AS
SELECT year(opened_on - INTERVAL 3 MONTH) AS financial_year, quantile_cont(value_gbp, 0.99) AS cap_gbp
FROM out.process
WHERE is_in_scope AND duplicate_of IS NULL AND value_gbp IS NOT NULL AND opened_on IS NOT NULL
    AND NOT coalesce(is_framework, false)
GROUP BY financial_year
HAVING count(*) >= 100;

-- The processes that indicators count: opened, and each procurement once. is_in_scope is null where it cannot be told.
CREATE OR REPLACE TEMP TABLE frame AS
SELECT
    p.ocid, g.segment, k.cut_id AS kind_id, n.cut_id AS nation_id, r.cut_id AS region_id, c.cut_id AS cpv_id,
    s.cut_id AS source_id,
    p.is_in_scope, p.is_observable, p.has_criteria, p.has_weights, p.level_rank, p.is_act_named, p.weight_pct,
    p.standards, p.themes, p.authority_id, p.value_gbp,
    least(p.value_gbp, v.cap_gbp) AS capped_gbp,
    coalesce(p.is_framework, false) AS is_framework
FROM out.process p
ASOF JOIN segment g ON p.opened_on >= g.segment_from
JOIN cut k ON k.cut = 'authority_kind' AND k.cut_value = coalesce(p.authority_kind, 'unknown')
JOIN cut n ON n.cut = 'nation' AND n.cut_value = coalesce(p.nation, 'unknown')
JOIN cut r ON r.cut = 'region' AND r.cut_value = coalesce(p.region_name, 'unknown')
JOIN cut c ON c.cut = 'cpv_division' AND c.cut_value = coalesce(p.cpv_division, 'unknown')
JOIN cut s ON s.cut = 'source' AND s.cut_value = p.source
LEFT JOIN value_cap v ON v.financial_year = year(p.opened_on - INTERVAL 3 MONTH)
WHERE p.opened_on IS NOT NULL AND p.duplicate_of IS NULL;

CREATE OR REPLACE TEMP TABLE grid AS
SELECT segment, cut_id FROM segment CROSS JOIN cut;

-- In-scope processes of each authority in each period: the unit of I7, I8 and of the dispersion. An authority has a kind
-- and a place, but no CPV division or portal of its own.
CREATE OR REPLACE TEMP TABLE authority AS
SELECT row_number() OVER (ORDER BY authority_id)::INTEGER AS authority_number, authority_id, kind_id, nation_id, region_id
FROM (SELECT DISTINCT authority_id, kind_id, nation_id, region_id FROM frame WHERE authority_id IS NOT NULL);

CREATE OR REPLACE TEMP TABLE authority_count AS
WITH by_segment AS (
    SELECT
        f.segment, a.authority_number,
        count(*) FILTER (f.is_in_scope)::INTEGER AS in_scope,
        count(*) FILTER (f.is_in_scope AND f.level_rank >= 3)::INTEGER AS flagged,
        count(*) FILTER (f.is_in_scope AND f.level_rank >= 7)::INTEGER AS evaluated,
        count(*) FILTER (f.is_in_scope IS NULL)::INTEGER AS unknown
    FROM frame f
    JOIN authority a USING (authority_id)
    WHERE coalesce(f.is_in_scope, true)
    GROUP BY ALL
),
by_period AS (
    SELECT
        p.period_id, s.authority_number,
        sum(s.in_scope)::INTEGER AS in_scope, sum(s.flagged)::INTEGER AS flagged,
        sum(s.evaluated)::INTEGER AS evaluated, sum(s.unknown)::INTEGER AS unknown
    FROM by_segment s
    JOIN segment_period p USING (segment)
    GROUP BY p.period_id, s.authority_number
)
SELECT
    c.*, unnest([0, a.kind_id, a.nation_id, a.region_id]) AS cut_id
FROM by_period c
JOIN authority a USING (authority_number);

-- Counts of each indicator by period and cut. A value-weighted rate is not k / n: it brings its own, and the number of
-- equal processes that would say as much.
CREATE OR REPLACE TEMP TABLE counted (
    indicator VARCHAR, period_id INTEGER, cut_id INTEGER, n BIGINT, k BIGINT, unknown BIGINT, excluded BIGINT,
    weighted_rate DOUBLE, effective_n DOUBLE
);
