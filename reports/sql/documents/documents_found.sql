-- Procurements in scope whose notices say nothing of social value and whose documents do, strongest first.
SELECT
    ocid, source, notice_id, notice_url, title, opened_on, authority_id, authority_name, authority_kind, nation,
    is_in_scope, value_gbp, level, document_level, document_weight_pct, document_quote, document_page, document_sheet,
    document_title, document_url
FROM out.process
WHERE opened_on IS NOT NULL AND duplicate_of IS NULL AND is_in_scope AND level IN ('R0', 'R1') AND document_quote IS NOT NULL
    AND document_level NOT IN ('R0', 'R0n', 'R1')
ORDER BY
    CASE WHEN document_level LIKE 'R5%' THEN 0 WHEN document_level = 'R4' THEN 1 WHEN document_level = 'R3' THEN 2 ELSE 3 END,
    document_weight_pct DESC NULLS LAST, opened_on DESC, ocid
