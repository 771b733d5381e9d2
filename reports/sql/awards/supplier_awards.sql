-- Awards of the organisations that have a page, the newest first.
SELECT
    supplier_key, ocid, award_id, title, authority_id, authority_name, awarded_on, value_gbp, value_basis, is_framework,
    supplier_count, evidence_group, level, weight_pct, notice_id, notice_url, source, is_in_scope
FROM out.award
WHERE supplier_key IN (
    SELECT supplier_key FROM out.award WHERE supplier_name IS NOT NULL
    GROUP BY supplier_key HAVING count(*) >= $least_n AND NOT bool_or(supplier_status = 'person')
)
ORDER BY supplier_key, awarded_on DESC NULLS LAST, ocid, award_id
