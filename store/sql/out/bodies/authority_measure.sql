-- What each body did over the 12 months of `last_year`, in each financial year, and in all; and the peers it stands
-- beside: bodies of its kind when ten of them have five processes in scope or more, else all bodies.
CREATE OR REPLACE TEMP TABLE authority_measure AS
WITH placed AS (
    SELECT
        p.*, unnest(list_concat(
            [{'period_kind': 'all', 'period': 'all'}],
            [{
                'period_kind': 'financial_year',
                'period': year(opened_on - INTERVAL 3 MONTH) || '-' || right((year(opened_on - INTERVAL 3 MONTH) + 1)::VARCHAR, 2)
            }],
            CASE WHEN opened_on BETWEEN y.year_from AND y.year_until
                THEN [{'period_kind': 'last_12_months', 'period': 'last_12_months'}] ELSE [] END
        ), max_depth := 2)
    FROM (
        SELECT authority_id, opened_on, is_in_scope, level_rank, weight_pct FROM out.counted WHERE authority_id IS NOT NULL
    ) p, last_year y
)
SELECT
    period_kind, period, authority_id,
    count(*) AS process_count,
    count(*) FILTER (is_in_scope) AS n,
    count(*) FILTER (is_in_scope AND level_rank >= rank_of('R2')) AS k,
    count(*) FILTER (is_in_scope AND level_rank >= rank_of('R3')) AS evaluated,
    count(*) FILTER (is_in_scope AND level_rank >= rank_of('R5')) AS weight_10_pct,
    count(*) FILTER (is_in_scope IS NULL) AS unknown,
    median(weight_pct) FILTER (is_in_scope) AS median_weight_pct,
    max(opened_on) AS last_opened_on
FROM placed
GROUP BY period_kind, period, authority_id;

CREATE OR REPLACE TEMP TABLE peer AS
SELECT
    row_number() OVER (ORDER BY period_kind, period, peers) - 1 AS pool, *
FROM (
    SELECT
        m.period_kind, m.period, coalesce(a.kind, 'all') AS peers, sum(m.n) AS n, sum(m.k) AS k, sum(m.evaluated) AS evaluated
    FROM authority_measure m
    JOIN core.authority a USING (authority_id)
    WHERE m.n > 0
    GROUP BY GROUPING SETS ((m.period_kind, m.period), (m.period_kind, m.period, a.kind))
    HAVING count(*) FILTER (m.n >= 5) >= CASE WHEN a.kind IS NULL THEN 0 ELSE 10 END AND count(*) >= 10
);

CREATE OR REPLACE TEMP TABLE peer_body AS
SELECT
    row_number() OVER (ORDER BY m.period_kind, m.period, m.authority_id) - 1 AS body,
    m.period_kind, m.period, m.authority_id, m.n, m.k, m.evaluated,
    own.pool IS NOT NULL AS is_by_kind, own.pool AS kind_pool, whole.pool AS whole_pool
FROM authority_measure m
JOIN core.authority a USING (authority_id)
JOIN peer whole ON whole.period_kind = m.period_kind AND whole.period = m.period AND whole.peers = 'all'
LEFT JOIN peer own ON own.period_kind = m.period_kind AND own.period = m.period AND own.peers = a.kind
WHERE m.n > 0;
