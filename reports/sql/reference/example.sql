-- One procurement of the headline's 13 weeks with a quote that is easy to follow.
SELECT
    ocid, source, notice_id, notice_url, title, opened_on, authority_id, authority_name, authority_kind, value_gbp, scope,
    level, level_rank, weight_pct, is_act_named, best_quote, best_quote_kind, best_quote_path, best_quote_notice_id,
    best_quote_rule, evidence_count, version
FROM out.process
WHERE
    is_in_scope AND is_flagged AND duplicate_of IS NULL AND best_quote IS NOT NULL AND authority_id IS NOT NULL
    AND opened_on BETWEEN $first_day::DATE AND $last_day::DATE
ORDER BY length(best_quote) BETWEEN 60 AND 300 DESC, level_rank DESC, opened_on DESC, ocid
LIMIT 1
