-- Documents that count for each process: those in force at its deadline, and those of the same procurement on another
-- portal. What they give is kept apart from what notices give.
CREATE OR REPLACE TEMP TABLE shown_document AS
WITH place AS (
    SELECT ocid, ocid AS shown_ocid FROM core.process
    UNION ALL
    SELECT ocid, duplicate_of FROM process_duplicate
)
SELECT
    p.shown_ocid AS ocid, d.* EXCLUDE (ocid),
    coalesce(d.modified_at, d.published_at, d.listed_at) AS valid_from,
    (c.deadline_at IS NULL OR valid_from IS NULL OR valid_from <= c.deadline_at)
        AND (d.replaced_at IS NULL OR d.replaced_at > c.deadline_at) IS TRUE AS is_in_force
FROM core.document d
JOIN place p USING (ocid)
JOIN core.process c ON c.ocid = p.shown_ocid
WHERE d.place <> 'pseudo';

CREATE OR REPLACE TEMP TABLE document_weight AS
WITH lot AS (
    SELECT d.ocid, sum(c.weight_pct::DECIMAL(18, 6))::DOUBLE AS weight_pct
    FROM core.document_criterion c
    JOIN shown_document d USING (document_id)
    WHERE d.is_in_force AND c.is_social_value AND c.is_counted AND c.weight_pct > 0
    GROUP BY d.ocid, c.document_id, c.table_number
)
SELECT ocid, max(weight_pct) AS weight_pct FROM lot WHERE weight_pct <= 100 GROUP BY ocid;

CREATE OR REPLACE TEMP TABLE document_level AS
WITH counted AS (
    SELECT
        ocid,
        count(*) FILTER (place <> 'archive')::INTEGER AS document_count,
        count(*) FILTER (
            place <> 'archive' AND status = 'read'
            AND (format <> 'zip' OR document_id IN (SELECT parent_document_id FROM core.document WHERE status = 'read'))
        )::INTEGER AS documents_read,
        bool_or(is_in_force AND role = 'itt' AND status = 'read' AND format <> 'zip') AS is_itt_read,
        bool_or(status = 'read' AND format <> 'zip') AS is_one_read
    FROM shown_document
    GROUP BY ocid
),
strongest AS (
    SELECT
        d.ocid,
        max(l.rank) AS rank,
        max(e.weight_pct) FILTER (e.kind = 'criterion' AND l.rank >= rank_of('R3')) AS weight_pct,
        first(
            {'text': p.text, 'page': p.page, 'sheet': p.sheet, 'title': coalesce(d.title, d.file_name), 'url': d.url}
            ORDER BY
                l.rank DESC, e.weight_pct DESC NULLS LAST, e.is_structured DESC,
                CASE e.kind WHEN 'criterion' THEN 0 WHEN 'requirement' THEN 1 WHEN 'mention' THEN 2 ELSE 3 END,
                rtrim(p.text) LIKE '%:', e.score DESC, d.document_id, p.page, p.sheet, p.start_offset, p.passage_id
        ) AS best
    FROM core.evidence e
    JOIN core.passage p ON p.passage_id = e.passage_id
    JOIN shown_document d ON d.document_id = e.document_id
    JOIN ref_levels l ON l.level = e.level
    WHERE d.is_in_force AND l.rank > rank_of('R0')
    GROUP BY d.ocid
),
ranked AS (
    SELECT
        c.*, s.best, greatest(s.weight_pct, w.weight_pct) AS weight_pct,
        CASE
            WHEN s.rank IS NULL AND NOT c.is_one_read THEN NULL
            -- weights make a scored criterion stronger, never a mention
            WHEN s.rank >= rank_of('R3') AND w.weight_pct >= 20 THEN rank_of('R5+')
            WHEN s.rank >= rank_of('R3') AND w.weight_pct >= 10 THEN greatest(s.rank, rank_of('R5'))
            ELSE coalesce(s.rank, 0)
        END AS rank
    FROM counted c
    LEFT JOIN strongest s USING (ocid)
    LEFT JOIN document_weight w USING (ocid)
)
SELECT r.*, l.level FROM ranked r LEFT JOIN ref_levels l USING (rank);
