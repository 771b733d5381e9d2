SELECT
    period_kind, period, authority_kind, term AS standard, n, k,
    CASE WHEN n >= 10 THEN k / n END AS share,
    CASE WHEN n >= 10 THEN out.wilson_low(k, n) END AS share_low,
    CASE WHEN n >= 10 THEN out.wilson_high(k, n) END AS share_high
FROM term_count
WHERE vocabulary = 'standard'
ORDER BY period_kind, period, authority_kind, standard
