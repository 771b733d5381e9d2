-- Which periods have figures made anew on a day; those of the others stay as they are in the snapshot in place (attached as
-- `previous`): no process opened in them has changed, nor the weeks that are covered, nor anything an audit says.
CREATE OR REPLACE TEMP VIEW counted_before AS
SELECT
    opened_on, source, is_in_scope AND value_gbp IS NOT NULL AND NOT coalesce(is_framework, false) AS is_valued, value_gbp
FROM previous.out.process
WHERE opened_on IS NOT NULL AND duplicate_of IS NULL;

-- Spans of days; of some only the figures that are weighted by value.
CREATE OR REPLACE TEMP TABLE other_span AS
WITH shown_before AS (
    SELECT ocid, opened_on, hash(t) AS hashed
    FROM (SELECT p.* EXCLUDE (notice_id, notice_url, notice_count) FROM previous.out.process p SEMI JOIN changed USING (ocid)) t
    WHERE opened_on IS NOT NULL AND duplicate_of IS NULL
),
shown_now AS (
    SELECT ocid, opened_on, hash(t) AS hashed
    FROM (SELECT p.* EXCLUDE (notice_id, notice_url, notice_count) FROM out.process p SEMI JOIN changed USING (ocid)) t
    WHERE opened_on IS NOT NULL AND duplicate_of IS NULL
),
process AS (
    SELECT b.opened_on AS before_on, n.opened_on AS now_on
    FROM shown_before b
    FULL JOIN shown_now n USING (ocid)
    WHERE b.hashed IS DISTINCT FROM n.hashed
),
covered AS (
    (FROM previous.out.coverage EXCEPT FROM out.coverage)
    UNION ALL
    (FROM out.coverage EXCEPT FROM previous.out.coverage)
),
cap_before AS (
    SELECT year(opened_on - INTERVAL 3 MONTH) AS financial_year, quantile_cont(value_gbp, 0.99) AS cap_gbp
    FROM counted_before
    WHERE is_valued
    GROUP BY financial_year
    HAVING count(*) >= 100
),
capped AS (
    SELECT financial_year
    FROM cap_before b
    FULL JOIN value_cap n USING (financial_year)
    WHERE b.cap_gbp IS DISTINCT FROM n.cap_gbp
)
SELECT DISTINCT unnest([before_on, now_on]) AS first_day, first_day AS last_day, false AS is_of_values FROM process
UNION ALL
-- A week counts to the periods that hold its Thursday.
SELECT DISTINCT week_from + 3, week_from + 3, false FROM covered
UNION ALL
SELECT make_date(financial_year, 4, 1), make_date(financial_year + 1, 3, 31), true FROM capped
UNION ALL
-- Months in which labels of an audit stand for others, or may.
SELECT date_trunc('month', min(opened_on))::DATE, last_day(max(opened_on)), false
FROM out.counted
SEMI JOIN audit_label USING (ocid)
HAVING count(*) > 0;

-- Whether nothing may stay: a portal, and with it a series, that comes or goes changes every period.
SET VARIABLE is_all_anew = (
    SELECT
        NOT EXISTS (FROM counted_before)
        OR EXISTS (
            (SELECT source FROM counted_before EXCEPT SELECT source FROM out.counted)
            UNION ALL
            (SELECT source FROM out.counted EXCEPT SELECT source FROM counted_before)
            UNION ALL
            (SELECT source FROM previous.out.coverage EXCEPT SELECT source FROM out.coverage)
            UNION ALL
            (SELECT source FROM out.coverage EXCEPT SELECT source FROM previous.out.coverage)
        )
);

CREATE OR REPLACE TEMP TABLE period AS
WITH span_before AS (
    SELECT min(opened_on) AS first_day, max(opened_on) AS last_day FROM counted_before
),
-- What the rolling periods of the last week are compared with is wanted by every cut: see figures/change.sql.
latest AS (
    SELECT period_kind, period_from
    FROM period
    WHERE is_rolling AND period_until = (
        SELECT max(w.period_until) FROM period w, data_span s WHERE w.period_kind = 'week' AND w.period_until <= s.data_until_on
    )
),
wanted AS (
    SELECT p.period_id
    FROM period p
    JOIN latest l
        ON (p.period_kind = l.period_kind AND p.period_from = l.period_from)
        OR (
            p.period_until = l.period_from - 1
            AND p.period_kind = CASE l.period_kind WHEN 'rolling_12_months' THEN '12_months_before' ELSE l.period_kind END
        )
),
other AS (
    SELECT p.period_id, bool_or(NOT o.is_of_values) AS is_other
    FROM period p
    JOIN other_span o ON o.first_day <= p.period_until AND o.last_day >= p.period_from
    GROUP BY p.period_id
)
SELECT
    t.* EXCLUDE (is_anew, is_value_anew, is_of_values),
    t.is_anew,
    t.is_anew OR t.is_of_values AS is_value_anew
FROM (
    SELECT
        p.* EXCLUDE (is_anew),
        o.period_id IS NOT NULL AS is_of_values,
        getvariable('is_all_anew') OR p.period_kind = 'all' OR w.period_id IS NOT NULL OR coalesce(o.is_other, false)
            -- of weeks and months that lay before the data, or had not begun
            OR p.period_until < l.first_day
            OR CASE WHEN p.is_rolling OR p.period_kind = 'week' THEN p.period_until - 6 ELSE p.period_from END > l.last_day AS is_anew
    FROM period p
    CROSS JOIN span_before l
    LEFT JOIN wanted w USING (period_id)
    LEFT JOIN other o USING (period_id)
) t;

-- Rows of the figures of the snapshot in place that do not stay.
CREATE OR REPLACE TEMP TABLE stale AS
SELECT b.period_kind, b.period, coalesce(p.is_anew, true) AS is_stale, coalesce(p.is_value_anew, true) AS is_value_stale
FROM (SELECT DISTINCT period_kind, period FROM out.indicator) b
LEFT JOIN period p USING (period_kind, period);

DELETE FROM out.indicator
WHERE cut_value = 'find_a_tender_ted_standardised'
    OR (period_kind, period) IN (SELECT (period_kind, period) FROM stale WHERE is_stale)
    OR (
        indicator IN (SELECT indicator FROM ref_indicators WHERE unit = 'value')
        AND (period_kind, period) IN (SELECT (period_kind, period) FROM stale WHERE is_value_stale)
    );

DELETE FROM out.value_share WHERE (period_kind, period) IN (SELECT (period_kind, period) FROM stale WHERE is_value_stale);

DELETE FROM out.theme WHERE (period_kind, period) IN (SELECT (period_kind, period) FROM stale WHERE is_stale);

DELETE FROM out.theme_ratio WHERE (period_kind, period) IN (SELECT (period_kind, period) FROM stale WHERE is_stale);

DELETE FROM out.standard WHERE (period_kind, period) IN (SELECT (period_kind, period) FROM stale WHERE is_stale);

DELETE FROM out.standard_concentration WHERE (period_kind, period) IN (SELECT (period_kind, period) FROM stale WHERE is_stale);

DELETE FROM out.dispersion WHERE (period_kind, period) IN (SELECT (period_kind, period) FROM stale WHERE is_stale);
