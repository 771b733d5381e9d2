-- Documents got and not yet read by the reader in force, those inside archives apart: they are read with their archive.
SELECT DISTINCT ON (a.sha256) a.sha256, a.source
FROM raw.document_asked a
LEFT JOIN raw.document_content c USING (sha256)
WHERE a.outcome = 'got'
    AND (c.sha256 IS NULL OR split_part(c.reader, ',', 1) <> $reader OR ($has_kreuzberg AND c.reason LIKE $not_installed))
ORDER BY a.sha256, a.source;
