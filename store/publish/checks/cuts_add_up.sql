-- Counts of processes whose cuts do not add up to the whole. The series are not a cut of all: they leave portals out.
WITH total AS (
    SELECT indicator, period_kind, period, cut, sum(n) AS n, sum(k) AS k
    FROM out.indicator
    JOIN out.indicator_method USING (indicator)
    WHERE unit = 'process' AND cut <> 'series'
    GROUP BY ALL
)
SELECT part.indicator, part.period_kind, part.period, part.cut, part.n, whole.n AS whole_n, part.k, whole.k AS whole_k
FROM total AS part
JOIN total AS whole
    ON
        whole.indicator = part.indicator
        AND whole.period_kind = part.period_kind
        AND whole.period = part.period
        AND whole.cut = 'all'
WHERE part.n <> whole.n OR part.k <> whole.k
LIMIT 20;
