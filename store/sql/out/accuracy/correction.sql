-- Rates corrected by an audit: what the classifier left alone, what it flagged but placed lower, and what it found are three
-- strata; the labels say which share of each shows the evidence, and the counts of all processes how large each is.
-- Interval: the Wilson intervals of the three shares joined by MOVER (Zou and Donner, Stat Med 2008;27:1693-702), at the
-- number of labels that would tell as much (Kish), and what chance adds through the sizes of the strata.
CREATE OR REPLACE TEMP TABLE audit_indicator AS
SELECT unnest([
    {'indicator': 'I1', 'least_level': 2, 'least_rank': rank_of('R2')},
    {'indicator': 'I3', 'least_level': 3, 'least_rank': rank_of('R3')},
    {'indicator': 'I4', 'least_level': 4, 'least_rank': rank_of('R4')},
    {'indicator': 'I5', 'least_level': 5, 'least_rank': rank_of('R5')}
], max_depth := 2);

-- Labels by indicator, period, cut and stratum. Open ones count as without evidence for the lower end, with it for the upper.
CREATE OR REPLACE TEMP TABLE audit_stratum AS
WITH placed AS (
    SELECT l.*, unnest([0, kind_id, nation_id, region_id, cpv_id, source_id, series_id]) AS cut_id FROM labelled_frame l
),
told AS (
    SELECT
        -- Sums of decimals are exact, so that they are the same in whatever order the rows come.
        i.indicator, p.period_id, l.cut_id, l.weight::DECIMAL(18, 9) AS weight,
        CASE WHEN l.level_rank < rank_of('R2') THEN 'silent' WHEN l.level_rank < i.least_rank THEN 'lower' ELSE 'found' END AS stratum,
        -- Readers who differ on the level may yet agree on this: 5 and 2 are both evidence.
        CASE WHEN (l.level_low >= i.least_level) = (l.level_high >= i.least_level) THEN l.level_low >= i.least_level END AS is_true,
        l.level_low >= i.least_level AS is_surely, l.level_high >= i.least_level AS is_perhaps
    FROM placed l
    JOIN segment_period p USING (segment)
    JOIN cut u USING (cut_id)
    CROSS JOIN audit_indicator i
    WHERE u.cut <> 'series' OR p.is_of_series
)
SELECT
    indicator, period_id, cut_id, stratum,
    count(*) AS labels, count(is_true) AS decided,
    sum(weight)::DOUBLE ** 2 / sum(weight * weight)::DOUBLE AS effective,
    coalesce(sum(weight) FILTER (is_surely), 0)::DOUBLE / sum(weight)::DOUBLE AS share_low,
    coalesce(sum(weight) FILTER (is_perhaps), 0)::DOUBLE / sum(weight)::DOUBLE AS share_high,
    coalesce(sum(weight) FILTER (is_true), 0)::DOUBLE / (sum(weight) FILTER (is_true IS NOT NULL))::DOUBLE AS share
FROM told
GROUP BY indicator, period_id, cut_id, stratum;

CREATE OR REPLACE TEMP TABLE correction AS
WITH sized AS (
    SELECT
        c.indicator, c.period_id, c.cut_id, c.n, c.k AS found, f.k - c.k AS lower, c.n - f.k AS silent
    FROM counted c
    JOIN counted f ON f.indicator = 'I1' AND f.period_id = c.period_id AND f.cut_id = c.cut_id
    JOIN audit_indicator i ON i.indicator = c.indicator
    JOIN audited_share s ON s.period_id = c.period_id AND s.cut_id = c.cut_id AND s.audited_share >= 0.9
    JOIN cut u ON u.cut_id = c.cut_id AND u.cut_value <> 'find_a_tender_ted_standardised'
    WHERE c.n >= 10
),
-- A cut with few labels takes the shares of all processes of the period.
enough AS (
    SELECT s.indicator, s.period_id, s.cut_id
    FROM sized s
    JOIN audit_stratum a USING (indicator, period_id, cut_id)
    GROUP BY s.indicator, s.period_id, s.cut_id
    HAVING sum(a.labels) >= 100
        AND coalesce(sum(a.labels) FILTER (a.stratum <> 'silent'), 0) >= least(10, any_value(s.found + s.lower))
        AND coalesce(sum(a.labels) FILTER (a.stratum = 'silent'), 0) >= least(10, any_value(s.silent))
),
based AS (
    SELECT s.*, CASE WHEN own.cut_id IS NOT NULL THEN s.cut_id ELSE 0 END AS from_cut_id
    FROM sized s
    LEFT JOIN enough own USING (indicator, period_id, cut_id)
    LEFT JOIN enough whole ON whole.indicator = s.indicator AND whole.period_id = s.period_id AND whole.cut_id = 0
    WHERE own.cut_id IS NOT NULL OR whole.cut_id IS NOT NULL
),
part AS (
    SELECT b.indicator, b.period_id, b.cut_id, b.from_cut_id, b.n, t.stratum, t.size / b.n AS weight
    FROM based b, LATERAL (VALUES ('found', b.found), ('lower', b.lower), ('silent', b.silent)) AS t (stratum, size)
    WHERE t.size > 0
),
told AS (
    SELECT
        p.*,
        -- A stratum without labels is taken at the classifier's word, with an interval of everything.
        coalesce(a.share, CASE WHEN p.stratum = 'found' THEN 1.0 ELSE 0.0 END) AS share,
        coalesce(a.share_low, CASE WHEN p.stratum = 'found' THEN 1.0 ELSE 0.0 END) AS share_low,
        coalesce(a.share_high, CASE WHEN p.stratum = 'found' THEN 1.0 ELSE 0.0 END) AS share_high,
        coalesce(out.wilson_low(share_low * a.effective, a.effective), 0.0) AS low,
        coalesce(out.wilson_high(share_high * a.effective, a.effective), 1.0) AS high
    FROM part p
    LEFT JOIN audit_stratum a
        ON a.indicator = p.indicator AND a.period_id = p.period_id AND a.cut_id = p.from_cut_id AND a.stratum = p.stratum
),
summed AS (
    SELECT
        indicator, period_id, cut_id, any_value(from_cut_id) AS from_cut_id, any_value(n) AS n,
        list_sum(list(weight * share ORDER BY stratum)) AS rate,
        list_sum(list(weight * share_low ORDER BY stratum)) AS rate_low,
        list_sum(list(weight * share_high ORDER BY stratum)) AS rate_high,
        list_sum(list((weight * (share_low - low)) ** 2 ORDER BY stratum)) AS below,
        list_sum(list((weight * (high - share_high)) ** 2 ORDER BY stratum)) AS above,
        list({'weight': weight, 'share': share} ORDER BY stratum) AS parts
    FROM told
    GROUP BY indicator, period_id, cut_id
),
spread AS (
    SELECT
        * EXCLUDE (parts),
        -- How much of the variance of a process lies between the strata.
        CASE WHEN rate > 0 AND rate < 1
            THEN least(1.0, list_sum([p.weight * (p.share - rate) ** 2 for p in parts]) / (rate * (1 - rate))) ELSE 0.0 END AS between
    FROM summed
)
SELECT
    s.indicator, s.period_id, s.cut_id, s.rate AS corrected_rate,
    greatest(0.0, s.rate_low - sqrt(s.below + s.between * (s.rate - out.wilson_low(s.rate * s.n / d.effect, s.n / d.effect)) ** 2))
        AS corrected_low,
    least(1.0, s.rate_high + sqrt(s.above + s.between * (out.wilson_high(s.rate * s.n / d.effect, s.n / d.effect) - s.rate) ** 2))
        AS corrected_high,
    CASE WHEN s.from_cut_id = s.cut_id THEN 'audit' ELSE 'audit_of_all' END AS basis
FROM spread s
JOIN (SELECT indicator, period_id, cut_id, weight_n / least_n AS effect FROM interval_count) d USING (indicator, period_id, cut_id);
