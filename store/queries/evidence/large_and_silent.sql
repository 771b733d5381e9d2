-- Large processes in scope whose notices say nothing of social value
SELECT value_gbp, opened_on, authority_name, title, notice_url
FROM out.process
WHERE is_in_scope AND NOT is_flagged AND is_observable AND duplicate_of IS NULL
ORDER BY value_gbp DESC NULLS LAST, ocid
LIMIT 50;
