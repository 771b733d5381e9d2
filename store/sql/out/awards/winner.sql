-- Shares by number and by value, from the cells of each period, in long form.
WITH summed AS (
    SELECT
        s.period_id, g.evidence, g.cut_id,
        n, k, k_declared, unknown, excluded, k_sme, unknown_sme,
        n_value, k_value, k_declared_value, unknown_value, k_sme_value, unknown_sme_value,
        in_pounds(of_parts(gbp_high, gbp_middle, gbp_low)) AS gbp,
        in_pounds(of_parts(vcse_gbp_high, vcse_gbp_middle, vcse_gbp_low)) AS vcse_gbp,
        in_pounds(of_parts(declared_gbp_high, declared_gbp_middle, declared_gbp_low)) AS declared_gbp,
        in_pounds(of_parts(unknown_gbp_high, unknown_gbp_middle, unknown_gbp_low)) AS unknown_gbp,
        in_pounds(of_parts(sme_gbp_high, sme_gbp_middle, sme_gbp_low)) AS sme_gbp,
        in_pounds(of_parts(sme_unknown_gbp_high, sme_unknown_gbp_middle, sme_unknown_gbp_low)) AS sme_unknown_gbp,
        (of_parts(squared_high, squared_middle, squared_low))::DOUBLE AS squared
    FROM award_sum s
    JOIN award_place g USING (place)
    UNION ALL BY NAME
    SELECT
        p.period_id, c.evidence, c.cut_id,
        sum(n)::BIGINT AS n,
        sum(k)::BIGINT AS k,
        sum(k_declared)::BIGINT AS k_declared,
        sum(unknown)::BIGINT AS unknown,
        sum(excluded)::BIGINT AS excluded,
        sum(k_sme)::BIGINT AS k_sme,
        sum(unknown_sme)::BIGINT AS unknown_sme,
        sum(n_value)::BIGINT AS n_value,
        sum(k_value)::BIGINT AS k_value,
        sum(k_declared_value)::BIGINT AS k_declared_value,
        sum(unknown_value)::BIGINT AS unknown_value,
        sum(k_sme_value)::BIGINT AS k_sme_value,
        sum(unknown_sme_value)::BIGINT AS unknown_sme_value,
        sum(gbp)::DOUBLE AS gbp,
        sum(vcse_gbp)::DOUBLE AS vcse_gbp,
        sum(declared_gbp)::DOUBLE AS declared_gbp,
        sum(unknown_gbp)::DOUBLE AS unknown_gbp,
        sum(sme_gbp)::DOUBLE AS sme_gbp,
        sum(sme_unknown_gbp)::DOUBLE AS sme_unknown_gbp,
        sum(squared)::DOUBLE AS squared
    FROM award_cell c
    JOIN award_period p USING (segment)
    JOIN award_cut u USING (cut_id)
    WHERE u.cut = 'authority' AND p.is_of_authorities
    GROUP BY p.period_id, c.evidence, c.cut_id
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
                'weight_n': CASE WHEN squared > 0 THEN gbp * gbp / squared END},
            {'indicator': 'sme_awards', 'n': n, 'k': k_sme, 'k_declared': k_sme, 'unknown': unknown_sme, 'excluded': excluded,
                'gbp': NULL::DOUBLE, 'k_gbp': NULL::DOUBLE, 'declared_gbp': NULL::DOUBLE, 'unknown_gbp': NULL::DOUBLE,
                'weight_n': n::DOUBLE},
            {'indicator': 'sme_value', 'n': n_value, 'k': k_sme_value, 'k_declared': k_sme_value, 'unknown': unknown_sme_value,
                'excluded': excluded + n - n_value,
                'gbp': gbp, 'k_gbp': sme_gbp, 'declared_gbp': sme_gbp, 'unknown_gbp': sme_unknown_gbp,
                'weight_n': CASE WHEN squared > 0 THEN gbp * gbp / squared END}
        ]) AS f
    FROM summed
    WHERE n + excluded > 0
),
figure AS (
    SELECT period_id, evidence, cut_id, unnest(f) FROM long
    UNION ALL
    SELECT period_id, evidence, cut_id, 'vcse_suppliers', n, k, k_declared, unknown, 0, NULL, NULL, NULL, NULL, n::DOUBLE
    FROM supplier_count
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
