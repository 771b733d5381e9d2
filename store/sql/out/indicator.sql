-- Corrections come from an audit of the classifier in force: of the cut's own stratum, else of the whole; none when the
-- audit is smaller than 100 or the classifier hardly better than chance.
WITH audit AS (
    SELECT indicator, stratum, se_k, se_n, sp_k, sp_n
    FROM ref_classifier_error
    WHERE version = (SELECT value FROM core.setting WHERE name = 'classifier_version')
        AND se_n + sp_n >= 100 AND se_n > 0 AND sp_n > 0 AND se_k / se_n + sp_k / sp_n > 1.2
),
rated AS (
    SELECT
        c.indicator, p.period_kind, p.period, p.period_from, p.period_until, u.cut, u.cut_value,
        c.n, c.k, c.unknown, c.excluded,
        -- Weeks are counts only: with so few notices a weekly rate is noise.
        CASE WHEN c.n >= 10 AND p.period_kind <> 'week' THEN coalesce(c.weighted_rate, c.k / c.n) END AS rate,
        coalesce(c.effective_n, c.n) AS weight_n,
        c.n >= 30 AS is_reliable,
        -- The row of a join that found nothing is not null, its columns are.
        CASE WHEN own.indicator IS NOT NULL THEN own WHEN whole.indicator IS NOT NULL THEN whole END AS audit
    FROM counted c
    JOIN period p USING (period_id)
    JOIN cut u USING (cut_id)
    LEFT JOIN audit own ON own.indicator = c.indicator AND own.stratum = u.cut || ':' || u.cut_value
    LEFT JOIN audit whole ON whole.indicator = c.indicator AND whole.stratum = 'all'
    WHERE p.period_kind <> '12_months_before'
)
SELECT
    * EXCLUDE (audit, weight_n, is_reliable),
    CASE WHEN rate IS NOT NULL THEN out.wilson_low(rate * weight_n, weight_n) END AS rate_low,
    CASE WHEN rate IS NOT NULL THEN out.wilson_high(rate * weight_n, weight_n) END AS rate_high,
    CASE WHEN rate IS NOT NULL AND audit IS NOT NULL
        THEN out.rogan_gladen(rate, audit.se_k / audit.se_n, audit.sp_k / audit.sp_n) END AS corrected_rate,
    CASE WHEN rate IS NOT NULL AND audit IS NOT NULL
        THEN out.lang_reiczigel_low(k, n, audit.se_k, audit.se_n, audit.sp_k, audit.sp_n) END AS corrected_low,
    CASE WHEN rate IS NOT NULL AND audit IS NOT NULL
        THEN out.lang_reiczigel_high(k, n, audit.se_k, audit.se_n, audit.sp_k, audit.sp_n) END AS corrected_high,
    is_reliable
FROM rated
ORDER BY indicator, period_kind, period, cut, cut_value
