-- The same award on two portals: by the process it belongs to, else by the pairs of `award_twin` whose titles may be those
-- of one (`award_twin_told`). What is in doubt stays two.
CREATE OR REPLACE TEMP TABLE award_duplicate AS
-- Its procurement is counted on another portal, and so is an award of that to one of the same suppliers.
SELECT DISTINCT a.ocid, a.award_id
FROM award_whole a
JOIN award_whole b ON b.ocid = a.duplicate_of AND list_has_any(a.bodies, b.bodies)
    AND (a.value_gbp IS NULL OR b.value_gbp IS NULL OR abs(a.value_gbp - b.value_gbp) <= 0.01 * b.value_gbp OR len(a.bodies) > 1 OR NOT a.is_all_persons)
UNION
SELECT ocid, award_id FROM award_twin WHERE is_surely_one
UNION
SELECT ocid, award_id FROM award_twin_told;
