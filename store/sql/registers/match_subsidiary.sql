-- Companies named after a charity ("Hope Trading Limited" and the charity Hope): a status of their own, believed only
-- where both stand in one postcode district.
INSERT INTO found
SELECT DISTINCT ON (l.supplier_id, main_body(r.register_id))
    l.supplier_id, r.register_id, r.name, 'charity_owned_company', NULL, r.postcode_district, 'subsidiary_name', 0.9,
    coalesce(l.postcode_district = r.postcode_district, false)
FROM lookup l
JOIN register_name r ON r.name_key = without_trading(l.name_key)
WHERE getvariable('register') IN ('charity_commission', 'oscr', 'ccni')
    AND l.name_form = 'company' AND without_trading(l.name_key) <> l.name_key AND length(without_trading(l.name_key)) >= 4
    AND l.supplier_id NOT IN (SELECT supplier_id FROM found)
    AND r.is_active AND (r.removed_on IS NULL OR r.removed_on > l.first_awarded_on)
ORDER BY l.supplier_id, main_body(r.register_id), r.register_id;
