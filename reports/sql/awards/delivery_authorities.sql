-- Authorities with contracts over 5 million pounds whose details are published: KPIs, and ratings due, found and not found.
SELECT
    d.cut_value AS authority_id, coalesce(a.name, 'Authority not known') AS name, any_value(a.kind) AS kind,
    sum(d.n) FILTER (indicator = 'kpis_published')::BIGINT AS contracts,
    sum(d.k) FILTER (indicator = 'kpis_published')::BIGINT AS with_kpis,
    sum(d.k) FILTER (indicator = 'social_value_kpi')::BIGINT AS with_social_value,
    sum(d.k) FILTER (indicator = 'rating_due')::BIGINT AS due,
    sum(d.k) FILTER (indicator = 'rating_found')::BIGINT AS found,
    sum(d.k) FILTER (indicator = 'rating_overdue')::BIGINT AS not_found,
    sum(d.unknown) FILTER (indicator = 'rating_overdue')::BIGINT AS not_known,
    sum(d.excluded) FILTER (indicator = 'kpis_published')::BIGINT AS exempt
FROM out.delivery d
LEFT JOIN core.authority a ON a.authority_id = d.cut_value
WHERE d.cut = 'authority' AND d.period_kind = 'all'
GROUP BY d.cut_value, a.name
ORDER BY due DESC NULLS LAST, with_kpis DESC NULLS LAST, contracts DESC NULLS LAST, name
