-- The latest procurements in scope that name each standard.
SELECT
    code, ocid, source, notice_id, notice_url, title, opened_on, authority_id, authority_name, authority_kind, nation,
    value_gbp, is_in_scope, level, level_rank, weight_pct, is_act_named, best_quote
FROM (
    SELECT *, unnest(standards) AS code
    FROM out.process
    WHERE is_in_scope AND is_flagged AND duplicate_of IS NULL AND opened_on IS NOT NULL
)
QUALIFY row_number() OVER (PARTITION BY code ORDER BY opened_on DESC, level_rank DESC, ocid) <= 20
ORDER BY code, opened_on DESC, level_rank DESC, ocid
