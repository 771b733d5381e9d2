-- How much authorities differ, beyond what chance makes of small numbers: "patchy" as a number.
WITH rated AS (
    SELECT
        a.period_id, a.cut_id, o.indicator, a.in_scope AS n,
        CASE o.indicator WHEN 'I1' THEN a.flagged ELSE a.evaluated END AS k
    FROM authority_count a
    JOIN period p USING (period_id)
    JOIN cut u USING (cut_id)
    CROSS JOIN (VALUES ('I1'), ('I3')) AS o (indicator)
    WHERE a.in_scope >= 5 AND u.cut IN ('all', 'authority_kind')
        AND p.period_kind IN ('financial_year', 'rolling_12_months', 'all')
),
pooled AS (
    SELECT
        period_id, cut_id, indicator,
        count(*) AS authorities, sum(n)::BIGINT AS n, sum(k)::BIGINT AS k,
        count(*) FILTER (k = 0) AS none_count,
        count(*) FILTER (k BETWEEN 1 AND n - 1) AS some_count,
        count(*) FILTER (k = n) AS all_count,
        -- sums of decimals are exact, so that they are the same in whatever order the rows come
        sum((k / n)::DECIMAL(18, 15))::DOUBLE / count(*) AS authority_mean,
        out.intra_class(
            count(*), sum(n)::DOUBLE, sum(k)::DOUBLE, sum((k * k / n)::DECIMAL(28, 12))::DOUBLE, sum(n * n)::DOUBLE
        ) AS intra_class
    FROM rated
    GROUP BY period_id, cut_id, indicator
),
spread AS (
    SELECT
        r.period_id, r.cut_id, r.indicator,
        quantile_cont(out.shrunk(r.k, r.n, o.k / o.n, o.intra_class), [0.1, 0.5, 0.9]) AS quantiles,
        count(*) FILTER (abs(r.k / r.n - o.k / o.n) > 1.959963984540054 * sqrt(o.k / o.n * (1 - o.k / o.n) / r.n))
            AS outside_count
    FROM rated r
    JOIN pooled o USING (period_id, cut_id, indicator)
    WHERE o.authorities >= 10
    GROUP BY r.period_id, r.cut_id, r.indicator
)
SELECT
    o.indicator, p.period_kind, p.period, u.cut_value AS authority_kind,
    o.authorities, o.n, o.k, o.none_count, o.some_count, o.all_count,
    CASE WHEN o.authorities >= 10 THEN o.none_count / o.authorities END AS none_share,
    CASE WHEN o.authorities >= 10 THEN o.some_count / o.authorities END AS some_share,
    CASE WHEN o.authorities >= 10 THEN o.all_count / o.authorities END AS all_share,
    CASE WHEN o.authorities >= 10 THEN o.k / o.n END AS pooled_rate,
    CASE WHEN o.authorities >= 10 THEN o.authority_mean END AS authority_mean,
    CASE WHEN o.authorities >= 10 THEN o.intra_class END AS intra_class,
    CASE WHEN o.authorities >= 10 THEN sqrt(o.intra_class * (o.k / o.n) * (1 - o.k / o.n)) END AS between_sd,
    s.quantiles[1] AS rate_p10,
    s.quantiles[2] AS rate_p50,
    s.quantiles[3] AS rate_p90,
    CASE WHEN o.authorities >= 10 THEN s.outside_count / o.authorities END AS outside_funnel_share
FROM pooled o
JOIN period p USING (period_id)
JOIN cut u USING (cut_id)
LEFT JOIN spread s USING (period_id, cut_id, indicator)
ORDER BY o.indicator, p.period_kind, p.period, authority_kind
