-- Counts of an indicator of authorities; `measure` is what the indicator's own file selects. Authorities with fewer than
-- five processes that are in scope or may be are excluded from each.
INSERT INTO counted
WITH many AS (
    SELECT
        period_id, cut_id,
        count(*) FILTER (is_in_denominator) AS n,
        count(*) FILTER (is_in_denominator AND is_in_numerator) AS k,
        count(*) FILTER (is_unknown) AS unknown,
        count(*) FILTER (NOT is_unknown AND NOT is_in_denominator) AS excluded
    FROM measure
    GROUP BY period_id, cut_id
)
SELECT
    $indicator, period_id, cut_id,
    coalesce(m.n, 0), coalesce(m.k, 0), coalesce(m.unknown, 0), coalesce(m.excluded, 0) + coalesce(f.authorities, 0),
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM many m
FULL JOIN few_authorities f USING (period_id, cut_id);
