-- Bodies that bear the names of `name_key_wanted`: one alone is believed, of several the one at the supplier's place.
CREATE OR REPLACE TEMP TABLE same_name AS
SELECT
    l.supplier_id, l.is_person, r.register_id, r.name, r.status, r.company_number, r.postcode_district, r.name_kind,
    k.name_key,
    main_body(r.register_id) AS body,
    coalesce(l.postcode_district = r.postcode_district, false) AS is_at_place,
    l.postcode_district IS NOT NULL AND r.postcode_district IS NOT NULL
        AND postcode_area(l.postcode_district) <> postcode_area(r.postcode_district) AS is_elsewhere
FROM name_key_wanted k
JOIN register_name r USING (name_key)
JOIN lookup l USING (supplier_id)
WHERE (r.removed_on IS NULL OR r.removed_on > l.first_awarded_on)
    AND (r.is_active OR r.removed_on IS NOT NULL)
    AND (l.is_person OR form_fits(l.name_form, getvariable('register'), r.status, r.name_form, r.form, r.company_number))
    AND numbers_fit(l.company_number, getvariable('register'), r.company_number);

INSERT INTO found
WITH counted AS (
    SELECT
        *,
        count(DISTINCT body) OVER (PARTITION BY supplier_id) AS bodies,
        count(DISTINCT body) FILTER (is_at_place) OVER (PARTITION BY supplier_id) AS bodies_at_place
    FROM same_name
)
SELECT
    supplier_id, register_id, name, status, company_number, postcode_district, 'exact_name',
    CASE WHEN name_kind = 'current' THEN 0.95 ELSE 0.93 END,
    CASE
        WHEN bodies_at_place = 1 THEN is_at_place
        WHEN bodies > 1 THEN false
        -- A short name is borne by bodies elsewhere that this register does not hold.
        ELSE NOT (is_elsewhere AND length(name_key) - length(replace(name_key, ' ', '')) < 2)
    END AS is_settled
FROM counted
WHERE bodies_at_place <> 1 OR is_at_place
QUALIFY row_number() OVER (PARTITION BY supplier_id, body ORDER BY is_at_place DESC, name_kind, register_id) = 1;
