-- Mutuals Public Register: the full number, such as 30459R, where it is given. The postcode ends the address.
SELECT
    coalesce(nullif(full_number, ''), society_number) AS register_id,
    [{'name': society_name, 'kind': 'current'}] AS names,
    lower(trim(registered_as)) AS form,
    NULL::VARCHAR AS company_number,
    lower(trim(society_status)) = 'registered' OR lower(trim(society_status)) = 'active' AS is_active,
    register_day(registration_date) AS registered_on,
    register_day(deregistration_date) AS removed_on,
    register_district(society_address) AS postcode_district
FROM register_rows
WHERE society_number <> '' AND society_name <> ''
