-- Shares by number and by value, from the cells of each period, in long form.
WITH whole AS (
    SELECT
        p.period_id, u.evidence, u.cut_id,
        u.n - coalesce(b.n, 0) AS n,
        u.k - coalesce(b.k, 0) AS k,
        u.k_declared - coalesce(b.k_declared, 0) AS k_declared,
        u.unknown - coalesce(b.unknown, 0) AS unknown,
        u.excluded - coalesce(b.excluded, 0) AS excluded,
        u.k_sme - coalesce(b.k_sme, 0) AS k_sme,
        u.unknown_sme - coalesce(b.unknown_sme, 0) AS unknown_sme,
        u.n_value - coalesce(b.n_value, 0) AS n_value,
        u.k_value - coalesce(b.k_value, 0) AS k_value,
        u.k_declared_value - coalesce(b.k_declared_value, 0) AS k_declared_value,
        u.unknown_value - coalesce(b.unknown_value, 0) AS unknown_value,
        u.k_sme_value - coalesce(b.k_sme_value, 0) AS k_sme_value,
        u.unknown_sme_value - coalesce(b.unknown_sme_value, 0) AS unknown_sme_value,
        u.gbp - coalesce(b.gbp, 0) AS gbp,
        u.vcse_gbp - coalesce(b.vcse_gbp, 0) AS vcse_gbp,
        u.declared_gbp - coalesce(b.declared_gbp, 0) AS declared_gbp,
        u.unknown_gbp - coalesce(b.unknown_gbp, 0) AS unknown_gbp,
        u.sme_gbp - coalesce(b.sme_gbp, 0) AS sme_gbp,
        u.sme_unknown_gbp - coalesce(b.sme_unknown_gbp, 0) AS sme_unknown_gbp,
        u.gbp_squared - coalesce(b.gbp_squared, 0) AS gbp_squared
    FROM period p
    JOIN award_running u ON u.segment = p.last_segment
    LEFT JOIN award_running b ON b.segment = p.first_segment - 1 AND b.evidence = u.evidence AND b.cut_id = u.cut_id
    WHERE p.period_kind <> '12_months_before'
    UNION ALL
    SELECT
        p.period_id, c.evidence, c.cut_id,
        sum(n) AS n,
        sum(k) AS k,
        sum(k_declared) AS k_declared,
        sum(unknown) AS unknown,
        sum(excluded) AS excluded,
        sum(k_sme) AS k_sme,
        sum(unknown_sme) AS unknown_sme,
        sum(n_value) AS n_value,
        sum(k_value) AS k_value,
        sum(k_declared_value) AS k_declared_value,
        sum(unknown_value) AS unknown_value,
        sum(k_sme_value) AS k_sme_value,
        sum(unknown_sme_value) AS unknown_sme_value,
        sum(gbp) AS gbp,
        sum(vcse_gbp) AS vcse_gbp,
        sum(declared_gbp) AS declared_gbp,
        sum(unknown_gbp) AS unknown_gbp,
        sum(sme_gbp) AS sme_gbp,
        sum(sme_unknown_gbp) AS sme_unknown_gbp,
        sum(gbp_squared) AS gbp_squared
    FROM award_cell c
    JOIN award_period p USING (segment)
    JOIN award_cut u USING (cut_id)
    WHERE u.cut = 'authority'
        AND (p.period_kind IN ('financial_year', 'all') OR p.period_id = (SELECT period_id FROM last_rolling))
    GROUP BY p.period_id, c.evidence, c.cut_id
),
summed AS (
    SELECT
        period_id, evidence, cut_id,
        n::BIGINT AS n, k::BIGINT AS k, k_declared::BIGINT AS k_declared, unknown::BIGINT AS unknown, excluded::BIGINT AS excluded, k_sme::BIGINT AS k_sme, unknown_sme::BIGINT AS unknown_sme, n_value::BIGINT AS n_value, k_value::BIGINT AS k_value, k_declared_value::BIGINT AS k_declared_value, unknown_value::BIGINT AS unknown_value, k_sme_value::BIGINT AS k_sme_value, unknown_sme_value::BIGINT AS unknown_sme_value,
        gbp::DOUBLE AS gbp, vcse_gbp::DOUBLE AS vcse_gbp, declared_gbp::DOUBLE AS declared_gbp, unknown_gbp::DOUBLE AS unknown_gbp, sme_gbp::DOUBLE AS sme_gbp, sme_unknown_gbp::DOUBLE AS sme_unknown_gbp, gbp_squared::DOUBLE AS gbp_squared
    FROM whole
    WHERE n + excluded > 0
),
long AS (
    SELECT
        period_id, evidence, cut_id,
        unnest([
            {'indicator': 'vcse_awards', 'n': n, 'k': k, 'k_declared': k_declared, 'unknown': unknown, 'excluded': excluded,
                'gbp': NULL::DOUBLE, 'k_gbp': NULL::DOUBLE, 'declared_gbp': NULL::DOUBLE, 'unknown_gbp': NULL::DOUBLE,
                'weight_n': n::DOUBLE},
            {'indicator': 'vcse_value', 'n': n_value, 'k': k_value, 'k_declared': k_declared_value, 'unknown': unknown_value,
                'excluded': excluded + n - n_value,
                'gbp': gbp, 'k_gbp': vcse_gbp, 'declared_gbp': declared_gbp, 'unknown_gbp': unknown_gbp,
                'weight_n': CASE WHEN gbp_squared > 0 THEN gbp * gbp / gbp_squared END},
            {'indicator': 'sme_awards', 'n': n, 'k': k_sme, 'k_declared': k_sme, 'unknown': unknown_sme, 'excluded': excluded,
                'gbp': NULL::DOUBLE, 'k_gbp': NULL::DOUBLE, 'declared_gbp': NULL::DOUBLE, 'unknown_gbp': NULL::DOUBLE,
                'weight_n': n::DOUBLE},
            {'indicator': 'sme_value', 'n': n_value, 'k': k_sme_value, 'k_declared': k_sme_value, 'unknown': unknown_sme_value,
                'excluded': excluded + n - n_value,
                'gbp': gbp, 'k_gbp': sme_gbp, 'declared_gbp': sme_gbp, 'unknown_gbp': sme_unknown_gbp,
                'weight_n': CASE WHEN gbp_squared > 0 THEN gbp * gbp / gbp_squared END}
        ]) AS f
    FROM summed
),
-- Suppliers, each once in a period: not to be summed over segments.
supplier AS (
    SELECT
        p.period_id, f.evidence, f.cut.cut_id AS cut_id, a.supplier_key,
        bool_or(coalesce(a.is_vcse_matched, false)) AS is_vcse,
        bool_or(coalesce(a.is_vcse_matched, false) OR coalesce(a.is_vcse_declared, false)) AS is_declared,
        bool_or(a.is_vcse_matched IS NULL) AS is_unknown
    FROM (
        SELECT ocid, award_id, segment, evidence, unnest(cuts) AS cut
        FROM (SELECT ocid, award_id, segment, cuts, unnest(groups) AS evidence FROM award_frame)
    ) f
    JOIN out.award a USING (ocid, award_id)
    JOIN award_period p USING (segment)
    JOIN award_cut u ON u.cut_id = f.cut.cut_id
    WHERE f.cut.is_in AND a.supplier_key <> 'unnamed'
        AND (
            p.period_kind IN ('financial_year', 'all') OR p.period_id = (SELECT period_id FROM last_rolling)
            OR (p.period_kind = 'quarter' AND u.cut <> 'authority')
        )
    GROUP BY p.period_id, f.evidence, f.cut.cut_id, a.supplier_key
),
figure AS (
    SELECT period_id, evidence, cut_id, unnest(f) FROM long
    UNION ALL
    SELECT
        period_id, evidence, cut_id, 'vcse_suppliers',
        count(*), count(*) FILTER (is_vcse), count(*) FILTER (is_declared), count(*) FILTER (is_unknown AND NOT is_declared), 0,
        NULL, NULL, NULL, NULL, count(*)::DOUBLE
    FROM supplier
    GROUP BY period_id, evidence, cut_id
),
rated AS (
    SELECT
        f.*, p.period_kind, p.period, p.period_from, p.period_until, u.cut, u.cut_value,
        f.n >= 10 AND p.period_kind <> 'week' AND coalesce(f.gbp > 0, true) AS is_rated,
        CASE WHEN f.gbp IS NULL THEN f.k / f.n ELSE f.k_gbp / f.gbp END AS share,
        CASE WHEN f.gbp IS NULL THEN f.k_declared / f.n ELSE f.declared_gbp / f.gbp END AS declared_share,
        CASE WHEN f.gbp IS NULL THEN f.unknown / f.n ELSE f.unknown_gbp / f.gbp END AS unknown_share
    FROM figure f
    JOIN period p USING (period_id)
    JOIN award_cut u USING (cut_id)
    WHERE f.n + f.excluded > 0
)
SELECT
    indicator, evidence AS evidence_group, period_kind, period, period_from, period_until, cut, cut_value,
    n, k, k_declared, unknown, excluded, gbp AS value_gbp, k_gbp AS k_value_gbp,
    CASE WHEN is_rated THEN share END AS rate,
    CASE WHEN is_rated THEN out.wilson_low(share * weight_n, weight_n) END AS rate_low,
    CASE WHEN is_rated THEN out.wilson_high(share * weight_n, weight_n) END AS rate_high,
    CASE WHEN is_rated THEN declared_share END AS declared_rate,
    CASE WHEN is_rated AND unknown_share < 1 THEN least(1.0, share / (1 - unknown_share)) END AS known_rate,
    CASE WHEN is_rated THEN share END AS bound_low,
    CASE WHEN is_rated THEN least(1.0, declared_share + unknown_share) END AS bound_high,
    n >= 30 AS is_reliable,
    v.weeks_wanted, v.weeks_covered,
    CASE WHEN v.weeks_wanted > 0 THEN 100.0 * v.weeks_covered / v.weeks_wanted END AS coverage_pct
FROM rated r
LEFT JOIN portal_coverage v ON v.period_id = r.period_id AND v.source = CASE WHEN r.cut = 'source' THEN r.cut_value ELSE 'all' END
ORDER BY indicator, evidence_group, period_kind, period, cut, cut_value
