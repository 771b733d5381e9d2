-- Each body over the 12 months of `last_year`.
SELECT
    a.authority_id, a.name, a.kind, a.kind_basis, a.nation, a.region_name,
    coalesce(m.process_count, 0) AS process_count, coalesce(m.n, 0) AS n, coalesce(m.k, 0) AS k,
    coalesce(m.evaluated, 0) AS evaluated, coalesce(m.unknown, 0) AS unknown, coalesce(m.weight_10_pct, 0) AS weight_10_pct,
    m.median_weight_pct, m.last_opened_on,
    s.* EXCLUDE (period_kind, period, authority_id)
FROM core.authority a
LEFT JOIN authority_measure m ON m.authority_id = a.authority_id AND m.period_kind = 'last_12_months'
LEFT JOIN authority_spread s ON s.authority_id = a.authority_id AND s.period_kind = 'last_12_months'
ORDER BY a.authority_id
