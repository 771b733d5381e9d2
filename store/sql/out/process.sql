SELECT
    p.ocid,
    p.source, n.notice_id, n.notice_url,
    p.title,
    -- A day beyond the publication is a slip, and counts nowhere.
    CASE WHEN p.opened_on <= z.latest_on THEN p.opened_on END AS opened_on,
    CASE WHEN p.opened_on <= z.latest_on THEN strftime(p.opened_on, '%G-W%V') END AS week,
    p.deadline_at, p.authority_id,
    a.name AS authority_name, a.kind AS authority_kind, a.nation, a.region_name,
    p.main_category,
    left(p.cpv_code, 2) AS cpv_division,
    p.cpv_code, s.value_gbp, s.value_basis, p.is_framework, s.regime, s.policy, s.scope, s.scope_basis, s.scope_reason, s.is_in_scope,
    s.is_comparable, s.is_observable, s.has_criteria, s.has_weights, p.duplicate_of,
    coalesce(l.level, 'R0') AS level,
    coalesce(l.rank, 0) AS level_rank,
    coalesce(l.rank, 0) >= rank_of('R2') AS is_flagged,
    coalesce(l.is_act_named, false) AS is_act_named,
    coalesce(l.rank, 0) >= rank_of('R3') AS is_evaluated,
    l.weight_pct,
    coalesce(l.standards, []) AS standards,
    coalesce(l.themes, []) AS themes,
    l.best.text AS best_quote,
    l.best.kind AS best_quote_kind,
    l.best.path AS best_quote_path,
    l.best.notice_id AS best_quote_notice_id,
    l.best.rule AS best_quote_rule,
    coalesce(l.is_disputed, false) AS is_disputed,
    coalesce(l.evidence_count, 0) AS evidence_count,
    p.notice_count,
    (SELECT value FROM core.setting WHERE name = 'classifier_version') AS version,
    p.is_sample,
    coalesce(t.document_count, 0) AS document_count,
    coalesce(t.documents_read, 0) AS documents_read,
    coalesce(t.is_itt_read, false) AS is_itt_read,
    t.level AS document_level,
    t.weight_pct AS document_weight_pct,
    t.best.text AS document_quote,
    t.best.page AS document_page,
    t.best.sheet AS document_sheet,
    t.best.title AS document_title,
    t.best.url AS document_url,
    CASE WHEN coalesce(t.rank, 0) > coalesce(l.rank, 0) THEN t.level ELSE coalesce(l.level, 'R0') END AS combined_level,
    year(coalesce(p.opened_on, timezone('Europe/London', p.first_published_at)::DATE)) AS year
FROM core.process p
CROSS JOIN data_span z
JOIN core.notice n USING (source, ocid, release_id)
JOIN core.process_scope s USING (ocid)
LEFT JOIN core.authority a USING (authority_id)
LEFT JOIN process_level l USING (ocid)
LEFT JOIN document_level t USING (ocid)
ORDER BY year, p.source, p.ocid -- as the files stand, which are written from these rows
