-- The tender documents of one process, those of the same procurement on another portal among them.
SELECT
    d.document_id, d.title, d.file_name, d.role, d.role_basis, d.format, d.status, d.reason, d.url, d.sha256, d.byte_count,
    d.page_count, d.fetched_at, d.reader, d.stratum, d.inclusion_probability, d.replaced_by, d.replaced_at,
    d.parent_document_id, d.ocid
FROM core.document d
WHERE d.place <> 'pseudo'
    AND (d.ocid = $ocid OR d.ocid IN (SELECT ocid FROM out.process WHERE duplicate_of = $ocid))
ORDER BY
    list_position(['itt', 'clarification', 'response_form', 'pricing', 'specification', 'contract', 'other'], d.role),
    coalesce(d.parent_document_id, d.document_id), d.parent_document_id NULLS FIRST, d.title, d.document_id;
