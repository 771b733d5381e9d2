-- The processes that indicators count: opened, and each procurement once. is_in_scope is null where it cannot be told.
CREATE OR REPLACE TEMP TABLE frame AS
SELECT
    ocid, opened_on, is_in_scope, is_observable, has_criteria, has_weights, level_rank, is_act_named, weight_pct,
    standards, themes, value_gbp, is_framework, authority_id, source,
    coalesce(authority_kind, 'unknown') AS authority_kind,
    coalesce(nation, 'unknown') AS nation,
    coalesce(region_name, 'unknown') AS region,
    coalesce(cpv_division, 'unknown') AS cpv_division
FROM out.process
WHERE opened_on IS NOT NULL AND duplicate_of IS NULL;

-- The periods that figures are given for. A rolling period is named by its last week.
CREATE OR REPLACE TEMP TABLE period AS
WITH span AS (
    SELECT min(opened_on) AS first_day, max(opened_on) AS last_day FROM frame
),
week AS (
    SELECT unnest(generate_series(date_trunc('week', first_day), last_day::TIMESTAMP, INTERVAL 7 DAY))::DATE AS monday
    FROM span
),
month AS (
    SELECT unnest(generate_series(date_trunc('month', first_day), last_day::TIMESTAMP, INTERVAL 1 MONTH))::DATE AS first_of
    FROM span
)
SELECT
    'week' AS period_kind, strftime(monday, '%G-W%V') AS period, monday AS period_from, monday + 6 AS period_until
FROM week
UNION ALL
SELECT 'rolling_13_weeks', strftime(monday, '%G-W%V'), monday - 84, monday + 6 FROM week
UNION ALL
SELECT
    'rolling_12_months', strftime(monday, '%G-W%V'), (monday + 7 - INTERVAL 1 YEAR)::DATE, monday + 6
FROM week
UNION ALL
SELECT 'month', strftime(first_of, '%Y-%m'), first_of, last_day(first_of) FROM month
UNION ALL
SELECT DISTINCT
    'quarter', year(first_of) || '-Q' || quarter(first_of), date_trunc('quarter', first_of)::DATE,
    (date_trunc('quarter', first_of) + INTERVAL 3 MONTH)::DATE - 1
FROM month
UNION ALL
-- Financial years run from 1 April: three months earlier the calendar year is the one they are named by.
SELECT DISTINCT
    'financial_year',
    year(first_of - INTERVAL 3 MONTH) || '-' || right((year(first_of - INTERVAL 3 MONTH) + 1)::VARCHAR, 2),
    make_date(year(first_of - INTERVAL 3 MONTH), 4, 1),
    make_date(year(first_of - INTERVAL 3 MONTH) + 1, 3, 31)
FROM month
UNION ALL
SELECT 'all', 'all', first_day, last_day FROM span WHERE first_day IS NOT NULL;

CREATE OR REPLACE TEMP TABLE day_count (
    indicator VARCHAR, day DATE, cut VARCHAR, cut_value VARCHAR, n BIGINT, k BIGINT, unknown BIGINT, excluded BIGINT
);
