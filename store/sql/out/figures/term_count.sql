-- Flagged processes in scope that name each theme and each standard, by period and kind of authority.
CREATE OR REPLACE TEMP TABLE flagged AS
SELECT
    segment, kind_id, themes,
    list_concat(
        standards,
        -- Groups of standards count a process once, whichever of their names it uses.
        list_distinct([g.standard_group for g in groups if list_contains(standards, g.standard)])
    ) AS standards
FROM frame, (SELECT list({'standard': standard, 'standard_group': 'group:' || standard_group}) AS groups FROM ref_standard_groups)
WHERE is_in_scope AND level_rank >= rank_of('R2');

CREATE OR REPLACE TEMP TABLE vocabulary_term AS
SELECT vocabulary, term FROM ref_vocabulary WHERE vocabulary IN ('theme', 'standard')
UNION SELECT 'group', 'group:' || standard_group FROM ref_standard_groups
UNION SELECT 'pair', 'jobs_skills+community_cohesion'
UNION SELECT 'whole', 'flagged';

CREATE OR REPLACE TEMP TABLE term_count AS
WITH named AS (
    SELECT segment, kind_id, unnest(list_concat(
        themes, standards, ['flagged'],
        CASE WHEN list_has_all(themes, ['jobs_skills', 'community_cohesion']) THEN ['jobs_skills+community_cohesion'] ELSE [] END
    )) AS term
    FROM flagged
),
asked AS (
    SELECT * FROM period WHERE period_kind NOT IN ('week', '12_months_before') AND is_anew
),
-- Segments up to the next end of a period are counted as one.
border AS (
    SELECT last_segment AS segment FROM asked UNION SELECT first_segment - 1 FROM asked
),
cell AS (
    SELECT b.segment, coalesce(kind_id, 0) AS cut_id, term, count(*) AS k
    FROM named n
    ASOF JOIN border b ON n.segment <= b.segment
    GROUP BY GROUPING SETS ((b.segment, term), (b.segment, kind_id, term))
),
running AS MATERIALIZED (
    SELECT
        b.segment, u.cut_id, t.term,
        sum(coalesce(k, 0)) OVER (PARTITION BY u.cut_id, t.term ORDER BY b.segment) AS k
    FROM border b
    CROSS JOIN cut u
    CROSS JOIN vocabulary_term t
    LEFT JOIN cell c ON c.segment = b.segment AND c.cut_id = u.cut_id AND c.term = t.term
    WHERE u.cut IN ('all', 'authority_kind')
),
counts AS (
    SELECT p.period_kind, p.period, u.cut_id, u.term, (u.k - coalesce(b.k, 0))::BIGINT AS k
    FROM asked p
    JOIN running u ON u.segment = p.last_segment
    LEFT JOIN running b ON b.segment = p.first_segment - 1 AND b.cut_id = u.cut_id AND b.term = u.term
)
SELECT
    c.period_kind, c.period, u.cut_value AS authority_kind, v.vocabulary, c.term, n.k AS n, c.k
FROM counts c
JOIN counts n ON n.period_kind = c.period_kind AND n.period = c.period AND n.cut_id = c.cut_id AND n.term = 'flagged'
JOIN vocabulary_term v ON v.term = c.term
JOIN cut u ON u.cut_id = c.cut_id
WHERE n.k > 0;
