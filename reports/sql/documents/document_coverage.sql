-- Who is missing: silent procurements in scope, with and without open documents.
SELECT cut, cut_value, n, with_documents, read, share_with_documents
FROM out.document_coverage
ORDER BY CASE cut WHEN 'all' THEN 0 WHEN 'source' THEN 1 WHEN 'value' THEN 2 ELSE 3 END, position, n DESC, cut_value
