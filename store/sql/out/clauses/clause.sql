-- Each distinct passage at R2 or above that reads as a clause by itself, with the first notice that used it; those of
-- `clause_anew` are made anew from their uses, whose passages `counted_evidence` holds.
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

INSERT INTO out.clause BY NAME
WITH placed AS (
    -- What the library is ordered by, each as a number from 0 to below another, the best first: strong, to the point, used
    -- by many.
    SELECT
        *,
        -- A heading or a stub teaches nothing, and a page is no clause.
        (NOT word_count BETWEEN 12 AND 90)::BIGINT AS below_2_length,
        (rtrim(text) LIKE '%:')::BIGINT AS below_2_opener,
        CASE kind WHEN 'criterion' THEN 0 WHEN 'requirement' THEN 1 ELSE 2 END AS below_3_kind,
        15 - rank AS below_16_level,
        (len(themes) = 0)::BIGINT AS below_2_themes,
        9999 - least(authority_count, 9999) AS below_10000_authorities,
        1000 - round(1000 * coalesce(score, 0))::BIGINT AS below_1001_score,
        -- Of one without a date that of the oldest.
        greatest(0, date_diff('day', greatest(published_on, DATE '2000-01-01'), DATE '2100-01-01')) AS below_36526_day
    FROM clause_told
)
SELECT
    clause_id, text, kind, level, weight_pct, is_act_named, standards, themes, rule, version, ocid, notice_id, notice_url, path,
    authority_name, authority_kind, cpv_division, published_on, process_count, authority_count, word_count, nation,
    -- Below 2 ** 53, so that programs which know no larger whole numbers keep it.
    ((((((below_2_length * 2 + below_2_opener) * 3 + below_3_kind) * 16 + below_16_level) * 2 + below_2_themes)
        * 10000 + below_10000_authorities) * 1001 + below_1001_score) * 36526 + below_36526_day AS clause_rank
FROM placed
ORDER BY year(published_on), clause_id;
