-- The best passages of each authority: strongest first, one per wording, at most five.
WITH worded AS (
    SELECT
        authority_id, ocid, source, notice_id, notice_url, title, opened_on, level, level_rank, weight_pct, is_act_named,
        best_quote, best_quote_kind, themes, standards
    FROM out.process
    WHERE is_in_scope AND is_flagged AND best_quote IS NOT NULL AND opened_on IS NOT NULL AND duplicate_of IS NULL
        AND authority_id IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY authority_id, lower(best_quote) ORDER BY level_rank DESC, opened_on DESC, ocid
    ) = 1
)
SELECT *
FROM worded
QUALIFY row_number() OVER (
    PARTITION BY authority_id
    ORDER BY length(best_quote) >= 40 DESC, level_rank DESC, opened_on DESC, ocid
) <= 5
ORDER BY authority_id, level_rank DESC, opened_on DESC, ocid
