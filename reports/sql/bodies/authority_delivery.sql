-- Contracts over 5 million pounds of each authority, and what is found of their KPIs.
SELECT cut_value AS authority_id, indicator, n, k, unknown, excluded, as_of
FROM out.delivery
WHERE cut = 'authority' AND period_kind = 'all'
    AND indicator IN ('kpis_published', 'social_value_kpi', 'rating_due', 'rating_found', 'rating_overdue')
ORDER BY authority_id, indicator
