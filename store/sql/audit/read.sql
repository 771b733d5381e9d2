-- What the readers say of what the classifier found and left alone, for its version in the published data: counts of
-- the sample, whose flagged processes are more than there are. Rates of all processes: out.reading_error.
WITH shown AS (
    SELECT
        ocid,
        unnest([
            {'indicator': 'I1', 'least_level': 2, 'is_found': is_flagged},
            {'indicator': 'I3', 'least_level': 3, 'is_found': is_evaluated},
            {'indicator': 'I4', 'least_level': 4, 'is_found': level IN ('R4', 'R5', 'R5+')},
            {'indicator': 'I5', 'least_level': 5, 'is_found': level IN ('R5', 'R5+')}
        ], max_depth := 2)
    FROM snap.out.process
    WHERE is_in_scope AND opened_on IS NOT NULL AND duplicate_of IS NULL
)
SELECT
    s.indicator,
    count(l.level) FILTER (s.is_found) AS found,
    count(*) FILTER (s.is_found AND l.level >= s.least_level) AS found_right,
    count(l.level) FILTER (NOT s.is_found) AS left_alone,
    count(*) FILTER (NOT s.is_found AND l.level >= s.least_level) AS missed,
    count(*) FILTER (l.level_low < s.least_level AND l.level_high >= s.least_level AND l.level IS NULL) AS open
FROM shown s
JOIN settled_label l USING (ocid)
GROUP BY s.indicator
ORDER BY s.indicator;
