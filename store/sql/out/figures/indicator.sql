-- Rates of all that was counted, with their intervals, bounds, corrections and coverage.
WITH rated AS (
    SELECT
        b.*, v.weeks_wanted, v.weeks_covered, v.weeks_declared, v.weeks_held,
        b.rate IS NOT NULL AS is_rated,
        -- Of processes: what the classifier reads wrong moves them. I10 counts what notices publish, not what they say.
        b.rate IS NOT NULL AND b.unit = 'process' AND NOT starts_with(b.indicator, 'I10')
            AND b.cut_value <> 'find_a_tender_ted_standardised' AS is_read,
        -- What is not known cannot be put into strata: a standardised rate has no bounds.
        b.rate IS NOT NULL AND b.cut_value <> 'find_a_tender_ted_standardised' AS is_bounded
    FROM interval_count b
    LEFT JOIN period_coverage v
        ON v.period_id = b.period_id AND v.cut_id = CASE WHEN b.cut IN ('source', 'series') THEN b.cut_id ELSE 0 END
    WHERE b.period_kind <> '12_months_before' AND b.is_anew
)
SELECT
    b.indicator, b.period_kind, b.period, b.period_from, b.period_until, b.cut, b.cut_value, b.n, b.k, b.unknown, b.excluded,
    b.rate,
    CASE WHEN is_rated THEN out.wilson_low(b.rate * b.least_n, b.least_n) END AS rate_low,
    CASE WHEN is_rated THEN out.wilson_high(b.rate * b.least_n, b.least_n) END AS rate_high,
    CASE WHEN is_read THEN x.corrected_rate END AS corrected_rate,
    CASE WHEN is_read THEN coalesce(x.corrected_low, e.hit_low * rate_low) END AS corrected_low,
    CASE WHEN is_read THEN coalesce(x.corrected_high, rate_high + (1 - rate_high) * e.miss_high) END AS corrected_high,
    b.n >= 30 AS is_reliable,
    b.interval_basis,
    CASE WHEN is_rated THEN out.wilson_low(b.rate * b.weight_n, b.weight_n) END AS wilson_low,
    CASE WHEN is_rated THEN out.wilson_high(b.rate * b.weight_n, b.weight_n) END AS wilson_high,
    CASE WHEN is_rated THEN out.wilson_low(b.rate * b.cluster_n, b.cluster_n) END AS cluster_low,
    CASE WHEN is_rated THEN out.wilson_high(b.rate * b.cluster_n, b.cluster_n) END AS cluster_high,
    CASE
        WHEN NOT is_read THEN NULL
        WHEN x.corrected_rate IS NOT NULL THEN x.basis
        WHEN e.hit_low IS NOT NULL THEN 'independent_measurement'
        ELSE 'not_measured'
    END AS correction_basis,
    b.k_unknown, b.n_presumed, b.k_presumed,
    CASE WHEN is_bounded AND b.unit = 'process' THEN (b.k + b.k_unknown) / (b.n + b.unknown) END AS rate_all_in,
    CASE WHEN is_bounded AND b.n > b.n_presumed THEN (b.k - b.k_presumed) / (b.n - b.n_presumed) END AS rate_all_out,
    CASE WHEN is_bounded AND b.unit = 'process' THEN b.k / (b.n + b.unknown - b.k_unknown) END AS unknown_low,
    CASE WHEN is_bounded AND b.unit = 'process' THEN (b.k + b.k_unknown) / (b.n + b.k_unknown) END AS unknown_high,
    b.weeks_wanted, b.weeks_covered, b.weeks_declared, b.weeks_held,
    CASE WHEN b.weeks_wanted > 0 THEN 100.0 * b.weeks_covered / b.weeks_wanted END AS coverage_pct
FROM rated b
LEFT JOIN correction x ON x.indicator = b.indicator AND x.period_id = b.period_id AND x.cut_id = b.cut_id
LEFT JOIN independent_error e ON e.indicator = b.indicator
ORDER BY b.indicator, b.period_kind, b.period, b.cut, b.cut_value
