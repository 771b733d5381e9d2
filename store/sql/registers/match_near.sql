-- What was found near, scored: pairs in the temporary table near_scored (supplier_key, body_key, postcode_district,
-- score, is_slip).
INSERT INTO found
WITH candidate AS (
    SELECT
        l.supplier_id, r.register_id, r.name, r.status, r.company_number, r.postcode_district, s.score, s.is_slip,
        main_body(r.register_id) AS body
    FROM near_lookup l
    JOIN near_scored s ON s.supplier_key = l.name_key AND s.postcode_district = l.postcode_district
    JOIN register_name r ON r.name_key = s.body_key AND r.postcode_district = s.postcode_district
    WHERE (r.removed_on IS NULL OR r.removed_on > l.first_awarded_on) AND r.is_active
        AND form_fits(l.name_form, getvariable('register'), r.status, r.name_form, r.form, r.company_number)
        AND numbers_fit(l.company_number, getvariable('register'), r.company_number)
    QUALIFY row_number() OVER (PARTITION BY l.supplier_id, body ORDER BY s.score DESC, r.name_kind, r.register_id) = 1
),
ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY supplier_id ORDER BY score DESC, register_id) AS place,
        max(score) OVER (PARTITION BY supplier_id ORDER BY score DESC, register_id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
            AS next_score
    FROM candidate
)
SELECT
    supplier_id, register_id, name, status, company_number, postcode_district, 'near_name', score,
    place = 1 AND score >= getvariable('near_accepted') AND is_slip AND score - coalesce(next_score, 0) >= 0.03
FROM ranked
WHERE place <= 3 AND supplier_id NOT IN (SELECT supplier_id FROM found WHERE method = 'exact_name');
