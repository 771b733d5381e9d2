-- Roles told anew.
UPDATE core.document SET role = told.role, role_basis = told.role_basis
FROM (
    SELECT unnest(from_json(
        getvariable('roles'), '[{"document_id": "VARCHAR", "role": "VARCHAR", "role_basis": "VARCHAR"}]'
    ), recursive := true)
) AS told
WHERE document.document_id = told.document_id;
