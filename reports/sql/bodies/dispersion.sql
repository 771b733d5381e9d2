-- How far authorities stand apart in the 12 months to the week: of those with five procurements in scope or more.
SELECT
    indicator, authority_kind, authorities, n, k, none_count, some_count, all_count, pooled_rate, authority_mean, intra_class,
    between_sd, rate_p10, rate_p50, rate_p90, outside_998_share
FROM out.dispersion
WHERE period_kind = 'rolling_12_months' AND period = $period
ORDER BY authorities DESC, authority_kind, indicator
