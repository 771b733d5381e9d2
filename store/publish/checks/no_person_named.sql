-- Persons with a name, a number or a place.
SELECT 'core.supplier' AS "table", supplier_id AS id
FROM core.supplier
WHERE is_person AND coalesce(name, name_key, trading_key, identifier, postcode_district, other_identifiers[1]) IS NOT NULL
UNION ALL
SELECT 'out.award', ocid || ' ' || award_id
FROM out.award
WHERE supplier_status = 'person' AND (supplier_name <> 'an individual' OR register_id IS NOT NULL)
LIMIT 20;
