-- Delivery by period and cut: contracts by the day their details were published.
WITH placed AS (
    SELECT
        f.ocid, f.contract_id, f.as_of, g.segment,
        unnest([
            {'cut': 'all', 'cut_value': 'all'},
            {'cut': 'authority_kind', 'cut_value': coalesce(f.authority_kind, 'unknown')},
            {'cut': 'nation', 'cut_value': coalesce(f.nation, 'unknown')},
            {'cut': 'region', 'cut_value': coalesce(f.region_name, 'unknown')},
            {'cut': 'cpv_division', 'cut_value': coalesce(f.cpv_division, 'unknown')},
            {'cut': 'source', 'cut_value': f.source},
            {'cut': 'authority', 'cut_value': coalesce(f.authority_id, 'unknown')}
        ], recursive := true)
    FROM delivery_frame f
    ASOF JOIN segment g ON f.details_on >= g.segment_from
),
cell AS (
    SELECT
        m.indicator, d.segment, d.cut, d.cut_value,
        sum(m.n) AS n, sum(m.k) AS k, sum(m.unknown) AS unknown, sum(m.excluded) AS excluded,
        bool_or(m.is_inside) AS is_inside,
        max(d.as_of) AS as_of
    FROM placed d
    JOIN delivery_measure m USING (ocid, contract_id)
    GROUP BY ALL
),
-- Names are long, and cells fall into many periods: those are summed by number.
numbered AS (
    SELECT *, dense_rank() OVER (ORDER BY indicator, cut, cut_value) AS place FROM cell
),
place AS (
    SELECT DISTINCT place, indicator, cut, cut_value FROM numbered
),
of_period AS (
    SELECT
        c.place, p.period_id,
        sum(c.n)::BIGINT AS n, sum(c.k)::BIGINT AS k, sum(c.unknown)::BIGINT AS unknown, sum(c.excluded)::BIGINT AS excluded,
        bool_or(c.is_inside) AS is_inside,
        max(c.as_of) AS as_of
    FROM numbered c
    JOIN period p ON c.segment BETWEEN p.first_segment AND p.last_segment
    WHERE p.period_kind IN ('month', 'quarter', 'financial_year', 'rolling_12_months', 'all')
        AND (c.cut <> 'authority' OR p.period_kind IN ('financial_year', 'all'))
    GROUP BY c.place, p.period_id
),
summed AS (
    SELECT s.* EXCLUDE (place), g.indicator, g.cut, g.cut_value, p.period_kind, p.period, p.period_from, p.period_until
    FROM of_period s
    JOIN place g USING (place)
    JOIN period p USING (period_id)
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
LEFT JOIN portal_coverage v ON v.period_id = s.period_id AND v.source = CASE WHEN s.cut = 'source' THEN s.cut_value ELSE 'all' END
WHERE n + unknown + excluded > 0
ORDER BY indicator, period_kind, period, cut, cut_value
