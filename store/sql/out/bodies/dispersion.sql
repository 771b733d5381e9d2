-- How much authorities differ, beyond what chance makes of small numbers: "patchy" as a number. `dispersion_fit` holds what
-- store/publish/spread.py computes of the groups of ten authorities or more.
WITH pooled AS (
    SELECT
        pool, any_value(indicator) AS indicator, any_value(period_id) AS period_id, any_value(cut_id) AS cut_id,
        sum(times)::BIGINT AS authorities, sum(n * times)::BIGINT AS n, sum(k * times)::BIGINT AS k,
        coalesce(sum(times) FILTER (k = 0), 0)::BIGINT AS none_count,
        coalesce(sum(times) FILTER (k BETWEEN 1 AND n - 1), 0)::BIGINT AS some_count,
        coalesce(sum(times) FILTER (k = n), 0)::BIGINT AS all_count,
        -- sums of decimals are exact, so that they are the same in whatever order the rows come
        sum((k / n)::DECIMAL(18, 15) * times)::DOUBLE / sum(times) AS authority_mean
    FROM dispersion_pool
    GROUP BY pool
)
SELECT
    o.indicator, p.period_kind, p.period, u.cut_value AS authority_kind,
    o.authorities, o.n, o.k, o.none_count, o.some_count, o.all_count,
    CASE WHEN f.pool IS NOT NULL THEN o.none_count / o.authorities END AS none_share,
    CASE WHEN f.pool IS NOT NULL THEN o.some_count / o.authorities END AS some_share,
    CASE WHEN f.pool IS NOT NULL THEN o.all_count / o.authorities END AS all_share,
    CASE WHEN f.pool IS NOT NULL THEN o.k / o.n END AS pooled_rate,
    CASE WHEN f.pool IS NOT NULL THEN o.authority_mean END AS authority_mean,
    f.intra_class, f.intra_class_low, f.intra_class_high, f.between_sd, f.rate_p10, f.rate_p50, f.rate_p90,
    f.outside_count / o.authorities AS outside_998_share
FROM pooled o
JOIN period p USING (period_id)
JOIN cut u USING (cut_id)
LEFT JOIN dispersion_fit f USING (pool)
ORDER BY o.indicator, p.period_kind, p.period, authority_kind
