-- The periods that figures are given for, within the temporary table `figure_span`. A rolling period is named by its
-- last week. The headline series begins anew at the breaks that have a `segment_from`: its rolling periods reach back no
-- further, and no other period of it is joined.
CREATE OR REPLACE TEMP TABLE period AS
WITH span AS (
    SELECT first_day, last_day FROM figure_span
),
week AS (
    SELECT unnest(generate_series(date_trunc('week', first_day), last_day::TIMESTAMP, INTERVAL 7 DAY))::DATE AS monday
    FROM span
),
month AS (
    SELECT unnest(generate_series(date_trunc('month', first_day), last_day::TIMESTAMP, INTERVAL 1 MONTH))::DATE AS first_of
    FROM span
),
named AS (
    SELECT
        'week' AS period_kind, strftime(monday, '%G-W%V') AS period, monday AS period_from, monday + 6 AS period_until
    FROM week
    UNION ALL
    SELECT 'rolling_13_weeks', strftime(monday, '%G-W%V'), monday - 84, monday + 6 FROM week
    UNION ALL
    SELECT 'rolling_12_months', strftime(monday, '%G-W%V'), (monday + 7 - INTERVAL 1 YEAR)::DATE, monday + 6 FROM week
    UNION ALL
    -- Not published: what a rolling year is compared with.
    SELECT
        '12_months_before', strftime(monday, '%G-W%V'), (monday + 7 - INTERVAL 2 YEAR)::DATE,
        (monday + 7 - INTERVAL 1 YEAR)::DATE - 1
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
    SELECT 'all', 'all', first_day, last_day FROM span WHERE first_day IS NOT NULL
)
SELECT
    row_number() OVER (ORDER BY period_kind, period)::INTEGER AS period_id, *,
    (SELECT max(segment_from) FROM ref_series_breaks b WHERE b.segment_from > period_from AND b.segment_from <= period_until)
        AS restart_on
FROM named;

-- Days between two borders of periods belong to the same periods, so they are counted as one segment.
CREATE OR REPLACE TEMP TABLE segment AS
SELECT day AS segment_from, row_number() OVER (ORDER BY day)::INTEGER AS segment
FROM (
    SELECT period_from AS day FROM period
    UNION SELECT period_until + 1 FROM period
    UNION SELECT restart_on FROM period WHERE restart_on IS NOT NULL
);

CREATE OR REPLACE TEMP TABLE period AS
SELECT
    p.*, f.segment AS first_segment, u.segment - 1 AS last_segment,
    starts_with(p.period_kind, 'rolling') AS is_rolling,
    CASE WHEN is_rolling AND r.segment IS NOT NULL THEN r.segment ELSE f.segment END AS series_first_segment,
    CASE WHEN is_rolling AND r.segment IS NOT NULL THEN p.restart_on ELSE p.period_from END AS series_from,
    p.restart_on IS NOT NULL AND NOT is_rolling AS is_split,
    true AS is_anew, true AS is_value_anew -- unless out/changes/anew.sql tells otherwise
FROM period p
JOIN segment f ON f.segment_from = p.period_from
JOIN segment u ON u.segment_from = p.period_until + 1
LEFT JOIN segment r ON r.segment_from = p.restart_on;

-- Which published periods, weeks apart, a segment belongs to.
CREATE OR REPLACE TEMP TABLE segment_period AS
SELECT g.segment, p.period_id, p.period_kind, g.segment >= p.series_first_segment AS is_of_series
FROM segment g
JOIN period p ON g.segment BETWEEN p.first_segment AND p.last_segment
WHERE p.period_kind NOT IN ('week', '12_months_before');
