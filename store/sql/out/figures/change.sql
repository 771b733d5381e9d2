-- Each rolling period against the same length before it: week by week for the whole and the series, and for every cut in the
-- last week that the data cover. Authorities count in both periods, so I7 and I8 have no such interval. The series is
-- compared within one segment only: not where either period begins anew at a break. Many differences are tested each
-- week, so the chance that one is large by luck alone is held down over all of them (Benjamini and Hochberg, JRSS B
-- 1995;57:289-300).
WITH last_week AS (
    SELECT max(p.period_until) AS until
    FROM period p, data_span s
    WHERE p.period_kind = 'week' AND p.period_until <= s.data_until_on
),
pair AS (
    SELECT
        n.*, b.period_id AS before_id, b.period AS before_period, b.period_from AS before_from, b.period_until AS before_until,
        n.restart_on IS NULL AND b.restart_on IS NULL
            AND NOT EXISTS (FROM ref_series_breaks k WHERE k.segment_from = n.period_from) AS is_of_one_segment
    FROM period n
    JOIN period b
        ON b.period_until = n.period_from - 1
        AND b.period_kind = CASE n.period_kind WHEN 'rolling_12_months' THEN '12_months_before' ELSE n.period_kind END
    WHERE n.is_rolling
        -- A window that begins before the data is not whole.
        AND b.period_from >= (SELECT period_from FROM period WHERE period_kind = 'all')
),
compared AS (
    SELECT
        n.indicator, p.period_kind, p.period, p.period_from, p.period_until, p.before_from, p.before_until,
        n.cut, n.cut_value, n.n, n.k, b.n AS n_before, b.k AS k_before, n.rate, b.rate AS rate_before,
        n.least_n, b.least_n AS least_n_before,
        (n.least_n * n.rate + b.least_n * b.rate) / (n.least_n + b.least_n) AS pooled,
        v.weeks_wanted, v.weeks_covered,
        CASE WHEN v.weeks_wanted > 0 THEN 100.0 * v.weeks_covered / v.weeks_wanted END AS coverage_pct,
        CASE WHEN w.weeks_wanted > 0 THEN 100.0 * w.weeks_covered / w.weeks_wanted END AS coverage_before_pct
    FROM interval_count n
    JOIN pair p USING (period_id)
    JOIN interval_count b ON b.indicator = n.indicator AND b.cut_id = n.cut_id AND b.period_id = p.before_id
    LEFT JOIN period_coverage v
        ON v.period_id = n.period_id AND v.cut_id = CASE WHEN n.cut IN ('source', 'series') THEN n.cut_id ELSE 0 END
    LEFT JOIN period_coverage w ON w.period_id = b.period_id AND w.cut_id = v.cut_id
    WHERE n.n >= 10 AND b.n >= 10 AND n.unit <> 'authority'
        AND (n.cut IN ('all', 'series') OR p.period_until = (SELECT until FROM last_week))
        AND (n.cut <> 'series' OR p.is_of_one_segment)
        -- A standardised rate lacks its strata in some periods.
        AND n.rate IS NOT NULL AND b.rate IS NOT NULL
),
bounded AS (
    SELECT
        * EXCLUDE (least_n, least_n_before, pooled),
        rate - rate_before AS difference,
        out.newcombe_low(
            rate, out.wilson_low(rate * least_n, least_n), rate_before, out.wilson_high(rate_before * least_n_before, least_n_before)
        ) AS difference_low,
        out.newcombe_high(
            rate, out.wilson_high(rate * least_n, least_n), rate_before, out.wilson_low(rate_before * least_n_before, least_n_before)
        ) AS difference_high,
        CASE
            WHEN pooled <= 0 OR pooled >= 1 THEN 1.0
            ELSE out.two_sided_p((rate - rate_before) / sqrt(pooled * (1 - pooled) * (1 / least_n + 1 / least_n_before)))
        END AS p_value
    FROM compared
),
ranked AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY period) AS tests,
        row_number() OVER (PARTITION BY period ORDER BY p_value, indicator, period_kind, cut, cut_value) AS place
    FROM bounded
),
controlled AS (
    SELECT
        * EXCLUDE (place),
        min(least(1.0, p_value * tests / place)) OVER (
            PARTITION BY period ORDER BY place ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        ) AS q_value
    FROM ranked
)
SELECT
    *,
    q_value <= 0.05 AND abs(difference) > 0.02 AS is_more_than_noise,
    period_until IS NOT DISTINCT FROM (SELECT until FROM last_week) AS is_latest
FROM controlled
ORDER BY indicator, period_kind, period, cut, cut_value
