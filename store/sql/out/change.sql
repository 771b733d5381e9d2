-- Each rolling period against the same length before it: week by week for the whole, and for every cut in the last week
-- that the data cover. Authorities count in both periods, so I7 and I8 have no such interval.
WITH last_week AS (
    SELECT max(p.period_until) AS until
    FROM period p, data_span s
    WHERE p.period_kind = 'week' AND p.period_until <= s.data_until_on
),
pair AS (
    SELECT n.*, b.period_id AS before_id, b.period AS before_period, b.period_from AS before_from, b.period_until AS before_until
    FROM period n
    JOIN period b
        ON b.period_until = n.period_from - 1
        AND b.period_kind = CASE n.period_kind WHEN 'rolling_12_months' THEN '12_months_before' ELSE n.period_kind END
    WHERE n.period_kind IN ('rolling_13_weeks', 'rolling_12_months')
        -- A window that begins before the data is not whole.
        AND b.period_from >= (SELECT period_from FROM period WHERE period_kind = 'all')
),
compared AS (
    SELECT
        n.indicator, p.period_kind, p.period, p.period_from, p.period_until, p.before_from, p.before_until,
        u.cut, u.cut_value, n.n, n.k, b.n AS n_before, b.k AS k_before,
        coalesce(n.weighted_rate, n.k / n.n) AS rate,
        coalesce(b.weighted_rate, b.k / b.n) AS rate_before,
        coalesce(n.effective_n, n.n) AS weight_n,
        coalesce(b.effective_n, b.n) AS weight_n_before
    FROM counted n
    JOIN pair p USING (period_id)
    JOIN counted b ON b.indicator = n.indicator AND b.cut_id = n.cut_id AND b.period_id = p.before_id
    JOIN cut u ON u.cut_id = n.cut_id
    JOIN ref_indicators i ON i.indicator = n.indicator AND i.unit <> 'authority'
    WHERE n.n >= 10 AND b.n >= 10 AND (u.cut = 'all' OR p.period_until = (SELECT until FROM last_week))
),
bounded AS (
    SELECT
        * EXCLUDE (weight_n, weight_n_before),
        rate - rate_before AS difference,
        out.newcombe_low(
            rate, out.wilson_low(rate * weight_n, weight_n),
            rate_before, out.wilson_high(rate_before * weight_n_before, weight_n_before)
        ) AS difference_low,
        out.newcombe_high(
            rate, out.wilson_high(rate * weight_n, weight_n),
            rate_before, out.wilson_low(rate_before * weight_n_before, weight_n_before)
        ) AS difference_high
    FROM compared
)
SELECT
    *,
    (difference_low > 0 OR difference_high < 0) AND abs(difference) > 0.02 AS is_more_than_noise,
    period_until IS NOT DISTINCT FROM (SELECT until FROM last_week) AS is_latest
FROM bounded
ORDER BY indicator, period_kind, period, cut, cut_value
