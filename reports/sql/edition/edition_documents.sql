-- What the tender documents of this week's procurements say of social value.
SELECT
    ocid, source, notice_id, notice_url, title, opened_on, authority_id, authority_name, authority_kind, nation,
    is_in_scope, level, document_level, document_weight_pct, document_quote, document_page, document_sheet,
    document_title, document_url
FROM out.process
WHERE week = $week AND duplicate_of IS NULL AND document_quote IS NOT NULL AND document_level NOT IN ('R0', 'R0n', 'R1')
ORDER BY document_weight_pct DESC NULLS LAST, ocid
