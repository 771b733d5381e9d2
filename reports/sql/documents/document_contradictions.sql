-- Procurements of which notice and documents say different things, newest first.
SELECT
    c.ocid, c.contradiction, c.title, c.authority_id, c.authority_name, c.opened_on, p.source, p.is_in_scope,
    p.authority_kind, p.nation, c.notice_id, c.notice_url, c.notice_level, c.notice_weight_pct, c.notice_quote,
    c.document_level, c.document_weight_pct, c.document_quote, c.document_page, c.document_sheet, c.document_title,
    c.document_url
FROM out.document_contradiction c
JOIN out.process p USING (ocid)
ORDER BY c.opened_on DESC NULLS LAST, c.ocid, c.contradiction
