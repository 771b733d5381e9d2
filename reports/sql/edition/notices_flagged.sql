-- This week's procurements with evidence of social value: in scope first, then strongest and largest first.
SELECT
    ocid, source, notice_id, notice_url, title, opened_on, (deadline_at AT TIME ZONE 'Europe/London') AS deadline_local,
    authority_id, authority_name, authority_kind, nation, main_category, value_gbp, value_basis, is_framework, scope, scope_reason,
    is_in_scope, level, level_rank, is_act_named, weight_pct, standards, themes, best_quote, best_quote_kind,
    best_quote_path, best_quote_notice_id, best_quote_rule, evidence_count, version
FROM out.process
WHERE week = $week AND is_flagged AND duplicate_of IS NULL
ORDER BY CASE WHEN is_in_scope THEN 0 WHEN is_in_scope IS NULL THEN 1 ELSE 2 END, level_rank DESC, value_gbp DESC NULLS LAST, ocid
