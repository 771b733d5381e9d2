-- The headline series as if its procurements had always been of the kinds of authority and the bands of value that those
-- of the last 12 months of the data are of (direct standardisation). Strata that a period lacks are left out and the rest
-- weighted up, as long as they hold four fifths of the weight.
INSERT INTO counted
WITH standard AS (
    SELECT kind_id, value_band, sum(n) AS n, sum(n) / sum(sum(n)) OVER () AS weight
    FROM stratum_frame
    JOIN segment USING (segment)
    WHERE segment_from > (SELECT (data_until_on - INTERVAL 1 YEAR)::DATE FROM data_span)
    GROUP BY kind_id, value_band
),
stratum AS (
    SELECT DISTINCT place, kind_id, value_band FROM stratum_frame
),
summed AS (
    SELECT
        p.period_id, s.kind_id, s.value_band, p.n,
        [
            {'indicator': 'I1', 'k': k1}, {'indicator': 'I2', 'k': k2}, {'indicator': 'I3', 'k': k3},
            {'indicator': 'I4', 'k': k4}, {'indicator': 'I5', 'k': k5}, {'indicator': 'I10b', 'k': k10}
        ] AS parts
    FROM stratum_period p
    JOIN stratum s USING (place)
),
part AS (
    SELECT period_id, kind_id, value_band, n, unnest(parts, recursive := true) FROM summed
),
weighed AS (
    SELECT
        p.indicator, p.period_id, sum(p.n) AS n, sum(p.k) AS k, round(list_sum(list(t.weight ORDER BY p.kind_id, p.value_band)), 12) AS held,
        -- Summed in one order: the last digits of a sum hang on the order in which it is taken.
        round(
            list_sum(list(t.weight * p.k / p.n ORDER BY p.kind_id, p.value_band))
                / list_sum(list(t.weight ORDER BY p.kind_id, p.value_band)),
            12
        ) AS rate,
        -- A share of half a process more each way, so that a stratum of one is not taken for certain.
        round(
            list_sum(list(
                (t.weight ** 2) * ((p.k + 0.5) / (p.n + 1)) * (1 - (p.k + 0.5) / (p.n + 1)) / p.n ORDER BY p.kind_id, p.value_band
            )) / list_sum(list(t.weight ORDER BY p.kind_id, p.value_band)) ** 2,
            15
        ) AS variance
    FROM part p
    LEFT JOIN standard t USING (kind_id, value_band)
    GROUP BY p.indicator, p.period_id
)
SELECT
    w.indicator, w.period_id, u.cut_id, w.n::BIGINT, w.k::BIGINT, c.unknown, c.excluded,
    CASE WHEN held >= 0.8 THEN rate END,
    CASE WHEN held >= 0.8 THEN least(w.n, CASE WHEN rate > 0 AND rate < 1 THEN rate * (1 - rate) / variance ELSE w.n END) END,
    c.k_unknown, c.n_presumed, c.k_presumed, NULL, NULL, NULL
FROM weighed w
JOIN cut u ON u.cut_value = 'find_a_tender_ted_standardised'
JOIN cut own ON own.cut = 'series' AND own.cut_value = 'find_a_tender_ted'
JOIN counted c ON c.indicator = w.indicator AND c.period_id = w.period_id AND c.cut_id = own.cut_id;
