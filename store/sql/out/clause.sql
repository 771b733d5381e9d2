-- Each distinct passage at R2 or above, with the first notice that used it. Best first: strong, to the point, used by many.
WITH clause AS (
    SELECT
        -- The same words count once whatever their case, spacing and punctuation; figures tell weights apart.
        md5(trim(regexp_replace(lower(e.text), '[^a-z0-9%£à-ÿ]+', ' ', 'g'))) AS clause_id,
        e.*, p.authority_id, p.authority_name, p.authority_kind, p.cpv_division, p.nation,
        timezone('Europe/London', e.published_at)::DATE AS published_on,
        array_length(regexp_split_to_array(trim(e.text), '\s+')) AS word_count
    FROM counted_evidence e
    JOIN out.process p USING (ocid)
    WHERE e.rank >= rank_of('R2') AND p.duplicate_of IS NULL
),
used AS (
    SELECT clause_id, count(DISTINCT ocid) AS process_count, count(DISTINCT authority_id) AS authority_count
    FROM clause
    GROUP BY clause_id
),
first_use AS (
    SELECT *
    FROM clause
    QUALIFY row_number() OVER (
        PARTITION BY clause_id ORDER BY published_at NULLS LAST, rank DESC, ocid, release_id, path, start_offset
    ) = 1
)
SELECT
    clause_id, text, kind, level, weight_pct, is_act_named, standards, themes, rule, version, ocid, notice_id, notice_url,
    path, authority_name, authority_kind, cpv_division, published_on, process_count,
    authority_count, word_count, nation,
    row_number() OVER (
        ORDER BY
            -- A heading or a stub teaches nothing, and a page is no clause.
            word_count BETWEEN 12 AND 90 DESC,
            rtrim(text) LIKE '%:',
            CASE kind WHEN 'criterion' THEN 0 WHEN 'requirement' THEN 1 ELSE 2 END,
            rank DESC, len(themes) > 0 DESC, authority_count DESC, score DESC, published_at DESC NULLS LAST, clause_id
    ) AS clause_rank
FROM first_use
JOIN used USING (clause_id)
ORDER BY clause_rank
