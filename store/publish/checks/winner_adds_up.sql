-- Figures of awards and of delivery whose parts do not fit.
SELECT 'out.winner' AS "table", indicator, evidence_group AS part, period_kind, period, cut, cut_value, n, k
FROM out.winner
WHERE NOT (
    0 <= k AND k <= k_declared AND k_declared <= n AND unknown <= n
    AND coalesce(bound_low <= bound_high + 1e-9 AND bound_low >= 0 AND bound_high <= 1 + 1e-9, true)
    AND coalesce(rate BETWEEN bound_low - 1e-9 AND bound_high + 1e-9, true)
    AND coalesce(rate BETWEEN rate_low - 1e-9 AND rate_high + 1e-9, true)
    AND (rate IS NULL OR n >= 10)
)
UNION ALL
SELECT 'out.delivery', indicator, 'all', period_kind, period, cut, cut_value, n, k
FROM out.delivery
WHERE NOT (
    0 <= k AND k <= n AND unknown >= 0 AND excluded >= 0
    AND coalesce(bound_low <= bound_high + 1e-9, true)
    AND coalesce(rate BETWEEN rate_low - 1e-9 AND rate_high + 1e-9, true)
    AND (rate IS NULL OR n >= 10)
)
LIMIT 20;
