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
),
-- Readers who differ on the level may yet agree on an indicator: 5 and 2 are both evidence.
told AS (
    SELECT
        s.indicator, s.is_found,
        CASE WHEN (l.level_low >= s.least_level) = (l.level_high >= s.least_level) THEN l.level_low >= s.least_level END AS is_true
    FROM shown s
    JOIN settled_label l USING (ocid)
)
SELECT
    indicator,
    count(is_true) FILTER (is_found) AS found,
    count(*) FILTER (is_found AND is_true) AS found_right,
    count(is_true) FILTER (NOT is_found) AS left_alone,
    count(*) FILTER (NOT is_found AND is_true) AS missed,
    count(*) FILTER (is_true IS NULL) AS open
FROM told
GROUP BY indicator
ORDER BY indicator;
