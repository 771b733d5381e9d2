-- The ladder is nested: no more processes may be scored than show evidence, nor weighted than scored, and so on.
WITH ladder AS (
    SELECT
        period_kind, period, cut, cut_value,
        max(k) FILTER (indicator = 'I1') AS i1, max(k) FILTER (indicator = 'I2') AS i2, max(k) FILTER (indicator = 'I3') AS i3,
        max(k) FILTER (indicator = 'I4') AS i4, max(k) FILTER (indicator = 'I5') AS i5
    FROM out.indicator
    WHERE indicator IN ('I1', 'I2', 'I3', 'I4', 'I5')
    GROUP BY ALL
)
SELECT * FROM ladder WHERE i2 > i1 OR i3 > i1 OR i4 > i3 OR i5 > i4 LIMIT 20;
