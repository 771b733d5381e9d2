-- Who wins the contracts of each authority: the figures over all days.
SELECT cut_value AS authority_id, indicator, n, k, k_declared, unknown, value_gbp, bound_low, bound_high, is_reliable
FROM out.winner
WHERE cut = 'authority' AND period_kind = 'all' AND evidence_group = 'all'
    AND indicator IN ('vcse_awards', 'vcse_value', 'sme_awards')
ORDER BY authority_id, indicator
