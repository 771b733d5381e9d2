-- Awards as they are kept; `award_repeat` says which of them a later award of the process takes the place of.
INSERT INTO core.award BY NAME
SELECT
    a.* EXCLUDE (
        bodies, "names", has_numbers, stated_abroad, first_order, last_order, first_notice, position, is_update, is_intended
    ),
    r.repeat_of,
    a.status NOT IN ('cancelled', 'unsuccessful', 'withdrawn') AND NOT a.is_intended AND r.repeat_of IS NULL AS is_counted
FROM award_built a
LEFT JOIN award_repeat r USING (ocid, award_id)
ORDER BY a.ocid, a.award_id;
