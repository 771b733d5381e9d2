-- Each body in each financial year and in all.
SELECT
    m.authority_id, m.period_kind, m.period, a.name, a.kind,
    m.process_count, m.n, m.k, m.evaluated, m.unknown, m.weight_10_pct, m.median_weight_pct, m.last_opened_on,
    s.* EXCLUDE (period_kind, period, authority_id)
FROM authority_measure m
JOIN core.authority a USING (authority_id)
LEFT JOIN authority_spread s USING (period_kind, period, authority_id)
WHERE m.period_kind <> 'last_12_months'
ORDER BY m.authority_id, m.period_kind, m.period
