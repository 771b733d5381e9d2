-- Suppliers, each once in a period: not to be summed over segments. Of one kind of cut at a time, whose numbers lie from
-- $first to $last: of all at once there would be more than memory holds.
INSERT INTO supplier_count
WITH placed AS (
    SELECT
        award_number, segment, groups,
        unnest(list_filter(cuts, lambda each: each.is_in AND each.cut_id BETWEEN $first AND $last)).cut_id AS cut_id
    FROM award_frame
),
grouped AS (
    SELECT award_number, segment, cut_id, unnest(groups) AS evidence FROM placed
),
supplier AS (
    SELECT
        p.period_id, g.evidence, g.cut_id, b.supplier_number,
        bool_or(b.is_vcse) AS is_vcse, bool_or(b.is_declared) AS is_declared, bool_or(b.is_unknown) AS is_unknown
    FROM grouped g
    JOIN award_body b USING (award_number)
    JOIN award_period p USING (segment)
    JOIN award_cut u USING (cut_id)
    WHERE p.is_of_authorities OR u.cut <> 'authority'
    GROUP BY p.period_id, g.evidence, g.cut_id, b.supplier_number
)
SELECT
    period_id, evidence, cut_id,
    count(*), count(*) FILTER (is_vcse), count(*) FILTER (is_declared), count(*) FILTER (is_unknown AND NOT is_declared)
FROM supplier
GROUP BY period_id, evidence, cut_id;
