-- Each distinct passage at R2 or above that reads as a clause by itself, with the first notice that used it; those of
-- `clause_anew` are made anew from their uses, whose passages `counted_evidence` holds. Best first: strong, to the point,
-- used by many.
CREATE OR REPLACE TEMP TABLE clause_told AS
-- Narrow rows, by which the first use is found; what else is shown of it is looked up.
WITH clause AS MATERIALIZED (
    SELECT
        u.clause_id, e.rowid AS evidence_row, e.ocid, e.published_at, e.rank, e.release_id, e.path, e.start_offset, p.authority_id
    FROM kept.clause_use u
    SEMI JOIN clause_anew USING (clause_id)
    JOIN counted_evidence e ON e.passage_id = u.passage_id AND e.ocid = u.ocid
    JOIN out.process p ON p.ocid = u.ocid
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
)
SELECT
    f.clause_id, e.*, p.authority_name, p.authority_kind, p.cpv_division, p.nation, u.process_count, u.authority_count,
    timezone('Europe/London', e.published_at)::DATE AS published_on,
    array_length(regexp_split_to_array(trim(e.text), '\s+')) AS word_count
FROM first_use f
JOIN counted_evidence e ON e.rowid = f.evidence_row
JOIN out.process p USING (ocid)
JOIN used u ON u.clause_id = f.clause_id;

DELETE FROM out.clause WHERE clause_id IN (SELECT clause_id FROM clause_anew);

DELETE FROM kept.clause_order WHERE clause_id IN (SELECT clause_id FROM clause_anew);

CREATE OR REPLACE TEMP TABLE clause_place AS
WITH known AS (
    SELECT clause_id, word_count, text, kind, rank, themes, authority_count, score, published_at FROM clause_told
    UNION ALL
    SELECT c.clause_id, c.word_count, c.text, c.kind, rank_of(c.level), c.themes, c.authority_count, o.score, o.published_at
    FROM out.clause c
    JOIN kept.clause_order o USING (clause_id)
)
SELECT
    clause_id,
    row_number() OVER (
        ORDER BY
            -- A heading or a stub teaches nothing, and a page is no clause.
            word_count BETWEEN 12 AND 90 DESC,
            rtrim(text) LIKE '%:',
            CASE kind WHEN 'criterion' THEN 0 WHEN 'requirement' THEN 1 ELSE 2 END,
            rank DESC, len(themes) > 0 DESC, authority_count DESC, score DESC, published_at DESC NULLS LAST, clause_id
    ) AS clause_rank
FROM known;

UPDATE out.clause SET clause_rank = p.clause_rank
FROM clause_place p
WHERE p.clause_id = clause.clause_id AND p.clause_rank <> clause.clause_rank;

INSERT INTO out.clause BY NAME
SELECT
    t.clause_id, t.text, t.kind, t.level, t.weight_pct, t.is_act_named, t.standards, t.themes, t.rule, t.version, t.ocid, t.notice_id,
    t.notice_url, t.path, t.authority_name, t.authority_kind, t.cpv_division, t.published_on, t.process_count,
    t.authority_count, t.word_count, t.nation, p.clause_rank
FROM clause_told t
JOIN clause_place p USING (clause_id)
ORDER BY p.clause_rank;

INSERT INTO kept.clause_order BY NAME
SELECT clause_id, score, published_at FROM clause_told;
