-- Awards of the organisations that have a page (those named, or all), the newest first; whether the authority has one too.
SELECT
    supplier_key, ocid, award_id, title, authority_id, authority_name, awarded_on, value_gbp, award_value_gbp, value_basis, is_framework,
    supplier_count, evidence_group, level, weight_pct, notice_id, notice_url, source, is_in_scope,
    authority_id IN (SELECT unnest($with_page::VARCHAR[])) AS has_page
FROM out.award
WHERE supplier_key IN (
    SELECT supplier_key FROM out.award WHERE supplier_name IS NOT NULL
    GROUP BY supplier_key HAVING count(*) >= $least_n AND NOT bool_or(supplier_status = 'person')
) AND ($supplier_keys IS NULL OR supplier_key IN (SELECT unnest($supplier_keys::VARCHAR[])))
ORDER BY supplier_key, awarded_on DESC NULLS LAST, ocid, award_id
