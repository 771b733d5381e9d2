-- How patchy is it? Authorities in the last 12 months with none, some and all of their processes showing evidence (I1) and scoring it (I3), by kind
SELECT
    indicator, period, authority_kind, authorities, none_count, some_count, all_count, round(pooled_rate, 3) AS pooled_rate,
    round(rate_p10, 3) AS rate_p10, round(rate_p50, 3) AS rate_p50, round(rate_p90, 3) AS rate_p90,
    round(between_sd, 3) AS between_sd, round(outside_998_share, 4) AS outside_998_share
FROM out.dispersion
WHERE indicator IN ('I1', 'I3') AND period_kind = 'rolling_12_months'
    AND period = (SELECT value FROM out.publication WHERE name = 'last_12_months')
ORDER BY indicator, authorities DESC, authority_kind;
