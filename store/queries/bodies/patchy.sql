-- How patchy is it? Authorities with none, some and all of their processes showing evidence, by kind
SELECT
    authority_kind, authorities, none_count, some_count, all_count, round(pooled_rate, 3) AS pooled_rate,
    round(rate_p10, 3) AS rate_p10, round(rate_p90, 3) AS rate_p90, round(between_sd, 3) AS between_sd,
    round(outside_998_share, 4) AS outside_998_share
FROM out.dispersion
WHERE indicator = 'I1' AND period_kind = 'all'
ORDER BY authorities DESC, authority_kind;
