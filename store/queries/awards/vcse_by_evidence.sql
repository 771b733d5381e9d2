-- Does social value change who wins? The voluntary sector's share of awards by the evidence of the competition, as bounds: in the last 12 months, or over all days where these hold too few
WITH latest AS (
    SELECT period, bound_low FROM out.winner
    WHERE indicator = 'vcse_awards' AND evidence_group = 'all' AND cut = 'all' AND period_kind = 'rolling_12_months'
        AND period = (SELECT value FROM out.publication WHERE name = 'last_12_months')
)
SELECT
    period, indicator, evidence_group, n, k AS found, k_declared AS found_or_declared, unknown,
    round(bound_low, 4) AS bound_low, round(declared_rate, 4) AS declared_rate, round(bound_high, 4) AS bound_high,
    round(rate_low, 4) AS interval_low, round(rate_high, 4) AS interval_high
FROM out.winner
WHERE indicator IN ('vcse_awards', 'vcse_value') AND cut = 'all'
    AND period_kind = (SELECT CASE WHEN max(bound_low) IS NULL THEN 'all' ELSE 'rolling_12_months' END FROM latest)
    AND (period_kind = 'all' OR period = (SELECT max(period) FROM latest))
ORDER BY
    indicator,
    CASE evidence_group WHEN 'all' THEN 1 WHEN 'scored' THEN 2 WHEN 'any' THEN 3 WHEN 'none' THEN 4 WHEN 'vcse_marked' THEN 5 ELSE 6 END;
