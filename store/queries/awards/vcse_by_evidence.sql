-- Does social value change who wins? The voluntary sector's share of awards by the evidence of the competition, as bounds
SELECT
    indicator, evidence_group, n, k AS found, k_declared AS found_or_declared, unknown,
    round(bound_low, 4) AS bound_low, round(declared_rate, 4) AS declared_rate, round(bound_high, 4) AS bound_high,
    round(rate_low, 4) AS interval_low, round(rate_high, 4) AS interval_high
FROM out.winner
WHERE indicator IN ('vcse_awards', 'vcse_value') AND period_kind = 'all' AND cut = 'all'
ORDER BY
    indicator,
    CASE evidence_group WHEN 'all' THEN 1 WHEN 'scored' THEN 2 WHEN 'any' THEN 3 WHEN 'none' THEN 4 WHEN 'vcse_marked' THEN 5 ELSE 6 END;
