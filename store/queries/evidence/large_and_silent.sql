-- Large processes in scope, each once, whose notices say nothing of social value, nor do those of their tender documents that were read - the first 50 rows
SELECT value_gbp, opened_on, authority_name, title, notice_url, document_level
FROM out.process
WHERE is_in_scope AND NOT is_flagged AND level <> 'R0n' AND is_observable AND opened_on IS NOT NULL AND duplicate_of IS NULL
    AND coalesce(document_level, 'R0') IN ('R0', 'R0n', 'R1')
ORDER BY value_gbp DESC NULLS LAST, ocid
LIMIT 50;
