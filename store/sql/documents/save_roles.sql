-- Roles told from text.
UPDATE core.document SET role = told.role, role_basis = 'text'
FROM (
    SELECT unnest(from_json(getvariable('roles'), '[{"document_id": "VARCHAR", "role": "VARCHAR"}]'), recursive := true)
) AS told
WHERE document.document_id = told.document_id;
