-- Each distinct passage at R2 or above that reads as a clause by itself, with the first notice that used it. Best first:
-- strong, to the point, used by many.
WITH wording AS MATERIALIZED (
    SELECT
        text,
        -- The same words count once whatever their case, spacing and punctuation; figures tell weights apart.
        md5(trim(regexp_replace(lower(text), '[^a-z0-9%£à-ÿ]+', ' ', 'g'))) AS clause_id
    FROM (SELECT DISTINCT text FROM counted_evidence WHERE rank >= rank_of('R2') AND reads_alone(text, rule))
),
-- Narrow rows, by which the first use is found; what else is shown of it is looked up.
clause AS MATERIALIZED (
    SELECT
        w.clause_id, e.rowid AS evidence_row, e.ocid, e.published_at, e.rank, e.release_id, e.path, e.start_offset, p.authority_id
    FROM counted_evidence e
    JOIN wording w USING (text)
    JOIN out.process p USING (ocid)
    WHERE e.rank >= rank_of('R2') AND p.duplicate_of IS NULL
),
used AS (
    SELECT clause_id, count(DISTINCT ocid) AS process_count, count(DISTINCT authority_id) AS authority_count
    FROM clause
    GROUP BY clause_id
),
first_use AS (
    SELECT clause_id, evidence_row
    FROM clause
    QUALIFY row_number() OVER (
        PARTITION BY clause_id ORDER BY published_at NULLS LAST, rank DESC, ocid, release_id, path, start_offset
    ) = 1
),
told AS (
    SELECT
        f.clause_id, e.*, p.authority_name, p.authority_kind, p.cpv_division, p.nation, u.process_count, u.authority_count,
        timezone('Europe/London', e.published_at)::DATE AS published_on,
        array_length(regexp_split_to_array(trim(e.text), '\s+')) AS word_count
    FROM first_use f
    JOIN counted_evidence e ON e.rowid = f.evidence_row
    JOIN out.process p USING (ocid)
    JOIN used u ON u.clause_id = f.clause_id
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
FROM told
ORDER BY clause_rank
