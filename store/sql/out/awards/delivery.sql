-- Delivery by period and cut.
WITH reached AS (
    SELECT s.period_id, s.place // r.reaches AS place, max(r.as_of) AS as_of
    FROM delivery_reach_sum s
    JOIN delivery_reach r ON s.place % r.reaches = r.reach
    GROUP BY ALL
),
summed AS (
    SELECT g.indicator, s.period_id, g.cut, g.cut_value, s.n, s.k, s.unknown, s.excluded, g.is_inside, r.as_of
    FROM delivery_sum s
    JOIN delivery_place g USING (place)
    JOIN reached r USING (place, period_id)
    UNION ALL
    SELECT
        c.indicator, p.period_id, c.cut, c.cut_value, sum(c.n)::BIGINT, sum(c.k)::BIGINT, sum(c.unknown)::BIGINT,
        sum(c.excluded)::BIGINT, bool_or(c.is_inside), max(c.as_of)
    FROM delivery_cell c
    JOIN (FROM period WHERE period_kind IN ('financial_year', 'all')) p ON c.segment BETWEEN p.first_segment AND p.last_segment
    WHERE c.cut = 'authority'
    GROUP BY ALL
)
SELECT
    indicator, period_kind, period, period_from, period_until, cut, cut_value, n, k, unknown, excluded,
    CASE WHEN n >= 10 THEN k / n END AS rate,
    CASE WHEN n >= 10 THEN out.wilson_low(k, n) END AS rate_low,
    CASE WHEN n >= 10 THEN out.wilson_high(k, n) END AS rate_high,
    CASE WHEN n + CASE WHEN is_inside THEN 0 ELSE unknown END > 0
        THEN k / (n + CASE WHEN is_inside THEN 0 ELSE unknown END) END AS bound_low,
    CASE WHEN n + CASE WHEN is_inside THEN 0 ELSE unknown END > 0
        THEN (k + unknown) / (n + CASE WHEN is_inside THEN 0 ELSE unknown END) END AS bound_high,
    n >= 30 AS is_reliable,
    as_of,
    v.weeks_wanted, v.weeks_covered,
    CASE WHEN v.weeks_wanted > 0 THEN 100.0 * v.weeks_covered / v.weeks_wanted END AS coverage_pct
FROM summed s
JOIN period p USING (period_id)
LEFT JOIN portal_coverage v ON v.period_id = s.period_id AND v.source = CASE WHEN s.cut = 'source' THEN s.cut_value ELSE 'all' END
WHERE n + unknown + excluded > 0
ORDER BY indicator, period_kind, period, cut, cut_value
