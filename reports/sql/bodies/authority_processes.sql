-- Procurements to which the Act applies or may apply, newest first: of the authorities named, or of all.
SELECT
    authority_id, ocid, source, notice_id, notice_url, title, opened_on,
    (deadline_at AT TIME ZONE 'Europe/London') AS deadline_local, main_category, cpv_code, value_gbp, value_basis,
    is_framework, scope, is_in_scope, level, level_rank, is_act_named, weight_pct, standards, themes,
    left(best_quote, 1000) AS best_quote, best_quote_path, best_quote_rule, version,
    document_level, document_weight_pct, document_quote, document_page, document_sheet, document_title, document_url
FROM out.process
WHERE is_in_scope IS NOT FALSE AND opened_on IS NOT NULL AND duplicate_of IS NULL AND authority_id IS NOT NULL
    AND ($authority_ids IS NULL OR authority_id IN (SELECT unnest($authority_ids::VARCHAR[])))
ORDER BY authority_id, opened_on DESC, ocid
