-- Pairs of awards of a process of which the later may be the earlier under another id. The same suppliers, lots equal or
-- named by one of the two alone, and no notice that states both. Then either all else is the same, or the later notice says
-- that it changes something, or the earlier award was only pending. Which of them are one is told in
-- store/derive/repeats.py.
CREATE OR REPLACE TEMP TABLE award_pair AS
SELECT
    a.ocid, a.award_id, b.award_id AS later_id, a.first_notice, b.first_notice AS later_notice, b.first_order AS later_order,
    a.title, b.title AS later_title,
    a.lots = b.lots AS is_same_lots,
    a.lots = b.lots AND len(a.lots) > 0 AS is_same_named_lots,
    a.value_gbp IS NOT NULL AND a.value_gbp = b.value_gbp AS is_same_value,
    abs(a.value_gbp - b.value_gbp) AS value_gap_gbp,
    a.value_gbp IS NOT DISTINCT FROM b.value_gbp AND a.stated_abroad IS NOT DISTINCT FROM b.stated_abroad
        -- On TED, where every notice numbers its own awards, the day may differ of one with a value.
        AND (b.awarded_on = a.awarded_on OR (a.source = 'ted' AND a.value_gbp IS NOT NULL)) AS is_stated_again,
    -- An award that is stated again after the later one was is not replaced by it.
    b.first_order > a.last_order AND (b.is_update OR (a.status = 'pending' AND b.status <> 'pending')) AS is_superseded,
    a.position, b.position AS later_position
FROM award_built a
JOIN award_built b
    ON b.ocid = a.ocid AND b.award_id <> a.award_id
    AND b.first_notice <> a.first_notice AND b.first_order > a.first_order
    AND (b.bodies = a.bodies OR (b."names" = a."names" AND NOT (a.has_numbers AND b.has_numbers)))
    AND (b.lots = a.lots OR len(a.lots) = 0 OR len(b.lots) = 0)
WHERE len(a.bodies) > 0 AND NOT list_has_any(a.release_ids, b.release_ids) AND (is_stated_again OR is_superseded)
    AND a.status NOT IN ('cancelled', 'unsuccessful', 'withdrawn') AND b.status NOT IN ('cancelled', 'unsuccessful', 'withdrawn');
