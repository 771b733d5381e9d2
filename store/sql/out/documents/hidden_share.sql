-- H1: of procurements in scope whose notices say nothing of social value, the share whose invitation to tender scores it.
-- H2: of all in scope, the share that scores it in the notices or in the documents. The rate is that of procurements whose
-- invitation was read, each weighted by one over its chance to be drawn; it stands for those with open documents. Of the
-- others nothing is known but what their notices say: none of the rest score it (bound_low), or all do (bound_high).
-- `hidden_state` is that of hidden_cell.sql, and `notice_period` what its cells come to in each period.
WITH open_state AS (
    SELECT 'H1' AS indicator, *, is_scored_in_document AS is_scored FROM hidden_state WHERE is_open AND is_known AND is_silent
    UNION ALL
    SELECT 'H2', *, is_scored_in_notice OR is_scored_in_document FROM hidden_state WHERE is_open AND is_known
),
open_cell AS (
    SELECT
        indicator, segment, coalesce(kind_id, nation_id, region_id, cpv_id, source_id, 0) AS cut_id,
        count(*) AS with_documents,
        count(*) FILTER (is_scored) AS k,
        count(*) FILTER (is_read) AS read,
        count(*) FILTER (is_read AND is_scored) AS scored,
        sum(weight) FILTER (is_read) AS weight,
        sum(weight) FILTER (is_read AND is_scored) AS weight_scored,
        sum(weight * weight) FILTER (is_read) AS weight_squared
    FROM open_state
    GROUP BY GROUPING SETS (
        (indicator, segment), (indicator, segment, kind_id), (indicator, segment, nation_id),
        (indicator, segment, region_id), (indicator, segment, cpv_id), (indicator, segment, source_id)
    )
),
open_period AS (
    SELECT
        c.indicator, p.period_id, c.cut_id,
        sum(k) AS k, sum(with_documents) AS with_documents, sum(read) AS read, sum(scored) AS scored,
        coalesce(sum(weight_scored), 0)::DOUBLE / nullif(sum(weight), 0)::DOUBLE AS share,
        sum(weight)::DOUBLE ** 2 / nullif(sum(weight_squared), 0)::DOUBLE AS effective_n
    FROM open_cell c
    JOIN segment_period p USING (segment)
    GROUP BY ALL
),
summed AS (
    SELECT
        n.indicator, n.period_id, n.cut_id, n.n, n.unknown, n.excluded, n.scored_without,
        (n.scored_without + coalesce(o.k, 0))::BIGINT AS k,
        coalesce(o.with_documents, 0)::BIGINT AS with_documents,
        coalesce(o.read, 0)::BIGINT AS read,
        coalesce(o.scored, 0)::BIGINT AS scored,
        o.share, o.effective_n
    FROM (
        SELECT *, CASE place % 2 WHEN 0 THEN 'H1' ELSE 'H2' END AS indicator, (place // 2)::INTEGER AS cut_id
        FROM notice_period
    ) n
    LEFT JOIN open_period o USING (indicator, period_id, cut_id)
),
rated AS (
    SELECT
        s.*,
        CASE WHEN s.read >= 10 THEN s.share END AS rate,
        CASE WHEN s.read >= 10 THEN out.wilson_low(s.share * s.effective_n, s.effective_n) END AS rate_low,
        CASE WHEN s.read >= 10 THEN out.wilson_high(s.share * s.effective_n, s.effective_n) END AS rate_high
    FROM summed s
)
SELECT
    r.indicator, p.period_kind, p.period, p.period_from, p.period_until, u.cut, u.cut_value,
    r.n, r.k, r.unknown, r.excluded, r.rate, r.rate_low, r.rate_high,
    -- No audit reads documents yet.
    NULL::DOUBLE AS corrected_rate, NULL::DOUBLE AS corrected_low, NULL::DOUBLE AS corrected_high,
    r.read >= 30 AS is_reliable,
    v.weeks_wanted, v.weeks_covered,
    CASE WHEN v.weeks_wanted > 0 THEN 100.0 * v.weeks_covered / v.weeks_wanted END AS coverage_pct,
    r.with_documents, r.read, r.scored,
    (r.rate * r.with_documents + r.scored_without) / r.n AS bound_low,
    (r.rate * r.with_documents + r.n - r.with_documents) / r.n AS bound_high,
    (r.rate_low * r.with_documents + r.scored_without) / r.n AS interval_low,
    (r.rate_high * r.with_documents + r.n - r.with_documents) / r.n AS interval_high
FROM rated r
JOIN period p USING (period_id)
JOIN cut u USING (cut_id)
LEFT JOIN period_coverage v ON v.period_id = r.period_id AND v.cut_id = CASE WHEN u.cut = 'source' THEN r.cut_id ELSE 0 END
WHERE r.n > 0
ORDER BY r.indicator, p.period_kind, p.period, u.cut, u.cut_value
