-- The rates of each body, beside its peers; `body_fit` holds what store/publish/spread.py computes.
CREATE OR REPLACE TEMP TABLE authority_spread AS
SELECT
    m.period_kind, m.period, m.authority_id,
    CASE WHEN m.n >= 10 THEN m.k / m.n END AS rate,
    CASE WHEN m.n >= 10 THEN out.wilson_low(m.k, m.n) END AS rate_low,
    CASE WHEN m.n >= 10 THEN out.wilson_high(m.k, m.n) END AS rate_high,
    CASE WHEN m.n >= 10 THEN m.evaluated / m.n END AS evaluated_rate,
    CASE
        WHEN m.n >= 5 AND m.evaluated = m.n THEN 'always' WHEN m.n >= 5 AND m.evaluated = 0 THEN 'never'
        WHEN m.n >= 5 THEN 'sometimes'
    END AS consistency,
    p.peers, p.k / p.n AS peer_rate, f.peer_mean,
    f.shrunk_rate, f.shrunk_low, f.shrunk_high, f.evaluated_shrunk_rate,
    CASE WHEN m.n >= 10 THEN f.funnel_low END AS funnel_low,
    CASE WHEN m.n >= 10 THEN f.funnel_high END AS funnel_high,
    CASE
        WHEN m.n < 10 OR f.body IS NULL THEN NULL
        WHEN m.k / m.n > f.funnel_high THEN 'above'
        WHEN m.k / m.n < f.funnel_low THEN 'below'
        ELSE 'within'
    END AS funnel_position
FROM authority_measure m
LEFT JOIN peer_body b USING (period_kind, period, authority_id)
LEFT JOIN peer p ON p.pool = coalesce(b.kind_pool, b.whole_pool)
LEFT JOIN body_fit f USING (body);
