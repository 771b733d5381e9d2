-- Whole months of the two groups of each comparison, up to two years each side of its date; the month the policy began in
-- is left out unless it began on its first day. Of Find a Tender and TED alone, which all nations publish on.
WITH side AS (
    SELECT
        c.comparison, c.on_date, c.population, t.side,
        string_split(t.kinds, '|') AS kinds, string_split(t.nations, '|') AS nations, string_split(t.categories, '|') AS categories
    FROM ref_policy_comparisons c, LATERAL (VALUES
        ('with', c.kinds, c.nations, c.categories), ('without', c.control_kinds, c.control_nations, c.control_categories)
    ) AS t (side, kinds, nations, categories)
),
whole_month AS (
    SELECT p.period_from AS month
    FROM period p, data_span s
    WHERE p.period_kind = 'month' AND p.period_until <= s.data_until_on
        AND p.period_from >= (SELECT period_from FROM period WHERE period_kind = 'all')
),
monthly AS (
    SELECT
        date_trunc('month', opened_on)::DATE AS month, authority_kind, nation, main_category, is_in_scope, is_comparable,
        count(*) AS n, count(*) FILTER (level_rank >= rank_of('R2')) AS flagged, count(*) FILTER (level_rank >= rank_of('R3')) AS evaluated
    FROM out.counted
    WHERE series = 'find_a_tender_ted' AND (is_in_scope OR is_comparable)
    GROUP BY ALL
),
counts AS (
    SELECT s.comparison, s.side, m.month, sum(m.n)::BIGINT AS n, sum(m.flagged)::BIGINT AS flagged, sum(m.evaluated)::BIGINT AS evaluated
    FROM side s
    JOIN monthly m
        ON m.month BETWEEN date_trunc('month', s.on_date) - INTERVAL 24 MONTH AND date_trunc('month', s.on_date) + INTERVAL 24 MONTH
        AND (m.month <> date_trunc('month', s.on_date) OR m.month = s.on_date)
        AND CASE s.population WHEN 'in_scope' THEN m.is_in_scope ELSE m.is_comparable END
        AND (s.kinds IS NULL OR list_contains(s.kinds, m.authority_kind))
        AND (s.nations IS NULL OR list_contains(s.nations, m.nation))
        AND (s.categories IS NULL OR list_contains(s.categories, m.main_category))
    JOIN whole_month USING (month)
    GROUP BY s.comparison, s.side, m.month
)
SELECT
    c.comparison, c.on_date, i.indicator, w.month, w.n AS n, o.n AS control_n,
    CASE i.indicator WHEN 'I1' THEN w.flagged ELSE w.evaluated END AS k,
    CASE i.indicator WHEN 'I1' THEN o.flagged ELSE o.evaluated END AS control_k
FROM ref_policy_comparisons c
CROSS JOIN (VALUES ('I1'), ('I3')) AS i (indicator)
LEFT JOIN counts w ON w.comparison = c.comparison AND w.side = 'with'
LEFT JOIN counts o ON o.comparison = c.comparison AND o.side = 'without' AND o.month = w.month
ORDER BY c.comparison, i.indicator, w.month;
