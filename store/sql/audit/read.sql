-- What the readers say of what the classifier found and left alone, for its version in the published data: counts of
-- the sample, whose flagged processes are more than there are. Rates of all processes: out.reading_error.
WITH indicator AS (
    SELECT unnest([
        {'indicator': 'I1', 'least_level': 2, 'least_rank': 3}, {'indicator': 'I3', 'least_level': 3, 'least_rank': 7},
        {'indicator': 'I4', 'least_level': 4, 'least_rank': 8}, {'indicator': 'I5', 'least_level': 5, 'least_rank': 9}
    ], max_depth := 2)
)
SELECT
    i.indicator,
    count(l.level) FILTER (p.level_rank >= i.least_rank) AS found,
    count(*) FILTER (p.level_rank >= i.least_rank AND l.level >= i.least_level) AS found_right,
    count(l.level) FILTER (p.level_rank < i.least_rank) AS left_alone,
    count(*) FILTER (p.level_rank < i.least_rank AND l.level >= i.least_level) AS missed,
    count(*) FILTER (l.level_low < i.least_level AND l.level_high >= i.least_level AND l.level IS NULL) AS open
FROM snap.out.process p
JOIN settled_label l USING (ocid)
CROSS JOIN indicator i
WHERE p.is_in_scope AND p.opened_on IS NOT NULL AND p.duplicate_of IS NULL
GROUP BY i.indicator
ORDER BY i.indicator;
