-- The rate of all that was counted, and how many processes that are not alike would tell as much: by the authorities they
-- belong to, and by batches of look-alike notices. Intervals are Wilson's, at the smallest of these numbers.
CREATE OR REPLACE TEMP TABLE interval_count AS
WITH placed AS (
    SELECT
        c.*, p.period_kind, p.period, p.period_until, u.cut, u.cut_value, m.unit,
        -- The standardised series hangs on the strata of the last months in every period.
        CASE WHEN m.unit = 'value' THEN p.is_value_anew ELSE p.is_anew END OR u.cut_value = 'find_a_tender_ted_standardised' AS is_anew,
        CASE WHEN u.cut = 'series' THEN p.series_from ELSE p.period_from END AS period_from,
        coalesce(c.effective_n, c.n) AS weight_n,
        -- Weeks are counts only, with so few notices a weekly rate is noise; and a standardised rate needs its strata.
        CASE
            WHEN c.n < 10 OR p.period_kind = 'week' THEN NULL
            WHEN u.cut_value = 'find_a_tender_ted_standardised' THEN c.weighted_rate
            ELSE coalesce(c.weighted_rate, c.k / c.n)
        END AS rate
    FROM counted c
    JOIN period p USING (period_id)
    JOIN cut u USING (cut_id)
    JOIN ref_indicators m ON m.indicator = c.indicator
    WHERE NOT (u.cut = 'series' AND p.is_split) -- the series is not joined at its breaks
),
clustered AS (
    SELECT
        p.*,
        -- A cut without clusters of its own takes the design effect of where it takes them from.
        p.weight_n / out.design_effect(w.k / w.n, w.n, out.cluster_variance(w.k / w.n, w.n, l.g, l.kk, l.kn, l.nn))
            * CASE WHEN w.k > 0 AND w.k < w.n THEN out.student_factor(l.g) ELSE 1.0 END AS authority_n,
        p.n / out.design_effect(
            p.rate, p.n, out.cluster_variance(p.rate, p.n, p.n, p.k + p.batch_kk, p.k + p.batch_kn, p.n + p.batch_nn)
        ) AS batch_n
    FROM placed p
    JOIN cluster_cut t USING (cut_id)
    LEFT JOIN cluster l ON l.indicator = p.indicator AND l.period_id = p.period_id AND l.cut_id = t.from_cut_id AND l.g > 1
    LEFT JOIN counted w ON w.indicator = p.indicator AND w.period_id = p.period_id AND w.cut_id = t.from_cut_id AND w.n > 0
)
SELECT
    *,
    least(authority_n, batch_n) AS cluster_n,
    least(authority_n, batch_n, weight_n) AS least_n,
    CASE
        WHEN rate IS NULL THEN NULL
        WHEN coalesce(authority_n, weight_n) < least(weight_n, coalesce(batch_n, weight_n)) THEN 'authority'
        WHEN coalesce(batch_n, weight_n) < weight_n THEN 'batch'
        ELSE 'wilson'
    END AS interval_basis
FROM clustered;
