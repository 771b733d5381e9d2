-- The clauses most worth reusing: of readable length, scored or required, strongest, with a theme; at most 60 of a theme.
WITH ordered AS (
    SELECT
        *, row_number() OVER (
            ORDER BY
                length(text) BETWEEN 60 AND 450 DESC,
                CASE kind WHEN 'criterion' THEN 0 WHEN 'requirement' THEN 1 ELSE 2 END,
                len(themes) > 0 DESC, level DESC, process_count DESC, clause_id
        ) AS place
    FROM out.clause
)
SELECT
    clause_id, text, kind, level, weight_pct, is_act_named, standards, themes, ocid, notice_id, notice_url, path,
    authority_name, authority_kind, cpv_division, published_on, process_count
FROM ordered
QUALIFY row_number() OVER (PARTITION BY coalesce(themes[1], '') ORDER BY place) <= 60
ORDER BY place
