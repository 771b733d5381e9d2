-- Suppliers, each once in a period: not to be summed over segments. Of one kind of cut at a time ($cut): of all at once there
-- would be more than memory holds.
INSERT INTO supplier_count
WITH placed AS (
    SELECT
        award_number, segment, groups,
        CASE $cut
            WHEN 'all' THEN all_id WHEN 'authority_kind' THEN kind_id WHEN 'nation' THEN nation_id WHEN 'region' THEN region_id
            WHEN 'cpv_division' THEN division_id WHEN 'source' THEN source_id WHEN 'authority' THEN body_id
        END AS cut_id
    FROM award_frame
    WHERE cut_id IS NOT NULL AND (is_at_home OR $cut IN ('nation', 'authority'))
),
supplier AS (
    SELECT p.period_id, a.cut_id, b.supplier_number, bit_or(a.groups * b.known) AS known
    FROM placed a
    JOIN award_body b USING (award_number)
    JOIN award_period p USING (segment)
    WHERE p.is_of_authorities OR $cut <> 'authority'
    GROUP BY p.period_id, a.cut_id, b.supplier_number
)
SELECT
    s.period_id, g.evidence, s.cut_id,
    count(*), count(*) FILTER (known & 2 * ones > 0), count(*) FILTER (known & 4 * ones > 0),
    count(*) FILTER (known & 8 * ones > 0 AND known & 4 * ones = 0)
FROM supplier s
JOIN award_group g ON s.known & g.ones > 0
GROUP BY s.period_id, g.evidence, s.cut_id
