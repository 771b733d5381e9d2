-- An archive has the weightiest role of the documents in it.
UPDATE core.document SET role = held.role
FROM (
    SELECT parent_document_id, arg_min(role, list_position($roles, role)) AS role
    FROM core.document
    WHERE parent_document_id IS NOT NULL
    GROUP BY parent_document_id
) AS held
WHERE document.document_id = held.parent_document_id AND document.role <> held.role;
