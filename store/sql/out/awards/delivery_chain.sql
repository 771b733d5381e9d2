-- What was promised, who won, what is measured, how it was rated and what changed, process by process.
WITH involved AS (
    SELECT ocid FROM core.award WHERE is_counted UNION SELECT ocid FROM core.contract UNION SELECT ocid FROM core.kpi
),
step AS (
    SELECT
        1 AS place, p.ocid, 'promised' AS step, p.opened_on AS happened_on, 'opened' AS happened_on_basis,
        NULL AS award_id, NULL AS contract_id, NULL AS kpi_id,
        p.best_quote AS text, p.is_flagged AS is_social_value, p.level, p.weight_pct,
        p.value_gbp, p.value_basis, [] AS suppliers, NULL AS rating,
        coalesce(p.best_quote_notice_id, p.notice_id) AS notice_id, p.notice_url, p.best_quote_path AS path, p.is_sample
    FROM out.process p
    SEMI JOIN involved USING (ocid)
    WHERE p.opened_on IS NOT NULL
    UNION ALL
    SELECT
        2, a.ocid, 'awarded', a.awarded_on, a.awarded_on_basis, a.award_id, NULL, NULL, a.title, NULL, NULL, NULL,
        CASE WHEN NOT a.is_ceiling THEN a.value_gbp END, CASE WHEN a.is_ceiling THEN 'framework_ceiling' ELSE a.value_basis END,
        coalesce(w.suppliers, []), NULL, n.notice_id, n.notice_url, a.path, a.is_sample
    FROM core.award a
    JOIN core.notice n ON n.source = a.source AND n.ocid = a.ocid AND n.release_id = a.release_id
    LEFT JOIN (
        SELECT ocid, award_id, list(DISTINCT coalesce(supplier_name, 'not named') ORDER BY coalesce(supplier_name, 'not named')) AS suppliers
        FROM award_supplier_status
        GROUP BY ocid, award_id
    ) w ON w.ocid = a.ocid AND w.award_id = a.award_id
    WHERE a.is_counted
    UNION ALL
    SELECT
        3, c.ocid, 'contract', coalesce(c.signed_on, c.starts_on, c.details_on),
        CASE WHEN c.signed_on IS NOT NULL THEN 'signed' WHEN c.starts_on IS NOT NULL THEN 'starts'
            WHEN c.details_on IS NOT NULL THEN 'published' ELSE 'missing' END,
        c.award_id, c.contract_id, NULL,
        c.no_kpis_reason, NULL, NULL, NULL,
        CASE WHEN coalesce(c.exemption, '') <> 'framework' THEN c.value_gbp END,
        CASE WHEN c.exemption = 'framework' THEN 'framework_ceiling' ELSE c.value_basis END, [], NULL, n.notice_id, n.notice_url, NULL, c.is_sample
    FROM core.contract c
    JOIN core.notice n ON n.source = c.source AND n.ocid = c.ocid AND n.release_id = c.release_id
    UNION ALL
    SELECT
        4, k.ocid, 'kpi', k.reported_from, 'published', NULL, k.contract_id, k.kpi_id, k.text, k.is_social_value, k.level, NULL, NULL, NULL, [],
        NULL, n.notice_id, n.notice_url, k.path, n.is_sample
    FROM core.kpi k
    JOIN core.notice n ON n.source = k.source AND n.ocid = k.ocid AND n.release_id = k.release_id
    UNION ALL
    SELECT
        5, r.ocid, 'rating', r.published_on, 'published', NULL, r.contract_id, r.kpi_id, r.quote, k.is_social_value, NULL, NULL, NULL, NULL, [],
        r.rating, n.notice_id, n.notice_url, r.path, n.is_sample
    FROM core.kpi_rating r
    JOIN core.notice n ON n.source = r.source AND n.ocid = r.ocid AND n.release_id = r.release_id
    LEFT JOIN core.kpi k ON k.ocid = r.ocid AND k.contract_id = r.contract_id AND k.kpi_id = r.kpi_id
    UNION ALL
    SELECT
        CASE c.kind WHEN 'change' THEN 6 WHEN 'performance_failure' THEN 7 ELSE 8 END, c.ocid, c.kind,
        coalesce(c.changed_on, c.published_on), CASE WHEN c.changed_on IS NULL THEN 'published' ELSE 'stated' END, NULL, nullif(c.contract_id, ''), NULL,
        nullif(concat_ws('; ', c.reason, c.quote), ''), NULL, NULL, NULL, NULL, NULL, [], NULL, n.notice_id, n.notice_url, c.path, n.is_sample
    FROM core.contract_change c
    JOIN core.notice n ON n.source = c.source AND n.ocid = c.ocid AND n.release_id = c.release_id
)
SELECT
    * EXCLUDE (place),
    row_number() OVER (
        PARTITION BY ocid ORDER BY place, happened_on NULLS LAST, award_id, contract_id, kpi_id, notice_id, path
    ) AS step_number
FROM step
ORDER BY ocid, step_number
