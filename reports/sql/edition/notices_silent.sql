-- This week's largest procurements in scope whose readable notice shows no evidence at all.
SELECT
    ocid, source, notice_id, notice_url, title, opened_on, (deadline_at AT TIME ZONE 'Europe/London') AS deadline_local,
    authority_id, authority_name, authority_kind, nation, main_category, value_gbp, value_basis, is_framework, scope, scope_reason,
    is_in_scope, level, level_rank, is_act_named, weight_pct, standards, themes, best_quote, best_quote_kind,
    best_quote_path, best_quote_notice_id, best_quote_rule, evidence_count, version
FROM out.process
WHERE
    week = $week AND NOT is_flagged AND duplicate_of IS NULL
    AND is_in_scope AND is_observable AND level <> 'R0n' AND value_gbp >= $least_value_gbp
ORDER BY value_gbp DESC, ocid
