-- The clauses most worth reusing, those of England first, in the order of the library; at most 60 of a theme, 600 in all.
WITH placed AS (
    SELECT
        *, row_number() OVER (
            ORDER BY coalesce(nation, '') IN ('England', 'UK') DESC, word_count BETWEEN 10 AND 110 DESC, clause_rank,
                clause_id
        ) AS place
    FROM out.clause
    WHERE word_count >= 6
)
SELECT
    clause_id, text, kind, level, weight_pct, is_act_named, standards, themes, ocid, notice_id, notice_url, path,
    authority_name, authority_kind, cpv_division, nation, published_on, year(published_on) AS published_year,
    process_count, authority_count
FROM placed
QUALIFY row_number() OVER (PARTITION BY coalesce(themes[1], '') ORDER BY place) <= 60
ORDER BY place
LIMIT 600
