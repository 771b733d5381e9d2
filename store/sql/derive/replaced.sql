-- Passages of counted notices that a later counted notice of the process put something in the place of: they were not in
-- force at the deadline. A notice replaces only what it states again: a text whose other words come back, the criteria of
-- a lot; or what its amendment says of the weight. A short note of a change restates nothing, and takes nothing away.
CREATE OR REPLACE TEMP MACRO words_of(text) AS list_distinct(regexp_extract_all(lower(text), '[a-z0-9à-ÿ]+'));
CREATE OR REPLACE TEMP MACRO share_in(words, others) AS len(list_intersect(words, others)) / greatest(len(words), 1);

CREATE OR REPLACE TEMP TABLE updated_notice AS
SELECT source, ocid, release_id, notice_order
FROM counted_notice
QUALIFY count(*) OVER (PARTITION BY source, ocid) > 1;

-- Texts with a passage, and what they say besides.
CREATE OR REPLACE TEMP TABLE restated_text AS
WITH stated AS (
    SELECT p.source, p.ocid, p.release_id, p.path, list(p.text ORDER BY p.start_offset) AS passages
    FROM core.passage p
    SEMI JOIN updated_notice USING (source, ocid, release_id)
    WHERE p.document_id IS NULL
    GROUP BY p.source, p.ocid, p.release_id, p.path
),
worded AS (
    SELECT
        s.* EXCLUDE (passages), u.notice_order, a.text_id,
        words_of(regexp_replace(t.text, '\d+', ' ', 'g')) AS words,
        words_of(list_reduce(list_prepend(t.text, s.passages), lambda rest, passage: replace(rest, passage, ' '))) AS rest
    FROM stated s
    JOIN updated_notice u USING (source, ocid, release_id)
    JOIN raw.text_place a USING (source, ocid, release_id, path)
    JOIN raw.text t USING (text_id)
)
SELECT w.source, w.ocid, w.release_id, w.path, min(u.notice_order) AS replaced_order
FROM worded w
JOIN updated_notice u ON u.source = w.source AND u.ocid = w.ocid AND u.notice_order > w.notice_order
JOIN raw.text_place b ON b.source = u.source AND b.ocid = u.ocid AND b.release_id = u.release_id AND b.path = w.path
JOIN raw.text t ON t.text_id = b.text_id
WHERE b.text_id <> w.text_id
    AND (
        (len(w.rest) >= 5 AND share_in(w.rest, words_of(t.text)) >= 0.7)
        OR (len(w.rest) >= 2 AND share_in(w.rest, words_of(t.text)) = 1)
        OR share_in(w.words, words_of(t.text)) >= 0.7
    )
GROUP BY w.source, w.ocid, w.release_id, w.path;

-- Criteria of a lot, or of the tender where there are no lots or one; a lone one without a weight restates none.
CREATE OR REPLACE TEMP TABLE stated_criteria AS
SELECT
    c.source, c.ocid, c.release_id, u.notice_order, c.lot_key,
    count(*) AS criteria,
    bool_or(c.weight_value IS NOT NULL AND c.weight_unit IN ('percent', 'points')) AS has_weights,
    bool_or(c.is_social_value) AS has_social_value
FROM (
    SELECT *, CASE WHEN count(DISTINCT lot_id) OVER (PARTITION BY source, ocid, release_id) > 1 THEN coalesce(lot_id, '') ELSE '' END AS lot_key
    FROM core.criterion
) c
JOIN updated_notice u USING (source, ocid, release_id)
GROUP BY c.source, c.ocid, c.release_id, u.notice_order, c.lot_key;

CREATE OR REPLACE TEMP TABLE restated_criterion AS
SELECT c.source, c.ocid, c.release_id, c.path, min(b.notice_order) AS replaced_order
FROM core.criterion c
JOIN stated_criteria a USING (source, ocid, release_id)
JOIN stated_criteria b ON b.source = a.source AND b.ocid = a.ocid AND b.lot_key = a.lot_key AND b.notice_order > a.notice_order
WHERE (a.lot_key = '' OR a.lot_key = coalesce(c.lot_id, ''))
    AND (b.criteria >= 2 OR b.has_social_value OR b.criteria >= a.criteria)
    AND (b.has_weights OR NOT a.has_weights)
GROUP BY c.source, c.ocid, c.release_id, c.path;

-- What an amendment says of social value in the tender as a whole: it is taken out, or has another weight.
CREATE OR REPLACE TEMP TABLE amending AS
SELECT p.source, p.ocid, u.notice_order, bool_or(e.kind = 'excluded') AS is_taken_out
FROM core.passage p
JOIN core.evidence e USING (passage_id)
JOIN updated_notice u ON u.source = p.source AND u.ocid = p.ocid AND u.release_id = p.release_id
WHERE regexp_matches(p.path, '/amendments/') AND NOT regexp_matches(lower(p.text), '\blots?\b')
    AND (e.kind = 'excluded' OR (e.kind = 'criterion' AND e.weight_pct IS NOT NULL))
GROUP BY p.source, p.ocid, u.notice_order;

INSERT INTO core.replaced_passage BY NAME
WITH found AS (
    SELECT p.passage_id, r.replaced_order
    FROM core.passage p
    JOIN restated_text r USING (source, ocid, release_id, path)
    WHERE p.document_id IS NULL
    UNION ALL
    SELECT p.passage_id, r.replaced_order
    FROM core.passage p
    JOIN restated_criterion r USING (source, ocid, release_id, path)
    WHERE p.document_id IS NULL
    UNION ALL
    SELECT e.passage_id, g.notice_order
    FROM core.evidence e
    JOIN updated_notice u USING (source, ocid, release_id)
    JOIN amending g ON g.source = e.source AND g.ocid = e.ocid AND g.notice_order > u.notice_order
    WHERE e.document_id IS NULL AND e.kind = 'criterion' AND (g.is_taken_out OR e.weight_pct IS NOT NULL)
)
SELECT p.passage_id, p.ocid, arg_min(n.release_id, f.replaced_order) AS replaced_by
FROM found f
JOIN core.passage p USING (passage_id)
JOIN updated_notice n ON n.source = p.source AND n.ocid = p.ocid AND n.notice_order = f.replaced_order
GROUP BY p.passage_id, p.ocid
ORDER BY p.passage_id;

DROP TABLE updated_notice;
DROP TABLE restated_text;
DROP TABLE stated_criteria;
DROP TABLE restated_criterion;
DROP TABLE amending;
