-- How many weeks of each period are covered at every portal that a cut rests on. A cut that is not of a portal or a
-- series rests on every portal in use. A portal that had not begun, or had ended, is not asked for.
CREATE OR REPLACE TEMP TABLE portal_in_use AS
SELECT s.source, s.series, coalesce(s.first_on, DATE '0001-01-01') AS first_on, coalesce(s.last_on, DATE '9999-12-31') AS last_on
FROM ref_sources s
WHERE s.source IN (SELECT source FROM out.coverage);

-- The cuts that coverage is told apart for, each with its portals.
CREATE OR REPLACE TEMP TABLE cut_portal AS
SELECT u.cut_id, p.source, p.first_on, p.last_on
FROM cut u
JOIN portal_in_use p
    ON CASE u.cut WHEN 'source' THEN p.source = u.cut_value
        WHEN 'series' THEN p.series = replace(u.cut_value, '_standardised', '') ELSE u.cut = 'all' END;

CREATE OR REPLACE TEMP TABLE week_coverage AS
WITH week AS (
    SELECT period_from AS monday FROM period WHERE period_kind = 'week'
    UNION
    -- Weeks before the first procurement, in which a rolling period begins, and after the last.
    SELECT unnest(generate_series(date_trunc('week', min(period_from)), max(period_until)::TIMESTAMP, INTERVAL 7 DAY))::DATE FROM period
)
SELECT
    c.cut_id, w.monday,
    bool_and(coalesce(v.is_proven OR v.is_declared, false)) AS is_covered,
    bool_and(coalesce(v.is_proven, false)) AS is_proven,
    bool_or(coalesce(v.is_held, false)) AS is_held
FROM week w
JOIN cut_portal c ON w.monday + 3 BETWEEN c.first_on AND c.last_on
LEFT JOIN out.coverage v ON v.source = c.source AND v.week_from = w.monday
GROUP BY c.cut_id, w.monday;

CREATE OR REPLACE TEMP TABLE period_coverage AS
WITH wanted AS (
    SELECT
        p.period_id, u.cut_id, u.cut = 'series' AS is_series,
        CASE WHEN u.cut = 'series' THEN p.series_from ELSE p.period_from END AS first_day, p.period_until,
        -- Weeks are those whose Thursday lies in the period.
        datesub('week', date_trunc('week', p.period_from + 3), date_trunc('week', p.period_until + 4)) AS weeks_wanted
    FROM period p
    CROSS JOIN (SELECT cut_id, cut FROM cut WHERE cut IN ('all', 'source', 'series')) u
),
running AS (
    SELECT
        cut_id, monday,
        sum(is_covered::INTEGER) OVER up_to AS covered,
        sum((is_covered AND NOT is_proven)::INTEGER) OVER up_to AS declared,
        sum(is_held::INTEGER) OVER up_to AS held
    FROM week_coverage
    WINDOW up_to AS (PARTITION BY cut_id ORDER BY monday)
)
SELECT
    w.period_id, w.cut_id, w.weeks_wanted,
    coalesce(u.covered - coalesce(b.covered, 0), 0)::BIGINT AS weeks_covered,
    coalesce(u.declared - coalesce(b.declared, 0), 0)::BIGINT AS weeks_declared,
    coalesce(u.held - coalesce(b.held, 0), 0)::BIGINT AS weeks_held
FROM wanted w
ASOF LEFT JOIN running u ON u.cut_id = w.cut_id AND w.period_until - 3 >= u.monday
ASOF LEFT JOIN running b ON b.cut_id = w.cut_id AND w.first_day - 4 >= b.monday;
