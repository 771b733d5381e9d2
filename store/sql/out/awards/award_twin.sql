-- Awards as they are compared across portals, and the pairs of two portals that may be one: same body, suppliers, value or
-- title, and nearly the same day. Whether their titles may be those of one is told in store/publish/awards/twins.py.
CREATE OR REPLACE TEMP TABLE award_whole AS
SELECT
    a.ocid, a.award_id, a.source, s.duplicate_rank, p.authority_id, a.awarded_on, a.value_gbp, d.duplicate_of,
    a.title AS award_title, p.title AS process_title,
    trim(regexp_replace(lower(strip_accents(coalesce(a.title, p.title))), '[^a-z0-9]+', ' ', 'g')) AS title_key,
    coalesce(w.bodies, []) AS bodies,
    coalesce(w.is_all_persons, false) AS is_all_persons
FROM core.award a
JOIN core.process p USING (ocid)
JOIN ref_sources s ON s.source = a.source
LEFT JOIN process_duplicate d USING (ocid)
LEFT JOIN (
    SELECT
        t.ocid, t.award_id,
        list_sort(list(DISTINCT CASE WHEN t.status = 'person' THEN 'person' ELSE t.supplier_key END)) AS bodies,
        bool_and(t.status = 'person') AS is_all_persons
    FROM award_supplier_status t
    GROUP BY t.ocid, t.award_id
) w USING (ocid, award_id)
WHERE a.is_counted;

CREATE OR REPLACE TEMP TABLE award_twin AS
SELECT
    a.ocid, a.award_id, a.award_title, a.process_title, b.award_title AS other_award_title, b.process_title AS other_process_title,
    a.title_key = b.title_key OR coalesce(a.duplicate_of, a.ocid) = coalesce(b.duplicate_of, b.ocid) AS is_surely_one
FROM award_whole a
JOIN award_whole b
    ON b.authority_id = a.authority_id AND b.bodies = a.bodies AND b.source <> a.source
    AND (b.duplicate_rank, b.ocid) < (a.duplicate_rank, a.ocid)
    AND abs(b.awarded_on - a.awarded_on) <= 14
WHERE len(a.bodies) > 0
    AND CASE
        WHEN a.value_gbp IS NOT NULL AND b.value_gbp IS NOT NULL
            THEN abs(a.value_gbp - b.value_gbp) < 1
                AND (NOT a.is_all_persons OR (a.title_key = b.title_key AND length(a.title_key) >= 10))
        ELSE a.title_key = b.title_key AND length(a.title_key) >= 10
    END;
