-- The level of each process, from `counted_evidence` (evidence.sql) and the weights of criteria.

-- Social value split over rows of one lot (3 % and 2 %) is one weight; the largest of the lots stands for the process.
CREATE OR REPLACE TEMP TABLE structured_weight AS
WITH stated AS (
    SELECT DISTINCT
        c.source, n.process_ocid AS ocid, c.release_id, c.lot_id, c.criterion_type, c.name, c.description, c.weight_pct
    FROM core.criterion c
    JOIN core.counted_notice n USING (source, ocid, release_id)
    ANTI JOIN (FROM core.passage SEMI JOIN core.replaced_passage USING (passage_id)) r
        ON r.source = c.source AND r.ocid = c.ocid AND r.release_id = c.release_id AND r.path = c.path
    WHERE c.is_social_value AND c.weight_pct > 0
),
lot AS (
    SELECT ocid, count(*) AS row_count, sum(least(weight_pct, 1e6)::DECIMAL(18, 6))::DOUBLE AS total, max(weight_pct) AS largest
    FROM stated
    GROUP BY source, ocid, release_id, lot_id
),
-- A heading published beside its parts (10 % = 6 % + 4 %) must not be counted twice.
settled AS (
    SELECT ocid, CASE WHEN row_count >= 3 AND abs(total - 2 * largest) < 0.01 THEN largest ELSE total END AS weight_pct
    FROM lot
)
SELECT ocid, max(weight_pct) AS weight_pct
FROM settled
WHERE weight_pct <= 100
GROUP BY ocid;

CREATE OR REPLACE TEMP TABLE process_level AS
WITH preceded AS (
    SELECT
        *,
        last_value(
            CASE WHEN NOT leans_on_another(rule) THEN {'text': text, 'ends_at': start_offset + length(text)} END IGNORE NULLS
        ) OVER (
            PARTITION BY ocid, source, release_id, path ORDER BY start_offset, length(text)
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS before
    FROM counted_evidence
),
-- What only points back (`This will be tested`), or stands in a list, is quoted behind the passage that it takes its meaning from;
-- an item, an answer and a heading also with the words that the classifier says they are to be read with.
quoted AS (
    SELECT
        * EXCLUDE (before),
        CASE
            WHEN
                NOT leans_on_another(rule) OR start_offset - before.ends_at NOT BETWEEN 0 AND 300
                OR starts_with(read_with(trail, 'read under: '), before.text) THEN quoted_in_place(text, trail)
            ELSE
                coalesce(before.text || CASE WHEN start_offset - before.ends_at <= 2 THEN ' ' ELSE ' … ' END, '')
                || quoted_in_place(text, trail)
        END AS quote,
        -- A heading or row gives its weight to the sentence that follows it on the same criterion, which says more when quoted;
        -- so does a bare mention, as of the Act, to the duty that follows it.
        CASE
            WHEN reads_alone(text, rule) AND kind = 'criterion' THEN
                greatest(rank, max(rank) FILTER (kind = 'criterion' AND NOT reads_alone(text, rule)) OVER nearby)
            WHEN reads_alone(text, rule) AND kind = 'requirement' THEN
                greatest(rank, max(rank) FILTER (kind = 'mention') OVER nearby)
            ELSE rank
        END AS quote_rank
    FROM preceded
    WINDOW nearby AS (
        PARTITION BY ocid, source, release_id, path ORDER BY start_offset RANGE BETWEEN 400 PRECEDING AND 1 PRECEDING
    )
),
strongest AS (
    SELECT
        ocid,
        max(rank) AS rank,
        max(weight_pct) FILTER (kind = 'criterion') AS weight_pct,
        bool_or(is_act_named) AS is_act_named,
        coalesce(bool_or(second_kind <> kind), false) AS is_disputed,
        count(*)::INTEGER AS evidence_count,
        list_sort(list_distinct(flatten(list(themes) FILTER (rank >= rank_of('R2'))))) AS themes,
        list_sort(list_distinct(flatten(list(standards) FILTER (rank >= rank_of('R2'))))) AS standards,
        first(
            {'text': quote, 'kind': kind, 'path': path, 'notice_id': notice_id, 'rule': rule}
            ORDER BY
                quote_rank DESC,
                CASE kind WHEN 'criterion' THEN 0 WHEN 'requirement' THEN 1 WHEN 'mention' THEN 2 ELSE 3 END,
                tells_little(text, rule),
                -- A heading, an item, and what only points back say less than a sentence that names it.
                reads_alone(text, rule) DESC, rank DESC, length(quote) > length(text) DESC, leans_on_another(rule), rtrim(text) LIKE '%:',
                length(text) < 30 AND text NOT LIKE '%\%%' ESCAPE '\',
                score DESC, length(text) BETWEEN 60 AND 400 DESC, published_at, release_id, path, start_offset
        ) AS best
    FROM quoted
    GROUP BY ocid
),
ranked AS (
    SELECT
        s.* EXCLUDE (rank, weight_pct),
        greatest(s.weight_pct, w.weight_pct) AS weight_pct,
        greatest(s.rank, CASE WHEN w.weight_pct >= 20 THEN rank_of('R5+') WHEN w.weight_pct >= 10 THEN rank_of('R5') ELSE 0 END) AS rank
    FROM strongest s
    LEFT JOIN structured_weight w USING (ocid)
)
SELECT r.*, l.level FROM ranked r JOIN ref_levels l USING (rank);
