WITH counted AS (
    SELECT
        d.indicator, p.period_kind, p.period, p.period_from, p.period_until, d.cut, d.cut_value,
        sum(d.n)::BIGINT AS n, sum(d.k)::BIGINT AS k, sum(d.unknown)::BIGINT AS unknown,
        sum(d.excluded)::BIGINT AS excluded
    FROM day_count d
    JOIN period p ON d.day BETWEEN p.period_from AND p.period_until
    GROUP BY ALL
)
SELECT
    *,
    -- Weeks are counts only: with so few notices a weekly rate is noise.
    CASE WHEN n >= 10 AND period_kind <> 'week' THEN k / n END AS rate,
    CASE WHEN n >= 10 AND period_kind <> 'week' THEN out.wilson_low(k, n) END AS rate_low,
    CASE WHEN n >= 10 AND period_kind <> 'week' THEN out.wilson_high(k, n) END AS rate_high,
    NULL::DOUBLE AS corrected_rate,
    NULL::DOUBLE AS corrected_low,
    NULL::DOUBLE AS corrected_high,
    n >= 30 AS is_reliable
FROM counted
ORDER BY indicator, period_kind, period, cut, cut_value
