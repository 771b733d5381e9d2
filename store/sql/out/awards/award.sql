-- One row per award and supplier of the awards that count.
WITH body AS (
    SELECT
        t.ocid, t.award_id, t.supplier_key,
        first({
            'name': t.supplier_name, 'status': t.status, 'basis': t.status_basis, 'register': t.register,
            'register_id': t.register_id, 'is_vcse': t.is_vcse_matched
        } ORDER BY t.is_vcse_matched DESC NULLS LAST, t.status_basis = 'none', t.supplier_name, t.supplier_id) AS told,
        bool_or(t.is_vcse_declared) AS is_vcse_declared,
        bool_or(t.is_sme_declared) AS is_sme_declared
    FROM award_supplier_status t
    ANTI JOIN award_duplicate USING (ocid, award_id)
    GROUP BY t.ocid, t.award_id, t.supplier_key
    UNION ALL
    -- An award that names nobody counts, and its winner is unknown.
    SELECT
        a.ocid, a.award_id, 'unnamed',
        {'name': NULL, 'status': 'unknown', 'basis': 'none', 'register': NULL, 'register_id': NULL, 'is_vcse': NULL},
        NULL, NULL
    FROM core.award a
    ANTI JOIN core.award_supplier USING (ocid, award_id)
    ANTI JOIN award_duplicate USING (ocid, award_id)
    WHERE a.is_counted
),
counted AS (
    SELECT *, count(*) OVER (PARTITION BY ocid, award_id) AS supplier_count FROM body
)
SELECT
    b.ocid, b.award_id, b.supplier_key, a.source, n.notice_id, n.notice_url,
    coalesce(a.title, p.title) AS title,
    p.authority_id, p.authority_name, p.authority_kind, p.nation, p.region_name,
    a.awarded_on, a.awarded_on_basis, p.main_category, p.cpv_division, p.cpv_code,
    CASE WHEN NOT a.is_ceiling THEN a.value_gbp / b.supplier_count END AS value_gbp,
    CASE WHEN a.is_ceiling THEN 'framework_ceiling' ELSE a.value_basis END AS value_basis,
    CASE WHEN NOT a.is_ceiling THEN a.value_gbp END AS award_value_gbp,
    a.is_framework, b.supplier_count,
    b.told."name" AS supplier_name,
    b.told.status AS supplier_status,
    b.told.basis AS status_basis,
    b.told.register AS register,
    b.told.register_id AS register_id,
    b.is_vcse_declared,
    b.told.is_vcse AS is_vcse_matched,
    b.is_sme_declared,
    o.opened_on,
    CASE WHEN a.awarded_on >= o.opened_on THEN a.awarded_on - o.opened_on END AS days_to_award,
    CASE WHEN o.opened_on IS NOT NULL THEN o.level END AS level,
    CASE WHEN o.opened_on IS NOT NULL THEN o.is_evaluated END AS is_evaluated,
    CASE WHEN o.opened_on IS NOT NULL THEN o.weight_pct END AS weight_pct,
    CASE
        WHEN o.opened_on IS NULL THEN 'unknown' WHEN o.level_rank >= rank_of('R3') THEN 'scored'
        WHEN o.level_rank >= rank_of('R2') THEN 'evidence'
        ELSE 'none'
    END AS evidence_group,
    u.is_vcse_suitable,
    coalesce(u.is_vcse_reserved, false) AS is_vcse_reserved,
    o.is_in_scope,
    a.is_sample,
    year(a.awarded_on) AS year
FROM counted b
JOIN core.award a USING (ocid, award_id)
JOIN core.notice n ON n.source = a.source AND n.ocid = a.ocid AND n.release_id = a.release_id
JOIN out.process p ON p.ocid = a.ocid
-- The evidence is that of the procurement as counted: on another portal, where this one is its duplicate.
JOIN out.process o ON o.ocid = coalesce(p.duplicate_of, p.ocid)
LEFT JOIN core.suitability u ON u.ocid = a.ocid
ORDER BY year, a.source, b.ocid, b.award_id, b.supplier_key -- as the files stand, which are written from these rows
