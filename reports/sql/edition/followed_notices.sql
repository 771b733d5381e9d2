-- What these authorities opened in one week, strongest first: to which the Act applies or may apply.
SELECT
    authority_id, authority_name, source, notice_id, notice_url, title, opened_on, is_in_scope,
    (deadline_at AT TIME ZONE 'Europe/London') AS deadline_local, value_gbp, value_basis, level, weight_pct, best_quote
FROM out.process
WHERE week = $week AND list_contains($authority_ids, authority_id) AND is_in_scope IS NOT FALSE AND duplicate_of IS NULL
ORDER BY authority_name, level_rank DESC, value_gbp DESC NULLS LAST, ocid
