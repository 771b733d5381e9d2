-- The question of 2014: do commissioners ask for jobs where voluntary organisations mean social cohesion? One theme is easier
-- to recognise than the other, so that a ratio of what was found would lean; it is given only once readers have labelled
-- themes, from corrected counts: of what was found and of what was not, which share has the theme. Intervals as in
-- correction.sql; of the ratio by MOVER-R (Donner and Zou, Stat Methods Med Res 2012;21:347-59).
WITH pivoted AS (
    SELECT
        t.period_kind, t.period, t.authority_kind, any_value(n) AS n,
        max(k) FILTER (term = 'jobs_skills') AS jobs_skills,
        max(k) FILTER (term = 'community_cohesion') AS community_cohesion,
        max(k) FILTER (term = 'jobs_skills+community_cohesion') AS both_themes
    FROM term_count t
    GROUP BY t.period_kind, t.period, t.authority_kind
),
placed AS (
    SELECT v.*, p.period_id, u.cut_id
    FROM pivoted v
    JOIN period p USING (period_kind, period)
    JOIN cut u ON u.cut_value = v.authority_kind AND u.cut IN ('all', 'authority_kind')
),
told AS (
    SELECT
        p.period_id, l.cut_id, t.theme, list_contains(l.themes, t.theme) AS is_found,
        list_contains(l.true_themes, t.theme) AS is_true, l.weight::DECIMAL(18, 9) AS weight
    FROM (SELECT *, unnest([0, kind_id]) AS cut_id FROM labelled_frame) l
    JOIN segment_period p USING (segment)
    CROSS JOIN (VALUES ('jobs_skills'), ('community_cohesion')) AS t (theme)
    WHERE l.level_rank >= rank_of('R2') AND l.true_themes IS NOT NULL
),
stratum AS (
    SELECT
        period_id, cut_id, theme, is_found, count(*) AS labels,
        coalesce(sum(weight) FILTER (is_true), 0)::DOUBLE / sum(weight)::DOUBLE AS share,
        sum(weight)::DOUBLE ** 2 / sum(weight * weight)::DOUBLE AS effective
    FROM told
    GROUP BY period_id, cut_id, theme, is_found
),
-- A kind of authority with fewer than 50 labels takes the shares of all.
enough AS (
    SELECT period_id, cut_id FROM stratum WHERE theme = 'jobs_skills' GROUP BY period_id, cut_id HAVING sum(labels) >= 50
),
based AS (
    SELECT p.*, CASE WHEN own.cut_id IS NOT NULL THEN own.cut_id ELSE whole.cut_id END AS from_cut_id
    FROM placed p
    LEFT JOIN audited_share s ON s.period_id = p.period_id AND s.cut_id = p.cut_id AND s.audited_share >= 0.9
    LEFT JOIN enough own ON own.period_id = s.period_id AND own.cut_id = p.cut_id
    LEFT JOIN enough whole ON whole.period_id = s.period_id AND whole.cut_id = 0
),
part AS (
    SELECT
        b.period_id, b.cut_id, t.theme, t.weight,
        coalesce(s.share, CASE WHEN t.is_found THEN 1.0 ELSE 0.0 END) AS share,
        coalesce(out.wilson_low(s.share * s.effective, s.effective), 0.0) AS low,
        coalesce(out.wilson_high(s.share * s.effective, s.effective), 1.0) AS high
    FROM based b, LATERAL (VALUES
        ('jobs_skills', true, b.jobs_skills / b.n), ('jobs_skills', false, 1 - b.jobs_skills / b.n),
        ('community_cohesion', true, b.community_cohesion / b.n), ('community_cohesion', false, 1 - b.community_cohesion / b.n)
    ) AS t (theme, is_found, weight)
    LEFT JOIN stratum s ON s.period_id = b.period_id AND s.cut_id = b.from_cut_id AND s.theme = t.theme AND s.is_found = t.is_found
    WHERE b.from_cut_id IS NOT NULL AND b.n >= 10 AND t.weight > 0
),
corrected AS (
    SELECT
        period_id, cut_id, theme, sum(weight * share) AS share,
        greatest(0.0, sum(weight * share) - sqrt(sum((weight * (share - low)) ** 2))) AS low,
        least(1.0, sum(weight * share) + sqrt(sum((weight * (high - share)) ** 2))) AS high
    FROM part
    GROUP BY period_id, cut_id, theme
),
pair AS (
    SELECT b.*, j.share AS j, j.low AS j_low, j.high AS j_high, c.share AS c, c.low AS c_low, c.high AS c_high
    FROM based b
    LEFT JOIN corrected j ON j.period_id = b.period_id AND j.cut_id = b.cut_id AND j.theme = 'jobs_skills'
    LEFT JOIN corrected c ON c.period_id = b.period_id AND c.cut_id = b.cut_id AND c.theme = 'community_cohesion'
)
SELECT
    period_kind, period, authority_kind, n, jobs_skills, community_cohesion, both_themes,
    j * n AS jobs_skills_corrected,
    c * n AS community_cohesion_corrected,
    CASE WHEN c > 0 THEN j / c END AS ratio,
    CASE WHEN c > 0
        THEN (j * c - sqrt(greatest(0.0, (j * c) ** 2 - j_low * c_high * (2 * j - j_low) * (2 * c - c_high)))) / (c_high * (2 * c - c_high))
    END AS ratio_low,
    CASE WHEN c > 0 AND c_low > 0
        THEN (j * c + sqrt(greatest(0.0, (j * c) ** 2 - j_high * c_low * (2 * j - j_high) * (2 * c - c_low)))) / (c_low * (2 * c - c_low))
    END AS ratio_high,
    CASE WHEN j IS NULL THEN 'not_measured' WHEN from_cut_id = cut_id THEN 'audit' ELSE 'audit_of_all' END AS ratio_basis
FROM pair
ORDER BY period_kind, period, authority_kind
